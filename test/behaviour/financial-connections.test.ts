import { describe, expect, it } from 'vitest';
import { stripeUnderTest } from '../support/remote.ts';
import { refusal } from '../support/setup.ts';

const stripe = stripeUnderTest();

describe('sessions', () => {
  it('are opened for a customer, with no accounts yet', async () => {
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });

    const session = await stripe.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer: customer.id },
      permissions: ['balances', 'payment_method'],
      prefetch: ['balances'],
    });

    expect(session).toMatchObject({
      object: 'financial_connections.session',
      account_holder: { type: 'customer', customer: customer.id },
      accounts: { object: 'list', data: [], has_more: false, url: '/v1/financial_connections/accounts' },
      permissions: ['balances', 'payment_method'],
      prefetch: ['balances'],
      livemode: false,
    });
    expect(session.client_secret).toMatch(/^fcsess_/);
    expect(await stripe.financialConnections.sessions.retrieve(session.id)).toMatchObject({
      id: session.id,
      accounts: { data: [] },
    });
  });

  it.each([
    [
      'a permission there is not',
      { permissions: ['balance'] },
      'Invalid permissions[0]: must be one of balances, ownership, payment_method, or transactions',
    ],
    [
      'an unknown filter',
      { permissions: ['balances'], filters: { colour: 'blue' } },
      'Received unknown parameter: filters[colour]',
    ],
  ])('refuse %s', async (_what, params, message) => {
    const customer = await stripe.customers.create();
    const holder = { account_holder: { type: 'customer', customer: customer.id } };

    expect(
      await refusal(stripe.financialConnections.sessions.create({ ...holder, ...params } as never)),
    ).toMatchObject({ statusCode: 400, message });
  });

  it('need permissions', async () => {
    const customer = await stripe.customers.create();
    const params = { account_holder: { type: 'customer', customer: customer.id } };

    expect(await refusal(stripe.financialConnections.sessions.create(params as never))).toMatchObject({
      code: 'parameter_missing',
      message: 'Missing required param: permissions.',
    });
  });
});

describe('accounts', () => {
  it('of a new customer are none', async () => {
    const customer = await stripe.customers.create();

    expect(
      await stripe.financialConnections.accounts.list({ account_holder: { customer: customer.id } }),
    ).toMatchObject({ object: 'list', data: [], has_more: false, url: '/v1/financial_connections/accounts' });
  });

  it('that do not exist are a clean 404, whatever their id looks like', async () => {
    const error = await refusal(
      stripe.financialConnections.accounts.refresh('[object Object]', { features: ['balance'] }),
    );

    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });
});

describe('payment intents', () => {
  it('take their permissions and prefetches for a bank account', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 20_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
        },
      },
    });

    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amount: 20_000,
      currency: 'usd',
      payment_method_types: ['us_bank_account'],
    });
    expect(intent.payment_method_options?.us_bank_account?.financial_connections).toMatchObject({
      prefetch: ['balances'],
    });
  });

  it('are canceled once', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 2_000, currency: 'usd' });
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'requested_by_customer' });

    const error = await refusal(stripe.paymentIntents.cancel(id));

    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'requested_by_customer' });
    expect(error).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(error.message).toContain(
      'You cannot cancel this PaymentIntent because it has a status of canceled.',
    );
  });
});
