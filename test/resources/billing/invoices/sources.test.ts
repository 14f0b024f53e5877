import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../../../src/index.ts';
import { drafted, savedByDefault } from '../../../support/invoices.ts';
import { eventTypes } from '../../../support/payments.ts';
import { refusal, type Setup, setup } from '../../../support/setup.ts';
import { DAY_MS, START } from '../../../support/subscribing.ts';

const NUMBERS = {
  object: 'bank_account',
  country: 'US',
  currency: 'usd',
  routing_number: '110000000',
  account_number: '000123456789',
};
const FORM = Object.entries(NUMBERS)
  .map(([name, value]) => `source[${name}]=${value}`)
  .join('&');

/** A customer who has a source by default, and nothing else, with a draft and a price. */
async function withSource(token: string | null = 'btok_us_verified', options: EmulatorOptions = {}) {
  const world = setup({ time: { start: START, runs: false }, ...options });
  const { stripe, call } = world;
  const { id: customer } = await stripe.customers.create(token === null ? {} : { source: token });
  // The SDK takes no hash here, which Stripe does.
  if (token === null) await call('POST', `/v1/customers/${customer}/sources`, { form: FORM });
  const held = await stripe.customers.retrieve(customer);
  const source = 'default_source' in held ? String(held.default_source) : '';
  const draft = await drafted(world, customer);
  const { default_price: price } = await stripe.products.create({
    name: 'Gold',
    default_price_data: { currency: 'usd', unit_amount: 1000, recurring: { interval: 'month' } },
  });
  const statusOf = async (id: string) => (await stripe.invoices.retrieve(id)).status;
  const lastIntent = async () => (await stripe.paymentIntents.list({ limit: 1 })).data[0];
  return { ...world, customer, source, draft, items: [{ price: String(price) }], statusOf, lastIntent };
}

/** Gives the customer another source in the place of the default one, verified by its deposits. */
async function giveAnother(
  { stripe, customer }: Pick<Setup, 'stripe'> & { customer: string },
  number: string,
) {
  const token = await stripe.tokens.create({
    bank_account: { country: 'US', account_number: number, routing_number: '110000000' },
  });
  const { default_source: source } = await stripe.customers.update(customer, { source: token.id });
  await stripe.customers.verifySource(customer, String(source), { amounts: [32, 45] });
}

describe('the default source of a customer', () => {
  it('pays an invoice without a mandate that stands', async () => {
    const { stripe, emulator, draft, source, statusOf, lastIntent } = await withSource();

    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance('1s');

    expect(await statusOf(draft.id)).toBe('paid');
    const intent = await lastIntent();
    expect(intent).toMatchObject({ payment_method: source, status: 'succeeded' });
    const charge = await stripe.charges.retrieve(String(intent?.latest_charge));
    const { mandate } = charge.payment_method_details?.us_bank_account ?? {};
    expect(await stripe.mandates.retrieve(String(mandate))).toMatchObject({
      customer_acceptance: { type: 'offline' },
      payment_method: source,
      type: 'single_use',
    });
  });

  it('pays one invoice after the other', async () => {
    const { stripe, emulator, customer, draft, statusOf } = await withSource();
    const second = await drafted({ stripe }, customer);

    for (const { id } of [draft, second]) await stripe.invoices.pay(id);
    await emulator.clock.advance('1s');

    expect([await statusOf(draft.id), await statusOf(second.id)]).toEqual(['paid', 'paid']);
  });

  it('fails as its bank account does', async () => {
    const world = await withSource('btok_us_verified_insufficientFunds');
    const { stripe, emulator, draft, statusOf, lastIntent } = world;

    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance('1s');

    expect(await statusOf(draft.id)).toBe('open');
    expect((await lastIntent())?.last_payment_error?.code).toBe('insufficient_funds');
    expect(eventTypes(world)).toContain('invoice.payment_failed');
  });

  it('fails while no deposits have verified it, and pays when they have', async () => {
    const { stripe, emulator, customer, source, draft, statusOf } = await withSource(null);

    const failed = await refusal(stripe.invoices.pay(draft.id));
    await stripe.customers.verifySource(customer, source, { amounts: [32, 45] });
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance('1s');

    expect(failed).toMatchObject({
      message: "The customer's bank account must be verified in order to create an ACH payment.",
      statusCode: 400,
    });
    expect(await statusOf(draft.id)).toBe('paid');
  });

  it('pays nothing any more when the bank has told that nobody consents', async () => {
    const { stripe, emulator, customer, draft } = await withSource('btok_us_verified_debitNotAuthorized');
    await stripe.invoices.pay(draft.id);
    await emulator.clock.advance('1s');
    const second = await drafted({ stripe }, customer);

    const failed = await refusal(stripe.invoices.pay(second.id));

    expect(failed.code).toBe('payment_intent_mandate_invalid');
  });

  it.each([
    ['returned as not authorized', '000111111116'],
    ['disputed', '000555555559'],
  ])('pays nothing once a debit was %s, also where mandates end when they are used', async (_, number) => {
    const world = await withSource('btok_us_verified', { assume: { usedMandate: 'inactive' } });
    const { stripe, emulator, customer, draft } = world;
    await giveAnother(world, number);
    await stripe.invoices.pay(draft.id);
    await emulator.clock.runToIdle();
    const second = await drafted({ stripe }, customer);

    const failed = await refusal(stripe.invoices.pay(second.id));

    expect(failed.code).toBe('payment_intent_mandate_invalid');
  });

  it('pays one invoice after the other where mandates end when they are used', async () => {
    const { stripe, emulator, customer, draft, statusOf } = await withSource('btok_us_verified', {
      assume: { usedMandate: 'inactive' },
    });
    await stripe.invoices.pay(draft.id);
    await emulator.clock.runToIdle();
    const second = await drafted({ stripe }, customer);

    await stripe.invoices.pay(second.id);
    await emulator.clock.runToIdle();

    expect(await statusOf(second.id)).toBe('paid');
  });

  it('as a payment method by default needs a mandate', async () => {
    const { stripe, customer, source, draft } = await withSource();
    await stripe.paymentMethods.retrieve(source);
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: source } });

    const failed = await refusal(stripe.invoices.pay(draft.id));

    expect(failed.code).toBe('payment_intent_mandate_invalid');
  });

  it('begins a subscription, and renews it', async () => {
    const { stripe, emulator, customer, items } = await withSource();

    const begun = await stripe.subscriptions.create({
      customer,
      items,
      payment_behavior: 'error_if_incomplete',
    });
    await emulator.clock.advance(33 * DAY_MS);

    expect(begun.status).toBe('active');
    const { data } = await stripe.invoices.list({ subscription: begun.id });
    expect(data.map(({ status }) => status)).toEqual(['paid', 'paid']);
  });

  it('begins no subscription that has to be paid while it is not verified', async () => {
    const { stripe, customer, items } = await withSource(null);

    const refused = await refusal(
      stripe.subscriptions.create({ customer, items, payment_behavior: 'error_if_incomplete' }),
    );
    const waiting = await stripe.subscriptions.create({ customer, items });

    expect(refused.message).toMatch(/^The customer's bank account must be verified/);
    expect(waiting.status).toBe('incomplete');
  });

  it('of a source that is gone pays nothing', async () => {
    const { stripe, customer, source, draft } = await withSource();
    await stripe.invoices.update(draft.id, { default_source: source });
    await stripe.customers.deleteSource(customer, source);

    const refused = await refusal(stripe.invoices.pay(draft.id));

    expect(refused.message).toMatch(/^This customer has no attached payment source/);
  });
});

describe('what an invoice is paid by', () => {
  it('is its own method, its own source, the method of its customer, and then the source', async () => {
    const { stripe, customer, source: first, lastIntent } = await withSource();
    const second = await stripe.customers.createSource(customer, { source: 'btok_us_verified_noAccount' });
    const paidBy = async (fields: object) => {
      const { id } = await drafted({ stripe }, customer, fields);
      await stripe.invoices.pay(id);
      return (await lastIntent())?.payment_method;
    };

    const before = await paidBy({});
    const method = await savedByDefault({ stripe }, customer);

    expect(before).toBe(first);
    expect(await paidBy({})).toBe(method);
    expect(await paidBy({ default_source: second.id })).toBe(second.id);
    expect(await paidBy({ default_source: second.id, default_payment_method: method })).toBe(method);
  });

  it('is the source of its subscription before the method of its customer', async () => {
    const { stripe, customer, source, items, lastIntent } = await withSource();
    await savedByDefault({ stripe }, customer);

    await stripe.subscriptions.create({ customer, items, default_source: source });

    expect((await lastIntent())?.payment_method).toBe(source);
  });

  it('is the source that the call names', async () => {
    const { stripe, customer, draft, lastIntent } = await withSource();
    const second = await stripe.customers.createSource(customer, { source: 'btok_us_verified_noAccount' });

    await stripe.invoices.pay(draft.id, { source: second.id });

    expect((await lastIntent())?.payment_method).toBe(second.id);
  });
});

describe('a source of another customer', () => {
  it.each(['pay', 'update', 'subscribe'] as const)('is refused to %s', async (way) => {
    const { stripe, customer, draft, items } = await withSource();
    const other = await stripe.customers.create({ source: 'btok_us_verified_noAccount' });
    const source = String(other.default_source);
    const ways = {
      pay: () => stripe.invoices.pay(draft.id, { source }),
      update: () => stripe.invoices.update(draft.id, { default_source: source }),
      subscribe: () => stripe.subscriptions.create({ customer, items, default_source: source }),
    };

    const refused = await refusal(ways[way]());

    expect(refused).toMatchObject({
      code: 'resource_missing',
      message: `No such source: '${source}'`,
      param: way === 'pay' ? 'source' : 'default_source',
    });
  });
});
