import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import { priceOf, shop } from '../../../support/subscribing.ts';

async function several() {
  const world = await shop();
  const { stripe, customer, price } = world;
  const other = await priceOf(world);
  const { id: somebody } = await stripe.customers.create();
  const make = async (of: string, prices: readonly string[]) => {
    const { id } = await stripe.subscriptions.create({
      customer: of,
      items: prices.map((one) => ({ price: one })),
      collection_method: 'send_invoice',
      days_until_due: 7,
    });
    return id;
  };
  const first = await make(customer, [price]);
  const second = await make(customer, [other, price]);
  const canceled = await make(somebody, [other]);
  await stripe.subscriptions.cancel(canceled);
  const ids = async (params: object = {}) =>
    (await stripe.subscriptions.list(params)).data.map(({ id }) => id);
  return { ...world, other, somebody, first, second, canceled, ids };
}

describe('a list of subscriptions', () => {
  it('leaves out those that are canceled unless they are asked for', async () => {
    const { ids, first, second, canceled } = await several();

    expect(await ids()).toEqual([second, first]);
    expect(await ids({ status: 'all' })).toEqual([canceled, second, first]);
    expect(await ids({ status: 'canceled' })).toEqual([canceled]);
    expect(await ids({ status: 'ended' })).toEqual([canceled]);
    expect(await ids({ status: 'active' })).toEqual([second, first]);
  });

  it('is of a customer, of a price of any of their items, or of both', async () => {
    const { ids, customer, somebody, price, other, first, second, canceled } = await several();

    expect(await ids({ customer })).toEqual([second, first]);
    expect(await ids({ customer: somebody })).toEqual([]);
    expect(await ids({ customer: somebody, status: 'all' })).toEqual([canceled]);
    expect(await ids({ price })).toEqual([second, first]);
    expect(await ids({ plan: other, status: 'all' })).toEqual([canceled, second]);
    expect(await ids({ customer, price: other })).toEqual([second]);
  });

  it('is of a way to collect, and of a time', async () => {
    const { ids, first, second } = await several();

    expect(await ids({ collection_method: 'send_invoice' })).toEqual([second, first]);
    expect(await ids({ collection_method: 'charge_automatically' })).toEqual([]);
    expect(await ids({ created: { gt: 4_000_000_000 } })).toEqual([]);
    expect(await ids({ current_period_end: { gt: 4_000_000_000 } })).toEqual([]);
  });

  it('of a customer whom there is not is refused', async () => {
    const { stripe } = await several();

    const refused = await refusal(stripe.subscriptions.list({ customer: 'cus_none' }));

    expect(refused.message).toBe("No such customer: 'cus_none'");
  });

  it('is found by a search, too', async () => {
    const { stripe, first, second } = await several();

    const { data } = await stripe.subscriptions.search({ query: "status:'active'" });

    expect(data.map(({ id }) => id)).toEqual([second, first]);
  });

  it('is in its customer, where that is asked for', async () => {
    const { stripe, customer, first, second } = await several();

    const expanded = await stripe.customers.retrieve(customer, { expand: ['subscriptions'] });

    expect(expanded).toMatchObject({
      subscriptions: { object: 'list', total_count: 2, data: [{ id: second }, { id: first }] },
    });
  });
});

it('expands what a subscription names, to the product of its price', async () => {
  const { stripe, first, customer } = await several();

  const subscription = await stripe.subscriptions.retrieve(first, {
    expand: ['customer', 'latest_invoice', 'items.data.price.product'],
  });

  expect(subscription).toMatchObject({
    customer: { id: customer, object: 'customer' },
    latest_invoice: { object: 'invoice' },
    items: { data: [{ price: { product: { object: 'product', name: 'Gold' } } }] },
  });
});
