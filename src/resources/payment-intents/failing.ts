import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { PaymentIntent, PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { shownError } from '../intents/failure.ts';
import { INTENT, intentLifecycle } from './record.ts';

interface FailedWith {
  /** The charge that failed with it, where there is one. */
  readonly charge?: string;
  readonly paymentMethod: PaymentMethod | null;
}

/**
 * The intent after a payment that has failed: it wants another payment method, and the one it had is in its error
 * (recorded of cards).
 */
export function failedIntent(
  intent: PaymentIntent,
  event: 'fail' | 'decline',
  error: StripeError,
  { charge, paymentMethod }: FailedWith,
): PaymentIntent {
  return {
    ...intent,
    last_payment_error: shownError(error, {
      payment_method: paymentMethod,
      ...(paymentMethod === null ? {} : { payment_method_type: paymentMethod.type }),
      ...(charge === undefined ? {} : { charge }),
    }),
    ...(charge === undefined ? {} : { latest_charge: charge }),
    next_action: null,
    payment_method: null,
    status: next(intentLifecycle, INTENT, intent.status, event),
  };
}

/** The intent that has failed, as it is once all that follows has: the subscription that it was for may have ended with it. */
export const afterFailure = (scope: Scope, failed: PaymentIntent): PaymentIntent =>
  scope.tables[INTENT].get(failed.id) ?? failed;
