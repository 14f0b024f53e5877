import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { next } from '../../core/lifecycle.ts';
import type { Mandate, SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { acceptedMandate, standingMandate } from '../intents/acceptance.ts';
import { shownIntent } from '../intents/access.ts';
import { checkReturnUrl } from '../intents/conditions.ts';
import { refusalOfMicrodeposits, sendMicrodeposits, stopMicrodeposits } from '../intents/microdeposits.ts';
import { checkVerificationMethod } from '../intents/verification-method.ts';
import type { OperationContext } from '../operation.ts';
import { checkBlocked } from '../payment-methods/blocked.ts';
import {
  type DraftPaymentMethod,
  keepPaymentMethod,
  resolvePaymentMethod,
} from '../payment-methods/creation.ts';
import { attemptOf, moveAttempt } from './attempts.ts';
import type { ConfirmParams, CreateParams } from './parameters.ts';
import { SETUP, setupLifecycle, withPaymentMethod } from './record.ts';
import { completeSetup, failSetup } from './results.ts';

type ConfirmationParams = Pick<ConfirmParams | CreateParams, 'mandate_data' | 'return_url'>;

/** A call that confirms: `confirm`, or `create` with `confirm=true`. */
type Confirming = Pick<OperationContext<ConfirmationParams>, 'scope' | 'params' | 'header'>;

// "This parameter can only be used with confirm=true" (stripe-node types: SetupIntentCreateParams).
const WHEN_CONFIRMED = ['mandate_data', 'return_url'] as const;

/** Refuses the parameters of a confirmation in a creation that does not confirm. */
export function checkConfirmationParams(params: ConfirmationParams): void {
  const given = WHEN_CONFIRMED.find((name) => params[name] != null);
  if (given !== undefined) throw errors.confirmationParameter(given, 'SetupIntent');
}

/** Refuses a type of payment method that this intent does not take, or does not any more. */
export function checkType(
  { paymentMethod: { type } }: DraftPaymentMethod,
  { payment_method_types: types }: SetupIntent,
): void {
  if (!types.includes(type)) throw errors.setupMethodIncompatible(type, types);
}

/** Refuses a payment method that this intent cannot set up. */
export function checkUsable(draft: DraftPaymentMethod, intent: SetupIntent): void {
  checkType(draft, intent);
  const { paymentMethod, plan } = draft;
  const { customer: holder } = intent;
  const { id, customer } = paymentMethod;
  if (customer !== null && holder === null) throw errors.setupMethodOfCustomer(id, customer);
  if (customer !== null && customer !== holder) throw errors.paymentMethodOfAnotherCustomer(id, holder ?? '');
  if (plan.spent === true) throw errors.paymentMethodUsed();
}

/** A setup that has been checked and can be made; nothing is stored yet. */
export interface Setup {
  readonly intent: SetupIntent;
  readonly draft: DraftPaymentMethod;
  /** Undefined where there is none: it is refused then, and its intent keeps what it was given. */
  readonly mandate: Mandate | undefined;
}

/** Decides a confirmation; `chosen` takes the place of the intent's own payment method, and nothing of the customer's. */
export function decideSetup(
  confirming: Confirming,
  intent: SetupIntent,
  chosen: DraftPaymentMethod | undefined,
  once: Mandate['single_use'],
): Setup {
  const { scope, params } = confirming;
  const { customer, payment_method: own, status } = intent;
  const draft = chosen ?? (own === null ? undefined : resolvePaymentMethod(scope, own, 'payment_method'));
  // Before the status is looked at (recorded).
  if (draft === undefined) throw errors.setupIntentWithoutPaymentMethod();
  const { attach: attachable, confirm } = setupLifecycle[status];
  if (attachable === undefined && confirm === undefined) throw errors.setupIntentNotConfirmable(status);
  // The customer may have been deleted since the intent was created (assumed: refused as missing).
  if (customer !== null) scope.requireFor('customer', customer, 'customer');
  checkUsable(draft, intent);
  checkReturnUrl(intent, params.return_url);
  const { id, type } = draft.paymentMethod;
  if (type !== 'us_bank_account') throw errors.notYetEmulated(`setups of ${type}`, 'Use us_bank_account.');
  const { mandate_options: options, verification_method: method } =
    intent.payment_method_options?.us_bank_account ?? {};
  checkVerificationMethod(method, draft.plan);
  const accepted = acceptedMandate(confirming, { paymentMethod: id, options, once });
  const mandate = accepted ?? (once === undefined ? standingMandate(scope, id) : undefined);
  const ready = chosen === undefined ? intent : withPaymentMethod(intent, id);
  // One that was put in place may ask for a payment method although it has one: refused here, before anything is stored.
  next(setupLifecycle, SETUP, ready.status, 'confirm');
  return { intent: ready, draft, mandate };
}

/** Makes a setup that has been decided, as far as it comes within the call. */
export function makeSetup(scope: Scope, setup: Setup): SetupIntent | StripeError {
  const { draft, mandate } = setup;
  const error = mandate === undefined ? checkBlocked(draft.paymentMethod) : refusalOf(scope, draft);
  if (error !== undefined) {
    const { intent, paymentMethod } = begin(scope, setup);
    // No mandate is made (assumed).
    return error.about({
      ...shownIntent(failSetup(scope, intent, error, 'decline')),
      payment_method: paymentMethod,
    });
  }
  if (mandate === undefined) return withoutMandate(scope, setup);
  const { intent } = begin(scope, setup);
  const isVerified = draft.plan.verified;
  const { id, type } = scope.tables.mandate.put(isVerified ? mandate : { ...mandate, status: 'pending' });
  const begun = {
    ...intent,
    ...(type === 'single_use' ? { single_use_mandate: id } : { mandate: id }),
  };
  return isVerified ? completeSetup(scope, begun, draft, 'confirm') : askForDeposits(scope, begun, draft);
}

/** Each confirmation is an attempt of its own; one that waited for microdeposits comes to nothing (assumed). */
function begin(scope: Scope, { intent, draft }: Setup) {
  stopMicrodeposits(scope, intent.id);
  const paymentMethod = keepPaymentMethod(scope, draft);
  moveAttempt(scope, intent, 'abandon');
  const { id } = scope.tables.setup_attempt.put(attemptOf(scope, intent, paymentMethod.id));
  return { intent: { ...intent, latest_attempt: id }, paymentMethod };
}

/** Refuses a setup that nobody has agreed to. The intent stays, with the payment method, as one for a payment does. */
function withoutMandate(scope: Scope, { intent, draft }: Setup): StripeError {
  keepPaymentMethod(scope, draft);
  // One that has got another payment method does not wait for the deposits of the last one.
  if (intent.status !== 'requires_action') {
    stopMicrodeposits(scope, intent.id);
    moveAttempt(scope, intent, 'abandon');
  }
  return errors.mandateRequired('SetupIntent').about(shownIntent(scope.tables[SETUP].put(intent)));
}

/** Why an attempt ends as it is made: a blocked bank account, or one that deposits do not reach. */
const refusalOf = (scope: Scope, { paymentMethod, plan }: DraftPaymentMethod): StripeError | undefined =>
  checkBlocked(paymentMethod) ?? (plan.verified ? undefined : refusalOfMicrodeposits(scope, plan));

function askForDeposits(scope: Scope, intent: SetupIntent, draft: DraftPaymentMethod): SetupIntent {
  moveAttempt(scope, intent, 'ask');
  const asked = scope.tables[SETUP].put({
    ...intent,
    last_setup_error: null,
    next_action: sendMicrodeposits(scope, intent, draft),
    status: next(setupLifecycle, SETUP, intent.status, 'ask'),
  });
  scope.emit('setup_intent.requires_action', asked);
  return asked;
}
