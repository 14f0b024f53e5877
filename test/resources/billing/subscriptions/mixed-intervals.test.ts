import { describe, expect, it } from 'vitest';
import { at, DAY_MS, priceOf, type Shop, shopWithMethod } from '../../../support/subscribing.ts';

/** Somebody who pays 10 dollars a month, for 15.5 days of 31, and may pay 120 a year. */
async function monthly(interval: 'month' | 'year' = 'month') {
  const world = await shopWithMethod();
  const yearly = await priceOf(world, { unit_amount: 12_000, recurring: { interval: 'year' } });
  const { id, items } = await world.stripe.subscriptions.create({
    customer: world.customer,
    items: [{ price: interval === 'month' ? world.price : yearly }],
  });
  await world.emulator.clock.advance(15.5 * DAY_MS);
  return { ...world, id, yearly, item: String(items.data[0]?.id) };
}

const pending = async ({ stripe, customer }: Pick<Shop, 'customer' | 'stripe'>) =>
  (await stripe.invoiceItems.list({ customer, pending: true })).data.map(({ amount, period }) => ({
    amount,
    ...period,
  }));

const START = at('2026-01-15T12:00:00Z');
const NOW = at('2026-01-31T00:00:00Z');
const MONTH_END = at('2026-02-15T12:00:00Z');
const YEAR_END = at('2027-01-15T12:00:00Z');

describe('an item of another interval that is added', () => {
  it('leaves the period of the others and the anchor, and has one of its own', async () => {
    const world = await monthly();

    const { items, billing_cycle_anchor: anchor } = await world.stripe.subscriptions.update(world.id, {
      items: [{ price: world.yearly }],
    });

    expect(anchor).toBe(START);
    expect(items.data).toMatchObject([
      { id: world.item, current_period_start: START, current_period_end: MONTH_END },
      { current_period_start: NOW, current_period_end: YEAR_END },
    ]);
  });

  it('is alone billed, for what is left of its own period', async () => {
    const world = await monthly();

    await world.stripe.subscriptions.update(world.id, { items: [{ price: world.yearly }] });

    const part = (YEAR_END - NOW) / (YEAR_END - START);
    expect(await pending(world)).toEqual([{ amount: Math.round(12_000 * part), start: NOW, end: YEAR_END }]);
    expect((await world.stripe.invoices.list()).data).toHaveLength(1);
  });

  it('is billed at once by always_invoice', async () => {
    const world = await monthly('year');

    const { latest_invoice: invoice } = await world.stripe.subscriptions.update(world.id, {
      items: [{ price: world.price }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });

    expect(invoice).toMatchObject({ amount_due: 500, lines: { total_count: 1 } });
  });

  it('is billed from its next period on where nothing is prorated', async () => {
    const world = await monthly('year');

    await world.stripe.subscriptionItems.create({
      subscription: world.id,
      price: world.price,
      proration_behavior: 'none',
    });
    expect(await pending(world)).toEqual([]);
    await world.emulator.clock.advance(16 * DAY_MS);

    const { data: invoices } = await world.stripe.invoices.list();
    expect(invoices.map(({ amount_due: due, status }) => [due, status])).toEqual([
      [1000, 'paid'],
      [12_000, 'paid'],
    ]);
  });
});

describe('an item of the same interval that is added', () => {
  it('has the period of the others, and costs what is left of that', async () => {
    const world = await monthly();
    const dearer = await priceOf(world);

    const { items } = await world.stripe.subscriptions.update(world.id, { items: [{ price: dearer }] });

    expect(items.data[1]).toMatchObject({ current_period_start: START, current_period_end: MONTH_END });
    expect(await pending(world)).toEqual([{ amount: 1000, start: NOW, end: MONTH_END }]);
  });
});

describe('an item that is switched to another interval', () => {
  it('begins everything anew where it is the only one', async () => {
    const world = await monthly();

    const { items, billing_cycle_anchor: anchor } = await world.stripe.subscriptions.update(world.id, {
      items: [{ id: world.item, price: world.yearly }],
    });

    expect(anchor).toBe(NOW);
    expect(items.data).toMatchObject([
      { current_period_start: NOW, current_period_end: at('2027-01-31T00:00:00Z') },
    ]);
  });

  it('leaves the others where there are such', async () => {
    const world = await monthly();
    const other = await world.stripe.subscriptionItems.create({
      subscription: world.id,
      price: world.price,
      proration_behavior: 'none',
    });

    const { items, billing_cycle_anchor: anchor } = await world.stripe.subscriptions.update(world.id, {
      items: [{ id: other.id, price: world.yearly }],
    });

    expect(anchor).toBe(START);
    expect(items.data.map(({ current_period_end: end }) => end)).toEqual([MONTH_END, YEAR_END]);
    expect((await pending(world)).map(({ end }) => end).toSorted()).toEqual([MONTH_END, YEAR_END]);
  });
});

it('what is given back of a first period that an anchor cut short is what was paid for it', async () => {
  const world = await shopWithMethod();
  const { id } = await world.stripe.subscriptions.create({
    customer: world.customer,
    items: [{ price: world.price }],
    billing_cycle_anchor: at('2026-01-31T00:00:00Z'),
  });

  await world.stripe.subscriptions.cancel(id, { prorate: true });

  const { data: invoices } = await world.stripe.invoices.list();
  expect((await pending(world)).map(({ amount }) => -amount)).toEqual([invoices[0]?.amount_due]);
});

describe('a subscription of several intervals that is to end with its period', () => {
  const ends = { cancel_at: MONTH_END, cancel_at_period_end: true };

  it('ends with the first of its periods that does, if an update says so', async () => {
    const world = await monthly('year');
    await world.stripe.subscriptionItems.create({ subscription: world.id, price: world.price });

    const update = { cancel_at_period_end: true };

    expect(await world.stripe.subscriptions.update(world.id, update)).toMatchObject(ends);
  });

  it('ends so if its creation says so', async () => {
    const world = await shopWithMethod();
    const yearly = await priceOf(world, { recurring: { interval: 'year' } });

    const subscription = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: yearly }, { price: world.price }],
      cancel_at_period_end: true,
    });

    expect(subscription).toMatchObject(ends);
  });
});
