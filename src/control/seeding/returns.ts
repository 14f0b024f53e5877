import { errors } from '../../core/catalogue.ts';
import { sentence } from '../../core/sentence.ts';
import { oneOf } from '../../core/shape.ts';
import type { Dispute, Refund } from '../../model/wire.ts';
import { DISPUTE_STATUSES, PENDING_REASONS, REFUND_STATUSES } from '../../model/words.ts';
import { completeBalanceTransaction } from '../../resources/balance-transactions/record.ts';
import { completeDispute } from '../../resources/disputes/record.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { completeRefund } from '../../resources/refunds/record.ts';
import { type Given, type PreparedObject, prepared, textOf } from './preparation.ts';

/** A refund as its creation completes it. */
export function preparedRefund(given: Given): PreparedObject<Refund> {
  const { scope } = given;
  return prepared(given, {
    type: 'refund',
    // With what only some of them have.
    template: completeRefund(scope, {
      id: 'template',
      failure_balance_transaction: 'template',
      failure_reason: 'unknown',
      pending_reason: 'processing',
    }),
    complete: (fields) => completeRefund(scope, fields),
    words: {
      currency: CREATE.currency,
      pending_reason: oneOf(...PENDING_REASONS),
      status: oneOf(...REFUND_STATUSES),
    },
  });
}

/** A dispute as a bank opens it. */
export function preparedDispute(given: Given): PreparedObject<Dispute> {
  const { scope, fields, where } = given;
  const param = `${where}.charge`;
  if (textOf(fields.charge) === undefined)
    throw errors.misuse(sentence`${param} is missing: name the charge that is disputed.`, param);
  return prepared(given, {
    type: 'dispute',
    template: completeDispute(scope, {
      id: 'template',
      balance_transactions: [completeBalanceTransaction(scope, { id: 'template', fee: 1 })],
      network_reason_code: 'template',
    }),
    complete: (fields) => completeDispute(scope, fields),
    words: { currency: CREATE.currency, status: oneOf(...DISPUTE_STATUSES) },
  });
}
