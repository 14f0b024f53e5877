import type { TestAccount } from '../../bank/institutions.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { reactivate } from './account-status.ts';

/** What the new session asks for in the place of what the account had. */
interface Changes {
  readonly permissions?: NonNullable<Account['permissions']>;
}

/** Makes an inactive account active whose user has signed in again. */
export function reconnect(
  scope: Scope,
  account: Account,
  _testAccount: TestAccount,
  { permissions }: Changes = {},
): Account {
  return reactivate(scope, permissions === undefined ? account : { ...account, permissions });
}
