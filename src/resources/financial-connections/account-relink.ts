import type { Institution, TestAccount } from '../../bank/institutions.ts';
import type { BankLogin } from '../../model/facts.ts';
import { accountKeys } from '../../model/records.ts';
import { REFRESH_FEATURES, type RefreshFeature } from '../../model/refresh.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { closesAtOnce } from './account-prospects.ts';
import { isReconnectable, reconnect } from './account-reconnection.ts';
import { startRefreshes } from './account-refresh.ts';
import { INSTITUTION_NAME, loginOf } from './bank-login.ts';
import { FEATURES, ungranted } from './refresh-features.ts';
import { goOnWithLedger } from './transactions/account-ledger.ts';

/* A bank account that is linked again after access to it was lost (assume.relink). */

const TYPE = 'financial_connections.account';

/** Whether linking a test account again can help: those that are inactive by design stay so. */
export const isRepairable = (testAccount: TestAccount): boolean =>
  testAccount.status !== 'inactive' && !closesAtOnce(testAccount);

/**
 * The inactive account of that bank account and holder, the newest of several. Who gives an id or a status of their own
 * wants another account; one that was disconnected has no way back.
 */
export function lostAccount(
  scope: Scope,
  institution: Institution,
  testAccount: TestAccount,
  accountHolder: Account['account_holder'],
  given: Partial<Account> = {},
): Account | undefined {
  const { display_name = testAccount.name, institution_name = INSTITUTION_NAME, status = 'active' } = given;
  if (given.id !== undefined || status !== 'active' || !isRepairable(testAccount)) return undefined;
  const last4 = given.last4 === undefined ? (testAccount.last4 ?? null) : given.last4;
  const key = accountKeys.inactive({ account_holder: accountHolder, display_name, institution_name, last4 });
  if (key === null) return undefined;
  const isSame = (account: Account): boolean => {
    const login = scope.facts.logins.get(account.id);
    const isIts = login?.institution === institution.name && login.account === testAccount.name;
    return isIts && isReconnectable(scope, account);
  };
  return scope.tables[TYPE].page({ index: 'inactive', key, limit: 1, where: isSame }).records[0];
}

/** Tells of the bank account from where the account that was lost has begun to, and all that was said of it. */
export function goOnFrom(scope: Scope, lost: Account, account: Account): void {
  const { ledgerSince = lost.created } = loginOf(scope, lost.id);
  scope.facts.logins.set(account.id, { ...loginOf(scope, account.id), ledgerSince });
  goOnWithLedger(scope, lost.id, account.id);
}

/** What is known of the connection that is made again. */
export interface Relink {
  readonly permissions: NonNullable<Account['permissions']>;
  readonly prefetch: readonly RefreshFeature[];
  readonly fields: Partial<Account>;
  readonly login: BankLogin | undefined;
}

/** The account as it is after its user has signed in again: `account.reactivated`, then the prefetches. */
export function relinked(
  scope: Scope,
  lost: Account,
  testAccount: TestAccount,
  { permissions, prefetch, fields, login }: Relink,
): Account {
  const earlier = loginOf(scope, lost.id);
  if (login !== undefined)
    // Refreshes that are under way stay so.
    scope.facts.logins.set(lost.id, {
      ...earlier,
      ...login,
      started: earlier.started,
      waiting: earlier.waiting,
    });
  const known = { ...lost, ...fields, created: lost.created, status: lost.status };
  // Only with `payment_method` an account shows numbers: they go with that permission.
  const account_numbers = permissions.includes('payment_method') ? lost.account_numbers : null;
  const active = reconnect(scope, { ...known, account_numbers }, testAccount, { permissions });
  const startable = prefetch.filter((feature) => active[FEATURES[feature].field]?.status !== 'pending');
  const start = startRefreshes(scope, active, startable);
  start.begin();
  return scope.tables[TYPE].get(lost.id) ?? start.account;
}

/** The features that are refreshed as soon as the user has connected. */
export const prefetched = (
  prefetch: readonly string[],
  permissions: readonly string[],
): readonly RefreshFeature[] =>
  REFRESH_FEATURES.filter(
    (feature) =>
      prefetch.includes(FEATURES[feature].prefetch) && ungranted(permissions, feature) === undefined,
  );
