import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

/*
 * When a subscribed account is refreshed by itself: "Stripe initiates a new refresh every day" (docs:
 * financial-connections/transactions). The time of day is not told: 24 hours after a refresh was last initiated, by a run
 * or by a request, so that data is never older than a day and is not fetched twice in one (assumed).
 */

export const DAY_MS = 86_400_000;

/** Whether the account is to be refreshed daily; while it is inactive its runs pass without effect. */
export const isSubscribed = ({ status, subscriptions }: Account): boolean =>
  status !== 'disconnected' && subscriptions?.includes('transactions') === true;

/** Takes the account's next run back, if there is one. */
export function cancelRun(scope: Scope, account: string): void {
  scope.cancel(account, ({ kind }) => kind === 'account.subscription');
}

/** The account's next run is at that time: in the place of the one there was, so that there is never more than one. */
export function scheduleRun(scope: Scope, account: string, dueMs: number): void {
  cancelRun(scope, account);
  scope.in(dueMs - scope.nowMs(), { kind: 'account.subscription', subject: account }, true);
}

/** The first instant after now that lies whole days behind the last initiation; without one, in a day. */
export function nextRunMs(nowMs: number, { transaction_refresh: refresh }: Account): number {
  if (refresh === null) return nowMs + DAY_MS;
  // One that was put in place may lie ahead.
  const lastMs = Math.min(nowMs, refresh.last_attempted_at * 1000);
  return lastMs + DAY_MS * Math.max(1, Math.floor((nowMs - lastMs) / DAY_MS) + 1);
}

export function scheduleNextRun(scope: Scope, account: Account): void {
  scheduleRun(scope, account.id, nextRunMs(scope.nowMs(), account));
}
