import type { Charge, Mandate, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { blockedBy } from '../intents/blocking.ts';
import type { Failure } from '../intents/fates.ts';
import { deactivateMandate, deactivateMandates } from '../mandates.ts';

/* A mandate for one payment is used up when that ends, however it ends (assumed; stripe-node types: Mandate.status). */

const isUsedUpBy = (scope: Scope, { type }: Mandate): boolean =>
  type === 'single_use' && scope.settings.assume.usedMandate === 'inactive';

/** The mandate of a payment that is over as it is made. None holds of a bank account that is blocked. */
export const spentMandate = (scope: Scope, mandate: Mandate, paymentMethod: PaymentMethod): Mandate =>
  isUsedUpBy(scope, mandate) || blockedBy(paymentMethod) !== undefined
    ? { ...mandate, status: 'inactive' }
    : mandate;

/** Ends the mandate of a payment that has ended, where it was for this one alone, or the bank has taken it back. */
export function endMandate(
  scope: Scope,
  { payment_method_details: details }: Charge,
  { blocks }: Pick<Failure, 'blocks'> = {},
): void {
  const mandate = scope.tables.mandate.get(details?.us_bank_account?.mandate ?? '');
  if (mandate === undefined) return;
  if (isUsedUpBy(scope, mandate) || blocks !== undefined) deactivateMandate(scope, mandate.id);
  if (blocks !== undefined) deactivateMandates(scope, mandate.payment_method);
}
