import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { linkedAccount, openSession, type Received, refusal, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/financial-connections/refresh-dark-corners.test.ts');
const types = (received: readonly Received[]): readonly string[] => received.map(({ event }) => event.type);
const REFRESHED = 'financial_connections.account.refreshed_balance';
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

describe('refreshing', () => {
  corner(1, 'a refresh of "balances" is refused: the feature is "balance"', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const error = await refusal(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balances'] }),
    );

    expect(error.message).toBe('Invalid features[0]: must be one of balance, ownership, or transactions');
    expect(error).toMatchObject({ statusCode: 400, param: 'features[0]' });
  });

  corner(2, 'a session that asks for "balance" is refused: the permission is "balances"', async () => {
    const error = await refusal(openSession(setup(), { permissions: ['balance'] }));

    expect(error.message).toBe(
      'Invalid permissions[0]: must be one of balances, ownership, payment_method, or transactions',
    );
  });

  corner(3, 'a refresh without features misses a parameter', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const { status, body } = await world.call('POST', `/v1/financial_connections/accounts/${id}/refresh`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'parameter_missing',
      param: 'features',
      message: 'Missing required param: features.',
    });
  });

  corner(4, 'an empty list of features arrives as a missing parameter', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const error = await refusal(world.stripe.financialConnections.accounts.refresh(id, { features: [] }));

    expect(error).toMatchObject({ code: 'parameter_missing', param: 'features' });
  });

  corner(5, 'a refresh answers the account, pending, with no next time', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const account = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(account.object).toBe('financial_connections.account');
    expect(account.balance_refresh).toEqual({
      last_attempted_at: seconds(world.emulator.clock.now()),
      next_refresh_available_at: null,
      status: 'pending',
    });
  });

  corner(6, 'the answer to a refresh still has the old balance', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    const first = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(2_000);

    const second = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(first.balance).toBeNull();
    expect(second.balance?.cash?.available).toEqual({ usd: 1_000_000 });
  });

  corner(7, 'a second refresh while one is pending starts nothing', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    const first = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(500);

    const second = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(10_000);

    expect(second.balance_refresh).toEqual(first.balance_refresh);
    expect(types(world.received).filter((type) => type === REFRESHED)).toHaveLength(1);
  });

  corner(8, 'a refresh starts at next_refresh_available_at, and not a second before', async () => {
    const world = setup({ refresh: { balance: { nextRefreshAfterMs: 60_000 } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    const { balance_refresh: done } = await world.stripe.financialConnections.accounts.retrieve(id);
    const availableMs = (done?.next_refresh_available_at ?? 0) * 1000;

    await world.emulator.clock.advance({ to: new Date(availableMs - 1_000) });
    const early = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance({ to: new Date(availableMs) });
    const due = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(early.balance_refresh).toEqual(done);
    expect(due.balance_refresh?.status).toBe('pending');
  });

  corner(9, 'an inactive account has no next refresh, whatever its last one was', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);

    await world.emulator.updateAccount(id, { status: 'inactive' });
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(account.balance_refresh).toMatchObject({ status: 'succeeded', next_refresh_available_at: null });
    expect(account.balance?.cash?.available).toEqual({ usd: 1_000_000 });
  });

  corner(10, 'a failed refresh sends refreshed_balance, too', async () => {
    const world = setup({ refresh: { balance: { outcome: 'failed' } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);

    expect(types(world.received)).toContain(REFRESHED);
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh?.status).toBe(
      'failed',
    );
  });

  corner(11, 'a failed refresh leaves the earlier balance', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    await world.emulator.updateAccount(id, { refresh: { balance: { outcome: 'failed' } } });
    const before = await world.stripe.financialConnections.accounts.retrieve(id);

    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    const after = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(after.balance_refresh?.status).toBe('failed');
    expect(after.balance).toEqual(before.balance);
  });

  corner(12, 'features refresh independently: two hashes, two events', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['balances', 'ownership'] });

    const account = await world.stripe.financialConnections.accounts.refresh(id, {
      features: ['balance', 'ownership'],
    });
    await world.emulator.clock.advance(1_000);

    expect([account.balance_refresh?.status, account.ownership_refresh?.status]).toEqual([
      'pending',
      'pending',
    ]);
    expect(account.transaction_refresh).toBeNull();
    expect(types(world.received)).toEqual(
      expect.arrayContaining([REFRESHED, 'financial_connections.account.refreshed_ownership']),
    );
  });

  corner(13, 'a refresh of an inactive account is refused and changes nothing', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { status: 'inactive' });
    const before = await world.stripe.financialConnections.accounts.retrieve(id);

    const error = await refusal(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }),
    );

    expect(error).toMatchObject({ code: 'financial_connections_account_inactive', statusCode: 400 });
    expect({
      ...(await world.stripe.financialConnections.accounts.retrieve(id)),
      lastResponse: null,
    }).toEqual({ ...before, lastResponse: null });
  });

  corner(14, 'a refresh can fail and deactivate the account', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, {
      institution: 'Emulator: Refreshes',
      account: 'Refresh Deactivates',
    });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(account.status).toBe('inactive');
    expect(account.balance_refresh).toMatchObject({ status: 'failed', next_refresh_available_at: null });
    expect(types(world.received)).toContain('financial_connections.account.deactivated');
  });

  corner(15, 'without the permission there is never a balance refresh', async () => {
    const world = setup();
    const session = await openSession(world, { permissions: ['ownership'], prefetch: ['ownership'] });

    const { accounts } = await world.emulator.completeSession(session.id);
    const id: string = accounts.data[0].id;
    const error = await refusal(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }),
    );

    expect(accounts.data[0]).toMatchObject({
      balance_refresh: null,
      ownership_refresh: { status: 'pending' },
    });
    expect(error.statusCode).toBe(400);
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh).toBeNull();
  });

  corner(16, 'a prefetch is pending as soon as the user links, and ends by itself', async () => {
    const world = setup();
    const session = await openSession(world, { prefetch: ['balances'] });

    const { accounts } = await world.emulator.completeSession(session.id);
    await world.emulator.clock.advance(1_000);

    expect(accounts.data[0].balance_refresh.status).toBe('pending');
    expect(types(world.received)).toContain(REFRESHED);
  });

  it('have all their dark corners told', expectAllTold);
});
