import { describe, expect, it } from 'vitest';
import { booked, booksOf, type Refresh, shownOf } from '../../../support/bank-books.ts';
import { DAY } from '../../../support/living.ts';
import { linkedAccount, type Setup, setup } from '../../../support/setup.ts';
import { idsOf, listed, NOW, synced } from '../../../support/transactions.ts';

/* A refresh contains what the bank knew when it was initiated: what happens until it ends comes with the next one. */

const SLOWLY = { transactions: { delay: '30s' } } as const;
const PAYROLL = { institution: 'Personas', account: 'Persona: Payroll worker' } as const;

async function linked(start: number, fields: Parameters<typeof linkedAccount>[1] = {}) {
  const world = setup({ seed: 'initiation', time: { start, runs: false } });
  const permissions = ['transactions' as const];
  const { id } = await linkedAccount(world, { permissions, refresh: SLOWLY, ...fields });
  return { ...world, id };
}

/** Initiates a refresh of the account, which takes 30 seconds. */
async function begun({ stripe }: Setup, id: string): Promise<{ readonly id: string; readonly at: number }> {
  const { transaction_refresh: refresh } = await stripe.financialConnections.accounts.refresh(id, {
    features: ['transactions'],
  });
  if (refresh?.status !== 'pending') throw new Error('The refresh is not under way.');
  return { id: refresh.id, at: refresh.last_attempted_at };
}

describe('a refresh of transactions that takes its time', () => {
  it.each([
    ['in the second of its initiation', '0s'],
    ['half-way', '15s'],
    ['a second before its end', '29s'],
  ] as const)('does not contain what is posted, settled or voided meanwhile: %s', async (_, meanwhile) => {
    const world = await linked(NOW);
    const { emulator, stripe, id } = world;
    await emulator.updateTransactions(id, {
      post: [
        { id: 'fctxn_settled', amount: -100, description: 'to settle', status: 'pending' },
        { id: 'fctxn_voided', amount: -200, description: 'to void', status: 'pending' },
      ],
    });
    await begun(world, id);
    await emulator.clock.advance('10d');
    const before = await listed(world, id);
    const second = await begun(world, id);
    await emulator.clock.advance(meanwhile);
    const { data: told } = await emulator.updateTransactions(id, {
      post: [{ amount: -300, description: 'meanwhile' }],
      settle: [{ id: 'fctxn_settled', amount: -101 }],
      void: ['fctxn_voided'],
    });
    const [posted] = told;
    await emulator.clock.advance('30s');

    const account = await stripe.financialConnections.accounts.retrieve(id);
    expect(account.transaction_refresh).toMatchObject({ id: second.id, status: 'succeeded' });
    const shown = await listed(world, id);
    for (const one of ['fctxn_settled', 'fctxn_voided'])
      expect(shown.find((found) => found.id === one)).toEqual(before.find((found) => found.id === one));
    expect(shown.map((found) => found.id)).not.toContain(posted?.id);

    await emulator.clock.advance('1d');
    const third = await begun(world, id);
    await emulator.clock.advance('30s');
    const delta = await synced(world, id, second.id);
    expect(delta).toHaveLength(3);
    for (const one of delta) expect(one.transaction_refresh).toBe(third.id);
    expect(new Map(delta.map((one) => [one.id, [one.status, one.amount]]))).toEqual(
      new Map([
        [posted?.id, ['posted', -300]],
        ['fctxn_settled', ['posted', -101]],
        ['fctxn_voided', ['void', -200]],
      ]),
    );
  });

  it('does not contain what settles meanwhile, the first of an account as little as any', async () => {
    const world = await linked(NOW);
    const { emulator, id } = world;
    const post = [
      { id: 'fctxn_settled', amount: -100, description: 'to settle', status: 'pending' as const },
    ];
    await emulator.updateTransactions(id, { post });
    const first = await begun(world, id);
    await emulator.updateTransactions(id, { settle: ['fctxn_settled'] });
    await emulator.clock.advance('1d');
    const before = await listed(world, id);
    const second = await begun(world, id);
    await emulator.clock.advance('30s');

    expect(before.find((one) => one.id === 'fctxn_settled')).toMatchObject({
      status: 'pending',
      transaction_refresh: first.id,
    });
    expect(await synced(world, id, first.id)).toMatchObject([
      { id: 'fctxn_settled', status: 'posted', transaction_refresh: second.id },
    ]);
  });

  it("does not contain what a persona's bank posts by itself meanwhile", async () => {
    // Banks post at noon: half of each refresh lies behind it.
    const start = NOW - 15;
    const world = await linked(start, PAYROLL);
    const { emulator, id } = world;
    const refreshes: Refresh[] = [];
    const books = await booksOf(world, id, PAYROLL.account);
    let duringOne = 0;
    for (let day = 0; day < 21; day++) {
      await emulator.clock.advance({ to: start + day * DAY });
      const { id: refresh, at } = await begun(world, id);
      const end = at + 30;
      expect(at).toBe(start + day * DAY);
      await emulator.clock.advance('30s');
      refreshes.push({ id: refresh, at, end, status: 'succeeded' });
      const items = [...books.walk({ from: at - 20 * DAY, to: end })];
      const meanwhile = items.filter(({ stages }) =>
        stages.some((stage) => stage.at > at && stage.at <= end),
      );
      duringOne += meanwhile.length;

      const shown = shownOf(books, refreshes).filter(({ transaction_refresh: by }) => by === refresh);
      const last = refreshes.at(-2)?.id;
      const delta = await synced(world, id, last);
      expect(delta.map(booked).sort()).toEqual(shown.map(booked).sort());
      for (const { transacted_at, status_transitions } of delta)
        for (const time of [transacted_at, status_transitions.posted_at, status_transitions.void_at])
          expect(time ?? 0).toBeLessThanOrEqual(at);
    }

    // Otherwise nothing has been tried.
    expect(duringOne).toBeGreaterThan(10);
  });

  it('tells of its end as the time of what it has changed, and of its initiation as that of what it knows', async () => {
    const world = await linked(NOW);
    const { emulator, id } = world;
    await emulator.updateTransactions(id, { post: [{ id: 'fctxn_one', amount: -1, description: 'one' }] });
    const { id: refresh } = await begun(world, id);
    await emulator.clock.advance('30s');
    const all = await listed(world, id);

    expect(await idsOf(world, id)).toContain('fctxn_one');
    for (const one of all) expect(one).toMatchObject({ transaction_refresh: refresh, updated: NOW + 30 });
    expect(all.every(({ transacted_at: at }) => at <= NOW)).toBe(true);
  });
});
