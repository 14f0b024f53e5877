import { lettersOf } from '../../core/ids.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { loginOf } from './bank-login.ts';

/*
 * "The set of credentials used to connect a group of Financial Connections Accounts" (stripe-node types:
 * FinancialConnections.Authorization). There is one for each account holder and institution: a second login takes the same
 * (assumed).
 */

/** By whom the accounts of an authorization are found. */
function holderOf({ account_holder: holder }: Account) {
  const { account, customer, customer_account: customerAccount } = holder ?? {};
  if (customer !== undefined) return { index: 'customer', key: customer } as const;
  if (customerAccount !== undefined) return { index: 'customer_account', key: customerAccount } as const;
  return account === undefined ? undefined : ({ index: 'account', key: account } as const);
}

/** The same whenever it is first named: not one of the sandbox's next ids, but made of what the authorization is of. */
export function authorizationIdOf(scope: Scope, account: Account): string {
  const { index, key } = holderOf(account) ?? { index: 'id', key: account.id };
  const { institution } = loginOf(scope, account.id);
  const of = [scope.sandbox.parts.ids.stream, scope.account, index, key, institution].join('/');
  // In halves, because letters stand for 32 bits of a text, which is too few for no two to be alike.
  return `fcauth_${lettersOf(`${of}/1`, 12)}${lettersOf(`2/${[...of].reverse().join('')}`, 12)}`;
}
