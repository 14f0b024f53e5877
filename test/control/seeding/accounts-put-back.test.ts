import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/index.ts';
import { previewSetup } from '../../support/preview.ts';
import { listed, NOW, refreshed } from '../../support/transactions.ts';

const ACCOUNTS = 'financial_connections.accounts';
const TRANSACTIONS = 'financial_connections.transactions';
const OPTIONS = { seed: 1, time: { start: NOW, runs: false } } as const;

type LinkFields = NonNullable<Parameters<Emulator['linkAccount']>[0]>;

/** A world, and both answers of an account in it. */
async function linked(fields: LinkFields) {
  const world = previewSetup(OPTIONS);
  const { id } = await world.emulator.linkAccount({ id: 'fca_1', ...fields });
  return { ...world, id };
}
type World = Awaited<ReturnType<typeof linked>>;

/** All that a snapshot has of accounts, with what is to come. */
async function stateOf({ emulator }: World) {
  const snapshot = JSON.parse(JSON.stringify(await emulator.snapshot()));
  return { jobs: snapshot.jobs, scopes: snapshot.scopes };
}

const ANSWERS = {
  general: ({ stripe, id }: World) => stripe.financialConnections.accounts.retrieve(id),
  preview: ({ preview, id }: World) => preview.financialConnections.accounts.retrieve(id),
} as const;

const LIVES: Readonly<Record<string, LinkFields>> = {
  plain: {},
  'of a persona': { persona: 'Student' },
  'with holdings': { holdings: { balance: { current: { usd: 5 } }, transactions: [] } },
  'that ends': { institution: 'Eventually Requires Reauthentication' },
  'that breaks': { institution: 'Inactive Accounts' },
  'whose number expires': { institution: 'Tokenized Account Number', account: 'Expiring in 30 Days' },
  'whose numbers arrive': { institution: 'Emulator: Account Numbers', account: 'Numbers Arrive Later' },
  'that is closed': { status: 'inactive', inactive: { cause: 'account_closed' } },
  subscribed: { subscriptions: ['transactions'] },
  'subscribed to all': { subscriptions: ['balance', 'inferred_balances', 'transactions'] },
  'subscribed under a preview': { subscriptions: ['inferred_balances'] },
};

const WALKS = Object.keys(ANSWERS).flatMap((answer) => Object.keys(LIVES).map((life) => [answer, life]));

describe('an account that is put back as it was answered', () => {
  it.each(WALKS)('in the %s answer, %s, changes nothing', async (answer, life) => {
    const world = await linked(LIVES[life] ?? {});
    const { emulator, stripe, id } = world;
    const asked = ANSWERS[answer === 'general' ? 'general' : 'preview'];
    const isActive = (await stripe.financialConnections.accounts.retrieve(id)).status === 'active';
    if (isActive) await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    if (isActive) await refreshed(world, id);
    const running = await stripe.financialConnections.accounts.retrieve(id);
    if (running.status === 'active')
      await stripe.financialConnections.accounts.refresh(id, { features: ['ownership'] });
    const [account, before] = [await asked(world), await stateOf(world)];

    await emulator.putObjects({ [ACCOUNTS]: [{ ...account }] });

    expect(await stateOf(world)).toEqual({ ...before });
  });

  it('changes what differs, and nothing else', async () => {
    const world = await linked({ persona: 'Student' });
    const { emulator, stripe, id } = world;
    await refreshed(world, id);
    const [account, before] = [await ANSWERS.general(world), await listed(world, id)];

    await emulator.putObjects({ [ACCOUNTS]: [{ ...account, display_name: 'Mine' }, { id: 'fca_2' }] });

    expect(await stripe.financialConnections.accounts.retrieve(id)).toEqual({
      ...account,
      display_name: 'Mine',
    });
    expect(await listed(world, id)).toEqual(before);
  });

  it('has the refreshes up to the one that it shows', async () => {
    const world = await linked({ persona: 'Student' });
    const { emulator, stripe, id } = world;
    const none = await ANSWERS.general(world);
    await refreshed(world, id);
    const [first, shown] = [await ANSWERS.general(world), await listed(world, id)];
    await emulator.clock.advance('10d');
    await emulator.updateTransactions(id, { post: [{ amount: -1, description: 'later' }] });
    await refreshed(world, id);

    await emulator.putObjects({ [ACCOUNTS]: [{ ...first }] });
    expect(await listed(world, id)).toEqual(shown);
    await emulator.putObjects({ [ACCOUNTS]: [{ ...none }] });
    await expect(stripe.financialConnections.transactions.list({ account: id })).rejects.toThrow();
    await refreshed(world, id);
    expect((await listed(world, id)).some(({ description }) => description === 'later')).toBe(true);
  });

  it('is not ended by what was foretold of one in another state', async () => {
    const world = await linked({ institution: 'Eventually Requires Reauthentication' });
    const { emulator, stripe, id } = world;
    const account = await ANSWERS.general(world);
    const { status_details: _details, ...inactive } = { ...account, status: 'inactive' };
    await emulator.putObjects({ [ACCOUNTS]: [inactive] });
    expect((await stripe.financialConnections.accounts.retrieve(id)).status_details).toBeUndefined();
    await emulator.clock.advance('60d');
    expect(emulator.events().map(({ type }) => type)).not.toContain(
      'financial_connections.account.deactivated',
    );
  });
});

describe('an account of another emulator that is put in place', () => {
  it.each(Object.keys(LIVES))('is of the bank account that previews tell of: %s', async (life) => {
    const [from, to] = [await linked(LIVES[life] ?? {}), previewSetup({ ...OPTIONS, seed: 2 })];
    const account = await ANSWERS.preview(from);

    await to.emulator.putObjects({ [ACCOUNTS]: [{ ...account }] });

    const { authorization: _of, ...shown } = await ANSWERS.preview({ ...to, id: from.id });
    const { authorization: _from, ...before } = account;
    expect(shown).toEqual(before);
  });

  it('is of the one that only one institution calls so', async () => {
    const [from, to] = [await linked({ persona: 'Student' }), previewSetup(OPTIONS)];
    await refreshed(from, from.id);
    const account = await ANSWERS.general(from);

    await to.emulator.putObjects({ [ACCOUNTS]: [{ ...account }] });
    await to.emulator.clock.advance('30d');
    await refreshed(to, from.id);

    await from.emulator.clock.advance('30d');
    await refreshed(from, from.id);
    const textsOf = async (world: World) =>
      (await listed(world, from.id)).map(({ id, description }) => `${id} ${description}`);
    expect(await textsOf({ ...to, id: from.id })).toEqual(await textsOf(from));
  });

  it.each(['newest', 'oldest'])('has exactly the transactions that come with it, %s first', async (order) => {
    const [from, to] = [await linked({ persona: 'Student' }), previewSetup({ ...OPTIONS, seed: 2 })];
    await refreshed(from, from.id);
    await from.emulator.clock.advance('20d');
    await from.emulator.updateTransactions(from.id, { post: [{ amount: -1, description: 'x' }] });
    await from.emulator.clock.advance('1s');
    await refreshed(from, from.id);
    const [account, all] = [await ANSWERS.general(from), await listed(from, from.id)];
    const given = order === 'newest' ? all : all.toReversed();

    await to.emulator.putObjects({
      [TRANSACTIONS]: given.map((one) => ({ ...one })),
      [ACCOUNTS]: [{ ...account }],
    });

    expect(await listed(to, from.id)).toEqual(all);
    expect(await ANSWERS.general({ ...to, id: from.id })).toEqual(account);
  });
});
