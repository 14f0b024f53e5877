import { describe, expect, it } from 'vitest';
import { JENNY } from '../../../support/payment-methods.ts';
import { paying } from '../../../support/payments.ts';
import { setup } from '../../../support/setup.ts';
import { listed, NOW, refreshed, type Transaction } from '../../../support/transactions.ts';

const TRANSACTIONS = 'financial_connections.transactions';
const OPTIONS = { seed: 1, time: { start: NOW, runs: false } } as const;

const asFields = (transactions: readonly Transaction[]) => transactions.map((one) => ({ ...one }));

/** An account with one of its own, and one of each end. */
async function ownWorld() {
  const world = setup({ ...OPTIONS, payments: { settlementDelayMs: '1d' } });
  const { emulator, stripe } = world;
  const { id } = await emulator.linkAccount({
    holdings: { transactions: [{ amount: -5, description: 'x' }] },
  });
  const { data } = await emulator.updateTransactions(id, {
    post: [
      { amount: -1, description: 'settles', status: 'pending' },
      { amount: -2, description: 'vanishes', status: 'pending', id: 'fctxn_mine' },
      { amount: -3, description: 'stays', status: 'pending' },
    ],
  });
  const method = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: JENNY,
    us_bank_account: { financial_connections_account: id },
  });
  const customer = await stripe.customers.create();
  await stripe.paymentMethods.attach(method.id, { customer: customer.id });
  await paying(world, { amount: 2500, customer: customer.id, payment_method: method.id });
  const first = await refreshed(world, id);
  const put = async () => emulator.putObjects({ [TRANSACTIONS]: asFields(await listed(world, id)) });
  return { ...world, id, first, data, put };
}

describe('transactions that are put back as they were answered', () => {
  it('change nothing, of the user, of a payment or of a bank that has said more since', async () => {
    const { data, first, put, ...world } = await ownWorld();
    const { emulator, id } = world;
    const before = await listed(world, id);
    await emulator.clock.advance('1h');
    await emulator.updateTransactions(id, { settle: [data[0]?.id ?? ''], void: ['fctxn_mine'] });

    expect((await put())[TRANSACTIONS]).toEqual(before);

    expect(await listed(world, id)).toEqual(before);
    expect(await listed(world, id, { transaction_refresh: { after: first } })).toEqual([]);
    await emulator.clock.advance('3d');
    await refreshed(world, id);
    const after = await listed(world, id);
    expect(after.map(({ description, status }) => `${description} ${status}`).sort()).toEqual([
      'STRIPE posted',
      'settles posted',
      'stays pending',
      'vanishes void',
      'x posted',
    ]);
    await put();
    expect(await listed(world, id)).toEqual(after);
  });

  it.each(['Student', 'Payroll worker'])(
    'change nothing of the persona %s, now and after months',
    async (persona) => {
      const [world, other] = [setup(OPTIONS), setup(OPTIONS)];
      for (const { emulator } of [world, other]) await emulator.linkAccount({ persona, id: 'fca_1' });
      for (const one of [world, other]) await refreshed(one, 'fca_1');
      const before = await listed(world, 'fca_1');

      await world.emulator.putObjects({ [TRANSACTIONS]: asFields(before) });

      expect(await listed(world, 'fca_1')).toEqual(before);
      for (const one of [world, other]) {
        await one.emulator.clock.advance('60d');
        await refreshed(one, 'fca_1');
      }
      expect(await listed(world, 'fca_1')).toEqual(await listed(other, 'fca_1'));
    },
  );

  it('keep the ids that they had, whatever is said of them, and so does a snapshot', async () => {
    const { data: _data, first: _first, put: _put, ...world } = await ownWorld();
    const { emulator, id } = world;
    const all = await listed(world, id);
    for (const one of all) await emulator.putObjects({ [TRANSACTIONS]: [{ ...one, description: 'new' }] });

    const after = await listed(world, id);

    expect(after.map((one) => one.id)).toEqual(all.map((one) => one.id));
    expect(new Set(after.map(({ description }) => description))).toEqual(new Set(['new']));
    const restored = setup(OPTIONS);
    await restored.emulator.restore(await emulator.snapshot());
    expect(await listed(restored, id)).toEqual(after);
  });

  it('are shown by the refreshes that they name, in the order of those', async () => {
    const world = setup(OPTIONS);
    const { emulator, stripe } = world;
    const { id } = await emulator.linkAccount({ holdings: { transactions: [] } });
    const own = await refreshed(world, id);
    const old = { account: id, amount: -1, description: 'Old', transacted_at: NOW - 900 };
    await emulator.putObjects({
      [TRANSACTIONS]: [{ ...old, transaction_refresh: 'fctxnref_old', updated: NOW - 500 }],
    });

    const [shown] = await listed(world, id);

    expect(shown).toMatchObject({ transaction_refresh: 'fctxnref_old', updated: NOW - 500 });
    expect(await listed(world, id, { transaction_refresh: { after: 'fctxnref_old' } })).toEqual([]);
    expect((await stripe.financialConnections.accounts.retrieve(id)).transaction_refresh?.id).toBe(own);
  });

  it.each([
    [{ status: 'posted', status_transitions: { posted_at: null, void_at: null } }, '[posted_at]: a posted'],
    [
      { status: 'void', status_transitions: { posted_at: null, void_at: null } },
      '[void_at]: a transaction is',
    ],
  ])('are refused where they contradict themselves: %j', async (fields, message) => {
    const { id, emulator } = await ownWorld();
    const given = { account: id, amount: -1, description: 'x', transacted_at: NOW, ...fields };

    await expect(emulator.putObjects({ [TRANSACTIONS]: [given] })).rejects.toThrow(message);
  });

  it.each([
    ['a persona', { persona: 'Student' }],
    ['a basic account', {}],
    ['an account that was given its own', { holdings: { transactions: [{ amount: -7, description: 'x' }] } }],
  ])('are all there where the ids that are made begin again: %s', async (_, fields) => {
    const world = setup(OPTIONS);
    const { emulator, stripe } = world;
    const { id } = await emulator.linkAccount(fields);
    const post = ['b', 'c', 'd'].map((description) => ({ amount: -2, description }));
    await emulator.updateTransactions(id, { post });
    await refreshed(world, id);
    const account = await stripe.financialConnections.accounts.retrieve(id);
    const before = await listed(world, id);

    await emulator.reset();
    await emulator.putObjects({
      'financial_connections.accounts': [{ ...account }],
      [TRANSACTIONS]: asFields(before),
    });

    const after = await listed(world, id);
    const told = (all: readonly Transaction[]) => new Map(all.map((one) => [one.id, one.description]));
    expect(after).toHaveLength(before.length);
    expect(told(after)).toEqual(told(before));
    for (const one of before)
      expect(await stripe.financialConnections.transactions.retrieve(one.id)).toEqual(one);
  });
});
