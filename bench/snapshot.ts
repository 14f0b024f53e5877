import type { Emulator } from '../src/index.ts';
import { answerQuestions } from './children.ts';
import { ARGS, sourceOf } from './program.ts';

/* A sandbox with as many accounts as the argument says: what it costs to save it, and to restore it over another. */

export interface SnapshotCosts {
  readonly saved: Cost;
  readonly restored: Cost;
}

/** Seconds and megabytes. */
interface Cost {
  /** What JSON itself takes for the same records, one by one. */
  readonly jsonSeconds: number;
  readonly seconds: number;
  /** The process before, and at its largest. */
  readonly worldMegabytes: number;
  readonly peakMegabytes: number;
}

const COUNT = Number(ARGS[0] ?? '1000');
const BATCH = 1000;
const LOOK_EVERY = 64;
const MEGABYTE = 1_048_576;

const nowMegabytes = (): number => process.memoryUsage().rss / MEGABYTE;
const nowSeconds = (): number => performance.now() / 1000;

const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');
const newWorld = () => createEmulator({ log: false });
const headersOf = (emulator: Emulator) => ({ authorization: `Bearer ${emulator.apiKey}` });
const idOf = (at: number): string => `fca_${String(at).padStart(24, '0')}`;

async function filled(): Promise<Emulator> {
  const emulator = newWorld();
  for (let from = 0; from < COUNT; from += BATCH)
    await emulator.putObjects({
      'financial_connections.accounts': Array.from({ length: Math.min(BATCH, COUNT - from) }, (_, at) => ({
        id: idOf(from + at),
        permissions: ['balances', 'payment_method'],
      })),
    });
  return emulator;
}

/** What JSON takes for one account, once to write and once to read. */
async function jsonCosts(emulator: Emulator): Promise<readonly [writeSeconds: number, readSeconds: number]> {
  const answer = await emulator.fetch(`/v1/financial_connections/accounts/${idOf(0)}`, {
    headers: headersOf(emulator),
  });
  const account: unknown = await answer.json();
  const facts: unknown = JSON.parse(JSON.stringify((await newWorldWithOne()).facts));
  const texts = [JSON.stringify(account), JSON.stringify(facts)];
  const times = 100_000;
  let startedSeconds = nowSeconds();
  let length = 0;
  for (let at = 0; at < times; at++) length += JSON.stringify(account).length + JSON.stringify(facts).length;
  const writeSeconds = nowSeconds() - startedSeconds;
  startedSeconds = nowSeconds();
  for (let at = 0; at < times; at++) for (const text of texts) length += Object.keys(JSON.parse(text)).length;
  if (length === 0) throw new Error('Nothing was written.');
  return [(writeSeconds * COUNT) / times, ((nowSeconds() - startedSeconds) * COUNT) / times];
}

/** What is kept beside an account. */
async function newWorldWithOne(): Promise<{ readonly facts: unknown }> {
  const emulator = newWorld();
  await emulator.putObjects({ 'financial_connections.accounts': [{ id: idOf(0) }] });
  const { scopes } = (await emulator.snapshot()) as unknown as { readonly scopes: { facts: unknown }[] };
  return { facts: scopes[0]?.facts };
}

/** Does something with a body that passes, and measures time and memory until it is done. */
async function measured(
  jsonSeconds: number,
  body: ReadableStream<Uint8Array> | null,
  work: (passing: ReadableStream<Uint8Array>) => Promise<unknown>,
): Promise<Cost> {
  globalThis.gc?.();
  const worldMegabytes = nowMegabytes();
  const startedSeconds = nowSeconds();
  let peakMegabytes = worldMegabytes;
  let pieces = 0;
  const look = (): void => {
    peakMegabytes = Math.max(peakMegabytes, nowMegabytes());
  };
  const passing = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      if (pieces++ % LOOK_EVERY === 0) look();
      controller.enqueue(piece);
    },
  });
  await work((body ?? new ReadableStream()).pipeThrough(passing));
  look();
  return { jsonSeconds, seconds: nowSeconds() - startedSeconds, worldMegabytes, peakMegabytes };
}

async function drained(stream: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _piece of stream);
}

const ask = async (emulator: Emulator) =>
  (await emulator.fetch('/_emulator/snapshot', { headers: headersOf(emulator) })).body;

async function costs(): Promise<SnapshotCosts> {
  const emulator = await filled();
  const [writeSeconds, readSeconds] = await jsonCosts(emulator);
  const saved = await measured(writeSeconds, await ask(emulator), drained);
  // Over itself: the old world is there until the new one is whole.
  const restored = await measured(readSeconds + writeSeconds, await ask(emulator), async (body) => {
    const init = { method: 'PUT', headers: headersOf(emulator), body, duplex: 'half' };
    // A cast: the types of this Node do not know `duplex`, which a body that is a stream needs.
    const answer = await emulator.fetch('/_emulator/snapshot', init as RequestInit);
    if (answer.status !== 200) throw new Error(await answer.text());
    await answer.body?.cancel();
  });
  return { saved, restored };
}

answerQuestions(costs);
