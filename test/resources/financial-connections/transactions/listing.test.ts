import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal, type Setup, setup } from '../../../support/setup.ts';
import { idsOf, listed, NOW, refreshed } from '../../../support/transactions.ts';

const PAYROLL = { institution: 'Personas', account: 'Persona: Payroll worker' };

async function payroll(options: Parameters<typeof setup>[0] = {}) {
  const world = setup({ seed: 1, time: { start: NOW, runs: false }, ...options });
  const { id } = await world.emulator.linkAccount(PAYROLL);
  const refresh = await refreshed(world, id);
  return { ...world, id, refresh };
}

/** All pages from a transaction on, or up to it, put together. */
async function joined(
  { stripe }: Setup,
  account: string,
  start: string,
  { limit, backwards }: { readonly limit: number; readonly backwards: boolean },
): Promise<readonly string[]> {
  const pages: (readonly string[])[] = [];
  for (let cursor = start; ; ) {
    const from = backwards ? { ending_before: cursor } : { starting_after: cursor };
    const page = await stripe.financialConnections.transactions.list({ account, limit, ...from });
    const ids = page.data.map(({ id }) => id);
    pages.push(ids);
    if (!page.has_more) return (backwards ? pages.reverse() : pages).flat();
    expect(ids.length).toBe(limit);
    cursor = (backwards ? ids.at(0) : ids.at(-1)) ?? '';
  }
}

describe('a list of transactions', () => {
  it('has pages that are the list, whichever way and however large', async () => {
    const world = await payroll();
    const { id } = world;
    const all = await idsOf(world, id);
    expect(all.length).toBeGreaterThan(200);
    const ways = fc.record({ limit: fc.integer({ min: 20, max: 100 }), backwards: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(ways, async (way) => {
        const start = (way.backwards ? all.at(-1) : all.at(0)) ?? '';

        expect(await joined(world, id, start, way)).toEqual(way.backwards ? all.slice(0, -1) : all.slice(1));
      }),
      { numRuns: 10 },
    );
  });

  it('is ordered by when they were transacted, newest first, and begins 180 days before the first refresh', async () => {
    const world = await payroll();
    const all = await listed(world, world.id);
    const times = all.map(({ transacted_at: at }) => at);

    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times.at(-1)).toBeGreaterThanOrEqual(NOW - 180 * 86_400);
    expect(times.at(-1)).toBeLessThan(NOW - 175 * 86_400);
    expect(times.at(0)).toBeLessThanOrEqual(NOW);
  });

  it('keeps what it once had: the 180 days do not slide', async () => {
    const world = await payroll();
    const before = await idsOf(world, world.id);
    await world.emulator.clock.advance('60d');
    await refreshed(world, world.id);

    const after = await idsOf(world, world.id);

    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(after.length - before.length)).toEqual(before);
  });

  it('does not shift by a refresh that ends between two pages', async () => {
    const world = await payroll();
    const { stripe, emulator, id } = world;
    const before = await idsOf(world, id);
    const first = await stripe.financialConnections.transactions.list({ account: id, limit: 30 });
    await emulator.clock.advance('10d');
    await refreshed(world, id);

    const second = await stripe.financialConnections.transactions.list({
      account: id,
      limit: 30,
      starting_after: first.data.at(-1)?.id ?? '',
    });

    expect(second.data.map((transaction) => transaction.id)).toEqual(before.slice(30, 60));
    const above = await stripe.financialConnections.transactions.list({
      account: id,
      limit: 5,
      ending_before: first.data.at(0)?.id ?? '',
    });
    const after = await idsOf(world, id);
    const at = after.indexOf(first.data.at(0)?.id ?? '');
    expect(above.data.map((transaction) => transaction.id)).toEqual(after.slice(at - 5, at));
  });

  it('is of a time, and of a refresh, and of both', async () => {
    const world = await payroll();
    const { emulator, id, refresh } = world;
    await emulator.clock.advance('20d');
    await refreshed(world, id);
    const all = await listed(world, id);
    const range = { gt: NOW - 3 * 86_400, lte: NOW + 5 * 86_400 };
    const isWithin = ({ transacted_at: at }: (typeof all)[0]) => at > range.gt && at <= range.lte;
    const isChanged = ({ transaction_refresh: by }: (typeof all)[0]) => by !== refresh;
    const ids = (some: typeof all) => some.map((transaction) => transaction.id);

    expect(await idsOf(world, id, { transacted_at: range })).toEqual(ids(all.filter(isWithin)));
    const after = { after: refresh };
    expect(await idsOf(world, id, { transaction_refresh: after })).toEqual(ids(all.filter(isChanged)));
    const both = ids(all.filter((one) => isWithin(one) && isChanged(one)));
    expect(await idsOf(world, id, { transacted_at: range, transaction_refresh: after })).toEqual(both);
    expect(both.length).toBeGreaterThan(0);
    expect(await idsOf(world, id, { transacted_at: all[3]?.transacted_at ?? 0 })).toContain(all[3]?.id);
    expect(await idsOf(world, id, { transacted_at: { gt: NOW + 365 * 86_400 } })).toEqual([]);
  });

  it('is empty after the refresh that is running, and knows those that failed', async () => {
    const world = await payroll();
    const { stripe, emulator, id, refresh } = world;
    await emulator.updateAccount(id, { refresh: { transactions: { outcome: 'failed' } } });
    await emulator.clock.advance('10d');
    const failed = await refreshed(world, id);
    const behind = (cursor: string) => idsOf(world, id, { transaction_refresh: { after: cursor } });

    expect(failed).not.toBe(refresh);
    expect(await behind(refresh)).toEqual([]);
    expect(await behind(failed)).toEqual([]);
    await emulator.updateAccount(id, { refresh: { transactions: { outcome: 'succeeded' } } });
    const { transaction_refresh: running } = await stripe.financialConnections.accounts.refresh(id, {
      features: ['transactions'],
    });
    expect(await behind(running?.id ?? '')).toEqual([]);
    await emulator.clock.advance('2s');
    expect((await behind(failed)).length).toBeGreaterThan(5);
    expect(await behind(failed)).toEqual(await behind(refresh));
  });

  it('is refused with a cursor of another account, or one that is not shown yet', async () => {
    const world = await payroll();
    const { stripe, emulator, id } = world;
    const other = await emulator.linkAccount(PAYROLL);
    await refreshed(world, other.id);
    const [foreign = ''] = await idsOf(world, other.id);
    const { data } = await emulator.updateTransactions(id, { post: [{ amount: -1, description: 'x' }] });
    const unseen = data[0]?.id ?? '';
    const behind = (cursor: string) =>
      refusal(stripe.financialConnections.transactions.list({ account: id, starting_after: cursor }));

    for (const cursor of [foreign, unseen, 'fctxn_x'])
      expect(await behind(cursor)).toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        param: 'starting_after',
        message: `No such financial_connections.transaction: '${cursor}'`,
      });
    const retrieved = (transaction: string) =>
      refusal(stripe.financialConnections.transactions.retrieve(transaction));
    expect(await retrieved(unseen)).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    expect(await retrieved('fctxn_x')).toMatchObject({
      statusCode: 404,
      message: "No such financial_connections.transaction: 'fctxn_x'",
    });
    await refreshed(world, id);
    expect((await stripe.financialConnections.transactions.retrieve(unseen)).amount).toBe(-1);
  });

  it('is refused for an account, or after a refresh, that there is not', async () => {
    const world = await payroll();
    const { stripe, emulator, id } = world;
    const other = await emulator.linkAccount(PAYROLL);
    const foreign = await refreshed(world, other.id);
    const list = (account: string, after: string) =>
      refusal(stripe.financialConnections.transactions.list({ account, transaction_refresh: { after } }));

    expect(await list('fca_x', 'fctxnref_x')).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'account',
    });
    for (const after of [foreign, 'fctxnref_x'])
      expect(await list(id, after)).toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        param: 'transaction_refresh[after]',
      });
    const { status, body } = await world.call(
      'GET',
      `/v1/financial_connections/transactions?account=${id}&status=posted`,
    );
    expect([status, body.error.code]).toEqual([400, 'parameter_unknown']);
  });
});

describe('reading transactions', () => {
  it('answers a dozen of a basic test account, which stay as they are', async () => {
    const world = setup({ time: { start: NOW, runs: false } });
    const { id } = await world.emulator.linkAccount();
    const first = await refreshed(world, id);
    const before = await listed(world, id);
    await world.emulator.clock.advance('90d');
    await refreshed(world, id);

    expect(before.length).toBe(12);
    expect(before.map(({ status }) => status).sort()).toEqual([
      ...['pending', 'pending', ...Array.from({ length: 9 }, () => 'posted'), 'void'],
    ]);
    expect(await listed(world, id)).toEqual(before);
    expect(await idsOf(world, id, { transaction_refresh: { after: first } })).toEqual([]);
  });

  it('says why there are none, and that nothing comes after a refresh that is running', async () => {
    const world = setup({ log: false });
    const { id } = await world.emulator.linkAccount({
      refresh: { transactions: { outcome: 'failed, succeeded' } },
    });
    const noteOf = async (query = '') => {
      const { headers } = await world.call(
        'GET',
        `/v1/financial_connections/transactions?account=${id}${query}`,
      );
      return headers.get('emulator-note');
    };
    const start = () =>
      world.stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });

    expect(await noteOf()).toContain('None has been initiated');
    await start();
    expect(await noteOf()).toContain('is pending');
    await world.emulator.clock.advance('2s');
    expect(await noteOf()).toContain('has failed');
    await refreshed(world, id);
    expect(await noteOf()).toBeNull();
    const { transaction_refresh: running } = await start();
    expect(await noteOf(`&transaction_refresh[after]=${running?.id}`)).toContain('Nothing comes after');
  });

  it('finds those of a connected account with its header only', async () => {
    const world = setup({ time: { start: NOW, runs: false } });
    const account_holder = { type: 'account', account: 'acct_1' } as const;
    const { id } = await world.emulator.linkAccount({ account_holder, prefetch: ['transactions'] });
    await world.emulator.clock.advance('2s');
    const connected = world.clientFor(world.emulator.apiKey, { stripeAccount: 'acct_1' });
    const [one] = await listed({ ...world, stripe: connected }, id);

    expect(await connected.financialConnections.transactions.retrieve(one?.id ?? '')).toEqual(one);
    const { statusCode } = await refusal(
      world.stripe.financialConnections.transactions.retrieve(one?.id ?? ''),
    );
    expect(statusCode).toBe(404);
    const list = world.stripe.financialConnections.transactions.list({ account: id });
    expect(await refusal(list)).toMatchObject({ statusCode: 400, param: 'account' });
    await world.emulator.updateTransactions(id, { void: [one?.id ?? ''] });
    await refreshed({ ...world, stripe: connected }, id);
    expect((await connected.financialConnections.transactions.retrieve(one?.id ?? '')).status).toBe('void');
  });

  it('needs the permission', async () => {
    const world = setup();
    const { id } = await world.emulator.linkAccount({ permissions: ['balances'] });
    const { message, statusCode } = await refusal(
      world.stripe.financialConnections.transactions.list({ account: id }),
    );

    expect([statusCode, message]).toEqual([400, expect.stringContaining('the `transactions` permission')]);
  });

  it('goes no further without the permission where a missing one is ignored: there is no refresh', async () => {
    const world = setup({ assume: { missingPermission: 'ignored' } });
    const { id } = await world.emulator.linkAccount({ permissions: ['balances'] });
    await refreshed(world, id);

    expect((await refusal(world.stripe.financialConnections.transactions.list({ account: id }))).code).toBe(
      'financial_connections_no_successful_transaction_refresh',
    );
  });

  it('goes on when the account is inactive, and when it is disconnected', async () => {
    const world = await payroll();
    const before = await listed(world, world.id);
    for (const status of ['inactive', 'disconnected'] as const) {
      await world.emulator.updateAccount(world.id, { status });

      expect(await listed(world, world.id)).toEqual(before);
    }
  });

  it('ends with the connection where that is assumed', async () => {
    const world = await payroll({ assume: { disconnectedTransactions: 'error' } });
    const [id = ''] = await idsOf(world, world.id);
    await world.stripe.financialConnections.accounts.disconnect(world.id);

    for (const call of [
      world.stripe.financialConnections.transactions.list({ account: world.id }),
      world.stripe.financialConnections.transactions.retrieve(id),
    ])
      expect((await refusal(call)).message).toContain('disconnected accounts');
  });

  it('is of every one that is listed, and nothing is updated before it was transacted or changed', async () => {
    const world = await payroll();
    for (const transaction of (await listed(world, world.id)).slice(0, 40)) {
      const { status_transitions: at, transacted_at: transacted, updated } = transaction;

      expect(await world.stripe.financialConnections.transactions.retrieve(transaction.id)).toEqual(
        transaction,
      );
      expect(Math.min(updated, at.posted_at ?? updated, at.void_at ?? updated)).toBeGreaterThanOrEqual(
        transacted,
      );
      expect(updated).toBeGreaterThanOrEqual(Math.max(at.posted_at ?? 0, at.void_at ?? 0));
    }
  });
});
