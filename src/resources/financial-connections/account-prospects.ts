import type { TestAccount } from '../../bank/institutions.ts';
import { parseDuration } from '../../core/duration.ts';
import type { Job } from '../../model/jobs.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { loginOf } from './bank-login.ts';

/*
 * What will happen to a test account by itself: its connection breaks, or its tokenized number expires (docs:
 * financial-connections/testing).
 */

const TYPE = 'financial_connections.account';

type AccountNumber = NonNullable<Account['account_numbers']>[number];

const secondsAfter = (scope: Scope, duration: string | undefined): number | undefined => {
  const ms = parseDuration(duration ?? '');
  return ms === undefined ? undefined : scope.seconds() + Math.ceil(ms / 1000);
};

/**
 * "Tokenized account and routing number (required for money movement)" (docs: financial-connections/fundamentals; which
 * fields show it is inferred).
 */
export function accountNumbers(
  scope: Scope,
  account: TestAccount,
  isGranted: boolean,
): readonly AccountNumber[] | null {
  if (!isGranted) return null;
  const { number, number_expires_after: expiresAfter } = account;
  return [
    {
      expected_expiry_date: secondsAfter(scope, expiresAfter) ?? null,
      identifier_type: number === undefined ? 'account_number' : 'tokenized_account_number',
      status: number ?? 'transactable',
      supported_networks: ['ach'],
    },
  ];
}

/** The `status_details` of an account whose deactivation is announced from the start. */
export function knownEnd(
  scope: Scope,
  { announced, deactivates_after: after }: TestAccount,
): Pick<Account, 'status_details'> {
  const date = secondsAfter(scope, after);
  if (announced !== true || date === undefined || date === scope.seconds()) return {};
  return {
    status_details: {
      active: { action: 'relink_required', cause: 'access_expired', expected_deactivation_date: date },
    },
  };
}

/**
 * Whether the connection breaks as soon as it is made: what collects the account is answered one that is inactive
 * (recorded), unless a status was given.
 */
export const closesAtOnce = (
  { deactivates_after: after }: TestAccount,
  given: Partial<Account> = {},
): boolean => given.status === undefined && parseDuration(after ?? '') === 0;

interface Prospect {
  readonly afterMs: number;
  readonly kind: 'account.deactivate' | 'account.number_expires';
  readonly announce: () => void;
}

function prospectsOf(scope: Scope, account: Account, testAccount: TestAccount): readonly Prospect[] {
  const { deactivates_after: breaksAfter, number_expires_after: expiresAfter, announced } = testAccount;
  // Nought is no prospect: `closesAtOnce`.
  const breaksAfterMs = parseDuration(breaksAfter ?? '') || undefined;
  const expiresAfterMs = account.account_numbers === null ? undefined : parseDuration(expiresAfter ?? '');
  // Due 30 days before the deactivation (docs: api/events/types), which for these accounts is already past or now.
  const announceEnd = () => {
    if (announced === true) announceDeactivation(scope, account);
  };
  const announceExpiry = () => {
    scope.emit(`${TYPE}.upcoming_account_number_expiry`, account);
  };
  return [
    ...(breaksAfterMs === undefined
      ? []
      : [{ afterMs: breaksAfterMs, kind: 'account.deactivate' as const, announce: announceEnd }]),
    ...(expiresAfterMs === undefined
      ? []
      : [{ afterMs: expiresAfterMs, kind: 'account.number_expires' as const, announce: announceExpiry }]),
  ];
}

function schedule(scope: Scope, { id: subject }: Account, { afterMs, kind }: Prospect): void {
  const { life } = loginOf(scope, subject);
  scope.in(afterMs, { kind, subject, ...(life === undefined ? {} : { life }) }, true);
}

/** Whether what was foretold is of the account as it is now, and not of one that it has taken the place of. */
export const isForetold = (scope: Scope, { subject, life }: Job<Prospect['kind']>): boolean =>
  loginOf(scope, subject).life === life;

/**
 * Schedules the deactivation and the number's expiry as background jobs, for which `runToIdle` does not wait, and sends
 * the events that announce them.
 */
export function foretell(scope: Scope, account: Account, testAccount: TestAccount): void {
  for (const prospect of prospectsOf(scope, account, testAccount)) {
    prospect.announce();
    schedule(scope, account, prospect);
  }
}

/** The same for an account that is put in place: it happens, and was not announced. */
export function foresee(scope: Scope, account: Account, testAccount: TestAccount): void {
  for (const prospect of prospectsOf(scope, account, testAccount)) schedule(scope, account, prospect);
}

function announceDeactivation(scope: Scope, account: Account): void {
  scope.emit(`${TYPE}.upcoming_deactivation`, account);
  const end = account.status_details?.active;
  const authorization = {
    id: scope.id('fcauth'),
    object: 'financial_connections.authorization',
    institution_name: account.institution_name,
    livemode: false,
    status: 'active',
    ...(end === undefined
      ? {}
      : {
          status_details: {
            active: { action: end.action, expected_deactivation_date: end.expected_deactivation_date },
          },
        }),
  };
  scope.emit('financial_connections.authorization.upcoming_deactivation', authorization);
}

/** The job that expires a tokenized number. That of a disconnected account stays, and no event is sent (assumed). */
export function expireNumber(scope: Scope, job: Job<'account.number_expires'>): void {
  if (!isForetold(scope, job)) return;
  const account = scope.tables[TYPE].get(job.subject);
  if (account?.account_numbers == null || account.status === 'disconnected') return;
  const numbers = account.account_numbers.map((number): AccountNumber => ({ ...number, status: 'expired' }));
  const after = scope.tables[TYPE].put({ ...account, account_numbers: numbers });
  scope.emit(`${TYPE}.account_numbers_updated`, after);
}
