import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import type { PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

/* Whether a bank account is blocked; what blocks one is in `src/resources/intents/blocking.ts`. */

type BankAccount = NonNullable<PaymentMethod['us_bank_account']>;

/** Why a bank account is blocked. */
export type Blocked = NonNullable<NonNullable<BankAccount['status_details']>['blocked']>;

/** Why its bank account is blocked; undefined if it is not. */
export const blockedBy = ({ us_bank_account: bank }: PaymentMethod): Blocked | undefined =>
  bank?.status_details?.blocked;

/** The 402 of a confirmation with a blocked bank account; undefined if it is not blocked. */
export const checkBlocked = (paymentMethod: PaymentMethod): StripeError | undefined =>
  blockedBy(paymentMethod) === undefined ? undefined : errors.bankAccountUnusable();

/** It is the bank account that is blocked: a new PaymentMethod of it is so as well (assumed). */
export function blockOf(
  scope: Scope,
  fingerprint: string | null,
): Pick<BankAccount, 'status_details'> | undefined {
  if (fingerprint === null) return undefined;
  const [method] = scope.tables.payment_method.page({ index: 'blocked', key: fingerprint, limit: 1 }).records;
  const { status_details = blockOfCharged(scope, fingerprint) } = method?.us_bank_account ?? {};
  return status_details === undefined ? undefined : { status_details };
}

/** One that only a token was charged for is no PaymentMethod. */
function blockOfCharged(
  { facts, tables }: Scope,
  fingerprint: string,
): NonNullable<BankAccount['status_details']> | undefined {
  if (facts.bankAccounts.size === 0) return undefined;
  const [charged] = tables.bank_account.page({ index: 'blocked', key: fingerprint, limit: 1 }).records;
  const blocked = facts.bankAccounts.get(charged?.id ?? '')?.blocked;
  return blocked === undefined ? undefined : { blocked };
}
