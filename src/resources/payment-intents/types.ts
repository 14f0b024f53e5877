import { errors } from '../../core/catalogue.ts';
import type { PaymentIntent } from '../../model/wire.ts';

const BANK_ACCOUNT = 'us_bank_account';

// Stands for the payment methods that a Stripe account enables in its Dashboard; this choice is assumed.
const DYNAMIC_TYPES = ['card', 'link', BANK_ACCOUNT];

/** The first version that no longer takes `payment_method_types` (changelog 2026-09-30.endive). */
const RETIRED_IN = '2026-09-30';

/** The parameters by which a caller chooses what an intent may be paid with. */
export interface TypeParams {
  readonly allowed_payment_method_types?: unknown;
  readonly automatic_payment_methods?: {
    readonly allow_redirects?: 'always' | 'never';
    readonly enabled: boolean;
  };
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

/**
 * Refuses `payment_method_types` from 2026-09-30.endive on, and choices that exclude each other. A program that names no
 * version may send it, as docs: financial-connections/balances does.
 */
export function checkTypeParams(params: TypeParams, askedVersion: string | null): void {
  const { payment_method_types: types, allowed_payment_method_types: allowed } = params;
  if (types !== undefined && askedVersion !== null && askedVersion >= RETIRED_IN)
    throw errors.paymentMethodTypesRetired();
  if (types !== undefined && types.length === 0) throw errors.parameterMissing('payment_method_types');
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

/** What the intent may be paid with after a call: `current` if the call does not say. */
export function chosenTypes(current: ShownTypes, params: TypeParams, currency: string): ShownTypes {
  const { payment_method_types: types, automatic_payment_methods: automatic } = params;
  if (types !== undefined) {
    return {
      ...NO_TYPES_CHOSEN,
      automatic_payment_methods: null,
      payment_method_types: types,
    };
  }
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

function shownAutomatic(
  current: ShownTypes,
  given: TypeParams['automatic_payment_methods'],
): ShownTypes['automatic_payment_methods'] {
  if (given === undefined) return current.automatic_payment_methods;
  return given.enabled ? { allow_redirects: 'always', ...given } : null;
}

type Choice = Pick<ShownTypes, 'allowed_payment_method_types' | 'automatic_payment_methods'>;

const isDynamic = ({ allowed_payment_method_types: allowed, automatic_payment_methods: automatic }: Choice) =>
  allowed !== null || automatic !== null;

const offered = ({ allowed_payment_method_types: allowed }: Choice): readonly string[] =>
  allowed ?? DYNAMIC_TYPES;

function typesOf(chosen: ShownTypes, current: ShownTypes, currency: string): readonly string[] {
  if (!isDynamic(chosen)) {
    // Without dynamic payment methods an intent takes cards (documented default), or what it was told to.
    return isDynamic(current) ? ['card'] : current.payment_method_types;
  }
  const excluded: readonly string[] = chosen.excluded_payment_method_types ?? [];
  // "Silently filters out incompatible methods", where `payment_method_types` was an error.
  return offered(chosen).filter(
    (type) => !excluded.includes(type) && (type !== BANK_ACCOUNT || currency === 'usd'),
  );
}

/** Refuses an intent in a currency that no payment method left to it takes. */
export function checkCurrency(intent: ShownTypes & Pick<PaymentIntent, 'currency'>): void {
  const { currency, payment_method_types: types } = intent;
  if (currency === 'usd') return;
  const isLast = isDynamic(intent) && types.length === 0 && offered(intent).includes(BANK_ACCOUNT);
  if (isLast || types.includes(BANK_ACCOUNT)) throw errors.unsupportedCurrency(currency);
}
