import { describe, expect, it } from 'vitest';
import { eventTypes, OFFLINE } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';
import { askingForDeposits, settingUp, TO_SET_UP } from '../../support/setups.ts';

describe('changing a SetupIntent', () => {
  it('sends no event', async () => {
    const world = setup();
    const { id } = await world.stripe.setupIntents.create(TO_SET_UP);

    const intent = await world.stripe.setupIntents.update(id, {
      description: 'rent',
      flow_directions: ['inbound'],
      metadata: { a: '1' },
    });

    expect(intent).toMatchObject({ description: 'rent', flow_directions: ['inbound'], metadata: { a: '1' } });
    expect(eventTypes(world)).toEqual(['setup_intent.created']);
  });

  it('gives it a payment method, and takes it away', async () => {
    const { stripe } = setup();
    const { id } = await stripe.setupIntents.create(TO_SET_UP);

    const given = await stripe.setupIntents.update(id, { payment_method: 'pm_usBankAccount_success' });
    const taken = await stripe.setupIntents.update(id, { payment_method: '' });

    expect(given.status).toBe('requires_confirmation');
    expect(taken).toMatchObject({ payment_method: null, status: 'requires_payment_method' });
  });

  it('gives up the microdeposits of a bank account that another takes the place of', async () => {
    const world = setup();
    const { id } = await askingForDeposits(world);

    const intent = await world.stripe.setupIntents.update(id, {
      payment_method: 'pm_usBankAccount_success',
      expand: ['latest_attempt'],
    });

    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      next_action: null,
      latest_attempt: { status: 'abandoned' },
    });
  });

  it('is possible after success, but for the payment method', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const { id, payment_method: method } = await settingUp(world);

    expect(
      await stripe.setupIntents.update(id, {
        customer: customer.id,
        description: 'x',
        metadata: { a: '1' },
      }),
    ).toMatchObject({ customer: customer.id, description: 'x', metadata: { a: '1' } });
    const error = await refusal(stripe.setupIntents.update(id, { payment_method: String(method) }));
    expect(error).toMatchObject({ code: 'setup_intent_unexpected_state', setup_intent: { id } });
    expect(error.message).toBe('You cannot update this SetupIntent because it has already succeeded.');
  });

  it.each(['usage', 'mandate_data', 'single_use', 'confirm', 'return_url'])(
    'takes no %s',
    async (parameter) => {
      const { stripe, call } = setup();
      const { id } = await stripe.setupIntents.create(TO_SET_UP);

      const { status, body } = await call('POST', `/v1/setup_intents/${id}`, { form: `${parameter}=x` });

      expect([status, body.error.code, body.error.param]).toEqual([400, 'parameter_unknown', parameter]);
    },
  );

  it('refuses one’s own account beside a customer', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const { id } = await stripe.setupIntents.create({ ...TO_SET_UP, attach_to_self: true });

    const error = await refusal(stripe.setupIntents.update(id, { customer: customer.id }));

    expect(error).toMatchObject({ param: 'attach_to_self', setup_intent: { id } });
  });
});

describe('canceling a SetupIntent', () => {
  it('keeps all but the next action, and abandons the attempt', async () => {
    const world = setup();
    const before = await askingForDeposits(world);

    const intent = await world.stripe.setupIntents.cancel(before.id, {
      cancellation_reason: 'requested_by_customer',
    });

    expect(intent).toEqual({
      ...before,
      cancellation_reason: 'requested_by_customer',
      next_action: null,
      status: 'canceled',
    });
    const { data } = await world.stripe.setupAttempts.list({ setup_intent: before.id });
    expect(data.map(({ status }) => status)).toEqual(['abandoned']);
    expect(eventTypes(world).at(-1)).toBe('setup_intent.canceled');
  });

  it('needs no reason', async () => {
    const { stripe } = setup();
    const { id } = await stripe.setupIntents.create();

    expect(await stripe.setupIntents.cancel(id)).toMatchObject({
      cancellation_reason: null,
      status: 'canceled',
    });
  });

  it('is refused after success, with the statuses in which it is possible', async () => {
    const world = setup();
    const { id } = await settingUp(world);

    const error = await refusal(world.stripe.setupIntents.cancel(id));

    expect(error).toMatchObject({ code: 'setup_intent_unexpected_state', setup_intent: { id } });
    expect(error.message).toBe(
      'You cannot cancel this SetupIntent because it has a status of succeeded. Only a SetupIntent with one of the following statuses may be canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.',
    );
  });
});

describe('the attempts of a SetupIntent', () => {
  it('are one for each confirmation, the newest first, as the intent was then', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const first = await askingForDeposits(world, { flow_directions: ['inbound'] });
    await world.emulator.clock.advance(1_000);
    await stripe.setupIntents.update(first.id, { customer: customer.id });

    const { latest_attempt: latest } = await stripe.setupIntents.confirm(first.id, {
      payment_method: 'pm_usBankAccount_success',
      mandate_data: OFFLINE,
    });

    const { data } = await stripe.setupAttempts.list({ setup_intent: first.id });
    expect(data).toMatchObject([
      { id: latest, status: 'succeeded', customer: customer.id, flow_directions: ['inbound'] },
      { id: first.latest_attempt, status: 'abandoned', customer: null, flow_directions: ['inbound'] },
    ]);
    expect(data[1]).toEqual({
      id: first.latest_attempt,
      object: 'setup_attempt',
      application: null,
      created: first.created,
      customer: null,
      customer_account: null,
      flow_directions: ['inbound'],
      livemode: false,
      on_behalf_of: null,
      payment_method: first.payment_method,
      payment_method_details: { type: 'us_bank_account', us_bank_account: {} },
      setup_error: null,
      setup_intent: first.id,
      status: 'abandoned',
      usage: 'off_session',
    });
  });

  it('are asked for by the intent', async () => {
    const { stripe, call } = setup();

    const unknown = await refusal(stripe.setupAttempts.list({ setup_intent: 'seti_x' }));
    const unasked = await call('GET', '/v1/setup_attempts');

    expect(unknown).toMatchObject({ statusCode: 400, param: 'setup_intent' });
    expect(unknown.message).toBe("No such setupintent: 'seti_x'");
    expect(unasked.body.error).toMatchObject({ code: 'parameter_missing', param: 'setup_intent' });
  });
});

describe('finding SetupIntents', () => {
  it('goes by what they belong to', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const own = await stripe.setupIntents.create({ ...TO_SET_UP, attach_to_self: true });
    const held = await settingUp(world, { customer: customer.id });
    const found = async (params: Parameters<typeof stripe.setupIntents.list>[0]) =>
      (await stripe.setupIntents.list(params)).data.map(({ id }) => id);

    expect(await found({})).toEqual([held.id, own.id]);
    expect(await found({ customer: customer.id })).toEqual([held.id]);
    expect(await found({ payment_method: String(held.payment_method) })).toEqual([held.id]);
    expect(await found({ attach_to_self: true })).toEqual([own.id]);
    expect(await found({ attach_to_self: false, customer: customer.id })).toEqual([held.id]);
    expect(await found({ created: { gt: held.created } })).toEqual([]);
  });

  it('has no search: the word is taken for an id', async () => {
    const { call } = setup();

    const { status, body } = await call('GET', '/v1/setup_intents/search');

    expect([status, body.error.message]).toEqual([404, "No such setupintent: 'search'"]);
  });
});
