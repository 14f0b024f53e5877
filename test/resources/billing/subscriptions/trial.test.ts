import { describe, expect, it } from 'vitest';
import { at, DAY_MS, HOUR_MS, shop, shopWithMethod, statusOf, toldOf } from '../../../support/subscribing.ts';

/** From the end of a period to the end of the payment of the next: an hour as a draft, and the bank's answer. */
const COLLECTED_MS = HOUR_MS + 10_000;

describe('a trial', () => {
  const trial = { trial_period_days: 14 } as const;

  it('begins with an invoice of nothing', async () => {
    const { stripe, customer, price } = await shopWithMethod();

    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      ...trial,
      expand: ['latest_invoice.confirmation_secret'],
    });

    expect(subscription).toMatchObject({
      status: 'trialing',
      trial_start: at('2026-01-15T12:00:00Z'),
      trial_end: at('2026-01-29T12:00:00Z'),
      billing_cycle_anchor: at('2026-01-29T12:00:00Z'),
      pending_setup_intent: null,
      latest_invoice: {
        status: 'paid',
        amount_due: 0,
        confirmation_secret: null,
        lines: { data: [{ amount: 0, description: 'Trial period for Gold' }] },
      },
    });
  });

  it('sets up what to pay with where the customer has nothing, and keeps that if it is asked to', async () => {
    const { stripe, customer, price } = await shop();
    const { id, pending_setup_intent: setup } = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      ...trial,
      payment_settings: {
        payment_method_types: ['us_bank_account'],
        save_default_payment_method: 'on_subscription',
      },
    });

    await stripe.setupIntents.confirm(String(setup), {
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });

    const after = await stripe.subscriptions.retrieve(id);
    expect(after.pending_setup_intent).toBeNull();
    expect(after.default_payment_method).toMatch(/^pm_/);
  });

  it('is told of three days before its end, and is then paid for', async () => {
    const world = await shopWithMethod();
    const { id } = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
      ...trial,
    });

    await world.emulator.clock.advance(11 * DAY_MS);
    const told = toldOf(world, 'customer.subscription.trial_will_end');
    await world.emulator.clock.advance(3 * DAY_MS);
    const ended = await world.stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
    await world.emulator.clock.advance(COLLECTED_MS);

    expect(told).toHaveLength(1);
    expect(ended).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'draft', amount_due: 1000, billing_reason: 'subscription_cycle' },
    });
    expect(ended.items.data[0]?.current_period_end).toBe(at('2026-02-28T12:00:00Z'));
    const { latest_invoice: paid } = await world.stripe.subscriptions.retrieve(id, {
      expand: ['latest_invoice'],
    });
    expect(paid).toMatchObject({ status: 'paid' });
  });

  it.each([
    ['cancel', 'canceled', 'customer.subscription.deleted'],
    ['pause', 'paused', 'customer.subscription.paused'],
  ] as const)(
    'that has nothing to be paid with ends so where it is to %s',
    async (missing, status, event) => {
      const world = await shop();
      const { id } = await world.stripe.subscriptions.create({
        customer: world.customer,
        items: [{ price: world.price }],
        ...trial,
        trial_settings: { end_behavior: { missing_payment_method: missing } },
      });

      await world.emulator.clock.advance(14 * DAY_MS);

      expect(await statusOf(world, id)).toBe(status);
      expect(toldOf(world, event)).toHaveLength(1);
    },
  );

  it('that nobody pays after its end leaves the subscription past_due', async () => {
    const world = await shop();
    const { id } = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
      ...trial,
    });

    await world.emulator.clock.advance(14 * DAY_MS + COLLECTED_MS);

    expect(await statusOf(world, id)).toBe('past_due');
  });
});
