import type { Account } from '../../model/wire.ts';
import { SUBSCRIPTIONS, type Subscription } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';

/*
 * When a subscribed account is refreshed by itself: "Stripe initiates a new refresh every day" (docs:
 * financial-connections/transactions). The time of day is not told: 24 hours after a refresh was last initiated, by a run
 * or by a request, so that data is never older than a day and is not fetched twice in one (assumed). Each feature has a run
 * of its own.
 */

export const DAY_MS = 86_400_000;

/** The features of an account that are to be refreshed daily; while it is inactive its runs pass without effect. */
export const subscriptionsOf = ({ status, subscriptions }: Account): readonly Subscription[] =>
  status === 'disconnected'
    ? []
    : SUBSCRIPTIONS.filter((feature) => subscriptions?.includes(feature) === true);

/** Takes the account's next run for a feature back, if there is one. */
export function cancelRun(scope: Scope, account: string, feature: Subscription): void {
  scope.cancel(account, (job) => job.kind === 'account.subscription' && job.feature === feature);
}

/** Takes all of them back. */
export function cancelRuns(scope: Scope, account: string): void {
  scope.cancel(account, ({ kind }) => kind === 'account.subscription');
}

/** The account's next run is at that time: in the place of the one there was, so that there is never more than one. */
export function scheduleRun(scope: Scope, account: string, feature: Subscription, dueMs: number): void {
  cancelRun(scope, account, feature);
  scope.in(dueMs - scope.nowMs(), { kind: 'account.subscription', subject: account, feature }, true);
}

const REFRESHES = {
  balance: 'balance_refresh',
  inferred_balances: 'inferred_balances_refresh',
  transactions: 'transaction_refresh',
} as const satisfies Record<Subscription, keyof Account>;

/** The first instant after now that lies whole days behind the last initiation; without one, in a day. */
export function nextRunMs(nowMs: number, account: Account, feature: Subscription): number {
  const refresh = account[REFRESHES[feature]];
  if (refresh == null) return nowMs + DAY_MS;
  // One that was put in place may lie ahead.
  const lastMs = Math.min(nowMs, refresh.last_attempted_at * 1000);
  return lastMs + DAY_MS * Math.max(1, Math.floor((nowMs - lastMs) / DAY_MS) + 1);
}

export function scheduleNextRun(scope: Scope, account: Account, feature: Subscription): void {
  scheduleRun(scope, account.id, feature, nextRunMs(scope.nowMs(), account, feature));
}
