import { madeLetters } from '../../core/ids.ts';
import type { Tables } from '../../model/records.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { loginOf } from './bank-login.ts';

/* The ids of authorizations, and the way back from one to its accounts. */

const TYPE = 'financial_connections.account';

/** By whom the accounts of an authorization are found. */
export function holderOf({ account_holder: holder }: Pick<Account, 'account_holder'>) {
  const { account, customer, customer_account: customerAccount } = holder ?? {};
  if (customer !== undefined) return { index: 'customer', key: customer } as const;
  if (customerAccount !== undefined) return { index: 'customer_account', key: customerAccount } as const;
  return account === undefined ? undefined : ({ index: 'account', key: account } as const);
}

/** The same whenever it is first named: not one of the sandbox's next ids, but made of what the authorization is of. */
export function authorizationIdOf(scope: Scope, account: Account): string {
  const { index, key } = holderOf(account) ?? { index: 'id', key: account.id };
  const { institution } = loginOf(scope, account.id);
  const of = [scope.sandbox.bankSeed, scope.account, index, key, institution].join('/');
  return `fcauth_${madeLetters(of, 24)}`;
}

/** Of each authorization that was shown, or looked for, an account. */
interface Index {
  readonly accounts: Map<string, string>;
  /** Every account was looked at: those that come later are noted as they come. */
  isWhole: boolean;
}

/** Beside the table, which is another after a restore. Worlds of which nobody asks have none. */
const INDEXES = new WeakMap<Tables[typeof TYPE], Index>();

function indexOf({ tables }: Scope): Index {
  const known = INDEXES.get(tables[TYPE]);
  if (known !== undefined) return known;
  const index = { accounts: new Map<string, string>(), isWhole: false };
  INDEXES.set(tables[TYPE], index);
  return index;
}

/** The id under which the authorization of an account is shown, and can be asked for from now on. */
export function shownAuthorizationId(scope: Scope, account: Account): string {
  const id = authorizationIdOf(scope, account);
  indexOf(scope).accounts.set(id, account.id);
  return id;
}

/** Notes an account that was put into its table, once all others have been looked at. */
export function noteMember(scope: Scope, account: Account): void {
  const index = INDEXES.get(scope.tables[TYPE]);
  if (index?.isWhole === true) index.accounts.set(authorizationIdOf(scope, account), account.id);
}

/** An account of the authorization of that id. Each account is looked at once, when an id is first asked for that is not known. */
export function memberOf(scope: Scope, id: string): Account | undefined {
  const index = indexOf(scope);
  const known = noted(scope, index, id);
  if (known !== undefined) return known;
  // One that was put in place anew may be of another authorization by now.
  if (index.isWhole && !index.accounts.has(id)) return undefined;
  index.accounts.clear();
  for (const account of scope.tables[TYPE].values())
    index.accounts.set(authorizationIdOf(scope, account), account.id);
  index.isWhole = true;
  return noted(scope, index, id);
}

function noted(scope: Scope, { accounts }: Index, id: string): Account | undefined {
  const account = scope.tables[TYPE].get(accounts.get(id) ?? '');
  return account !== undefined && authorizationIdOf(scope, account) === id ? account : undefined;
}
