import type { TestAccount } from '../../bank/institutions.ts';
import { parseDuration } from '../../core/duration.ts';
import type { Job } from '../../model/jobs.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { blockEndedNumbers } from '../payment-methods/ended-numbers.ts';
import { type Foretold, foretell, foretoldAccount, NOTICE_MS, takeBack, untilMs } from './foretold.ts';

/*
 * An account's numbers: they arrive, expire and are deactivated (docs: financial-connections/tokenized-account-numbers).
 */

const TYPE = 'financial_connections.account';

export type AccountNumber = NonNullable<Account['account_numbers']>[number];

/**
 * "Tokenized account and routing number (required for money movement)" (docs: financial-connections/fundamentals; which
 * fields show it is inferred).
 */
export function accountNumbers(
  scope: Scope,
  { number, number_expires_after: expiresAfter }: TestAccount,
  isGranted: boolean,
): readonly AccountNumber[] | null {
  if (!isGranted) return null;
  const expiresAfterMs = parseDuration(expiresAfter ?? '');
  return [
    {
      expected_expiry_date:
        expiresAfterMs === undefined ? null : scope.seconds() + Math.ceil(expiresAfterMs / 1000),
      // One that is yet to come is a plain one: nothing tells of pending tokens (assumed).
      identifier_type:
        number === undefined || number === 'pending' ? 'account_number' : 'tokenized_account_number',
      status: number ?? 'transactable',
      supported_networks: ['ach'],
    },
  ];
}

/** The dates at which numbers that can be used expire, each once; those that are over tell of nothing to come. */
function expiriesOf(scope: Scope, numbers: Account['account_numbers']): readonly number[] {
  const dates = (numbers ?? []).flatMap(({ status, expected_expiry_date: date }) =>
    status === 'transactable' && date !== null && untilMs(scope, date) > 0 ? [date] : [],
  );
  return [...new Set(dates)];
}

/** Schedules what becomes of the numbers; answers the dates that it is time to announce already. */
export function scheduleNumbers(scope: Scope, account: Account): readonly number[] {
  const dates = expiriesOf(scope, account.account_numbers);
  for (const date of dates) {
    const leftMs = untilMs(scope, date);
    if (leftMs > NOTICE_MS)
      foretell(scope, account, leftMs - NOTICE_MS, { kind: 'account.upcoming_number_expiry' });
    foretell(scope, account, leftMs, { kind: 'account.number_expires' });
  }
  return dates.filter((date) => untilMs(scope, date) <= NOTICE_MS);
}

/** Has the numbers that are pending arrive, where the test account says when. */
export function scheduleArrival(
  scope: Scope,
  account: Account,
  { number_arrives_after: after }: TestAccount,
): void {
  const afterMs = parseDuration(after ?? '');
  const isAwaited = account.account_numbers?.some(({ status }) => status === 'pending') === true;
  if (afterMs !== undefined && isAwaited)
    foretell(scope, account, afterMs, { kind: 'account.numbers_arrive' });
}

export function announceExpiry(scope: Scope, account: Account): void {
  scope.emit(`${TYPE}.upcoming_account_number_expiry`, account);
}

/** Gives an account other numbers. What was paid with one that is none any more cannot be used. */
export function changeNumbers(
  scope: Scope,
  account: Account,
  numbers: readonly AccountNumber[] | null,
): Account {
  const { account_numbers: before } = account;
  const previous = previousAttributes({ account_numbers: before }, { account_numbers: numbers });
  if (previous === undefined) return account;
  const known = expiriesOf(scope, before);
  const after = scope.tables[TYPE].put({ ...account, account_numbers: numbers });
  takeBack(scope, after, 'account.number_expires', 'account.upcoming_number_expiry');
  scope.emit(`${TYPE}.account_numbers_updated`, after, previous);
  blockEndedNumbers(scope, after, before ?? []);
  const near = scheduleNumbers(scope, after);
  for (const date of near) if (!known.includes(date)) announceExpiry(scope, after);
  return after;
}

/** What a job makes of each number. That of a disconnected account stays, and no event is sent (assumed). */
const changing =
  (changed: (scope: Scope, number: AccountNumber) => AccountNumber) =>
  (scope: Scope, job: Foretold): void => {
    const account = foretoldAccount(scope, job);
    if (account?.account_numbers == null || account.status === 'disconnected') return;
    const numbers = account.account_numbers.map((number) => changed(scope, number));
    changeNumbers(scope, account, numbers);
  };

/** The job that ends tokenized numbers. In older snapshots it may be due within the second before the date. */
export const expireNumbers = changing((scope, number) => {
  const { status, expected_expiry_date: date } = number;
  const isOver = status === 'transactable' && date !== null && date <= scope.seconds() + 1;
  return isOver ? { ...number, status: 'expired' } : number;
});

/** The job by which numbers that were pending can be used. */
export const arriveNumbers = changing((_, number) =>
  number.status === 'pending' ? { ...number, status: 'transactable' } : number,
);

/** The job that tells of a number that expires in 30 days, if the account has one that does; in Unix seconds, as above. */
export function announceNumberExpiry(scope: Scope, job: Job<'account.upcoming_number_expiry'>): void {
  const account = foretoldAccount(scope, job);
  if (account === undefined || account.status === 'disconnected') return;
  const dates = expiriesOf(scope, account.account_numbers);
  if (dates.some((date) => untilMs(scope, date) < NOTICE_MS + 1000)) announceExpiry(scope, account);
}
