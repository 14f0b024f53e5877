import { asWritten } from '../../core/composed.ts';
import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { Dispute, Refund } from '../wire.ts';
import { DISPUTE_STATUSES, PENDING_REASONS, REFUND_STATUSES } from '../words.ts';
import { inTestMode, metadataShape, only, textOrNull } from './fields.ts';
import { balanceTransactionShape } from './payments.ts';

/* What takes the money of a payment back. */

/** Fields of refunds by other payment methods. */
type Never = 'description' | 'instructions_email' | 'next_action' | 'presentment_details';

export const refundShape = stored<Refund, Never>({
  id: anId,
  object: only('refund'),
  amount: integer(),
  balance_transaction: textOrNull,
  charge: textOrNull,
  created: whole,
  currency: anyText,
  customer: textOrNull,
  customer_account: textOrNull,
  destination_details: optional(shownAgain()),
  failure_balance_transaction: optional(anyText),
  failure_reason: optional(anyText),
  metadata: orNull(metadataShape),
  payment_intent: textOrNull,
  payment_method: textOrNull,
  pending_reason: optional(oneOf(...PENDING_REASONS)),
  // Put in place, it may be any text.
  reason: asWritten(textOrNull),
  receipt_number: textOrNull,
  source_transfer_reversal: textOrNull,
  status: orNull(oneOf(...REFUND_STATUSES)),
  transfer_reversal: textOrNull,
});

export const disputeShape = stored<Dispute>({
  id: anId,
  object: only('dispute'),
  amount: integer(),
  balance_transaction: textOrNull,
  balance_transactions: listOf(balanceTransactionShape),
  charge: anyText,
  created: whole,
  currency: anyText,
  enhanced_eligibility_types: asWritten(listOf(anyText)),
  evidence: shownAgain(),
  evidence_details: shownAgain(),
  intended_submission_method: asWritten(textOrNull),
  is_charge_refundable: boolean,
  livemode: inTestMode,
  metadata: metadataShape,
  network_reason_code: optional(textOrNull),
  payment_intent: textOrNull,
  payment_method_details: optional(shownAgain()),
  reason: anyText,
  status: oneOf(...DISPUTE_STATUSES),
});
