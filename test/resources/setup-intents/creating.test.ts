import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';
import { settingUp, TO_SET_UP } from '../../support/setups.ts';

describe('creating a SetupIntent', () => {
  it('waits for a payment method, and offers what the account has switched on', async () => {
    const world = setup();
    const intent = await world.stripe.setupIntents.create();

    expect(intent).toMatchObject({
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      payment_method_types: ['card', 'link', 'us_bank_account'],
      payment_method_options: {
        card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
        link: { persistent_token: null },
        us_bank_account: { mandate_options: {}, verification_method: 'automatic' },
      },
      payment_method_configuration_details: { id: expect.stringMatching(/^pmc_/), parent: null },
      latest_attempt: null,
      mandate: null,
      status: 'requires_payment_method',
      usage: 'off_session',
    });
    expect(intent).not.toHaveProperty('attach_to_self');
    expect(eventTypes(world)).toEqual(['setup_intent.created']);
  });

  it('waits for a confirmation when it has a payment method, which is not yet the customer’s', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();

    const intent = await stripe.setupIntents.create({
      ...TO_SET_UP,
      customer: customer.id,
      payment_method: 'pm_usBankAccount_success',
      expand: ['payment_method', 'customer'],
    });

    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      customer: { id: customer.id },
      payment_method: { type: 'us_bank_account', customer: null },
    });
  });

  it('shows what it is for', async () => {
    const { stripe } = setup();

    const intent = await stripe.setupIntents.create({
      ...TO_SET_UP,
      attach_to_self: true,
      description: 'payouts',
      flow_directions: ['inbound', 'outbound'],
      metadata: { order: '1' },
      on_behalf_of: 'acct_1',
    });

    expect(intent).toMatchObject({
      attach_to_self: true,
      description: 'payouts',
      flow_directions: ['inbound', 'outbound'],
      metadata: { order: '1' },
      on_behalf_of: 'acct_1',
    });
  });

  it('keeps the options of a bank account as they were sent', async () => {
    const { stripe } = setup();

    const intent = await stripe.setupIntents.create({
      ...TO_SET_UP,
      payment_method_options: {
        us_bank_account: {
          financial_connections: {
            filters: { account_subcategories: ['checking'] },
            permissions: ['payment_method', 'balances'],
            prefetch: ['balances'],
            return_url: 'https://example.com',
          },
          mandate_options: { collection_method: 'paper' },
          verification_method: 'instant',
        },
      },
    });

    expect(intent.payment_method_options).toEqual({
      us_bank_account: {
        financial_connections: {
          filters: { account_subcategories: ['checking'] },
          permissions: ['payment_method', 'balances'],
          prefetch: ['balances'],
          return_url: 'https://example.com',
        },
        mandate_options: { collection_method: 'paper' },
        verification_method: 'instant',
      },
    });
  });

  it('refuses permissions and prefetches that do not go together', async () => {
    const { stripe } = setup();
    const error = await refusal(
      stripe.setupIntents.create({
        payment_method_options: {
          us_bank_account: { financial_connections: { permissions: ['balances'] } },
        },
      }),
    );

    expect(error.message).toBe(
      'If this parameter is passed, the `payment_method` permission must be included.',
    );
  });

  it('tells of its creation as it was before it was confirmed', async () => {
    const world = setup();
    const { id } = await settingUp(world);

    const [created] = world.emulator.events();
    expect(created).toMatchObject({
      type: 'setup_intent.created',
      data: { object: { id, status: 'requires_confirmation', latest_attempt: null } },
    });
  });

  it('leaves nothing behind when it is refused', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const other = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: other.id });

    const error = await refusal(
      stripe.setupIntents.create({ ...TO_SET_UP, customer: customer.id, payment_method: method.id }),
    );

    expect(error).toMatchObject({ statusCode: 400, param: 'payment_method' });
    expect(error.code).toBeUndefined();
    expect(error.setup_intent).toBeUndefined();
    expect(error.message).toBe(
      `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    );
    expect((await stripe.setupIntents.list()).data).toEqual([]);
  });

  it.each([
    { mandate_data: { customer_acceptance: { type: 'offline' } } } as const,
    { return_url: 'https://example.com' },
  ])('takes %j only with a confirmation', async (fields) => {
    const { stripe } = setup();
    const [name] = Object.keys(fields);

    const error = await refusal(stripe.setupIntents.create({ ...TO_SET_UP, ...fields }));

    expect(error).toMatchObject({ code: 'setup_intent_invalid_parameter', param: name });
    expect(error.message).toBe(
      `The parameter \`${name}\` cannot be passed when creating a SetupIntent unless \`confirm\` is set to true.`,
    );
  });
});
