import { boolean, integer, oneOf } from '../../core/shape.ts';
import { anId, anyText, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { Payout } from '../wire.ts';
import { PAYOUT_STATUSES } from '../words.ts';
import { inTestMode, metadataShape, only, textOrNull, wholeOrNull } from './fields.ts';

export const payoutShape = stored<Payout>({
  id: anId,
  object: only('payout'),
  amount: integer(),
  application_fee: textOrNull,
  application_fee_amount: wholeOrNull,
  arrival_date: whole,
  automatic: boolean,
  balance_transaction: textOrNull,
  created: whole,
  currency: anyText,
  description: textOrNull,
  destination: textOrNull,
  failure_balance_transaction: textOrNull,
  failure_code: textOrNull,
  failure_message: textOrNull,
  livemode: inTestMode,
  metadata: orNull(metadataShape),
  method: anyText,
  original_payout: textOrNull,
  payout_method: textOrNull,
  reconciliation_status: oneOf('completed', 'in_progress', 'not_applicable'),
  reversed_by: textOrNull,
  source_type: anyText,
  statement_descriptor: textOrNull,
  status: oneOf(...PAYOUT_STATUSES),
  trace_id: orNull(shownAgain()),
  type: oneOf('bank_account', 'card'),
});
