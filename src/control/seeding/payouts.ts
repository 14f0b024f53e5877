import { oneOf } from '../../core/shape.ts';
import type { Payout } from '../../model/wire.ts';
import { PAYOUT_STATUSES } from '../../model/words.ts';
import { BANK_ACCOUNT } from '../../resources/bank-accounts/record.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { completePayout, PAYOUT } from '../../resources/payouts/record.ts';
import { type Given, type PreparedObject, prepared, textOf } from './preparation.ts';

/** A payout as its creation completes it. */
export function preparedPayout(given: Given): PreparedObject<Payout> {
  const { scope } = given;
  const payout = prepared(given, {
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
  const { destination } = given.fields;
  const id = textOf(destination);
  if (id === undefined) return payout;
  return { ...payout, references: [...payout.references, { type: BANK_ACCOUNT, id, field: 'destination' }] };
}
