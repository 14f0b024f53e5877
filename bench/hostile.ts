import { monsters } from '../test/support/hostile-parts.ts';
import { answerRounds, type Measurable, sourceOf } from './program.ts';
import type { Effort } from './report.ts';

/* Bodies that cost whoever reads them naïvely, beside a text of as many bytes. */

const MAX_BODY_BYTES = 40_000;

async function measurables({ roundMs }: Effort): Promise<readonly Measurable[]> {
  const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');
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
  return monsters(MAX_BODY_BYTES).map((body) => {
    const start = typeof body === 'string' ? body.slice(0, 12) : `bytes ${body.join(' ')}`;
    // Refused like most of the monsters, so that nothing is kept.
    const plain = `zzz=${'x'.repeat(body.length)}`.slice(0, Math.max(5, body.length));
    return {
      what: `\`${start}…\`, ${body.length} bytes`,
      warmUp: () => timed(body),
      baseline: () => timed(plain),
      ours: () => timed(body),
    };
  });
}

answerRounds(measurables);
