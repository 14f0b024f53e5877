import { describe, expect, it } from 'vitest';
import { OFFLINE } from '../../../support/payments.ts';
import { refusal } from '../../../support/setup.ts';
import {
  agreedAccount,
  at,
  DAY_MS,
  HOUR_MS,
  intentOf,
  shop,
  statusOf,
  tellingFrom,
  toldOf,
} from '../../../support/subscribing.ts';

/* A trial that ended with nothing to be paid with has paused the subscription; now it is to go on. */

async function pausedSubscription() {
  const world = await shop();
  const { id } = await world.stripe.subscriptions.create({
    customer: world.customer,
    items: [{ price: world.price }],
    trial_period_days: 14,
    trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
  });
  await world.emulator.clock.advance(20 * DAY_MS);
  return { ...world, id };
}

it('a paused subscription is not billed for a change, however often it is to be billed', async () => {
  const world = await pausedSubscription();
  const { latest_invoice: before, items } = await world.stripe.subscriptions.retrieve(world.id);
  const { id: yearly } = await world.stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Gold' },
    recurring: { interval: 'year' },
    unit_amount: 9000,
  });

  const changed = await world.stripe.subscriptions.update(world.id, {
    items: [{ id: String(items.data[0]?.id), price: yearly }],
  });

  expect(changed).toMatchObject({ latest_invoice: before, status: 'paused' });
});

describe('a subscription that is resumed', () => {
  it('is active when its invoice is paid, in a period that begins anew', async () => {
    const world = await pausedSubscription();
    const method = await agreedAccount(world);
    await world.stripe.subscriptions.update(world.id, { default_payment_method: method });
    const told = tellingFrom(world);

    const resumed = await world.stripe.subscriptions.resume(world.id);

    expect(resumed.status).toBe('paused');
    expect(resumed.billing_cycle_anchor).toBe(at('2026-02-04T12:00:00Z'));

    await world.emulator.clock.advance(60_000);

    expect(await statusOf(world, world.id)).toBe('active');
    expect(toldOf(world, 'customer.subscription.resumed')).toHaveLength(1);
    expect(told()).toContain('invoice.paid');
  });

  it('stays paused until it is paid, and its invoice is voided after 23 hours', async () => {
    const world = await pausedSubscription();

    const { latest_invoice: invoice } = await world.stripe.subscriptions.resume(world.id);

    await world.emulator.clock.advance(23 * HOUR_MS);

    expect(await statusOf(world, world.id)).toBe('paused');
    expect((await world.stripe.invoices.retrieve(String(invoice))).status).toBe('void');
  });

  it('is active when the customer pays the invoice himself', async () => {
    const world = await pausedSubscription();
    const { latest_invoice: invoice } = await world.stripe.subscriptions.resume(world.id);
    const intent = await intentOf(world, String(invoice));

    await world.stripe.paymentIntents.confirm(intent, {
      payment_method: 'pm_usBankAccount_success',
      mandate_data: OFFLINE,
    });
    await world.emulator.clock.advance(2 * DAY_MS);

    expect(await statusOf(world, world.id)).toBe('active');
  });

  it('is active at once where an attempt is enough', async () => {
    const world = await pausedSubscription();
    const { call } = world;
    const { body } = await call('POST', `/v1/subscriptions/${world.id}/resume`, {
      form: 'payment_behavior=resume_on_payment_attempt',
    });

    expect(body).toMatchObject({ status: 'active' });
  });

  it('is active at once, for nothing, on its own anchor without prorations', async () => {
    const world = await pausedSubscription();
    const before = await world.stripe.subscriptions.retrieve(world.id);
    const resumed = await world.stripe.subscriptions.resume(world.id, {
      billing_cycle_anchor: { type: 'unchanged' },
      proration_behavior: 'none',
    });

    expect(resumed).toMatchObject({
      status: 'active',
      billing_cycle_anchor: before.billing_cycle_anchor,
      latest_invoice: before.latest_invoice,
    });
  });

  it('was paused', async () => {
    const world = await shop();
    const { id } = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
      trial_period_days: 14,
    });

    expect((await refusal(world.stripe.subscriptions.resume(id))).message).toBe(
      'Only subscriptions with a status of paused can be resumed.',
    );
  });
});
