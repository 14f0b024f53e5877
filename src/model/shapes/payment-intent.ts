import { asWritten } from '../../core/composed.ts';
import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { PaymentIntent } from '../wire.ts';
import {
  BANK_ACCOUNT_TYPES,
  BANK_FUTURE_USAGES,
  CAPTURE_METHODS,
  CONFIRMATION_METHODS,
  FUTURE_USAGES,
  INTENT_STATUSES,
  PERMISSIONS,
  PREFETCHES,
  TRANSACTION_PURPOSES,
  VERIFICATION_METHODS,
} from '../words.ts';
import { inTestMode, metadataShape, only, textOrNull, wholeOrNull } from './fields.ts';

type Options = NonNullable<PaymentIntent['payment_method_options']>;
type BankOptions = NonNullable<Options['us_bank_account']>;
type Connections = NonNullable<BankOptions['financial_connections']>;

/** What intents of both kinds say of how a bank account is linked. */
export const connectionsShape = stored<Connections>({
  filters: optional(
    stored<NonNullable<Connections['filters']>>({
      account_subcategories: optional(listOf(oneOf(...BANK_ACCOUNT_TYPES))),
    }),
  ),
  permissions: optional(listOf(oneOf(...PERMISSIONS))),
  prefetch: orNull(listOf(oneOf(...PREFETCHES))),
  return_url: optional(anyText),
});

export const mandateOptionsShape = stored<NonNullable<BankOptions['mandate_options']>>({
  collection_method: optional(only('paper')),
});

const bankOptionsShape = stored<BankOptions>({
  financial_connections: optional(connectionsShape),
  mandate_options: optional(mandateOptionsShape),
  preferred_settlement_speed: optional(oneOf('fastest', 'standard')),
  setup_future_usage: optional(oneOf(...BANK_FUTURE_USAGES)),
  target_date: optional(anyText),
  transaction_purpose: optional(oneOf(...TRANSACTION_PURPOSES)),
  verification_method: optional(oneOf(...VERIFICATION_METHODS)),
});

/** Options of payment methods that no intent is answered with. */
type OtherTypes = Exclude<
  keyof Options,
  'acss_debit' | 'au_becs_debit' | 'bacs_debit' | 'card' | 'link' | 'sepa_debit' | 'us_bank_account'
>;

type Transfer = NonNullable<PaymentIntent['transfer_data']>;

export const transferShape = stored<Transfer>({
  amount: optional(integer()),
  description: optional(anyText),
  destination: anyText,
  metadata: optional(metadataShape),
  payment_data: optional(
    stored<NonNullable<Transfer['payment_data']>>({
      description: optional(anyText),
      metadata: optional(metadataShape),
    }),
  ),
});

// Of these types more are known than are worth a list: that they are texts is what is relied on.
const types = listOf(anyText);

/** Fields of features that are not emulated. */
type Never = 'hooks' | 'presentment_details';

export const paymentIntentShape = stored<PaymentIntent, Never>({
  id: anId,
  object: only('payment_intent'),
  allowed_payment_method_types: orNull(asWritten(types)),
  amount: integer(),
  amount_capturable: integer(),
  amount_details: optional(shownAgain()),
  amount_received: integer(),
  application: textOrNull,
  application_fee_amount: orNull(integer()),
  automatic_payment_methods: orNull(shownAgain()),
  canceled_at: wholeOrNull,
  // Put in place, it may be any text.
  cancellation_reason: asWritten(textOrNull),
  capture_method: oneOf(...CAPTURE_METHODS),
  client_secret: textOrNull,
  confirmation_method: oneOf(...CONFIRMATION_METHODS),
  created: whole,
  currency: anyText,
  customer: textOrNull,
  customer_account: textOrNull,
  description: textOrNull,
  excluded_payment_method_types: orNull(asWritten(types)),
  last_payment_error: orNull(shownAgain()),
  latest_charge: textOrNull,
  livemode: inTestMode,
  managed_payments: orNull(stored<NonNullable<PaymentIntent['managed_payments']>>({ enabled: boolean })),
  metadata: metadataShape,
  next_action: orNull(shownAgain()),
  on_behalf_of: textOrNull,
  payment_details: optional(shownAgain()),
  payment_method: textOrNull,
  payment_method_configuration_details: orNull(shownAgain()),
  payment_method_options: orNull(
    stored<Options, OtherTypes>({
      acss_debit: optional(shownAgain()),
      au_becs_debit: optional(shownAgain()),
      bacs_debit: optional(shownAgain()),
      card: optional(shownAgain()),
      link: optional(shownAgain()),
      sepa_debit: optional(shownAgain()),
      us_bank_account: optional(bankOptionsShape),
    }),
  ),
  payment_method_types: types,
  payment_record: textOrNull,
  processing: orNull(shownAgain()),
  receipt_email: textOrNull,
  review: textOrNull,
  setup_future_usage: orNull(oneOf(...FUTURE_USAGES)),
  // Snapshots of before version 4 do not have it.
  shared_payment_granted_token: optional(textOrNull),
  shipping: orNull(shownAgain()),
  source: textOrNull,
  statement_descriptor: textOrNull,
  statement_descriptor_suffix: textOrNull,
  status: oneOf(...INTENT_STATUSES),
  transfer_data: optional(orNull(transferShape)),
  transfer_group: textOrNull,
});
