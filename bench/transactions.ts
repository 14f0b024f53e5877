import { answerRounds, type Measurable, sourceOf } from './program.ts';
import { WARM_UP_MS } from './stats.ts';

/* What it costs to read transactions that are computed as they are asked for, beside objects that are kept. */

const KEY = 'sk_test_stripe_fc_emulator';
const START = '2026-01-05T12:00:00Z';
const PAGE = 100;
const DAYS = 730;
const AIM = { atMost: 3 };
const LIST = '/v1/financial_connections/transactions';

const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');

/** An emulator with customers, and a persona's account of so many days, refreshed each day. */
async function worldOf(days: number) {
  const emulator = createEmulator({ log: false, seed: 1, time: { start: START, runs: false } });
  const call = async (path: string, body?: string): Promise<string> => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await emulator.fetch(`https://api.stripe.com${path}`, init);
    if (response.status !== 200) throw new Error(await response.text());
    return response.text();
  };
  const customers = Array.from({ length: 1000 }, (_, at) => ({
    id: `cus_${at}`,
    email: 'jenny@example.com',
  }));
  await emulator.putObjects({ customers });
  const refresh = { transactions: { delay: 'immediate' } };
  const { id } = await emulator.linkAccount({
    institution: 'Emulator: Personas',
    account: 'Persona: Small business',
    refresh,
  });
  let before = '';
  for (let day = 0; day <= days; day++) {
    if (day > 0) await emulator.clock.advance('1d');
    const answer = JSON.parse(
      await call(`/v1/financial_connections/accounts/${id}/refresh`, 'features[]=transactions'),
    );
    if (day < days || days === 0) before = answer.transaction_refresh.id;
  }
  return { call, id, before };
}

async function timed(durationMs: number, call: (at: number) => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  let calls = 0;
  let tookMs = 0;
  while (tookMs < durationMs) {
    await call(calls);
    calls++;
    tookMs = performance.now() - startedMs;
  }
  return (tookMs / calls) * 1000;
}

type World = Awaited<ReturnType<typeof worldOf>>;

/** The cursors of some pages: more than are kept as texts. */
async function pagesOf({ call }: World, path: string, most: number): Promise<readonly string[]> {
  const pages = [path];
  for (let at = 0; at < most; at++) {
    const { data, has_more } = JSON.parse(await call(pages[at] ?? path));
    if (!has_more) break;
    pages.push(`${path}&starting_after=${data.at(-1).id}`);
  }
  return pages;
}

async function rowsOf(when: string, days: number, roundMs: number): Promise<readonly Measurable[]> {
  const world = await worldOf(days);
  const { call, id, before } = world;
  const customers = `/v1/customers?limit=${PAGE}`;
  const first = `${LIST}?account=${id}&limit=${PAGE}`;
  const [keptPages, pages] = [await pagesOf(world, customers, 8), await pagesOf(world, first, 8)];
  const delta = `${first}&transaction_refresh[after]=${before}`;
  const turn =
    (paths: readonly string[], durationMs = roundMs) =>
    () =>
      timed(durationMs, (at) => call(paths[at % paths.length] ?? customers));
  const row = (what: string, kept: readonly string[], own: readonly string[]): Measurable => ({
    what: `${what}, ${when}`,
    aim: AIM,
    warmUp: turn([...kept, ...own], 2 * WARM_UP_MS),
    baseline: turn(kept),
    ours: turn(own),
  });
  return [
    row(`the newest ${PAGE}`, [customers], [first]),
    row(`${PAGE} after ${PAGE}`, keptPages, pages),
    row('what a refresh has brought', [customers], [delta]),
  ];
}

answerRounds(async ({ roundMs }) => [
  ...(await rowsOf('at linking', 0, roundMs)),
  ...(await rowsOf('two years after', DAYS, roundMs)),
]);
