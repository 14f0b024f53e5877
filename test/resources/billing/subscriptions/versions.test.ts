import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../../support/setup.ts';
import {
  at,
  DAY_MS,
  priceOf,
  shop,
  shopWithMethod,
  toldOf,
  waitingSubscription,
} from '../../../support/subscribing.ts';

const ACACIA = '2025-02-24.acacia';

describe('a subscription before 2025-03-31.basil', () => {
  it('has a period of its own, beside that of its items', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);
    const older = world.clientFor(world.emulator.apiKey, { apiVersion: ACACIA as never });

    const shown = await older.subscriptions.retrieve(subscription.id);
    const newest = await world.stripe.subscriptions.retrieve(subscription.id);

    const period = {
      current_period_start: at('2026-01-15T12:00:00Z'),
      current_period_end: at('2026-02-15T12:00:00Z'),
    };
    expect(shown).toMatchObject({ ...period, discount: null, items: { data: [period] } });
    expect(newest).not.toHaveProperty('current_period_end');
  });

  it('has the PaymentIntent of its invoice, which later versions have by another way', async () => {
    const world = await shop();
    const { subscription, intent } = await waitingSubscription(world);
    const older = world.clientFor(world.emulator.apiKey, { apiVersion: ACACIA as never });
    const expand = ['latest_invoice.payment_intent'];

    const shown = await older.subscriptions.retrieve(subscription.id, { expand });
    const refused = await refusal(world.stripe.subscriptions.retrieve(subscription.id, { expand }));

    expect(shown).toMatchObject({
      latest_invoice: { payment_intent: { id: intent, object: 'payment_intent' } },
    });
    expect(refused).toMatchObject({
      message: "This property cannot be expanded because it doesn't exist: payment_intent.",
      statusCode: 400,
    });
  });

  it('is told of with the earlier period', async () => {
    const world = await shopWithMethod(undefined, { apiVersion: ACACIA });
    await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: world.price }],
    });

    await world.emulator.clock.advance(31 * DAY_MS);

    const renewed = toldOf(world, 'customer.subscription.updated').at(-1);
    expect(renewed?.data).toMatchObject({
      object: { current_period_end: at('2026-03-15T12:00:00Z') },
      previous_attributes: {
        current_period_end: at('2026-02-15T12:00:00Z'),
        current_period_start: at('2026-01-15T12:00:00Z'),
      },
    });
  });

  it('is put in place as it was answered', async () => {
    const world = await shop();
    const { subscription } = await waitingSubscription(world);
    const { body: answer } = await world.call('GET', `/v1/subscriptions/${subscription.id}`, {
      headers: { 'stripe-version': ACACIA },
    });
    const { body: price } = await world.call('GET', `/v1/prices/${world.price}`);
    const other = setup();

    await other.emulator.putObjects({
      customers: [{ id: world.customer }],
      products: [{ id: price.product }],
      prices: [price],
      subscriptions: [{ ...answer, latest_invoice: null }],
    });

    const again = await other.stripe.subscriptions.retrieve(subscription.id);
    expect(again.items.data).toEqual(subscription.items.data);
    expect(again).not.toHaveProperty('discount');
  });
});

it.each([
  ['2025-08-27.basil', 'classic', null],
  ['2025-09-30.clover', 'flexible', { proration_discounts: 'included' }],
])('in %s a new subscription is billed in the %s mode', async (version, type, flexible) => {
  const { call, customer, price } = await shop();

  const { body } = await call('POST', '/v1/subscriptions', {
    form: `customer=${customer}&items[0][price]=${price}&payment_behavior=default_incomplete`,
    headers: { 'stripe-version': version },
  });

  expect(body.billing_mode).toEqual({ flexible, type });
});

describe('a subscription of several intervals, before 2025-03-31.basil', () => {
  const mixed = async (version?: string) => {
    const world = await shopWithMethod(undefined, version === undefined ? {} : { apiVersion: version });
    const yearly = await priceOf(world, { recurring: { interval: 'year' } });
    const { id } = await world.stripe.subscriptions.create({
      billing_mode: { type: 'flexible' },
      customer: world.customer,
      items: [{ price: yearly }, { price: world.price }],
    });
    return { ...world, id };
  };

  it('has the smallest of the periods of its items', async () => {
    const world = await mixed();
    const older = world.clientFor(world.emulator.apiKey, { apiVersion: ACACIA as never });

    expect(await older.subscriptions.retrieve(world.id)).toMatchObject({
      current_period_start: at('2026-01-15T12:00:00Z'),
      current_period_end: at('2026-02-15T12:00:00Z'),
    });
  });

  it('is told of with the smallest of those that it had', async () => {
    const world = await mixed(ACACIA);

    await world.emulator.clock.advance(31 * DAY_MS);

    const renewed = toldOf(world, 'customer.subscription.updated').at(-1);
    expect(renewed?.data).toMatchObject({
      object: { current_period_end: at('2026-03-15T12:00:00Z') },
      previous_attributes: { current_period_end: at('2026-02-15T12:00:00Z') },
    });
  });
});
