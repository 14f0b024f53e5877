import { answerQuestions } from './children.ts';
import { ARGS, sourceOf } from './program.ts';

/* A sandbox with as many accounts as the argument says: what they take, and what it costs to find some. */

export interface Size {
  readonly bytesAnAccount: number;
  /** With the JSON that is kept of an account once it has been answered. */
  readonly bytesOnceAnswered: number;
}

/** Microseconds a call. */
export interface Costs {
  readonly retrieve: number;
  readonly list: number;
  readonly listOfCustomer: number;
}

const [countText = '1000'] = ARGS;
const COUNT = Number(countText);
const BATCH = 1000;
const ACCOUNTS_A_CUSTOMER = 20;
const SAMPLE = 1000;
const PATH = '/v1/financial_connections/accounts';

const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');
const emulator = createEmulator({ log: false });
const idOf = (at: number): string => `fca_${String(at).padStart(24, '0')}`;
const customerOf = (at: number): string =>
  `cus_${String(Math.floor(at / ACCOUNTS_A_CUSTOMER)).padStart(14, '0')}`;

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function put(): Promise<void> {
  for (let from = 0; from < COUNT; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, COUNT - from) }, (_, at) => from + at);
    await emulator.putObjects({
      customers: numbers.filter((at) => at % ACCOUNTS_A_CUSTOMER === 0).map((at) => ({ id: customerOf(at) })),
    });
    await emulator.putObjects({
      'financial_connections.accounts': numbers.map((at) => ({
        id: idOf(at),
        permissions: ['balances', 'payment_method'],
        account_holder: { type: 'customer', customer: customerOf(at) },
      })),
    });
  }
}

async function call(path: string): Promise<void> {
  const headers = { authorization: `Bearer ${emulator.apiKey}` };
  const response = await emulator.fetch(`https://api.stripe.com${path}`, { headers });
  if (response.status !== 200) throw new Error(await response.text());
}

async function timed(durationMs: number, paths: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  let calls = 0;
  let tookMs = 0;
  while (tookMs < durationMs) {
    for (const path of paths) await call(path);
    calls += paths.length;
    tookMs = performance.now() - startedMs;
  }
  return (tookMs / calls) * 1000;
}

// Spread over the whole sandbox.
const places = Array.from({ length: SAMPLE }, (_, at) => Math.floor((at * COUNT) / SAMPLE));
const retrieved = places.map((at) => `${PATH}/${idOf(at)}`);
const listed = places.map((at) => `${PATH}?limit=10&starting_after=${idOf(Math.max(at, 10))}`);
const listedOfCustomer = places.map((at) => `${PATH}?limit=10&account_holder[customer]=${customerOf(at)}`);

async function grow(): Promise<Size> {
  const before = usedBytes();
  await put();
  const bytesAnAccount = (usedBytes() - before) / COUNT;
  for (let at = 0; at < COUNT; at++) await call(`${PATH}/${idOf(at)}`);
  return { bytesAnAccount, bytesOnceAnswered: (usedBytes() - before) / COUNT };
}

answerQuestions<{ readonly durationMs?: number }>(async ({ durationMs }): Promise<Size | Costs> => {
  if (durationMs === undefined) return grow();
  return {
    retrieve: await timed(durationMs, retrieved),
    list: await timed(durationMs, listed),
    listOfCustomer: await timed(durationMs, listedOfCustomer),
  };
});
