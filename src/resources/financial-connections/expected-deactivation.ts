import { withField } from '../../core/field-order.ts';
import { becauseOf, type Inactivity } from '../../model/inactivity.ts';
import type { Job } from '../../model/jobs.ts';
import type { Account, Authorization } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { DENIED, deactivate } from './account-status.ts';
import { authorizationOf, endsWith, isEndNear, tellOfEnd } from './authorizations.ts';
import { foretell, foretoldAccount, NOTICE_MS, takeBack, untilMs } from './foretold.ts';

/*
 * A deactivation with a date: `expected_deactivation_date_updated` when it is "set or updated", `upcoming_deactivation` 30
 * days before, then `deactivated`; the first two for the account and for its authorization (docs: changelog
 * dahlia/2026-07-29).
 */

const TYPE = 'financial_connections.account';
const AUTHORIZATION = 'financial_connections.authorization';

export type ExpectedEnd = NonNullable<NonNullable<Account['status_details']>['active']>;

/** Schedules the end at its date, and its announcement; answers whether it is time for that already (inferred). */
export function scheduleEnd(
  scope: Scope,
  account: Account,
  { expected_deactivation_date: date }: ExpectedEnd,
) {
  const leftMs = untilMs(scope, date);
  const isNear = leftMs <= NOTICE_MS;
  if (!isNear) foretell(scope, account, leftMs - NOTICE_MS, { kind: 'account.upcoming_deactivation' });
  foretell(scope, account, leftMs, { kind: 'account.deactivate' });
  return isNear;
}

/** Sets, moves or, with null, clears the date at which an active account is expected to become inactive. */
export function expectDeactivation(scope: Scope, account: Account, end: ExpectedEnd | null): Account {
  const { status_details: before, ...rest } = account;
  const isMoved = before?.active?.expected_deactivation_date !== end?.expected_deactivation_date;
  // One that has no date may end without a word: clearing takes that back as well.
  if (isMoved || end === null)
    takeBack(scope, account, 'account.deactivate', 'account.upcoming_deactivation');
  if (end === null && before === undefined) return account;
  const earlier = authorizationOf(scope, account);
  const after = scope.tables[TYPE].put(
    end === null ? rest : withField<Account>(rest, 'status_details', { active: end }),
  );
  const authorization = authorizationOf(scope, after);
  if (!isMoved) return after;
  tellOfDate(scope, account, after);
  const isNext = dateOf(earlier) !== dateOf(authorization);
  if (isNext) tellOfEnd(scope, earlier, authorization);
  if (end !== null && scheduleEnd(scope, after, end)) announce(scope, after);
  // That of another account is the first now, which has been announced of that account only.
  if (isNext && !endsWith(scope, after) && isEndNear(scope, authorization))
    scope.emit(`${AUTHORIZATION}.upcoming_deactivation`, authorization);
  return after;
}

const dateOf = ({ status_details: { active } }: Authorization) => active?.expected_deactivation_date;

/** That there is a `previous_attributes` is assumed from the name, which ends in `_updated`. */
function tellOfDate(scope: Scope, before: Account, after: Account): void {
  const previous = previousAttributes(
    { status_details: before.status_details },
    { status_details: after.status_details },
  );
  scope.emit(`${TYPE}.expected_deactivation_date_updated`, after, previous);
}

/** Tells of an end that is near: of the authorization once, with the first of its accounts that ends. */
function announce(scope: Scope, account: Account): void {
  scope.emit(`${TYPE}.upcoming_deactivation`, account);
  if (endsWith(scope, account))
    scope.emit(`${AUTHORIZATION}.upcoming_deactivation`, authorizationOf(scope, account));
}

/** The job that tells of an end that is 30 days away. */
export function announceEnd(scope: Scope, job: Job<'account.upcoming_deactivation'>): void {
  const account = foretoldAccount(scope, job);
  if (account?.status === 'active' && account.status_details?.active !== undefined) announce(scope, account);
}

/** The job that ends the access: for the reason that was announced, else for that of the job. */
export function endAccess(scope: Scope, job: Job<'account.deactivate'>): void {
  const account = foretoldAccount(scope, job);
  if (account?.status === 'active') deactivate(scope, account, reasonOfEnd(account, job));
}

function reasonOfEnd(
  { status_details: details }: Account,
  { cause, action }: Partial<Inactivity>,
): Inactivity {
  const { active } = details ?? {};
  if (active !== undefined) return { cause: active.cause, action: active.action };
  const known = cause === undefined ? DENIED : becauseOf(cause);
  return action === undefined ? known : { ...known, action };
}
