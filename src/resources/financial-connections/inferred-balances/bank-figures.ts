import { currentBefore, endOfDay } from '../../../bank/inferred-balances.ts';
import type { Amounts, InferredRefreshes } from '../../../model/facts.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { loginOf } from '../bank-login.ts';
import { figuresAt } from '../transactions/bank-balance.ts';
import { openLedger } from '../transactions/open-ledger.ts';

/** Notes that a refresh of inferred balances has succeeded, which was initiated at that time. */
export function noteInferred(scope: Scope, account: Account, at: number): void {
  const login = loginOf(scope, account.id);
  const first = login.inferred?.first ?? at;
  const isByBooks = figuresAt(scope, account, at) !== undefined;
  const inferred = { first, last: at, ...(isByBooks ? {} : { current: login.balance?.current ?? null }) };
  scope.facts.logins.set(account.id, { ...login, inferred });
}

/**
 * What there was in an account at the end of any day from `from` on, as its last refresh found it: by the bank's books, or
 * where its figures are fixed, the fixture's or a test's, without what has been posted since.
 */
export function figuresFrom(
  scope: Scope,
  account: Account,
  { current, last }: InferredRefreshes & { readonly current?: Amounts },
  from: number,
): (day: number) => Amounts {
  if (current === undefined) return (day) => figuresAt(scope, account, endOfDay(day))?.current ?? {};
  const { bank, retold } = openLedger(scope, account);
  const since = endOfDay(from);
  const items = [...bank.walk({ from: since - bank.settledWithin, to: last })];
  const before = currentBefore(
    current,
    last,
    items.map((item) => retold.get(item.number) ?? item),
  );
  return (day) => before(endOfDay(day));
}
