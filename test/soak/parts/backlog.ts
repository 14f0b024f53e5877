import { createEmulator } from '../../../src/index.ts';
import { serve } from '../../../src/node.ts';
import { atMost, same } from '../promise.ts';

/* More that is due at once than anybody means: what the suite tries with fewer, and what else is answered meanwhile. */

const EVENTS = 34_000;
const ATTEMPTS = 4;
const REFRESHES = 100_050;
const DAY_MS = 86_400_000;

let attempts = 0;
const handler = () => {
  attempts++;
  return new Response('down', { status: 500 });
};
const frozen = createEmulator({ log: false, webhooks: [{ handler }] });
const headersOf = (key: string) => ({ authorization: `Bearer ${key}` });
for (let at = 0; at < EVENTS; at++)
  await frozen.fetch('/v1/customers', { method: 'POST', headers: headersOf(frozen.apiKey) });
const ran = await frozen.clock.advance(DAY_MS);
same(
  'attempts of events at an endpoint that answers 500, in one advance of a day',
  attempts,
  EVENTS * ATTEMPTS,
);
same('jobs that advance tells of', ran.length, EVENTS * ATTEMPTS);
same('jobs that are left', frozen.clock.pending().length, 0);

const standing = createEmulator({ log: false });
for (let at = 0; at < REFRESHES; at++)
  await standing.linkAccount({ permissions: ['balances'], prefetch: ['balances'] });
same('refreshes due at one instant of a clock that stands', standing.clock.pending().length, REFRESHES);
same('… that one advance has run', (await standing.clock.advance(1_000)).length, REFRESHES);
same('… and left', standing.clock.pending().length, 0);

/** A machine that sleeps: its clock goes on, and nothing runs. */
const wall = { sleptMs: 0 };
const { now } = Date;
Date.now = () => now.call(Date) + wall.sleptMs;
const emulator = createEmulator({ time: 'real', log: false, refresh: { balance: { delayMs: 3_600_000 } } });
for (let at = 0; at < REFRESHES; at++)
  await emulator.linkAccount({ permissions: ['balances'], prefetch: ['balances'] });
await using server = await serve(emulator, { port: 0 });
wall.sleptMs = DAY_MS;
const startedMs = performance.now();
const took = async (path: string, key?: string): Promise<number> => {
  const answer = await fetch(`${server.url}${path}`, key === undefined ? {} : { headers: headersOf(key) });
  await answer.text();
  return performance.now() - startedMs;
};
const own = took('/v1/events?limit=1', emulator.apiKey);
const health = await took('/_emulator/health');
const other = await took('/v1/customers', 'sk_test_somebody_else');
const wholeMs = await own;
const refreshed = emulator.events().filter(({ type }) => type.endsWith('refreshed_balance')).length;
// Of 100,000 events that are kept.
same('refreshes that ran after the sleep, as far as their events are kept', refreshed > 99_000, true);
same('jobs that are left', emulator.clock.pending().length, 0);
const ofWhole = (ms: number): string => `${Math.round(ms * 100)} % of the wait of its own calls`;
atMost('health is answered after', health / wholeMs, 0.5, ofWhole);
atMost('another sandbox is answered after', other / wholeMs, 0.5, ofWhole);
