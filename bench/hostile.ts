import { createEmulator } from '../src/index.ts';
import { monsters } from '../test/support/arrivals.ts';
import { answerQuestions } from './children.ts';
import type { Effort, Row } from './report.ts';
import { compare, inTurn } from './stats.ts';

/* Bodies that cost whoever reads them naïvely, beside a text of as many bytes. */

const MAX_BODY_BYTES = 40_000;

async function rowsOf({ rounds, roundMs }: Effort): Promise<Row[]> {
  const emulator = createEmulator({ log: false, limits: { bodyBytes: MAX_BODY_BYTES } });
  /** Microseconds a request. */
  const timed = async (body: string | Uint8Array<ArrayBuffer>): Promise<number> => {
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    const startedMs = performance.now();
    let calls = 0;
    while (performance.now() - startedMs < roundMs) {
      await (await emulator.fetch('/v1/customers', { method: 'POST', headers, body })).text();
      calls++;
    }
    return ((performance.now() - startedMs) / calls) * 1000;
  };
  const rows: Row[] = [];
  for (const body of monsters(MAX_BODY_BYTES)) {
    const start = typeof body === 'string' ? body.slice(0, 12) : `bytes ${body.join(' ')}`;
    // Refused like most of the monsters, so that nothing is kept.
    const plain = `zzz=${'x'.repeat(body.length)}`.slice(0, Math.max(5, body.length));
    await timed(body);
    const measured = await inTurn(
      rounds,
      () => timed(plain),
      () => timed(body),
    );
    rows.push({
      what: `\`${start}…\`, ${body.length} bytes`,
      ...compare(measured, (microseconds) => microseconds),
    });
  }
  return rows;
}

answerQuestions(rowsOf);
