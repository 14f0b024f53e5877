import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, type Setup, setup } from '../../support/setup.ts';
import { idsOf, listed } from '../../support/transactions.ts';

const EVERYTHING = ['balances' as const, 'ownership' as const, 'transactions' as const];

/** An account that was linked, and to which access was lost a day later; then what its holder links. */
async function lost(world: Setup, fields: Parameters<Setup['emulator']['linkAccount']>[0] = {}) {
  const account = await linkedAccount(world, fields);
  await world.emulator.clock.advance('1d');
  await world.emulator.updateAccount(account.id, { status: 'inactive' });
  const holder = { type: 'customer' as const, customer: String(account.account_holder?.customer) };
  const session = (params: Parameters<typeof openSession>[1] = {}) =>
    openSession(world, { account_holder: holder, ...params });
  return { account, holder, session };
}

const typesSince = ({ emulator }: Setup, count: number) =>
  emulator
    .events()
    .slice(count)
    .map(({ type }) => type.replace('financial_connections.account.', ''));

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

describe('linking makes a new account', () => {
  const ids = async (world: Setup, customer: string) =>
    (await world.stripe.financialConnections.accounts.list({ account_holder: { customer } })).data.map(
      ({ id, status }) => ({ id, status }),
    );

  it.each([
    ['an id of its own', { id: 'fca_mine' }],
    ['a status of its own', { status: 'inactive' as const }],
    ['another account of the bank', { account: 'High Balance' }],
    ['the same account of another bank', { institution: 'Test (OAuth)' }],
    ['another name', { display_name: 'Mine' }],
    ['another number', { last4: '9999' }],
  ])('when linkAccount is given %s', async (_, fields) => {
    const world = setup();
    const { account, holder } = await lost(world);

    const linked = await world.emulator.linkAccount({ account_holder: holder, ...fields });

    expect(linked.id).not.toBe(account.id);
    expect(await ids(world, holder.customer)).toContainEqual({ id: account.id, status: 'inactive' });
  });

  it('of another holder, and of nobody', async () => {
    const world = setup();
    const { account } = await lost(world);
    const { id } = await openSession(world);
    const held = (await world.emulator.completeSession(id)).accounts.data[0];
    const nobodys = await world.emulator.linkAccount({ account_holder: null });
    await world.emulator.updateAccount(nobodys.id, { status: 'inactive' });

    const again = await world.emulator.linkAccount({ account_holder: null });

    expect(new Set([account.id, held.id, nobodys.id, again.id]).size).toBe(4);
  });

  it('when the earlier one was disconnected', async () => {
    const world = setup();
    const { account, session } = await lost(world);
    await world.stripe.financialConnections.accounts.disconnect(account.id);
    const { id } = await session();

    const { accounts } = await world.emulator.completeSession(id);

    expect(accounts.data[0].id).not.toBe(account.id);
    expect((await world.stripe.financialConnections.accounts.retrieve(account.id)).status).toBe(
      'disconnected',
    );
  });

  it.each(['Failure', 'Account closes after linking'])(
    'of one that is inactive by design, and stays so: %s',
    async (name) => {
      const world = setup();
      const first = await linkedAccount(world, { account: name });
      const customer = String(first.account_holder?.customer);
      const { id } = await openSession(world, { account_holder: { type: 'customer', customer } });

      const { accounts } = await world.emulator.completeSession(id, { accounts: [name] });

      expect(accounts.data[0]).toMatchObject({ status: 'inactive' });
      expect(accounts.data[0].id).not.toBe(first.id);
    },
  );

  it('under assume.relink new_account, and the old one stays inactive', async () => {
    const world = setup({ assume: { relink: 'new_account' } });
    const { account, session, holder } = await lost(world);
    const { id } = await session();
    const before = world.emulator.events().length;

    const { accounts } = await world.emulator.completeSession(id);

    expect(typesSince(world, before)).toEqual(['created']);
    expect(await ids(world, holder.customer)).toEqual([
      { id: accounts.data[0].id, status: 'active' },
      { id: account.id, status: 'inactive' },
    ]);
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

describe('the new account of a bank account to which access was lost', () => {
  const PAYROLL = { institution: 'Personas', account: 'Persona: Payroll worker' } as const;
  const AT_ONCE = { transactions: { delay: 'immediate' }, balance: { delay: 'immediate' } } as const;

  async function relinkedAnew(said: (world: Setup, id: string) => Promise<unknown>) {
    const world = setup({ seed: 7, assume: { relink: 'new_account' } });
    const fields = {
      ...PAYROLL,
      refresh: AT_ONCE,
      permissions: EVERYTHING,
      prefetch: ['transactions' as const, 'balances' as const],
    };
    const account = await linkedAccount(world, fields);
    await said(world, account.id);
    await world.emulator.clock.advance('1d');
    const features = ['balance' as const, 'transactions' as const];
    await world.stripe.financialConnections.accounts.refresh(account.id, { features });
    const before = await world.stripe.financialConnections.accounts.retrieve(account.id);
    await world.emulator.updateAccount(account.id, { status: 'inactive' });
    const customer = String(account.account_holder?.customer);
    const again = await world.emulator.linkAccount({
      ...fields,
      account_holder: { type: 'customer', customer },
    });
    const seen = async (id: string) =>
      (await listed(world, id)).map(({ amount, description, status, status_transitions, transacted_at }) =>
        // Each account shows the 180 days before its own first refresh.
        ({ amount, description, status, status_transitions, transacted_at }),
      );
    return { world, before, again, seen };
  }

  const MORE = [
    [
      'one of the fixture is void',
      async ({ emulator }: Setup, id: string, [first = '']: readonly string[]) =>
        emulator.updateTransactions(id, { void: [first] }),
    ],
    [
      'some are its own',
      async ({ emulator }: Setup, id: string) =>
        emulator.updateTransactions(id, {
          post: [
            { amount: -5, description: 'own', status: 'pending' },
            { amount: -700, description: 'named', id: 'fctxn_named' },
          ],
        }),
    ],
  ] as const;

  it.each(MORE)('has its transactions and its balance as they were told: %s', async (_, say) => {
    const { world, before, again, seen } = await relinkedAnew(async (setting, id) =>
      say(setting, id, await idsOf(setting, id)),
    );

    expect(again.id).not.toBe(before.id);
    const [old, fresh] = [await seen(before.id), await seen(again.id)];
    expect(old.length).toBeGreaterThan(0);
    expect(fresh).toEqual(old.slice(0, fresh.length));
    expect(old.length - fresh.length).toBeLessThan(10);
    expect(again.balance?.current).toEqual(before.balance?.current);
    const ids = [...(await idsOf(world, before.id)), ...(await idsOf(world, again.id))];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has those that have taken the place of others, and none that its bank has no more', async () => {
    const { before, again, seen } = await relinkedAnew(async ({ emulator }, id) =>
      emulator.updateAccount(id, { holdings: { transactions: [{ amount: 3, description: 'only' }] } }),
    );

    expect((await seen(again.id)).map(({ description }) => description)).toEqual(['only']);
    expect((await seen(before.id)).length).toBeGreaterThan(10);
    expect(again.balance?.current).toEqual(before.balance?.current);
  });

  it('has those that it is given', async () => {
    const { world, before, again } = await relinkedAnew(({ emulator }, id) =>
      emulator.updateTransactions(id, { post: [{ amount: -5, description: 'own' }] }),
    );
    await world.emulator.updateAccount(again.id, { status: 'inactive' });
    const third = await world.emulator.linkAccount({
      ...PAYROLL,
      account_holder: { type: 'customer', customer: String(before.account_holder?.customer) },
      refresh: AT_ONCE,
      permissions: EVERYTHING,
      prefetch: ['transactions'],
      holdings: { transactions: [{ amount: 9, description: 'given' }] },
    });

    expect((await listed(world, third.id)).map(({ description }) => description)).toEqual(['given']);
  });
});
