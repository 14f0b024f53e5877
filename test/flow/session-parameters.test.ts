import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, type Setup, setup } from '../support/setup.ts';

/* What a session was created with holds when its user links accounts. */

const BASIC = 'Test (Non-OAuth)';

/** An account of a session with these parameters. */
async function collected(world: Setup, fields: Parameters<typeof openSession>[1]) {
  const { id } = await openSession(world, fields);
  const session = await world.emulator.completeSession(id);
  return session.accounts.data[0];
}

describe('the holder of a session', () => {
  it.each([
    ['a customer', { type: 'customer' as const }, undefined],
    [
      'an account that stands for a customer',
      { type: 'customer' as const, customer_account: 'acct_7' },
      undefined,
    ],
    ['a connected account', { type: 'account' as const, account: 'acct_1' }, 'acct_1'],
  ])('holds what is collected, and is asked for it: %s', async (_, given, stripeAccount) => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    const holder = Object.keys(given).length === 1 ? { ...given, customer: id } : given;
    const { type: _type, ...filter } = holder;

    const account = await collected(world, { account_holder: holder });

    expect(account).toMatchObject({ account_holder: holder });
    const listed = await world.stripe.financialConnections.accounts.list(
      { account_holder: filter },
      stripeAccount === undefined ? {} : { stripeAccount },
    );
    expect(listed.data.map((one) => one.id)).toEqual([account.id]);
  });
});

describe('the prefetch of a session', () => {
  it('refreshes each of its features, for each account', async () => {
    const world = setup();
    const features = ['balances' as const, 'ownership' as const, 'transactions' as const];
    const { id } = await openSession(world, { permissions: features, prefetch: features });

    const { accounts } = await world.emulator.completeSession(id, { accounts: ['Success', 'High Balance'] });
    await world.emulator.clock.advance('1s');

    for (const account of accounts.data)
      expect(account).toMatchObject({
        balance_refresh: { status: 'pending' },
        ownership_refresh: { status: 'pending' },
        transaction_refresh: { status: 'pending' },
      });
    const ends = world.received.map(({ event }) => event.type).filter((type) => type.includes('.refreshed_'));
    expect(ends).toHaveLength(6);
  });
});

describe('the filters and limits of a session', () => {
  it('without a country let its user pick among the test institutions, which are American', async () => {
    expect(await collected(setup(), { filters: { country: 'US' } })).toMatchObject({
      display_name: 'Success',
    });
  });

  it('leave no institution to pick in another country', async () => {
    const world = setup();
    const { id } = await openSession(world, { filters: { country: 'GB' } });

    await expect(world.emulator.completeSession(id)).rejects.toThrow(
      'The session\'s filters ask for institutions in "GB", and all test institutions are in US',
    );
    expect((await world.emulator.completeSession(id, { outcome: 'cancel' })).accounts.data).toEqual([]);
  });

  it.each([
    ['savings' as const, 'Savings'],
    ['credit_card' as const, 'Credit Card'],
    ['mortgage' as const, 'Mortgage'],
    ['line_of_credit' as const, 'Line of Credit'],
  ])('show only the accounts of a subcategory: %s', async (subcategory, name) => {
    const world = setup();
    const { id } = await openSession(world, { filters: { account_subcategories: [subcategory] } });
    const at = { institution: 'Emulator: Balances' };

    await expect(world.emulator.completeSession(id, { accounts: ['Success'] })).rejects.toThrow(
      'a checking account',
    );
    const session = await world.emulator.completeSession(id, { ...at, accounts: [name] });

    expect(session.accounts.data[0]).toMatchObject({ subcategory });
  });

  it.each([
    ['all' as const, ['Savings'], true],
    ['all' as const, ['Savings', 'Credit Card'], false],
    ['at_least_one' as const, ['Savings', 'Credit Card'], true],
    ['at_least_one' as const, ['Credit Card'], false],
    ['none' as const, ['Credit Card'], true],
  ])('ask %s of the accounts to be able to pay: %j', async (support, accounts, isTaken) => {
    const world = setup();
    const { id } = await openSession(world, { filters: { require_payment_method_support: support } });

    const outcome = world.emulator
      .completeSession(id, { institution: 'Emulator: Balances', accounts })
      .then(({ accounts: list }) => list.data.length);

    if (isTaken) expect(await outcome).toBe(accounts.length);
    else await expect(outcome).rejects.toThrow(`payment support of ${support} accounts`);
  });

  it('without accounts limit nothing', async () => {
    const world = setup();
    const { id } = await openSession(world, { limits: { accounts: '' } });

    const session = await world.emulator.completeSession(id, { accounts: ['Success', 'High Balance'] });

    expect(session.accounts.data).toHaveLength(2);
  });
});

describe('the permissions of a session', () => {
  it('are widened by a later one, whose account stands beside that of the earlier', async () => {
    const world = setup();
    const first = await linkedAccount(world, { permissions: ['balances'] });
    const holder = { type: 'customer' as const, customer: String(first.account_holder?.customer) };

    const second = await collected(world, {
      account_holder: holder,
      permissions: ['balances', 'transactions'],
    });

    expect(second.id).not.toBe(first.id);
    expect(second.permissions).toEqual(['balances', 'transactions']);
    expect((await world.stripe.financialConnections.accounts.retrieve(first.id)).permissions).toEqual([
      'balances',
    ]);
  });
});

describe('the manual entry of a session', () => {
  const typed = { routing_number: '110000000', account_number: '000222222227' };
  const AUTOMATIC = {
    permissions: ['payment_method' as const],
    manual_entry: { mode: 'automatic' as const },
  };

  it('yields the token of what was typed in, and no account', async () => {
    const world = setup();
    const { id } = await openSession(world, AUTOMATIC);

    const session = await world.emulator.completeSession(id, { manual_entry: typed });

    expect(session).toMatchObject({
      accounts: { data: [], total_count: 0 },
      bank_account_token: { bank_account: { last4: '2227', routing_number: '110000000', status: 'new' } },
    });
    expect(await world.stripe.financialConnections.sessions.retrieve(id)).toEqual(session);
    expect(world.emulator.events().map(({ type }) => type)).toEqual(['customer.created']);
  });

  it.each([
    [
      'is disabled by default',
      { permissions: ['payment_method' as const] },
      {},
      'no bank account can be typed in',
    ],
    [
      'serves payments alone',
      { ...AUTOMATIC, permissions: ['balances' as const] },
      {},
      'with the permission payment_method',
    ],
    ['goes with no institution', AUTOMATIC, { institution: BASIC }, 'leave institution or manual_entry away'],
    [
      'goes with no other end',
      AUTOMATIC,
      { outcome: 'cancel' as const },
      'leave outcome or manual_entry away',
    ],
  ])('%s', async (_, fields, besides, message) => {
    const world = setup();
    const { id } = await openSession(world, fields);

    await expect(world.emulator.completeSession(id, { manual_entry: typed, ...besides })).rejects.toThrow(
      message,
    );
  });

  it.each([
    ['123', '000123456789'],
    ['110000000', '42'],
  ])('refuses what no test bank has: %s %s', async (routing_number, account_number) => {
    const world = setup();
    const { id } = await openSession(world, AUTOMATIC);

    await expect(
      world.emulator.completeSession(id, { manual_entry: { routing_number, account_number } }),
    ).rejects.toThrow(/routing number|account number/i);
  });

  it('is open before endive, where no default is told', async () => {
    const world = setup();
    const client = world.clientFor(world.emulator.apiKey, { apiVersion: '2026-08-26.dahlia' as never });
    const { id } = await openSession({ stripe: client }, { permissions: ['payment_method'] });

    const session = await world.emulator.completeSession(id, { manual_entry: typed });

    expect(session.bank_account_token?.object).toBe('token');
  });
});
