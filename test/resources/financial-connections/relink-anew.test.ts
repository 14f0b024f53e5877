import { describe, expect, it } from 'vitest';
import { EVERYTHING, lost, typesSince } from '../../support/relinks.ts';
import { linkedAccount, openSession, type Setup, setup } from '../../support/setup.ts';
import { idsOf, listed } from '../../support/transactions.ts';

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

  it('which a snapshot has as it is, whatever was read of the earlier one', async () => {
    const world = setup({ assume: { relink: 'new_account' } });
    const { id: customer } = await world.stripe.customers.create();
    const fields = { account_holder: { type: 'customer' as const, customer } };
    const earlier = await world.emulator.linkAccount(fields);
    await world.stripe.financialConnections.accounts.refresh(earlier.id, { features: ['transactions'] });
    await world.emulator.updateAccount(earlier.id, { status: 'inactive' });
    const linked = await world.emulator.linkAccount(fields);

    const other = setup();
    await other.emulator.restore(await world.emulator.snapshot());

    expect(linked.id).not.toBe(earlier.id);
    expect(await ids(other, customer)).toEqual(await ids(world, customer));
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
