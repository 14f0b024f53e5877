import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';
import { at, DAY_MS, HOUR_MS, START, shopWithMethod } from '../../support/subscribing.ts';

const time = { start: START, runs: false };

/** What a shop whose customer's first payment, and perhaps a renewal, has come to answers of all that it has. */
async function answersAfter(ms: number, token?: string) {
  const world = await shopWithMethod(token);
  const { stripe, customer, price } = world;
  await stripe.subscriptions.create({ customer, items: [{ price }] });
  await world.emulator.clock.advance(ms);
  const { data: charges } = await stripe.charges.list();
  const mandate = charges[0]?.payment_method_details?.us_bank_account?.mandate;
  return JSON.parse(
    JSON.stringify({
      customers: (await stripe.customers.list()).data,
      products: (await stripe.products.list()).data,
      prices: (await stripe.prices.list()).data,
      payment_methods: (await stripe.customers.listPaymentMethods(customer)).data,
      'financial_connections.accounts': (await stripe.financialConnections.accounts.list()).data,
      mandates: [await stripe.mandates.retrieve(String(mandate))],
      payment_intents: (await stripe.paymentIntents.list()).data,
      charges,
      balance_transactions: (await stripe.balanceTransactions.list()).data,
      invoices: (await stripe.invoices.list()).data,
      invoice_payments: (await stripe.invoicePayments.list()).data,
      subscriptions: (await stripe.subscriptions.list({ status: 'all' })).data,
    }),
  );
}

/** Another emulator, at the instant at which these answers were given, with them. */
async function elsewhere(ms: number, token?: string) {
  const world = setup({ time });
  const objects = await answersAfter(ms, token);
  await world.emulator.clock.advance(ms);
  await world.emulator.putObjects(objects);
  const subscription = async () => (await world.stripe.subscriptions.list({ status: 'all' })).data[0];
  const invoice = async () => (await world.stripe.invoices.list()).data[0];
  return { ...world, subscription, invoice };
}

describe('what answers show as still to come, where they are put in place in another emulator', () => {
  it('is the next attempt of an open invoice, and what follows from the last one', async () => {
    const world = await elsewhere(2_000, 'pm_usBankAccount_insufficientFunds');
    expect(await world.invoice()).toMatchObject({ attempt_count: 1, status: 'open' });
    expect((await world.subscription())?.status).toBe('past_due');

    await world.emulator.clock.advance(3 * DAY_MS + 2_000);
    expect((await world.invoice())?.attempt_count).toBe(2);
    await world.emulator.clock.advance(4 * DAY_MS + 2_000);

    expect(await world.invoice()).toMatchObject({ attempt_count: 3, next_payment_attempt: null });
    expect((await world.subscription())?.status).toBe('canceled');
  });

  it('is the end of the period of a subscription', async () => {
    const world = await elsewhere(2_000);

    await world.emulator.clock.advance(31 * DAY_MS);

    expect(await world.invoice()).toMatchObject({ billing_reason: 'subscription_cycle', status: 'draft' });
  });

  it('is the hour of a draft', async () => {
    const world = await elsewhere(31 * DAY_MS + 2_000);
    expect((await world.invoice())?.status).toBe('draft');

    await world.emulator.clock.advance(HOUR_MS + 2_000);

    expect((await world.invoice())?.status).toBe('paid');
  });

  it('is the end of a session', async () => {
    const { emulator, stripe } = setup({
      objects: { 'checkout.sessions': [{ id: 'cs_1', expires_at: at(START) + 3_600 }] },
      time,
    });

    await emulator.clock.advance(HOUR_MS);

    expect((await stripe.checkout.sessions.retrieve('cs_1')).status).toBe('expired');
  });

  it('is what a bank answers', async () => {
    const world = await elsewhere(0);
    expect(await world.invoice()).toMatchObject({ status: 'open' });

    await world.emulator.clock.advance(1_000);

    expect(await world.invoice()).toMatchObject({ status: 'paid' });
  });
});

describe('an open invoice that is put in place anew', () => {
  it('is not collected any more where it is said to be paid', async () => {
    const world = await elsewhere(2_000, 'pm_usBankAccount_insufficientFunds');
    const open = JSON.parse(JSON.stringify(await world.invoice()));
    await world.emulator.putObjects({
      invoices: [{ ...open, status: 'paid', auto_advance: false, next_payment_attempt: null }],
    });

    await world.emulator.clock.advance(4 * DAY_MS);

    expect(await world.invoice()).toMatchObject({ attempt_count: 1, status: 'paid' });
  });
});
