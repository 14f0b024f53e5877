import type { Lifecycle } from '../../core/lifecycle.ts';
import { REFRESH_FEATURES, type RefreshFeature } from '../../model/refresh.ts';
import type { Account } from '../../model/wire.ts';
import type { Prefetch } from '../../model/words.ts';

/** `none` stands for a refresh hash that is null. */
export type RefreshState = 'none' | NonNullable<Account['balance_refresh']>['status'];

/** The states of a refresh, the same for every feature. */
export const refreshLifecycle: Lifecycle<
  RefreshState,
  'start' | 'succeed' | 'fail',
  Exclude<RefreshState, 'none'>
> = {
  none: { start: 'pending' },
  pending: { succeed: 'succeeded', fail: 'failed' },
  succeeded: { start: 'pending' },
  failed: { start: 'pending' },
};

interface Names {
  readonly permissions: readonly [Permission, ...Permission[]];
  readonly prefetch: Prefetch;
  readonly field: keyof Account;
  readonly event: string;
}
type Permission = NonNullable<Account['permissions']>[number];

/**
 * The names of each feature: refreshes say `balance`, permissions `balances` (stripe-node types:
 * AccountRefreshParams.features, SessionCreateParams.permissions).
 */
export const FEATURES = {
  balance: {
    permissions: ['balances'],
    prefetch: 'balances',
    field: 'balance_refresh',
    event: 'refreshed_balance',
  },
  // There is no permission of its own: it is made of both (assumed).
  inferred_balances: {
    permissions: ['balances', 'transactions'],
    prefetch: 'inferred_balances',
    field: 'inferred_balances_refresh',
    event: 'refreshed_inferred_balances',
  },
  ownership: {
    permissions: ['ownership'],
    prefetch: 'ownership',
    field: 'ownership_refresh',
    event: 'refreshed_ownership',
  },
  transactions: {
    permissions: ['transactions'],
    prefetch: 'transactions',
    field: 'transaction_refresh',
    event: 'refreshed_transactions',
  },
} as const satisfies Record<RefreshFeature, Names>;

/** What a prefetch refreshes. */
export const featuresOf = (prefetch: Prefetch): readonly RefreshFeature[] =>
  REFRESH_FEATURES.filter((feature) => FEATURES[feature].prefetch === prefetch);

/** The first permission of those that a feature needs which was not granted; undefined where all were. */
export const ungranted = (
  granted: readonly string[] | null,
  feature: RefreshFeature,
): Permission | undefined => FEATURES[feature].permissions.find((name) => granted?.includes(name) !== true);
