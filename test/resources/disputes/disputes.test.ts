import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { disputeLifecycle } from '../../../src/resources/disputes/record.ts';
import { mandateLifecycle } from '../../../src/resources/mandates.ts';
import { eventTypes, OFFLINE, paying } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const DISPUTED = { payment_method: 'pm_usBankAccount_dispute' } as const;

/** A payment that has succeeded, and is about to be disputed. */
async function paidThen(world: Setup, fields: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  // With a mandate for later payments, too: one for a single payment ends with the payment itself.
  const { id: customer } = await world.stripe.customers.create();
  const { id } = await paying(world, {
    ...DISPUTED,
    customer,
    setup_future_usage: 'off_session',
    ...fields,
  });
  await world.emulator.clock.advance(1000);
  return world.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
}

async function disputed(fields: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const world = setup();
  const intent = await paidThen(world, fields);
  await world.emulator.clock.advance(1000);
  const charge = await world.stripe.charges.retrieve((intent.latest_charge as Stripe.Charge).id);
  return { ...world, intent, charge };
}

const drawn = (lifecycle: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  Object.entries(lifecycle).flatMap(([state, row]) =>
    Object.entries(row).map(([event, next]) => `${state} ${event} ${next}`),
  );

it('disputes and mandates go from state to state as drawn', () => {
  expect(drawn(disputeLifecycle)).toEqual(['needs_response lose lost']);
  expect(drawn(mandateLifecycle)).toEqual([
    'pending verify active',
    'pending revoke inactive',
    'active revoke inactive',
  ]);
});

describe('a dispute of a bank debit', () => {
  it('comes after the success of the payment, and is lost as soon as it is opened', async () => {
    const world = await disputed();

    expect(eventTypes(world).slice(-6)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
      'mandate.updated',
    ]);
    const told = world.emulator
      .events()
      .slice(-4)
      .map(({ data }) => [data.object.status, data.previous_attributes]);
    expect(told).toEqual([
      ['needs_response', undefined],
      ['needs_response', undefined],
      ['lost', { status: 'needs_response' }],
      ['inactive', { status: 'active' }],
    ]);
  });

  it('waits as long as is said', async () => {
    const world = setup({ payments: { disputeDelayMs: 60_000 } });
    await paidThen(world);

    await world.emulator.clock.advance(59_999);
    expect((await world.stripe.disputes.list()).data).toEqual([]);
    await world.emulator.clock.advance(1);

    expect((await world.stripe.disputes.list()).data).toHaveLength(1);
  });

  it('is of the whole amount, and has every field that Stripe answers', async () => {
    const { charge, intent, stripe } = await disputed();

    const dispute = await stripe.disputes.retrieve(String((charge as { dispute?: unknown }).dispute));

    expect(dispute).toMatchObject({
      id: expect.stringMatching(/^du_/),
      amount: 1000,
      balance_transaction: expect.stringMatching(/^txn_/),
      balance_transactions: [{ object: 'balance_transaction' }],
      charge: charge.id,
      enhanced_eligibility_types: [],
      evidence_details: { due_by: null, has_evidence: false, past_due: false, submission_count: 0 },
      intended_submission_method: null,
      is_charge_refundable: false,
      payment_intent: intent.id,
      reason: 'debit_not_authorized',
      status: 'lost',
    });
    // 27 of a card's in 2023 (recorded), and enhanced_evidence.
    expect(Object.keys(dispute.evidence)).toHaveLength(28);
    expect(dispute).not.toHaveProperty('payment_method_details');
  });

  it('takes the amount and a fee, in a row that is not found by the dispute', async () => {
    const { charge, stripe } = await disputed();
    const [dispute] = (await stripe.disputes.list()).data;
    const [row] = dispute?.balance_transactions ?? [];

    // Recorded of cards.
    expect(row).toMatchObject({
      amount: -1000,
      description: `Chargeback withdrawal for ${charge.id}`,
      fee: 1500,
      fee_details: [
        { amount: 1500, application: null, currency: 'usd', description: 'Dispute fee', type: 'stripe_fee' },
      ],
      net: -2500,
      reporting_category: 'dispute',
      source: dispute?.id,
      type: 'adjustment',
    });
    // Seen in a sandbox under 2026-08-26.dahlia.
    expect((await stripe.balanceTransactions.list({ source: String(dispute?.id) })).data).toEqual([]);
    expect((await stripe.balanceTransactions.list({ type: 'adjustment' })).data).toEqual([row]);
  });

  it('marks the charge, and leaves the intent succeeded', async () => {
    const { charge, intent, stripe } = await disputed();

    expect(charge).toMatchObject({
      dispute: expect.stringMatching(/^du_/),
      disputed: true,
      paid: true,
      status: 'succeeded',
    });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      amount_received: 1000,
      status: 'succeeded',
    });
    expect(await refusal(stripe.refunds.create({ charge: charge.id }))).toMatchObject({
      code: 'charge_disputed',
    });
  });

  it('revokes the mandate, so that the next payment asks for another', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const saved = { customer, setup_future_usage: 'off_session' } as const;
    const { payment_method: method } = await paidThen(world, saved);
    await world.emulator.clock.advance(1000);
    const again = { customer, payment_method: String(method) };

    const error = await refusal(paying(world, { ...again, mandate_data: undefined as never }));
    const accepted = await paying(world, { ...again, mandate_data: OFFLINE });

    expect(error.message).toMatch(/^This PaymentIntent requires a mandate/);
    expect(accepted.status).toBe('processing');
  });

  it('makes a refund that is under way fail, and comes once', async () => {
    const world = setup({ payments: { refundDelayMs: 60_000 } });
    const intent = await paidThen(world);
    const { id } = await world.stripe.refunds.create({ payment_intent: intent.id, amount: 300 });
    const before = eventTypes(world).length;

    await world.emulator.clock.advance(1000);

    expect(await world.stripe.refunds.retrieve(id)).toMatchObject({
      failure_balance_transaction: expect.stringMatching(/^txn_/),
      failure_reason: 'charge_for_pending_refund_disputed',
      status: 'failed',
    });
    expect(eventTypes(world).slice(before)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
      'mandate.updated',
      'refund.failed',
      'refund.updated',
      'charge.refund.updated',
    ]);
    const total = eventTypes(world).length;
    await world.emulator.clock.advance(60_000);
    expect(eventTypes(world)).toHaveLength(total);
  });
});

describe('disputes', () => {
  it('are listed by charge, intent and time', async () => {
    const { charge, intent, stripe } = await disputed();
    const ids = async (params: Stripe.DisputeListParams) =>
      (await stripe.disputes.list(params)).data.map(({ id }) => id);
    const [dispute] = (await stripe.disputes.list()).data;

    expect(await ids({ charge: charge.id })).toEqual([dispute?.id]);
    expect(await ids({ payment_intent: intent.id, charge: charge.id })).toEqual([dispute?.id]);
    expect(await ids({ created: { gt: dispute?.created ?? 0 } })).toEqual([]);
  });

  it('are final: nothing changes one', async () => {
    const { stripe } = await disputed();
    const [{ id } = { id: '' }] = (await stripe.disputes.list()).data;
    const before = await stripe.disputes.retrieve(id);

    const refused = [
      await refusal(stripe.disputes.update(id, { evidence: { product_description: 'Rent' } })),
      await refusal(stripe.disputes.update(id, { metadata: { order: '7' } })),
      await refusal(stripe.disputes.close(id)),
    ];

    for (const error of refused)
      expect(error).toMatchObject({ statusCode: 400, message: 'This dispute is already closed' });
    expect({ ...(await stripe.disputes.retrieve(id)) }).toEqual({ ...before });
    expect(await refusal(stripe.disputes.close('du_x'))).toMatchObject({
      statusCode: 404,
      param: 'dispute',
      message: "No such dispute: 'du_x'",
    });
  });

  it('want a charge that is there when they are put in place', async () => {
    const { emulator } = setup();

    await expect(emulator.putObjects({ disputes: [{ id: 'du_1' }] })).rejects.toThrow(
      'disputes[0].charge is missing: name the charge that is disputed.',
    );
    await expect(emulator.putObjects({ disputes: [{ charge: 'py_x' }] })).rejects.toThrow(
      'there is no such charge',
    );
  });
});
