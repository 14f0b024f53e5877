import type { TestAccount } from '../bank/institutions.ts';
import { parseDuration } from '../core/duration.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Account } from '../wire.ts';

/*
 * What will happen to a test account by itself: its connection breaks, or its tokenized number expires (docs:
 * financial-connections/testing).
 */

const TYPE = 'financial_connections.account';

type AccountNumber = NonNullable<Account['account_numbers']>[number];

const secondsAfter = (sandbox: Sandbox, duration: string | undefined): number | undefined => {
  const ms = parseDuration(duration ?? '');
  return ms === undefined ? undefined : sandbox.seconds() + Math.ceil(ms / 1000);
};

/**
 * "Tokenized account and routing number (required for money movement)" (docs: financial-connections/fundamentals; which
 * fields show it is inferred).
 */
export function accountNumbers(
  sandbox: Sandbox,
  account: TestAccount,
  isGranted: boolean,
): readonly AccountNumber[] | null {
  if (!isGranted) return null;
  const { number, number_expires_after: expiresAfter } = account;
  return [
    {
      expected_expiry_date: secondsAfter(sandbox, expiresAfter) ?? null,
      identifier_type: number === undefined ? 'account_number' : 'tokenized_account_number',
      status: number ?? 'transactable',
      supported_networks: ['ach'],
    },
  ];
}

/** The `status_details` of an account whose deactivation is announced from the start. */
export function knownEnd(
  sandbox: Sandbox,
  { announced, deactivates_after: after }: TestAccount,
): Pick<Account, 'status_details'> {
  const date = secondsAfter(sandbox, after);
  if (announced !== true || date === undefined) return {};
  return {
    status_details: {
      active: { action: 'relink_required', cause: 'access_expired', expected_deactivation_date: date },
    },
  };
}

/**
 * Schedules the deactivation and the number's expiry as background jobs, for which `runToIdle` does not wait, and sends
 * the events that announce them.
 */
export function foretell(sandbox: Sandbox, account: Account, testAccount: TestAccount): void {
  const { deactivates_after: breaksAfter, number_expires_after: expiresAfter, announced } = testAccount;
  const subject = account.id;
  const breaksAfterMs = parseDuration(breaksAfter ?? '');
  if (breaksAfterMs !== undefined) {
    // Due 30 days before the deactivation (docs: api/events/types), which for these accounts is already past or now.
    if (announced === true) announceDeactivation(sandbox, account);
    sandbox.in(breaksAfterMs, { kind: 'account.deactivate', subject }, true);
  }
  const expiresAfterMs = parseDuration(expiresAfter ?? '');
  if (expiresAfterMs === undefined || account.account_numbers === null) return;
  sandbox.emit(`${TYPE}.upcoming_account_number_expiry`, account);
  sandbox.in(expiresAfterMs, { kind: 'account.number_expires', subject }, true);
}

function announceDeactivation(sandbox: Sandbox, account: Account): void {
  sandbox.emit(`${TYPE}.upcoming_deactivation`, account);
  const end = account.status_details?.active;
  sandbox.emit('financial_connections.authorization.upcoming_deactivation', {
    id: sandbox.id('fcauth'),
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
  } as Parameters<Sandbox['emit']>[1]);
}

/** The job that expires a tokenized number. That of a disconnected account stays, and no event is sent (assumed). */
export function expireNumber(sandbox: Sandbox, id: string): void {
  const account = sandbox.tables[TYPE].get(id);
  if (account?.account_numbers == null || account.status === 'disconnected') return;
  const numbers = account.account_numbers.map((number): AccountNumber => ({ ...number, status: 'expired' }));
  const after = sandbox.tables[TYPE].put({ ...account, account_numbers: numbers });
  sandbox.emit(`${TYPE}.account_numbers_updated`, after);
}
