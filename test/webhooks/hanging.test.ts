import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/model/settings.ts';
import { setup } from '../support/setup.ts';

const HOUR_MS = 3_600_000;
const NOT_SENT = 'not sent: the endpoint timed out at this instant';

/** A webhook that never answers, until it is told to. */
function hanging(timeoutMs: number) {
  const calls: number[] = [];
  const state = { answers: false };
  const handler = (): Promise<Response> => {
    calls.push(calls.length);
    return state.answers ? Promise.resolve(new Response()) : new Promise<Response>(() => {});
  };
  return { calls, state, webhook: { handler, timeoutMs } };
}

describe('a receiver that hangs', () => {
  it('costs advance one time-out for an instant, not one for each event', async () => {
    const receiver = hanging(40);
    const { emulator, stripe, received } = setup({ webhooks: [receiver.webhook], log: false });
    for (let sent = 0; sent < 20; sent++) await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(receiver.calls).toHaveLength(1);
    expect(received).toHaveLength(20);
    const [first, ...others] = emulator.deliveries().filter(({ endpoint }) => endpoint === 'webhook_1');
    expect(first?.attempts).toMatchObject([{ status: null, error: 'timed out after 40 ms' }]);
    expect(others.map(({ attempts }) => attempts[0]?.error)).toEqual(Array(19).fill(NOT_SENT));
  });

  it('keeps the place of what was not sent in the schedule of its retries', async () => {
    const receiver = hanging(40);
    const { emulator, stripe } = setup({ webhooks: [receiver.webhook], log: false });
    for (let sent = 0; sent < 3; sent++) await stripe.customers.create();
    await emulator.clock.advance(0);
    const due = emulator.clock.pending().map(({ due: at }) => at - emulator.clock.now().getTime() / 1_000);
    receiver.state.answers = true;

    await emulator.clock.advance(HOUR_MS);

    expect(due).toEqual([3_600, 3_600, 3_600]);
    expect(receiver.calls).toHaveLength(4);
    const own = emulator.deliveries().filter(({ endpoint }) => endpoint === 'webhook_1');
    expect(own.map(({ status, attempts }) => [status, attempts.length])).toEqual(
      Array(3).fill(['succeeded', 2]),
    );
  });

  it('is tried again at a later instant of the same advance', async () => {
    const receiver = hanging(20);
    const { emulator, stripe } = setup({ webhooks: [receiver.webhook], log: false });
    for (let sent = 0; sent < 5; sent++) await stripe.customers.create();

    await emulator.clock.advance(24 * HOUR_MS);

    expect(receiver.calls).toHaveLength(4);
    const own = emulator.deliveries().filter(({ endpoint }) => endpoint === 'webhook_1');
    expect(own.map(({ status, attempts }) => [status, attempts.length])).toEqual(
      Array(5).fill(['failed', 4]),
    );
  });

  it('is named once when it has kept time for more than a second', async () => {
    const told: LogEntry[] = [];
    const receiver = hanging(2_400);
    const { emulator, stripe } = setup({
      webhooks: [receiver.webhook],
      log: (entry) => entry.kind === 'notice' && told.push(entry),
    });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    const waits = told.filter(({ text }) => text.startsWith('Time waits'));
    expect(waits.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Time waits for the webhook handler, which has not answered customer\.created \[evt_\w+\] yet: it is waited for until \d{4}-\d\d-\d\dT\S+Z \(timeoutMs\)\.$/,
      ),
    ]);
  });

  it('may be waited for each time on a clock that runs', async () => {
    const receiver = hanging(20);
    const { emulator, stripe } = setup({ webhooks: [receiver.webhook], log: false, time: 'real' });

    await Promise.all([stripe.customers.create(), stripe.customers.create()]);
    await expect
      .poll(() =>
        emulator
          .deliveries()
          .filter(({ endpoint, attempts }) => endpoint === 'webhook_1' && attempts.length > 0),
      )
      .toHaveLength(2);

    expect(receiver.calls).toHaveLength(2);
    await emulator.close();
  });
});
