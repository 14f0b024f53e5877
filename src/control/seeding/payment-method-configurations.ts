import { errors } from '../../core/catalogue.ts';
import { formFromJson, isHash } from '../../core/form.ts';
import { boolean, hash, oneOf, optional } from '../../core/shape.ts';
import {
  CONFIGURED_METHODS,
  type ConfiguredMethod,
  type MethodConfiguration,
  PREFERENCES,
} from '../../model/configured-methods.ts';
import type { PaymentMethodConfiguration } from '../../model/wire.ts';
import {
  CONFIGURATION,
  configurationOfId,
  newConfiguration,
  storedDefault,
} from '../../resources/payment-method-configurations/record.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkedFields, parted, VOICE, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, type PreparedObject, textOf } from './preparation.ts';

/** As the API answers it, or only what is preferred. */
const METHOD = hash({
  available: optional(boolean),
  display_preference: optional(
    hash({
      overridable: optional(boolean),
      preference: optional(oneOf(...PREFERENCES)),
      value: optional(oneOf('off', 'on')),
    }),
  ),
});

type GivenMethod = ReturnType<typeof METHOD>;

function givenMethod(value: unknown, place: string): GivenMethod {
  if (!isHash(value)) throw VOICE.wrong(place, value, 'Write a hash', errors.invalidHash(place));
  return METHOD(formFromJson(withoutNulls(value)), place);
}

/** What was given of a payment method over what follows from its preference. */
function completed(
  method: MethodConfiguration,
  { available, display_preference: display = {} }: GivenMethod,
) {
  const shown = { ...method.display_preference, ...display };
  return { available: available ?? shown.value === 'on', display_preference: shown };
}

/** The configuration with what was given of its payment methods. */
function withGiven(
  configuration: PaymentMethodConfiguration,
  methods: readonly (readonly [ConfiguredMethod, GivenMethod])[],
): PaymentMethodConfiguration {
  const whole = methods.flatMap(([name, given]) => {
    const { [name]: method } = configuration;
    return method === undefined ? [] : [[name, completed(method, given)] as const];
  });
  return { ...configuration, ...Object.fromEntries(whole) };
}

/** There is one default: the one that is put in place last. */
function putAsDefault(scope: Scope, configuration: PaymentMethodConfiguration): PaymentMethodConfiguration {
  const earlier = storedDefault(scope);
  const table = scope.tables[CONFIGURATION];
  if (earlier !== undefined && earlier.id !== configuration.id) table.put({ ...earlier, is_default: false });
  return table.put(configuration);
}

/** A configuration as the API would have created it; it may be the default one. */
export function preparedConfiguration({
  scope,
  fields,
  where,
}: Given): PreparedObject<PaymentMethodConfiguration> {
  const [methods, others] = parted(withoutFixed(fields, CONFIGURATION, where), CONFIGURED_METHODS);
  const template = newConfiguration(scope, { id: 'template' }, {});
  const [, plain] = parted(template, ['object', 'livemode', ...CONFIGURED_METHODS]);
  const { parent: named, ...rest } = others;
  // Of an invoice it is a hash, and here a text.
  const example = { ...plain, parent: '' };
  const checked = checkedFields(example, named == null ? rest : others, CONFIGURATION, where);
  // A cast: `parted` has left those names only.
  const given = (Object.entries(methods) as readonly [ConfiguredMethod, unknown][]).map(
    ([name, value]) => [name, givenMethod(value, `${where}.${name}`)] as const,
  );
  const preferences = given.map(
    ([name, { display_preference: display }]) => [name, display?.preference ?? 'none'] as const,
  );
  const { id = textOf(fields.id), parent } = checked;
  const above = parent === undefined ? undefined : configurationOfId(scope.sandbox.platform, parent);
  const earlier = id === undefined ? undefined : configurationOfId(scope, id);
  const isDefault = earlier?.is_default === true || checked.is_default === true;
  const blank = newConfiguration(
    scope,
    { ...checked, ...(id === undefined ? {} : { id }), is_default: isDefault },
    Object.fromEntries(preferences),
    above,
  );
  const record = withGiven(blank, given);
  return {
    scope,
    id: record.id,
    references: [],
    put: () => (isDefault ? putAsDefault(scope, record) : scope.tables[CONFIGURATION].put(record)),
  };
}
