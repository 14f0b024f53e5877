import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../../support/dark-corners.ts';
import { refusal, setup } from '../../../support/setup.ts';
import { idsOf, NOW, refreshed, synced } from '../../../support/transactions.ts';

const { corner, expectAllTold } = cornersOf(
  'resources/financial-connections/transactions/dark-corners.test.ts',
);

describe('transactions', () => {
  corner(40, 'before the first refresh that succeeds the list is an error, and not empty', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const { id } = await emulator.linkAccount({
      refresh: { transactions: { outcome: 'failed, succeeded' } },
    });
    const code = 'financial_connections_no_successful_transaction_refresh';
    const list = () => stripe.financialConnections.transactions.list({ account: id });

    expect(await refusal(list())).toMatchObject({ code, statusCode: 400 });
    await refreshed(world, id);
    expect(await refusal(list())).toMatchObject({
      code,
      message: expect.stringContaining('at least one successful transaction refresh.'),
    });
    await refreshed(world, id);
    expect((await list()).object).toBe('list');
  });

  corner(
    41,
    'after a refresh there are new ones and changed ones, and those of that refresh are not among them',
    async () => {
      const world = setup({ time: { start: NOW, runs: false } });
      const { id } = await world.emulator.linkAccount({ holdings: { transactions: [] } });
      const { data } = await world.emulator.updateTransactions(id, {
        post: [
          { amount: -500, description: 'Cafe', status: 'pending' },
          { amount: -700, description: 'Books' },
        ],
      });
      const [pending, posted] = data.map((transaction) => transaction.id);
      const first = await refreshed(world, id);
      expect(await idsOf(world, id)).toEqual([posted, pending]);
      expect(await idsOf(world, id, { transaction_refresh: { after: first } })).toEqual([]);
      await world.emulator.clock.advance('1d');
      await world.emulator.updateTransactions(id, {
        settle: [{ id: pending ?? '', amount: -600 }],
        post: [{ amount: 100, description: 'Interest' }],
      });

      const second = await refreshed(world, id);

      const changed = await synced(world, id, first);
      expect(changed.map(({ amount, transaction_refresh }) => [amount, transaction_refresh])).toEqual([
        [100, second],
        [-600, second],
      ]);
      expect(changed[1]).toMatchObject({ id: pending, status: 'posted' });
      expect(await idsOf(world, id, { transaction_refresh: { after: second } })).toEqual([]);
    },
  );

  corner(42, 'transaction_refresh is a hash with after, which is not empty', async () => {
    const world = setup();
    const { id } = await world.emulator.linkAccount();
    await refreshed(world, id);
    const asked = async (query: string) => {
      const path = `/v1/financial_connections/transactions?account=${id}&${query}`;
      const { status, body } = await world.call('GET', path);
      return [status, body.error.code, body.error.param];
    };

    // A form cannot say a hash without a member: these are what can be said of one without `after`.
    expect(await asked('transaction_refresh[before]=x')).toEqual([
      400,
      'parameter_unknown',
      'transaction_refresh[before]',
    ]);
    expect(await asked('transaction_refresh[after]=')).toEqual([
      400,
      'parameter_invalid_empty',
      'transaction_refresh[after]',
    ]);
    expect((await asked('transaction_refresh=fctxnref_1'))[0]).toBe(400);
    expect((await asked('transaction_refresh='))[0]).toBe(400);
  });

  corner(43, 'they have no created, and are listed by when they were transacted', async () => {
    const world = setup({ time: { start: NOW, runs: false } });
    const { id } = await world.emulator.linkAccount({
      holdings: {
        transactions: [
          { amount: 1, description: 'a', transacted_at: NOW - 50 },
          { amount: 2, description: 'b', transacted_at: NOW - 10 },
          { amount: 3, description: 'c', transacted_at: NOW - 50 },
        ],
      },
    });
    await refreshed(world, id);

    const list = await synced(world, id);

    expect(list.map(({ amount }) => amount)).toEqual([2, 3, 1]);
    expect(Object.keys(list[0] ?? {})).toEqual([
      ...['id', 'object', 'account', 'amount', 'currency', 'description', 'livemode', 'status'],
      ...['status_transitions', 'transacted_at', 'transaction_refresh', 'updated'],
    ]);
  });

  corner(44, 'posted_at is null while one is pending, and void_at until it is void', async () => {
    const world = setup({ time: { start: NOW, runs: false } });
    const { id } = await world.emulator.linkAccount({
      holdings: {
        transactions: [
          { amount: -1, description: 'a', status: 'pending' },
          { amount: -2, description: 'b' },
        ],
      },
    });
    await refreshed(world, id);
    const [b, a] = await synced(world, id);
    expect(a?.status_transitions).toEqual({ posted_at: null, void_at: null });
    expect(b?.status_transitions).toEqual({ posted_at: NOW, void_at: null });
    await world.emulator.clock.advance('58s');

    await world.emulator.updateTransactions(id, { void: [a?.id ?? '', b?.id ?? ''] });
    await refreshed(world, id);

    const [after, before] = await synced(world, id);
    expect(before?.status_transitions).toEqual({ posted_at: null, void_at: NOW + 60 });
    expect(after?.status_transitions).toEqual({ posted_at: NOW, void_at: NOW + 60 });
  });

  corner(45, 'money out is negative', async () => {
    const world = setup();
    const { id } = await world.emulator.linkAccount({
      institution: 'Personas',
      account: 'Persona: Freelancer',
    });
    await refreshed(world, id);

    const all = await synced(world, id);

    const rent = all.filter(
      ({ description }) => description.includes('RENT') || description.includes('GREEN MARKET'),
    );
    expect(rent.length).toBeGreaterThan(0);
    expect(rent.every(({ amount }) => amount < 0)).toBe(true);
  });

  it('are all told', () => expectAllTold());
});
