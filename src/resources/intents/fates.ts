import { errors } from '../../core/catalogue.ts';
import type { PaymentFate } from '../../model/payments.ts';
import type { Blocked } from '../payment-methods/blocked.ts';

/** Why a payment fails, as its charge and its intent tell it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Who refuses it: the customer's bank, Stripe's own limits and blocks, or Radar. */
  readonly by: 'bank' | 'stripe' | 'radar';
  /** What the bank returns: Nacha's code; none in test mode for what Stripe refuses. */
  readonly returned?: string;
  /** Why the bank account is blocked by it, where it is; a mandate ends with it (default where the docs do not say). */
  readonly blocks?: Blocked;
  /** Why Stripe did not send it, where that is not the code. */
  readonly reason?: string;
}

/** How and when a payment ends. */
export type Ending =
  | { readonly when: 'never' }
  /** It succeeds; perhaps the customer goes to the bank afterwards. */
  | { readonly when: 'later'; readonly disputed?: true; readonly failure?: never }
  | { readonly when: 'later' | 'at_confirmation'; readonly failure: Failure };

// Its code and its sentence, as confirmations are refused with it.
const { code = '', message } = errors.bankAccountUnusable().body;
const UNUSABLE = { code, message } as const;

const returned = <const Bank extends Pick<Failure, 'returned' | 'blocks'>>(
  code: string,
  message: string,
  bank: Bank,
) => ({ when: 'later', failure: { code, message, by: 'bank', ...bank } }) as const;

/** A return that blocks; which code has which reason follows Nacha's meanings (inferred). */
const blocking = <const Code extends Blocked['network_code'] & string>(
  network_code: Code,
  reason: Blocked['reason'],
) => ({ returned: network_code, blocks: { network_code, reason } }) as const;

/**
 * What becomes of a payment, by fate (docs: payments/ach-direct-debit, sections on testing and on failures, and error-codes
 * for the sentences). Banks answer later; that limits and Radar refuse at once is inferred from applications that retry on the
 * same page.
 */
export const ENDINGS = {
  succeeds: { when: 'later' },
  stays_processing: { when: 'never' },
  disputed: { when: 'later', disputed: true },
  account_closed: returned(
    'account_closed',
    "The customer's bank account has been closed.",
    blocking('R02', 'bank_account_closed'),
  ),
  bank_account_restricted: returned(
    'bank_account_restricted',
    "The customer's account cannot be used with the payment method.",
    blocking('R20', 'bank_account_restricted'),
  ),
  debit_not_authorized: returned(
    'debit_not_authorized',
    'The customer has notified their bank that this payment was unauthorized.',
    blocking('R10', 'debit_not_authorized'),
  ),
  no_account: returned(
    'no_account',
    'The bank account could not be located.',
    blocking('R03', 'bank_account_invalid_details'),
  ),
  // "We don't block bank accounts because of past insufficient funds returns" (docs: …/blocked-bank-accounts).
  insufficient_funds: returned(
    'insufficient_funds',
    "The customer's account has insufficient funds to cover this payment.",
    { returned: 'R01' },
  ),
  // No code is published for it: the only one of Stripe's that names a currency (assumed).
  invalid_currency: returned(
    'payment_method_currency_mismatch',
    'The currency specified does not match the currency for the attached payment method. A payment can only be created for the same currency as the corresponding payment method.',
    {},
  ),
  // The code is assumed, and that it comes later; the reason is in stripe-node's types since 2025-11, without a code.
  tokenized_account_number_deactivated: {
    when: 'later',
    failure: {
      ...UNUSABLE,
      by: 'bank',
      blocks: { network_code: null, reason: 'tokenized_account_number_deactivated' },
    },
  },
  charge_exceeds_source_limit: {
    when: 'at_confirmation',
    failure: {
      code: 'charge_exceeds_source_limit',
      message:
        'This charge would cause you to exceed your rolling-window processing limit for this source type. Please retry the charge later, or contact us to request a higher processing limit.',
      by: 'stripe',
    },
  },
  charge_exceeds_transaction_limit: {
    when: 'at_confirmation',
    failure: {
      code: 'charge_exceeds_transaction_limit',
      message:
        'This charge would cause you to exceed your processing limit for this payment type. Please contact us to request a higher processing limit.',
      by: 'stripe',
    },
  },
  // The code is assumed: that of cards, card_declined, would reach the customer of a bank.
  highest_risk_level: {
    when: 'at_confirmation',
    failure: {
      code: 'payment_method_provider_decline',
      message:
        'The payment or setup attempt was declined by the issuer or customer. Check the last_payment_error or last_setup_error property on the PaymentIntent or SetupIntent respectively for more details, and provide a new payment method to attempt to fulfill this intent again.',
      by: 'radar',
      reason: 'highest_risk_level',
    },
  },
} as const satisfies Record<PaymentFate, Ending>;

/** Why a payment from a blocked account fails. */
export const failureOfBlocked = ({ reason }: Blocked): Failure => ({
  ...UNUSABLE,
  by: 'stripe',
  ...(reason === null ? {} : { reason }),
});
