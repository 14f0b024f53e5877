import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/index.ts';

/*
 * Work of a size at which checking every answer against the SDK's types, as `setup` does, would take longer than the work.
 */

const REFRESHED = 'financial_connections.account.refreshed_balance';
const DAY_MS = 86_400_000;

function made(options: EmulatorOptions): Emulator {
  const emulator = createEmulator({ log: false, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

function send(
  emulator: Emulator,
  path: string,
  method = 'POST',
  { key = emulator.apiKey, ...others }: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, ...others };
  return emulator.fetch(`https://api.stripe.com${path}`, { method, headers });
}

/** The machine's time, which a test moves: as when the machine has slept. */
function machine(): { sleep: (ms: number) => void } {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
  onTestFinished(() => spy.mockRestore());
  return {
    sleep: (ms) => {
      nowMs += ms;
    },
  };
}

/** Puts accounts in place and starts a refresh of each, which will end in a second, or later by its place. */
async function refreshing(emulator: Emulator, count: number, apartMs = 0): Promise<void> {
  const accounts = Array.from({ length: count }, (_, at) => ({
    id: `fca_${at}`,
    account_holder: null,
    permissions: ['balances'],
  }));
  for (let at = 0; at < count; at += 1_000)
    await emulator.putObjects({ 'financial_connections.accounts': accounts.slice(at, at + 1_000) });
  for (const [at, { id }] of accounts.entries()) {
    const path = `/v1/financial_connections/accounts/${id}/refresh?features[]=balance`;
    await send(emulator, path, 'POST', { 'emulator-refresh': `succeeded; delay=${1_000 + at * apartMs}ms` });
  }
}

describe('a clock that runs, after the machine has slept', () => {
  it('runs 100,050 refreshes, each at its own instant, while only this sandbox waits', async () => {
    const { sleep } = machine();
    const emulator = made({ time: 'real', limits: { events: 250_000 } });
    await refreshing(emulator, 100_050, 1);
    sleep(DAY_MS);
    const order: string[] = [];
    const note = (name: string) => (answer: Response) => {
      order.push(name);
      return answer;
    };

    const own = send(emulator, `/v1/events?type=${REFRESHED}&limit=1`, 'GET').then(note('own'));
    const control = send(emulator, '/_emulator/clock', 'GET').then(note('control'));
    await send(emulator, '/v1/customers', 'GET', { key: 'sk_test_other_sandbox' }).then(note('other'));
    await send(emulator, '/_emulator/health', 'GET').then(note('health'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('the event loop');
    const last = (await (await own).json()) as { data: { data: { object: { id: string } } }[] };
    await control;

    expect(order.slice(0, 3)).toEqual(['other', 'health', 'the event loop']);
    expect(last.data[0]?.data.object.id).toBe('fca_100049');
    const events = emulator.events().filter(({ type }) => type === REFRESHED);
    const startMs = Date.parse('2026-01-01T00:00:01Z');
    expect(events).toHaveLength(100_050);
    expect(events.every(({ created }, at) => created === Math.floor((startMs + at) / 1_000))).toBe(true);
  }, 120_000);

  it('has all done before a method answers that cannot wait', async () => {
    const { sleep } = machine();
    const emulator = made({ time: 'real' });
    await refreshing(emulator, 5_000);
    sleep(DAY_MS);
    const waiting = send(emulator, '/v1/customers', 'GET');

    const events = emulator.events().filter(({ type }) => type === REFRESHED);

    expect(events).toHaveLength(5_000);
    expect(emulator.clock.pending()).toEqual([]);
    await waiting;
  });

  it('serves whoever came meanwhile in turn, a reset among them', async () => {
    const { sleep } = machine();
    const emulator = made({ time: 'real' });
    await refreshing(emulator, 5_000);
    sleep(DAY_MS);

    const waiting = send(emulator, '/v1/customers', 'GET');
    const reset = send(emulator, '/_emulator/reset');
    const linked = emulator.linkAccount({ permissions: ['balances'] });

    expect((await waiting).status).toBe(200);
    expect((await reset).status).toBe(200);
    await linked;
  });
});

describe('advance', () => {
  it('performs every attempt to an endpoint that answers 500, of thousands of events', async () => {
    let calls = 0;
    const failing = () => {
      calls++;
      return new Response('', { status: 500 });
    };
    const emulator = made({ webhooks: [{ handler: failing }] });
    for (let sent = 0; sent < 3_000; sent++) await send(emulator, '/v1/customers');

    const jobs = await emulator.clock.advance(DAY_MS);

    expect([calls, jobs.length]).toEqual([12_000, 12_000]);
    expect(emulator.deliveries().filter(({ status }) => status === 'failed')).toHaveLength(3_000);
    expect(emulator.clock.pending()).toEqual([]);
  }, 60_000);

  it.each(['reset', 'close'] as const)(
    'is ended by %s while a receiver hangs, and then its caller goes on',
    async (end) => {
      const emulator: Emulator = made({
        webhooks: [
          {
            handler: () => {
              void emulator[end]();
              return new Promise<Response>(() => {});
            },
          },
        ],
      });
      for (let sent = 0; sent < 3; sent++) await send(emulator, '/v1/customers');
      const before = emulator.clock.now();

      const jobs = await emulator.clock.advance(DAY_MS);

      expect(jobs.map(({ kind }) => kind)).toEqual(Array(3).fill('webhook.attempt'));
      expect(emulator.clock.now()).toEqual(before);
      expect(emulator.deliveries().some(({ status }) => status !== 'pending')).toBe(false);
    },
  );

  it('answers what a webhook calls at the instant of its delivery, and never waits for itself', async () => {
    const seen = new Set<string>();
    const emulator: Emulator = made({
      time: { start: '2026-01-01T00:00:00Z', runs: false },
      webhooks: [
        {
          enabledEvents: [REFRESHED],
          handler: async () => {
            const answer = await send(emulator, '/_emulator/clock', 'GET');
            seen.add(((await answer.json()) as { iso: string }).iso);
            return new Response();
          },
        },
      ],
    });
    await refreshing(emulator, 1_500);

    await emulator.clock.advance(60_000);

    expect([...seen]).toEqual(['2026-01-01T00:00:01.000Z']);
  }, 30_000);
});
