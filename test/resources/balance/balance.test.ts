import { describe, expect, it } from 'vitest';
import { paid, paying } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const START = '2026-01-01T00:00:00Z';
const NOW = Date.parse(START) / 1000;
const DAY = 86_400;

const usd = async ({ stripe }: Pick<Setup, 'stripe'>) => {
  const { available, pending } = await stripe.balance.retrieve();
  return [available[0]?.amount, pending[0]?.amount];
};

describe('the balance', () => {
  it('is nothing, in dollars, before anything has happened', async () => {
    const { stripe } = setup();
    const { lastResponse, ...balance } = await stripe.balance.retrieve();
    const nothing = [{ amount: 0, currency: 'usd', source_types: { card: 0 } }];

    // Recorded; refund_and_dispute_prefunding under 2026-08-26.dahlia.
    expect(balance).toEqual({
      object: 'balance',
      available: nothing,
      livemode: false,
      pending: nothing,
      refund_and_dispute_prefunding: {
        available: [{ amount: 0, currency: 'usd' }],
        pending: [{ amount: 0, currency: 'usd' }],
      },
    });
    expect(Object.keys(balance)).toEqual([
      'object',
      'available',
      'livemode',
      'pending',
      'refund_and_dispute_prefunding',
    ]);
  });

  it('grows by what a payment brings, and shrinks by what is refunded or disputed', async () => {
    const world = await paid();
    expect(await usd(world)).toEqual([1984, 0]);

    await world.stripe.refunds.create({ charge: world.charge.id, amount: 500 });
    expect(await usd(world)).toEqual([1484, 0]);

    await paying(world, { payment_method: 'pm_usBankAccount_dispute' });
    await world.emulator.clock.advance(1000);
    expect(await usd(world)).toEqual([2476, 0]);
    await world.emulator.clock.advance(1000);
    // 1000 and a fee of 1500.
    expect(await usd(world)).toEqual([-24, 0]);
  });

  it('has what charges of sources bring apart, through refunds, disputes and payouts', async () => {
    const world = setup({ time: { start: START, runs: false } });
    const { emulator, stripe } = world;
    const { id: customer } = await stripe.customers.create({ source: 'btok_us_verified' });
    const charge = await stripe.charges.create({ amount: 10_000, currency: 'usd', customer });
    await paying(world, { amount: 1000 });
    await emulator.clock.runToIdle();
    const pending = (await stripe.balance.retrieve()).pending[0];
    await emulator.clock.advance(20 * DAY * 1000);
    await stripe.refunds.create({ charge: charge.id, amount: 500 });
    const tooMuch = await refusal(stripe.payouts.create({ amount: 993, currency: 'usd' }));
    await stripe.payouts.create({ amount: 1000, currency: 'usd', source_type: 'bank_account' });

    const [available] = (await stripe.balance.retrieve()).available;

    expect(pending).toEqual({
      amount: 9920,
      currency: 'usd',
      source_types: { bank_account: 9920, card: 0 },
    });
    expect(tooMuch.code).toBe('balance_insufficient');
    expect(available).toEqual({
      amount: 9412,
      currency: 'usd',
      source_types: { bank_account: 8420, card: 992 },
    });
  });

  it('counts what is pending when its time has come, and not when time is set back', async () => {
    const world = setup({ time: { start: START, runs: false } });
    await world.emulator.putObjects({
      balance_transactions: [{ id: 'txn_1', amount: 100, fee: 1, available_on: NOW + DAY }],
    });
    const snapshot = await world.emulator.snapshot();

    expect(await usd(world)).toEqual([0, 99]);
    await world.emulator.clock.advance(DAY * 1000);
    expect(await usd(world)).toEqual([99, 0]);
    await world.emulator.restore(snapshot);
    expect(await usd(world)).toEqual([0, 99]);
  });

  it('follows rows that are put in place before others, and in the place of others', async () => {
    const world = setup();
    const put = (row: Record<string, unknown>) => world.emulator.putObjects({ balance_transactions: [row] });
    await put({ id: 'txn_2', amount: 20 });
    expect(await usd(world)).toEqual([20, 0]);
    await put({ id: 'txn_1', amount: 1, created: NOW });
    expect(await usd(world)).toEqual([21, 0]);
    await put({ id: 'txn_2', amount: 300 });
    expect(await usd(world)).toEqual([301, 0]);
    await world.emulator.reset();

    expect(await usd(world)).toEqual([0, 0]);
  });

  it('has an entry for each currency, and funds of their own apart', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      balance_transactions: [
        { amount: 5, currency: 'gbp' },
        { amount: 7, currency: 'eur' },
        { amount: 9, balance_type: 'refund_and_dispute_prefunding' },
      ],
    });

    const balance = await stripe.balance.retrieve();

    expect(balance.available.map(({ amount, currency }) => [currency, amount])).toEqual([
      ['usd', 0],
      ['eur', 7],
      ['gbp', 5],
    ]);
    expect(balance.refund_and_dispute_prefunding?.available).toEqual([{ amount: 9, currency: 'usd' }]);
  });

  it('is each account’s own', async () => {
    const world = await paid();

    const { available } = await world.stripe.balance.retrieve({}, { stripeAccount: 'acct_1' });

    expect(available[0]?.amount).toBe(0);
  });

  it('has no prefunding before it came, where additive fields are dated', async () => {
    const { call } = setup({ assume: { additiveFields: 'dated' } });
    const shown = async (version: string) =>
      (await call('GET', '/v1/balance', { headers: { 'stripe-version': version } })).body;

    expect(await shown('2025-04-30.basil')).not.toHaveProperty('refund_and_dispute_prefunding');
    expect(await shown('2025-05-28.basil')).toHaveProperty('refund_and_dispute_prefunding');
  });
});
