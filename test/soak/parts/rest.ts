import { createHash } from 'node:crypto';
import { createEmulator, type Emulator } from '../../../src/index.ts';
import { atMost, heapBytes, megabytes, same } from '../promise.ts';

/* A million accounts at rest: what they take, and saving and restoring them as a stream. */

const ACCOUNTS = 1_000_000;
const bytesEach = (bytes: number): string => `${Math.round(bytes)} bytes`;

const emptyBytes = await heapBytes();
const emulator = createEmulator({ log: false });
for (let at = 0; at < ACCOUNTS; at++) await emulator.linkAccount();
await emulator.clock.runToIdle();
const worldBytes = (await heapBytes()) - emptyBytes;
atMost('heap for each account', worldBytes / ACCOUNTS, 2_000, bytesEach);

const authorization = (of: Emulator) => ({ authorization: `Bearer ${of.apiKey}` });

/** Watches the memory of the process while something is done. */
class Peak {
  readonly #startBytes = process.memoryUsage().rss;
  #peakBytes = this.#startBytes;

  look(): void {
    this.#peakBytes = Math.max(this.#peakBytes, process.memoryUsage().rss);
  }

  get grownBytes(): number {
    return this.#peakBytes - this.#startBytes;
  }
}

const LOOK_EVERY = 64;

/** What passes through: how much it is, and whether two of them are the same but for the log of requests at the end. */
function watched(body: ReadableStream<Uint8Array> | null, peak: Peak) {
  const hash = createHash('sha256');
  let bytes = 0;
  let pieces = 0;
  let last = '';
  const passing = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      hash.update(last);
      last = Buffer.from(piece).toString('latin1');
      bytes += piece.length;
      if (pieces++ % LOOK_EVERY === 0) peak.look();
      controller.enqueue(piece);
    },
  });
  const stream = (body ?? new ReadableStream()).pipeThrough(passing);
  const digest = (): string => hash.update(last.split('"requests":')[0] ?? '').digest('hex');
  return { stream, digest, bytes: () => bytes };
}

async function drained(stream: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _piece of stream);
}

const ask = (of: Emulator) => of.fetch('/_emulator/snapshot', { headers: authorization(of) });

const saving = new Peak();
const saved = watched((await ask(emulator)).body, saving);
await drained(saved.stream);
const digest = saved.digest();
console.info(`  its snapshot has ${megabytes(saved.bytes())}`);
atMost('more memory while it is saved', saving.grownBytes, worldBytes * 0.2, megabytes);

const other = createEmulator({ log: false });
await heapBytes();
const restoring = new Peak();
const sent = watched((await ask(emulator)).body, restoring);
const answer = await other.fetch('/_emulator/snapshot', {
  method: 'PUT',
  headers: authorization(other),
  body: sent.stream,
  duplex: 'half',
} as RequestInit);
restoring.look();
same('restored', answer.status, 200);
await answer.body?.cancel();
atMost('more memory while it is restored elsewhere', restoring.grownBytes, worldBytes * 1.5, megabytes);

const again = watched((await ask(other)).body, restoring);
await drained(again.stream);
same('the restored world has the same snapshot', again.digest() === digest, true);
