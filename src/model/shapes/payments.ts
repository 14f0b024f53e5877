import { asWritten } from '../../core/composed.ts';
import { boolean, hashOr, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, between, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { BalanceTransaction, Charge, Mandate } from '../wire.ts';
import { CHARGE_STATUSES, MANDATE_STATUSES, MANDATE_TYPES } from '../words.ts';
import { FUNDS, TRANSACTION_STATUSES, TRANSACTION_TYPES } from '../words-of-balance.ts';
import { bankAccountShape } from './bank-account.ts';
import { inTestMode, metadataShape, only, textOrNull } from './fields.ts';
import { billingDetailsShape } from './payment-method.ts';

/* What a payment leaves behind. Put in place, their hashes may hold anything, and nothing relies on it. */

/** Fields of features that are not emulated. */
type Never = 'authorization_code' | 'level3' | 'presentment_details' | 'refunds' | 'transfer';

export const chargeShape = stored<Charge, Never>({
  id: anId,
  object: only('charge'),
  amount: integer(),
  amount_captured: integer(),
  amount_refunded: integer(),
  application: textOrNull,
  application_fee: textOrNull,
  application_fee_amount: orNull(integer()),
  balance_transaction: textOrNull,
  billing_details: billingDetailsShape,
  calculated_statement_descriptor: textOrNull,
  captured: boolean,
  created: whole,
  currency: anyText,
  customer: textOrNull,
  description: textOrNull,
  destination: textOrNull,
  dispute: textOrNull,
  disputed: boolean,
  failure_balance_transaction: textOrNull,
  failure_code: textOrNull,
  failure_message: textOrNull,
  fraud_details: orNull(shownAgain()),
  livemode: inTestMode,
  metadata: metadataShape,
  on_behalf_of: textOrNull,
  order: textOrNull,
  outcome: orNull(shownAgain()),
  paid: boolean,
  payment_intent: textOrNull,
  payment_method: textOrNull,
  payment_method_details: orNull(shownAgain()),
  radar_options: optional(shownAgain()),
  receipt_email: textOrNull,
  receipt_number: textOrNull,
  receipt_url: textOrNull,
  refunded: boolean,
  review: textOrNull,
  shipping: orNull(shownAgain()),
  // Put in place, it may be an id, although the SDK knows only the object.
  source: asWritten(hashOr(bankAccountShape, textOrNull)),
  source_transfer: textOrNull,
  statement_descriptor: textOrNull,
  statement_descriptor_suffix: textOrNull,
  status: oneOf(...CHARGE_STATUSES),
  transfer_data: orNull(shownAgain()),
  transfer_group: textOrNull,
});

export const balanceTransactionShape = stored<BalanceTransaction>({
  id: anId,
  object: only('balance_transaction'),
  amount: integer(),
  available_on: whole,
  balance_type: oneOf(...FUNDS),
  created: whole,
  currency: anyText,
  description: textOrNull,
  exchange_rate: orNull(between(0, Number.POSITIVE_INFINITY)),
  fee: integer(),
  fee_details: listOf(shownAgain()),
  net: integer(),
  reporting_category: anyText,
  source: textOrNull,
  status: oneOf(...TRANSACTION_STATUSES),
  type: oneOf(...TRANSACTION_TYPES),
});

export const mandateShape = stored<Mandate, 'on_behalf_of'>({
  id: anId,
  object: only('mandate'),
  customer_acceptance: shownAgain(),
  livemode: inTestMode,
  multi_use: optional(shownAgain()),
  payment_method: anyText,
  payment_method_details: shownAgain(),
  single_use: optional(shownAgain()),
  status: oneOf(...MANDATE_STATUSES),
  type: oneOf(...MANDATE_TYPES),
});
