import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../../src/index.ts';
import { setup } from '../../../support/setup.ts';
import { listed, NOW, refreshed, type Transaction } from '../../../support/transactions.ts';

const ACCOUNTS = 'financial_connections.accounts';
const TRANSACTIONS = 'financial_connections.transactions';
const FROZEN = { seed: 1, time: { start: NOW, runs: false } } as const;
const COFFEE = { id: 'fctxn_123', account: 'fca_1', amount: -450, description: 'Coffee' };

describe('transactions that are put in place', () => {
  it('are visible at once, with the ids that they were given', async () => {
    const world = setup(FROZEN);
    const { emulator, stripe } = world;

    const put = await emulator.putObjects({
      [TRANSACTIONS]: [COFFEE, { account: 'fca_1', amount: -9, description: 'Tea', transacted_at: NOW - 99 }],
      [ACCOUNTS]: [
        {
          id: 'fca_1',
          holdings: { transactions: [] },
          transaction_refresh: { id: 'fctxnref_1', status: 'succeeded' },
        },
      ],
    });

    const [coffee, tea] = await listed(world, 'fca_1');
    expect(coffee).toEqual({
      id: 'fctxn_123',
      object: 'financial_connections.transaction',
      account: 'fca_1',
      amount: -450,
      currency: 'usd',
      description: 'Coffee',
      livemode: false,
      status: 'posted',
      status_transitions: { posted_at: NOW, void_at: null },
      transacted_at: NOW,
      transaction_refresh: 'fctxnref_1',
      updated: NOW,
    });
    expect(put[TRANSACTIONS]).toEqual([coffee, tea]);
    expect(tea?.id).toMatch(/^fctxn_\w{24}$/);
    expect(await stripe.financialConnections.transactions.retrieve('fctxn_123')).toEqual(coffee);
    expect(emulator.events()).toEqual([]);
  });

  it('bring a refresh with them where the account has had none, or none as late', async () => {
    const world = setup(FROZEN);
    const { emulator, stripe } = world;
    await emulator.putObjects({
      [ACCOUNTS]: [{ id: 'fca_1', holdings: { transactions: [] } }],
      [TRANSACTIONS]: [COFFEE],
    });
    const before = await stripe.financialConnections.accounts.retrieve('fca_1');
    expect(before.transaction_refresh).toMatchObject({ status: 'succeeded', last_attempted_at: NOW });
    await emulator.clock.advance('1d');
    await emulator.putObjects({
      [TRANSACTIONS]: [{ ...COFFEE, id: 'fctxn_124', transaction_refresh: 'fctxnref_2' }],
    });

    const after = await stripe.financialConnections.accounts.retrieve('fca_1');

    expect(after.transaction_refresh?.id).toBe('fctxnref_2');
    expect((await listed(world, 'fca_1')).map(({ id, transaction_refresh: by }) => [id, by])).toEqual([
      ['fctxn_124', 'fctxnref_2'],
      ['fctxn_123', before.transaction_refresh?.id],
    ]);
    const changed = await listed(world, 'fca_1', {
      transaction_refresh: { after: before.transaction_refresh?.id ?? '' },
    });
    expect(changed.map(({ id }) => id)).toEqual(['fctxn_124']);
  });

  it('replace those of the same id, and go on as all others do', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const pending = { ...COFFEE, status: 'pending' };
    await emulator.putObjects({
      [ACCOUNTS]: [{ id: 'fca_1', holdings: { transactions: [] } }],
      [TRANSACTIONS]: [COFFEE],
    });
    await emulator.putObjects({ [TRANSACTIONS]: [pending] });
    expect((await listed(world, 'fca_1')).map(({ status }) => status)).toEqual(['pending']);

    await emulator.clock.advance('1s');
    await emulator.updateTransactions('fca_1', { settle: ['fctxn_123'] });
    await refreshed(world, 'fca_1');

    expect((await listed(world, 'fca_1')).map(({ id, status }) => [id, status])).toEqual([
      ['fctxn_123', 'posted'],
    ]);
  });

  it('may be an answer of the API as it is, also of a persona', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const persona = { id: 'fca_1', institution: 'Personas', account: 'Persona: Payroll worker' };
    await emulator.putObjects({ [ACCOUNTS]: [persona] });
    await refreshed(world, 'fca_1');
    const all = await listed(world, 'fca_1');
    const oldestFirst = all.toReversed().map((one) => ({ ...one }));

    for (const fields of [persona, { ...persona, holdings: { transactions: [] } }]) {
      const other = setup(FROZEN);
      await other.emulator.putObjects({ [ACCOUNTS]: [fields], [TRANSACTIONS]: oldestFirst });
      const asItIs = ({ updated: _updated, ...rest }: Transaction) => rest;

      expect((await listed(other, 'fca_1')).map(asItIs)).toEqual(all.map(asItIs));
    }
  });

  it('are what every sandbox starts with, where the options say so', async () => {
    const emulator = createEmulator({
      log: false,
      objects: { [ACCOUNTS]: [{ id: 'fca_1' }], [TRANSACTIONS]: [COFFEE] },
    });
    const answer = await emulator.fetch('/v1/financial_connections/transactions/fctxn_123', {
      headers: { authorization: `Bearer ${emulator.apiKey}` },
    });

    expect(await answer.json()).toMatchObject({ id: 'fctxn_123', amount: -450 });
  });

  it('vanish when their account is put in place anew', async () => {
    const world = setup(FROZEN);
    const { emulator, call } = world;
    await emulator.putObjects({ [ACCOUNTS]: [{ id: 'fca_1' }], [TRANSACTIONS]: [COFFEE] });
    await emulator.putObjects({ [ACCOUNTS]: [{ id: 'fca_1', account: 'Success' }, { id: 'fca_2' }] });
    expect((await call('GET', '/v1/financial_connections/transactions/fctxn_123')).status).toBe(404);

    await emulator.putObjects({ [TRANSACTIONS]: [{ ...COFFEE, account: 'fca_2' }] });

    expect((await call('GET', '/v1/financial_connections/transactions/fctxn_123')).body.account).toBe(
      'fca_2',
    );
  });

  it('of an account that is put in place anew do not wait for as many refreshes as it has had before', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const holdings = { transactions: [{ amount: -5, description: 'x', id: 'fctxn_again' }] };
    await emulator.putObjects({ [ACCOUNTS]: [{ id: 'fca_1', holdings }] });
    await refreshed(world, 'fca_1');
    await refreshed(world, 'fca_1');
    await emulator.putObjects({ [ACCOUNTS]: [{ id: 'fca_1', holdings }] });
    await refreshed(world, 'fca_1');

    expect((await listed(world, 'fca_1')).map(({ id }) => id)).toEqual(['fctxn_again']);
  });

  it.each([
    [{ ...COFFEE, account: undefined }, `${TRANSACTIONS}[0].account is missing`],
    [
      { ...COFFEE, id: 'fctxn_1', account: 'fca_9' },
      `${TRANSACTIONS}[0].account names "fca_9", and there is no such`,
    ],
    [{ ...COFFEE, account: 'fca_2' }, `${TRANSACTIONS}[0].id is fctxn_123, which is a transaction of fca_1`],
    [{ ...COFFEE, status: 'pending', posted_at: NOW }, 'a pending transaction has not posted'],
    [{ ...COFFEE, colour: 'red' }, `Received unknown parameter: ${TRANSACTIONS}[0][colour]`],
    [{ ...COFFEE, livemode: true }, `${TRANSACTIONS}[0].livemode is true, and can only be false.`],
  ])('are refused where they make no sense: %j', async (fields, message) => {
    const { emulator } = setup(FROZEN);
    await emulator.putObjects({ [ACCOUNTS]: [{ id: 'fca_1' }, { id: 'fca_2' }], [TRANSACTIONS]: [COFFEE] });

    await expect(emulator.putObjects({ [TRANSACTIONS]: [fields] })).rejects.toThrow(message);
  });
});
