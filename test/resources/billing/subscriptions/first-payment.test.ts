import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import {
  DAY_MS,
  HOUR_MS,
  shop,
  statusOf,
  tellingFrom,
  toldOf,
  waitingSubscription,
} from '../../../support/subscribing.ts';

const quiet = ['customer.updated', 'payment_method.attached'];
const without = (types: readonly string[]) => types.filter((type) => !quiet.includes(type));

/** A confirmation with numbers that are typed in. */
const TYPED_IN = {
  payment_method_data: {
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
  },
  mandate_data: { customer_acceptance: { type: 'offline' } },
} as const;

describe('the first payment', () => {
  it('makes the subscription active as soon as it is under way', async () => {
    const world = await shop();
    const { subscription, confirm } = await waitingSubscription(world);
    const told = tellingFrom(world);

    await confirm();

    expect(without(told())).toEqual([
      'charge.pending',
      'payment_intent.processing',
      'customer.subscription.updated',
    ]);
    const [updated] = toldOf(world, 'customer.subscription.updated');
    expect(updated?.data).toMatchObject({
      object: { id: subscription.id, status: 'active' },
      previous_attributes: { status: 'incomplete' },
    });
    expect(await world.stripe.invoices.retrieve(String(subscription.latest_invoice))).toMatchObject({
      status: 'open',
      attempted: true,
    });
  });

  it('makes it active only when it has succeeded, where that is assumed', async () => {
    const world = await shop({ assume: { processingSubscription: 'incomplete' } });
    const { subscription, confirm } = await waitingSubscription(world);

    await confirm();
    const meanwhile = await statusOf(world, subscription.id);
    await world.emulator.clock.advance(1_000);

    expect(meanwhile).toBe('incomplete');
    expect(await statusOf(world, subscription.id)).toBe('active');
  });

  it('pays the invoice when the money arrives', async () => {
    const world = await shop();
    const { subscription, confirm } = await waitingSubscription(world);
    await confirm();
    const told = tellingFrom(world);

    await world.emulator.clock.advance(1_000);

    expect(without(told())).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
    expect(await statusOf(world, subscription.id)).toBe('active');
  });

  it('leaves the subscription past_due where the bank returns it', async () => {
    const world = await shop();
    const { subscription, confirm } = await waitingSubscription(world);
    await confirm('pm_usBankAccount_accountClosed');
    const told = tellingFrom(world);

    await world.emulator.clock.advance(1_000);

    expect(without(told())).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'customer.subscription.updated',
      'mandate.updated',
    ]);
    expect(await statusOf(world, subscription.id)).toBe('past_due');
  });

  it('is saved as the subscription’s default when it succeeds, and once', async () => {
    const world = await shop();
    const { subscription, confirm } = await waitingSubscription(world, {
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });

    await confirm();
    const meanwhile = await world.stripe.subscriptions.retrieve(subscription.id);
    await world.emulator.clock.advance(1_000);

    const after = await world.stripe.subscriptions.retrieve(subscription.id);
    expect(meanwhile.default_payment_method).toBeNull();
    expect(after.default_payment_method).toMatch(/^pm_/);
    const customer = await world.stripe.customers.retrieve(world.customer);
    expect(customer).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });

  it('is not saved unless that is asked for', async () => {
    const world = await shop();
    const { subscription, confirm } = await waitingSubscription(world);

    await confirm();
    await world.emulator.clock.advance(1_000);

    const { default_payment_method: method } = await world.stripe.subscriptions.retrieve(subscription.id);
    expect(method).toBeNull();
  });
});

describe('a subscription that nobody pays at first', () => {
  it('expires after 23 hours, with its invoice', async () => {
    const world = await shop();
    const { subscription, intent } = await waitingSubscription(world);
    await world.emulator.clock.advance(23 * HOUR_MS - 1_000);
    const before = await statusOf(world, subscription.id);
    const told = tellingFrom(world);

    await world.emulator.clock.advance(1_000);

    expect(before).toBe('incomplete');
    expect(told()).toEqual(['invoice.voided', 'payment_intent.canceled', 'customer.subscription.updated']);
    expect(await statusOf(world, subscription.id)).toBe('incomplete_expired');
    expect((await world.stripe.paymentIntents.retrieve(intent)).status).toBe('canceled');
  });

  it('waits ten days for microdeposits', async () => {
    const world = await shop();
    const { subscription, intent } = await waitingSubscription(world);
    await world.stripe.paymentIntents.confirm(intent, TYPED_IN);

    await world.emulator.clock.advance(9 * DAY_MS);
    const waiting = await statusOf(world, subscription.id);
    await world.emulator.clock.advance(DAY_MS);

    expect(waiting).toBe('incomplete');
    expect(await statusOf(world, subscription.id)).toBe('incomplete_expired');
  });

  it('answers the verification in which it ends with the PaymentIntent that is canceled by then', async () => {
    const world = await shop();
    const { subscription, intent } = await waitingSubscription(world);
    await world.stripe.paymentIntents.confirm(intent, TYPED_IN);
    await world.emulator.clock.advance(5 * DAY_MS);

    // Amounts that Stripe's test mode answers as if the time were over.
    const refused = await refusal(
      world.stripe.paymentIntents.verifyMicrodeposits(intent, { amounts: [40, 41] }),
    );

    expect(refused.payment_intent).toMatchObject({ id: intent, status: 'canceled' });
    expect(await statusOf(world, subscription.id)).toBe('incomplete_expired');
  });

  it('does not expire when it is active', async () => {
    const world = await shop();
    const { subscription, confirm } = await waitingSubscription(world);
    await confirm('pm_usBankAccount_processing');

    await world.emulator.clock.advance(DAY_MS);

    expect(await statusOf(world, subscription.id)).toBe('active');
  });
});
