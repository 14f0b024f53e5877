import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { JENNY, TYPED_IN, typedIn } from '../../support/payment-methods.ts';
import { linkedAccount, refusal, setup } from '../../support/setup.ts';

describe('creating', () => {
  it('makes a PaymentMethod of a linked account, which it names, without an event', async () => {
    const world = setup();
    const account = await linkedAccount(world);

    const method = await world.stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details: JENNY,
      us_bank_account: { financial_connections_account: account.id },
    });

    expect(method.us_bank_account).toEqual({
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: account.id,
      fingerprint: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
      last4: '6789',
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: '110000000',
      status_details: {},
    });
    expect(method).toMatchObject({ allow_redisplay: 'unspecified', customer: null, billing_details: JENNY });
    expect(world.emulator.events().map(({ type }) => type)).not.toContain('payment_method.attached');
  });

  it('names no Financial Connections account when the bank account was typed in', async () => {
    const { stripe } = setup();

    const method = await stripe.paymentMethods.create(typedIn());

    expect(method.us_bank_account?.financial_connections_account).toBeNull();
  });

  it('takes savings accounts as such', async () => {
    const world = setup();
    const account = await linkedAccount(world, { institution: 'Emulator: Balances', account: 'Savings' });

    const method = await world.stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details: JENNY,
      us_bank_account: { financial_connections_account: account.id },
    });

    expect(method.us_bank_account?.account_type).toBe('savings');
  });

  it('refuses an account that cannot be used for payments', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { supported_payment_method_types: [] });

    const error = await refusal(
      world.stripe.paymentMethods.create({
        type: 'us_bank_account',
        billing_details: JENNY,
        us_bank_account: { financial_connections_account: id },
      }),
    );

    expect(error).toMatchObject({ statusCode: 400, param: 'us_bank_account[financial_connections_account]' });
  });

  it.each([
    ['no type', { billing_details: JENNY }, 'parameter_missing', 'type', 'Missing required param: type.'],
    [
      'no bank account',
      { type: 'us_bank_account', billing_details: JENNY },
      'parameter_missing',
      'us_bank_account',
      'Missing required param: us_bank_account.',
    ],
    [
      'no name',
      typedIn({ billing_details: {} }),
      'parameter_missing',
      'billing_details[name]',
      'Missing required param: billing_details[name].',
    ],
    [
      'no account number',
      typedIn({ us_bank_account: { routing_number: '110000000' } }),
      'parameter_missing',
      'us_bank_account[account_number]',
      'Missing required param: us_bank_account[account_number].',
    ],
    [
      'a short routing number',
      typedIn({ us_bank_account: { ...TYPED_IN, routing_number: '1100' } }),
      'routing_number_invalid',
      'us_bank_account[routing_number]',
      'Routing number must have 9 digits',
    ],
    [
      'a real account number',
      typedIn({ us_bank_account: { ...TYPED_IN, account_number: '000123456780' } }),
      'account_number_invalid',
      'us_bank_account[account_number]',
      'You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/connect/testing#account-numbers.',
    ],
    [
      'an unknown account',
      typedIn({ us_bank_account: { financial_connections_account: 'fca_nope' } }),
      'resource_missing',
      'us_bank_account[financial_connections_account]',
      "No such financial_connections.account: 'fca_nope'",
    ],
    [
      'a customer',
      typedIn({ customer: 'cus_1' }),
      undefined,
      undefined,
      'You cannot attach a PaymentMethod to a Customer during PaymentMethod creation. Please instead create the PaymentMethod and then attach it using the attachment method of the PaymentMethods API.',
    ],
  ])('refuses %s', async (_, params, code, param, message) => {
    const { stripe } = setup();

    const error = await refusal(stripe.paymentMethods.create(params as Stripe.PaymentMethodCreateParams));

    expect({
      status: error.statusCode,
      code: error.code,
      param: error.param,
      message: error.message,
    }).toEqual({ status: 400, code, param, message });
  });

  it('says of other types that they are not emulated', async () => {
    const { stripe } = setup();

    const error = await refusal(stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } }));

    expect(error.message).toBe(
      'stripe-fc-emulator does not emulate PaymentMethods of type card yet. Use us_bank_account.',
    );
  });
});

describe('retrieving and listing', () => {
  it('makes a fresh PaymentMethod for a test token each time', async () => {
    const { stripe } = setup();

    const [first, second] = [
      await stripe.paymentMethods.retrieve('pm_usBankAccount_success'),
      await stripe.paymentMethods.retrieve('pm_usBankAccount_success'),
    ];

    expect(first.id).toMatch(/^pm_[A-Za-z0-9]{24}$/);
    expect(second.id).not.toBe(first.id);
    expect((await stripe.paymentMethods.retrieve(first.id)).id).toBe(first.id);
  });

  it('misses an unknown one by the noun that Stripe uses', async () => {
    const { stripe } = setup();

    const error = await refusal(stripe.paymentMethods.retrieve('pm_nope'));

    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'payment_method',
      message: "No such PaymentMethod: 'pm_nope'",
    });
  });

  /** A customer with two PaymentMethods, beside another with one. */
  const withTwo = async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const attach = (token: string, customer: string) =>
      stripe.paymentMethods.attach(`pm_usBankAccount_${token}`, { customer });
    const first = await attach('success', one.id);
    const second = await attach('processing', one.id);
    await attach('success', other.id);
    return { stripe, customer: one.id, first, second };
  };
  const idsOf = ({ data }: { readonly data: readonly { readonly id: string }[] }) => data.map(({ id }) => id);

  it('lists those of a customer, newest first', async () => {
    const { stripe, customer, first, second } = await withTwo();

    const listed = await stripe.paymentMethods.list({ customer, type: 'us_bank_account' });

    expect(idsOf(listed)).toEqual([second.id, first.id]);
  });

  it('lists those of a customer in the customer’s path', async () => {
    const { stripe, customer, second } = await withTwo();

    const listed = await stripe.customers.listPaymentMethods(customer, { limit: 1 });

    expect(listed).toMatchObject({ has_more: true, url: `/v1/customers/${customer}/payment_methods` });
    expect(idsOf(listed)).toEqual([second.id]);
  });

  it('lists none of another type', async () => {
    const { stripe, customer } = await withTwo();

    expect((await stripe.paymentMethods.list({ customer, type: 'card' })).data).toEqual([]);
  });

  it('lists none without a customer', async () => {
    const { stripe } = await withTwo();

    expect((await stripe.paymentMethods.list()).data).toEqual([]);
  });

  it('misses the customer of a list: 400 in a parameter, 404 in the path', async () => {
    const { stripe } = setup();

    const filter = await refusal(stripe.paymentMethods.list({ customer: 'cus_nope' }));
    const path = await refusal(stripe.customers.listPaymentMethods('cus_nope'));

    expect(filter).toMatchObject({
      statusCode: 400,
      param: 'customer',
      message: "No such customer: 'cus_nope'",
    });
    expect(path).toMatchObject({ statusCode: 404, param: 'id', message: "No such customer: 'cus_nope'" });
  });

  it('keeps the PaymentMethods of others out of a customer’s path', async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: one.id });

    const error = await refusal(stripe.customers.retrievePaymentMethod(other.id, method.id));

    expect((await stripe.customers.retrievePaymentMethod(one.id, method.id)).id).toBe(method.id);
    expect(error).toMatchObject({ statusCode: 404, param: 'customer', message: 'Invalid request' });
    expect(error.code).toBeUndefined();
  });
});
