import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { linkedAccount, refusal, type Setup, setup } from '../../support/setup.ts';

const JENNY = { name: 'Jenny Rosen', email: 'jenny@example.com' };
const TYPED_IN = {
  account_holder_type: 'individual',
  routing_number: '110000000',
  account_number: '000123456789',
} as const;

const typedIn = (
  fields: Partial<Stripe.PaymentMethodCreateParams> = {},
): Stripe.PaymentMethodCreateParams => ({
  type: 'us_bank_account',
  billing_details: JENNY,
  us_bank_account: TYPED_IN,
  ...fields,
});

async function linkedMethod(world: Setup): Promise<Stripe.PaymentMethod> {
  const account = await linkedAccount(world, { permissions: ['payment_method'] });
  return world.stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: JENNY,
    us_bank_account: { financial_connections_account: account.id },
  });
}

const eventTypes = ({ emulator }: Setup) => emulator.events().map((event) => event.type);

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
    expect(eventTypes(world)).not.toContain('payment_method.attached');
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

describe('attaching and detaching', () => {
  const attached = async () => {
    const world = setup();
    const customer = (await world.stripe.customers.create()).id;
    const { id } = await linkedMethod(world);
    const attach = () => world.stripe.paymentMethods.attach(id, { customer });
    const attachments = () => eventTypes(world).filter((type) => type === 'payment_method.attached');
    return { ...world, customer, id, method: await attach(), attach, attachments };
  };

  it('attaches with an event', async () => {
    const { customer, method, attachments } = await attached();

    expect(method.customer).toBe(customer);
    expect(attachments()).toHaveLength(1);
  });

  it('attaches again to the same customer without an event', async () => {
    const { method, attach, attachments } = await attached();

    expect(await attach()).toEqual(method);
    expect(attachments()).toHaveLength(1);
  });

  it('attaches one that a customer is created with', async () => {
    const { stripe } = setup();

    const customer = await stripe.customers.create({ payment_method: 'pm_usBankAccount_success' });

    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  it('refuses a second customer', async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: one.id });

    const error = await refusal(stripe.paymentMethods.attach(method.id, { customer: other.id }));

    expect(error.message).toBe('The payment method you provided has already been attached to a customer.');
  });

  it('wants to know to whom', async () => {
    const { stripe } = setup();
    const method = await stripe.paymentMethods.retrieve('pm_usBankAccount_success');

    const error = await refusal(stripe.paymentMethods.attach(method.id, {}));

    expect(error).toMatchObject({
      statusCode: 400,
      code: 'parameter_missing',
      message: 'Must provide customer or customer_account.',
    });
    expect(error.param).toBeUndefined();
  });

  it('refuses a bank account that was typed in until it is verified', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.create(typedIn());

    const error = await refusal(stripe.paymentMethods.attach(method.id, { customer: customer.id }));

    expect(error.message).toMatch(/must be verified before they can be attached to a customer\.$/);
  });

  it('detaches with an event that says from whom', async () => {
    const { emulator, stripe, customer, id } = await attached();

    const detached = await stripe.paymentMethods.detach(id);

    expect(detached.customer).toBeNull();
    const event = emulator.events().find(({ type }) => type === 'payment_method.detached');
    expect(event?.data).toMatchObject({ object: { id }, previous_attributes: { customer } });
  });

  it('never attaches again what was detached', async () => {
    const { stripe, id, attach } = await attached();
    await stripe.paymentMethods.detach(id);

    expect((await refusal(attach())).message).toBe(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    );
  });

  it('refuses to detach what was detached', async () => {
    const { stripe, id } = await attached();
    await stripe.paymentMethods.detach(id);

    expect((await refusal(stripe.paymentMethods.detach(id))).message).toBe(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  });
});

describe('updating', () => {
  it('changes what may be changed, with an event that says what', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: customer.id });

    const updated = await stripe.paymentMethods.update(method.id, {
      billing_details: { email: 'new@example.com' },
      us_bank_account: { account_holder_type: 'company' },
      allow_redisplay: 'always',
      metadata: { order: '6735' },
    });

    expect(updated).toMatchObject({
      allow_redisplay: 'always',
      metadata: { order: '6735' },
      us_bank_account: { account_holder_type: 'company' },
    });
    expect(updated.billing_details).toMatchObject({ name: 'Jenny Rosen', email: 'new@example.com' });
    expect(world.emulator.events().at(-1)).toMatchObject({
      type: 'payment_method.updated',
      data: { previous_attributes: { allow_redisplay: 'unspecified', billing_details: { email: null } } },
    });
  });

  it('refuses one that is not saved to a customer', async () => {
    const { stripe } = setup();
    const method = await stripe.paymentMethods.retrieve('pm_usBankAccount_success');

    const error = await refusal(stripe.paymentMethods.update(method.id, { metadata: { order: '6735' } }));

    expect(error.message).toBe('You must save this PaymentMethod to a customer before you can update it.');
  });
});

it('pays after the account that it was made of has been disconnected', async () => {
  const world = setup();
  const { stripe } = world;
  const method = await linkedMethod(world);
  await stripe.financialConnections.accounts.disconnect(
    method.us_bank_account?.financial_connections_account ?? '',
  );

  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: method.id,
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });
  await world.emulator.clock.advance(1000);

  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
});
