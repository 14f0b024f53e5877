import { errors } from '../../core/catalogue.ts';
import { closest } from '../../core/closest.ts';
import { formFromJson } from '../../core/form.ts';
import { mergedMetadata, metadata, type OptionalParser, optional, type Parser } from '../../core/params.ts';

/* The fields of objects that are put in place: read from JSON or from a form, in Stripe's own shapes. */

export type Fields = Readonly<Record<string, unknown>>;

type Parsers = Readonly<Record<string, Parser<unknown>>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// As for forms.
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

/** Whether a value is a plain object (of another realm, too, or without a prototype), not a Date or a Map. */
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

/** Leaves out members that are null, at every depth: parsers of parameters do not take null, except for metadata. */
export function withoutNulls(value: unknown): unknown {
  if (!isFields(value)) return value;
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

/** The parsers of these names, none of which is required of an object that is put in place. */
export function optionalOf<S extends Parsers, Name extends keyof S & string>(
  parsers: S,
  ...names: readonly Name[]
): { readonly [N in Name]: OptionalParser<ReturnType<S[N]>> } {
  const entries = names.map((name) => [name, optional<unknown>(parsers[name] as Parser<unknown>)]);
  // fromEntries forgets which key has which value.
  return Object.fromEntries(entries) as { readonly [N in Name]: OptionalParser<ReturnType<S[N]>> };
}

const shown = (value: unknown): string => JSON.stringify(value);

/** Leaves out `object` and `livemode`, which are fixed; refuses values that contradict them. */
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

/** Refuses a field whose name is not known. */
export function checkNames(fields: Fields, known: readonly string[], type: string, where: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = closest(unknown, known);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw errors.misuse(`${where}: ${type} has no field "${unknown}".${hint}`, unknown);
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
  words: Parsers = {},
): Partial<R> {
  const known: Fields = Object.fromEntries(Object.entries(template));
  checkNames(fields, Object.keys(known), type, where);
  const checked = Object.entries(fields).map(([name, value]) => {
    const read = checkedField(name, known[name], value, `${where}.${name}`);
    const parse = words[name];
    return [name, typeof read === 'string' && parse !== undefined ? parse(read, name) : read] as const;
  });
  // Each member has been held against that of the template.
  return Object.fromEntries(checked.filter(([, value]) => value !== undefined)) as Partial<R>;
}

// The types of fields that are null in the template; other such fields are texts.
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
// Fields that may be null although they are not in the template.
const NULLABLE = ['automatic_payment_methods', 'client_secret'];
// Hashes whose members are always all present.
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
