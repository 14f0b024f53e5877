import type { Charge, Mandate, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { Failure } from '../intents/fates.ts';
import { deactivateMandate, deactivateMandates } from '../mandates.ts';
import { blockedBy } from '../payment-methods/blocked.ts';

/*
 * A mandate for one payment serves for no second one. That it stays active all the same when the first has ended is assumed;
 * `assume.usedMandate` says otherwise.
 */

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
