import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypes, OFFLINE, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const FAILS = 'pm_usBankAccount_insufficientFunds';
const REFUSED = 'pm_usBankAccount_weeklyLimitExceeded';

/** A payment that the bank has returned. */
async function returned(fields: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const world = setup();
  const { id, payment_method } = await paying(world, { payment_method: FAILS, ...fields });
  await world.emulator.clock.advance(1000);
  const intent = await world.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  return { ...world, intent, method: String(payment_method), charge: intent.latest_charge as Stripe.Charge };
}

describe('a payment that the bank returns', () => {
  it('asks for another payment method, and tells what failed with the whole of the last one', async () => {
    const { charge, intent, method, stripe } = await returned();

    expect(intent).toMatchObject({
      amount_received: 0,
      payment_method: null,
      status: 'requires_payment_method',
    });
    expect(intent.last_payment_error).toEqual({
      charge: charge.id,
      code: 'insufficient_funds',
      doc_url: 'https://stripe.com/docs/error-codes/insufficient-funds',
      message: "The customer's account has insufficient funds to cover this payment.",
      payment_method: await stripe.paymentMethods.retrieve(method),
      payment_method_type: 'us_bank_account',
      type: 'card_error',
    });
  });

  it('has a failed charge, which tells the code that the bank has returned', async () => {
    const { charge, method } = await returned();

    expect(charge).toMatchObject({
      amount_captured: 1000,
      balance_transaction: null,
      captured: true,
      failure_balance_transaction: null,
      failure_code: 'insufficient_funds',
      failure_message: "The customer's account has insufficient funds to cover this payment.",
      outcome: {
        advice_code: null,
        network_advice_code: null,
        network_decline_code: 'R01',
        network_status: 'declined_by_network',
        reason: 'insufficient_funds',
        risk_level: 'not_assessed',
        seller_message: 'The bank returned the decline code `insufficient_funds`.',
        type: 'issuer_declined',
      },
      paid: false,
      payment_method: method,
      receipt_url: null,
      refunded: false,
      status: 'failed',
    });
  });

  it('is told by events that no request has caused', async () => {
    const { emulator } = await returned();
    const late = emulator.events().filter(({ type }) => /failed|mandate/.test(type));

    expect(late.map(({ type }) => type)).toEqual(['charge.failed', 'payment_intent.payment_failed']);
    for (const { request } of late) expect(request).toEqual({ id: null, idempotency_key: null });
  });

  it('can be tried again with another account, by a new charge', async () => {
    const { charge, emulator, intent, stripe } = await returned();

    const again = await stripe.paymentIntents.confirm(intent.id, {
      mandate_data: OFFLINE,
      payment_method: 'pm_usBankAccount_success',
    });
    await emulator.clock.advance(1000);

    expect(again).toMatchObject({ last_payment_error: null, status: 'processing' });
    expect(again.latest_charge).not.toBe(charge.id);
    const charges = (await stripe.charges.list({ payment_intent: intent.id })).data;
    expect(charges.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('can be tried again with the same account, where a customer has saved it', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const { id: method } = await world.stripe.paymentMethods.attach(FAILS, { customer });
    const { id } = await paying(world, { customer, payment_method: method });
    await world.emulator.clock.advance(1000);

    const again = { mandate_data: OFFLINE, payment_method: method };

    expect((await world.stripe.paymentIntents.confirm(id, again)).status).toBe('processing');
  });

  it('settles nothing that was confirmed anew, before its own time has come', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const { id } = await paying(world);
    await emulator.updateIntent(id, { outcome: 'stays_processing' });
    await emulator.clock.advance(1000);
    await emulator.updateIntent(id, { outcome: 'no_account', settlement_delay: '5s' });
    await emulator.clock.advance('5s');
    await emulator.updateIntent(id, { outcome: 'succeeds', settlement_delay: '10s' });

    await stripe.paymentIntents.confirm(id, {
      mandate_data: OFFLINE,
      payment_method: 'pm_usBankAccount_success',
    });
    await emulator.clock.advance('9s');

    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
  });

  it.each([
    ['accountClosed', 'inactive'],
    ['debitNotAuthorized', 'inactive'],
    ['noAccount', 'inactive'],
    ['insufficientFunds', 'active'],
    ['invalidCurrency', 'active'],
  ])('with %s leaves the mandate for later payments %s', async (token, status) => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const intent = await paying(world, {
      customer,
      payment_method: `pm_usBankAccount_${token}`,
      setup_future_usage: 'off_session',
      expand: ['latest_charge'],
    });
    await world.emulator.clock.advance(1000);

    const { payment_method_details: details } = intent.latest_charge as Stripe.Charge;
    const mandate = await world.stripe.mandates.retrieve(String(details?.us_bank_account?.mandate));

    expect(mandate).toMatchObject({ status, type: 'multi_use' });
  });
});

describe('a payment that is refused as it is confirmed', () => {
  const refused = async (world: Setup, options: Stripe.RequestOptions = {}) =>
    (await refusal(
      world.stripe.paymentIntents.create(
        { ...TO_PAY, confirm: true, mandate_data: OFFLINE, payment_method: REFUSED },
        options,
      ),
    )) as Stripe.errors.StripeCardError;

  it('leaves its intent and a failed charge behind, and the error names both', async () => {
    const world = setup();

    const error = await refused(world);

    const [intent] = (await world.stripe.paymentIntents.list()).data;
    const [charge] = (await world.stripe.charges.list()).data;
    expect(error).toMatchObject({
      charge: charge?.id,
      code: 'charge_exceeds_source_limit',
      payment_intent: intent,
      payment_method: intent?.last_payment_error?.payment_method,
      payment_method_type: 'us_bank_account',
      statusCode: 402,
      type: 'StripeCardError',
    });
    expect(intent).toMatchObject({
      last_payment_error: { charge: charge?.id, code: 'charge_exceeds_source_limit' },
      latest_charge: charge?.id,
      payment_method: null,
      status: 'requires_payment_method',
    });
    expect(charge).toMatchObject({ paid: false, payment_intent: intent?.id, status: 'failed' });
  });

  it('is told by events that its request has caused', async () => {
    const world = setup();

    const { requestId } = await refused(world, { idempotencyKey: 'once' });

    const events = world.emulator.events();
    expect(events.map(({ type }) => type)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
    for (const { request } of events) expect(request).toEqual({ id: requestId, idempotency_key: 'once' });
  });

  it('is refused the same way again under the same key, and nothing more happens', async () => {
    const world = setup();

    const first = await refused(world, { idempotencyKey: 'once' });
    const again = await refused(world, { idempotencyKey: 'once' });

    expect(again.raw).toMatchObject({ charge: first.charge, message: first.message });
    expect((await world.stripe.charges.list()).data).toHaveLength(1);
    expect(eventTypes(world)).toHaveLength(3);
  });

  it('by Radar shows why in the outcome of its charge', async () => {
    const world = setup();

    await refusal(paying(world, { payment_method: 'pm_usBankAccount_riskLevelHighest' }));

    const [charge] = (await world.stripe.charges.list()).data;
    expect(charge?.outcome).toMatchObject({
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      risk_level: 'highest',
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    });
  });
});

describe('a payment that nobody has agreed to', () => {
  const REQUIRED = 'This PaymentIntent requires a mandate, but no existing mandate was found.';

  it('keeps the intent with what it was given, where it was created for it', async () => {
    const world = setup();

    const error = await refusal(
      world.stripe.paymentIntents.create({
        ...TO_PAY,
        confirm: true,
        off_session: true,
        payment_method: 'pm_usBankAccount_success',
      }),
    );

    expect(error.message).toContain(REQUIRED);
    const [intent] = (await world.stripe.paymentIntents.list()).data;
    expect(intent?.status).toBe('requires_confirmation');
    expect(error.payment_intent).toEqual(intent);
    expect(eventTypes(world)).toEqual(['payment_intent.created']);
  });

  it('gives the intent the payment method that it was confirmed with', async () => {
    const world = setup();
    const { id } = await world.stripe.paymentIntents.create(TO_PAY);

    const error = await refusal(
      world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_usBankAccount_success' }),
    );

    const intent = await world.stripe.paymentIntents.retrieve(id);
    expect(intent).toMatchObject({
      payment_method: expect.stringMatching(/^pm_/),
      status: 'requires_confirmation',
    });
    expect(error.payment_intent).toEqual(intent);
    expect((await world.stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE })).status).toBe(
      'processing',
    );
  });
});
