import { currentBefore, endOfDay } from '../../../bank/inferred-balances.ts';
import { isCalled } from '../../../bank/institutions.ts';
import { type Ledger, ledgerOf } from '../../../bank/ledger/ledger.ts';
import { foldText } from '../../../core/random.ts';
import type { Amounts, InferredRefreshes } from '../../../model/facts.ts';
import type { Account } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { loginOf } from '../bank-login.ts';

/** The bank's books of an account. */
export function booksOf(scope: Scope, account: Account): Ledger {
  const { institution: name, account: named } = loginOf(scope, account.id);
  const { institutions } = scope.sandbox.parts;
  const institution = institutions.find(name);
  const accounts = institution === undefined ? [] : institutions.accountsOf(institution);
  const testAccount = accounts.find((one) => isCalled(one, named)) ?? { name: named };
  const { customer, customer_account, account: connected } = account.account_holder ?? {};
  const holder = customer ?? customer_account ?? connected ?? account.id;
  const seed = foldText(
    `${scope.sandbox.parts.ids.stream ?? ''}/${holder}/${testAccount.persona?.split('/')[0] ?? ''}`,
  );
  return ledgerOf({ account: testAccount, seed, since: account.created, own: [] });
}

/** Notes that a refresh of inferred balances has succeeded, which was initiated at that time. */
export function noteInferred(scope: Scope, account: Account, at: number): void {
  const login = loginOf(scope, account.id);
  const first = login.inferred?.first ?? at;
  const isByBooks = login.balance !== null && booksOf(scope, account).balanceAt(at) !== undefined;
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
  const books = booksOf(scope, account);
  if (current === undefined) return (day) => books.balanceAt(endOfDay(day))?.current ?? {};
  const since = endOfDay(from);
  const items = [...books.walk({ from: since - books.settledWithin, to: last })];
  const before = currentBefore(current, last, items);
  return (day) => before(endOfDay(day));
}
