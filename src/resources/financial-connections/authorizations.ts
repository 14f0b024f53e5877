import type { Account, Authorization } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { authorizationIdOf, holderOf, memberOf, noteMember } from './authorization-index.ts';
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
  const member = memberOf(scope, id);
  if (member !== undefined)
    return {
      accountHolder: member.account_holder,
      institution: loginOf(scope, member.id).institution,
      accounts: [...accountsBeside(scope, member)].reverse(),
    };
  return known === undefined ? undefined : { ...known, accounts: [] };
}

/** The accounts that were linked by the same credentials as this one, itself among them; oldest first. */
function* accountsBeside(scope: Scope, account: Account): Generator<Account> {
  const holder = holderOf(account);
  if (holder === undefined) {
    yield account;
    return;
  }
  const { institution } = loginOf(scope, account.id);
  for (const other of scope.tables[ACCOUNT].walk(holder))
    if (loginOf(scope, other.id).institution === institution) yield other;
}

type Details = Authorization['status_details'];
type Shown = Pick<Authorization, 'status' | 'status_details'>;

/** When an active account is expected to end, in Unix seconds; of others, and of those that are not, never. */
const endOf = ({ status, status_details: details }: Account): number =>
  (status === 'active' ? details?.active?.expected_deactivation_date : undefined) ?? Number.POSITIVE_INFINITY;

/** Of accounts whose end is expected the one that ends first, the oldest of several. No end is before `from`. */
function firstToEnd(accounts: Iterable<Account>, from: number): Account | undefined {
  let first: Account | undefined;
  let end = Number.POSITIVE_INFINITY;
  for (const account of accounts) {
    if (endOf(account) >= end) continue;
    first = account;
    end = endOf(account);
    if (end <= from) break;
  }
  return first;
}

/** Before which no account of an authorization ends: it has told so, unless it shows what it was given. */
function earliestEnd({ facts, tables }: Scope, id: string): number {
  const told = tables[TYPE].get(id);
  if (told === undefined || facts.authorizations.get(id)?.given === true) return Number.NEGATIVE_INFINITY;
  return told.status_details.active?.expected_deactivation_date ?? Number.POSITIVE_INFINITY;
}

/**
 * An active account that shows when the authorization ends: the one that does so first, or one that does not where none
 * does. Others are looked at no further than to it, so that many cost little. Undefined where it takes all to tell.
 */
function tellingAccount(scope: Scope, id: string, account: Account): Account | undefined {
  const from = earliestEnd(scope, id);
  const isNone = from === Number.POSITIVE_INFINITY;
  const isActive = account.status === 'active';
  if (isActive && (isNone || endOf(account) < from)) return account;
  const first = isNone ? undefined : firstToEnd(accountsBeside(scope, account), from);
  return first ?? (isActive ? account : undefined);
}

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
  const end = firstToEnd(connected, Number.NEGATIVE_INFINITY)?.status_details?.active;
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
  const telling = tellingAccount(scope, id, account);
  const accounts = telling === undefined ? [...accountsBeside(scope, account)] : [telling];
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
  noteMember(scope, account);
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
export function endsWith(scope: Scope, account: Account): boolean {
  const from = earliestEnd(scope, authorizationIdOf(scope, account));
  return firstToEnd(accountsBeside(scope, account), from)?.id === account.id;
}

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
  const { expected_deactivation_date: date } = active;
  const next = firstToEnd(accountsBeside(scope, after), date);
  if (next === undefined || endOf(next) <= date) return;
  const authorization = authorizationOf(scope, after);
  const earlier = {
    ...authorization,
    status_details: { active: { action: active.action, expected_deactivation_date: date } },
  };
  tellOfEnd(scope, earlier, authorization);
  if (isEndNear(scope, authorization)) scope.emit(`${TYPE}.upcoming_deactivation`, authorization);
}
