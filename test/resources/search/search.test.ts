import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../support/setup.ts';

/* What the documented queries do not show: how a query is read, which are refused, pages, and who may search. */

const UNPARSABLE = 'We were unable to parse your search query.';

const people = async () => {
  const world = setup();
  await world.emulator.putObjects({
    customers: [
      { id: 'cus_1', name: 'The "Sky"', metadata: { 'a "b"': "it's" } },
      { id: 'cus_2', name: 'The Sky and the Sea', email: 'Jenny@Example.com' },
      { id: 'cus_3', name: 'Sea Sky' },
    ],
  });
  const found = async (query: string) =>
    (await world.stripe.customers.search({ query })).data.map(({ id }) => id);
  return { ...world, found };
};

describe('a query', () => {
  it.each([
    // A backslash escapes (docs: search#quotes).
    [String.raw`name:"the \"sky\""`, ['cus_1']],
    [`name:'the "sky"'`, ['cus_1']],
    [String.raw`metadata["a \"b\""]:'it\'s'`, ['cus_1']],
    [`metadata['a "b"']:"it's"`, ['cus_1']],
    // All words in the same order, others between and behind them (docs: search#field-types).
    ['name:"the sky"', ['cus_2']],
    ['name:"sky sea"', ['cus_2']],
    ['name:"sea sky"', ['cus_3']],
    ['name~"sky and"', ['cus_2']],
    ['email:"jenny@example.COM"', ['cus_2']],
    ['email:"jenny"', []],
    ['EMAIL : "jenny@example.com"', ['cus_2']],
    ['-name:"sea sky" -email:null', ['cus_2']],
    ['metadata["constructor"]:null', ['cus_3', 'cus_2', 'cus_1']],
    ['created:"0"', []],
    ['created<=99999999999', ['cus_3', 'cus_2', 'cus_1']],
    ['  name:"sea sky"\n OR\tname:"nobody"  ', ['cus_3']],
  ])('%s finds %j', async (query, ids) => {
    const { found } = await people();

    expect(await found(query)).toEqual(ids);
  });

  it.each([
    'asdf',
    'name:',
    'name:jenny',
    'name:"jenny',
    `name:"jenny'`,
    'name:"a" AND',
    'AND name:"a"',
    'name:"a" name:"b" OR name:"c"',
    'name:"a" AND name:"b" OR name:"c"',
    '(name:"a")',
    'name:"a"email:"b"',
    'name="a"',
    'metadata[key]:"a"',
    Array.from({ length: 11 }, () => 'name:"a"').join(' '),
  ])('%s cannot be parsed', async (query) => {
    const { stripe } = await people();

    const { message, statusCode, type } = await refusal(stripe.customers.search({ query }));

    expect(message).toContain(UNPARSABLE);
    expect({ statusCode, type }).toEqual({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('may have ten clauses', async () => {
    const { found } = await people();

    expect(await found(Array.from({ length: 10 }, () => 'name:"sea"').join(' AND '))).toEqual([
      'cus_3',
      'cus_2',
    ]);
  });

  it('of any length is read in a time that grows with its length', async () => {
    const { stripe } = await people();
    const query = `name:"${'\\"'.repeat(2400)}`;

    expect((await refusal(stripe.customers.search({ query }))).message).toContain(UNPARSABLE);
  });
});

describe('a field', () => {
  // Using an unsupported operator "returns an error" (docs: search#field-types), whose text is not published.
  it.each([
    ['customers', 'email>"a"', 'Operator `>` is an unsupported search operator for field `email`.'],
    ['customers', 'created~"123"', 'Operator `~` is an unsupported search operator for field `created`.'],
    [
      'customers',
      'metadata["a"]~"abc"',
      'Operator `~` is an unsupported search operator for field `metadata`.',
    ],
    ['charges', 'currency~"usd"', 'Operator `~` is an unsupported search operator for field `currency`.'],
    ['payment_intents', 'amount>null', 'Operator `>` is an unsupported search operator for field `amount`.'],
    [
      'payment_intents',
      'amount:"ten"',
      'Value `ten` is an unsupported search value for numeric field `amount`.',
    ],
    // Recorded for prices and products.
    [
      'payment_intents',
      'email:"a"',
      'Field `email` is an unsupported search field for resource `payment_intents`. See http://stripe.com/docs/search#query-fields-for-payment-intents for a list of supported fields.',
    ],
    [
      'charges',
      'payment_method_details.us_bank_account.last4:6789',
      'Field `payment_method_details.us_bank_account.last4` is an unsupported search field for resource `charges`.',
    ],
    [
      'customers',
      'metadata:"a"',
      'Field `metadata` is an unsupported search field for resource `customers`.',
    ],
  ])('of %s is refused in %s', async (resource, query, message) => {
    const { call } = setup();

    const { status, body } = await call('GET', `/v1/${resource}/search?query=${encodeURIComponent(query)}`);

    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });
});

describe('the answer', () => {
  it('has Stripe’s fields, and a count when it is asked for', async () => {
    const { call } = await people();
    const { body: plain } = await call('GET', '/v1/payment_intents/search?query=amount>0');
    const { body: counted } = await call(
      'GET',
      '/v1/customers/search?query=name:"sky"&limit=1&expand[]=total_count',
    );

    expect(plain).toEqual({
      object: 'search_result',
      data: [],
      has_more: false,
      next_page: null,
      url: '/v1/payment_intents/search',
    });
    expect(Object.keys(counted)).toEqual(['object', 'data', 'has_more', 'next_page', 'total_count', 'url']);
    expect(counted.total_count).toBe(2);
  });

  it('is paged through by the official client, whatever is created or deleted meanwhile', async () => {
    const { stripe } = setup({ time: 'frozen' });
    for (let at = 0; at < 25; at++) await stripe.customers.create({ name: `Customer ${at}` });
    const seen: (string | null | undefined)[] = [];

    for await (const { id, name } of stripe.customers.search({ query: 'name~"customer"' })) {
      seen.push(name);
      if (seen.length === 10) {
        await stripe.customers.create({ name: 'Customer new' });
        await stripe.customers.del(id);
      }
    }

    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `Customer ${24 - at}`));
  });

  it('has ten results unless told, and from 1 to 100', async () => {
    const { stripe } = setup();
    for (let at = 0; at < 12; at++) await stripe.customers.create();
    const search = (limit?: number) =>
      stripe.customers.search({ query: 'created>0', ...(limit === undefined ? {} : { limit }) });

    expect((await search()).data).toHaveLength(10);
    expect((await search(11)).data).toHaveLength(11);
    expect((await refusal(search(0))).param).toBe('limit');
    expect((await refusal(search(101))).param).toBe('limit');
  });

  it('is expanded on its results', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      customers: [{ id: 'cus_1', name: 'Jenny' }],
      payment_intents: [{ id: 'pi_1', customer: 'cus_1' }],
    });

    const { data } = await stripe.paymentIntents.search({
      query: 'customer:"cus_1"',
      expand: ['data.customer'],
    });

    expect(data).toMatchObject([{ customer: { id: 'cus_1', name: 'Jenny' } }]);
  });

  it('has only what belongs to the account, and is there', async () => {
    const { stripe } = setup();
    const connected = { stripeAccount: 'acct_1' };
    const { id } = await stripe.customers.create({ name: 'Jenny' });
    await stripe.customers.create({ name: 'Jenny' }, connected);
    const { id: gone } = await stripe.customers.create({ name: 'Jenny' });
    await stripe.customers.del(gone);
    const query = { query: 'name:"Jenny"' };

    expect((await stripe.customers.search(query)).data.map((customer) => customer.id)).toEqual([id]);
    expect((await stripe.customers.search(query, connected)).data).toHaveLength(1);
  });
});

describe('searching', () => {
  it.each(['customers', 'charges', 'payment_intents'])(
    '%s needs a query and a secret key',
    async (resource) => {
      const { call, emulator } = setup();
      const authorization = `Bearer ${emulator.publishableKey}`;

      const without = await call('GET', `/v1/${resource}/search`);
      const publishable = await call('GET', `/v1/${resource}/search?query=created>0`, {
        headers: { authorization },
      });

      expect(without.body.error).toMatchObject({
        code: 'parameter_missing',
        message: 'Missing required param: query.',
        param: 'query',
      });
      expect(publishable.status).toBe(401);
    },
  );
});
