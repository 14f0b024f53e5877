import type { StripeError } from '../../core/errors.ts';
import type { Microdeposits } from '../../model/facts.ts';
import type { Mandate, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { turnMandate } from '../mandates.ts';
import type { DraftPaymentMethod } from '../payment-methods/creation.ts';
import { checkStillPayable } from './conditions.ts';
import { debit } from './debit.ts';
import { afterFailure, failedIntent } from './failing.ts';
import { INTENT } from './record.ts';

/** Goes on with a payment whose bank account has been verified: its mandate holds from now on, and it is debited. */
export function payVerified(
  scope: Scope,
  intent: PaymentIntent,
  draft: DraftPaymentMethod,
  { mandate }: Microdeposits,
): PaymentIntent | StripeError {
  checkStillPayable(intent, draft.paymentMethod.type);
  const { id } = scope.require('mandate', mandate ?? '');
  turnMandate(scope, id, 'active');
  return debit(scope, intent, draft, forThisAmount(intent, scope.require('mandate', id)), 'verify');
}

/** A mandate for one payment is for what is debited, which may have been changed since it was made (assumed). */
const forThisAmount = ({ amount, currency }: PaymentIntent, mandate: Mandate): Mandate =>
  mandate.single_use === undefined ? mandate : { ...mandate, single_use: { amount, currency } };

/**
 * Ends an attempt to pay before anything was debited: there is no charge, and a charge of an earlier attempt stays the
 * latest. `decline` where the confirmation itself is refused.
 */
export function failUnpaid(
  scope: Scope,
  intent: PaymentIntent,
  error: StripeError,
  how: 'decline' | 'fail' = 'fail',
): PaymentIntent {
  const paymentMethod = scope.tables.payment_method.get(intent.payment_method ?? '') ?? null;
  const failed = scope.tables[INTENT].put(failedIntent(intent, how, error, { paymentMethod }));
  scope.emit('payment_intent.payment_failed', failed);
  return afterFailure(scope, failed);
}

/** Ends a payment whose bank account could not be verified, and its mandate. */
export function failUnverified(
  scope: Scope,
  intent: PaymentIntent,
  error: StripeError,
  { mandate: id }: Pick<Microdeposits, 'mandate'>,
): PaymentIntent {
  const failed = failUnpaid(scope, intent, error);
  turnMandate(scope, id ?? '', 'inactive');
  return failed;
}
