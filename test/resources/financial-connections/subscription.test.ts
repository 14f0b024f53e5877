import { describe, expect, it } from 'vitest';
import { previewSetup } from '../../support/preview.ts';
import { refusal, type Setup } from '../../support/setup.ts';
import {
  DAY,
  DAY_MS,
  FEATURES,
  linked,
  REFRESHED,
  refreshedAt,
  runs,
  START,
  START_SECONDS,
  subscribed,
  world,
} from '../../support/subscriptions.ts';

const retrieve = ({ stripe }: Setup, id: string) => stripe.financialConnections.accounts.retrieve(id);

describe('a subscription', () => {
  it('refreshes at once, and then each day by itself', async () => {
    const at = world();
    const id = await subscribed(at);

    await at.emulator.clock.advance(3 * DAY_MS + 1_000);

    expect(refreshedAt(at)).toEqual([1, DAY + 1, 2 * DAY + 1, 3 * DAY + 1]);
    const [first, second] = at.received.filter(({ event }) => event.type === REFRESHED);
    const idOf = (event: unknown) =>
      (event as { data: { object: { transaction_refresh: { id: string } } } }).data.object.transaction_refresh
        .id;
    expect(idOf(first?.event)).not.toBe(idOf(second?.event));
    expect(second?.event.request).toEqual({ id: null, idempotency_key: null });
    expect((await retrieve(at, id)).subscriptions).toEqual(['transactions']);
  });

  it('has a run for each day of a year that passes at once, in order', async () => {
    const at = world();
    await subscribed(at);

    await at.emulator.clock.advance(365 * DAY_MS);

    const times = refreshedAt(at);
    expect(times).toEqual(Array.from({ length: 365 }, (_, day) => day * DAY + 1));
  });

  it('does not keep time from coming to rest', async () => {
    const at = world();
    await subscribed(at);

    await at.emulator.clock.runToIdle();

    expect(at.emulator.clock.now().getTime()).toBe(START_SECONDS * 1000 + 1_000);
    expect(runs(at)).toEqual([[DAY, true]]);
  });

  it('is one, however often it is asked for, and asks for a refresh only where one may start', async () => {
    const at = world();
    const id = await subscribed(at);

    const { status, headers, body } = await at.call(
      'POST',
      `/v1/financial_connections/accounts/${id}/subscribe`,
      { form: 'features[]=transactions&features[]=transactions' },
    );

    expect(status).toBe(200);
    expect(body.subscriptions).toEqual(['transactions']);
    expect(headers.get('emulator-note')).toContain('A transactions refresh is pending: no refresh');
    await at.emulator.clock.advance(DAY_MS + 1_000);
    expect(refreshedAt(at)).toEqual([1, DAY + 1]);
  });

  it('begins without a refresh where it is too early for one, whatever is assumed of early refreshes', async () => {
    const at = world({
      assume: { earlyRefresh: 'error' },
      refresh: { transactions: { nextRefreshAfterMs: 3_600_000 } },
    });
    const id = await linked(at);
    await at.stripe.financialConnections.accounts.refresh(id, FEATURES);
    await at.emulator.clock.advance(10_000);

    const account = await at.stripe.financialConnections.accounts.subscribe(id, FEATURES);

    expect(account.subscriptions).toEqual(['transactions']);
    expect(account.transaction_refresh).toMatchObject({
      status: 'succeeded',
      last_attempted_at: START_SECONDS,
    });
    expect(runs(at)).toEqual([[DAY, true]]);
  });

  it('runs a day after the last refresh, whoever has asked for it', async () => {
    const at = world();
    const id = await subscribed(at);
    await at.emulator.clock.advance(DAY_MS / 2);

    await at.stripe.financialConnections.accounts.refresh(id, FEATURES);
    await at.emulator.clock.advance(1.5 * DAY_MS);
    await at.emulator.clock.advance(1_000);

    expect(refreshedAt(at)).toEqual([1, DAY / 2 + 1, 1.5 * DAY + 1]);
  });

  it('goes on after a day on which the refresh failed', async () => {
    const at = world();
    const id = await linked(at, {
      refresh: { transactions: { outcome: ['succeeded', 'failed', 'succeeded'] } },
    });
    await at.stripe.financialConnections.accounts.subscribe(id, FEATURES);

    await at.emulator.clock.advance(2 * DAY_MS + 1_000);

    const states = at.received
      .filter(({ event }) => event.type === REFRESHED)
      .map(
        ({ event }) =>
          (event.data.object as { transaction_refresh?: { status: string } }).transaction_refresh?.status,
      );
    expect(states).toEqual(['succeeded', 'failed', 'succeeded']);
  });

  it('passes a day on which a refresh is still pending', async () => {
    const at = world();
    const id = await subscribed(at, { refresh: { transactions: { delay: 'manual' } } });
    await at.emulator.clock.advance(DAY_MS);
    const before = await retrieve(at, id);
    await at.emulator.updateAccount(id, { refresh: { transactions: { finish: 'succeeded', delay: '1s' } } });

    await at.emulator.clock.advance(DAY_MS);

    expect(before.transaction_refresh).toMatchObject({ status: 'pending', last_attempted_at: START_SECONDS });
    expect((await retrieve(at, id)).transaction_refresh).toMatchObject({
      status: 'pending',
      last_attempted_at: START_SECONDS + 2 * DAY,
    });
  });

  it('rests while the account is inactive, and goes on with the next day when it is active again', async () => {
    const at = world();
    const id = await subscribed(at);
    await at.emulator.clock.advance(1_000);
    await at.emulator.updateAccount(id, { status: 'inactive' });
    const inactive = await retrieve(at, id);
    await at.emulator.clock.advance(2.5 * DAY_MS);

    await at.emulator.updateAccount(id, { status: 'active' });
    await at.emulator.clock.advance(DAY_MS);

    expect(inactive.subscriptions).toEqual(['transactions']);
    expect(refreshedAt(at)).toEqual([1, 3 * DAY + 1]);
  });

  it('ends when the account is disconnected', async () => {
    const at = world();
    const id = await subscribed(at);
    await at.emulator.clock.advance(1_000);

    const account = await at.stripe.financialConnections.accounts.disconnect(id);
    await at.emulator.clock.advance(3 * DAY_MS);

    expect(account.subscriptions).toEqual([]);
    expect(runs(at)).toEqual([]);
    expect(refreshedAt(at)).toEqual([1]);
  });

  it('ends when it is unsubscribed, and the refresh that is under way does not', async () => {
    const at = world();
    const id = await subscribed(at);

    const account = await at.stripe.financialConnections.accounts.unsubscribe(id, FEATURES);
    const again = await at.stripe.financialConnections.accounts.unsubscribe(id, FEATURES);
    await at.emulator.clock.advance(3 * DAY_MS);

    expect([account.subscriptions, again.subscriptions]).toEqual([[], []]);
    expect(account.transaction_refresh?.status).toBe('pending');
    expect(refreshedAt(at)).toEqual([1]);
  });

  it('can be taken up again, and then runs once a day', async () => {
    const at = world();
    const id = await subscribed(at);
    await at.emulator.clock.advance(DAY_MS / 2);
    await at.stripe.financialConnections.accounts.unsubscribe(id, FEATURES);
    await at.stripe.financialConnections.accounts.subscribe(id, FEATURES);

    await at.emulator.clock.advance(2 * DAY_MS);

    expect(refreshedAt(at)).toEqual([1, DAY / 2 + 1, 1.5 * DAY + 1]);
  });

  it('takes the header of refreshes for the one that it starts', async () => {
    const at = world();
    const id = await linked(at);
    await at.stripe.financialConnections.accounts.subscribe(
      id,
      FEATURES,
      // The client has no type for headers of one request.
      { headers: { 'Emulator-Refresh': 'failed; immediate' } } as object,
    );

    expect((await retrieve(at, id)).transaction_refresh?.status).toBe('failed');
  });
});

describe('subscriptions of several features', () => {
  it('end one by one', async () => {
    const at = previewSetup({ time: { start: START, runs: false } });
    const { accounts } = at.preview.financialConnections;
    const id = await linked(at, { permissions: ['balances', 'transactions'] });
    await accounts.subscribe(id, { features: ['balance', 'transactions'] });

    await accounts.unsubscribe(id, { features: ['balance'] });
    const balances = at.received.length;
    await at.emulator.clock.advance(2 * DAY_MS + 1_000);

    expect(refreshedAt(at)).toEqual([1, DAY + 1, 2 * DAY + 1]);
    const ended = at.received.slice(balances).map(({ event }) => event.type);
    // The one that was under way.
    expect(ended.filter((type) => type === 'financial_connections.account.refreshed_balance')).toHaveLength(
      1,
    );
  });
});

describe('a subscription of a connected account', () => {
  it('is its own, and its events are', async () => {
    const at = world();
    const session = await at.stripe.financialConnections.sessions.create({
      account_holder: { type: 'account', account: 'acct_123' },
      permissions: ['transactions'],
    });
    const { accounts } = await at.emulator.completeSession(session.id);
    const own = { stripeAccount: 'acct_123' };
    const id: string = accounts.data[0].id;
    await at.stripe.financialConnections.accounts.subscribe(id, FEATURES, own);
    await at.emulator.clock.advance(DAY_MS + 1_000);
    const refreshes = at.emulator.events().filter(({ type }) => type === REFRESHED);

    const account = await at.stripe.financialConnections.accounts.unsubscribe(id, FEATURES, own);

    expect(refreshes.map((event) => event.account)).toEqual(['acct_123', 'acct_123']);
    expect(account.subscriptions).toEqual([]);
    expect(runs(at)).toEqual([]);
  });
});

describe('subscribing is refused', () => {
  it('to an inactive account', async () => {
    const at = world();
    const id = await linked(at, { status: 'inactive' });

    expect(await refusal(at.stripe.financialConnections.accounts.subscribe(id, FEATURES))).toMatchObject({
      statusCode: 400,
      code: 'financial_connections_account_inactive',
      message: 'Data cannot be refreshed on inactive accounts.',
    });
  });

  it('to a disconnected account', async () => {
    const at = world();
    const id = await linked(at, { status: 'disconnected' });

    const refused = await refusal(at.stripe.financialConnections.accounts.subscribe(id, FEATURES));

    expect(refused).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('without the permission, unless that is assumed to be ignored: then nothing happens', async () => {
    const strict = world();
    const lenient = world({ assume: { missingPermission: 'ignored' } });
    const permissions = ['balances'];
    const id = await linked(strict, { permissions });
    const other = await linked(lenient, { permissions });

    const refused = await refusal(strict.stripe.financialConnections.accounts.subscribe(id, FEATURES));
    const account = await lenient.stripe.financialConnections.accounts.subscribe(other, FEATURES);

    expect(refused).toMatchObject({ statusCode: 400, param: 'features' });
    expect([account.subscriptions, account.transaction_refresh]).toEqual([[], null]);
  });

  it.each(['subscribe', 'unsubscribe'])('without features: %s', async (verb) => {
    const at = world();
    const id = await linked(at);

    const { status, body } = await at.call('POST', `/v1/financial_connections/accounts/${id}/${verb}`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'parameter_missing', param: 'features' });
  });
});
