import { isAccountId } from '../../core/account-id.ts';
import { errors } from '../../core/catalogue.ts';
import type { CountedList } from '../../core/list.ts';
import type { BankAccount, ConnectedAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { ACCOUNT, completeConnectedAccount, ordered } from './account-record.ts';
import { platformAccount } from './platform.ts';

/* Connected accounts as they are found and shown. All are kept with the platform, and what each has is in its own scope. */

/** The external accounts of an account, newest first. */
export function externalAccountsOf({ sandbox }: Scope, account: string): readonly BankAccount[] {
  const owner = sandbox.known(account);
  return owner === undefined
    ? []
    : [...owner.tables.bank_account.walk({ index: 'account', key: account })].reverse();
}

const MOST_SHOWN = 10;

/** Its account as answers and events have it: with the newest of its external accounts. */
export interface ShownAccount extends ConnectedAccount {
  readonly external_accounts: CountedList<BankAccount>;
}

export function shownAccount(scope: Scope, account: ConnectedAccount): ShownAccount {
  const all = externalAccountsOf(scope, account.id);
  const external_accounts: CountedList<BankAccount> = {
    object: 'list',
    data: all.slice(0, MOST_SHOWN),
    has_more: all.length > MOST_SHOWN,
    total_count: all.length,
    url: `/v1/accounts/${account.id}/external_accounts`,
  };
  // A cast: the same members in another order.
  return ordered({ ...account, external_accounts } as ConnectedAccount) as ShownAccount;
}

/**
 * An account that only exists because its id was used: nothing is asked of it, so that whatever a test does with it goes on.
 * When it was connected is not known, and Stripe's types let it be left out.
 */
export function assumedAccount(scope: Scope, id: string): ConnectedAccount {
  const { created: _unknown, ...account } = completeConnectedAccount(scope, {
    id,
    capabilities: { card_payments: 'active', transfers: 'active', us_bank_account_ach_payments: 'active' },
    charges_enabled: true,
    details_submitted: true,
    payouts_enabled: true,
  });
  return account;
}

/** Whether there has been an account of that id, and it has been deleted. */
export const isGone = ({ sandbox }: Scope, id: string): boolean =>
  sandbox.platform.tables[ACCOUNT].deleted(id) !== undefined;

/** Whether there is an account of that id, or any well-formed one is taken for one. */
export function isConnected({ sandbox }: Scope, id: string): boolean {
  const accounts = sandbox.platform.tables[ACCOUNT];
  if (accounts.get(id) !== undefined) return true;
  return (
    isAccountId(id) &&
    accounts.deleted(id) === undefined &&
    sandbox.settings.assume.unknownAccount === 'created'
  );
}

/** The account of that id, which has been looked for before. */
export const connectedAccount = (scope: Scope, id: string): ConnectedAccount =>
  scope.sandbox.platform.tables[ACCOUNT].get(id) ?? assumedAccount(scope, id);

/**
 * The account that an id leads to, as it is shown where it is expanded: also one that nobody has created, and the platform's
 * own; undefined for one that is refused.
 */
export function expandedAccount(scope: Scope, id: string): ConnectedAccount | undefined {
  if (id === scope.sandbox.ownAccount) return platformAccount(scope, id);
  return isConnected(scope, id) ? shownAccount(scope, connectedAccount(scope, id)) : undefined;
}

/** The account that a parameter names, or Stripe's 400. */
export function connectedAccountFor(scope: Scope, id: string, param: string): ConnectedAccount {
  if (isConnected(scope, id)) return connectedAccount(scope, id);
  throw errors.resourceMissingInParameter(ACCOUNT, id, param);
}
