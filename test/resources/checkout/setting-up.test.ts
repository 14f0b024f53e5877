import { describe, expect, it } from 'vitest';
import { toPay, toSetUp } from '../../support/checkouts.ts';
import { eventTypes } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('a customer who sets up a bank account', () => {
  it('has it attached to the Customer of the session', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create({ email: 'jenny@example.com' });
    const { id } = await toSetUp(world, { customer });

    const session = await world.emulator.completeCheckoutSession(id);

    expect(session).toMatchObject({ payment_status: 'no_payment_required', status: 'complete' });
    const { setup_intent: setUp } = await world.stripe.checkout.sessions.retrieve(id, {
      expand: ['setup_intent.payment_method'],
    });
    expect(setUp).toMatchObject({ customer, payment_method: { customer }, status: 'succeeded' });
    expect(eventTypes(world)).toEqual([
      'customer.created',
      'setup_intent.created',
      'financial_connections.account.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ]);
  });

  it('is nobody’s where no Customer is asked for', async () => {
    const world = setup();
    const { id } = await toSetUp(world);

    const { customer } = await world.emulator.completeCheckoutSession(id);

    expect(customer).toBeNull();
    expect(eventTypes(world)).not.toContain('customer.created');
  });

  it('is written down as a Customer where that is asked for', async () => {
    const world = setup();
    const { id } = await toSetUp(world, { customer_creation: 'always' });

    const { customer, setup_intent: setUp } = await world.emulator.completeCheckoutSession(id);

    expect(customer).toMatch(/^cus_/);
    expect((await world.stripe.setupIntents.retrieve(setUp)).customer).toBe(customer);
  });
});

describe('an intent of a Checkout Session', () => {
  it('cannot be confirmed or canceled by hand', async () => {
    const world = setup();
    const { id } = await toPay(world);
    const { payment_intent: payment } = await world.emulator.completeCheckoutSession(id);
    const { setup_intent: setUp } = await toSetUp(world);

    const message = (noun: string) =>
      `You cannot perform this action on ${noun}s created by Checkout. Try expiring the Checkout Session instead.`;
    const { paymentIntents, setupIntents } = world.stripe;
    for (const call of [paymentIntents.cancel(payment), paymentIntents.confirm(payment)])
      expect((await refusal(call)).message).toBe(message('PaymentIntent'));
    for (const call of [setupIntents.cancel(String(setUp)), setupIntents.confirm(String(setUp))])
      expect((await refusal(call)).message).toBe(message('SetupIntent'));
  });

  it('can be given other metadata, and no other statement descriptor', async () => {
    const world = setup();
    const { id } = await toPay(world);
    const { payment_intent: payment } = await world.emulator.completeCheckoutSession(id);
    const { paymentIntents } = world.stripe;

    const { metadata } = await paymentIntents.update(payment, { metadata: { seen: 'yes' } });

    expect(metadata).toEqual({ seen: 'yes' });
    expect(await refusal(paymentIntents.update(payment, { transfer_group: 'x' }))).toMatchObject({
      message:
        'Some of the parameters you provided (transfer_group) cannot be used when modifying a PaymentIntent that was created by Checkout. You can try again without those parameters.',
    });
  });
});
