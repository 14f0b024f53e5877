import { docUrl, type StripeError } from '../../core/errors.ts';
import type { PaymentIntent, PaymentMethod, SetupAttempt, SetupIntent } from '../../model/wire.ts';

/** `last_payment_error`, `last_setup_error` and `setup_error`. */
type ShownError = NonNullable<PaymentIntent['last_payment_error']> &
  NonNullable<SetupIntent['last_setup_error']> &
  NonNullable<SetupAttempt['setup_error']>;

/** What an intent tells of its failure beside the refusal. */
interface Concerned {
  /** Shown whole (recorded of cards). */
  readonly payment_method: PaymentMethod | null;
  /** A PaymentIntent has it, a SetupIntent has not (recorded of cards, 2026-08-26.dahlia). */
  readonly payment_method_type?: string;
  readonly charge?: string;
}

/** A refusal as the intent that it ends shows it: its keys in alphabetical order (recorded of cards). */
export function shownError(error: StripeError, shown: Concerned): ShownError {
  const { code, decline_code, message, param, type } = error.body;
  const { charge, payment_method: method, payment_method_type: methodType } = shown;
  const members = {
    ...(charge === undefined ? {} : { charge }),
    ...(code === undefined ? {} : { code }),
    ...(decline_code === undefined ? {} : { decline_code }),
    ...(code === undefined ? {} : { doc_url: docUrl(code) }),
    message,
    ...(param === undefined ? {} : { param }),
    ...(method === null ? {} : { payment_method: method }),
    ...(methodType === undefined ? {} : { payment_method_type: methodType }),
    type,
  };
  // A cast: the catalogue's codes are any text, the SDK lists those of Stripe.
  return members as ShownError;
}
