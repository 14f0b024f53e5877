import { errors } from '../../core/catalogue.ts';
import { sentence } from '../../core/sentence.ts';
import type { IntentType } from '../../model/jobs.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { PaymentIntent, PaymentMethodConfiguration } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { foreignWords } from '../params/foreign.ts';
import { inOrderOfOffers, isAllowable, offeredBy } from '../payment-method-configurations/offered.ts';
import {
  CONFIGURATION,
  configurationFor,
  defaultConfiguration,
} from '../payment-method-configurations/record.ts';
import { fits, type Purpose, wontFit } from './compatible-types.ts';

/*
 * What can be paid with, in the order of decision: named types; or dynamic ones, which are those that the caller allows or
 * else those of a configuration, without the excluded ones and without those that do not fit.
 */

/** The first version whose intents are dynamic by default (changelog 2023-08-16, automatic-payment-methods). */
const DYNAMIC_SINCE = '2023-08-16';

/** The parameters by which a caller chooses what an intent may be paid with. */
export interface TypeParams {
  readonly allowed_payment_method_types?: unknown;
  readonly automatic_payment_methods?: {
    readonly allow_redirects?: 'always' | 'never';
    readonly enabled: boolean;
  };
  readonly confirmation_method?: unknown;
  readonly excluded_payment_method_types?: unknown;
  readonly payment_method_configuration?: unknown;
  readonly payment_method_types?: readonly string[];
}

export type ShownTypes = Pick<
  PaymentIntent,
  | 'allowed_payment_method_types'
  | 'automatic_payment_methods'
  | 'excluded_payment_method_types'
  | 'payment_method_types'
>;
type Details = PaymentIntent['payment_method_configuration_details'];

/** An intent as it was: what it may be paid with, and what for. */
type Current = ShownTypes & Purpose & { readonly payment_method_configuration_details: Details };

const NO_FILTERS: Filters = { allowed_payment_method_types: null, excluded_payment_method_types: null };

/** Of an intent whose creation does not say what it may be paid with: what the account has switched on. */
export const noTypesChosen = (scope: Scope, purpose: Purpose = {}): ShownTypes => ({
  allowed_payment_method_types: null,
  automatic_payment_methods: { allow_redirects: 'always', enabled: true },
  excluded_payment_method_types: null,
  payment_method_types: offeredTypes(scope, NO_FILTERS, purpose),
});

const ONLY_CARDS: ShownTypes = {
  allowed_payment_method_types: null,
  automatic_payment_methods: null,
  excluded_payment_method_types: null,
  payment_method_types: ['card'],
};

/** What an intent may be paid with whose creation, in that version, does not say. */
export const defaultTypes = (scope: Scope, version: string, purpose: Purpose = {}): ShownTypes =>
  isBefore(version, DYNAMIC_SINCE) ? ONLY_CARDS : noTypesChosen(scope, purpose);

/** Refuses choices that exclude each other. */
export function checkTypeParams(params: TypeParams, type: IntentType): void {
  const {
    payment_method_types: types,
    allowed_payment_method_types: allowed,
    automatic_payment_methods: automatic,
  } = params;
  if (types !== undefined) checkTypes(types, type);
  if (automatic?.enabled === true) {
    // Recorded of both. With `enabled=false` they are let pass: nothing was seen of that.
    const other = (['confirmation_method', 'payment_method_types'] as const).find(
      (name) => params[name] !== undefined,
    );
    if (other !== undefined) throw errors.onlyOneOf('automatic_payment_methods', other);
  }
  if (allowed === undefined) return;
  // Mutually exclusive (changelog 2026-07-29.dahlia); the sentence is the general one.
  const others = [
    'payment_method_types',
    'excluded_payment_method_types',
    'automatic_payment_methods',
    'payment_method_configuration',
  ] as const;
  const other = others.find((name) => params[name] !== undefined);
  if (other !== undefined) throw errors.onlyOneOf('allowed_payment_method_types', other);
}

let known: ReadonlySet<string> | undefined;

/** Refuses types that Stripe does not have; which of the others an account has activated is not known here. */
function checkTypes(types: readonly string[], intent: IntentType): void {
  if (types.length === 0) throw errors.parameterMissing('payment_method_types');
  known ??= new Set(foreignWords('PaymentIntentCreateParams', 'allowed_payment_method_types'));
  const unknown = types.find((type) => known?.has(type) === false);
  if (unknown === undefined) return;
  throw intent === 'setup_intent'
    ? errors.setupTypeInvalid(unknown)
    : errors.paymentMethodTypeInvalid(unknown);
}

const SAYING = [
  'allowed_payment_method_types',
  'automatic_payment_methods',
  'excluded_payment_method_types',
  'payment_method_configuration',
] as const;

/** Whether a call says anything by which the types could be others: a later change of a configuration changes none (assumed). */
const isSaid = (current: Purpose, params: TypeParams, purpose: Purpose): boolean =>
  SAYING.some((name) => params[name] !== undefined) ||
  current.currency !== purpose.currency ||
  current.on_behalf_of !== purpose.on_behalf_of ||
  current.capture_method !== purpose.capture_method;

/** What the intent may be paid with after a call, for that purpose: `current` if the call does not say. */
export function chosenTypes(
  scope: Scope,
  current: Current,
  params: TypeParams,
  purpose: Purpose,
): ShownTypes {
  const { payment_method_types: types, automatic_payment_methods: automatic } = params;
  if (types !== undefined) return { ...ONLY_CARDS, payment_method_types: types };
  // The generated parsers have checked the names, but their types do not say which.
  const allowed = params.allowed_payment_method_types as
    | ShownTypes['allowed_payment_method_types']
    | undefined;
  const excluded = params.excluded_payment_method_types as
    | ShownTypes['excluded_payment_method_types']
    | undefined;
  const chosen: ShownTypes = {
    allowed_payment_method_types: allowed ?? current.allowed_payment_method_types,
    // Null as with `payment_method_types`: recorded for that parameter, assumed for this one.
    automatic_payment_methods: allowed === undefined ? shownAutomatic(current, automatic) : null,
    excluded_payment_method_types: excluded === undefined ? current.excluded_payment_method_types : excluded,
    payment_method_types: current.payment_method_types,
  };
  if (!isDynamic(chosen)) {
    // Without dynamic payment methods an intent takes cards (documented default), or what it was told to.
    const told = isDynamic(current) ? ONLY_CARDS.payment_method_types : chosen.payment_method_types;
    return { ...chosen, payment_method_types: without(told, excluded) };
  }
  if (isDynamic(current) && !isSaid(current, params, purpose)) return chosen;
  const named = params.payment_method_configuration ?? idOf(current, purpose);
  const configuration = configurationNamed(scope, named, purpose);
  return { ...chosen, payment_method_types: offeredTypes(scope, chosen, purpose, configuration) };
}

/** The configuration that an intent has; of one that is made on behalf of an account another counts than it has begun with. */
const idOf = (
  { on_behalf_of: before, payment_method_configuration_details: details }: Current,
  { on_behalf_of: account }: Purpose,
): string | undefined => (before === account ? details?.id : undefined);

// Also of intents created in versions of before `allow_redirects`: a field shows under every version from its day on.
function shownAutomatic(
  current: ShownTypes,
  given: TypeParams['automatic_payment_methods'],
): ShownTypes['automatic_payment_methods'] {
  if (given === undefined) return current.automatic_payment_methods;
  return given.enabled ? { allow_redirects: 'always', ...given } : null;
}

type Choice = Pick<ShownTypes, 'allowed_payment_method_types' | 'automatic_payment_methods'>;

/** Whether what the intent may be paid with is Stripe's choice, not the caller's. */
export const isDynamic = ({
  allowed_payment_method_types: allowed,
  automatic_payment_methods: automatic,
}: Choice): boolean => allowed !== null || automatic !== null;

/** What a caller allows and excludes among dynamic types. */
type Filters = Pick<ShownTypes, 'allowed_payment_method_types' | 'excluded_payment_method_types'>;

/** Before it is asked what for. */
const candidates = (
  scope: Scope,
  { allowed_payment_method_types: allowed, excluded_payment_method_types }: Filters,
  purpose: Purpose,
  configuration: PaymentMethodConfiguration,
): readonly string[] => {
  const names =
    allowed === null
      ? offeredBy(configuration)
      : inOrderOfOffers(
          allowed.filter((type) => isAllowable(configurationNamed(scope, undefined, purpose), type)),
        );
  return without(names, excluded_payment_method_types);
};

const without = (names: readonly string[], excluded: readonly string[] | null = null): readonly string[] =>
  excluded === null || excluded.length === 0 ? names : names.filter((type) => !excluded.includes(type));

/** The dynamic types for a purpose: incompatible ones are "silently" left out (changelog 2026-07-29.dahlia). */
function offeredTypes(
  scope: Scope,
  filters: Filters,
  purpose: Purpose,
  configuration: PaymentMethodConfiguration = configurationNamed(scope, undefined, purpose),
): readonly string[] {
  const names = candidates(scope, filters, purpose, configuration);
  return names.every((type) => fits(type, purpose)) ? names : names.filter((type) => fits(type, purpose));
}

/**
 * Refuses what nothing can pay, whatever has left nothing: a configuration, what is allowed or excluded, the currency or the
 * capture (recorded of configurations; of the others assumed, since incompatible types are left out without a word).
 */
export function checkOffered(
  intent: ShownTypes,
  noun: 'Payment Intent' | 'Setup Intent' | 'Checkout Session',
): void {
  if (intent.payment_method_types.length > 0) return;
  if (isDynamic(intent) || intent.excluded_payment_method_types !== null)
    throw errors.noPaymentMethodTypes(noun);
}

/** Refuses an intent with a named type that does not fit its currency or its capture, or with none at all. */
export function checkFitting(
  intent: ShownTypes & Purpose & Pick<PaymentIntent, 'currency'>,
  noun: 'Payment Intent' | 'Checkout Session' = 'Payment Intent',
): void {
  checkOffered(intent, noun);
  const refusal = wontFit(intent.payment_method_types, intent);
  if (refusal !== undefined) throw refusal;
}

/** Refuses a configuration that there is not, nor a child of it. */
export function checkConfiguration(scope: Scope, given: unknown): void {
  if (typeof given !== 'string' || configurationFor(scope, given) !== undefined) return;
  if (scope.settings.assume.unknownConfiguration === 'accepted' && given.startsWith('pmc_')) return;
  throw errors
    .resourceMissingInParameter(CONFIGURATION, given, CONFIGURATION)
    .noted(
      sentence`Create ${given} under an id of its own, put it in place (POST /_emulator/objects, payment_method_configurations), or let any be taken: --assume unknownConfiguration=accepted.`,
    );
}

/** The configuration of that id; the default one where none is named, or there is none of that id any more. */
const configurationNamed = (
  scope: Scope,
  id: unknown,
  { on_behalf_of: account }: Purpose,
): PaymentMethodConfiguration =>
  configurationFor(scope, typeof id === 'string' ? id : undefined, account) ?? defaultConfiguration(scope);

/** The configuration that the types come from: none when they were named (recorded 2025-11). */
export function configurationOf(
  scope: Scope,
  types: Choice,
  current: Details,
  given: unknown,
  purpose: Purpose = {},
): Details {
  if (!isDynamic(types)) return null;
  if (typeof given !== 'string' && current !== null) return current;
  const { id, parent } = configurationNamed(scope, given, purpose);
  // One that is accepted without being there is shown all the same.
  const isThere = typeof given !== 'string' || given === id || given === parent;
  return { id: isThere ? id : given, parent };
}

/** The intent with the configuration of its types; `before` is the intent as it was. */
export function withConfiguration<
  Configured extends Choice & Pick<PaymentIntent, 'on_behalf_of' | 'payment_method_configuration_details'>,
>(scope: Scope, intent: Configured, given: unknown, before: Configured = intent): Configured {
  const { on_behalf_of: account, payment_method_configuration_details: current } = intent;
  const earlier = before.on_behalf_of === account ? current : null;
  const details = configurationOf(scope, intent, earlier, given, { on_behalf_of: account });
  return details === current ? intent : { ...intent, payment_method_configuration_details: details };
}
