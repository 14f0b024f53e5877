import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

const REFRESHED = 'financial_connections.account.refreshed_balance';

describe('choosing what a refresh does', () => {
  const refreshing = async (account: string, headers: Record<string, string> = {}) => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Refreshes', account });
    const refresh = (more: Record<string, string> = headers) =>
      world.call('POST', `/v1/financial_connections/accounts/${id}/refresh`, {
        form: 'features[]=balance',
        headers: more,
      });
    const retrieve = () => world.stripe.financialConnections.accounts.retrieve(id);
    return { ...world, id, refresh, retrieve };
  };

  it.each([
    ['Refresh Succeeds Slowly', 30_000, { balance_refresh: { status: 'succeeded' } }],
    ['Refresh Fails', 1_000, { balance_refresh: { status: 'failed' }, balance: null }],
    ['Refresh Deactivates', 1_000, { balance_refresh: { status: 'failed' }, status: 'inactive' }],
    ['No Balance', 1_000, { balance_refresh: { status: 'succeeded' }, balance: null }],
    [
      'Current Only',
      1_000,
      { balance_refresh: { status: 'succeeded' }, balance: { cash: { available: null } } },
    ],
    [
      'Never Finishes',
      86_400_000,
      { balance_refresh: { status: 'pending', next_refresh_available_at: null } },
    ],
  ])('by the account "%s"', async (account, delayMs, expected) => {
    const { emulator, refresh, retrieve } = await refreshing(account);
    await refresh();
    await emulator.clock.advance(delayMs - 1);
    const before = await retrieve();

    await emulator.clock.advance(1);

    expect(before.balance_refresh?.status).toBe('pending');
    expect(await retrieve()).toMatchObject(expected);
  });

  it('by the account "Refresh Fails Once", which fails once', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Refresh Fails Once');
    const statuses: (string | undefined)[] = [];
    for (let time = 0; time < 3; time++) {
      await refresh();
      await emulator.clock.advance(1_000);
      statuses.push((await retrieve()).balance_refresh?.status);
    }

    expect(statuses).toEqual(['failed', 'succeeded', 'succeeded']);
  });

  it.each([
    ['failed', 'failed', 1_000],
    ['succeeded; delay=5s', 'succeeded', 5_000],
    ['delay=250ms; failed', 'failed', 250],
    ['unavailable', 'succeeded', 1_000],
  ])('by the header "%s"', async (directive, status, delayMs) => {
    const { emulator, refresh, retrieve } = await refreshing('Never Finishes', {
      'emulator-refresh': directive.includes('delay') ? directive : `${directive}; delay=1s`,
    });
    await refresh();
    await emulator.clock.advance(delayMs - 1);
    const before = await retrieve();
    await emulator.clock.advance(1);

    expect([before.balance_refresh?.status, (await retrieve()).balance_refresh?.status]).toEqual([
      'pending',
      status,
    ]);
  });

  it('immediately, behind an answer that is still pending', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Current Only', {
      'emulator-refresh': 'immediate',
    });

    const { body } = await refresh();

    expect(body.balance_refresh.status).toBe('pending');
    expect((await retrieve()).balance_refresh?.status).toBe('succeeded');
    expect(emulator.events().filter(({ type }) => type === REFRESHED)).toHaveLength(1);
  });

  it('by hand, for which it waits', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only', {
      'emulator-refresh': 'manual',
    });
    await refresh();
    await emulator.clock.advance(86_400_000);
    const waiting = await retrieve();

    await emulator.updateAccount(id, { refresh: { balance: { finish: 'failed' } } });

    expect(waiting.balance_refresh?.status).toBe('pending');
    expect((await retrieve()).balance_refresh?.status).toBe('failed');
    await expect(
      emulator.updateAccount(id, { refresh: { balance: { finish: 'succeeded' } } }),
    ).rejects.toThrow('No balance refresh of');
  });

  const intervalOf = ({ balance_refresh: refresh }: Stripe.FinancialConnections.Account) =>
    (refresh?.next_refresh_available_at ?? 0) - (refresh?.last_attempted_at ?? 0);

  it('by an interval of its own, for one request', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Current Only');
    const seen: number[] = [];
    for (const directive of [
      'succeeded; delay=5s; next_refresh_after=1h',
      'failed;next_refresh_after = 1d',
      'immediate',
    ]) {
      await refresh({ 'emulator-refresh': directive });
      await emulator.clock.runToIdle();
      seen.push(intervalOf(await retrieve()));
      await emulator.clock.advance(86_400_000);
    }

    expect(seen).toEqual([3_600, 86_400, 1]);
  });

  it('by an interval of its own, for the account', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only');
    await emulator.updateAccount(id, { refresh: { balance: { next_refresh_after: '1h' } } });
    await refresh();
    await emulator.clock.advance(1_000);

    const tooEarly = await refresh();
    await emulator.clock.advance(3_599_000);

    expect(intervalOf(await retrieve())).toBe(3_600);
    expect(tooEarly.headers.get('emulator-note')).toContain('available at');
    expect((await refresh()).body.balance_refresh.status).toBe('pending');
  });

  it('by an interval of its own, when it is ended by hand', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only');
    await refresh({ 'emulator-refresh': 'manual; next_refresh_after=1h' });

    await emulator.updateAccount(id, { refresh: { balance: { finish: 'succeeded' } } });

    expect(intervalOf(await retrieve())).toBe(3_600);
  });

  it.each(['next_refresh_after=5', 'next_refresh_after=manual', 'delay=next_refresh_after'])(
    'refuses "%s"',
    async (directive) => {
      const { refresh } = await refreshing('Current Only');

      expect((await refresh({ 'emulator-refresh': directive })).status).toBe(400);
    },
  );

  it('refuses an interval without a unit', async () => {
    const { emulator, id } = await refreshing('Current Only');

    await expect(
      emulator.updateAccount(id, { refresh: { balance: { next_refresh_after: '5' } } }),
    ).rejects.toThrow('Invalid refresh[balance][next_refresh_after]: "5". A duration carries its unit');
  });

  it('says where a balance belongs', async () => {
    const { emulator, id } = await refreshing('Current Only');

    await expect(emulator.updateAccount(id, { balance: { current: { usd: 1 } } } as never)).rejects.toThrow(
      'given as holdings[balance]',
    );
  });

  it('by a list of outcomes, after which the default holds again', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only');
    await emulator.updateAccount(id, { refresh: { balance: { outcome: 'failed, unavailable' } } });
    const seen: unknown[] = [];
    for (let time = 0; time < 3; time++) {
      await refresh();
      await emulator.clock.advance(1_000);
      const { balance_refresh, balance } = await retrieve();
      seen.push([balance_refresh?.status, balance === null]);
    }

    expect(seen).toEqual([
      ['failed', true],
      ['succeeded', true],
      ['succeeded', false],
    ]);
  });

  it('refuses a header that says nothing', async () => {
    const { refresh } = await refreshing('Current Only');

    const { status, body } = await refresh({ 'emulator-refresh': 'slowly' });

    expect(status).toBe(400);
    expect(body.error.message).toContain('Invalid Emulator-Refresh: "slowly". Say succeeded, failed');
  });
});
