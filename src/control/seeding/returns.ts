import { oneOf } from '../../core/shape.ts';
import type { Dispute, Refund } from '../../model/wire.ts';
import { DISPUTE_STATUSES, REFUND_STATUSES } from '../../model/words.ts';
import { completeDispute } from '../../resources/disputes/record.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { completeRefund } from '../../resources/refunds/record.ts';
import { type Given, type PreparedObject, prepared } from './preparation.ts';

/** A refund as its creation completes it. */
export function preparedRefund(given: Given): PreparedObject<Refund> {
  const { scope } = given;
  return prepared(given, {
    type: 'refund',
    template: completeRefund(scope, { id: 'template' }),
    complete: (fields) => completeRefund(scope, fields),
    words: { currency: CREATE.currency, status: oneOf(...REFUND_STATUSES) },
  });
}

/** A dispute as a bank opens it. */
export function preparedDispute(given: Given): PreparedObject<Dispute> {
  const { scope } = given;
  return prepared(given, {
    type: 'dispute',
    template: completeDispute(scope, { id: 'template' }),
    complete: (fields) => completeDispute(scope, fields),
    words: { currency: CREATE.currency, status: oneOf(...DISPUTE_STATUSES) },
  });
}
