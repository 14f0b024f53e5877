import { describe, expect, it } from 'vitest';
import { eventTypes, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('canceling', () => {
  it('is possible before and during payment, which then never comes', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const intent = await paying(world, { payment_method: 'pm_usBankAccount_processing' });
    await emulator.clock.advance(100 * 86_400_000);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('processing');

    const canceled = await stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });

    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'requested_by_customer',
      latest_charge: { status: 'failed', failure_code: null, outcome: null },
    });
    expect(canceled.canceled_at).toBeGreaterThan(canceled.created);
    expect(eventTypes(world).at(-1)).toBe('payment_intent.canceled');
  });

  it('stops a payment that would have succeeded', async () => {
    const world = setup();
    const intent = await paying(world);

    await world.stripe.paymentIntents.cancel(intent.id);
    await world.emulator.clock.advance(5000);

    expect((await world.stripe.paymentIntents.retrieve(intent.id)).status).toBe('canceled');
  });

  it('is refused afterwards', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);
    await stripe.paymentIntents.cancel(intent.id);

    const error = await refusal(stripe.paymentIntents.cancel(intent.id));

    expect(error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: intent.id },
    });
    expect(error.message).toBe(
      'You cannot cancel this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.',
    );
  });

  it('is refused with fewer states before dahlia', async () => {
    const { call, stripe } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);
    await stripe.paymentIntents.cancel(intent.id);

    const { body } = await call('POST', `/v1/payment_intents/${intent.id}/cancel`, {
      headers: { 'stripe-version': '2024-06-20' },
    });

    expect(body.error.message).toBe(
      'You cannot cancel this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.',
    );
  });
});
