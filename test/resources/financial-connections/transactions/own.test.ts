import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../../support/setup.ts';
import { idsOf, listed, NOW, refreshed } from '../../../support/transactions.ts';

const FROZEN = { seed: 1, time: { start: NOW, runs: false } } as const;
const DAY = 86_400;

const CSV = `transacted_at,posted_at,amount,description,currency
${NOW - 2 * DAY},${NOW - DAY},-1250,"Green Market, ""Downtown""",usd
${NOW - DAY},,50000,Payroll,
`;

describe('transactions of the user’s own', () => {
  it('take the place of those that the account has, from a list', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({
      institution: 'Personas',
      account: 'Persona: Freelancer',
      holdings: {
        transactions: [
          { amount: -400, description: 'Coffee', transacted_at: NOW - DAY, status: 'pending' },
          { amount: -900, currency: 'eur', description: 'Books', posted_at: NOW - 2 * DAY },
          { amount: -100, description: 'Fuel', transacted_at: NOW - 3 * DAY, void_at: NOW - DAY },
        ],
      },
    });
    await refreshed(world, id);

    const list = await listed(world, id);

    expect(list.map(({ amount, status, transacted_at: at }) => [amount, status, at])).toEqual([
      [-400, 'pending', NOW - DAY],
      [-900, 'posted', NOW - 2 * DAY],
      [-100, 'void', NOW - 3 * DAY],
    ]);
    expect(list[1]).toMatchObject({
      currency: 'eur',
      status_transitions: { posted_at: NOW - 2 * DAY, void_at: null },
    });
  });

  it('are a list, which null is not', async () => {
    const { emulator } = setup(FROZEN);
    const { id } = await emulator.linkAccount();
    const holdings = { transactions: null as never };

    for (const refused of [
      emulator.linkAccount({ holdings }),
      emulator.updateAccount(id, { holdings }),
      emulator.putObjects({ 'financial_connections.accounts': [{ holdings }] }),
    ])
      await expect(refused).rejects.toThrow('holdings[transactions] is null. Write a list of transactions');
  });

  it('come from the text of a list in JSON', async () => {
    const world = setup(FROZEN);
    const json = JSON.stringify([{ amount: -5, description: 'x', posted_at: null, status: 'pending' }]);
    const form = new URLSearchParams({ 'holdings[transactions]': json }).toString();
    const { body } = await world.call('POST', '/_emulator/financial_connections/accounts', { form });
    await refreshed(world, body.id);

    expect(await listed(world, body.id)).toMatchObject([{ amount: -5, description: 'x', status: 'pending' }]);
    for (const text of ['[{', '{"amount": -5}'])
      await expect(world.emulator.linkAccount({ holdings: { transactions: text } })).rejects.toThrow(
        'holdings[transactions] is a text that is neither CSV nor a list in JSON.',
      );
  });

  it('come from the text of a CSV file, also over HTTP', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({ holdings: { transactions: CSV } });
    await refreshed(world, id);
    const form = new URLSearchParams({ 'holdings[transactions]': CSV }).toString();
    const { body } = await world.call('POST', '/_emulator/financial_connections/accounts', { form });
    await refreshed(world, body.id);

    for (const account of [id, body.id])
      expect(
        (await listed(world, account)).map(
          ({ amount, description, transacted_at: at, status_transitions: { posted_at } }) => [
            ...[amount, description, at, posted_at],
          ],
        ),
      ).toEqual([
        [50_000, 'Payroll', NOW - DAY, NOW - DAY],
        [-1250, 'Green Market, "Downtown"', NOW - 2 * DAY, NOW - DAY],
      ]);
  });

  it.each([
    [
      'amount\n1',
      'holdings[transactions]: line 1 names no column description, which each transaction needs.',
    ],
    [
      'amount,description,ammount',
      'holdings[transactions]: line 1, column 3 (ammount): there is no such column. There are amount, currency, description, id, posted_at, status, transacted_at, void_at.',
    ],
    [
      'amount,description,amount',
      'holdings[transactions]: line 1, column 1 (amount): it is there more than once.',
    ],
    [
      'amount,description\n1,a\n1.50,b',
      'holdings[transactions]: line 3, column 1 (amount) is "1.50". Write a whole number.',
    ],
    ['description,amount\na,', 'holdings[transactions]: line 2 has no amount. Write one.'],
    [
      'amount,description\n1,a,b',
      'holdings[transactions]: line 2 has 3 columns, and the first line names 2. Quote a text that has a comma in it.',
    ],
    [
      'amount,description\n1,"a',
      'holdings[transactions]: line 2, column 2: a quote opens it, and none closes it.',
    ],
    [
      'amount,description,status\n1,a,done',
      'holdings[transactions]: line 2, column 3 (status) is "done". Say pending, posted, or void.',
    ],
    [
      'amount,description,currency\n1,a,dollars',
      'holdings[transactions]: line 2, column 3 (currency): "dollars" is no currency. Write its three letters, such as usd.',
    ],
    [
      'amount,description,transacted_at,posted_at\n1,a,20,10',
      'holdings[transactions]: line 2, column 4 (posted_at): a transaction does not post before its transacted_at.',
    ],
  ])('are refused with the line and the column: %j', async (csv, message) => {
    const { emulator } = setup(FROZEN);

    await expect(emulator.linkAccount({ holdings: { transactions: csv } })).rejects.toMatchObject({
      message,
      body: { param: 'holdings[transactions]' },
    });
  });

  it.each([
    [
      { status: 'pending', posted_at: NOW },
      'holdings[transactions][0][posted_at]: a pending transaction has not posted. Leave it away, or the status.',
    ],
    [
      { status: 'posted', void_at: NOW },
      'holdings[transactions][0][void_at]: a posted transaction is not void. Leave it away, or the status.',
    ],
    [
      { posted_at: NOW, void_at: NOW - 1 },
      'holdings[transactions][0][void_at]: a transaction is not void before its transacted_at and its posted_at.',
    ],
  ] as const)('are refused where their times contradict each other: %j', async (times, message) => {
    const { emulator } = setup(FROZEN);
    const transactions = [{ amount: 1, description: 'x', ...times }];

    await expect(emulator.linkAccount({ holdings: { transactions } })).rejects.toThrow(message);
  });

  it('may be none: nothing more comes of what the bank had, and what is said later is all there is', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const { id } = await emulator.linkAccount({ institution: 'Personas', account: 'Persona: Retiree' });
    await emulator.updateAccount(id, { holdings: { transactions: [] } });
    await refreshed(world, id);
    expect(await listed(world, id)).toEqual([]);
    await emulator.updateTransactions(id, { post: [{ amount: 5, description: 'x' }] });
    await refreshed(world, id);

    expect((await listed(world, id)).map(({ amount }) => amount)).toEqual([5]);
  });

  it('keep their ids when others take their place', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const given = (description: string) => ({
      holdings: { transactions: [{ amount: -1, description, transacted_at: NOW - DAY }] },
    });
    const { id } = await emulator.linkAccount(given('first'));
    await refreshed(world, id);
    const [first = ''] = await idsOf(world, id);

    await emulator.updateAccount(id, given('second'));
    await emulator.clock.advance('1d');
    await refreshed(world, id);

    expect((await listed(world, id)).map(({ description }) => description)).toEqual(['second', 'first']);
    const { description } = await world.stripe.financialConnections.transactions.retrieve(first);
    expect(description).toBe('first');
  });

  it('are not shown where they are older than the first refresh reaches', async () => {
    const world = setup(FROZEN);
    const old = { amount: -1, description: 'old', id: 'fctxn_old', transacted_at: NOW - 180 * DAY - 1 };
    const young = { amount: -2, description: 'young', transacted_at: NOW - 180 * DAY };
    const { id } = await world.emulator.linkAccount({ holdings: { transactions: [old, young] } });
    await refreshed(world, id);

    expect((await listed(world, id)).map(({ amount }) => amount)).toEqual([-2]);
    const { statusCode } = await refusal(
      world.stripe.financialConnections.transactions.retrieve('fctxn_old'),
    );
    expect(statusCode).toBe(404);
  });

  it('do not post a second time where they have been settled before their time', async () => {
    const world = setup(FROZEN);
    const { emulator } = world;
    const later = {
      amount: -5,
      description: 'a',
      id: 'fctxn_later',
      transacted_at: NOW,
      posted_at: NOW + DAY,
    };
    const { id } = await emulator.linkAccount({ holdings: { transactions: [later] } });
    await emulator.updateTransactions(id, { void: ['fctxn_later'] });
    await emulator.clock.advance('2d');
    await refreshed(world, id);

    expect((await listed(world, id)).map(({ status }) => status)).toEqual(['void']);
  });

  it('post by themselves when their time comes', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount({
      holdings: {
        transactions: [
          { amount: -5, description: 'a', transacted_at: NOW, posted_at: NOW + DAY },
          { amount: -6, description: 'b', transacted_at: NOW + DAY },
        ],
      },
    });
    const first = await refreshed(world, id);
    expect((await listed(world, id)).map(({ amount, status }) => [amount, status])).toEqual([
      [-5, 'pending'],
    ]);
    await world.emulator.clock.advance('1d');
    await refreshed(world, id);

    const changed = await listed(world, id, { transaction_refresh: { after: first } });
    expect(changed.map(({ amount, status }) => [amount, status])).toEqual([
      [-6, 'posted'],
      [-5, 'posted'],
    ]);
  });
});
