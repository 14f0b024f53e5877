import { formFromJson, isHash } from '../../core/form.ts';
import { hash, integer, oneOf, optional, string } from '../../core/shape.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import { INTENT_STATUSES } from '../../model/words.ts';
import { withConfiguration } from '../../resources/intents/types.ts';
import { addressParser } from '../../resources/params/address.ts';
import { EXTRA_PARAMETERS } from '../../resources/params/extra.ts';
import { ECHOED } from '../../resources/payment-intents/options.ts';
import { CREATE, SHIPPING, TRANSFER } from '../../resources/payment-intents/parameters.ts';
import {
  changedIntent,
  newPaymentIntent,
  PLAIN,
  withPaymentMethod,
} from '../../resources/payment-intents/record.ts';
import { checkedFields, optionalOf, parted, withoutFixed, withoutNulls } from './fields.ts';
import { answeredOptions, answeredTypes, givenOptions } from './intents.ts';
import { type Given, keptOf, type PreparedObject, referencesOf, textOf } from './preparation.ts';

const TYPE = 'payment_intent';

/** The parameters of its creation that an intent shows, none of them required. */
const SHOWN = {
  ...optionalOf(CREATE, ...PLAIN, 'automatic_payment_methods', 'metadata', 'payment_method'),
  ...optionalOf(CREATE, 'allowed_payment_method_types', 'excluded_payment_method_types', 'payment_details'),
  ...EXTRA_PARAMETERS['POST /v1/payment_intents'],
  // What no call creates may be put in place: a smaller one, too.
  amount: optional(integer()),
  payment_method_options: CREATE.payment_method_options,
  shipping: optional(
    hash({ ...SHIPPING.members, address: optional(addressParser), name: optional(SHIPPING.members.name) }),
  ),
  // Of an update, no member is required.
  transfer_data: optional(hash({ ...TRANSFER, destination: optional(string()) })),
} as const;
const PARAMETERS = Object.keys(SHOWN);
const parameters = hash(SHOWN);

const NO_DETAILS = { customer_reference: null, order_reference: null };

// An object with a status unknown to its lifecycle could never leave it.
const WORDS = { status: oneOf(...INTENT_STATUSES) };

/** A PaymentIntent as the API would have created it, with what only `objects` may set: the fields that are no parameters. */
export function preparedIntent({ scope, fields, where }: Given): PreparedObject<PaymentIntent> {
  const given = withoutFixed(fields, TYPE, where);
  const blank = newPaymentIntent(scope, undefined, textOf(given.id));
  // The only parameter that an intent shows when it was given, and not otherwise.
  const template = { ...blank, payment_details: NO_DETAILS };
  const checked = checkedFields(template, given, TYPE, where, WORDS);
  const [named, beside] = parted(checked, PARAMETERS);
  const options = isHash(given.payment_method_options) ? given.payment_method_options : {};
  const params = parameters(
    formFromJson(withoutNulls({ ...named, payment_method_options: givenOptions(options, ECHOED) })),
    where,
  );
  const { payment_method: method, ...change } = params;
  const answered = answeredOptions(options, ['installments', 'mandate_options']);
  // A cast: these are other payment methods', of which nothing depends here.
  const start = { ...blank, payment_method_options: answered as PaymentIntent['payment_method_options'] };
  const intent = withConfiguration(
    scope,
    changedIntent(scope, start, change, answeredTypes(scope, checked)),
    undefined,
  );
  const record = {
    ...(method === undefined ? intent : withPaymentMethod(intent, method)),
    ...keptOf(scope, TYPE, blank.id),
    ...beside,
  };
  return {
    scope,
    id: record.id,
    references: referencesOf(record),
    put: () => {
      // What was said of the earlier one was not said of this.
      scope.facts.intents.delete(record.id);
      return scope.tables[TYPE].put(record);
    },
  };
}
