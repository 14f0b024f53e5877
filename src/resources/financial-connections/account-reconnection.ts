import type { TestAccount } from '../../bank/institutions.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { isPayable } from './account-payability.ts';
import { accountNumbers } from './account-prospects.ts';
import { reactivate } from './account-status.ts';

/** What the new session asks for in the place of what the account had. */
interface Reconnection {
  readonly permissions?: NonNullable<Account['permissions']>;
}

/** Whether an account can be had back by signing in again. */
export const isReconnectable = (_scope: Scope, { status }: Account): boolean => status !== 'disconnected';

/** The user has signed in again: an inactive account is active, and has numbers if they are granted. */
export function reconnect(
  scope: Scope,
  account: Account,
  testAccount: TestAccount,
  { permissions = account.permissions ?? [] }: Reconnection,
): Account {
  const isGranted = isPayable(testAccount) && permissions.includes('payment_method');
  const numbers = account.account_numbers ?? accountNumbers(scope, testAccount, isGranted);
  const granted = { ...account, account_numbers: numbers, permissions };
  return reactivate(scope, scope.tables['financial_connections.account'].put(granted));
}
