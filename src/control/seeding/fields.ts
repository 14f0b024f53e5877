import { asJson, asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { suggestion } from '../../core/closest.ts';
import { type AnyHash, formFromJson, isHash } from '../../core/form.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import { ours, sentence } from '../../core/sentence.ts';
import {
  boolean,
  elementsOf,
  integer,
  type OptionalShape,
  optional,
  type Shape,
  scalar,
} from '../../core/shape.ts';
import { type Voice, voiceOf } from '../../core/voice.ts';

/* The fields of objects that are put in place: read from JSON or from a form, in Stripe's own shapes. */

export type Fields = AnyHash;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

/** What is said of what is put in place: JSON has its own types, and a form has text for all of them. */
export const VOICE: Voice = voiceOf({
  reads: 'either',
  error: (text, path) => errors.misuse(text, path),
  wrong: (place, value, advice) => sentence`${place} is ${asJson(value)}. ${ours(advice)}, or leave it away.`,
});

/** Leaves out members that are null, at every depth: parsers of parameters do not take null, except for metadata. */
export function withoutNulls(value: unknown): unknown {
  if (!isHash(value)) return value;
  const members = Object.entries(value).filter(([name, member]) => member !== null || name === 'metadata');
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

/** The members of these names, and the others. */
export function parted<F extends object>(
  fields: F,
  names: readonly string[],
): readonly [named: Partial<F>, others: Partial<F>] {
  const [named, others]: [object, object] = [{}, {}];
  for (const [name, value] of Object.entries(fields)) {
    const part = names.includes(name) ? named : others;
    // Not assigned: a field may be called `__proto__`.
    Object.defineProperty(part, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return [named, others];
}

/** The shapes of these names, none of which is required of an object that is put in place. */
export function optionalOf<S extends Shapes, Name extends keyof S & string>(
  shapes: S,
  ...names: readonly Name[]
): { readonly [N in Name]: OptionalShape<ReturnType<S[N]>> } {
  const wanted: ReadonlySet<string> = new Set(names);
  const entries = Object.entries<Shape<unknown>>(shapes)
    .filter(([name]) => wanted.has(name))
    .map(([name, shape]) => [name, optional(shape)]);
  // A cast: fromEntries forgets which key has which value.
  return Object.fromEntries(entries) as { readonly [N in Name]: OptionalShape<ReturnType<S[N]>> };
}

/** Leaves out `object` and `livemode`, which are fixed; refuses values that contradict them. */
export function withoutFixed({ object, livemode, ...rest }: Fields, type: string, where: string): Fields {
  for (const [name, value, truth] of [
    ['object', object, type],
    ['livemode', livemode, false],
  ] as const) {
    if (value === undefined || asText(value) === asText(truth)) continue;
    throw errors.misuse(
      sentence`${where}.${name} is ${asJson(value)}, and can only be ${asJson(truth)}.`,
      name,
    );
  }
  return rest;
}

/** Refuses a field whose name is not known. */
export function checkNames(fields: Fields, known: readonly string[], type: string, where: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw errors.misuse(
    sentence`${where}: ${type} has no field "${unknown}".${ours(suggestion(unknown, known))}`,
    unknown,
  );
}

/**
 * The given fields, checked and converted by the types of `template`; those that unset a hash are left out. `words` read
 * the texts that only some words are allowed for.
 */
export function checkedFields<R extends object>(
  template: R,
  fields: Fields,
  type: string,
  where: string,
  words: Shapes = {},
): Partial<R> {
  const known: Fields = Object.fromEntries(Object.entries(template));
  checkNames(fields, Object.keys(known), type, where);
  const checked = Object.entries(fields).map(([name, value]) => {
    const read = checkedField(name, known[name], value, `${where}.${name}`);
    const parse = words[name];
    return [
      name,
      typeof read === 'string' && parse !== undefined ? parse(read, `${where}.${name}`) : read,
    ] as const;
  });
  // Each member has been held against that of the template.
  return Object.fromEntries(checked.filter(([, value]) => value !== undefined)) as Partial<R>;
}

// The types of fields that are null in the template; other such fields are texts.
const EXAMPLES: Fields = {
  account_tax_ids: [''],
  after_expiration: {},
  allow_promotion_codes: false,
  allowed_payment_method_types: [''],
  amount_paid: 0,
  amount_subtotal: 0,
  amount_total: 0,
  application_fee_amount: 0,
  application_fee_percent: 0.5,
  automatic_payment_methods: {},
  automatically_finalizes_at: 0,
  billing_cycle_anchor_config: {},
  billing_thresholds: {},
  cancel_at: 0,
  canceled_at: 0,
  collected_information: {},
  consent: {},
  consent_collection: {},
  currency_conversion: {},
  custom_fields: [{ name: '', value: '' }],
  customer_address: {},
  customer_details: {},
  customer_shipping: {},
  days_until_due: 0,
  discount: {},
  discounts: [{ coupon: null, promotion_code: null }],
  due_date: 0,
  effective_at: 0,
  ended_at: 0,
  ending_balance: 0,
  exchange_rate: 0.5,
  excluded_payment_method_types: [''],
  flow_directions: [''],
  from_invoice: {},
  invoice_creation: {},
  last_finalization_error: {},
  last_payment_error: {},
  last_setup_error: {},
  managed_payments: { enabled: false },
  next_action: {},
  next_payment_attempt: 0,
  next_pending_invoice_item_invoice: 0,
  optional_items: [{ adjustable_quantity: {}, price: '', quantity: 1 }],
  outcome: {},
  parent: {},
  pause_collection: {},
  payment_method_configuration_details: {},
  payment_method_details: {},
  pending_invoice_item_interval: {},
  pending_update: {},
  permissions: {},
  pricing: {},
  processing: {},
  rendering: {},
  saved_payment_method_options: {},
  setup_error: {},
  shipping: {},
  shipping_address_collection: {},
  shipping_cost: {},
  shipping_details: {},
  total_details: {},
  transfer_data: {},
  trial_end: 0,
  trial_start: 0,
  wallet_options: {},
  webhooks_delivered_at: 0,
};
// Fields that may be null although they are not in the template.
const NULLABLE = ['automatic_payment_methods', 'client_secret'];
// Hashes whose members are always all present.
const WHOLE = ['address', 'billing_details', 'managed_payments', 'us_bank_account'];

function checkedField(name: string, known: unknown, value: unknown, where: string): unknown {
  const isNullable = known == null || NULLABLE.includes(name);
  const example = known ?? EXAMPLES[name] ?? '';
  // A form has no null.
  if (isNullable && (value === null || value === '')) return null;
  if (value === null && isHash(example)) return undefined;
  if (name === 'metadata') return mergedMetadata({}, metadata(formFromJson(value), where));
  if (isHash(example)) {
    if (!isHash(value)) throw VOICE.wrong(where, value, 'Write a hash', errors.invalidHash(where));
    return WHOLE.includes(name) ? { ...example, ...checkedFields(example, value, name, where) } : value;
  }
  return shapeLike(example)(value, where, VOICE);
}

const number = integer();

/** A number with a fraction; a form has text for it. */
const rate: Shape<number> = (value, path, voice = VOICE) => {
  const isWritten = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const read = isWritten ? Number(value) : Number.NaN;
  if (Number.isFinite(read) && read >= 0) return read;
  throw voice.wrong(path, value, 'Write a number', errors.invalidInteger(path, asText(value)));
};

const texts: Shape<readonly string[]> = (value, path, voice = VOICE) => {
  const elements = elementsOf(value);
  const isText = (element: unknown): element is string => typeof element === 'string' && element !== '';
  if (elements?.every(isText)) return elements;
  throw voice.wrong(path, value, 'Write a list of texts', errors.invalidArray(path));
};

/** Hashes with fields of this one's. */
const hashesLike =
  (example: Fields): Shape<readonly Fields[]> =>
  (value, path, voice = VOICE) => {
    const elements = elementsOf(value);
    if (elements === undefined || !elements.every(isHash))
      throw voice.wrong(path, value, 'Write a list of hashes', errors.invalidArray(path));
    return elements.map((element, at) => checkedFields(example, element, 'hash', `${path}[${at}]`));
  };

/** What a field may be that has this example. */
function shapeLike(example: unknown): Shape<unknown> {
  if (Array.isArray(example)) return isHash(example[0]) ? hashesLike(example[0]) : texts;
  if (typeof example === 'number') return Number.isInteger(example) ? number : rate;
  return typeof example === 'boolean' ? boolean : scalar;
}
