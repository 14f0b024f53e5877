import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { conformityOfTest } from '../../support/conformance.ts';
import { linkedMethod } from '../../support/payment-methods.ts';
import { eventTypes, OFFLINE, paying } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';
import { askingForDeposits, settingUp, TO_SET_UP, withBlockedAccount } from '../../support/setups.ts';

/** A client with the publishable key, as stripe.js is one. */
const browserOf = ({ emulator }: Setup) =>
  new Stripe(emulator.publishableKey, {
    httpClient: Stripe.createFetchHttpClient(conformityOfTest().checkedFetch(emulator)),
    maxNetworkRetries: 0,
  });

describe('confirming a SetupIntent', () => {
  it('succeeds at once with a bank account that is verified, and gives it to the customer first', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const method = await linkedMethod(world);
    const { id } = await stripe.setupIntents.create({ ...TO_SET_UP, customer: customer.id });

    const intent = await stripe.setupIntents.confirm(id, {
      payment_method: method.id,
      mandate_data: OFFLINE,
      expand: ['mandate', 'latest_attempt', 'payment_method'],
    });

    expect(intent).toMatchObject({
      status: 'succeeded',
      next_action: null,
      last_setup_error: null,
      single_use_mandate: null,
      mandate: { status: 'active', type: 'multi_use', payment_method: method.id },
      latest_attempt: { status: 'succeeded', setup_intent: id },
      payment_method: { id: method.id, customer: customer.id },
    });
    expect(eventTypes(world).slice(-3)).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
  });

  it('leaves the payment method unattached without a customer, who may get it afterwards', async () => {
    const world = setup();
    const { stripe } = world;
    const { payment_method: method } = await settingUp(world);
    const customer = await stripe.customers.create();

    expect(eventTypes(world)).not.toContain('payment_method.attached');
    expect(await stripe.paymentMethods.attach(String(method), { customer: customer.id })).toMatchObject({
      customer: customer.id,
    });
  });

  it('attaches nothing anew to a customer who has it already', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', {
      customer: customer.id,
    });

    await settingUp(world, { customer: customer.id, payment_method: method.id });

    expect(eventTypes(world).filter((type) => type === 'payment_method.attached')).toHaveLength(1);
  });

  it('makes a mandate by which payments need no other acceptance', async () => {
    const world = setup();
    const customer = await world.stripe.customers.create();
    const intent = await settingUp(world, { customer: customer.id });

    const payment = await world.stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      confirm: true,
      customer: customer.id,
      payment_method: String(intent.payment_method),
      expand: ['latest_charge'],
    });

    expect(payment).toMatchObject({
      status: 'processing',
      latest_charge: { payment_method_details: { us_bank_account: { mandate: intent.mandate } } },
    });
  });

  it('makes a mandate for a single payment of single_use, in a field of its own', async () => {
    const world = setup();
    const { id } = await world.stripe.setupIntents.create({
      ...TO_SET_UP,
      single_use: { amount: 2500, currency: 'usd' },
    });

    const intent = await world.stripe.setupIntents.confirm(id, {
      payment_method: 'pm_usBankAccount_success',
      mandate_data: OFFLINE,
      expand: ['single_use_mandate'],
    });

    expect(intent).toMatchObject({
      mandate: null,
      single_use_mandate: {
        type: 'single_use',
        single_use: { amount: 2500, currency: 'usd' },
        status: 'active',
      },
    });
  });

  it('asks for microdeposits when the bank account was typed in', async () => {
    const world = setup();
    const customer = await world.stripe.customers.create();
    const intent = await askingForDeposits(world, {
      customer: customer.id,
      expand: ['mandate', 'latest_attempt', 'payment_method'],
    });

    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: {
        type: 'verify_with_microdeposits',
        verify_with_microdeposits: { microdeposit_type: 'descriptor_code' },
      },
      mandate: { status: 'pending' },
      latest_attempt: { status: 'requires_action' },
      payment_method: { customer: null },
    });
    expect(eventTypes(world).slice(-2)).toEqual(['setup_intent.created', 'setup_intent.requires_action']);
  });

  it('does not look at how payments from the account will end', async () => {
    const intent = await settingUp(setup(), { payment_method: 'pm_usBankAccount_insufficientFunds' });

    expect(intent.status).toBe('succeeded');
  });

  it('fails with an account that is blocked: the refusal tells of what is left', async () => {
    const world = withBlockedAccount();
    const { stripe } = world;
    const { id } = await stripe.setupIntents.create({
      ...TO_SET_UP,
      customer: 'cus_1',
      payment_method: 'pm_blocked',
    });

    const error = await refusal(stripe.setupIntents.confirm(id, { mandate_data: OFFLINE }));

    const told = {
      code: 'bank_account_unusable',
      doc_url: 'https://stripe.com/docs/error-codes/bank-account-unusable',
      message: 'The bank account provided cannot be used. A different bank account must be used.',
      payment_method: { id: 'pm_blocked', object: 'payment_method' },
      type: 'card_error',
    };
    expect(error).toMatchObject({ statusCode: 402, code: told.code, payment_method: { id: 'pm_blocked' } });
    expect(error.setup_intent).toMatchObject({
      id,
      status: 'requires_payment_method',
      payment_method: null,
      mandate: null,
      last_setup_error: told,
    });
    const intent = await stripe.setupIntents.retrieve(id, { expand: ['latest_attempt'] });
    expect(intent).toEqual({ ...error.setup_intent, latest_attempt: expect.anything() });
    expect(Object.keys(intent.last_setup_error ?? {})).toEqual(Object.keys(told));
    expect(intent.latest_attempt).toMatchObject({
      status: 'failed',
      payment_method: 'pm_blocked',
      setup_error: told,
    });
    expect(eventTypes(world)).toEqual(['setup_intent.created', 'setup_intent.setup_failed']);
  });

  it('leaves an intent behind that was created with an account that is blocked', async () => {
    const world = withBlockedAccount();
    const error = await refusal(settingUp(world, { customer: 'cus_1', payment_method: 'pm_blocked' }));

    const [intent] = (await world.stripe.setupIntents.list()).data;
    expect(error.setup_intent).toEqual(intent);
    expect(eventTypes(world)).toEqual(['setup_intent.created', 'setup_intent.setup_failed']);
  });

  it('can be tried again with another account', async () => {
    const world = withBlockedAccount();
    await refusal(settingUp(world, { customer: 'cus_1', payment_method: 'pm_blocked' }));
    const [failed] = (await world.stripe.setupIntents.list()).data;

    const intent = await world.stripe.setupIntents.confirm(String(failed?.id), {
      payment_method: 'pm_usBankAccount_processing',
      mandate_data: OFFLINE,
    });

    expect(intent).toMatchObject({ status: 'succeeded', last_setup_error: null });
    const attempts = await world.stripe.setupAttempts.list({ setup_intent: intent.id });
    expect(attempts.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});

describe('a confirmation', () => {
  it('wants a payment method before anything else, and never takes the customer’s default one', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', {
      customer: customer.id,
    });
    await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: method.id },
    });
    const { id } = await stripe.setupIntents.create({ ...TO_SET_UP, customer: customer.id });
    await stripe.setupIntents.cancel(id);

    const error = await refusal(stripe.setupIntents.confirm(id, { mandate_data: OFFLINE }));

    expect(error).toMatchObject({
      code: 'setup_intent_unexpected_state',
      setup_intent: { id, status: 'canceled' },
    });
    expect(error.message).toMatch(
      /^You cannot confirm this SetupIntent because it's missing a payment method\. /,
    );
  });

  it('is refused after success, with the intent', async () => {
    const world = setup();
    const { id } = await settingUp(world);

    const error = await refusal(world.stripe.setupIntents.confirm(id));

    expect(error).toMatchObject({ code: 'setup_intent_unexpected_state', setup_intent: { id } });
    expect(error.message).toBe('You cannot confirm this SetupIntent because it has already succeeded.');
  });

  it('wants a mandate', async () => {
    const { stripe } = setup();
    const { id } = await stripe.setupIntents.create({
      ...TO_SET_UP,
      payment_method: 'pm_usBankAccount_success',
    });

    const error = await refusal(stripe.setupIntents.confirm(id));

    expect(error).toMatchObject({ statusCode: 400, setup_intent: { id, status: 'requires_confirmation' } });
    expect(error.message).toBe(
      'This SetupIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
    );
  });

  it('goes by a mandate that stands already', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const paid = await paying(world, { customer: customer.id, setup_future_usage: 'off_session' });

    const intent = await stripe.setupIntents.create({
      ...TO_SET_UP,
      customer: customer.id,
      payment_method: String(paid.payment_method),
      confirm: true,
    });

    expect(intent).toMatchObject({ status: 'succeeded', mandate: expect.stringMatching(/^mandate_/) });
  });

  it('wants a return_url where the account’s payment methods may redirect', async () => {
    const { stripe } = setup();
    const { id } = await stripe.setupIntents.create({ payment_method: 'pm_usBankAccount_success' });

    const error = await refusal(stripe.setupIntents.confirm(id, { mandate_data: OFFLINE }));

    expect(error.setup_intent?.id).toBe(id);
    expect(error.message).toMatch(
      /^This SetupIntent is configured to accept payment methods enabled in your Dashboard\. /,
    );
    const returning = { mandate_data: OFFLINE, return_url: 'https://example.com' };
    expect((await stripe.setupIntents.confirm(id, returning)).status).toBe('succeeded');
  });

  it('refuses the payment method of a customer whom the intent does not have', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', {
      customer: customer.id,
    });
    const { id } = await stripe.setupIntents.create(TO_SET_UP);

    const error = await refusal(
      stripe.setupIntents.confirm(id, { payment_method: method.id, mandate_data: OFFLINE }),
    );

    expect(error).toMatchObject({ param: 'payment_method', setup_intent: { id } });
    expect(error.code).toBeUndefined();
    expect(error.message).toBe(
      `The payment method supplied (${method.id}) belongs to the Customer ${customer.id}. Please include the Customer in the \`customer\` parameter on the SetupIntent.`,
    );
  });
});

describe('a page with a publishable key', () => {
  it('reads and confirms an intent by its client_secret, as stripe.js does', async () => {
    const world = setup();
    const { id, client_secret } = await world.stripe.setupIntents.create(TO_SET_UP);
    const browser = browserOf(world);
    const secret = { client_secret: String(client_secret) };

    expect((await browser.setupIntents.retrieve(id, secret)).status).toBe('requires_payment_method');
    const intent = await browser.setupIntents.confirm(id, {
      ...secret,
      expected_payment_method_type: 'us_bank_account',
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
    } as Stripe.SetupIntentConfirmParams);

    expect(intent.status).toBe('succeeded');
  });

  it.each(['retrieve', 'confirm'] as const)('wants the right secret to %s it', async (call) => {
    const world = setup();
    const { id } = await world.stripe.setupIntents.create(TO_SET_UP);
    const browser = browserOf(world);

    const missing = await refusal(browser.setupIntents[call](id));
    const wrong = await refusal(browser.setupIntents[call](id, { client_secret: `${id}_secret_x` }));

    expect(missing.message).toBe('Missing required param: client_secret.');
    expect(wrong).toMatchObject({ code: 'setup_intent_invalid_parameter', param: 'client_secret' });
    expect(wrong.message).toBe(
      'The client_secret provided does not match the client_secret associated with the SetupIntent.',
    );
  });
});
