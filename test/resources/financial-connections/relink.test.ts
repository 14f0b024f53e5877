import { describe, expect, it } from 'vitest';
import { EVERYTHING, lost, typesSince } from '../../support/relinks.ts';
import { linkedAccount, openSession, type Setup, setup } from '../../support/setup.ts';

describe('linking the bank account of an inactive account again', () => {
  it('makes the same account active, with the permissions of the new session', async () => {
    const world = setup();
    const { account, session } = await lost(world, { permissions: ['balances', 'ownership'] });
    const { id } = await session({ permissions: ['balances', 'transactions'] });
    const before = world.emulator.events().length;

    const { accounts } = await world.emulator.completeSession(id);

    expect(accounts.data).toEqual([
      { ...account, permissions: ['balances', 'transactions'], status: 'active' },
    ]);
    expect(typesSince(world, before)).toEqual(['reactivated']);
    const [event] = world.emulator.events().slice(before);
    expect(event?.data.object).toMatchObject({ status: 'active', permissions: ['balances', 'transactions'] });
    expect((await world.stripe.financialConnections.accounts.list({ session: id })).data).toEqual(
      accounts.data,
    );
  });

  it('runs the prefetches of the session after account.reactivated', async () => {
    const world = setup();
    const { session } = await lost(world);
    const { id } = await session({ permissions: EVERYTHING, prefetch: EVERYTHING });
    const before = world.emulator.events().length;

    const { accounts } = await world.emulator.completeSession(id);
    await world.emulator.clock.advance('1s');

    expect(accounts.data[0]).toMatchObject({
      balance_refresh: { status: 'pending' },
      ownership_refresh: { status: 'pending' },
      transaction_refresh: { status: 'pending' },
    });
    expect(typesSince(world, before)).toEqual([
      'reactivated',
      'refreshed_balance',
      'refreshed_ownership',
      'refreshed_transactions',
    ]);
  });

  it('leaves a refresh that is under way as it is', async () => {
    const world = setup();
    const account = await linkedAccount(world, {
      prefetch: ['balances'],
      refresh: { balance: { delay: 'manual' } },
    });
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    const customer = String(account.account_holder?.customer);
    const { id } = await openSession(world, {
      account_holder: { type: 'customer', customer },
      prefetch: ['balances'],
    });
    await world.emulator.clock.advance('1d');

    const { accounts } = await world.emulator.completeSession(id);
    const told = await world.emulator.updateAccount(account.id, {
      refresh: { balance: { finish: 'succeeded' } },
    });

    expect(accounts.data[0].balance_refresh).toEqual(account.balance_refresh);
    expect(told.balance_refresh.status).toBe('succeeded');
  });

  it('lets refreshes end that are under way, though more is said of its bank', async () => {
    const world = setup();
    const { account, holder } = await lost(world);
    const { accounts } = world.stripe.financialConnections;
    const linking = { account_holder: holder, permissions: EVERYTHING };
    const refresh = { balance: { delay: 'manual' }, ownership: { delay: '3d' } } as const;
    await world.emulator.linkAccount({ ...linking, refresh });
    await accounts.refresh(account.id, { features: ['balance', 'ownership'] });
    await world.emulator.updateAccount(account.id, { status: 'inactive' });

    const again = await world.emulator.linkAccount({
      ...linking,
      holdings: { balance: { current: { usd: 7 } } },
    });

    expect(again).toMatchObject({ id: account.id, balance_refresh: { status: 'pending' } });
    // The one waits to be told, and the other for its time.
    const finish = { refresh: { balance: { finish: 'succeeded' } } } as const;
    await expect(world.emulator.updateAccount(account.id, finish)).resolves.toMatchObject({
      balance_refresh: { status: 'succeeded' },
      balance: { current: { usd: 7 } },
    });
    await world.emulator.clock.advance('3d');
    expect((await accounts.retrieve(account.id)).ownership_refresh?.status).toBe('succeeded');
  });

  it('leaves it as old as it is', async () => {
    const world = setup();
    const { account, holder } = await lost(world);

    const again = await world.emulator.linkAccount({ account_holder: holder, created: account.created + 7 });

    expect(again).toMatchObject({ id: account.id, created: account.created });
  });

  it('keeps what a test has said of its bank', async () => {
    const world = setup();
    const { account, session } = await lost(world);
    await world.emulator.updateAccount(account.id, { holdings: { balance: { current: { usd: 7 } } } });
    const { id } = await session({ prefetch: ['balances'] });

    await world.emulator.completeSession(id);
    await world.emulator.clock.advance('1s');

    const { balance } = await world.stripe.financialConnections.accounts.retrieve(account.id);
    expect(balance?.current).toEqual({ usd: 7 });
  });

  it('gives it numbers with the permission payment_method, and takes them without', async () => {
    const world = setup();
    const { account, session } = await lost(world);
    const paying = await session({ permissions: ['payment_method'] });
    const [first] = (await world.emulator.completeSession(paying.id)).accounts.data;
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    const reading = await session({ permissions: ['balances'] });

    const [second] = (await world.emulator.completeSession(reading.id)).accounts.data;

    expect(first.account_numbers).toMatchObject([{ status: 'transactable' }]);
    expect(second).toMatchObject({ id: account.id, account_numbers: null });
  });

  it('finds it for each kind of holder', async () => {
    const world = setup();
    for (const holder of [
      { type: 'account' as const, account: 'acct_1' },
      { type: 'customer' as const, customer_account: 'acct_2' },
    ]) {
      const account = await world.emulator.linkAccount({ account_holder: holder });
      const stripeAccount = holder.account === undefined ? {} : { 'stripe-account': holder.account };
      await world.call('POST', `/_emulator/financial_connections/accounts/${account.id}`, {
        form: 'status=inactive',
        headers: stripeAccount,
      });

      const { id } = await openSession(world, { account_holder: holder });

      expect((await world.emulator.completeSession(id)).accounts.data[0].id).toBe(account.id);
    }
  });

  it('is done by linkAccount and for an intent, too', async () => {
    const world = setup();
    const { account, holder } = await lost(world);
    const linked = await world.emulator.linkAccount({ account_holder: holder, permissions: ['balances'] });
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    const { id } = await world.stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: holder.customer,
      allowed_payment_method_types: ['us_bank_account'],
    });

    const { payment_method: method } = await world.emulator.collectBankAccount(id);

    expect(linked.id).toBe(account.id);
    expect(method.us_bank_account.financial_connections_account).toBe(account.id);
  });

  it('has the transactions that are given, from its next refresh on', async () => {
    const world = setup();
    const fields = { permissions: ['transactions' as const], prefetch: ['transactions' as const] };
    const { account, holder } = await lost(world, fields);
    const listed = async () =>
      (await world.stripe.financialConnections.transactions.list({ account: account.id })).data;
    const before = await listed();
    const given = { id: 'fctxn_mine', amount: -7, description: 'MINE' };
    const link = () =>
      world.emulator.linkAccount({
        account_holder: holder,
        ...fields,
        holdings: { transactions: [given] },
      });

    await link();
    const meanwhile = await listed();
    await world.emulator.clock.advance('1s');
    const first = await listed();
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    // The same call again: its ids are the account's own.
    const { id } = await link();
    await world.emulator.clock.advance('1s');

    expect(before.length).toBeGreaterThan(1);
    expect(meanwhile).not.toContainEqual(expect.objectContaining({ description: 'MINE' }));
    // What was collected before stays.
    expect(first).toMatchObject([{ id: 'fctxn_mine', amount: -7 }, ...before.slice(0, 9)]);
    expect(id).toBe(account.id);
    expect(await listed()).toMatchObject([{ id: 'fctxn_mine', amount: -7 }, ...before.slice(0, 9)]);
  });

  it('refreshes it daily by the subscriptions that are given, and not by those that are no more', async () => {
    const world = setup();
    const { account, holder } = await lost(world);
    const link = (subscriptions: ['transactions'] | []) =>
      world.emulator.linkAccount({ account_holder: holder, subscriptions });
    const refreshed = async () =>
      (await world.stripe.financialConnections.accounts.retrieve(account.id)).transaction_refresh;

    await link(['transactions']);
    await world.emulator.clock.advance('121h');
    const daily = await refreshed();
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    await link([]);
    await world.emulator.clock.advance('5d');

    expect(daily).toMatchObject({ status: 'succeeded' });
    expect((await refreshed())?.last_attempted_at).toBe(daily?.last_attempted_at);
    const { jobs } = (await world.emulator.snapshot()) as unknown as { jobs: readonly { job: object }[] };
    expect(jobs.filter(({ job }) => 'feature' in job)).toEqual([]);
  });

  it('is done again after it was lost again, and after a restore', async () => {
    const world = setup();
    const { account, holder } = await lost(world);
    await world.emulator.linkAccount({ account_holder: holder });
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    const other = setup();
    await other.emulator.restore(await world.emulator.snapshot());

    expect((await other.emulator.linkAccount({ account_holder: holder })).id).toBe(account.id);
    expect((await other.emulator.linkAccount({ account_holder: holder })).id).not.toBe(account.id);
  });
});

describe('linking again what broke by itself', () => {
  const breaking = async (world: Setup, institution: string) => {
    const account = await linkedAccount(world, { institution });
    await world.emulator.clock.advance('31d');
    const holder = { type: 'customer' as const, customer: String(account.account_holder?.customer) };
    const { id } = await openSession(world, { account_holder: holder, permissions: ['payment_method'] });
    return { account, id };
  };

  it.each([
    'Inactive Accounts',
    'Immediately Requires Reauthentication',
    'Eventually Requires Reauthentication',
  ])('makes the account active again: %s', async (institution) => {
    const world = setup();
    const { account, id } = await breaking(world, institution);
    const before = await world.stripe.financialConnections.accounts.retrieve(account.id);

    const { accounts } = await world.emulator.completeSession(id, { institution });

    expect(before.status).toBe('inactive');
    expect(accounts.data).toMatchObject([
      { id: account.id, status: 'active', account_numbers: [{ status: 'transactable' }] },
    ]);
  });

  it('makes a new account of one that was closed', async () => {
    const world = setup();
    const account = await linkedAccount(world);
    await world.emulator.updateAccount(account.id, {
      status: 'inactive',
      inactive: { cause: 'account_closed' },
    });
    const holder = { type: 'customer' as const, customer: String(account.account_holder?.customer) };
    const { id } = await openSession(world, { account_holder: holder });

    const { accounts } = await world.emulator.completeSession(id);

    expect(accounts.data[0].id).not.toBe(account.id);
  });

  it('adds a new number to those of an account whose tokenized one has expired', async () => {
    const world = setup();
    const institution = 'Tokenized Account Number';
    const account = await linkedAccount(world, {
      institution,
      account: 'Expiring at Once',
      permissions: ['payment_method'],
    });
    await world.emulator.clock.advance('2s');
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    const holder = { type: 'customer' as const, customer: String(account.account_holder?.customer) };
    const { id } = await openSession(world, { account_holder: holder, permissions: ['payment_method'] });
    const before = world.emulator.events().length;

    const session = await world.emulator.completeSession(id, { institution, accounts: ['Expiring at Once'] });

    expect(typesSince(world, before)).toEqual(['reactivated', 'account_numbers_updated']);
    expect(session.accounts.data[0].account_numbers).toMatchObject([
      { status: 'expired' },
      { status: 'transactable' },
    ]);
    expect(session.bank_account_token.bank_account.status).toBe('new');
  });
});
