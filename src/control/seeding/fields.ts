import { errors } from '../../core/catalogue.ts';
import { closest } from '../../core/closest.ts';
import { formFromJson } from '../../core/form.ts';
import { mergedMetadata, metadata } from '../../core/shape.ts';

/* The fields of objects that are put in place: read from JSON or from a form, in Stripe's own shapes. */

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// As deep as a form may be.
const MAX_DEPTH = 32;

/** A copy that shares nothing with the caller's own; refuses what JSON cannot hold. */
export function plainCopy(value: unknown, where: string, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw errors.nestedTooDeeply(MAX_DEPTH);
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return value;
  if (Array.isArray(value))
    return value.map((element, at) => plainCopy(element, `${where}[${at}]`, depth + 1));
  if (!isFields(value) || !isPlain(value))
    throw errors.misuse(`${where} is ${kindOf(value)}: objects are plain data, as in JSON.`, where);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [
        name,
        plainCopy(member, where === '' ? name : `${where}.${name}`, depth + 1),
      ]),
  );
}

/** Of this or of another realm, or without a prototype; a Date or a Map is none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `a ${value.constructor.name}`
    : typeof value === 'number'
      ? String(value)
      : typeof value;

/** Without the members that are null, down to the innermost hash: they are null in the template, too. */
export function withoutNulls(value: unknown): unknown {
  if (!isFields(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

const shown = (value: unknown): string => JSON.stringify(value);

/** Every object is a test object of its own type: whoever says so may, and nobody may say otherwise. */
export function withoutFixed({ object, livemode, ...rest }: Fields, type: string, where: string): Fields {
  for (const [name, value, truth] of [
    ['object', object, type],
    ['livemode', livemode, false],
  ] as const) {
    if (value === undefined || String(value) === String(truth)) continue;
    throw errors.misuse(`${where}.${name} is ${shown(value)}, and can only be ${shown(truth)}.`, name);
  }
  return rest;
}

/** Refuses names that the template has not. */
export function checkNames(fields: Fields, known: readonly string[], type: string, where: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = closest(unknown, known);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw errors.misuse(`${where}: ${type} has no field "${unknown}".${hint}`, unknown);
}

/** The fields that were given, as `template` has them; those that unset a hash are left out. */
export function checkedFields(template: object, fields: Fields, type: string, where: string): Fields {
  const known = template as Fields;
  checkNames(fields, Object.keys(known), type, where);
  const checked = Object.entries(fields).map(
    ([name, value]) => [name, checkedField(name, known[name], value, `${where}.${name}`)] as const,
  );
  return Object.fromEntries(checked.filter(([, value]) => value !== undefined));
}

// What a field holds that is null in the template, when that is no text.
const EXAMPLES: Fields = {
  allowed_payment_method_types: [''],
  application_fee_amount: 0,
  automatic_payment_methods: {},
  canceled_at: 0,
  discount: {},
  excluded_payment_method_types: [''],
  last_payment_error: {},
  next_action: {},
  outcome: {},
  payment_method_configuration_details: {},
  payment_method_details: {},
  processing: {},
  shipping: {},
  transfer_data: {},
};
// May be null although the template has something.
const NULLABLE = ['automatic_payment_methods', 'client_secret'];
// Hashes that have the same members always.
const WHOLE = ['address', 'billing_details', 'managed_payments', 'us_bank_account'];

function checkedField(name: string, known: unknown, value: unknown, where: string): unknown {
  const isNullable = known == null || NULLABLE.includes(name);
  const example = known ?? EXAMPLES[name] ?? '';
  // A form has no null.
  if (isNullable && (value === null || value === '')) return null;
  if (value === null && isFields(example)) return undefined;
  if (name === 'metadata') return mergedMetadata({}, metadata(formFromJson(value), where));
  if (Array.isArray(example)) return listOfTexts(value, example, where);
  if (isFields(example)) {
    if (!isFields(value)) throw wrong(where, value, example);
    return WHOLE.includes(name) ? { ...example, ...checkedFields(example, value, name, where) } : value;
  }
  return scalarLike(example, value, where);
}

function scalarLike(example: unknown, value: unknown, where: string): unknown {
  if (typeof example === 'number') {
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    if (Number.isSafeInteger(number)) return number;
  } else if (typeof example === 'boolean') {
    if (String(value) === 'true' || String(value) === 'false') return String(value) === 'true';
  } else if (typeof value === 'string' && value !== '') return value;
  throw wrong(where, value, example);
}

function listOfTexts(value: unknown, example: unknown, where: string): readonly string[] {
  // A form's list may come as a hash of its indexes.
  const elements: readonly unknown[] | undefined = isFields(value) ? Object.values(value) : undefined;
  const list = Array.isArray(value) ? (value as readonly unknown[]) : elements;
  const isText = (element: unknown): element is string => typeof element === 'string' && element !== '';
  if (list?.every(isText)) return list;
  throw wrong(where, value, example);
}

function wrong(where: string, value: unknown, example: unknown): Error {
  const wanted =
    typeof example === 'number'
      ? 'a whole number'
      : typeof example === 'string'
        ? 'a text'
        : Array.isArray(example)
          ? 'a list of texts'
          : typeof example === 'boolean'
            ? 'true or false'
            : 'a hash';
  return errors.misuse(`${where} is ${shown(value)}. Write ${wanted}, or leave it away.`, where);
}
