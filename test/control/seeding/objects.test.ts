import { describe, expect, it } from 'vitest';
import type { ObjectsOption } from '../../../src/index.ts';
import { setup } from '../../support/setup.ts';

const START = '2026-01-01T00:00:00Z';
const NOW = Date.parse(START) / 1000;
const world = () => setup({ time: { start: START, runs: false } });
const account = (fields: object): ObjectsOption => ({
  'financial_connections.accounts': [{ id: 'fca_1', ...fields }],
});
const of = (type: string, fields: Readonly<Record<string, unknown>>): ObjectsOption => ({ [type]: [fields] });

describe('objects are refused', () => {
  const REFUSED: readonly (readonly [objects: unknown, message: string])[] = [
    // Accounts and sessions: by the parsers of the control surface and of the API.
    [account({ balance: 'x' }), 'Invalid object'],
    [
      account({ balance: {} }),
      'Missing required param: financial_connections.accounts[0][balance][current].',
    ],
    [account({ balance: { current: { usd: 1.5 } } }), 'Invalid integer: 1.5'],
    [
      account({ balance: { current: { USD: 1 } } }),
      '"USD" is no currency. Write its three lower-case letters',
    ],
    [
      account({ balance: { current: { usd: 1 }, type: 'credit', cash: { available: null } } }),
      'a balance of type credit has no cash.',
    ],
    [account({ balance_refresh: { status: 'done' } }), 'must be one of failed, pending, or succeeded'],
    [
      account({ balance_refresh: { status: 'pending', next_refresh_available_at: 5 } }),
      'a pending refresh has none: leave it away.',
    ],
    [account({ account_numbers: [{ status: 'transactable' }] }), 'account_numbers][0][identifier_type]'],
    [account({ ownership: 5.5, last4: ['1'] }), 'Invalid string'],
    [
      account({ created: null }),
      "You passed an empty string for 'financial_connections.accounts[0][created]'",
    ],
    [account({ account_holder: { type: 'account', account: 'garbage' } }), "No such account: 'garbage'"],
    [of('financial_connections.sessions', { permissions: ['all'] }), 'must be one of balances, ownership'],
    [of('financial_connections.sessions', { permissions: [] }), 'Missing required param'],
    [of('financial_connections.sessions', { account_holder: 'cus_1' }), 'Invalid object'],
    [of('financial_connections.sessions', { limits: { accounts: 0 } }), 'greater than or equal to 1'],
    [
      of('financial_connections.sessions', { permissions: ['balances'], prefetch: ['ownership'] }),
      'You must include `ownership`',
    ],
    // Customers: by the parsers of the API.
    [of('customers', { email: 'nobody' }), 'Invalid email address: nobody'],
    [of('customers', { balance: 'much' }), 'Invalid integer: much'],
    [of('customers', { balance: null }), "empty string for 'customers[0][balance]'"],
    [of('customers', { tax_exempt: 'yes' }), 'must be one of none, reverse, or exempt'],
    [of('customers', { address: { planet: 'Mars' } }), 'customers[0][address][planet]'],
    [of('customers', { metadata: { a: { b: 'c' } } }), 'Invalid string'],
    [of('customers', { created: 1.5 }), 'customers[0].created is 1.5. Write a whole number'],
    [of('customers', { id: '' }), 'customers[0].id is "". Write a text'],
    [of('customers', { delinquent: 'maybe' }), 'customers[0].delinquent is "maybe". Write true or false'],
    // The rest: against a template of their type.
    [of('payment_intents', { payment_method_types: null }), 'payment_method_types is null. Write a list of'],
    [of('payment_intents', { payment_method_types: [null] }), 'Write a list of texts'],
    [of('payment_intents', { amount: null }), 'amount is null. Write a whole number'],
    [of('payment_intents', { amount: 10.5 }), 'amount is 10.5. Write a whole number'],
    [of('payment_intents', { canceled_at: 'now' }), 'canceled_at is "now". Write a whole number'],
    [of('payment_intents', { currency: 'gold' }), 'Invalid currency: gold'],
    [of('payment_intents', { description: { a: 1 } }), 'description is {"a":1}. Write a text'],
    [of('payment_intents', { metadata: { a: ['b'] } }), 'Invalid string'],
    [
      of('payment_intents', { capture_method: 'later' }),
      'must be one of automatic, automatic_async, or manual',
    ],
    [of('payment_methods', { billing_details: 'x' }), 'billing_details is "x". Write a hash'],
    [of('payment_methods', { billing_details: { eMail: 'x' } }), 'no field "eMail". Did you mean "email"?'],
    [of('payment_methods', { us_bank_account: { last4: 1 } }), 'us_bank_account.last4 is 1. Write a text'],
    [of('charges', { paid: null }), 'charges[0].paid is null. Write true or false'],
    [of('mandates', {}), 'mandates[0].payment_method is missing'],
    [of('webhook_endpoints', {}), 'Missing required param: webhook_endpoints[0][url].'],
    [of('webhook_endpoints', { url: 'localhost' }), 'An explicit scheme'],
    [of('webhook_endpoints', { url: 'http://a.test', enabled_events: ['x'] }), 'must be one of'],
    [of('webhook_endpoints', { url: 'http://a.test', enabled_events: [] }), 'Missing required param'],
    [of('webhook_endpoints', { url: 'http://a.test', status: 'on' }), 'must be one of disabled or enabled'],
    [
      of('webhook_endpoints', { url: 'http://a.test', api_version: 'old' }),
      'Invalid Stripe API version: old',
    ],
    // What is always true of them.
    [of('customers', { object: 'charge' }), 'customers[0].object is "charge", and can only be "customer".'],
    [of('charges', { livemode: true }), 'charges[0].livemode is true, and can only be false.'],
    [account({ livemode: 'true' }), 'livemode is "true", and can only be false.'],
    // References to nothing.
    [
      account({ account_holder: { type: 'customer', customer: 'cus_0' } }),
      'customer names "cus_0", and there is',
    ],
    [
      of('financial_connections.sessions', { account_holder: { type: 'customer', customer: 'cus_0' } }),
      '.account_holder.customer names "cus_0"',
    ],
    [of('payment_intents', { customer: 'cus_0' }), 'payment_intents[0].customer names "cus_0"'],
    [of('payment_intents', { payment_method: 'pm_0' }), 'payment_intents[0].payment_method names "pm_0"'],
    [of('payment_intents', { latest_charge: 'py_0' }), 'payment_intents[0].latest_charge names "py_0"'],
    [of('charges', { payment_intent: 'pi_0' }), 'charges[0].payment_intent names "pi_0"'],
    [of('mandates', { payment_method: 'pm_0' }), 'mandates[0].payment_method names "pm_0"'],
    [
      of('payment_methods', { us_bank_account: { financial_connections_account: 'fca_0' } }),
      'payment_methods[0].us_bank_account.financial_connections_account names "fca_0"',
    ],
    // What JSON cannot hold.
    [of('customers', { created: Number.NaN }), 'customers[0].created is NaN'],
    [of('customers', { name: () => 'x' }), 'customers[0].name is function'],
    [of('customers', { metadata: new Map() }), 'customers[0].metadata is a Map'],
  ];

  it.each(REFUSED)('that make no sense: %j', async (objects, message) => {
    const { emulator, stripe } = world();

    await expect(
      emulator.putObjects({ customers: [{ id: 'cus_1' }], ...(objects as object) }),
    ).rejects.toThrow(message);
    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it('without using up ids', async () => {
    const made = async (mistaken: boolean) => {
      const { emulator } = setup({ seed: 's', time: { start: START, runs: false } });
      if (mistaken) await emulator.putObjects({ customers: [{}], charges: [{ paid: 1 }] }).catch(() => {});
      return (await emulator.putObjects({ customers: [{}] })).customers?.[0]?.id;
    };

    expect(await made(true)).toBe(await made(false));
  });
});

describe('objects are completed', () => {
  it('with a whole balance, of which the current one was given', async () => {
    const { emulator, stripe } = world();
    await emulator.putObjects(account({ balance: { current: { usd: 100 } } }));
    await emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_2', category: 'credit', balance: { current: { usd: -5 } } },
        { id: 'fca_3', balance: { as_of: 7, current: { usd: 1 }, cash: { available: null } } },
      ],
    });

    const balanceOf = async (id: string) =>
      (await stripe.financialConnections.accounts.retrieve(id)).balance as unknown;

    expect(await balanceOf('fca_1')).toEqual({
      as_of: NOW,
      cash: { available: { usd: 100 } },
      current: { usd: 100 },
      type: 'cash',
    });
    expect(await balanceOf('fca_2')).toMatchObject({ type: 'credit', credit: { used: { usd: -5 } } });
    expect(await balanceOf('fca_3')).toMatchObject({ as_of: 7, type: 'cash', cash: { available: null } });
  });

  it('with the rest of a refresh that is over', async () => {
    const { emulator, stripe } = world();
    await emulator.putObjects(
      account({ balance_refresh: { status: 'failed' }, transaction_refresh: { status: 'succeeded' } }),
    );

    expect(await stripe.financialConnections.accounts.retrieve('fca_1')).toMatchObject({
      balance_refresh: { last_attempted_at: NOW, next_refresh_available_at: NOW + 1, status: 'failed' },
      transaction_refresh: { id: expect.stringMatching(/^fctxnref_/), status: 'succeeded' },
    });
  });

  it('with a pending refresh that waits to be told', async () => {
    const { emulator, stripe } = world();
    await emulator.putObjects(account({ balance_refresh: { status: 'pending' } }));
    const pending = await stripe.financialConnections.accounts.retrieve('fca_1');
    await emulator.clock.advance(86_400_000);

    const finished = await emulator.updateAccount('fca_1', { refresh: { balance: { finish: 'succeeded' } } });

    expect(pending.balance_refresh).toEqual({
      last_attempted_at: NOW,
      next_refresh_available_at: null,
      status: 'pending',
    });
    expect(finished).toMatchObject({
      balance: { current: { usd: 1_050_000 } },
      balance_refresh: { last_attempted_at: NOW, status: 'succeeded' },
    });
  });

  it('by the same rules as if the API had made them', async () => {
    const { emulator } = world();

    const put = await emulator.putObjects({
      customers: [{ email: 'a@b.c', address: { city: 'Oslo' }, metadata: null, description: null }],
      'financial_connections.sessions': [{ filters: { country: 'US' } }],
      payment_intents: [{ metadata: null, client_secret: null, currency: 'USD' }],
      payment_methods: [{ id: 'pm_1', billing_details: { name: 'Jenny' }, us_bank_account: null }],
      mandates: [{ payment_method: 'pm_1', type: 'single_use', single_use: { amount: 5, currency: 'usd' } }],
    });

    expect(put.customers?.[0]).toMatchObject({ address: { city: 'Oslo', line1: null }, metadata: {} });
    expect(put['financial_connections.sessions']?.[0]).toMatchObject({
      filters: { account_subcategories: null, country: 'US' },
      manual_entry: { mode: 'disabled' },
      permissions: ['balances'],
    });
    expect(put.payment_intents?.[0]).toMatchObject({ metadata: {}, client_secret: null, currency: 'usd' });
    expect(put.payment_methods?.[0]).toMatchObject({
      billing_details: { name: 'Jenny', email: null },
      us_bank_account: { last4: '6789' },
    });
    expect(put.mandates?.[0]).not.toHaveProperty('multi_use');
  });

  it('from a form, too', async () => {
    const { call } = world();

    const { body } = await call('POST', '/_emulator/objects', {
      form: 'payment_intents[0][amount]=500&payment_intents[0][payment_method_types][]=us_bank_account&payment_intents[0][description]=&charges[][paid]=true&charges[][livemode]=false',
    });

    expect(body.payment_intents[0]).toMatchObject({
      amount: 500,
      payment_method_types: ['us_bank_account'],
      description: null,
    });
    expect(body.charges[0]).toMatchObject({ paid: true });
  });

  it('with webhook endpoints that hear of connected accounts only', async () => {
    const { emulator, stripe } = world();
    await emulator.putObjects({
      webhook_endpoints: [
        { id: 'we_1', url: 'http://127.0.0.1:9/', connect: true, secret: 'whsec_mine', status: 'enabled' },
      ],
    });

    await stripe.customers.create();
    await stripe.customers.create({}, { stripeAccount: 'acct_1' });

    const endpoints = emulator.deliveries().filter(({ endpoint }) => endpoint === 'we_1');
    expect(endpoints.map(({ account: owner }) => owner)).toEqual(['acct_1']);
  });
});

describe('objects that are put in place', () => {
  it('may name each other, in whichever order', async () => {
    const { emulator, stripe } = world();

    await emulator.putObjects({
      mandates: [{ id: 'mandate_1', payment_method: 'pm_1' }],
      charges: [{ id: 'py_1', payment_intent: 'pi_1', payment_method: 'pm_1' }],
      payment_intents: [{ id: 'pi_1', customer: 'cus_1', payment_method: 'pm_1', latest_charge: 'py_1' }],
      payment_methods: [
        { id: 'pm_1', customer: 'cus_1', us_bank_account: { financial_connections_account: 'fca_1' } },
      ],
      ...account({ account_holder: { type: 'customer', customer: 'cus_1' } }),
      customers: [{ id: 'cus_1' }],
    });

    expect(
      await stripe.paymentIntents.retrieve('pi_1', {
        expand: ['customer', 'payment_method', 'latest_charge'],
      }),
    ).toMatchObject({
      customer: { id: 'cus_1' },
      payment_method: { id: 'pm_1' },
      latest_charge: { id: 'py_1' },
    });
  });

  it('cannot name a customer who was deleted', async () => {
    const { emulator, stripe } = world();
    const { id } = await stripe.customers.create();
    await stripe.customers.del(id);

    await expect(emulator.putObjects(of('payment_intents', { customer: id }))).rejects.toThrow(
      'no such customer',
    );
  });

  it('are copies: the caller’s own may change without harm', async () => {
    const { emulator, stripe } = world();
    const customer = { id: 'cus_1', metadata: { tier: 'gold' } };
    const cash = { available: { usd: 1 } };
    const transfer_data = { destination: 'acct_1' };
    await emulator.putObjects({
      customers: [customer],
      ...account({ balance: { current: { usd: 1 }, cash } }),
      payment_intents: [{ id: 'pi_1', transfer_data }],
    });

    customer.metadata.tier = 'none';
    cash.available.usd = 2;
    transfer_data.destination = 'acct_2';

    expect((await stripe.customers.retrieve('cus_1')) as object).toMatchObject({
      metadata: { tier: 'gold' },
    });
    const { balance } = await stripe.financialConnections.accounts.retrieve('fca_1');
    expect(balance?.cash).toEqual({ available: { usd: 1 } });
    expect((await stripe.paymentIntents.retrieve('pi_1')).transfer_data).toEqual({ destination: 'acct_1' });
  });

  it('keep the time of their creation, and their secrets, when they are put in place anew', async () => {
    const { emulator } = world();
    const objects: ObjectsOption = {
      customers: [{ id: 'cus_1' }],
      ...account({}),
      payment_intents: [{ id: 'pi_1' }],
      payment_methods: [{ id: 'pm_1' }],
      charges: [{ id: 'py_1' }],
      'financial_connections.sessions': [{ id: 'fcsess_1' }],
      webhook_endpoints: [{ id: 'we_1', url: 'http://127.0.0.1:9/' }],
    };
    const first = await emulator.putObjects(objects);
    await emulator.clock.advance(60_000);

    expect(await emulator.putObjects(objects)).toEqual(first);
    expect((await emulator.putObjects({ customers: [{ id: 'cus_1', created: 5 }] })).customers).toMatchObject(
      [{ created: 5 }],
    );
  });

  it('are not ended by a refresh that was under way for the account before them', async () => {
    const { emulator, stripe } = world();
    const { id } = await emulator.linkAccount();
    const refresh = () => stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await refresh();
    await emulator.clock.advance(500);
    await emulator.putObjects({ 'financial_connections.accounts': [{ id }] });
    await refresh();

    await emulator.clock.advance(500);
    const early = await stripe.financialConnections.accounts.retrieve(id);
    await emulator.clock.advance(500);
    const late = await stripe.financialConnections.accounts.retrieve(id);

    expect([early.balance_refresh?.status, late.balance_refresh?.status]).toEqual(['pending', 'succeeded']);
  });

  it('wait to be told, whatever was under way for the account before them', async () => {
    const { emulator, stripe } = world();
    const { id } = await emulator.linkAccount({ prefetch: ['balances'] });
    const pending = { status: 'pending' };
    await emulator.putObjects({ 'financial_connections.accounts': [{ id, balance_refresh: pending }] });

    await emulator.clock.runToIdle();

    expect((await stripe.financialConnections.accounts.retrieve(id)).balance_refresh).toMatchObject(pending);
  });

  it('may be what the API has answered', async () => {
    const { emulator, stripe, call } = world();
    const customer = await stripe.customers.create({
      email: 'jenny@example.com',
      address: { city: 'Oslo' },
      shipping: { name: 'Jenny', address: { line1: 'Here 1' } },
      metadata: { a: '1' },
    });
    const holder = { type: 'customer' as const, customer: customer.id };
    const linked = await emulator.linkAccount({
      account_holder: holder,
      prefetch: ['balances', 'transactions'],
    });
    await emulator.clock.runToIdle();
    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer: customer.id,
      setup_future_usage: 'off_session',
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_data: {
        type: 'us_bank_account',
        billing_details: { name: 'Jenny' },
        us_bank_account: { financial_connections_account: linked.id },
      },
      mandate_data: { customer_acceptance: { type: 'offline' } },
      confirm: true,
    });
    await emulator.clock.runToIdle();
    const get = async (path: string) => (await call('GET', `/v1/${path}`)).body;
    const charge = await get(`charges/${(await get(`payment_intents/${intent.id}`)).latest_charge}`);
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
    });
    const answered: ObjectsOption = {
      customers: [await get(`customers/${customer.id}`)],
      'financial_connections.accounts': [await get(`financial_connections/accounts/${linked.id}`)],
      payment_intents: [await get(`payment_intents/${intent.id}`)],
      payment_methods: [await get(`payment_methods/${intent.payment_method}`)],
      charges: [charge],
      mandates: [await get(`mandates/${charge.payment_method_details.us_bank_account.mandate}`)],
    };

    expect(await emulator.putObjects(answered)).toEqual(answered);
    expect(
      await emulator.putObjects({ webhook_endpoints: [await get(`webhook_endpoints/${endpoint.id}`)] }),
    ).toMatchObject({ webhook_endpoints: [{ id: endpoint.id, secret: endpoint.secret }] });
  });
});
