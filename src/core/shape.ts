import { errors } from './catalogue.ts';
import type { StripeError } from './errors.ts';
import { emptyHash, type FormHash, type FormValue, isHash } from './form.ts';

/**
 * Turns what a form carries into a value of type `T`, or throws Stripe's complaint about it. `path` is the bracketed name
 * that the complaint shows, such as `account_holder[customer]`.
 */
export type Shape<T> = (value: FormValue, path: string) => T;

/** An optional parameter may be missing; any other is complained about. */
export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Parsed<P> = P extends Shape<infer T> ? T : never;
type OptionalNames<S> = { [K in keyof S]: S[K] extends OptionalShape<unknown> ? K : never }[keyof S];

/** What a table of parsers gives: optional parameters are absent, never undefined. */
export type Params<S> = { readonly [K in Exclude<keyof S, OptionalNames<S>>]: Parsed<S[K]> } & {
  readonly [K in OptionalNames<S>]?: Parsed<S[K]>;
};

/** A parser of a hash, with its table, so that tables can be walked. */
export interface HashShape<S extends Shapes> extends Shape<Params<S>> {
  readonly members: S;
}

const MAX_LENGTH = 5000;

export function optional<T>(parser: Shape<T>): OptionalShape<T> {
  return Object.assign((value: FormValue, path: string) => parser(value, path), {
    ...parser,
    optional: true as const,
  });
}

/** An empty string unsets the parameter: it is read as null. */
export function unsettable<T>(parser: Shape<T>): OptionalShape<T | null> {
  return optional((value, path) => (value === '' ? null : parser(value, path)));
}

export function scalar(value: FormValue, path: string): string {
  if (typeof value !== 'string') throw errors.invalidString(path, value);
  if (value === '') throw errors.emptyString(path);
  return value;
}

export function string({ max = MAX_LENGTH }: { readonly max?: number } = {}): Shape<string> {
  return (value, path) => {
    const text = scalar(value, path);
    if (text.length > max) throw errors.stringTooLong(path, text, max);
    return text;
  };
}

export function oneOf<const Choice extends string>(...allowed: readonly Choice[]): Shape<Choice> {
  const known: ReadonlySet<string> = new Set(allowed);
  return (value, path) => {
    const text = scalar(value, path);
    if (!known.has(text)) throw errors.notOneOf(path, allowed);
    return text as Choice;
  };
}

export function integer({ min, max }: { readonly min?: number; readonly max?: number } = {}): Shape<number> {
  return (value, path) => {
    const text = scalar(value, path);
    const number = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(number)) throw errors.invalidInteger(path, text);
    if (min !== undefined && number < min) throw errors.integerTooSmall(path, min);
    if (max !== undefined && number > max) throw errors.integerTooLarge(path, max);
    return number;
  };
}

export const boolean: Shape<boolean> = (value, path) => {
  const text = scalar(value, path);
  if (text !== 'true' && text !== 'false') throw errors.invalidBoolean(path, text);
  return text === 'true';
};

/** Unix seconds. */
export const timestamp: Shape<number> = (value, path) => {
  const text = scalar(value, path);
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seconds)) throw errors.invalidTimestamp(path, text);
  return seconds;
};

/** `a[]=x`, `a[0]=x`: clients send either; both are lists. */
export function elementsOf(value: FormValue): readonly FormValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isHash(value)) return undefined;
  const names = Object.keys(value);
  if (!names.every((name) => /^\d+$/.test(name))) return undefined;
  return names.sort((a, b) => Number(a) - Number(b)).map((name) => value[name] as FormValue);
}

export function arrayOf<T>(parser: Shape<T>, { max }: { readonly max?: number } = {}): Shape<readonly T[]> {
  return (value, path) => {
    const elements = elementsOf(value);
    if (elements === undefined) throw value === '' ? errors.emptyString(path) : errors.invalidArray(path);
    if (max !== undefined && elements.length > max) throw errors.arrayTooLong(path, max);
    return elements.map((element, at) => parser(element, `${path}[${at}]`));
  };
}

/** An empty string is an attempt to unset a list or a hash, as it is of any other parameter. */
const notAHash = (value: FormValue, path: string): StripeError =>
  value === '' ? errors.emptyString(path) : errors.invalidHash(path);

const under = (path: string, name: string): string => (path === '' ? name : `${path}[${name}]`);

/**
 * A hash with exactly these parameters. The order of complaint is unknown names, then what is wrong with those given, in
 * the order of the table, then the first that is missing (*assumed*).
 */
export function hash<const S extends Shapes>(members: S): HashShape<S> {
  const entries = Object.entries(members);
  const parse = (value: FormValue, path: string): Params<S> => {
    if (!isHash(value)) throw notAHash(value, path);
    refuseUnknown(value, path, members);
    const parsed: Record<string, unknown> = {};
    let missing: string | undefined;
    for (const [name, parser] of entries) {
      const given = value[name];
      if (given !== undefined) parsed[name] = parser(given, under(path, name));
      else if (!('optional' in parser)) missing ??= name;
    }
    if (missing !== undefined) throw errors.parameterMissing(under(path, missing));
    // The loop above has put every required name in place, with what its own parser gave.
    return parsed as Params<S>;
  };
  return Object.assign(parse, { members });
}

function refuseUnknown(value: FormHash, path: string, members: Shapes): void {
  let unknown: string[] | undefined;
  for (const name in value) {
    if (Object.hasOwn(members, name)) continue;
    unknown ??= [];
    unknown.push(under(path, name));
  }
  if (unknown !== undefined) throw errors.parameterUnknown(unknown);
}

/** A hash with names of the user's own. */
export function mapOf<T>(parser: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (!isHash(value)) throw notAHash(value, path);
    const map = Object.create(null) as Record<string, T>;
    for (const name of Object.keys(value)) map[name] = parser(value[name] as FormValue, under(path, name));
    return map;
  };
}

/** Either of two shapes: a hash, or what `single` takes. */
export function hashOr<A, B>(whole: Shape<A>, single: Shape<B>): Shape<A | B> {
  return (value, path) => (isHash(value) ? whole(value, path) : single(value, path));
}

const RANGE = hash({
  gt: optional(timestamp),
  gte: optional(timestamp),
  lt: optional(timestamp),
  lte: optional(timestamp),
});

/** The bounds of a time filter, both inclusive, in Unix seconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** `created=…` or `created[gt|gte|lt|lte]=…`. */
export const timeRange: Shape<TimeRange> = (value, path) => {
  if (!isHash(value)) {
    const at = timestamp(value, path);
    return { from: at, to: at };
  }
  const { gt, gte, lt, lte } = RANGE(value, path);
  const from = Math.max(
    gte ?? Number.NEGATIVE_INFINITY,
    gt === undefined ? Number.NEGATIVE_INFINITY : gt + 1,
  );
  const to = Math.min(lte ?? Number.POSITIVE_INFINITY, lt === undefined ? Number.POSITIVE_INFINITY : lt - 1);
  return { from, to };
};

const MAX_METADATA_KEYS = 50;
const MAX_METADATA_KEY = 40;
const MAX_METADATA_VALUE = 500;

/** What a `metadata` parameter asks for: null removes all; a null value removes its key. */
export type MetadataChange = Readonly<Record<string, string | null>> | null;

// Limits: docs.stripe.com/api/metadata.
export const metadata: OptionalShape<MetadataChange> = optional((value, path) => {
  if (value === '') return null;
  if (!isHash(value)) throw errors.invalidHash(path);
  const change = emptyHash() as Record<string, string | null>;
  for (const name of Object.keys(value)) {
    const text = value[name] as FormValue;
    if (typeof text !== 'string') throw errors.invalidString(under(path, name), text);
    if (name.length > MAX_METADATA_KEY) throw errors.metadataKeyTooLong(name, MAX_METADATA_KEY);
    if (text.length > MAX_METADATA_VALUE) throw errors.metadataValueTooLong(text, MAX_METADATA_VALUE);
    change[name] = text === '' ? null : text;
  }
  return change;
});

/** The metadata after a change. Throws when it would have more than 50 keys. */
export function mergedMetadata(
  current: Readonly<Record<string, string>>,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  const merged = emptyHash() as Record<string, string>;
  if (change !== null) {
    Object.assign(merged, current);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) delete merged[name];
      else merged[name] = value;
    }
  }
  if (Object.keys(merged).length > MAX_METADATA_KEYS) throw errors.tooManyMetadataKeys(MAX_METADATA_KEYS);
  return merged;
}
