import { errors } from '../../core/catalogue.ts';
import { BASE62 } from '../../core/ids.ts';
import { foldText, seededBytes } from '../../core/random.ts';
import type { IntentType } from '../../model/jobs.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { foreignWords } from '../params/foreign.ts';
import { currenciesOf, takesCurrency } from './type-currencies.ts';

// Stands for the payment methods that a Stripe account enables in its Dashboard; this choice is assumed.
const DYNAMIC_TYPES = ['card', 'link', 'us_bank_account'];

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

export const NO_TYPES_CHOSEN: ShownTypes = {
  allowed_payment_method_types: null,
  automatic_payment_methods: { allow_redirects: 'always', enabled: true },
  excluded_payment_method_types: null,
  payment_method_types: DYNAMIC_TYPES,
};

const ONLY_CARDS: ShownTypes = {
  ...NO_TYPES_CHOSEN,
  automatic_payment_methods: null,
  payment_method_types: ['card'],
};

/** What an intent may be paid with whose creation, in that version, does not say. */
export const defaultTypes = (version: string): ShownTypes =>
  isBefore(version, DYNAMIC_SINCE) ? ONLY_CARDS : NO_TYPES_CHOSEN;

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

/** What the intent may be paid with after a call: `current` if the call does not say. A SetupIntent has no currency. */
export function chosenTypes(
  current: ShownTypes,
  params: TypeParams,
  currency: string | undefined,
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
  return { ...chosen, payment_method_types: typesOf(chosen, current, currency) };
}

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

const offered = ({ allowed_payment_method_types: allowed }: Choice): readonly string[] =>
  allowed ?? DYNAMIC_TYPES;

function typesOf(chosen: ShownTypes, current: ShownTypes, currency: string | undefined): readonly string[] {
  if (!isDynamic(chosen)) {
    // Without dynamic payment methods an intent takes cards (documented default), or what it was told to.
    return isDynamic(current) ? ['card'] : current.payment_method_types;
  }
  const excluded: readonly string[] = chosen.excluded_payment_method_types ?? [];
  // "Silently filters out incompatible methods", where `payment_method_types` was an error.
  return offered(chosen).filter(
    (type) => !excluded.includes(type) && (currency === undefined || takesCurrency(type, currency)),
  );
}

/** Refuses an intent with a payment method that does not take its currency, or with none left that does. */
export function checkCurrency(intent: ShownTypes & Pick<PaymentIntent, 'currency'>): void {
  const { currency, payment_method_types: types } = intent;
  const isEmpty = isDynamic(intent) && types.length === 0;
  const wrong = (isEmpty ? offered(intent) : types).find((type) => !takesCurrency(type, currency));
  if (wrong !== undefined) throw errors.unsupportedCurrency(currency, wrong, currenciesOf(wrong) ?? []);
}

const CONFIGURATION = /^pmc_[A-Za-z0-9_]+$/;

/** Any well-formed one exists, because they are not emulated (assumed); what cannot be one does not. */
export function checkConfiguration(given: unknown): void {
  if (typeof given === 'string' && !CONFIGURATION.test(given))
    throw errors.resourceMissingInParameter(
      'payment_method_configuration',
      given,
      'payment_method_configuration',
    );
}

// Remembered, because every intent asks for it; again only if a snapshot has brought another stream of ids.
const configurations = new WeakMap<Scope, { readonly stream: number | null; readonly id: string }>();

/** The id of the account's own configuration: always the same, and drawn from no stream of ids. */
function ownConfiguration(scope: Scope): string {
  const { stream } = scope.sandbox.parts.ids;
  const remembered = configurations.get(scope);
  if (remembered?.stream === stream) return remembered.id;
  const bytes = seededBytes(scope.account ?? '', foldText(`pmc/${stream ?? ''}`))(24);
  const id = `pmc_${[...bytes].map((byte) => BASE62[byte % BASE62.length]).join('')}`;
  configurations.set(scope, { stream, id });
  return id;
}

type Details = PaymentIntent['payment_method_configuration_details'];

/** The configuration that the types come from: none when they were named (recorded 2025-11). */
export function configurationOf(scope: Scope, types: Choice, current: Details, given: unknown): Details {
  if (!isDynamic(types)) return null;
  if (typeof given === 'string') return { id: given, parent: null };
  return current ?? { id: ownConfiguration(scope), parent: null };
}

/** The intent with the configuration of its types. */
export function withConfiguration<
  Configured extends Choice & Pick<PaymentIntent, 'payment_method_configuration_details'>,
>(scope: Scope, intent: Configured, given: unknown): Configured {
  const { payment_method_configuration_details: current } = intent;
  const details = configurationOf(scope, intent, current, given);
  return details === current ? intent : { ...intent, payment_method_configuration_details: details };
}
