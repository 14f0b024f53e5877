import { errors } from '../../core/catalogue.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { PaymentIntent, PaymentMethod } from '../../model/wire.ts';
import { checkReturnUrl } from '../intents/conditions.ts';
import { checkVerificationMethod } from '../intents/verification-method.ts';
import type { OperationContext } from '../operation.ts';
import type { DraftPaymentMethod } from '../payment-methods/creation.ts';
import type { ConfirmParams, CreateParams } from './parameters.ts';
import { isTooSmall } from './record.ts';

/*
 * What Stripe documents as a condition of a confirmation. Those about the payment method, the customer and the mandate are
 * in `confirmation.ts`; `scripts/fidelity-rules.ts` lists them all.
 */

type ConfirmationParams = Pick<
  ConfirmParams | CreateParams,
  'error_on_requires_action' | 'mandate' | 'mandate_data' | 'off_session' | 'return_url'
> &
  Pick<ConfirmParams, 'amount_to_confirm'>;

/** A call that confirms: `confirm`, or `create` with `confirm=true`. */
export type Confirming = Pick<
  OperationContext<ConfirmationParams>,
  'scope' | 'params' | 'version' | 'header'
>;

// "This parameter can only be used with confirm=true" (stripe-node types: PaymentIntentCreateParams).
const WHEN_CONFIRMED = [
  'error_on_requires_action',
  'mandate',
  'mandate_data',
  'off_session',
  'return_url',
] as const;

/** Refuses the parameters of a confirmation in a creation that does not confirm. One that is false asks for nothing. */
export function checkConfirmationParams(params: ConfirmationParams): void {
  const given = WHEN_CONFIRMED.find((name) => params[name] != null && params[name] !== false);
  if (given !== undefined) throw errors.confirmationParameter(given, 'PaymentIntent');
}

/** The `setup_future_usage` that holds for the payment: the one of us_bank_account comes before the intent's own. */
export function futureUsage({
  payment_method_options: options,
  setup_future_usage: usage,
}: PaymentIntent): string | null {
  const ofType = options?.us_bank_account?.setup_future_usage ?? usage;
  return ofType === 'none' ? null : ofType;
}

/** The first version that refuses `error_on_requires_action` of dynamic intents (changelog 2023-08-16). */
const STRICT_SINCE = '2023-08-16';

/** Refuses to debit what an intent was changed to while it waited for microdeposits, as its confirmation would (assumed). */
export function checkStillPayable(intent: PaymentIntent, type: PaymentMethod['type']): void {
  const { capture_method: capture, payment_method_types: types } = intent;
  if (!types.includes(type)) throw errors.incompatiblePaymentMethod(type, types);
  if (capture === 'manual') throw errors.captureMethodUnsupported(capture, type);
  if (isTooSmall(intent)) throw errors.amountTooSmall();
}

/** Refuses a confirmation whose conditions are not met; their order is assumed. */
export function checkConditions(
  { params, version }: Confirming,
  intent: PaymentIntent,
  { paymentMethod: { type }, plan }: DraftPaymentMethod,
): void {
  const { automatic_payment_methods: automatic, amount, capture_method: capture } = intent;
  const { amount_to_confirm: part = amount, off_session: offSession = false } = params;
  if (offSession === false) checkReturnUrl(intent, params.return_url);
  if (automatic !== null && params.error_on_requires_action === true && !isBefore(version, STRICT_SINCE))
    throw errors.errorOnRequiresAction();
  if (offSession !== false && futureUsage(intent) !== null) throw errors.futureUsageOffSession();
  if (type !== 'us_bank_account') throw errors.notYetEmulated(`payments by ${type}`, 'Use us_bank_account.');
  if (capture === 'manual') throw errors.captureMethodUnsupported(capture, type);
  checkVerificationMethod(intent.payment_method_options?.us_bank_account?.verification_method, plan);
  if (part !== amount)
    throw errors.notYetEmulated('confirming a part of the amount', 'Leave amount_to_confirm out.');
}
