import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openSession, refusal, type Setup, setup } from '../../support/setup.ts';

const NUMBERS = {
  country: 'US',
  currency: 'usd',
  account_holder_name: 'Jenny Rosen',
  account_holder_type: 'individual' as const,
  routing_number: '110000000',
  account_number: '000123456789',
};

const tokenOf = async ({ stripe }: Pick<Setup, 'stripe'>, account_number: string) =>
  (await stripe.tokens.create({ bank_account: { ...NUMBERS, account_number } })).id;

/** A customer with a source that has been made of numbers. */
async function withSource(account_number = '000123456789') {
  const world = setup();
  const customer = await world.stripe.customers.create({ source: await tokenOf(world, account_number) });
  return { ...world, customer: customer.id, source: String(customer.default_source) };
}

const eventsOf = async (stripe: Stripe) => (await stripe.events.list({ limit: 100 })).data.reverse();
const typesOf = async (stripe: Stripe) => (await eventsOf(stripe)).map(({ type }) => type);

describe('a source', () => {
  it('is made of a token, which can be used once', async () => {
    const world = setup();
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create();
    const token = await stripe.tokens.create({ bank_account: NUMBERS });

    const source = await stripe.customers.createSource(customer, {
      source: token.id,
      metadata: { a: '1' },
    });

    expect(source).toEqual({
      ...token.bank_account,
      customer,
      metadata: { a: '1' },
    });
    expect((await stripe.tokens.retrieve(token.id)).used).toBe(true);
    const again = await refusal(stripe.customers.createSource(customer, { source: token.id }));
    expect(again).toMatchObject({
      statusCode: 400,
      code: 'token_already_used',
      message: `You cannot use a Stripe token more than once: ${token.id}.`,
    });
  });

  it('can be made of numbers, without a token', async () => {
    const { call, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const form = `source[object]=bank_account&source[country]=US&source[currency]=usd&source[routing_number]=110000000`;

    const { body } = await call('POST', `/v1/customers/${customer}/sources`, {
      form: `${form}&source[account_number]=000123456789&source[account_holder_name]=Jenny`,
    });
    const wrong = await call('POST', `/v1/customers/${customer}/sources`, {
      form: `${form}&source[account_number]=5`,
    });

    expect(body).toMatchObject({
      object: 'bank_account',
      account_holder_name: 'Jenny',
      customer,
      status: 'new',
    });
    expect(wrong.body.error).toMatchObject({
      code: 'account_number_invalid',
      param: 'source[account_number]',
    });
  });

  it('of a card is refused in a sentence, as numbers and as a test token', async () => {
    const { call, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const path = `/v1/customers/${customer}/sources`;

    const numbers = await call('POST', path, { form: 'source[object]=card&source[number]=4242424242424242' });
    const token = await call('POST', path, { form: 'source=tok_visa' });

    expect(numbers.body.error.message).toContain('does not emulate sources of type card yet');
    expect(token.body.error.message).toContain('does not emulate cards as sources yet');
  });

  it('of no kind that could be is refused in a sentence', async () => {
    const { call } = setup();

    const { body, status } = await call('POST', '/v1/customers', { form: 'source[object][a]=b' });

    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('does not emulate sources of type an object yet'),
    ]);
  });

  it('that there is not is refused', async () => {
    const { stripe, customer } = await withSource();

    expect(await refusal(stripe.customers.retrieveSource(customer, 'ba_0'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such source: 'ba_0'",
    });
    expect(await refusal(stripe.customers.createSource(customer, { source: 'btok_0' }))).toMatchObject({
      statusCode: 400,
      message: "No such token: 'btok_0'",
      param: 'source',
    });
    expect((await refusal(stripe.customers.createSource('cus_0', { source: 'btok_0' }))).message).toBe(
      "No such customer: 'cus_0'",
    );
  });

  it('of another customer is none of this one', async () => {
    const { stripe, source } = await withSource();
    const { id: other } = await stripe.customers.create();

    expect((await refusal(stripe.customers.retrieveSource(other, source))).message).toBe(
      `No such source: '${source}'`,
    );
  });

  it('can be there once a customer, and of another one as well', async () => {
    const world = await withSource();
    const { stripe, customer } = world;
    const { id: other } = await stripe.customers.create();

    const twice = await refusal(
      stripe.customers.createSource(customer, { source: await tokenOf(world, '000123456789') }),
    );

    expect(twice).toMatchObject({
      statusCode: 400,
      code: 'bank_account_exists',
      message: 'A bank account with that routing number and account number already exists for this customer.',
    });
    const source = await tokenOf(world, '000123456789');
    expect(await stripe.customers.createSource(other, { source })).toMatchObject({ customer: other });
  });

  it('changes in what describes it', async () => {
    const { stripe, customer, source } = await withSource();

    const after = await stripe.customers.updateSource(customer, source, {
      account_holder_name: 'John Doe',
      account_holder_type: 'company',
      metadata: { a: '1' },
    });

    expect(after).toMatchObject({
      account_holder_name: 'John Doe',
      account_holder_type: 'company',
      metadata: { a: '1' },
    });
    expect((await eventsOf(stripe)).at(-1)).toMatchObject({
      type: 'customer.source.updated',
      data: {
        object: { id: source },
        previous_attributes: {
          account_holder_name: 'Jenny Rosen',
          account_holder_type: 'individual',
          metadata: { a: null },
        },
      },
    });
  });

  it('is listed among those of its customer, newest first, by what it is', async () => {
    const world = await withSource();
    const { stripe, customer, source } = world;
    const second = await stripe.customers.createSource(customer, { source: 'btok_us_verified_noAccount' });

    const all = await stripe.customers.listSources(customer);
    const page = await stripe.customers.listSources(customer, { limit: 1, starting_after: second.id });
    const banks = await stripe.customers.listSources(customer, { object: 'bank_account' });
    const cards = await stripe.customers.listSources(customer, { object: 'card' });

    expect(all.data.map(({ id }) => id)).toEqual([second.id, source]);
    expect(page.data.map(({ id }) => id)).toEqual([source]);
    expect(banks.data).toEqual(all.data);
    expect(cards.data).toEqual([]);
  });

  it('can be found by the paths of older clients', async () => {
    const world = setup();
    const { call, stripe } = world;
    const { id: customer } = await stripe.customers.create();
    const path = `/v1/customers/${customer}/bank_accounts`;

    const made = await call('POST', path, { form: `bank_account=${await tokenOf(world, '000123456789')}` });
    const one = `${path}/${made.body.id}`;
    const verified = await call('POST', `${one}/verify`, { form: 'amounts[]=32&amounts[]=45' });
    const named = await call('POST', one, { form: 'account_holder_name=John' });
    const list = await call('GET', path);
    const read = await call('GET', one);
    const deleted = await call('DELETE', one);
    const nothing = await call('POST', path);

    expect(verified.body.status).toBe('verified');
    expect(named.body.account_holder_name).toBe('John');
    expect(list.body).toMatchObject({ url: path, data: [{ id: made.body.id }] });
    expect(read.body).toEqual(named.body);
    expect(deleted.body).toEqual({ id: made.body.id, object: 'bank_account', deleted: true });
    expect(nothing.body.error.message).toBe('Missing required param: source.');
  });
});

describe('the default source', () => {
  it('is the first that a customer has, and stays so', async () => {
    const world = setup();
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create();

    const first = await stripe.customers.createSource(customer, { source: 'btok_us_verified' });
    await stripe.customers.createSource(customer, { source: 'btok_us_verified_noAccount' });

    expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({
      default_source: first.id,
    });
    expect(await typesOf(stripe)).toEqual([
      'customer.created',
      'customer.source.created',
      'customer.updated',
      'customer.source.created',
    ]);
    expect((await eventsOf(stripe))[2]?.data).toMatchObject({
      object: { default_source: first.id },
      previous_attributes: { default_source: null },
    });
  });

  it('comes with the customer that is created with it', async () => {
    const { stripe } = setup();

    const customer = await stripe.customers.create({ source: 'btok_us_verified' });

    expect(customer.default_source).toMatch(/^ba_/);
    expect(await typesOf(stripe)).toEqual(['customer.created', 'customer.source.created']);
    expect((await eventsOf(stripe))[0]?.data.object).toMatchObject({
      default_source: customer.default_source,
    });
  });

  it('is replaced by the source of an update, and taken away', async () => {
    const { stripe, customer, source } = await withSource();

    const after = await stripe.customers.update(customer, { source: 'btok_us_verified_noAccount' });

    expect(after.default_source).not.toBe(source);
    expect((await stripe.customers.listSources(customer)).data.map(({ id }) => id)).toEqual([
      after.default_source,
    ]);
    expect((await typesOf(stripe)).slice(2)).toEqual([
      'customer.source.deleted',
      'customer.source.created',
      'customer.updated',
    ]);
  });

  it('can be chosen among those that there are', async () => {
    const { stripe, customer, source } = await withSource();
    const second = await stripe.customers.createSource(customer, { source: 'btok_us_verified_noAccount' });
    const { id: other } = await stripe.customers.create({ source: 'btok_us_verified' });

    const after = await stripe.customers.update(customer, { default_source: second.id });

    expect(after.default_source).toBe(second.id);
    for (const chosen of ['ba_0', source])
      expect(await refusal(stripe.customers.update(other, { default_source: chosen }))).toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        message: `No such source: '${chosen}'`,
        param: 'default_source',
      });
  });

  it('that is deleted gives way to the newest, and the last to none', async () => {
    const { stripe, customer, source } = await withSource();
    const second = await stripe.customers.createSource(customer, { source: 'btok_us_verified_noAccount' });
    const third = await stripe.customers.createSource(customer, { source: 'btok_us_verified_accountClosed' });
    const defaultOf = async () =>
      ((await stripe.customers.retrieve(customer)) as Stripe.Customer).default_source;

    const deleted = await stripe.customers.deleteSource(customer, source);
    const afterFirst = await defaultOf();
    await stripe.customers.deleteSource(customer, second.id);
    const afterSecond = await defaultOf();
    await stripe.customers.deleteSource(customer, third.id);

    expect(deleted).toEqual({ id: source, object: 'bank_account', deleted: true });
    expect([afterFirst, afterSecond, await defaultOf()]).toEqual([third.id, third.id, null]);
    expect((await typesOf(stripe)).slice(4)).toEqual([
      'customer.source.deleted',
      'customer.updated',
      'customer.source.deleted',
      'customer.source.deleted',
      'customer.updated',
    ]);
    expect((await eventsOf(stripe))[4]?.data.object).toMatchObject({ id: source, customer, status: 'new' });
  });

  it('is expanded to the bank account, and so are the sources', async () => {
    const { stripe, customer, source } = await withSource();

    const expanded = (await stripe.customers.retrieve(customer, {
      expand: ['default_source', 'sources'],
    })) as Stripe.Customer;
    const plain = await stripe.customers.retrieve(customer);

    const bankAccount = await stripe.customers.retrieveSource(customer, source);
    expect(expanded.default_source).toEqual(bankAccount);
    expect(expanded.sources).toEqual({
      object: 'list',
      data: [bankAccount],
      has_more: false,
      total_count: 1,
      url: `/v1/customers/${customer}/sources`,
    });
    expect(plain).not.toHaveProperty('sources');
  });
});

describe('customers.create', () => {
  it.each([
    ['tok_invalid', "No such token: 'tok_invalid'"],
    ['src_1', "No such source: 'src_1'"],
    ['btok_0', "No such token: 'btok_0'"],
  ])('with source=%s makes nothing', async (source, message) => {
    const { stripe } = setup();

    expect((await refusal(stripe.customers.create({ source }))).message).toBe(message);
    expect((await stripe.customers.list()).data).toEqual([]);
    expect(await typesOf(stripe)).toEqual([]);
  });

  it('takes the test token of a card, and nothing comes of it', async () => {
    const { stripe } = setup();

    const customer = await stripe.customers.create({ source: 'tok_visa' });

    expect(customer.default_source).toBeNull();
    expect((await stripe.customers.listSources(customer.id)).data).toEqual([]);
  });
});

describe('the token of a Financial Connections session', () => {
  it('becomes a source that is verified, with the fingerprint of the account', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const session = await openSession(world, { permissions: ['payment_method'] });
    const { bank_account_token: token } = await emulator.completeSession(session.id);
    const { id: customer } = await stripe.customers.create();

    const source = await stripe.customers.createSource(customer, { source: token.id });

    expect(source).toMatchObject({ status: 'verified', fingerprint: token.bank_account.fingerprint });
  });

  it('of an account that was typed in is yet to be verified', async () => {
    const world = setup();
    const session = await openSession(world, {
      permissions: ['payment_method'],
      manual_entry: { mode: 'automatic' },
    });
    const { bank_account_token: token } = await world.emulator.completeSession(session.id, {
      manual_entry: { routing_number: '110000000', account_number: '000222222227' },
    });

    const { id: customer } = await world.stripe.customers.create();
    const source = await world.stripe.customers.createSource(customer, { source: token.id });

    expect(source).toMatchObject({ status: 'new', last4: '2227' });
  });
});
