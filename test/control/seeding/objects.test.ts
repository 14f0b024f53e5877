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

describe('objects', () => {
  it('are put in place under any id, completed, without events', async () => {
    const { emulator, stripe } = setup();

    const put = await emulator.putObjects({
      customers: [{ id: 'cus_123', email: 'jenny@example.com' }],
      'financial_connections.accounts': [
        { id: 'fa_123', account_holder: { type: 'customer', customer: 'cus_123' } },
      ],
    });

    expect(put.customers?.[0]).toMatchObject({ id: 'cus_123', object: 'customer', name: null });
    expect(await stripe.financialConnections.accounts.retrieve('fa_123')).toMatchObject({
      display_name: 'Success',
      status: 'active',
    });
    expect(emulator.events()).toEqual([]);
  });

  it('are all put in place, or none', async () => {
    const { emulator, stripe } = setup();

    await expect(
      emulator.putObjects({ customers: [{ id: 'cus_1' }, { id: 'cus_2', emial: 'x' }] }),
    ).rejects.toThrow('Did you mean "email"?');

    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it('may have results that nobody refreshed', async () => {
    const { emulator, stripe } = setup();
    const balance = {
      as_of: 1_700_000_000,
      cash: { available: { usd: 1 } },
      current: { usd: 2 },
      type: 'cash',
    };

    await emulator.putObjects({
      'financial_connections.accounts': [
        {
          id: 'fca_1',
          balance,
          balance_refresh: {
            last_attempted_at: 1_700_000_000,
            next_refresh_available_at: 1_700_000_001,
            status: 'succeeded',
          },
        },
      ],
      payment_intents: [{ id: 'pi_1', amount: 500 }],
      payment_methods: [{ id: 'pm_1' }],
    });

    expect((await stripe.financialConnections.accounts.retrieve('fca_1')).balance).toEqual(balance);
    expect(await stripe.paymentIntents.retrieve('pi_1')).toMatchObject({
      amount: 500,
      status: 'requires_payment_method',
    });
    expect(await stripe.paymentMethods.retrieve('pm_1')).toMatchObject({ type: 'us_bank_account' });
  });

  it('have an invoice_prefix of 8 capitals and digits, whatever their id is', async () => {
    const { emulator, stripe } = setup();
    const ids = ['cus_123', 'cus_124', 'cus_test_customer_1', 'Jenny’s', 'cus_jenny'];
    await emulator.putObjects({ customers: ids.map((id) => ({ id })) });

    // Recorded: `47D37F8F` (docs: api/customers/object), and 8 of A-Z0-9 in public recordings.
    const prefixes = (await stripe.customers.list()).data.map(({ invoice_prefix: prefix }) => prefix ?? '');
    for (const prefix of prefixes) expect(prefix).toMatch(/^[A-Z0-9]{8}$/);
    expect(new Set(prefixes).size).toBe(ids.length);
    const again = await setup().emulator.putObjects({ customers: [{ id: 'cus_123' }] });
    expect(again.customers?.[0]?.invoice_prefix).toBe(prefixes.at(-1));
  });

  it('that are configured stand in every new sandbox', async () => {
    const { clientFor } = setup({ objects: { customers: [{ id: 'cus_first' }] } });

    expect(await clientFor('sk_test_other').customers.retrieve('cus_first')).toMatchObject({
      id: 'cus_first',
    });
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
    await emulator.putObjects({ 'financial_connections.accounts': [{ id, account: 'Success' }] });
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
