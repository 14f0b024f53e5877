import { errors } from '../../core/catalogue.ts';
import { formFromJson, isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { hash, oneOf } from '../../core/shape.ts';
import type { SetupAttempt, SetupIntent } from '../../model/wire.ts';
import { ATTEMPT_STATUSES, SETUP_STATUSES } from '../../model/words.ts';
import { withConfiguration } from '../../resources/intents/types.ts';
import { EXTRA_PARAMETERS } from '../../resources/params/extra.ts';
import { completeAttempt } from '../../resources/setup-intents/attempt.ts';
import { ECHOED } from '../../resources/setup-intents/options.ts';
import { CREATE } from '../../resources/setup-intents/parameters.ts';
import {
  changedSetup,
  newSetupIntent,
  PLAIN,
  SETUP,
  withPaymentMethod,
} from '../../resources/setup-intents/record.ts';
import { USAGE } from '../../resources/setup-intents/usage.ts';
import { checkedFields, optionalOf, parted, withoutFixed, withoutNulls } from './fields.ts';
import { answeredOptions, answeredTypes, givenOptions } from './intents.ts';
import { type Given, keptOf, type PreparedObject, prepared, referencesOf, textOf } from './preparation.ts';

/** The parameters of its creation that a SetupIntent shows. `usage` is a field like others: what it means differs by version. */
const SHOWN = {
  ...optionalOf(CREATE, ...PLAIN, 'automatic_payment_methods', 'metadata', 'payment_method'),
  ...optionalOf(CREATE, 'allowed_payment_method_types', 'excluded_payment_method_types'),
  ...EXTRA_PARAMETERS['POST /v1/setup_intents'],
  payment_method_options: CREATE.payment_method_options,
} as const;
const PARAMETERS = Object.keys(SHOWN);
const parameters = hash(SHOWN);

// An object with a status unknown to its lifecycle could never leave it.
const WORDS = { status: oneOf(...SETUP_STATUSES), usage: USAGE };

/** A SetupIntent as the API would have created it, with what only `objects` may set: the fields that are no parameters. */
export function preparedSetup({ scope, fields, where }: Given): PreparedObject<SetupIntent> {
  const given = withoutFixed(fields, SETUP, where);
  const blank = newSetupIntent(scope, undefined, textOf(given.id));
  // The only parameter that an intent shows when it was given, and not otherwise.
  const checked = checkedFields({ ...blank, attach_to_self: false }, given, SETUP, where, WORDS);
  const [named, beside] = parted(checked, PARAMETERS);
  const options = isHash(given.payment_method_options) ? given.payment_method_options : {};
  const params = parameters(
    formFromJson(withoutNulls({ ...named, payment_method_options: givenOptions(options, ECHOED) })),
    where,
  );
  const { payment_method: method, ...change } = params;
  const answered = answeredOptions(options, ['mandate_options']);
  // A cast: these are other payment methods', of which nothing depends here.
  const start = { ...blank, payment_method_options: answered as SetupIntent['payment_method_options'] };
  const intent = withConfiguration(
    scope,
    changedSetup(scope, start, change, answeredTypes(scope, checked)),
    undefined,
  );
  const record = {
    ...(method === undefined ? intent : withPaymentMethod(intent, method)),
    ...keptOf(scope, SETUP, blank.id),
    ...beside,
  };
  return {
    scope,
    id: record.id,
    references: referencesOf(record),
    put: () => {
      // What was asked for with `single_use` was asked of the earlier one.
      scope.facts.singleUses.delete(record.id);
      scope.facts.intents.delete(record.id);
      return scope.tables[SETUP].put(record);
    },
  };
}

/** An attempt as a confirmation completes it. */
export function preparedAttempt(given: Given): PreparedObject<SetupAttempt> {
  const { scope, fields, where } = given;
  for (const name of ['setup_intent', 'payment_method'])
    if (textOf(fields[name]) === undefined)
      throw errors.misuse(
        sentence`${where}.${name} is missing: an attempt is one to set up a PaymentMethod for a SetupIntent.`,
        `${where}.${name}`,
      );
  return prepared(given, {
    type: 'setup_attempt',
    template: completeAttempt(scope, { id: 'template', attach_to_self: false }),
    complete: (known) => completeAttempt(scope, known),
    words: { status: oneOf(...ATTEMPT_STATUSES), usage: USAGE },
  });
}
