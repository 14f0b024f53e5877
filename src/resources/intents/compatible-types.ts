import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import { currenciesOf, takesCurrency } from './type-currencies.ts';

/** What a payment is, as far as payment methods fit it or not, and whose: a SetupIntent has neither currency nor capture. */
export interface Purpose {
  readonly on_behalf_of?: string | null;
  readonly currency?: string;
  readonly capture_method?: PaymentIntent['capture_method'];
}

/**
 * Payment methods that cannot be authorized first and captured later: recorded of the first four, which an account offers
 * with automatic capture and not with `capture_method=manual`; documented of other debits (docs:
 * payments/payment-methods/payment-method-support).
 */
const CAPTURED_AT_ONCE: readonly string[] = [
  'acss_debit',
  'alipay',
  'us_bank_account',
  'wechat_pay',
  'au_becs_debit',
  'bacs_debit',
  'nz_bank_account',
  'sepa_debit',
];

export const takesCapture = (type: string, capture: Purpose['capture_method']): boolean =>
  capture !== 'manual' || !CAPTURED_AT_ONCE.includes(type);

export const fits = (type: string, { currency, capture_method: capture }: Purpose): boolean =>
  (currency === undefined || takesCurrency(type, currency)) && takesCapture(type, capture);

/** Why these types do not do: one takes another currency, or none can be captured later; undefined if they do. */
export function wontFit(
  types: readonly string[],
  { currency, capture_method: capture = 'automatic' }: Purpose & Pick<PaymentIntent, 'currency'>,
): StripeError | undefined {
  const wrong = types.find((type) => !takesCurrency(type, currency));
  if (wrong !== undefined) return errors.unsupportedCurrency(currency, wrong, currenciesOf(wrong) ?? []);
  const [first] = types;
  // Where one of them can be, the payment can be made by that one: what Stripe says then was not seen.
  if (first === undefined || types.some((type) => takesCapture(type, capture))) return undefined;
  return errors.captureMethodUnsupported(capture, first);
}
