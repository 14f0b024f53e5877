import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { Mandate, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { acceptedMandate, standingMandate } from '../intents/acceptance.ts';
import { failureOfBlocked } from '../intents/fates.ts';
import { refusalOfMicrodeposits, sendMicrodeposits, stopMicrodeposits } from '../intents/microdeposits.ts';
import { blockedBy } from '../payment-methods/blocked.ts';
import {
  type DraftPaymentMethod,
  keepPaymentMethod,
  resolvePaymentMethod,
} from '../payment-methods/creation.ts';
import { type Confirming, checkConditions, futureUsage } from './conditions.ts';
import { debit, decline } from './debit.ts';
import { INTENT, intentLifecycle, isTooSmall, withPaymentMethod } from './record.ts';
import { failUnpaid } from './verification.ts';

/** Refuses a payment method that this intent cannot be paid with. */
export function checkUsable({ paymentMethod, plan }: DraftPaymentMethod, intent: PaymentIntent): void {
  const { id, customer, type } = paymentMethod;
  if (!intent.payment_method_types.includes(type))
    throw errors.incompatiblePaymentMethod(type, intent.payment_method_types);
  if (customer !== null && intent.customer === null) throw errors.customerOfPaymentMethod(id, customer);
  if (customer !== null && customer !== intent.customer)
    throw errors.paymentMethodOfAnotherCustomer(id, intent.customer ?? '');
  if (plan.spent === true) throw errors.paymentMethodUsed();
}

/** A payment that has been checked; nothing is stored yet. */
export interface Payment {
  readonly intent: PaymentIntent;
  readonly draft: DraftPaymentMethod;
  /** Undefined where there is none: it is refused then, and its intent keeps what it was given. */
  readonly mandate: Mandate | undefined;
  /** What it ends with, where its bank account is not verified and cannot be, or may not be now. */
  readonly refusal: StripeError | undefined;
}

/** Refuses an intent that cannot be confirmed, in the order of Stripe's complaints (assumed where not recorded). */
export function checkConfirmable(intent: PaymentIntent, isPublishable: boolean): void {
  const { confirmation_method: method, id, status } = intent;
  const { attach: attachable, confirm } = intentLifecycle[status];
  if (attachable === undefined && confirm === undefined) throw errors.paymentIntentNotConfirmable(status);
  if (isPublishable && method === 'manual') throw errors.confirmationByPublishableKey(id);
}

/** Decides a confirmation; `chosen` takes the place of the intent's own payment method. */
export function decidePayment(
  confirming: Confirming,
  intent: PaymentIntent,
  chosen: DraftPaymentMethod | undefined,
): Payment {
  const { scope } = confirming;
  const own =
    intent.payment_method === null
      ? undefined
      : resolvePaymentMethod(scope, intent.payment_method, 'payment_method');
  const draft = chosen ?? own;
  if (draft === undefined) throw errors.paymentIntentWithoutPaymentMethod(intent.customer);
  // The customer may have been deleted since the intent was created (assumed: refused as missing).
  if (intent.customer !== null) scope.requireFor('customer', intent.customer, 'customer');
  checkUsable(draft, intent);
  checkConditions(confirming, intent, draft);
  if (isTooSmall(intent)) throw errors.amountTooSmall();
  const mandate = mandateFor(confirming, intent, draft);
  if (mandate === undefined && futureUsage(intent) === 'off_session')
    throw errors.mandateDataRequired(draft.paymentMethod.type);
  const ready = chosen === undefined ? intent : withPaymentMethod(intent, draft.paymentMethod.id);
  // One that was put in place may ask for a payment method although it has one: refused here, before anything is stored.
  next(intentLifecycle, INTENT, ready.status, 'confirm');
  return {
    intent: ready,
    draft,
    mandate,
    refusal: refusalOf(confirming, draft),
  };
}

/** Why an attempt to pay ends before the bank account is verified; undefined if it is, or can be by microdeposits. */
function refusalOf({ scope, params }: Confirming, { plan }: DraftPaymentMethod): StripeError | undefined {
  if (plan.verified) return undefined;
  if (params.error_on_requires_action === true) return errors.requiresActionRefused();
  return refusalOfMicrodeposits(scope, plan);
}

/** Whether a single_use mandate is being paid with, or has been. It is then treated as if there were none (assumed). */
const isUsedUp = (scope: Scope, { id, type }: Mandate): boolean =>
  type === 'single_use' && scope.tables.charge.count({ index: 'mandate', key: id }) > 0;

function mandateFor(
  confirming: Confirming,
  intent: PaymentIntent,
  { paymentMethod }: DraftPaymentMethod,
): Mandate | undefined {
  const { scope, params } = confirming;
  if (params.mandate !== undefined) {
    const mandate = scope.requireFor('mandate', params.mandate, 'mandate');
    const isUsable = mandate.status === 'active' && mandate.payment_method === paymentMethod.id;
    return isUsable && !isUsedUp(scope, mandate) ? mandate : undefined;
  }
  const { amount, currency, payment_method_options: options } = intent;
  const accepted = acceptedMandate(confirming, {
    paymentMethod: paymentMethod.id,
    options: options?.us_bank_account?.mandate_options,
    once: futureUsage(intent) === null ? { amount, currency } : undefined,
  });
  // "The old one is used" where there is one for any number of payments (recorded of payments without an acceptance; with
  // one assumed).
  return standingMandate(scope, paymentMethod.id) ?? accepted;
}

/** Makes a payment that has been decided, as far as it comes within the call. */
export function makePayment(scope: Scope, payment: Payment): PaymentIntent | StripeError {
  const { intent, draft, mandate, refusal } = payment;
  const blocked = blockedBy(draft.paymentMethod);
  if (blocked !== undefined) {
    stopMicrodeposits(scope, intent.id);
    return decline(scope, payment, failureOfBlocked(blocked));
  }
  if (mandate === undefined) return withoutMandate(scope, payment);
  stopMicrodeposits(scope, intent.id);
  if (draft.plan.verified) return debit(scope, intent, draft, mandate, 'confirm');
  const paymentMethod = keepPaymentMethod(scope, draft);
  if (refusal !== undefined)
    return refusal.about({
      payment_intent: failUnpaid(scope, intent, refusal, 'decline'),
      payment_method: paymentMethod,
      payment_method_type: paymentMethod.type,
    });
  scope.tables.mandate.put({ ...mandate, status: 'pending' });
  const asked = scope.tables[INTENT].put({
    ...intent,
    last_payment_error: null,
    next_action: sendMicrodeposits(scope, intent, draft, mandate.id),
    status: next(intentLifecycle, INTENT, intent.status, 'ask'),
  });
  scope.emit('payment_intent.requires_action', asked);
  return asked;
}

/** Refuses a payment that nobody has agreed to. The intent stays, with the payment method (docs: …/accept-a-payment). */
function withoutMandate(scope: Scope, { intent, draft }: Payment): StripeError {
  keepPaymentMethod(scope, draft);
  // One that has got another payment method does not wait for the deposits of the last one.
  if (intent.status !== 'requires_action') stopMicrodeposits(scope, intent.id);
  return errors.mandateRequired('PaymentIntent').about({ payment_intent: scope.tables[INTENT].put(intent) });
}
