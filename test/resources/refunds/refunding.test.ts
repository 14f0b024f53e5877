import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refundLifecycle } from '../../../src/resources/refunds/record.ts';
import { eventTypes, paid, paying } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

/** What has been told since `count` events. */
const eventsSince = (world: Setup, count: number) => eventTypes(world).slice(count);
const told = ({ emulator }: Setup, type: string) => {
  const found = emulator.events().findLast((event) => event.type === type);
  return { ...found?.data };
};

it('a refund goes from state to state as drawn', () => {
  const drawn = Object.entries(refundLifecycle).map(([state, row]) =>
    [state, row.succeed ?? '-', row.fail ?? '-'].join(' '),
  );

  expect(drawn).toEqual([
    'pending succeeded failed',
    'requires_action - -',
    'succeeded - -',
    'failed - -',
    'canceled - -',
  ]);
});

describe('a refund of a payment that has succeeded', () => {
  it('is pending, of the whole amount, and names everything that it is of', async () => {
    const { charge, customer, intent, stripe } = await paid({ description: 'Rent' });

    const refund = await stripe.refunds.create({
      payment_intent: intent.id,
      metadata: { order: '7' },
      reason: 'requested_by_customer',
    });

    expect({ ...refund }).toEqual({
      id: expect.stringMatching(/^pyr_/),
      object: 'refund',
      amount: 2000,
      balance_transaction: expect.stringMatching(/^txn_/),
      charge: charge.id,
      created: refund.created,
      currency: 'usd',
      customer: customer.id,
      customer_account: null,
      destination_details: {
        type: 'us_bank_transfer',
        us_bank_transfer: { reference: null, reference_status: 'pending' },
      },
      metadata: { order: '7' },
      payment_intent: intent.id,
      payment_method: charge.payment_method,
      pending_reason: 'processing',
      reason: 'requested_by_customer',
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'pending',
      transfer_reversal: null,
    });
  });

  it('takes its money at once, without a fee', async () => {
    const { charge, stripe } = await paid({ description: 'Rent' });
    const refund = await stripe.refunds.create({ charge: charge.id, amount: 500 });

    const row = await stripe.balanceTransactions.retrieve(String(refund.balance_transaction));

    // Recorded: the fields of 108 refunds of `py_` charges.
    expect(row).toMatchObject({
      amount: -500,
      description: 'REFUND FOR PAYMENT (Rent)',
      fee: 0,
      fee_details: [],
      net: -500,
      reporting_category: 'refund',
      source: refund.id,
      status: 'available',
      type: 'payment_refund',
    });
  });

  it('succeeds on the clock, with a reference and its events', async () => {
    const world = await paid();
    const before = eventTypes(world).length;
    const { id } = await world.stripe.refunds.create({ charge: world.charge.id });
    expect(eventsSince(world, before)).toEqual(['refund.created', 'charge.refunded']);

    await world.emulator.clock.advance(999);
    expect((await world.stripe.refunds.retrieve(id)).status).toBe('pending');
    await world.emulator.clock.advance(1);

    const refund = await world.stripe.refunds.retrieve(id);
    expect(refund).toMatchObject({
      status: 'succeeded',
      destination_details: {
        us_bank_transfer: { reference: '091000015001111', reference_status: 'available' },
      },
    });
    expect(refund).not.toHaveProperty('pending_reason');
    expect(eventsSince(world, before + 2)).toEqual(['refund.updated', 'charge.refund.updated']);
    expect(told(world, 'refund.updated')).toMatchObject({
      object: { id, status: 'succeeded' },
      previous_attributes: { pending_reason: 'processing', status: 'pending' },
    });
  });

  it('leaves the charge succeeded and paid, and refunded once all of it is', async () => {
    const { charge, emulator, stripe } = await paid();
    const state = async () => {
      const { amount_refunded, paid: isPaid, refunded, status } = await stripe.charges.retrieve(charge.id);
      return [amount_refunded, refunded, status, isPaid];
    };

    await stripe.refunds.create({ charge: charge.id, amount: 500 });
    expect(await state()).toEqual([500, false, 'succeeded', true]);
    await stripe.refunds.create({ charge: charge.id, amount: 700 });
    // Without an amount the rest.
    expect((await stripe.refunds.create({ charge: charge.id })).amount).toBe(800);
    await emulator.clock.runToIdle();

    expect(await state()).toEqual([2000, true, 'succeeded', true]);
  });

  it('fails where that is said, and gives back what it had taken', async () => {
    const world = setup({ payments: { refundOutcome: 'failed', refundDelayMs: 5000 } });
    const { latest_charge: charge } = await paying(world);
    await world.emulator.clock.runToIdle();
    const before = eventTypes(world).length + 2;
    const { id } = await world.stripe.refunds.create({ charge: String(charge), amount: 400 });

    await world.emulator.clock.advance(5000);

    const refund = await world.stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(refund).toMatchObject({
      status: 'failed',
      failure_reason: 'unknown',
      failure_balance_transaction: {
        amount: 400,
        fee: 0,
        net: 400,
        reporting_category: 'refund_failure',
        source: id,
        type: 'payment_refund',
      },
    });
    expect(await world.stripe.charges.retrieve(String(charge))).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    });
    expect(eventsSince(world, before)).toEqual(['refund.failed', 'refund.updated', 'charge.refund.updated']);
    // What has failed can be refunded again.
    expect(await world.stripe.refunds.create({ charge: String(charge) })).toMatchObject({ amount: 1000 });
  });
});

describe('a refund of a payment that is under way', () => {
  it('waits for the payment, and goes on when it succeeds', async () => {
    const world = setup();
    const intent = await paying(world);
    const { id } = await world.stripe.refunds.create({ payment_intent: intent.id });
    expect(await world.stripe.refunds.retrieve(id)).toMatchObject({
      balance_transaction: null,
      pending_reason: 'charge_pending',
      status: 'pending',
    });

    await world.emulator.clock.advance(1000);
    expect(await world.stripe.refunds.retrieve(id)).toMatchObject({
      balance_transaction: expect.stringMatching(/^txn_/),
      pending_reason: 'processing',
      status: 'pending',
    });
    await world.emulator.clock.advance(1000);

    expect((await world.stripe.refunds.retrieve(id)).status).toBe('succeeded');
    expect(eventTypes(world).slice(2)).toEqual([
      'payment_intent.processing',
      'refund.created',
      'charge.refunded',
      'charge.succeeded',
      'payment_intent.succeeded',
      'refund.updated',
      'charge.refund.updated',
    ]);
  });

  it('fails with the payment, and has never taken anything', async () => {
    const world = setup();
    const intent = await paying(world, { payment_method: 'pm_usBankAccount_processing' });
    const { id } = await world.stripe.refunds.create({ payment_intent: intent.id, amount: 300 });

    await world.stripe.paymentIntents.cancel(intent.id);

    const refund = await world.stripe.refunds.retrieve(id);
    expect(refund).toMatchObject({ balance_transaction: null, failure_reason: 'unknown', status: 'failed' });
    expect(refund).not.toHaveProperty('failure_balance_transaction');
    expect((await world.stripe.balanceTransactions.list()).data).toEqual([]);
    expect(await world.stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      amount_refunded: 0,
      status: 'failed',
    });
    expect(eventTypes(world).slice(-4)).toEqual([
      'payment_intent.canceled',
      'refund.failed',
      'refund.updated',
      'charge.refund.updated',
    ]);
  });
});

describe('refunds', () => {
  it('take metadata, told with what it was before', async () => {
    const world = await paid();
    const { id } = await world.stripe.refunds.create({ charge: world.charge.id });

    await world.stripe.refunds.update(id, { metadata: { order: '7' } });

    // Recorded, 2025-06.
    expect(told(world, 'charge.refund.updated').previous_attributes).toEqual({ metadata: { order: null } });
    expect(eventTypes(world).slice(-2)).toEqual(['refund.updated', 'charge.refund.updated']);
  });

  it('are listed by charge, intent and time, newest first', async () => {
    const { charge, emulator, intent, stripe } = await paid();
    const first = await stripe.refunds.create({ charge: charge.id, amount: 1 });
    await emulator.clock.advance(5000);
    const second = await stripe.refunds.create({ charge: charge.id, amount: 2 });
    const other = await paying({ stripe } as Setup);
    await stripe.refunds.create({ payment_intent: other.id });
    const ids = async (params: Stripe.RefundListParams) =>
      (await stripe.refunds.list(params)).data.map(({ id }) => id);

    expect(await ids({ charge: charge.id })).toEqual([second.id, first.id]);
    expect(await ids({ payment_intent: intent.id })).toEqual([second.id, first.id]);
    expect(await ids({ charge: charge.id, payment_intent: other.id })).toEqual([]);
    expect(await ids({ created: { lt: second.created } })).toEqual([first.id]);
    expect(await ids({ limit: 1, starting_after: second.id })).toEqual([first.id]);
  });

  it('refuse a charge and an intent that there are not', async () => {
    const { stripe } = setup();

    // Seen in a sandbox under 2026-08-26.dahlia.
    expect(await refusal(stripe.refunds.create({ charge: 'x' }))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such charge: 'x'",
    });
    expect(await refusal(stripe.refunds.create({ payment_intent: 'x' }))).toMatchObject({
      param: 'payment_intent',
    });
    expect(await refusal(stripe.refunds.retrieve('re_x'))).toMatchObject({
      statusCode: 404,
      param: 'refund',
      message: "No such refund: 're_x'",
    });
  });

  it('refuse more than is left, nothing at all, and a charge beside an intent', async () => {
    const { charge, intent, stripe } = await paid();
    const refused = async (params: Stripe.RefundCreateParams) => {
      const { code, message, param } = await refusal(stripe.refunds.create({ charge: charge.id, ...params }));
      return { code, message, param };
    };
    await stripe.refunds.create({ charge: charge.id, amount: 1500 });

    expect(await refused({ amount: 600 })).toEqual({
      code: undefined,
      message: 'Refund amount ($6.00) is greater than unrefunded amount on charge ($5.00)',
      param: 'amount',
    });
    expect(await refused({ amount: 0 })).toEqual({
      code: 'parameter_invalid_integer',
      message: 'This value must be greater than or equal to 1.',
      param: 'amount',
    });
    expect((await refused({ reason: 'bored' })).message).toBe(
      'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
    );
    expect((await refused({ payment_intent: intent.id })).message).toMatch(/^You may only specify one/);
    expect((await refused({ origin: 'customer_balance' })).message).toMatch(/does not emulate/);
  });
});
