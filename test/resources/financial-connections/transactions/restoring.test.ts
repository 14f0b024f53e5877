import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transactionId } from '../../../../src/resources/financial-connections/transactions/transaction-ids.ts';
import { type Setup, setup } from '../../../support/setup.ts';
import { idsOf, listed, NOW, refreshed, type Transaction } from '../../../support/transactions.ts';

const FROZEN = { time: { start: NOW, runs: false } } as const;
const PAYROLL = { institution: 'Personas', account: 'Persona: Payroll worker' };

/** An account with a past: refreshes, own transactions, and something said of a persona's. */
async function lived(world: Setup): Promise<string> {
  const { emulator } = world;
  const { id } = await emulator.linkAccount(PAYROLL);
  await refreshed(world, id);
  const [first = ''] = await idsOf(world, id);
  await emulator.updateTransactions(id, {
    void: [first],
    post: [
      { amount: -5, description: 'own', status: 'pending' },
      { amount: -6, description: 'named', id: 'fctxn_named' },
    ],
  });
  await emulator.clock.advance('3d');
  await refreshed(world, id);
  return id;
}

describe('transactions of a sandbox that is restored', () => {
  it.each([[{ seed: 'a' }], [{}]])('are the same, and go on the same: %j', async (seed) => {
    const world = setup({ ...FROZEN, ...seed });
    const id = await lived(world);
    const before = await listed(world, id);
    // Over its JSON, as a file keeps it.
    const snapshot = JSON.parse(JSON.stringify(await world.emulator.snapshot()));
    const other = setup({ ...FROZEN, ...seed });
    await other.emulator.restore(snapshot);

    // By their ids first, without a list.
    for (const transaction of before.slice(0, 20))
      expect(await other.stripe.financialConnections.transactions.retrieve(transaction.id)).toEqual(
        transaction,
      );
    expect(await other.stripe.financialConnections.transactions.retrieve('fctxn_named')).toMatchObject({
      amount: -6,
    });
    expect(await listed(other, id)).toEqual(before);
    if (!('seed' in seed)) return;
    for (const { emulator } of [world, other]) await emulator.clock.advance('10d');
    for (const one of [world, other]) await refreshed(one, id);
    expect(await listed(other, id)).toEqual(await listed(world, id));
  });

  it('are not asked for by a snapshot: an account that nobody has asked has nothing in it', async () => {
    const { emulator } = setup(FROZEN);
    await emulator.linkAccount(PAYROLL);
    const { scopes } = JSON.parse(JSON.stringify(await emulator.snapshot()));

    expect(scopes[0].facts).toMatchObject({ ledgers: [], ledgerTags: [], transactionIds: [] });
  });

  it('have one id each: one that was chosen takes the place of the other', async () => {
    const world = setup(FROZEN);
    const id = await lived(world);
    const { scopes } = JSON.parse(JSON.stringify(await world.emulator.snapshot()));
    const [[, { tag, own }]] = scopes[0].facts.ledgers;
    const { number } = own.find((one: { id?: string }) => one.id === 'fctxn_named');
    const made = transactionId(tag, number);

    expect((await world.call('GET', `/v1/financial_connections/transactions/${made}`)).status).toBe(404);
    expect(await idsOf(world, id)).toContain('fctxn_named');
  });

  it('keep no more of a day than its refresh', async () => {
    const world = setup(FROZEN);
    const { id } = await world.emulator.linkAccount(PAYROLL);
    for (let day = 0; day < 30; day++) {
      await refreshed(world, id);
      await world.emulator.clock.advance('1d');
    }
    const { scopes } = JSON.parse(JSON.stringify(await world.emulator.snapshot()));
    const [[, ledger]] = scopes[0].facts.ledgers;

    expect(ledger.refreshes.length).toBe(30);
    expect(ledger).toMatchObject({ own: [], retold: [] });
    expect(JSON.stringify(ledger).length).toBeLessThan(30 * 120);
  });

  it('of before there were any have the refresh that their account shows', async () => {
    const world = setup({ ...FROZEN, seed: 1 });
    const { id } = await world.emulator.linkAccount(PAYROLL);
    const refresh = await refreshed(world, id);
    const old = JSON.parse(JSON.stringify(await world.emulator.snapshot()));
    old.version = 5;
    for (const { facts } of old.scopes) {
      for (const name of ['ledgers', 'ledgerTags', 'transactionIds']) Reflect.deleteProperty(facts, name);
      for (const [, login] of facts.logins) login.transactions = ['whatever'];
    }
    const other = setup({ ...FROZEN, seed: 1 });

    await other.emulator.restore(old);

    const all = await listed(other, id);
    expect(all.length).toBeGreaterThan(100);
    expect(new Set(all.map(({ transaction_refresh: by }) => by))).toEqual(new Set([refresh]));
  });
});

type Question = (
  world: Setup,
  account: string,
  number: number,
  one: Transaction | undefined,
) => Promise<unknown>;

const QUESTIONS: Readonly<Record<string, Question>> = {
  page: ({ stripe }, account, number) =>
    stripe.financialConnections.transactions.list({ account, limit: number + 1 }),
  range: (world, account, number) => idsOf(world, account, { transacted_at: { lt: NOW - number * 86_400 } }),
  delta: (world, account, _number, one) =>
    idsOf(world, account, { transaction_refresh: { after: one?.transaction_refresh ?? '' } }),
  one: ({ stripe }, _account, _number, one) =>
    stripe.financialConnections.transactions.retrieve(one?.id ?? ''),
  balance: ({ stripe }, account) =>
    stripe.financialConnections.accounts.refresh(account, { features: ['balance'] }),
};

describe('transactions of one seed', () => {
  it('are the same bytes, whatever else is asked for, and in which order', async () => {
    const questions = fc.array(fc.tuple(fc.constantFrom(...Object.keys(QUESTIONS)), fc.nat({ max: 99 })), {
      maxLength: 12,
    });
    const plain = setup({ ...FROZEN, seed: 9 });
    const id = await lived(plain);
    const expected = await listed(plain, id);
    await fc.assert(
      fc.asyncProperty(questions, async (asked) => {
        const world = setup({ ...FROZEN, seed: 9 });
        expect(await lived(world)).toBe(id);
        for (const [name, number] of asked)
          await QUESTIONS[name]?.(world, id, number, expected.at(number % expected.length));

        expect(JSON.stringify(await listed(world, id))).toBe(JSON.stringify(expected));
      }),
      { numRuns: 10 },
    );
  });

  it('are others for another seed, and agree between accounts of one persona and one holder', async () => {
    const [one, other] = [setup({ ...FROZEN, seed: 1 }), setup({ ...FROZEN, seed: 2 })];
    const amounts = async (world: Setup, id: string) => (await listed(world, id)).map(({ amount }) => amount);
    const ofOne = await one.emulator.linkAccount(PAYROLL);
    const ofOther = await other.emulator.linkAccount(PAYROLL);
    await refreshed(one, ofOne.id);
    await refreshed(other, ofOther.id);
    expect(await amounts(one, ofOne.id)).not.toEqual(await amounts(other, ofOther.id));

    const customer = await one.stripe.customers.create();
    const account_holder = { type: 'customer', customer: customer.id } as const;
    const sums = new Map<string, number[]>();
    for (const account of ['Persona: Payroll worker', 'Persona: Payroll worker, savings']) {
      const { id } = await one.emulator.linkAccount({ ...PAYROLL, account, account_holder });
      await refreshed(one, id);
      const transfers = (await listed(one, id)).filter(({ description }) => /TRANSFER/i.test(description));
      sums.set(
        account,
        transfers.map(({ amount }) => Math.abs(amount)).sort((a, b) => a - b),
      );
    }
    const [checking = [], savings = []] = [...sums.values()];
    expect(savings.length).toBeGreaterThan(3);
    expect(checking).toEqual(expect.arrayContaining(savings));
  });
});

/** All that is told of an account's past. */
async function told({ stripe }: Pick<Setup, 'stripe'>, id: string) {
  const { balance } = await stripe.financialConnections.accounts.retrieve(id);
  const all: Transaction[] = [];
  for await (const one of stripe.financialConnections.transactions.list({ account: id, limit: 100 }))
    all.push(one);
  return { balance, all };
}

const EVERYTHING = { features: ['balance', 'transactions'] } as const;

type Seeded = { readonly seed?: string };
type Elsewhere = readonly [what: string, from: Seeded, to: Seeded, key: string | undefined];
const ELSEWHERE: readonly Elsewhere[] = [
  ['under another seed', { seed: 'a' }, { seed: 'b' }, undefined],
  ['under another key', { seed: 'a' }, { seed: 'a' }, 'sk_test_other'],
  ['without a seed', { seed: 'a' }, {}, undefined],
  ['under a seed, and was taken without one', {}, { seed: 'a' }, undefined],
];

describe('a snapshot that is restored', () => {
  it.each(ELSEWHERE)('%s keeps the past of its accounts, then and days later', async (_, from, to, key) => {
    const world = setup({ ...FROZEN, ...from });
    const id = await lived(world);
    const other = setup({ ...FROZEN, ...to });
    const home = key === undefined ? other.emulator : other.emulator.sandbox(key);
    // Whatever is open of another world under the same ids is closed.
    const stripe = other.clientFor(home.apiKey);
    await home.restore(await world.emulator.snapshot());
    expect(await told({ stripe }, id)).toEqual(await told(world, id));

    const later: unknown[] = [];
    for (const [emulator, client] of [
      [world.emulator, world.stripe],
      [home, stripe],
    ] as const) {
      await emulator.clock.advance('10d');
      await client.financialConnections.accounts.refresh(id, { features: [...EVERYTHING.features] });
      await emulator.clock.advance('2s');
      const { balance, all } = await told({ stripe: client }, id);
      // Refreshes have ids of their own sandbox.
      later.push({ balance, all: all.map(({ transaction_refresh: _refresh, ...one }) => one) });
    }
    expect(later[1]).toEqual(later[0]);
    expect((await home.snapshot()).bank_seed).toEqual((await world.emulator.snapshot()).bank_seed);
  });

  it('closes the ledgers that were open, though nothing was kept of them', async () => {
    const world = setup({ ...FROZEN, seed: 'a' });
    const balance = async ({ emulator, stripe }: Pick<Setup, 'emulator' | 'stripe'>, id: string) => {
      await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
      await emulator.clock.advance('2s');
      return (await stripe.financialConnections.accounts.retrieve(id)).balance?.current;
    };
    const { id } = await world.emulator.linkAccount(PAYROLL);
    await world.emulator.clock.advance('40d');
    const document = JSON.parse(JSON.stringify(await world.emulator.snapshot()));
    const first = await balance(world, id);

    await world.emulator.restore({ ...document, bank_seed: 12 });
    expect(await balance(world, id)).not.toEqual(first);
    await world.emulator.restore(document);
    expect(await balance(world, id)).toEqual(first);
    await world.emulator.restore({ ...document, bank_seed: 12 });
    await world.emulator.reset();
    const again = await world.emulator.linkAccount(PAYROLL);
    await world.emulator.clock.advance('40d');
    expect(await balance(world, again.id)).toEqual(first);
  });
});
