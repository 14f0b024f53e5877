import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { OFFLINE, TO_PAY } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

type Options = Parameters<typeof setup>[0];

/** A customer with a source that nobody has read as a PaymentMethod. */
async function withSource(source = 'btok_us_verified', options: Options = {}) {
  const world = setup(options);
  const { id: customer, default_source } = await world.stripe.customers.create({ source });
  return { ...world, customer, source: String(default_source) };
}

const NUMBERS = { country: 'US', routing_number: '110000000', account_number: '000123456789' };

/** A customer with a source that is not verified. */
async function unverified() {
  const world = setup();
  const token = await world.stripe.tokens.create({ bank_account: NUMBERS });
  const { id: customer, default_source } = await world.stripe.customers.create({ source: token.id });
  return { ...world, customer, source: String(default_source) };
}

const statusOf = async (stripe: Stripe, customer: string, source: string) => {
  const bank = await stripe.customers.retrieveSource(customer, source);
  return 'status' in bank ? bank.status : null;
};

const monthly = {
  currency: 'usd',
  product_data: { name: 'Hosting' },
  recurring: { interval: 'month' },
  unit_amount: 1000,
} as const;

describe('a source is a PaymentMethod without being read as one before', () => {
  it('for the default of its customer', async () => {
    const { customer, source, stripe } = await withSource();

    const { invoice_settings: settings } = await stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: source },
      expand: ['invoice_settings.default_payment_method'],
    });

    expect(settings.default_payment_method).toMatchObject({ id: source, object: 'payment_method' });
  });

  it('for the default of a subscription', async () => {
    const { customer, source, stripe } = await withSource();
    const { id: price } = await stripe.prices.create(monthly);

    const subscription = await stripe.subscriptions.create({
      customer,
      default_payment_method: source,
      items: [{ price }],
    });

    expect(subscription.default_payment_method).toBe(source);
  });

  it('for the default of an invoice, and to pay one', async () => {
    const { customer, source, stripe } = await withSource();
    await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'usd' });
    await stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      customer,
      payment_method: source,
      confirm: true,
      mandate_data: OFFLINE,
    });

    const invoice = await stripe.invoices.create({
      customer,
      default_payment_method: source,
      pending_invoice_items_behavior: 'include',
    });
    const paid = await stripe.invoices.pay(invoice.id, { payment_method: source });

    expect([invoice.default_payment_method, paid.id]).toEqual([source, invoice.id]);
  });

  it('of its customer', async () => {
    const { customer, source, stripe } = await withSource();

    expect((await stripe.customers.retrievePaymentMethod(customer, source)).id).toBe(source);
  });

  it('and reading it changes nothing', async () => {
    const { emulator, source, stripe } = await withSource();
    const { requests: _requests, ...before } = await emulator.snapshot();

    await stripe.paymentMethods.retrieve(source);

    const { requests: _more, ...after } = await emulator.snapshot();
    expect(JSON.stringify(after.scopes)).toBe(JSON.stringify(before.scopes));
  });
});

describe('a source and its PaymentMethod are one', () => {
  it('when its holder changes', async () => {
    const { customer, source, stripe } = await withSource();
    const { created } = await stripe.paymentMethods.retrieve(source);
    await stripe.customers.updateSource(customer, source, {
      account_holder_name: 'Rosa',
      metadata: { a: '1' },
    });

    expect(await stripe.paymentMethods.retrieve(source)).toMatchObject({
      billing_details: { name: 'Rosa' },
      created,
      metadata: { a: '1' },
    });
  });

  it('when the deposits of a SetupIntent verify it', async () => {
    const { customer, source, stripe } = await unverified();
    const setUp = await stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      customer,
      payment_method: source,
      confirm: true,
      mandate_data: OFFLINE,
    });
    const before = await statusOf(stripe, customer, source);

    const { status } = await stripe.setupIntents.verifyMicrodeposits(setUp.id, { amounts: [32, 45] });

    expect([before, setUp.status, status, await statusOf(stripe, customer, source)]).toEqual([
      'new',
      'requires_action',
      'succeeded',
      'verified',
    ]);
    const charge = await stripe.charges.create({ amount: 500, currency: 'usd', customer, source });
    expect(charge.status).toBe('pending');
  });

  it('when the deposits of a PaymentIntent verify it, after wrong amounts as a source', async () => {
    const { customer, source, stripe } = await unverified();
    for (let attempt = 0; attempt < 3; attempt++)
      await refusal(stripe.customers.verifySource(customer, source, { amounts: [1, 2] }));
    const before = await statusOf(stripe, customer, source);
    const { id } = await stripe.paymentIntents.create({
      ...TO_PAY,
      customer,
      payment_method: source,
      confirm: true,
      mandate_data: OFFLINE,
    });

    await stripe.paymentIntents.verifyMicrodeposits(id, { amounts: [32, 45] });

    expect([before, await statusOf(stripe, customer, source)]).toEqual(['verification_failed', 'verified']);
  });

  it('when a payment comes back', async () => {
    const { customer, emulator, source, stripe } = await withSource('btok_us_verified_accountClosed');
    await stripe.paymentIntents.create({
      ...TO_PAY,
      customer,
      payment_method: source,
      confirm: true,
      mandate_data: OFFLINE,
    });
    await emulator.clock.advance('1s');

    expect(await statusOf(stripe, customer, source)).toBe('errored');
    expect(emulator.events().map(({ type }) => type)).toContain('customer.source.updated');
  });

  it('when it is deleted', async () => {
    const { customer, source, stripe } = await withSource();
    await stripe.customers.deleteSource(customer, source);

    expect((await refusal(stripe.customers.retrievePaymentMethod(customer, source))).message).toBe(
      `No such PaymentMethod: '${source}'`,
    );
  });

  it('when its customer is deleted', async () => {
    const { customer, emulator, source, stripe } = await withSource();
    await stripe.customers.del(customer);

    expect((await refusal(stripe.paymentMethods.retrieve(source))).message).toBe(
      `No such PaymentMethod: '${source}'`,
    );
    await emulator.restore(await emulator.snapshot());
  });
});

describe('a bank account that is blocked', () => {
  const BLOCKING: Options = { assume: { blockAfterReturn: 'yes' } };
  const CLOSED = 'btok_us_verified_accountClosed';
  const UNUSABLE = 'The bank account provided cannot be used. A different bank account must be used.';

  it('is charged no more, whoever has it as a source', async () => {
    const { customer, emulator, source, stripe } = await withSource(CLOSED, BLOCKING);
    const { id: other } = await stripe.customers.create({ source: CLOSED });
    await stripe.paymentIntents.create({
      ...TO_PAY,
      customer,
      payment_method: source,
      confirm: true,
      mandate_data: OFFLINE,
    });
    await emulator.clock.advance('1s');

    for (const debtor of [{ customer }, { customer: other }, { source: CLOSED }]) {
      const error = await refusal(stripe.charges.create({ amount: 500, currency: 'usd', ...debtor }));
      expect([error.statusCode, error.message]).toEqual([402, UNUSABLE]);
    }
  });

  it('is so by the return of a charge as well', async () => {
    const { customer, emulator, source, stripe } = await withSource(CLOSED, BLOCKING);
    await stripe.charges.create({ amount: 500, currency: 'usd', customer });
    await emulator.clock.advance('1s');

    const error = await refusal(
      stripe.paymentIntents.create({
        ...TO_PAY,
        customer,
        payment_method: source,
        confirm: true,
        mandate_data: OFFLINE,
      }),
    );

    expect([error.statusCode, error.message]).toEqual([402, UNUSABLE]);
    await stripe.customers.updateSource(customer, source, { account_holder_name: 'Rosa' });
    expect((await stripe.paymentMethods.retrieve(source)).us_bank_account?.status_details).toHaveProperty(
      'blocked',
    );
  });
});

describe('a source that is put in place', () => {
  it('is taken where others of the same call name it as their PaymentMethod', async () => {
    const { emulator, stripe } = setup();

    await emulator.putObjects({
      payment_intents: [
        { id: 'pi_1', amount: 500, currency: 'usd', customer: 'cus_1', payment_method: 'ba_x' },
      ],
      subscriptions: [
        {
          id: 'sub_1',
          customer: 'cus_1',
          default_payment_method: 'ba_x',
          items: [{ price: 'price_1' }],
        },
      ],
      prices: [{ id: 'price_1', product: 'prod_1', unit_amount: 500, recurring: { interval: 'month' } }],
      products: [{ id: 'prod_1', name: 'Hosting' }],
      mandates: [{ id: 'mandate_1', payment_method: 'ba_x' }],
      bank_accounts: [{ id: 'ba_x', customer: 'cus_1', status: 'verified' }],
      customers: [{ id: 'cus_1', invoice_settings: { default_payment_method: 'ba_x' } }],
    });

    const intent = await stripe.paymentIntents.retrieve('pi_1', { expand: ['payment_method'] });
    expect(intent.payment_method).toMatchObject({ id: 'ba_x', object: 'payment_method' });
    expect((await stripe.subscriptions.retrieve('sub_1')).default_payment_method).toBe('ba_x');
    await emulator.restore(await emulator.snapshot());
    expect((await stripe.paymentMethods.retrieve('ba_x')).customer).toBe('cus_1');
  });
});
