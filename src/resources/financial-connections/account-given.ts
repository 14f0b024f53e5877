import type { BankLogin } from '../../model/bank-facts.ts';
import type { Account } from '../../model/wire.ts';
import type { Subscription } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { cancelRun, scheduleNextRun, subscriptionsOf } from './daily-run.ts';
import { type NewTransaction, replaceTransactions } from './transactions/account-ledger.ts';

/** Fields of an account and of its bank's side that a caller gave; they replace those of the fixture. */
export interface Overrides {
  readonly fields?: Partial<Account>;
  readonly login?: BankLogin;
  /** Instead of those that the test account has. */
  readonly transactions?: readonly NewTransaction[];
}

/** Brings about what was given besides the bank's side, of an account that is new or that is linked again. */
export function settleGiven(
  scope: Scope,
  account: Account,
  { transactions }: Overrides,
  /** What has run daily until now; undefined of an account that is new. */
  earlier: readonly Subscription[] | undefined,
): void {
  // A bank that was given transactions with a new account has never had others.
  if (transactions !== undefined)
    replaceTransactions(scope, account.id, transactions, earlier === undefined ? 0 : undefined);
  const before = earlier ?? [];
  const now = subscriptionsOf(account);
  for (const feature of before) if (!now.includes(feature)) cancelRun(scope, account.id, feature);
  for (const feature of now) if (!before.includes(feature)) scheduleNextRun(scope, account, feature);
}
