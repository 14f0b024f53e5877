import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { type FormHash, isHash } from '../../core/form.ts';
import { elementsOf } from '../../core/shape.ts';
import type { Boundary } from './version-string.ts';

/** A parameter of an emulated endpoint that not every version has. */
export interface DatedParameter {
  /** `METHOD path`, each that takes it. */
  readonly operations: readonly string[];
  /** By the names on its way: `filters`, `countries`. */
  readonly path: readonly string[];
  /** The first version that has it. */
  readonly since?: Boundary;
  /** The first version that no longer has it, and of previews, where that is another. */
  readonly removedIn?: Boundary;
  readonly removedInPreviews?: string;
  /** Only previews have it; under them it is `taken`, or nothing is `emulated` behind it. */
  readonly ofPreviews?: 'taken' | 'not emulated';
  /** What takes its place, as the end of a sentence. */
  readonly instead: string;
  /** Taken from a call that names no version, since the account that it is meant for may have an older one. */
  readonly unlessNamed?: true;
  /** What it is refused with where that is not "Received unknown parameter". */
  readonly refusal?: () => StripeError;
  /** The parameters as the newest version would have them. */
  readonly rewrite?: (form: FormHash) => FormHash;
  readonly source: string;
}

// "Previously accepted an array but used only the first element" (changelog 2026-09-30.endive).
function countriesToCountry(form: FormHash): FormHash {
  const { filters } = form;
  if (!isHash(filters)) return form;
  const { countries = '', ...rest } = filters;
  const elements = elementsOf(countries);
  if (elements === undefined) throw errors.invalidArray('filters[countries]');
  const [first] = elements;
  return { ...form, filters: first === undefined ? rest : { ...rest, country: first } };
}

function featuresToMarketing({ features, ...rest }: FormHash): FormHash {
  return features === undefined ? rest : { ...rest, marketing_features: features };
}

function optionsToRendering({ rendering_options: options, ...rest }: FormHash): FormHash {
  return options === undefined || options === '' ? rest : { rendering: options, ...rest };
}

const INVOICES = ['POST /v1/invoices', 'POST /v1/invoices/:invoice'];
const ITEMS = ['POST /v1/invoiceitems', 'POST /v1/invoiceitems/:invoiceitem'];
const PRODUCTS = ['POST /v1/products', 'POST /v1/products/:product'];
const SESSIONS = ['POST /v1/financial_connections/sessions'];
const INTENTS = [
  'POST /v1/payment_intents',
  'POST /v1/payment_intents/:payment_intent',
  'POST /v1/payment_intents/:payment_intent/confirm',
];
const SETUPS = ['POST /v1/setup_intents', 'POST /v1/setup_intents/:setup_intent'];
const CHECKOUTS = ['POST /v1/checkout/sessions'];
const PREVIEW = 'stripe-node 22.7.0-beta.1 types';

const notEmulated = (operations: readonly string[], ...path: readonly string[]): DatedParameter => ({
  operations,
  path,
  ofPreviews: 'not emulated',
  instead: 'nothing is emulated behind it',
  source: PREVIEW,
});

/** A parameter that the operation names in its `previews`. */
const ofPreviews = (operations: readonly string[], ...path: readonly string[]): DatedParameter => ({
  operations,
  path,
  ofPreviews: 'taken',
  instead: 'other versions do not have it',
  source: PREVIEW,
});

const DISCOUNTED = [
  'POST /v1/customers',
  'POST /v1/customers/:customer',
  'POST /v1/subscriptions',
  'POST /v1/subscriptions/:subscription',
];

const discount = (name: string): DatedParameter => ({
  operations: DISCOUNTED,
  path: [name],
  removedIn: '2025-03-31.basil',
  instead: 'no discount is emulated; subscriptions take `discounts` in its place, and customers nothing',
  unlessNamed: true,
  source: 'changelog 2025-03-31.basil; stripe-node types of 9 to 17',
});

/** What the check of a call and the note that explains it are made from. */
export const DATED_PARAMETERS: readonly DatedParameter[] = [
  {
    operations: SESSIONS,
    path: ['filters', 'countries'],
    removedIn: '2026-09-30.endive',
    instead: '`filters[country]`, one country, takes its place',
    rewrite: countriesToCountry,
    source: 'changelog 2026-09-30.endive; stripe-node types of 9 to 22',
  },
  {
    operations: SESSIONS,
    path: ['filters', 'country'],
    since: '2026-09-30.endive',
    instead: '`filters[countries]`, a list, stands in its place',
    refusal: () => errors.parameterUnknown(['filters[country]']),
    source: 'stripe-node types of 22 and 23; that it is unknown before is inferred',
  },
  {
    operations: [...INTENTS, ...SETUPS, ...CHECKOUTS],
    path: ['payment_method_types'],
    removedIn: '2026-09-30.endive',
    removedInPreviews: '2026-08-26',
    instead: '`allowed_payment_method_types` or `excluded_payment_method_types` take its place',
    unlessNamed: true,
    refusal: errors.paymentMethodTypesRetired,
    source:
      'changelog 2026-09-30.endive and 2026-08-26.preview; docs: financial-connections/balances sends it without a version',
  },
  {
    operations: ['POST /v1/prices'],
    path: ['recurring', 'aggregate_usage'],
    removedIn: '2025-03-31.basil',
    instead: 'the meter of a metered price says how usage is counted',
    refusal: () => errors.parameterUnknown(['recurring[aggregate_usage]']),
    source: 'stripe-node types of 17 and 18',
  },
  {
    operations: PRODUCTS,
    path: ['features'],
    removedIn: '2024-04-10',
    instead: '`marketing_features` takes its place',
    rewrite: featuresToMarketing,
    source: 'stripe-node 15.0.0',
  },
  {
    operations: INVOICES,
    path: ['rendering_options'],
    removedIn: '2024-04-10',
    instead: '`rendering` takes its place',
    rewrite: optionsToRendering,
    source: 'stripe-node types of 9 to 14',
  },
  {
    operations: CHECKOUTS,
    path: ['allowed_payment_method_types'],
    since: '2026-09-30.endive',
    instead: '`payment_method_types` stands in its place',
    refusal: () => errors.parameterUnknown(['allowed_payment_method_types']),
    source: 'stripe-node types of 22 and 23; that it is unknown before is inferred',
  },
  {
    operations: ITEMS,
    path: ['price'],
    removedIn: '2025-03-31.basil',
    instead: '`pricing[price]` takes its place',
    unlessNamed: true,
    source: 'changelog 2025-03-31.basil; stripe-node types of 9 to 17',
  },
  {
    operations: ITEMS,
    path: ['unit_amount'],
    removedIn: '2025-03-31.basil',
    instead: '`unit_amount_decimal` takes its place',
    unlessNamed: true,
    source: 'changelog 2025-03-31.basil; stripe-node types of 9 to 17',
  },
  discount('coupon'),
  discount('promotion_code'),
  ofPreviews(SESSIONS, 'ui_mode'),
  ofPreviews(SESSIONS, 'hosted'),
  ofPreviews(SESSIONS, 'relink_options'),
  ofPreviews(SESSIONS, 'filters', 'institution'),
  notEmulated(INTENTS, 'fx_quote'),
  notEmulated(['POST /v1/payment_intents'], 'secret_key_confirmation'),
  notEmulated(['POST /v1/payment_intents/:payment_intent'], 'mandate_data'),
  notEmulated(['POST /v1/payment_intents/:payment_intent/confirm'], 'application_fee_amount'),
];

/** As Stripe's sentences name it: `filters[countries]`. */
export const bracketed = ([first = '', ...rest]: readonly string[]): string =>
  [first, ...rest.map((name) => `[${name}]`)].join('');

/** The row of an operation's parameter, by its name. */
export const datedParameter = (operation: string, name: string): DatedParameter | undefined =>
  DATED_PARAMETERS.find(({ operations, path }) => operations.includes(operation) && bracketed(path) === name);
