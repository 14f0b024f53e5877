import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, type Received, refusal, setup } from './support/setup.ts';

/*
 * The dark corners of Stripe's behaviour, by their number in the reference (section 8): each line is a test that a naïve
 * emulator fails.
 */

/** Not filled yet: ownership, transactions, subscriptions, setup intents, Checkout and microdeposits. */
const OPEN: ReadonlySet<number> = new Set([26, 27, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 47, 51, 52]);
const LAST = 80;

const filled = new Set<number>();

function corner(number: number, sentence: string, test: () => Promise<void>): void {
  filled.add(number);
  it(`${number}. ${sentence}`, test);
}

const types = (received: readonly Received[]): readonly string[] => received.map(({ event }) => event.type);
const REFRESHED = 'financial_connections.account.refreshed_balance';
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

describe('refreshing', () => {
  corner(1, 'a refresh of "balances" is refused: the feature is "balance"', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const error = await refusal(world.stripe.financialConnections.accounts.refresh(id, { features: ['balances'] }));

    expect(error.message).toBe('Invalid features[0]: must be one of balance, ownership, or transactions');
    expect(error).toMatchObject({ statusCode: 400, param: 'features[0]' });
  });

  corner(2, 'a session that asks for "balance" is refused: the permission is "balances"', async () => {
    const error = await refusal(openSession(setup(), { permissions: ['balance'] }));

    expect(error.message).toBe('Invalid permissions[0]: must be one of balances, ownership, payment_method, or transactions');
  });

  corner(3, 'a refresh without features misses a parameter', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const { status, body } = await world.call('POST', `/v1/financial_connections/accounts/${id}/refresh`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'parameter_missing', param: 'features', message: 'Missing required param: features.' });
  });

  corner(4, 'an empty list of features arrives as a missing parameter', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const error = await refusal(world.stripe.financialConnections.accounts.refresh(id, { features: [] }));

    expect(error).toMatchObject({ code: 'parameter_missing', param: 'features' });
  });

  corner(5, 'a refresh answers the account, pending, with no next time', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const account = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(account.object).toBe('financial_connections.account');
    expect(account.balance_refresh).toEqual({
      last_attempted_at: seconds(world.emulator.clock.now()),
      next_refresh_available_at: null,
      status: 'pending',
    });
  });

  corner(6, 'the answer to a refresh still has the old balance', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    const first = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(2_000);

    const second = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(first.balance).toBeNull();
    expect(second.balance?.cash?.available).toEqual({ usd: 1_000_000 });
  });

  corner(7, 'a second refresh while one is pending starts nothing', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    const first = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(500);

    const second = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(10_000);

    expect(second.balance_refresh).toEqual(first.balance_refresh);
    expect(second.lastResponse.headers['emulator-note']).toContain('pending');
    expect(types(world.received).filter((type) => type === REFRESHED)).toHaveLength(1);
  });

  corner(8, 'a refresh starts at next_refresh_available_at, and not a second before', async () => {
    const world = setup({ refresh: { balance: { nextRefreshAfterMs: 60_000 } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    const { balance_refresh: done } = await world.stripe.financialConnections.accounts.retrieve(id);
    const availableMs = (done?.next_refresh_available_at ?? 0) * 1000;

    await world.emulator.clock.advance({ to: new Date(availableMs - 1_000) });
    const early = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance({ to: new Date(availableMs) });
    const due = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(early.balance_refresh).toEqual(done);
    expect(due.balance_refresh?.status).toBe('pending');
  });

  corner(9, 'an inactive account has no next refresh, whatever its last one was', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);

    await world.emulator.updateAccount(id, { status: 'inactive' });
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(account.balance_refresh).toMatchObject({ status: 'succeeded', next_refresh_available_at: null });
    expect(account.balance?.cash?.available).toEqual({ usd: 1_000_000 });
  });

  corner(10, 'a failed refresh sends refreshed_balance, too', async () => {
    const world = setup({ refresh: { balance: { outcome: 'failed' } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);

    expect(types(world.received)).toContain(REFRESHED);
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh?.status).toBe('failed');
  });

  corner(11, 'a failed refresh leaves the earlier balance', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    await world.emulator.updateAccount(id, { refresh: { balance: { outcome: 'failed' } } });
    const before = await world.stripe.financialConnections.accounts.retrieve(id);

    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    const after = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(after.balance_refresh?.status).toBe('failed');
    expect(after.balance).toEqual(before.balance);
  });

  corner(12, 'features refresh independently: two hashes, two events', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['balances', 'ownership'] });

    const account = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance', 'ownership'] });
    await world.emulator.clock.advance(1_000);

    expect([account.balance_refresh?.status, account.ownership_refresh?.status]).toEqual(['pending', 'pending']);
    expect(account.transaction_refresh).toBeNull();
    expect(types(world.received)).toEqual(expect.arrayContaining([REFRESHED, 'financial_connections.account.refreshed_ownership']));
  });

  corner(13, 'a refresh of an inactive account is refused and changes nothing', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { status: 'inactive' });
    const before = await world.stripe.financialConnections.accounts.retrieve(id);

    const error = await refusal(world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }));

    expect(error).toMatchObject({ code: 'financial_connections_account_inactive', statusCode: 400 });
    expect({ ...(await world.stripe.financialConnections.accounts.retrieve(id)), lastResponse: null }).toEqual({ ...before, lastResponse: null });
  });

  corner(14, 'a refresh can fail and deactivate the account', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Refreshes', account: 'Refresh Deactivates' });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(account.status).toBe('inactive');
    expect(account.balance_refresh).toMatchObject({ status: 'failed', next_refresh_available_at: null });
    expect(types(world.received)).toContain('financial_connections.account.deactivated');
  });

  corner(15, 'without the permission there is never a balance refresh', async () => {
    const world = setup();
    const session = await openSession(world, { permissions: ['ownership'], prefetch: ['ownership'] });

    const { accounts } = await world.emulator.completeSession(session.id);
    const id: string = accounts.data[0].id;
    const error = await refusal(world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }));

    expect(accounts.data[0]).toMatchObject({ balance_refresh: null, ownership_refresh: { status: 'pending' } });
    expect(error.statusCode).toBe(400);
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh).toBeNull();
  });

  corner(16, 'a prefetch is pending as soon as the user links, and ends by itself', async () => {
    const world = setup();
    const session = await openSession(world, { prefetch: ['balances'] });

    const { accounts } = await world.emulator.completeSession(session.id);
    await world.emulator.clock.advance(1_000);

    expect(accounts.data[0].balance_refresh.status).toBe('pending');
    expect(types(world.received)).toContain(REFRESHED);
  });
});

describe('sessions', () => {
  corner(17, 'each account that is linked has an account.created of its own', async () => {
    const world = setup();
    const session = await openSession(world);

    await world.emulator.completeSession(session.id, { accounts: ['Success', 'High Balance', 'Insufficient Funds'] });
    await world.emulator.clock.advance(0);

    expect(types(world.received).filter((type) => type === 'financial_connections.account.created')).toHaveLength(3);
  });

  corner(18, 'an abandoned session has no accounts and sends no event', async () => {
    const world = setup();
    const session = await openSession(world);
    const before = world.emulator.events().length;

    await world.emulator.completeSession(session.id, { outcome: 'cancel' });

    expect((await world.stripe.financialConnections.sessions.retrieve(session.id)).accounts.data).toEqual([]);
    expect(world.emulator.events()).toHaveLength(before);
  });

  corner(19, 'a session has no status, created or metadata', async () => {
    const session = await openSession(setup());

    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['status']));
    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['created']));
    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['metadata']));
  });

  corner(20, 'the client_secret of a session may be null, and is not before 2025-11-17.clover', async () => {
    const world = setup({ objects: { 'financial_connections.sessions': [{ id: 'fcsess_1', client_secret: null }] } });
    const path = '/v1/financial_connections/sessions/fcsess_1';

    const newest = await world.call('GET', path);
    const response = await world.emulator.fetch(`https://api.stripe.com${path}`, {
      headers: { authorization: `Bearer ${world.emulator.apiKey}`, 'stripe-version': '2025-10-29.clover' },
    });

    expect(newest.body.client_secret).toBeNull();
    expect(((await response.json()) as { client_secret: unknown }).client_secret).toBe('');
  });

  corner(21, 'filters[country] belongs to endive and later, filters[countries] to what came before', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    const create = (filter: string, version: string) =>
      world.emulator
        .fetch('https://api.stripe.com/v1/financial_connections/sessions', {
          method: 'POST',
          headers: { authorization: `Bearer ${world.emulator.apiKey}`, 'stripe-version': version },
          body: new URLSearchParams(`account_holder[type]=customer&account_holder[customer]=${id}&permissions[]=balances&${filter}=US`),
        })
        .then(async (response) => ({ status: response.status, body: JSON.parse(await response.text()) }));

    const answers = await Promise.all([
      create('filters[country]', '2026-10-28.endive'),
      create('filters[countries][]', '2026-10-28.endive'),
      create('filters[countries][0]', '2026-08-26.dahlia'),
      create('filters[country]', '2026-08-26.dahlia'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 400]);
    expect(answers[0]?.body.filters).toEqual({ account_subcategories: null, country: 'US' });
    expect(answers[2]?.body.filters).toEqual({ account_subcategories: null, countries: ['US'] });
    expect(answers[1]?.body.error.message).toBe('Received unknown parameter: filters[countries]');
  });

  corner(22, 'limits need accounts, and an empty value means any number', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    const base = `account_holder[type]=customer&account_holder[customer]=${id}&permissions[]=balances`;

    const missing = await world.call('POST', '/v1/financial_connections/sessions', { form: `${base}&limits[foo]=` });
    const unlimited = await world.call('POST', '/v1/financial_connections/sessions', { form: `${base}&limits[accounts]=` });

    expect(missing.status).toBe(400);
    expect(unlimited.status).toBe(200);
    expect(unlimited.body).not.toHaveProperty('limits');
  });

  corner(23, 'endive sessions default to no manual entry and no maximum', async () => {
    const session = await openSession(setup());

    expect(session.manual_entry).toEqual({ mode: 'disabled' });
    expect(session.limits).toBeUndefined();
  });

  corner(24, 'a customer holder takes no account_holder[account]', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();

    const error = await refusal(
      world.stripe.financialConnections.sessions.create({
        account_holder: { type: 'customer', customer: id, account: 'acct_1' },
        permissions: ['balances'],
      }),
    );

    expect(error).toMatchObject({ statusCode: 400, param: 'account_holder[account]' });
  });

  corner(25, 'a list of accounts takes one filter', async () => {
    const world = setup();
    const session = await openSession(world);
    const holder = session.account_holder?.customer as string;

    const error = await refusal(world.stripe.financialConnections.accounts.list({ account_holder: { customer: holder }, session: session.id }));

    expect(error.message).toBe('You may only specify one of these parameters: account_holder[customer], session.');
  });

  corner(28, 'the accounts of a session are listed under the URL of all accounts', async () => {
    const session = await openSession(setup());

    expect(session.accounts).toEqual({ object: 'list', data: [], has_more: false, url: '/v1/financial_connections/accounts' });
  });
});

describe('accounts and balances', () => {
  corner(29, 'nullable fields are present and null', async () => {
    const world = setup();
    const account = await world.emulator.linkAccount({ permissions: [] });

    expect(account).toMatchObject({
      account_holder: null,
      account_numbers: null,
      balance: null,
      balance_refresh: null,
      ownership: null,
      ownership_refresh: null,
      permissions: [],
      subscriptions: [],
      transaction_refresh: null,
    });
    expect(account).toHaveProperty('display_name');
    expect(account).toHaveProperty('last4');
  });

  const refreshed = async (account: string) => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Balances', account });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    return world.stripe.financialConnections.accounts.retrieve(id);
  };

  corner(30, 'a balance has the hash that its type names, and no other', async () => {
    const cash = await refreshed('Checking');
    const credit = await refreshed('Credit Card');

    expect(Object.keys(cash.balance ?? {}).sort()).toEqual(['as_of', 'cash', 'current', 'type']);
    expect(Object.keys(credit.balance ?? {}).sort()).toEqual(['as_of', 'credit', 'current', 'type']);
  });

  corner(31, 'what a credit account owes is negative in current and in used', async () => {
    const { balance } = await refreshed('Credit Card');

    expect(balance?.current.usd).toBeLessThan(0);
    expect(balance?.credit?.used?.usd).toBeLessThan(0);
  });

  corner(32, 'as_of may be later than last_attempted_at', async () => {
    const { balance, balance_refresh } = await refreshed('Checking');

    expect(balance?.as_of).toBeGreaterThan(balance_refresh?.last_attempted_at ?? 0);
  });

  corner(33, 'available may be null while current is not', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Refreshes', account: 'Current Only' });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);

    const { balance } = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(balance).toMatchObject({ cash: { available: null }, current: { usd: 420_000 } });
  });

  corner(34, 'currencies are lower case', async () => {
    const { balance } = await refreshed('Multi-Currency');

    expect(Object.keys(balance?.current ?? {})).toEqual(['usd', 'eur']);
  });

  corner(35, 'disconnecting answers a disconnected account without a balance, and sends one event', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { prefetch: ['balances'] });
    await world.emulator.clock.advance(1_000);

    const account = await world.stripe.financialConnections.accounts.disconnect(id);
    await world.stripe.financialConnections.accounts.disconnect(id);
    await world.emulator.clock.advance(0);

    expect(account).toMatchObject({ status: 'disconnected', balance: null });
    expect(types(world.received).filter((type) => type === 'financial_connections.account.disconnected')).toHaveLength(1);
  });
});

describe('the table', () => {
  it('has every dark corner, filled or listed as open', () => {
    const missing = Array.from({ length: LAST }, (_, at) => at + 1).filter((number) => !filled.has(number) && !OPEN.has(number));
    const both = [...filled].filter((number) => OPEN.has(number));

    expect({ missing, both }).toEqual({ missing: [], both: [] });
  });
});

void Stripe;
