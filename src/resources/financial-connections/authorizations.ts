import { lettersOf } from '../../core/ids.ts';
import type { Account, Authorization } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { inactivityOf, loginOf } from './bank-login.ts';
import { NOTICE_MS, untilMs } from './foretold.ts';

/*
 * "The set of credentials used to connect a group of Financial Connections Accounts" (stripe-node types:
 * FinancialConnections.Authorization). There is one for each account holder and institution: a second login takes the same
 * (assumed). It is made when it is first named, so that accounts which nobody asks it of cost nothing more; what it shows
 * follows from its accounts.
 */

const TYPE = 'financial_connections.authorization';
const ACCOUNT = 'financial_connections.account';

/** By whom the accounts of an authorization are found. */
function holderOf({ account_holder: holder }: Pick<Account, 'account_holder'>) {
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

/** What an authorization is of, and its accounts, newest first. */
interface Credentials {
  readonly accountHolder: Account['account_holder'];
  readonly institution: string;
  readonly accounts: readonly Account[];
}

/** What is behind the authorization of that id, be it named yet or not; undefined if there is none. */
export function credentialsOf(scope: Scope, id: string): Credentials | undefined {
  const known = scope.facts.authorizations.get(id);
  const holder = known === undefined ? undefined : holderOf({ account_holder: known.accountHolder });
  if (known !== undefined && holder !== undefined) {
    const { accountHolder, institution } = known;
    const held = [...scope.tables[ACCOUNT].walk(holder)].reverse();
    const accounts = held.filter((account) => loginOf(scope, account.id).institution === institution);
    return { accountHolder, institution, accounts };
  }
  // Nobody has named it in this emulator before: a look at each account, which happens once.
  const accounts = [...scope.tables[ACCOUNT].values()]
    .filter((account) => authorizationIdOf(scope, account) === id)
    .reverse();
  const [first] = accounts;
  if (first !== undefined)
    return {
      accountHolder: first.account_holder,
      institution: loginOf(scope, first.id).institution,
      accounts,
    };
  return known === undefined ? undefined : { ...known, accounts };
}

/** The accounts that were linked by the same credentials as this one, itself among them; oldest first. */
function accountsBeside(scope: Scope, account: Account): readonly Account[] {
  const holder = holderOf(account);
  if (holder === undefined) return [account];
  const { institution } = loginOf(scope, account.id);
  return [...scope.tables[ACCOUNT].walk(holder)].filter(
    ({ id }) => loginOf(scope, id).institution === institution,
  );
}

type Details = Authorization['status_details'];
type Shown = Pick<Authorization, 'status' | 'status_details'>;

/** Active accounts whose end is expected, the earliest first. */
const endsOf = (accounts: readonly Account[]) =>
  accounts
    .flatMap(({ id, status, status_details: details }) =>
      status === 'active' && details?.active !== undefined ? [{ id, ...details.active }] : [],
    )
    .sort((a, b) => a.expected_deactivation_date - b.expected_deactivation_date);

/**
 * Inactive when all access by the credentials is lost: of accounts that the user cannot repair, such as one that was closed,
 * the credentials may be as good as ever (assumed), and disconnected ones tell nothing of them.
 */
function shownBy(scope: Scope, accounts: readonly Account[]): Shown {
  const connected = accounts.filter(({ status }) => status !== 'disconnected');
  if (connected.length === 0) return { status: 'inactive', status_details: { inactive: { action: 'none' } } };
  const telling = connected.filter(
    (account) => account.status === 'active' || inactivityOf(scope, account).action === 'relink_required',
  );
  if (telling.length > 0 && telling.every(({ status }) => status === 'inactive'))
    return { status: 'inactive', status_details: { inactive: { action: 'relink_required' } } };
  const [end] = endsOf(connected);
  const details: Details =
    end === undefined
      ? {}
      : { active: { action: end.action, expected_deactivation_date: end.expected_deactivation_date } };
  return { status: 'active', status_details: details };
}

/** The authorization of an account, as it is now; it is there from now on. */
export function authorizationOf(scope: Scope, account: Account): Authorization {
  const id = authorizationIdOf(scope, account);
  const before = scope.tables[TYPE].get(id);
  const accounts = accountsBeside(scope, account);
  const { status, status_details } = shownBy(scope, accounts);
  const after: Authorization = {
    id,
    object: TYPE,
    institution_name: before?.institution_name ?? account.institution_name,
    livemode: false,
    status,
    status_details,
  };
  scope.facts.authorizations.set(id, {
    accountHolder: account.account_holder,
    institution: loginOf(scope, account.id).institution,
    disconnected: accounts.every((one) => one.status === 'disconnected'),
  });
  const isTheSame = before !== undefined && previousAttributes(before, after) === undefined;
  return isTheSame ? before : scope.tables[TYPE].put(after);
}

/** Brings the authorization of an account that has changed up to date, if it was ever named. */
export function settleAuthorization(scope: Scope, account: Account): void {
  const table = scope.tables[TYPE];
  // Most worlds have none: then there is nothing to look for.
  if (table.size === 0) return;
  const known = table.get(authorizationIdOf(scope, account));
  if (known === undefined) return;
  const isPlain = account.status === 'active' && account.status_details === undefined;
  // One more account that works changes nothing of an authorization that does.
  if (isPlain && known.status === 'active' && known.status_details.active === undefined) return;
  authorizationOf(scope, account);
}

/** Whether the authorization ends when this account does, first of all: what is announced of the one is of both. */
export const endsWith = (scope: Scope, account: Account): boolean =>
  endsOf(accountsBeside(scope, account))[0]?.id === account.id;

/** That there is a `previous_attributes` is assumed from the name, which ends in `_updated`. */
export function tellOfEnd(scope: Scope, earlier: Authorization, after: Authorization): void {
  const previous = previousAttributes(
    { status_details: earlier.status_details },
    { status_details: after.status_details },
  );
  scope.emit(`${TYPE}.expected_deactivation_date_updated`, after, previous);
}

/** Whether the end that an authorization expects is announced by now. */
export function isEndNear(scope: Scope, { status_details: { active } }: Authorization): boolean {
  return active !== undefined && untilMs(scope, active.expected_deactivation_date) <= NOTICE_MS;
}

/**
 * An account expects no end any more, because it has ended or was disconnected: where its end was the authorization's, that
 * expects the next one of its accounts.
 */
export function expectNextEnd(scope: Scope, before: Account, after: Account): void {
  const { active } = before.status_details ?? {};
  if (before.status !== 'active' || active === undefined) return;
  const [next] = endsOf(accountsBeside(scope, after));
  const { expected_deactivation_date: date } = active;
  if (next === undefined || next.expected_deactivation_date <= date) return;
  const authorization = authorizationOf(scope, after);
  const earlier = {
    ...authorization,
    status_details: { active: { action: active.action, expected_deactivation_date: date } },
  };
  tellOfEnd(scope, earlier, authorization);
  if (isEndNear(scope, authorization)) scope.emit(`${TYPE}.upcoming_deactivation`, authorization);
}
