import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { next } from '../../core/lifecycle.ts';
import { oneOf, optional } from '../../core/shape.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { ParamsOf, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { canceledCharge } from '../charges.ts';
import { noteDebitEnd } from '../financial-connections/transactions/payments.ts';
import { stopMicrodeposits } from '../intents/microdeposits.ts';
import { refuseByHand } from '../intents/of-checkout.ts';
import { type Operation, operation } from '../operation.ts';
import { paymentEnded } from '../refunds/course.ts';
import { endMandate } from './ended-mandate.ts';
import { checkCancelable } from './held.ts';
import { INTENT, intentLifecycle } from './record.ts';

/** The first version whose refusal lists more states; that it is the first of dahlia is assumed. */
const LONGER_SINCE = '2026-03-25';

type Reason = NonNullable<PaymentIntent['cancellation_reason']>;

/**
 * Ends an intent that can be, and a payment that is under way. No event tells that the charge failed with it (assumed;
 * docs/fidelity.md).
 */
export function cancelIntent(scope: Scope, before: PaymentIntent, reason: Reason | null): PaymentIntent {
  const status = next(intentLifecycle, INTENT, before.status, 'cancel');
  stopMicrodeposits(scope, before.id);
  const pending = scope.tables.charge.get(before.latest_charge ?? '');
  const canceled = scope.tables[INTENT].put({
    ...before,
    canceled_at: scope.seconds(),
    cancellation_reason: reason,
    next_action: null,
    status,
  });
  const ended = pending?.status === 'pending' ? scope.tables.charge.put(canceledCharge(pending)) : undefined;
  scope.emit('payment_intent.canceled', canceled);
  if (ended === undefined) return canceled;
  noteDebitEnd(scope, ended);
  endMandate(scope, ended);
  paymentEnded(scope, ended);
  return canceled;
}

export const cancelOperation: Operation = operation(
  'POST',
  '/v1/payment_intents/:payment_intent/cancel',
  {
    answers: INTENT,
    sdkParams: 'PaymentIntentCancelParams',
    params: {
      cancellation_reason: optional(oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned')),
    } satisfies ParamsOf<Stripe.PaymentIntentCancelParams>,
  },
  ({ scope, id, params, version }) => {
    const before = scope.require(INTENT, id);
    if (intentLifecycle[before.status].cancel === undefined) {
      const listed = isBefore(version, LONGER_SINCE) ? 'before_dahlia' : 'today';
      throw errors.paymentIntentNotCancelable(before.status, listed).about({ payment_intent: before });
    }
    checkCancelable(scope, before);
    refuseByHand(scope, before);
    return cancelIntent(scope, before, params.cancellation_reason ?? null);
  },
);
