import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../../support/setup.ts';
import { idsOf, listed, NOW, refreshed } from '../../../support/transactions.ts';

const FROZEN = { seed: 1, time: { start: NOW, runs: false } } as const;

describe('what a bank does now', () => {
  it('is shown by the next refresh, and by none that had been started', async () => {
    const world = setup(FROZEN);
    const { emulator, stripe } = world;
    const { id } = await emulator.linkAccount({ holdings: { transactions: [] } });
    // Within one second: the refresh first.
    await stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });
    const { data } = await emulator.updateTransactions(id, { post: [{ amount: -1, description: 'late' }] });
    await emulator.clock.advance('2s');
    expect(await listed(world, id)).toEqual([]);

    const second = await refreshed(world, id);

    expect(data).toEqual([
      {
        id: expect.stringMatching(/^fctxn_\w{24}$/),
        object: 'bank_transaction',
        account: id,
        amount: -1,
        currency: 'usd',
        description: 'late',
        status: 'posted',
        status_transitions: { posted_at: NOW, void_at: null },
        transacted_at: NOW,
      },
    ]);
    expect(await listed(world, id)).toMatchObject([{ id: data[0]?.id, transaction_refresh: second }]);
  });

  it('settles and voids transactions of the fixture, and of personas, as well', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const { id } = await emulator.linkAccount({
      institution: 'Personas',
      account: 'Persona: Payroll worker',
      refresh: { balance: { delay: 'immediate' } },
    });
    const first = await refreshed(world, id);
    const [one, other] = (await listed(world, id)).filter(({ status }) => status === 'pending');
    const posted = (await listed(world, id)).find(({ status }) => status === 'posted');

    const { data } = await emulator.updateTransactions(id, {
      settle: [{ id: one?.id ?? '', amount: -4321, description: 'SETTLED' }],
      void: [other?.id ?? '', posted?.id ?? ''],
    });
    const second = await refreshed(world, id);

    expect(data.map(({ status }) => status)).toEqual(['posted', 'void', 'void']);
    const changed = await listed(world, id, { transaction_refresh: { after: first } });
    const byId = new Map(changed.map((transaction) => [transaction.id, transaction]));
    expect(byId.get(one?.id ?? '')).toMatchObject({
      amount: -4321,
      description: 'SETTLED',
      status: 'posted',
    });
    expect(byId.get(other?.id ?? '')).toMatchObject({ status: 'void', amount: other?.amount });
    expect(byId.get(posted?.id ?? '')).toMatchObject({
      status: 'void',
      status_transitions: { posted_at: posted?.status_transitions.posted_at },
      transaction_refresh: second,
    });
    // It stays so, whatever the persona would have done.
    await emulator.clock.advance('30d');
    await refreshed(world, id);
    const after = await world.stripe.financialConnections.transactions.retrieve(one?.id ?? '');
    expect(after).toMatchObject({ amount: -4321, status: 'posted', transaction_refresh: second });
  });

  it('changes old transactions too, however far back a walk would have to go for them', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const { id } = await emulator.linkAccount({
      institution: 'Personas',
      account: 'Persona: Payroll worker',
    });
    const first = await refreshed(world, id);
    const all = await listed(world, id);
    const oldest = all.findLast(({ status }) => status === 'posted');
    await emulator.clock.advance('60d');
    const second = await refreshed(world, id);
    await emulator.updateTransactions(id, { void: [oldest?.id ?? ''] });
    await refreshed(world, id);

    const changed = await idsOf(world, id, { transaction_refresh: { after: second } });
    expect(changed.at(-1)).toBe(oldest?.id);
    const since = await idsOf(world, id, { transaction_refresh: { after: first } });
    expect(since.at(-1)).toBe(oldest?.id);
    expect(
      (
        await world.stripe.financialConnections.transactions.list({
          account: id,
          ending_before: oldest?.id ?? '',
          limit: 1,
          transaction_refresh: { after: second },
        })
      ).data.map((transaction) => transaction.id),
    ).toEqual(changed.slice(-2, -1));
  });

  it('is refused for what there is not, cannot be, or is said twice, and nothing of it happens then', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const { id } = await emulator.linkAccount({
      holdings: { transactions: [{ amount: -1, description: 'x', id: 'fctxn_own', status: 'pending' }] },
    });
    const refused = async (patch: Parameters<typeof emulator.updateTransactions>[1]) =>
      emulator.updateTransactions(id, { post: [{ amount: 9, description: 'never' }], ...patch }).then(
        () => 'nothing',
        ({ message }: Error) => message,
      );

    const later = await emulator.updateTransactions(id, {
      post: [{ amount: -1, description: 'y', transacted_at: NOW + 99 }],
    });
    expect(await refused({ settle: [later.data[0]?.id ?? ''] })).toContain(
      `is still to come: the bank knows it from ${NOW + 99} on, and it is ${NOW}.`,
    );
    expect(await refused({ settle: ['fctxn_none'] })).toContain(
      `settle[0]: the account ${id} has no transaction fctxn_none.`,
    );
    expect(await refused({ settle: ['fctxn_own'], void: ['fctxn_own'] })).toContain(
      'fctxn_own is named twice',
    );
    expect(await refused({ post: [{ amount: 1, description: 'y', id: 'fctxn_own' }] })).toContain(
      'post[0][id] is fctxn_own, which is the id of another transaction',
    );
    await emulator.updateTransactions(id, { settle: ['fctxn_own'] });
    expect(await refused({ settle: ['fctxn_own'] })).toBe(
      'settle[0]: the transaction fctxn_own is posted, and only a pending one posts.',
    );
    await emulator.updateTransactions(id, { void: ['fctxn_own'] });
    expect(await refused({ void: ['fctxn_own'] })).toBe(
      'void[0]: the transaction fctxn_own is void, and stays so.',
    );
    await refreshed(world, id);
    expect((await listed(world, id)).map(({ amount, status }) => [amount, status])).toEqual([[-1, 'void']]);
    await expect(emulator.updateTransactions(id, {})).rejects.toThrow('Say what the bank does');
    await expect(emulator.updateTransactions('fca_x', { void: ['x'] })).rejects.toThrow(
      'No such financial_connections.account',
    );
  });

  it('is told over HTTP as well', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({ holdings: { transactions: [] } });
    const path = `/_emulator/financial_connections/accounts/${id}/transactions`;
    const form = 'post[0][amount]=-7&post[0][description]=x&post[0][status]=pending';
    const { body } = await world.call('POST', path, { form });
    const settled = await world.call('POST', path, { json: { settle: [body.data[0].id] } });

    expect(body).toMatchObject({ object: 'list', url: path, data: [{ status: 'pending', amount: -7 }] });
    expect(settled.body.data).toMatchObject([{ id: body.data[0].id, status: 'posted' }]);
    expect(
      await refusal(world.stripe.financialConnections.transactions.retrieve(body.data[0].id)),
    ).toMatchObject({
      statusCode: 404,
    });
  });
});
