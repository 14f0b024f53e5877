import { describe, expect, it } from 'vitest';
import { expandable } from '../../src/model/expandable.ts';
import { paid } from '../support/payments.ts';
import { refusal, setup } from '../support/setup.ts';

describe('expand of a payment', () => {
  it.each([
    // Recorded in public traffic of 2025 and 2026, under clover and dahlia.
    'latest_charge.balance_transaction',
    'latest_charge.payment_intent',
    'latest_charge.refunds.data.balance_transaction',
    'latest_charge.balance_transaction.source.dispute',
    'latest_charge.application_fee',
    'latest_charge.dispute',
    'latest_charge.failure_balance_transaction',
    'latest_charge.payment_method_details.us_bank_account.mandate',
    'customer.default_source',
    'customer.tax',
    'customer.invoice_credit_balance',
    'customer.subscriptions.data.latest_invoice',
    'payment_method.us_bank_account.financial_connections_account',
    'on_behalf_of.external_accounts',
    'review.charge.balance_transaction',
    'transfer_data.destination',
  ])('takes %s', async (path) => {
    const { stripe, intent } = await paid();

    expect(await stripe.paymentIntents.retrieve(intent.id, { expand: [path] })).toMatchObject({
      id: intent.id,
      review: null,
      on_behalf_of: null,
    });
  });

  it('shows the balance transaction in its charge, and in that the charge by its id', async () => {
    const { stripe, intent, charge } = await paid();

    const shown = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.balance_transaction', 'latest_charge.payment_intent'],
    });

    expect(shown.latest_charge).toMatchObject({
      id: charge.id,
      balance_transaction: { object: 'balance_transaction', source: charge.id },
      payment_intent: { id: intent.id, latest_charge: charge.id },
    });
  });

  it('lists no refunds, in their place by the alphabet, and only where they are asked for', async () => {
    const { stripe, charge } = await paid();

    const shown = await stripe.charges.retrieve(charge.id, { expand: ['refunds.data.balance_transaction'] });

    expect(charge).not.toHaveProperty('refunds');
    expect(shown.refunds).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/charges/${charge.id}/refunds`,
    });
    expect(Object.keys(shown).slice(2)).toEqual(Object.keys(shown).slice(2).toSorted());
  });

  it('goes into each object of a list, where data is one of the four levels', async () => {
    const { stripe } = await paid();

    const { data } = await stripe.paymentIntents.list({
      expand: ['data.latest_charge.balance_transaction', 'data.latest_charge.refunds'],
    });
    const tooDeep = await refusal(
      stripe.paymentIntents.list({ expand: ['data.latest_charge.balance_transaction.source.customer'] }),
    );

    expect(data[0]?.latest_charge).toMatchObject({
      balance_transaction: { net: 1984 },
      refunds: { data: [] },
    });
    // Seen: stripe-java issue 2011, data.payments.data.payment.charge.
    expect(tooDeep).toMatchObject({
      code: 'property_expansion_max_depth',
      message:
        'You cannot expand more than 4 levels of a property. Property: data.latest_charge.balance_transaction.source.customer',
    });
  });

  it.each(['metadata', 'amount', 'latest_charge.amount', 'latest_charge.refunds.data.nope'])(
    'refuses %s, which is nothing that expands',
    async (path) => {
      const { stripe, intent } = await paid();

      expect(await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: [path] }))).toMatchObject({
        statusCode: 400,
        message: `This property cannot be expanded (${path.split('.').at(-1)}).`,
      });
    },
  );
});

describe('expand of everything', () => {
  it('of a charge leads to what there is, and leaves the rest as it was', async () => {
    const { stripe, charge, customer, intent } = await paid();

    const shown = await stripe.charges.retrieve(charge.id, {
      expand: Object.keys(expandable().charge ?? {}),
    });

    expect({ ...shown }).toEqual({
      ...charge,
      balance_transaction: await stripe.balanceTransactions.retrieve(String(charge.balance_transaction)),
      customer,
      payment_intent: intent,
      refunds: expect.objectContaining({ object: 'list', data: [] }),
    });
  });

  it.each(['paymentIntents', 'customers', 'balanceTransactions'] as const)(
    'of %s, one or a list, is answered',
    async (resource) => {
      const { stripe } = await paid();
      const [first] = (await stripe[resource].list()).data;
      const fields = Object.keys(expandable()[first?.object ?? ''] ?? {});

      const shown = await stripe[resource].retrieve(first?.id ?? '', { expand: fields });
      const { data } = await stripe[resource].list({ expand: fields.map((field) => `data.${field}`) });

      expect(fields.length).toBeGreaterThan(1);
      expect({ ...shown }).toEqual(data[0]);
    },
  );
});

describe('expand of a customer', () => {
  const list = (url: string) => ({ object: 'list', data: [], has_more: false, total_count: 0, url });

  it.each([
    // Recorded: the fields of `tax`, and an empty `invoice_credit_balance`.
    [
      'tax',
      () => ({
        automatic_tax: 'unrecognized_location',
        ip_address: null,
        location: null,
        provider: 'stripe',
      }),
    ],
    ['invoice_credit_balance', () => ({})],
    ['sources', (id: string) => list(`/v1/customers/${id}/sources`)],
    ['subscriptions', (id: string) => list(`/v1/customers/${id}/subscriptions`)],
    ['tax_ids', (id: string) => list(`/v1/customers/${id}/tax_ids`)],
  ] as const)('shows %s, which answers leave out otherwise', async (field, shown) => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const retrieved = await stripe.customers.retrieve(customer.id, { expand: [field] });
    const { data } = await stripe.customers.list({ expand: [`data.${field}`] });

    expect(customer).not.toHaveProperty(field);
    expect(retrieved).toHaveProperty(field, shown(customer.id));
    expect(data[0]).toHaveProperty(field, shown(customer.id));
  });

  it('shows the cash balance of one to whom nothing has been transferred', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();

    expect(await stripe.customers.retrieve(id, { expand: ['cash_balance'] })).toMatchObject({
      cash_balance: { object: 'cash_balance', available: null, customer: id },
    });
  });

  it('adds nothing to the stub of a deleted one', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();
    await stripe.customers.del(id);

    expect({ ...(await stripe.customers.retrieve(id, { expand: ['tax', 'sources'] })) }).toEqual({
      id,
      object: 'customer',
      deleted: true,
    });
  });
});
