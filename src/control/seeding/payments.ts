import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { oneOf } from '../../core/shape.ts';
import { bankAccountShape } from '../../model/shapes/bank-account.ts';
import type { BalanceTransaction, Charge, Mandate } from '../../model/wire.ts';
import { CHARGE_STATUSES, MANDATE_STATUSES, MANDATE_TYPES } from '../../model/words.ts';
import { FUNDS, TRANSACTION_STATUSES, TRANSACTION_TYPES } from '../../model/words-of-balance.ts';
import { completeBalanceTransaction } from '../../resources/balance-transactions/record.ts';
import { completeCharge } from '../../resources/charges.ts';
import { completeMandate } from '../../resources/mandates.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { VOICE } from './fields.ts';
import { type Given, type PreparedObject, prepared, textOf } from './preparation.ts';

/* What a payment leaves behind. No call of the API creates these by themselves. */

/** A balance transaction as a payment that succeeds makes it. */
export function preparedBalanceTransaction(given: Given): PreparedObject<BalanceTransaction> {
  const { scope } = given;
  return prepared(given, {
    type: 'balance_transaction',
    // With a fee, of which a detail tells.
    template: completeBalanceTransaction(scope, { id: 'template', fee: 1 }),
    complete: (fields) => completeBalanceTransaction(scope, fields),
    words: {
      balance_type: oneOf(...FUNDS),
      currency: CREATE.currency,
      status: oneOf(...TRANSACTION_STATUSES),
      type: oneOf(...TRANSACTION_TYPES),
    },
  });
}

/** A charge as a confirmation completes it. */
export function preparedCharge(given: Given): PreparedObject<Charge> {
  const { scope, where } = given;
  const { source, ...fields } = given.fields;
  // That of a bank account's charge is the bank account, any other an id.
  const bank = isHash(source) ? { source: bankAccountShape(source, `${where}.source`, VOICE) } : undefined;
  return prepared(bank === undefined ? given : { ...given, fields }, {
    type: 'charge',
    template: completeCharge(scope, { id: 'template' }),
    complete: (known) => completeCharge(scope, { ...known, ...bank }),
    words: { currency: CREATE.currency, status: oneOf(...CHARGE_STATUSES) },
  });
}

const ONCE: Partial<Mandate> = { type: 'single_use', single_use: { amount: 0, currency: 'usd' } };

/** A mandate as a confirmation completes it. */
export function preparedMandate(given: Given): PreparedObject<Mandate> {
  const { scope, fields, where } = given;
  const param = `${where}.payment_method`;
  if (textOf(fields.payment_method) === undefined)
    throw errors.misuse(
      sentence`${param} is missing: name the PaymentMethod whose payments it allows.`,
      param,
    );
  const shape = fields.type === 'single_use' ? ONCE : {};
  return prepared(given, {
    type: 'mandate',
    template: completeMandate(scope, { id: 'template', ...shape }),
    complete: (known) => completeMandate(scope, known),
    words: { status: oneOf(...MANDATE_STATUSES), type: oneOf(...MANDATE_TYPES) },
  });
}
