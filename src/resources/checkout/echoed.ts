import { isHash } from '../../core/form.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import { alphabetical } from '../params/alphabetical.ts';

/* What a session shows as it came, because the page that would act on it is not emulated. */

const AS_SENT = [
  'allow_promotion_codes',
  'billing_address_collection',
  'integration_identifier',
  'locale',
  'origin_context',
  'submit_type',
] as const satisfies readonly (keyof CheckoutSession)[];

/** Hashes, and what their members are that were not given (stripe-node types). */
const HASHES = {
  adaptive_pricing: { enabled: false },
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  branding_settings: {},
  consent_collection: { payment_method_reuse_agreement: null, promotions: null, terms_of_service: null },
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  managed_payments: { enabled: false },
  permissions: { update_shipping_details: null },
  phone_number_collection: { enabled: false },
  saved_payment_method_options: {},
  shipping_address_collection: {},
  tax_id_collection: { enabled: false, required: 'never' },
  wallet_options: {},
} as const satisfies { readonly [Name in keyof CheckoutSession]?: object };

const RECOVERY = { allow_promotion_codes: false, enabled: false, expires_at: null, url: null };
const INVOICE_RENDERING = { amount_tax_display: null, template: null };
const NAME = { enabled: false, optional: false };
const TYPED = { default_value: null, maximum_length: null, minimum_length: null, value: null };
const CHOSEN = { default_value: null, value: null };

type Given = Readonly<Record<string, unknown>>;

const over = (blank: object, given: unknown): object =>
  alphabetical({ ...blank, ...withoutNulls(isHash(given) ? given : {}) });

/** What is unset is as it was not given. */
const withoutNulls = (hash: Given): Given =>
  Object.fromEntries(Object.entries(hash).filter(([, value]) => value !== null));

const listOf = (given: unknown, make: (element: Given) => object): readonly object[] =>
  Array.isArray(given) ? given.map((element: unknown) => make(isHash(element) ? element : {})) : [];

function customField(field: Given): object {
  const { type } = field;
  const blank = type === 'dropdown' ? CHOSEN : TYPED;
  return alphabetical({ optional: false, ...field, [String(type)]: over(blank, field[String(type)]) });
}

function invoiceCreation(current: CheckoutSession, given: Given): object | null {
  const blank = current.invoice_creation;
  if (blank === null) return null;
  const data = isHash(given.invoice_data) ? given.invoice_data : {};
  const shown = isHash(data.rendering_options)
    ? { ...data, rendering_options: over(INVOICE_RENDERING, data.rendering_options) }
    : data;
  return { enabled: given.enabled, invoice_data: over(blank.invoice_data, shown) };
}

/** The hashes that say something where nothing is said: what is said of one member leaves the others (stripe-node types: "by default"). */
const byDefault = (name: string, current: CheckoutSession): object | null | undefined =>
  name === 'branding_settings' || name === 'saved_payment_method_options' ? current[name] : {};

/** Those that are more than a hash over its blank. */
const OTHERS: Readonly<Record<string, (given: unknown, current: CheckoutSession) => unknown>> = {
  after_expiration: (given) => ({
    recovery: isHash(given) && isHash(given.recovery) ? over(RECOVERY, given.recovery) : null,
  }),
  custom_fields: (given) => listOf(given, customField),
  discounts: (given) =>
    listOf(given, ({ coupon = null, promotion_code = null }) => ({ coupon, promotion_code })),
  invoice_creation: (given, current) => invoiceCreation(current, isHash(given) ? given : {}),
  name_collection: (given) =>
    Object.fromEntries(
      Object.entries(isHash(given) ? given : {}).map(([whose, asked]) => [whose, over(NAME, asked)]),
    ),
  optional_items: (given) =>
    listOf(given, (item) => over({ adjustable_quantity: null, price: '', quantity: 1 }, item)),
};

/** The fields of a session that a call sets by themselves. */
export function echoedFields(params: Given, current: CheckoutSession): Partial<CheckoutSession> {
  const sent = AS_SENT.filter((name) => params[name] !== undefined).map((name) => [name, params[name]]);
  const hashes = Object.entries(HASHES)
    .filter(([name]) => params[name] !== undefined)
    .map(([name, blank]) => [name, over({ ...blank, ...byDefault(name, current) }, params[name])]);
  const others = Object.entries(OTHERS)
    .filter(([name]) => params[name] !== undefined)
    .map(([name, make]) => [name, make(params[name], current)]);
  // A cast: the generated parsers have checked names and values, but their types do not say which.
  return Object.fromEntries([...sent, ...hashes, ...others]) as Partial<CheckoutSession>;
}
