import type { TestAccount } from '../../bank/institutions.ts';
import { parseDuration } from '../../core/duration.ts';
import { withField } from '../../core/field-order.ts';
import { becauseOf } from '../../model/inactivity.ts';
import type { Account } from '../../model/wire.ts';
import { END_CAUSES } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { announceExpiry, scheduleArrival, scheduleNumbers } from './account-numbers.ts';
import { DENIED } from './account-status.ts';
import { settleAuthorization } from './authorizations.ts';
import { type ExpectedEnd, expectDeactivation, scheduleEnd } from './expected-deactivation.ts';
import { foretell } from './foretold.ts';

/*
 * What will happen to a test account by itself: its connection breaks, its tokenized number expires, its numbers arrive
 * (docs: financial-connections/testing).
 */

const TYPE = 'financial_connections.account';

/**
 * Whether the connection breaks as soon as it is made: what collects the account is answered one that is inactive
 * (recorded), unless a status was given.
 */
export const closesAtOnce = (
  { deactivates_after: after }: TestAccount,
  given: Partial<Account> = {},
): boolean => given.status === undefined && parseDuration(after ?? '') === 0;

/** Why a test account is, or will be, inactive. */
export const reasonOf = ({ inactive_cause: cause }: TestAccount) =>
  cause === undefined ? DENIED : becauseOf(cause);

/** Only some causes are told of beforehand; `access_expired` is assumed of those that do not say. */
function causeOfEnd({ inactive_cause: cause = 'access_expired' }: TestAccount): ExpectedEnd['cause'] {
  return END_CAUSES.find((known) => known === cause) ?? 'unspecified';
}

/** The end that is announced so long before. */
function endAfter(
  scope: Scope,
  testAccount: TestAccount,
  after: string | undefined,
): ExpectedEnd | undefined {
  const ms = parseDuration(after ?? '');
  if (ms === undefined || ms === 0) return undefined;
  return {
    action: 'relink_required',
    cause: causeOfEnd(testAccount),
    expected_deactivation_date: scope.seconds() + Math.ceil(ms / 1000),
  };
}

/** Has the connection break without a word, after so long. */
function breakSilently(
  scope: Scope,
  account: Account,
  { deactivates_after: after, inactive_cause: cause }: TestAccount,
) {
  // Nought is no prospect: `closesAtOnce`.
  const ms = parseDuration(after ?? '') || undefined;
  if (ms === undefined) return;
  foretell(scope, account, ms, { kind: 'account.deactivate', ...(cause === undefined ? {} : { cause }) });
}

/** Has it happen to an account that was linked, and sends the events that announce it. */
export function foretellAll(scope: Scope, account: Account, testAccount: TestAccount): Account {
  if (account.status === 'disconnected') return account;
  const { announced, deactivates_after: after } = testAccount;
  const end = announced === true ? endAfter(scope, testAccount, after) : undefined;
  const isActive = account.status === 'active';
  const present = end === undefined || !isActive ? account : expectDeactivation(scope, account, end);
  if (announced !== true && isActive) breakSilently(scope, account, testAccount);
  for (const _date of scheduleNumbers(scope, present)) announceExpiry(scope, present);
  scheduleArrival(scope, present, testAccount);
  return present;
}

/** The same for an account that is put in place: it happens, and was not announced. */
export function foresee(scope: Scope, account: Account, testAccount: TestAccount): Account {
  if (account.status === 'disconnected') return account;
  const { announced, deactivates_after: after } = testAccount;
  const given = account.status_details?.active;
  const end = given ?? (announced === true ? endAfter(scope, testAccount, after) : undefined);
  const isActive = account.status === 'active';
  const present =
    end === undefined || given !== undefined || !isActive
      ? account
      : scope.tables[TYPE].put(withField(account, 'status_details', { active: end }));
  if (present !== account) settleAuthorization(scope, present);
  // A date that is past has come and gone without effect.
  if (end !== undefined && isActive && end.expected_deactivation_date > scope.seconds())
    scheduleEnd(scope, present, end);
  if (end === undefined && announced !== true && isActive) breakSilently(scope, account, testAccount);
  scheduleNumbers(scope, present);
  scheduleArrival(scope, present, testAccount);
  return present;
}

/**
 * What the institution foretells of an account whose user has logged in again: what it announced, once more, and what it
 * always does then. What broke without a word does not break again (assumed).
 */
export function foretellAgain(scope: Scope, account: Account, testAccount: TestAccount): Account {
  const { announced, deactivates_after: first, deactivates_after_relink: again } = testAccount;
  const end = endAfter(scope, testAccount, again ?? (announced === true ? first : undefined));
  return expectDeactivation(scope, account, end ?? null);
}
