import { oneOf } from '../../core/shape.ts';
import type { Payout } from '../../model/wire.ts';
import { PAYOUT_STATUSES } from '../../model/words.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { completePayout, PAYOUT } from '../../resources/payouts/record.ts';
import { type Given, type PreparedObject, prepared } from './preparation.ts';

/** A payout as its creation completes it. */
export function preparedPayout(given: Given): PreparedObject<Payout> {
  const { scope } = given;
  return prepared(given, {
    type: PAYOUT,
    template: completePayout(scope, { id: 'template' }),
    complete: (fields) => completePayout(scope, fields),
    words: {
      currency: CREATE.currency,
      method: oneOf('instant', 'standard'),
      reconciliation_status: oneOf('completed', 'in_progress', 'not_applicable'),
      source_type: oneOf('bank_account', 'card', 'fpx'),
      status: oneOf(...PAYOUT_STATUSES),
      type: oneOf('bank_account', 'card'),
    },
  });
}
