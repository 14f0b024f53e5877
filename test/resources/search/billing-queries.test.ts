import { describe, expect, it } from 'vitest';
import { shopWithMethod } from '../../support/subscribing.ts';

/* The fields of invoices and subscriptions, each in a query as Stripe prints it (docs: search#query-fields-for-invoices). */

const sold = async () => {
  const world = await shopWithMethod();
  const { stripe, customer, price } = world;
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    metadata: { key: 'value' },
  });
  const draft = await stripe.invoices.create({ customer, metadata: { key: 'value' } });
  await world.emulator.putObjects({
    invoices: [{ id: 'in_put', customer, currency: 'eur', receipt_number: '2277-9887', status: 'draft' }],
  });
  const names = new Map([
    [String(subscription.latest_invoice), 'first'],
    [draft.id, 'draft'],
    ['in_put', 'put'],
  ]);
  const find = async (query: string): Promise<readonly (string | undefined)[]> => {
    const { data } = await stripe.invoices.search({ query });
    return data.map(({ id }) => names.get(id)).sort();
  };
  return { ...world, subscription, find };
};

describe('a search for invoices', () => {
  it.each([
    ['total>999', ['first']],
    ['created>1620310503', ['draft', 'first', 'put']],
    ['currency:"eur"', ['put']],
    ['status:"open"', ['first']],
    ['status~"raf"', ['draft', 'put']],
    ['metadata["key"]:"value"', ['draft']],
    ['receipt_number:"2277-9887"', ['put']],
    ['receipt_number~"9887" OR total>999', ['first', 'put']],
    ['last_finalization_error_code:null', ['draft', 'first', 'put']],
    ['-last_finalization_error_type:null', []],
    ['number:null', ['draft', 'put']],
  ])('by %s finds %j', async (query, found) => {
    const { find } = await sold();

    expect(await find(query)).toEqual(found);
  });

  it('finds those of a customer, of a subscription, and of a number', async () => {
    const { stripe, customer, subscription, find } = await sold();
    const { number } = await stripe.invoices.retrieve(String(subscription.latest_invoice));

    expect(await find(`customer:"${customer}"`)).toEqual(['draft', 'first', 'put']);
    expect(await find(`subscription:"${subscription.id}"`)).toEqual(['first']);
    expect(await find(`number:"${number}"`)).toEqual(['first']);
  });

  it('by a field of payments is refused', async () => {
    const { call } = await sold();

    const { status, body } = await call('GET', '/v1/invoices/search?query=amount>1');

    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'Field `amount` is an unsupported search field for resource `invoices`. See http://stripe.com/docs/search#query-fields-for-invoices for a list of supported fields.',
    );
  });
});

describe('a search for subscriptions', () => {
  it.each(['created>1620310503', 'metadata["key"]:"value"', 'status:"active"', 'canceled_at:null'])(
    'finds by %s',
    async (query) => {
      const { stripe, subscription } = await sold();

      const { data } = await stripe.subscriptions.search({ query });

      expect(data.map(({ id }) => id)).toEqual([subscription.id]);
    },
  );

  it('finds those that have been canceled since', async () => {
    const { stripe, subscription } = await sold();
    await stripe.subscriptions.cancel(subscription.id);

    const { data } = await stripe.subscriptions.search({ query: 'canceled_at>1620310503' });

    expect(data.map(({ id }) => id)).toEqual([subscription.id]);
  });
});
