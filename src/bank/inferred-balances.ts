import { DAY_SECONDS } from '../core/calendar.ts';
import type { Amounts } from '../model/bank-facts.ts';
import { postedAt } from './ledger/effect.ts';
import type { LedgerItem } from './ledger/ledger.ts';

/*
 * What there was in an account at the end of each day: "If the balance was computed by Stripe …, it will always be 23:59:59
 * UTC" (stripe-node 22.7.0-beta.1 types: AccountInferredBalance.as_of).
 */

/** "Up to the last 180 days of transaction history" (docs: financial-connections/transactions); of balances assumed. */
export const HISTORY_DAYS = 180;

/** The last second of a day, which is a number of days since 1970. */
export const endOfDay = (day: number): number => day * DAY_SECONDS + DAY_SECONDS - 1;

/** The first and the last day of which a balance is known; none, where the last comes before the first. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The days that refreshes have shown which were initiated at these times: up to the last that was over, from 180 days before
 * the first of them on, and what was once shown stays (assumed, as of transactions). `knownFrom` is where the bank begins.
 */
export function shownDays(
  knownFrom: number,
  { first, last }: { readonly first: number; readonly last: number },
): DaySpan {
  const begin = Math.max(0, knownFrom, first - HISTORY_DAYS * DAY_SECONDS);
  return {
    from: Math.ceil((begin - (DAY_SECONDS - 1)) / DAY_SECONDS),
    to: Math.floor((last - (DAY_SECONDS - 1)) / DAY_SECONDS),
  };
}

/** The balance at a time before `at`, at which it was `current`: without what has been posted since. */
export function currentBefore(
  current: Amounts,
  at: number,
  items: readonly LedgerItem[],
): (seconds: number) => Amounts {
  return (seconds) => {
    const before: Record<string, number> = { ...current };
    for (const item of items) {
      const since = postedAt(item, at) - postedAt(item, seconds);
      // A currency that the balance does not have is none of its.
      if (since !== 0 && Object.hasOwn(before, item.currency))
        before[item.currency] = (before[item.currency] ?? 0) - since;
    }
    return before;
  };
}
