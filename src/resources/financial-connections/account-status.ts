import { type Lifecycle, next } from '../../core/lifecycle.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { cancelRun } from './daily-run.ts';

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
): Pick<Account, 'balance_refresh' | 'ownership_refresh' | 'transaction_refresh'> {
  const moved = <R extends (RefreshHash & { readonly status: string }) | null>(refresh: R): R =>
    refresh === null || refresh.status === 'pending'
      ? refresh
      : { ...refresh, next_refresh_available_at: nextAt };
  return {
    balance_refresh: moved(account.balance_refresh),
    ownership_refresh: moved(account.ownership_refresh),
    transaction_refresh: moved(account.transaction_refresh),
  };
}

/** Makes the account inactive: no refreshes until it is reactivated, while data refreshed before stays readable. */
export function deactivate(scope: Scope, account: Account): Account {
  const { status_details: _foretold, ...rest } = account;
  return moved(scope, rest, 'deactivate', 'deactivated', withNextRefresh(account, null));
}

/** Makes the account active again: refreshes are available at once. */
export function reactivate(scope: Scope, account: Account): Account {
  return moved(scope, account, 'reactivate', 'reactivated', withNextRefresh(account, scope.seconds()));
}

/**
 * Ends access for good. The balance becomes null (docs: financial-connections/balances), and nothing is subscribed any more
 * (docs: api/financial_connections/accounts/disconnect, its sample); owners that were collected stay readable (assumed).
 */
export function disconnect(scope: Scope, account: Account): Account {
  const kept = scope.settings.assume.disconnectedBalance === 'kept';
  cancelRun(scope, account.id);
  return moved(scope, account, 'disconnect', 'disconnected', {
    ...withNextRefresh(account, null),
    subscriptions: [],
    ...(kept ? {} : { balance: null }),
  });
}

function moved(
  scope: Scope,
  account: Account,
  by: 'disconnect' | 'deactivate' | 'reactivate',
  event: 'disconnected' | 'deactivated' | 'reactivated',
  effects: Partial<Account>,
): Account {
  const status = next(accountLifecycle, TYPE, account.status, by);
  if (status === account.status) return account;
  const after = scope.tables[TYPE].put({ ...account, ...effects, status });
  scope.emit(`${TYPE}.${event}`, after);
  return after;
}
