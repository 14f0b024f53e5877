import type { Inactivity } from '../../model/inactivity.ts';
import { REFRESH_FEATURES, type RefreshFeature } from '../../model/refresh.ts';
import { olderNumbers } from '../../model/versions/changes.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { scheduleNumbers } from './account-numbers.ts';
import { DENIED, OF_NUMBERS } from './account-status.ts';
import { settleAuthorization } from './authorizations.ts';
import { inactivityOf, loginOf, noteInactivity, withStarted } from './bank-login.ts';
import { cancelRuns, scheduleNextRun, subscriptionsOf } from './daily-run.ts';
import { scheduleEnd } from './expected-deactivation.ts';
import { takeBack } from './foretold.ts';
import { noteInferred } from './inferred-balances/bank-figures.ts';
import { FEATURES } from './refresh-features.ts';
import { refreshPutBack } from './transactions/refresh-put-back.ts';

/*
 * An account that is put back in its own place: its bank goes on as it did, and only what is given changes. What is as it was
 * leaves what follows from it alone: a refresh that is under way ends by itself, and a date that was announced comes.
 */

const TYPE = 'financial_connections.account';

const differs = (before: unknown, after: unknown): boolean =>
  previousAttributes({ it: before }, { it: after }) !== undefined;

/** Numbers as older versions answer them, which leave some out, are those that there were. */
function numbersIn(earlier: Account, { account_numbers: given }: Partial<Account>): Partial<Account> {
  if (given === undefined) return {};
  const { account_numbers: older } = olderNumbers({ ...earlier });
  return { account_numbers: differs(older, given) ? given : earlier.account_numbers };
}

/** An account that is inactive expects no end, unless it is said to. */
function merged(earlier: Account, fields: Partial<Account>): Account {
  const numbers = numbersIn(earlier, fields);
  const { status_details: before, ...rest } = { ...earlier, ...fields, ...numbers };
  const details = fields.status_details ?? (rest.status === 'active' ? before : undefined);
  const { id, object, livemode } = earlier;
  return {
    ...rest,
    ...(details === undefined ? {} : { status_details: details }),
    id,
    object,
    livemode,
  };
}

interface PutBack {
  readonly fields: Partial<Account>;
  /** Why it is inactive; as before where that is not said. */
  readonly why?: Inactivity | undefined;
  /** Refreshes that are told without their time: others than those that there were. */
  readonly others: readonly RefreshFeature[];
}

/** Puts an account back, without an event. */
export function putBackAccount(scope: Scope, earlier: Account, { fields, why, others }: PutBack): Account {
  const given = merged(earlier, fields);
  const account = differs(earlier, given) ? scope.tables[TYPE].put(given) : earlier;
  const reason = why ?? (earlier.status === 'inactive' ? inactivityOf(scope, earlier) : DENIED);
  noteInactivity(scope, account, account.status === 'inactive' ? reason : undefined);
  const moved = REFRESH_FEATURES.filter((feature) => {
    const { field } = FEATURES[feature];
    return others.includes(feature) || differs(earlier[field] ?? null, account[field] ?? null);
  });
  refreshesPutBack(scope, account, moved);
  runsPutBack(scope, earlier, account, moved);
  endPutBack(scope, earlier, account);
  numbersPutBack(scope, earlier, account);
  settleAuthorization(scope, account);
  return account;
}

/** Nothing that was under way ends a refresh of which something else is said; a pending one waits to be told. */
function refreshesPutBack(scope: Scope, account: Account, moved: readonly RefreshFeature[]): void {
  if (moved.length === 0) return;
  const { waiting, ...login } = moved.reduce(
    (known, feature) => withStarted(known, feature),
    loginOf(scope, account.id),
  );
  const pending = moved.filter((feature) => account[FEATURES[feature].field]?.status === 'pending');
  const others = waiting.filter((feature) => !moved.includes(feature));
  scope.facts.logins.set(account.id, { ...login, waiting: [...others, ...pending] });
  const { inferred_balances_refresh: inferred } = account;
  if (moved.includes('inferred_balances') && inferred?.status === 'succeeded')
    noteInferred(scope, account, inferred.last_attempted_at);
  if (moved.includes('transactions')) refreshPutBack(scope, account);
}

function runsPutBack(
  scope: Scope,
  earlier: Account,
  account: Account,
  moved: readonly RefreshFeature[],
): void {
  const isTheSame = !differs(subscriptionsOf(earlier), subscriptionsOf(account));
  if (isTheSame && moved.length === 0) return;
  cancelRuns(scope, account.id);
  for (const feature of subscriptionsOf(account)) scheduleNextRun(scope, account, feature);
}

function endPutBack(scope: Scope, earlier: Account, account: Account): void {
  if (earlier.status === account.status && !differs(earlier.status_details, account.status_details)) return;
  takeBack(scope, account, 'account.deactivate', 'account.upcoming_deactivation');
  const end = account.status_details?.active;
  if (account.status === 'active' && end !== undefined && end.expected_deactivation_date > scope.seconds())
    scheduleEnd(scope, account, end);
}

function numbersPutBack(scope: Scope, earlier: Account, account: Account): void {
  if (account.status === 'disconnected') takeBack(scope, account, ...OF_NUMBERS);
  if (account.status === 'disconnected' || !differs(earlier.account_numbers, account.account_numbers)) return;
  takeBack(scope, account, 'account.number_expires', 'account.upcoming_number_expiry');
  scheduleNumbers(scope, account);
}
