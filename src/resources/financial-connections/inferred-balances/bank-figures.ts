import { currentBefore, type DaySpan, endOfDay, shownDays } from '../../../bank/inferred-balances.ts';
import type { LedgerItem } from '../../../bank/ledger/ledger.ts';
import type { Amounts } from '../../../model/bank-facts.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { loginOf } from '../bank-login.ts';
import { bookedAt, figuresAt } from '../transactions/bank-balance.ts';
import { openLedger } from '../transactions/open-ledger.ts';

/** Notes that a refresh of inferred balances has succeeded, which was initiated at that time. */
export function noteInferred(scope: Scope, account: Account, at: number): void {
  const login = loginOf(scope, account.id);
  const isByBooks = figuresAt(scope, account, at) !== undefined;
  const inferred = {
    first: login.inferred?.first ?? at,
    last: at,
    ...(isByBooks ? {} : { current: login.balance?.current ?? null }),
  };
  scope.facts.logins.set(account.id, { ...login, inferred });
}

const NEVER: DaySpan = { from: 0, to: -1 };

/** The days of which refreshes have shown a balance; none where the bank tells none, or has it no more. */
export function daysOf(scope: Scope, account: Account): DaySpan {
  const { inferred } = loginOf(scope, account.id);
  if (inferred === undefined || inferred.current === null) return NEVER;
  if (inferred.current === undefined && bookedAt(scope, account, inferred.last) === undefined) return NEVER;
  return shownDays(openLedger(scope, account).bank.knownFrom, inferred);
}

/** What may have been posted since a time: what the bank has by itself settles soon, what was told it may do so at any age. */
function itemsSince(scope: Scope, account: Account, since: number, to: number): readonly LedgerItem[] {
  const { bank, kept, retold } = openLedger(scope, account);
  const items = new Map<number, LedgerItem>();
  // What the user's own have taken the place of is not what a balance that stands still is made of.
  const isFixtures = kept?.replacedBehind === undefined;
  if (isFixtures)
    for (const item of bank.walk({ from: since - bank.settledWithin, to })) items.set(item.number, item);
  for (const item of [...(kept?.own ?? []), ...(isFixtures ? retold.values() : [])])
    items.set(item.number, item);
  return [...items.values()];
}

/**
 * What there was in an account at the end of any day from `from` on, as its last refresh found it: by the bank's books, or
 * where its figures are fixed, the fixture's or a test's, without what has been posted since.
 */
export function figuresFrom(scope: Scope, account: Account, from: number): (day: number) => Amounts {
  const { current, last = 0 } = loginOf(scope, account.id).inferred ?? {};
  if (current == null) return (day) => bookedAt(scope, account, endOfDay(day))?.current ?? {};
  const before = currentBefore(current, last, itemsSince(scope, account, endOfDay(from), last));
  return (day) => before(endOfDay(day));
}
