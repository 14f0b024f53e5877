import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../support/setup.ts';

/* docs/decisions/018-no-test-clocks.md */

const SENTENCE =
  'stripe-fc-emulator has no test clocks: each sandbox, one a secret key, has a clock of its own for all that is in it. Move it by POST /_emulator/clock/advance (emulator.clock.advance), read it by GET /_emulator/clock, and use a key a time.';

describe('test clocks', () => {
  it('are refused in one sentence, whatever is asked of them', async () => {
    const { testClocks: clock } = setup().stripe.testHelpers;

    for (const asked of [
      clock.create({ frozen_time: 1_800_000_000 }),
      clock.retrieve('clock_1'),
      clock.list({ limit: 3 }),
      clock.advance('clock_1', { frozen_time: 1_800_000_000 }),
      clock.del('clock_1'),
    ]) {
      const { statusCode, message } = await refusal(asked);
      expect([statusCode, message]).toEqual([400, SENTENCE]);
    }
  });

  it('are refused where a customer is to be on one', async () => {
    const { stripe } = setup();

    const error = await refusal(stripe.customers.create({ test_clock: 'clock_1' }));

    expect([error.message, error.param]).toEqual([SENTENCE, 'test_clock']);
    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it('are refused where subscriptions are asked for by one', async () => {
    const error = await refusal(setup().stripe.subscriptions.list({ test_clock: 'clock_1' }));

    expect([error.message, error.param]).toEqual([SENTENCE, 'test_clock']);
  });

  it('have no customers', async () => {
    const { stripe } = setup();
    await stripe.customers.create();

    expect((await stripe.customers.list({ test_clock: 'clock_1' })).data).toEqual([]);
  });

  it('are no path that only begins as theirs does', async () => {
    const { call } = setup();

    expect((await call('GET', '/v1/test_helpers/test_clocksmith')).status).toBe(404);
  });
});
