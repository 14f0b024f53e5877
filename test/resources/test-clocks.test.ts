import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../support/setup.ts';

/* docs/decisions/018-no-test-clocks.md */

const SENTENCE =
  'stripe-fc-emulator has no test clocks: each sandbox, one a secret key, has a clock of its own for all that is in it, which POST /_emulator/clock/advance (emulator.clock.advance) moves and GET /_emulator/clock reads, so that who needs two times uses two keys.';

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

  it.each([
    ['customers', { id: 'cus_1' }],
    ['subscriptions', { id: 'sub_1', customer: 'cus_0', items: [{ price: 'price_1' }] }],
    ['invoices', { id: 'in_1', customer: 'cus_0' }],
    ['invoiceitems', { id: 'ii_1', customer: 'cus_0', amount: 5 }],
  ])('are refused where what is put in place is to be on one: %s', async (plural, fields) => {
    const { call, emulator } = setup();
    await emulator.putObjects({
      customers: [{ id: 'cus_0' }],
      products: [{ id: 'prod_1' }],
      prices: [{ id: 'price_1', product: 'prod_1', recurring: { interval: 'month' } }],
    });
    const put = (test_clock: string | null) =>
      call('POST', '/_emulator/objects', { json: { [plural]: [{ ...fields, test_clock }] } });

    const { body, status } = await put('clock_1');
    expect([status, body.error.message, body.error.param]).toEqual([400, SENTENCE, 'test_clock']);
    expect((await put(null)).status).toBe(200);
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
