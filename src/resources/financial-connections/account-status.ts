import { type Lifecycle, next } from '../../core/lifecycle.ts';
import { becauseOf, type Inactivity } from '../../model/inactivity.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { expectNextEnd, settleAuthorization } from './authorizations.ts';
import { inactivityOf, noteInactivity } from './bank-login.ts';
import { cancelRuns } from './daily-run.ts';
import { takeBack } from './foretold.ts';

const TYPE = 'financial_connections.account';

/** Disconnecting twice is allowed, because no source says otherwise, and a guess must not be stricter than Stripe. */
export const accountLifecycle: Lifecycle<Account['status'], 'disconnect' | 'deactivate' | 'reactivate'> = {
  active: { disconnect: 'disconnected', deactivate: 'inactive', reactivate: 'active' },
  inactive: { disconnect: 'disconnected', deactivate: 'inactive', reactivate: 'active' },
  disconnected: { disconnect: 'disconnected' },
};

type RefreshHash = { readonly next_refresh_available_at: number | null };

/** The refresh hashes with another `next_refresh_available_at`. Pending ones keep theirs, which is null. */
function withNextRefresh(
  account: Account,
  nextAt: number | null,
): Pick<
  Account,
  'balance_refresh' | 'inferred_balances_refresh' | 'ownership_refresh' | 'transaction_refresh'
> {
  const moved = <R extends (RefreshHash & { readonly status: string }) | null>(refresh: R): R =>
    refresh === null || refresh.status === 'pending'
      ? refresh
      : { ...refresh, next_refresh_available_at: nextAt };
  const { inferred_balances_refresh: inferred } = account;
  return {
    balance_refresh: moved(account.balance_refresh),
    ...(inferred === undefined ? {} : { inferred_balances_refresh: moved(inferred) }),
    ownership_refresh: moved(account.ownership_refresh),
    transaction_refresh: moved(account.transaction_refresh),
  };
}

/** Why an account is inactive of which nothing else is said: the user has taken the permission back at the bank. */
export const DENIED = becauseOf('access_denied');

/**
 * Makes the account inactive: no refreshes until it is reactivated, while data refreshed before stays readable. It is
 * expected no more (inferred from `status_details.active`, "when applicable").
 */
export function deactivate(scope: Scope, account: Account, why: Inactivity = DENIED): Account {
  const { status_details: _expected, ...rest } = account;
  return moved(scope, rest, { by: 'deactivate', event: 'deactivated', why }, withNextRefresh(account, null));
}

/** Makes the account active again: refreshes are available at once. */
export function reactivate(scope: Scope, account: Account): Account {
  const effects = withNextRefresh(account, scope.seconds());
  return moved(scope, account, { by: 'reactivate', event: 'reactivated' }, effects);
}

/** Says why an inactive account is so, which Stripe's versions without a preview do not show. */
export function explainInactivity(scope: Scope, account: Account, why: Inactivity): void {
  noteInactivity(scope, account, { ...inactivityOf(scope, account), ...why });
  settleAuthorization(scope, account);
}

/**
 * Ends access for good. The balance becomes null (docs: financial-connections/balances), and nothing is subscribed any more
 * (docs: api/financial_connections/accounts/disconnect, its sample); owners that were collected stay readable (assumed).
 */
export function disconnect(scope: Scope, account: Account): Account {
  const kept = scope.settings.assume.disconnectedBalance === 'kept';
  cancelRuns(scope, account.id);
  const { status_details: _expected, ...rest } = account;
  return moved(
    scope,
    rest,
    { by: 'disconnect', event: 'disconnected' },
    {
      ...withNextRefresh(account, null),
      subscriptions: [],
      ...(kept ? {} : { balance: null }),
    },
  );
}

function moved(scope: Scope, account: Account, { by, event, why }: Move, effects: Partial<Account>): Account {
  const status = next(accountLifecycle, TYPE, account.status, by);
  const before = scope.tables[TYPE].get(account.id) ?? account;
  if (status === account.status) return before;
  const after = scope.tables[TYPE].put({ ...account, ...effects, status });
  noteInactivity(scope, after, why);
  takeBack(scope, after, 'account.deactivate', 'account.upcoming_deactivation');
  if (status === 'disconnected') takeBack(scope, after, ...OF_NUMBERS);
  scope.emit(`${TYPE}.${event}`, after);
  settleAuthorization(scope, after);
  expectNextEnd(scope, before, after);
  return after;
}

/** Of a disconnected account no numbers are told of any more (assumed). */
export const OF_NUMBERS = [
  'account.number_expires',
  'account.upcoming_number_expiry',
  'account.numbers_arrive',
] as const;

interface Move {
  readonly by: 'disconnect' | 'deactivate' | 'reactivate';
  readonly event: 'disconnected' | 'deactivated' | 'reactivated';
  readonly why?: Inactivity;
}
