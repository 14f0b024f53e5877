import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import {
  agreedAccount,
  at,
  DAY_MS,
  HOUR_MS,
  priceOf,
  type Shop,
  shop,
  shopWithMethod,
  statusOf,
  toldOf,
} from '../../../support/subscribing.ts';

/** Active for half of its first period: 15.5 of the 31 days that January's has. */
async function halfway() {
  const world = await shopWithMethod();
  const { id, items } = await world.stripe.subscriptions.create({
    customer: world.customer,
    items: [{ price: world.price }],
  });
  await world.emulator.clock.advance(15.5 * DAY_MS);
  return { ...world, id, item: String(items.data[0]?.id), dearer: await priceOf(world) };
}

/** What waits to be billed. */
const pending = async ({ stripe, customer }: Pick<Shop, 'customer' | 'stripe'>) =>
  (await stripe.invoiceItems.list({ customer, pending: true })).data.map(
    ({ amount, description, proration }) => ({ amount, description, proration }),
  );

describe('the price of an item', () => {
  it('is shown as it has become, and so is its plan, without an event of the subscription', async () => {
    const world = await halfway();
    const before = world.emulator.events().length;

    await world.stripe.prices.update(world.price, { nickname: 'Golden', metadata: { tier: '1' } });

    const shown = { metadata: { tier: '1' }, nickname: 'Golden' };
    const { items, plan } = await world.stripe.subscriptions.retrieve(world.id).then((answer) => ({
      ...answer,
      plan: (answer as { plan?: unknown }).plan,
    }));
    expect(items.data).toMatchObject([{ price: shown, plan: shown }]);
    expect(plan).toMatchObject(shown);
    expect(await world.stripe.subscriptionItems.retrieve(world.item)).toMatchObject({ price: shown });
    const told = world.emulator.events().slice(before);
    expect(told.map(({ type }) => type)).toEqual(['plan.updated', 'price.updated']);
  });

  it('is shown without a lookup key that another has taken over', async () => {
    const world = await halfway();
    const lookup_key = 'gold';
    await world.stripe.prices.update(world.price, { lookup_key });

    await world.stripe.prices.update(world.dearer, { lookup_key, transfer_lookup_key: true });

    const { items } = await world.stripe.subscriptions.retrieve(world.id);
    expect(items.data).toMatchObject([{ price: { lookup_key: null } }]);
  });

  it('is shown as it is put in place anew', async () => {
    const world = await halfway();
    const { product } = await world.stripe.prices.retrieve(world.price);
    const price = { id: world.price, product: String(product), recurring: { interval: 'month' } };

    await world.emulator.putObjects({ prices: [{ ...price, nickname: 'Golden' }] });

    expect(await world.stripe.subscriptionItems.retrieve(world.item)).toMatchObject({
      price: { nickname: 'Golden' },
    });
  });
});

describe('another price', () => {
  it('is billed from the next invoice on, with what the rest of the period costs', async () => {
    const world = await halfway();

    const { items, latest_invoice: before } = await world.stripe.subscriptions.update(world.id, {
      items: [{ id: world.item, price: world.dearer }],
    });
    const waiting = await pending(world);
    await world.emulator.clock.advance(15.5 * DAY_MS);

    expect(items.data[0]).toMatchObject({
      id: world.item,
      price: { id: world.dearer },
      plan: { amount: 2000 },
    });
    expect(waiting).toEqual([
      { amount: 1000, description: 'Remaining time on Platinum after 31 Jan 2026', proration: true },
      { amount: -500, description: 'Unused time on Gold after 31 Jan 2026', proration: true },
    ]);
    const { latest_invoice: invoice } = await world.stripe.subscriptions.retrieve(world.id, {
      expand: ['latest_invoice'],
    });
    expect(invoice).not.toMatchObject({ id: before });
    expect(invoice).toMatchObject({ amount_due: 2500, lines: { total_count: 3 } });
    expect(await pending(world)).toEqual([]);
  });

  it('that has to be paid at once is taken where the balance of the customer pays it', async () => {
    const world = await shop();
    const { customer, price, stripe } = world;
    await stripe.customers.update(customer, { balance: -100_000 });
    const { id, items } = await stripe.subscriptions.create({ customer, items: [{ price }] });
    const item = { id: String(items.data[0]?.id), quantity: 3 };

    const { items: changed } = await stripe.subscriptions.update(id, {
      items: [item],
      payment_behavior: 'error_if_incomplete',
      proration_behavior: 'always_invoice',
    });

    expect(changed.data[0]?.quantity).toBe(3);
  });

  it('that has to be paid at once is refused where what has waited cannot be paid', async () => {
    const world = await shop();
    const { customer, stripe } = world;
    const free = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Free' },
      recurring: { interval: 'month' },
      unit_amount: 0,
    });
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: free.id }] });
    await stripe.invoiceItems.create({ amount: 5000, currency: 'usd', customer });

    const refused = await refusal(
      stripe.subscriptions.update(id, {
        billing_cycle_anchor: { type: 'now' },
        payment_behavior: 'error_if_incomplete',
      }),
    );

    expect(refused).toMatchObject({ code: 'resource_missing', statusCode: 400 });
  });

  it('is billed at once with always_invoice', async () => {
    const world = await halfway();

    const { latest_invoice: invoice, status } = await world.stripe.subscriptions.update(world.id, {
      items: [{ id: world.item, price: world.dearer }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });

    expect(status).toBe('active');
    expect(invoice).toMatchObject({
      status: 'open',
      attempted: true,
      amount_due: 500,
      billing_reason: 'subscription_update',
    });
    expect(await pending(world)).toEqual([]);
  });

  it('is not prorated where it is not to be', async () => {
    const world = await halfway();

    await world.stripe.subscriptions.update(world.id, {
      items: [{ id: world.item, price: world.dearer }],
      proration_behavior: 'none',
    });

    expect(await pending(world)).toEqual([]);
  });

  it('with another interval begins a period, which is billed at once', async () => {
    const world = await halfway();
    const yearly = await priceOf(world, { recurring: { interval: 'year' }, unit_amount: 10_000 });

    const updated = await world.stripe.subscriptions.update(world.id, {
      items: [{ id: world.item, price: yearly }],
      expand: ['latest_invoice'],
    });

    expect(updated.items.data[0]).toMatchObject({
      current_period_start: at('2026-01-31T00:00:00Z'),
      current_period_end: at('2027-01-31T00:00:00Z'),
    });
    expect(updated).toMatchObject({
      billing_cycle_anchor: at('2026-01-31T00:00:00Z'),
      latest_invoice: { amount_due: 9500, billing_reason: 'subscription_update' },
    });
  });

  it('that cannot be paid at once leaves the subscription past_due', async () => {
    const world = await halfway();
    const { customer, stripe } = world;
    const { id: unagreed } = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer });

    const { status } = await stripe.subscriptions.update(world.id, {
      items: [{ id: world.item, price: world.dearer }],
      default_payment_method: unagreed,
      proration_behavior: 'always_invoice',
    });

    expect(status).toBe('past_due');
  });

  it('is not taken with error_if_incomplete where it cannot be paid', async () => {
    const world = await halfway();
    const { customer, stripe } = world;
    const { id: unagreed } = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer });

    const refused = await refusal(
      stripe.subscriptions.update(world.id, {
        items: [{ id: world.item, price: world.dearer }],
        default_payment_method: unagreed,
        payment_behavior: 'error_if_incomplete',
        proration_behavior: 'always_invoice',
      }),
    );

    expect(refused.code).toBe('payment_intent_mandate_invalid');
    const { items } = await stripe.subscriptions.retrieve(world.id);
    expect(items.data[0]?.price.id).toBe(world.price);
  });
});

describe('another quantity', () => {
  it('is prorated by its number', async () => {
    const world = await halfway();

    await world.stripe.subscriptions.update(world.id, { items: [{ id: world.item, quantity: 3 }] });

    expect(await pending(world)).toMatchObject([
      { amount: 1500, description: 'Remaining time on 3 × Gold after 31 Jan 2026' },
      { amount: -500, description: 'Unused time on Gold after 31 Jan 2026' },
    ]);
  });

  it('is told of with the items as they were', async () => {
    const world = await halfway();

    await world.stripe.subscriptions.update(world.id, { items: [{ id: world.item, quantity: 3 }] });

    const updated = toldOf(world, 'customer.subscription.updated').at(-1);
    expect(updated?.data.previous_attributes).toMatchObject({
      items: { data: [{ id: world.item, quantity: 1 }] },
      quantity: 1,
    });
  });
});

describe('items', () => {
  it('are added and taken away with an update', async () => {
    const world = await halfway();
    const { stripe, id } = world;

    const added = await stripe.subscriptions.update(id, { items: [{ price: world.dearer }] });
    const removed = await stripe.subscriptions.update(id, { items: [{ id: world.item, deleted: true }] });

    expect(added.items.data.map(({ price }) => price.id)).toEqual([world.price, world.dearer]);
    expect(removed.items.data.map(({ price }) => price.id)).toEqual([world.dearer]);
  });

  it('end their periods together, whenever they were added', async () => {
    const world = await halfway();

    const { items } = await world.stripe.subscriptions.update(world.id, {
      items: [{ price: world.dearer }],
    });

    expect(items.data.map(({ current_period_end: end }) => end)).toEqual([
      at('2026-02-15T12:00:00Z'),
      at('2026-02-15T12:00:00Z'),
    ]);
  });

  it('are created, retrieved, updated, listed and deleted by themselves', async () => {
    const { stripe, id, dearer, price } = await halfway();

    const created = await stripe.subscriptionItems.create({ subscription: id, price: dearer, quantity: 2 });
    const updated = await stripe.subscriptionItems.update(created.id, { quantity: 5, metadata: { a: 'b' } });
    const listed = await stripe.subscriptionItems.list({ subscription: id });
    const deleted = await stripe.subscriptionItems.del(created.id);

    expect(created).toMatchObject({ object: 'subscription_item', price: { id: dearer }, quantity: 2 });
    expect(updated).toMatchObject({ id: created.id, quantity: 5, metadata: { a: 'b' } });
    expect(listed.data.map((item) => item.price.id)).toEqual([price, dearer]);
    expect(deleted).toEqual({ id: created.id, object: 'subscription_item', deleted: true });
    const refused = await refusal(stripe.subscriptionItems.retrieve(created.id));
    expect(refused.message).toBe(`Invalid subscription_item id: ${created.id}`);
  });
});

describe('an update', () => {
  it('ends a trial now, and bills the first period', async () => {
    const { stripe, customer, price } = await shopWithMethod();
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price }], trial_period_days: 7 });

    const updated = await stripe.subscriptions.update(id, { trial_end: 'now', expand: ['latest_invoice'] });

    expect(updated).toMatchObject({
      status: 'active',
      trial_end: at('2026-01-15T12:00:00Z'),
      latest_invoice: { amount_due: 1000, status: 'open', attempted: true },
    });
    expect(updated.items.data[0]?.current_period_end).toBe(at('2026-02-15T12:00:00Z'));
  });

  it('makes a trial longer', async () => {
    const world = await shopWithMethod();
    const { stripe, customer, price } = world;
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price }], trial_period_days: 7 });

    const updated = await stripe.subscriptions.update(id, { trial_end: at('2026-02-01T00:00:00Z') });
    await world.emulator.clock.advance(8 * DAY_MS);

    expect(updated).toMatchObject({ status: 'trialing', trial_end: at('2026-02-01T00:00:00Z') });
    expect(await statusOf(world, id)).toBe('trialing');
  });

  it('resets the anchor, by the hash of endive and by the word of before', async () => {
    const { stripe, call, id } = await halfway();

    const updated = await stripe.subscriptions.update(id, {
      billing_cycle_anchor: { type: 'now' },
      proration_behavior: 'none',
    });
    const { body } = await call('POST', `/v1/subscriptions/${id}`, {
      form: 'billing_cycle_anchor=unchanged',
      headers: { 'stripe-version': '2025-03-31.basil' },
    });

    expect(updated.billing_cycle_anchor).toBe(at('2026-01-31T00:00:00Z'));
    expect(body.billing_cycle_anchor).toBe(at('2026-01-31T00:00:00Z'));
  });

  it('that changes nothing is no event', async () => {
    const world = await halfway();

    await world.stripe.subscriptions.update(world.id, { cancel_at_period_end: false });

    expect(toldOf(world, 'customer.subscription.updated')).toHaveLength(1);
  });

  it('gives it another default, which the next renewal is paid with', async () => {
    const world = await halfway();
    const bad = await agreedAccount(world, 'pm_usBankAccount_insufficientFunds');

    await world.stripe.subscriptions.update(world.id, { default_payment_method: bad, metadata: { a: 'b' } });
    await world.emulator.clock.advance(15.5 * DAY_MS + 2 * HOUR_MS);

    expect(await statusOf(world, world.id)).toBe('past_due');
  });
});
