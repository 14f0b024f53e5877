import type { TestAccount } from '../../bank/institutions.ts';
import { errors } from '../../core/catalogue.ts';
import { sentence } from '../../core/sentence.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type AccountNumber, changeNumbers } from './account-numbers.ts';
import { isPayable } from './account-payability.ts';
import { foretellAgain } from './account-prospects.ts';
import { reactivate } from './account-status.ts';
import { inactivityOf } from './bank-login.ts';

const TYPE = 'financial_connections.account';

/** What the user grants anew: "update the data permissions available on the account" (docs: financial-connections/relink). */
export interface Reconnection {
  readonly permissions?: NonNullable<Account['permissions']>;
}

/** Whether an account can be had back by logging in again: a disconnected one, or one that was closed, cannot. */
export const isReconnectable = (scope: Scope, account: Account): boolean =>
  account.status === 'active' ||
  (account.status === 'inactive' && inactivityOf(scope, account).action === 'relink_required');

const TOKEN = { identifier_type: 'tokenized_account_number', supported_networks: ['ach'] } as const;

/**
 * The numbers after another login. Tokenized ones are new "each time the account is authorized" (docs:
 * financial-connections/tokenized-account-numbers), and an account whose numbers had ended has one that can be used (docs:
 * changelog clover/2026-01-28); the earlier ones stay listed as they are, and when the new one expires nobody knows yet
 * (assumed). Only with `payment_method` an account shows numbers: they go with that permission (assumed).
 */
function numbersAnew(account: Account, testAccount: TestAccount): readonly AccountNumber[] | null {
  const { account_numbers: numbers, permissions } = account;
  if (permissions?.includes('payment_method') !== true) return null;
  if (numbers === null) return isPayable(testAccount) ? [plainNumber] : null;
  const isTokenized = numbers.some(({ identifier_type: type }) => type === TOKEN.identifier_type);
  const isUsable = numbers.some(({ status }) => status === 'transactable' || status === 'pending');
  if (isUsable && !isTokenized) return numbers;
  return [...numbers, { ...plainNumber, ...(isTokenized ? TOKEN : {}) }];
}

const plainNumber: AccountNumber = {
  expected_expiry_date: null,
  identifier_type: 'account_number',
  status: 'transactable',
  supported_networks: ['ach'],
};

/**
 * The user has logged in again. An inactive account is active, with `account.reactivated`, and its refreshes are available
 * at once; then come its numbers, and what the institution foretells. PaymentMethods of numbers that have ended stay blocked
 * (assumed): new ones work. Refused where there is nothing to repair: `isReconnectable` tells beforehand.
 */
export function reconnect(
  scope: Scope,
  account: Account,
  testAccount: TestAccount,
  { permissions }: Reconnection,
): Account {
  checkReconnectable(scope, account);
  const granted = permissions === undefined ? account : scope.tables[TYPE].put({ ...account, permissions });
  const active = reactivate(scope, granted);
  const numbered = changeNumbers(scope, active, numbersAnew(active, testAccount));
  return foretellAgain(scope, numbered, testAccount);
}

export function checkReconnectable(scope: Scope, account: Account): void {
  if (isReconnectable(scope, account)) return;
  const { id, status } = account;
  throw errors.misuse(
    status === 'disconnected'
      ? sentence`The account ${id} is disconnected, from which there is no way back: link it anew.`
      : sentence`The account ${id} cannot be had back by logging in: it is inactive because of ${inactivityOf(scope, account).cause}. Link another.`,
    'id',
  );
}
