import type Stripe from 'stripe';
import type StripePreview from 'stripe-preview';
import { describe, expect, it } from 'vitest';
import {
  dayOfInferredBalance,
  inferredBalanceId,
} from '../../../src/resources/financial-connections/inferred-balances/ids.ts';
import { PREVIEW, previewSetup } from '../../support/preview.ts';
import { refusal, setup } from '../../support/setup.ts';

const NOON = Date.UTC(2026, 6, 15, 12) / 1000;
const DAY = 86_400;
const FROZEN = { time: { start: NOON, runs: false } } as const;

/** A linked account whose inferred balances have been refreshed. */
async function refreshed(
  fields: Parameters<ReturnType<typeof setup>['emulator']['linkAccount']>[0] = {},
  options: Parameters<typeof setup>[0] = {},
) {
  const world = previewSetup({ ...FROZEN, ...options });
  const { emulator, preview } = world;
  const { id } = await emulator.linkAccount(fields);
  await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
  await emulator.clock.advance('2s');
  const list = (params: { limit?: number; starting_after?: string; ending_before?: string } = {}) =>
    preview.financialConnections.accounts.listInferredBalances(id, params);
  return { ...world, id, list };
}

const endOf = (daysBefore: number): number => Math.floor(NOON / DAY) * DAY - 1 - daysBefore * DAY;

describe('a refresh of inferred balances', () => {
  it('is pending, succeeds, and has an event that says so', async () => {
    const { emulator, preview } = previewSetup({ ...FROZEN, apiVersion: PREVIEW });
    const { id } = await emulator.linkAccount();

    const pending = await preview.financialConnections.accounts.refresh(id, {
      features: ['inferred_balances'],
    });
    await emulator.clock.advance('1s');

    const done = await preview.financialConnections.accounts.retrieve(id);
    expect(pending.inferred_balances_refresh).toEqual({
      last_attempted_at: NOON,
      next_refresh_available_at: null,
      status: 'pending',
    });
    expect(done.inferred_balances_refresh).toEqual({
      last_attempted_at: NOON,
      next_refresh_available_at: NOON + 1,
      status: 'succeeded',
    });
    expect(emulator.events().at(-1)).toMatchObject({
      type: 'financial_connections.account.refreshed_inferred_balances',
      data: { object: { id, inferred_balances_refresh: { status: 'succeeded' } } },
    });
  });

  it('is a feature of previews alone', async () => {
    const { emulator, stripe } = setup();
    const { id } = await emulator.linkAccount();

    const refused = await refusal(
      stripe.financialConnections.accounts.refresh(id, { features: ['inferred_balances' as never] }),
    );

    expect(refused.message).toBe('Invalid features[0]: must be one of balance, ownership, or transactions');
  });

  it('is shown by previews alone, in lists, sessions and events, too', async () => {
    const { emulator, stripe, id } = await refreshed();

    const account = await stripe.financialConnections.accounts.retrieve(id);
    const { data } = await stripe.financialConnections.accounts.list();

    expect(account).not.toHaveProperty('inferred_balances_refresh');
    expect(data[0]).not.toHaveProperty('inferred_balances_refresh');
    // Only what is of previews itself tells of it.
    const others = emulator.events().filter(({ type }) => !type.endsWith('.refreshed_inferred_balances'));
    expect(JSON.stringify(others)).not.toContain('"inferred_balances_refresh"');
  });

  it('needs the permissions of both balances and transactions', async () => {
    const { emulator, preview } = previewSetup();
    const { id } = await emulator.linkAccount({ permissions: ['balances'] });

    const refused = await preview.financialConnections.accounts
      .refresh(id, { features: ['inferred_balances'] })
      .catch((thrown: Error) => thrown);

    expect(String(refused)).toContain('`transactions` permission');
  });

  it('goes as options and the control surface say, like those of other features', async () => {
    const world = previewSetup({ refresh: { inferred_balances: { outcome: 'failed' } } });
    const { emulator, preview } = world;
    const { id } = await emulator.linkAccount();
    const status = async () => {
      await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
      await emulator.clock.advance('5s');
      return (await preview.financialConnections.accounts.retrieve(id)).inferred_balances_refresh?.status;
    };

    const first = await status();
    await emulator.updateAccount(id, { refresh: { inferred_balances: { outcome: 'succeeded' } } });

    expect([first, await status()]).toEqual(['failed', 'succeeded']);
  });

  it('is prefetched by a session of previews, and by a link', async () => {
    const { emulator, preview } = previewSetup(FROZEN);
    const customer = await preview.customers.create();
    const session = await preview.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer: customer.id },
      permissions: ['balances', 'transactions'],
      prefetch: ['inferred_balances'],
    });

    await emulator.completeSession(session.id);
    await emulator.linkAccount({ prefetch: ['inferred_balances'] });

    const { data } = await preview.financialConnections.accounts.list();
    expect(data.map((account) => account.inferred_balances_refresh?.status)).toEqual(['pending', 'pending']);
    expect(data.map((account) => account.balance_refresh)).toEqual([null, null]);
  });
});

describe('the inferred balances of an account', () => {
  it('are one a day, at its last second, newest first: what there is without what has been posted since', async () => {
    const { list, id } = await refreshed();

    const page = await list({ limit: 100 });

    expect(page.url).toBe(`/v1/financial_connections/accounts/${id}/inferred_balances`);
    expect(page.data.map(({ as_of }) => as_of)).toEqual(Array.from({ length: 100 }, (_, day) => endOf(day)));
    // GREEN MARKET was posted 52 hours before the linking, and nothing after it.
    expect(page.data.slice(0, 4).map(({ current }) => current)).toEqual([
      { usd: 1_050_000 },
      { usd: 1_050_000 },
      { usd: 1_050_000 + 8_412 },
      { usd: 1_050_000 + 8_412 },
    ]);
  });

  it('are told latest first by a page of one', async () => {
    const { list } = await refreshed();

    const { data, has_more } = await list({ limit: 1 });

    expect([data.length, has_more, data[0]?.as_of]).toEqual([1, true, endOf(0)]);
  });

  it('go back 180 days from the first refresh, and what was once shown stays', async () => {
    const { emulator, preview, list, id } = await refreshed();
    const all = async () => {
      const balances = [];
      for await (const balance of list({ limit: 37 })) balances.push(balance);
      return balances;
    };

    const before = await all();
    await emulator.clock.advance('10d');
    const unchanged = await all();
    await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
    await emulator.clock.advance('2s');
    const after = await all();

    expect(before).toHaveLength(180);
    expect(before.at(-1)?.as_of).toBe(endOf(179));
    expect(unchanged).toEqual(before);
    expect(after).toHaveLength(190);
    expect(after.slice(10)).toEqual(before);
  });

  it('have the same pages forwards and backwards, of any size', async () => {
    const { list } = await refreshed();
    const whole = (await list({ limit: 100 })).data;

    const after = await list({ limit: 7, starting_after: whole[20]?.id ?? '' });
    const before = await list({ limit: 7, ending_before: whole[20]?.id ?? '' });
    const first = await list({ limit: 7, ending_before: whole[3]?.id ?? '' });

    expect([after.data, after.has_more]).toEqual([whole.slice(21, 28), true]);
    expect([before.data, before.has_more]).toEqual([whole.slice(13, 20), true]);
    expect([first.data, first.has_more]).toEqual([whole.slice(0, 3), false]);
  });

  it('have no cursor of another account, nor of a day that is not shown', async () => {
    const { emulator, list, call, id } = await refreshed();
    const other = await emulator.linkAccount();
    const [{ id: newest } = { id: '' }] = (await list({ limit: 1 })).data;
    const path = `/v1/financial_connections/accounts/${id}/inferred_balances`;
    const day = dayOfInferredBalance(id, newest) ?? 0;

    for (const cursor of [
      'fcinfbal_x',
      inferredBalanceId(other.id, day),
      inferredBalanceId(id, day + 1),
      inferredBalanceId(id, day - 180),
    ]) {
      const { status, body } = await call('GET', `${path}?starting_after=${cursor}`, {
        headers: { 'stripe-version': PREVIEW },
      });
      expect([status, body.error.code, body.error.param]).toEqual([
        400,
        'resource_missing',
        'starting_after',
      ]);
    }
  });

  it('are none before a refresh has succeeded, and those of before after one has failed', async () => {
    const { emulator, preview, list, id } = await refreshed();
    const { id: fresh } = await emulator.linkAccount();
    const none = await preview.financialConnections.accounts.listInferredBalances(fresh);
    const before = (await list()).data;

    await emulator.clock.advance('3d');
    await emulator.updateAccount(id, { refresh: { inferred_balances: { outcome: 'failed' } } });
    await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
    await emulator.clock.advance('2s');

    expect(none.data).toEqual([]);
    expect((await list()).data).toEqual(before);
  });

  it('are of what a test has said, from the refresh on that found it', async () => {
    const { emulator, preview, list, id } = await refreshed();
    await emulator.updateAccount(id, { holdings: { balance: { current: { usd: 5 } } } });
    const [before] = (await list({ limit: 1 })).data;

    await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
    await emulator.clock.advance('2s');

    expect(before?.current).toEqual({ usd: 1_050_000 });
    expect((await list({ limit: 1 })).data[0]?.current).toEqual({ usd: 5 });
  });

  it.each([{ holdings: { balance: null } }, { persona: 'Institution without balances' }])(
    'are none where the bank tells no balance: %j',
    async (fields) => {
      const { list } = await refreshed(fields);

      expect((await list()).data).toEqual([]);
    },
  );

  it('stay through a snapshot, ids and all', async () => {
    const { emulator, list, id } = await refreshed();
    const document = await emulator.snapshot();
    const other = previewSetup();

    await other.emulator.restore(document);

    const { data } = await other.preview.financialConnections.accounts.listInferredBalances(id);
    expect(data).toEqual((await list()).data);
  });

  it('are there for an account that was put in place with a refresh that has succeeded', async () => {
    const { emulator, preview } = previewSetup(FROZEN);
    await emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_1', inferred_balances_refresh: { status: 'succeeded', last_attempted_at: NOON - DAY } },
      ],
    });

    const { data } = await preview.financialConnections.accounts.listInferredBalances('fca_1', { limit: 1 });

    expect(data[0]?.as_of).toBe(endOf(1));
  });

  it('are unknown outside of previews', async () => {
    const { call, id } = await refreshed();
    const path = `/v1/financial_connections/accounts/${id}/inferred_balances`;

    const { status, body } = await call('GET', path);

    expect(status).toBe(404);
    expect(body.error.message).toMatch(`Unrecognized request URL (GET: ${path})`);
  });
});

describe('the id of an inferred balance', () => {
  it('leads back to its day, and to that of no other account', () => {
    const days = [0, 1, 2, 20_000, 20_001, 40_000, 100_000];
    const ids = days.map((day) => inferredBalanceId('fca_1', day));

    expect(ids.map((id) => dayOfInferredBalance('fca_1', id))).toEqual(days);
    expect(ids.map((id) => dayOfInferredBalance('fca_2', id))).toEqual(days.map(() => undefined));
    expect(new Set(ids.map((id) => id.slice(0, 13))).size).toBe(days.length);
    expect(dayOfInferredBalance('fca_1', 'fcinfbal_')).toBeUndefined();
    expect(dayOfInferredBalance('fca_1', 'fcinfbal_????')).toBeUndefined();
  });
});

describe('the inferred balances of somebody whose account lives', () => {
  it.each(['Payroll worker', 'Card holder', 'Two currencies'])(
    'differ from day to day by what was posted on it: %s',
    async (persona) => {
      const { emulator, stripe, preview, id } = await refreshed(
        { persona, prefetch: ['transactions'] },
        { seed: 'days' },
      );
      await emulator.clock.advance('20d');
      await stripe.financialConnections.accounts.refresh(id, { features: ['transactions'] });
      await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
      await emulator.clock.advance('2s');
      const balances: StripePreview.FinancialConnections.AccountInferredBalance[] = [];
      for await (const balance of preview.financialConnections.accounts.listInferredBalances(id))
        balances.push(balance);
      const transactions: Stripe.FinancialConnections.Transaction[] = [];
      for await (const transaction of stripe.financialConnections.transactions.list({
        account: id,
        limit: 100,
      }))
        transactions.push(transaction);

      // What was pending at the beginning of the history may be of before it.
      const days = balances.slice(0, 150);
      const wrong = days.filter(({ as_of, current }, at) => {
        const before = balances[at + 1]?.current ?? {};
        return Object.entries(current).some(([currency, amount]) => {
          const posted = transactions
            .filter(({ status, currency: of, status_transitions: { posted_at: at_ } }) => {
              const isOfDay = at_ !== null && at_ <= as_of && at_ > as_of - DAY;
              return status === 'posted' && of === currency && isOfDay;
            })
            .reduce((sum, { amount: each }) => sum + each, 0);
          return amount - (before[currency] ?? 0) !== posted;
        });
      });

      expect(wrong).toEqual([]);
      expect(balances).toHaveLength(200);
      expect(new Set(days.map(({ current }) => JSON.stringify(current))).size).toBeGreaterThan(20);
    },
  );

  it('end in the balance that a refresh finds, if nothing has been posted since', async () => {
    const { emulator, stripe, preview, id } = await refreshed({ persona: 'Freelancer' }, { seed: 'days' });
    // The last second of a day, and the first after it.
    await emulator.clock.advance({ to: endOf(-3) });

    const features = ['balance', 'inferred_balances'] as const;
    await preview.financialConnections.accounts.refresh(id, { features: [...features] });
    await emulator.clock.advance('1s');

    const { balance } = await stripe.financialConnections.accounts.retrieve(id);
    const { data } = await preview.financialConnections.accounts.listInferredBalances(id, { limit: 1 });
    expect(data[0]).toMatchObject({ as_of: endOf(-3), current: balance?.current });
  });

  it('contain what a test has posted, from the day on for which it did', async () => {
    const { emulator, preview, id } = await refreshed({ persona: 'Dormant' });
    const latest = async () => {
      await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
      await emulator.clock.advance('2s');
      return (await preview.financialConnections.accounts.listInferredBalances(id, { limit: 2 })).data.map(
        ({ current }) => current.usd ?? 0,
      );
    };
    const [before = 0] = await latest();

    await emulator.updateTransactions(id, { post: [{ amount: -1_234, description: 'RENT' }] });
    await emulator.clock.advance('1d');

    expect(await latest()).toEqual([before - 1_234, before]);
  });
});
