import { describe, expect, it } from 'vitest';
import { type Setup, setup } from '../../../support/setup.ts';

const FROZEN = { time: { start: '2026-01-05T12:00:00Z', runs: false }, seed: 'replacing' } as const;

async function listed({ stripe }: Setup, account: string) {
  return stripe.financialConnections.transactions
    .list({ account, limit: 100 })
    .autoPagingToArray({ limit: 1000 });
}

async function refreshed(world: Setup, id: string) {
  await world.stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });
  await world.emulator.clock.advance('1s');
  return listed(world, id);
}

const OURS = { holdings: { transactions: [{ amount: -1, description: 'OURS' }] } };

describe('transactions that take the place of what a bank had', () => {
  it.each([{ persona: 'Student' }, { account: 'Success' }])(
    'leave what was collected as it was, and nothing more comes of it: %j',
    async (fields) => {
      const world = setup(FROZEN);
      const { id } = await world.emulator.linkAccount(fields);
      const before = await refreshed(world, id);

      await world.emulator.updateAccount(id, OURS);
      const meanwhile = await listed(world, id);
      await world.emulator.clock.advance('10d');
      const after = await refreshed(world, id);

      expect(before.length).toBeGreaterThan(10);
      expect(meanwhile).toEqual(before);
      expect(after.map(({ description }) => description)).toContain('OURS');
      expect(after.filter(({ description }) => description !== 'OURS')).toEqual(before);
      expect(await world.stripe.financialConnections.transactions.retrieve(before[0]?.id ?? '')).toEqual(
        before[0],
      );
    },
  );

  it('are all there is where nothing was collected', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({ persona: 'Student' });

    await world.emulator.updateAccount(id, OURS);

    expect((await refreshed(world, id)).map(({ description }) => description)).toEqual(['OURS']);
  });

  it('are told of by the next refresh alone, and none that was collected is told of again', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({ persona: 'Student' });
    await refreshed(world, id);
    const { transaction_refresh: refresh } = await world.stripe.financialConnections.accounts.retrieve(id);
    await world.emulator.updateAccount(id, OURS);
    await refreshed(world, id);

    const { data } = await world.stripe.financialConnections.transactions.list({
      account: id,
      transaction_refresh: { after: refresh?.id ?? '' },
    });

    expect(data.map(({ description }) => description)).toEqual(['OURS']);
  });

  it('replace earlier ones of the user’s own that no refresh has shown, and leave the others', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({
      holdings: { transactions: [{ amount: -2, description: 'SHOWN', status: 'pending' }] },
    });
    await refreshed(world, id);
    await world.emulator.updateTransactions(id, { post: [{ amount: -3, description: 'NEVER SHOWN' }] });

    await world.emulator.updateAccount(id, OURS);
    await world.emulator.clock.advance('1s');

    const after = await refreshed(world, id);
    expect(after.map(({ description, status }) => `${description} ${status}`).sort()).toEqual([
      'OURS posted',
      'SHOWN pending',
    ]);
    const { emulator: other, stripe } = setup();
    await other.restore(await world.emulator.snapshot());
    expect((await stripe.financialConnections.transactions.list({ account: id })).data).toEqual(after);
  });

  it('leave the payments of the account', async () => {
    const world = setup(FROZEN);
    const { stripe, emulator } = world;
    const { id: customer } = await stripe.customers.create();
    const { id } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['payment_method', 'transactions'] },
        },
      },
    });
    const { payment_method: method } = await emulator.collectBankAccount(id, { account: 'Success' });
    const account = method.us_bank_account.financial_connections_account;
    await stripe.paymentIntents.confirm(id, {
      mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
    });

    await emulator.updateAccount(account, OURS);
    await emulator.clock.advance('2s');

    const after = await refreshed(world, account);
    expect(after.map(({ amount, status }) => [amount, status]).sort()).toEqual([
      [-1, 'posted'],
      [-2000, 'posted'],
    ]);
  });

  const PENDING = { id: 'fctxn_given', amount: -4, description: 'GIVEN', status: 'pending' } as const;

  it.each([
    [{ persona: 'Student' }, '0s'],
    [{ persona: 'Student' }, '30d'],
    [{ account: 'Success' }, '0s'],
    [{ account: 'Success' }, '30d'],
    [{ holdings: { transactions: [PENDING] } }, '30d'],
  ] as const)('can be told of as before, those that were collected: %j, %s later', async (fields, later) => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount(JSON.parse(JSON.stringify(fields)));
    const before = await refreshed(world, id);
    const open = before.filter(({ status }) => status === 'pending');
    await world.emulator.updateAccount(id, OURS);
    await world.emulator.clock.advance(later);

    const [settled = '', ...voided] = open.map((one) => one.id);
    await world.emulator.updateTransactions(id, { settle: [{ id: settled, amount: -9 }], void: voided });

    const after = await refreshed(world, id);
    expect(after.find((one) => one.id === settled)).toMatchObject({ status: 'posted', amount: -9 });
    const states = new Map(after.map((one) => [one.id, one.status]));
    expect(voided.map((one) => states.get(one))).toEqual(voided.map(() => 'void'));
    expect(after).toHaveLength(before.length + 1);
    const { emulator: other, stripe } = setup();
    await other.restore(await world.emulator.snapshot());
    expect(await listed({ ...world, stripe }, id)).toEqual(after);
  });

  const STATUSES = ['pending', 'posted', 'void'] as const;

  it.each(STATUSES.flatMap((earlier) => STATUSES.map((later) => [earlier, later] as const)))(
    'are in the status that they are given by their id, %s before and %s now',
    async (earlier, later) => {
      const world = setup(FROZEN);
      const given = (status: (typeof STATUSES)[number]) => ({
        holdings: { transactions: [{ ...PENDING, status }] },
      });
      const { id } = await world.emulator.linkAccount(given(earlier));
      await refreshed(world, id);
      await world.emulator.updateAccount(id, given(later));

      const [transaction, ...more] = await refreshed(world, id);

      expect(more).toEqual([]);
      const { posted_at: posted, void_at: voided } = transaction?.status_transitions ?? {};
      expect(transaction?.status).toBe(later);
      expect(voided !== null).toBe(later === 'void');
      if (later !== 'void') expect(posted !== null).toBe(later === 'posted');
      await world.emulator.putObjects({ 'financial_connections.transactions': [{ ...transaction }] });
      expect(await listed(world, id)).toEqual([transaction]);
    },
  );
});
