import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

/*
 * Every query that Stripe prints for a type that is emulated, where it stands, and what it finds. All clients of Stripe's
 * reference send the same text; how each of them writes it into a URL is tried below.
 */

const START = '2026-01-01T00:00:00Z';

const nulls = (names: string): object => Object.fromEntries(names.split(' ').map((name) => [name, null]));

/** The details of a card as they travel: whole. */
const COMMON = {
  ...nulls('country fingerprint network network_transaction_id'),
  brand: 'visa',
  exp_month: 1,
  exp_year: 2030,
  funding: 'credit',
  last4: '4242',
};
const ONLINE = {
  ...COMMON,
  ...nulls('amount_authorized authorization_code checks electronic_commerce_indicator installments mandate'),
  ...nulls('regulated_status three_d_secure transaction_link_id wallet'),
};
const AT_TERMINAL = {
  ...COMMON,
  ...nulls('cardholder_name emv_auth_data generated_card preferred_locales read_method receipt'),
};
const BESIDE = {
  ...nulls('amount_authorized brand_product offline'),
  incremental_authorization_supported: false,
  overcapture_supported: false,
};

const OBJECTS = {
  customers: [
    {
      id: 'cus_jane',
      name: 'Jane Doe',
      email: 'amy@rocketrides.io',
      phone: '+19999999999',
      metadata: { foo: 'bar', key: 'value', 'donation-id': 'asdf-jkl' },
    },
    { id: 'cus_amy', name: 'Amy One Two Three Four', email: 'xamyt@stripe.com', created: 1_620_310_503 },
    { id: 'cus_sally', name: 'Sally', email: 'sally@rocketrides.io' },
    { id: 'cus_123' },
  ],
  payment_intents: [
    {
      id: 'pi_order',
      amount: 2000,
      customer: 'cus_123',
      metadata: { order_id: '6735', key: 'value' },
      status: 'succeeded',
    },
    { id: 'pi_euro', amount: 500, currency: 'eur', created: 1_620_310_503 },
    { id: 'pi_thousand', amount: 1000 },
  ],
  charges: [
    {
      id: 'ch_order',
      amount: 1000,
      customer: 'cus_123',
      metadata: { order_id: '6735', key: 'value' },
      billing_details: { address: { postal_code: '12345' } },
      payment_method_details: { type: 'card', card: { ...ONLINE, fingerprint: 'fp' } },
      status: 'succeeded',
    },
    {
      id: 'ch_euro',
      amount: 2000,
      amount_refunded: 2000,
      currency: 'eur',
      disputed: true,
      refunded: true,
      payment_method_details: {
        type: 'card_present',
        card_present: { ...AT_TERMINAL, ...BESIDE, exp_month: 12 },
      },
      created: 1_620_310_503,
    },
    {
      id: 'ch_part',
      amount: 10,
      amount_refunded: 5,
      metadata: { key: 'value' },
      payment_method_details: {
        type: 'interac_present',
        interac_present: { ...AT_TERMINAL, exp_year: 2022 },
      },
    },
  ],
};

const world = async () => {
  const made = setup({ time: { start: START, runs: false } });
  await made.emulator.putObjects(OBJECTS);
  const find = async (resource: string, query: string): Promise<readonly string[]> => {
    const { status, body } = await made.call(
      'GET',
      `/v1/${resource}/search?query=${encodeURIComponent(query)}`,
    );
    expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
    return body.data.map(({ id }: { id: string }) => id).sort();
  };
  return { ...made, find };
};

type Row = readonly [source: string, resource: string, query: string, ...found: readonly string[]];

const EXAMPLES = 'docs: search#examples';
const LANGUAGE = 'docs: search#search-query-language';
const SYNTAX = 'docs: search#search-syntax';
const OF_CHARGES = 'docs: search#query-fields-for-charges';
const OF_CUSTOMERS = 'docs: search#query-fields-for-customers';
const OF_INTENTS = 'docs: search#query-fields-for-payment-intents';

const DOCUMENTED: readonly Row[] = [
  ['docs: api/customers/search', 'customers', "name:'Jane Doe' AND metadata['foo']:'bar'", 'cus_jane'],
  [
    'docs: api/payment_intents/search',
    'payment_intents',
    "status:'succeeded' AND metadata['order_id']:'6735'",
    'pi_order',
  ],
  ['docs: api/charges/search', 'charges', "amount>999 AND metadata['order_id']:'6735'", 'ch_order'],
  [EXAMPLES, 'charges', "metadata['key']:'value'", 'ch_order', 'ch_part'],
  [EXAMPLES, 'charges', 'payment_method_details.card.last4:4242', 'ch_order'],
  [EXAMPLES, 'customers', "email:'sally@rocketrides.io'", 'cus_sally'],
  [EXAMPLES, 'payment_intents', "-currency:'usd'", 'pi_euro'],
  [EXAMPLES, 'charges', "metadata['key']:'value' AND currency:'usd'", 'ch_order', 'ch_part'],
  [LANGUAGE, 'customers', 'email:"amy@rocketrides.io"', 'cus_jane'],
  [LANGUAGE, 'customers', 'email:"amy@rocketrides.io" metadata["key"]:"value"', 'cus_jane'],
  [LANGUAGE, 'customers', '-email:"amy@rocketrides.io"', 'cus_123', 'cus_amy', 'cus_sally'],
  [LANGUAGE, 'customers', 'name:"one two three"', 'cus_amy'],
  [LANGUAGE, 'customers', 'metadata["donation-id"]:"asdf-jkl"', 'cus_jane'],
  [LANGUAGE, 'customers', '-metadata["donation-id"]:null', 'cus_jane'],
  [LANGUAGE, 'charges', 'currency:"usd"', 'ch_order', 'ch_part'],
  [LANGUAGE, 'charges', 'payment_method_details.card.last4:1234'],
  [SYNTAX, 'payment_intents', 'currency:"eur"', 'pi_euro'],
  [SYNTAX, 'payment_intents', 'status:"active" AND amount:500'],
  [SYNTAX, 'payment_intents', 'status:"requires_payment_method" and amount:500', 'pi_euro'],
  [SYNTAX, 'payment_intents', 'currency:"usd" OR currency:"eur"', 'pi_euro', 'pi_order', 'pi_thousand'],
  [SYNTAX, 'payment_intents', 'currency:"jpy" or currency:"eur"', 'pi_euro'],
  [SYNTAX, 'payment_intents', '-currency:"jpy"', 'pi_euro', 'pi_order', 'pi_thousand'],
  [SYNTAX, 'customers', 'phone:null', 'cus_123', 'cus_amy', 'cus_sally'],
  [SYNTAX, 'customers', 'phone:NULL', 'cus_123', 'cus_amy', 'cus_sally'],
  [SYNTAX, 'customers', 'email~"amy"', 'cus_amy', 'cus_jane'],
  [SYNTAX, 'payment_intents', 'amount>="10"', 'pi_euro', 'pi_order', 'pi_thousand'],
  [OF_CHARGES, 'charges', 'amount>1000', 'ch_euro'],
  [OF_CHARGES, 'charges', 'billing_details.address.postal_code:12345', 'ch_order'],
  [OF_CHARGES, 'charges', 'created>1620310503', 'ch_order', 'ch_part'],
  [OF_CHARGES, 'charges', 'customer:"cus_123"', 'ch_order'],
  [OF_CHARGES, 'charges', 'disputed:"true"', 'ch_euro'],
  [OF_CHARGES, 'charges', 'metadata["key"]:"value"', 'ch_order', 'ch_part'],
  [OF_CHARGES, 'charges', 'payment_method_details.card_present.exp_month:12', 'ch_euro'],
  [OF_CHARGES, 'charges', 'payment_method_details.interac_present.exp_year:2022', 'ch_part'],
  [OF_CHARGES, 'charges', 'payment_method_details.card.brand:"visa"', 'ch_order'],
  [OF_CHARGES, 'charges', 'payment_method_details.card.fingerprint:"fp"', 'ch_order'],
  [OF_CHARGES, 'charges', 'refunded:"true"', 'ch_euro'],
  [OF_CHARGES, 'charges', 'refunded:"false"', 'ch_part'],
  [OF_CHARGES, 'charges', 'refunded:null', 'ch_order'],
  [OF_CHARGES, 'charges', 'status:"succeeded"', 'ch_order'],
  [OF_CUSTOMERS, 'customers', 'created>1620310503', 'cus_123', 'cus_jane', 'cus_sally'],
  [OF_CUSTOMERS, 'customers', 'email~"amyt"', 'cus_amy'],
  [OF_CUSTOMERS, 'customers', 'metadata["key"]:"value"', 'cus_jane'],
  [OF_CUSTOMERS, 'customers', 'name~"amy"', 'cus_amy'],
  [OF_CUSTOMERS, 'customers', 'phone:"+19999999999"', 'cus_jane'],
  [OF_INTENTS, 'payment_intents', 'amount>1000', 'pi_order'],
  [OF_INTENTS, 'payment_intents', 'created>1620310503', 'pi_order', 'pi_thousand'],
  [OF_INTENTS, 'payment_intents', 'currency:"usd"', 'pi_order', 'pi_thousand'],
  [OF_INTENTS, 'payment_intents', 'customer:"cus_123"', 'pi_order'],
  [OF_INTENTS, 'payment_intents', 'metadata["key"]:"value"', 'pi_order'],
  [OF_INTENTS, 'payment_intents', 'status:"succeeded"', 'pi_order'],
  [
    'a video of Stripe’s, "Getting started with the Search API"',
    'payment_intents',
    'amount:1000',
    'pi_thousand',
  ],
];

describe('a documented query', () => {
  it.each(DOCUMENTED)('of %s finds in %s by %s', async (_, resource, query, ...found) => {
    const { find } = await world();

    expect(await find(resource, query)).toEqual(found);
  });
});

describe('the query of the reference', () => {
  it.each([
    ['Node', "name%3A'Jane%20Doe'%20AND%20metadata['foo']%3A'bar'"],
    ['Python, PHP, Java, Ruby and .NET', 'name%3A%27Jane+Doe%27+AND+metadata[%27foo%27]%3A%27bar%27'],
    ['Go', 'name%3A%27Jane+Doe%27+AND+metadata%5B%27foo%27%5D%3A%27bar%27'],
    ['curl --data-urlencode', 'name%3A%27Jane%20Doe%27%20AND%20metadata%5B%27foo%27%5D%3A%27bar%27'],
  ])('is read as %s writes it into a URL', async (_, query) => {
    const { call } = await world();

    const { body } = await call('GET', `/v1/customers/search?query=${query}`);

    expect(body.data).toMatchObject([{ id: 'cus_jane' }]);
  });

  it('may have no encoding, as curl -G -d sends it', async () => {
    const { call } = await world();

    const { body } = await call('GET', `/v1/charges/search?query=metadata['order_id']:'6735'`);

    expect(body.data).toMatchObject([{ id: 'ch_order' }]);
  });

  it('finds by the official client', async () => {
    const { stripe } = await world();
    const ids = async (found: PromiseLike<{ data: readonly { id: string }[] }>) =>
      (await found).data.map(({ id }) => id);

    expect(
      await ids(stripe.customers.search({ query: "name:'Jane Doe' AND metadata['foo']:'bar'" })),
    ).toEqual(['cus_jane']);
    expect(
      await ids(
        stripe.paymentIntents.search({ query: "status:'succeeded' AND metadata['order_id']:'6735'" }),
      ),
    ).toEqual(['pi_order']);
    expect(await ids(stripe.charges.search({ query: "amount>999 AND metadata['order_id']:'6735'" }))).toEqual(
      ['ch_order'],
    );
  });
});
