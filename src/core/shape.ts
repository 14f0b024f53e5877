import { asText } from './as-text.ts';
import { errors } from './catalogue.ts';
import { choices } from './errors.ts';
import { type AnyHash, emptyHash, isHash } from './form.ts';
import { STRIPES_VOICE, type Voice } from './voice.ts';

/**
 * What a value may be, declared once: reads it into a `T`, or throws the complaint of the voice, Stripe's unless another
 * is given. `path` is the name that the complaint shows: `account_holder[customer]` where Stripe speaks,
 * `webhooks[0].url` where we do.
 */
export type Shape<T> = (value: unknown, path: string, voice?: Voice) => T;

/** The shape of a member that may be missing. Any other member is required. */
export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

export type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Read<P> = P extends Shape<infer T> ? T : never;
type OptionalNames<S> = { [K in keyof S]: S[K] extends OptionalShape<unknown> ? K : never }[keyof S];

/** The result of a table of shapes. Optional members that were not given are absent, not undefined. */
export type Params<S> = { readonly [K in Exclude<keyof S, OptionalNames<S>>]: Read<S[K]> } & {
  readonly [K in OptionalNames<S>]?: Read<S[K]>;
};

/** The shape of a hash, with its table, so that tables can be walked. */
export interface HashShape<S extends Shapes> extends Shape<Params<S>> {
  readonly members: S;
}

const MAX_LENGTH = 5000;

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return Object.assign((value: unknown, path: string, voice?: Voice) => shape(value, path, voice), {
    ...shape,
    optional: true as const,
  });
}

/** May be null, which an empty string means where all is text: it unsets. */
export function unsettable<T>(shape: Shape<T>): OptionalShape<T | null> {
  return optional((value, path, voice = STRIPES_VOICE) => {
    const isUnset = (value === '' && voice.reads !== 'types') || (value === null && voice.reads !== 'text');
    return isUnset ? null : shape(value, path, voice);
  });
}

/** May be an empty text, which is kept as it is. */
export function maybeEmpty(shape: Shape<string>): Shape<string> {
  return (value, path, voice) => (value === '' ? value : shape(value, path, voice));
}

/** Any text but the empty one. */
export function scalar(value: unknown, path: string, voice: Voice = STRIPES_VOICE): string {
  if (typeof value !== 'string')
    throw voice.wrong(path, value, 'Write a text of some letters', errors.invalidString(path, value));
  if (value === '') throw voice.wrong(path, value, 'Write a text of some letters', errors.emptyString(path));
  return value;
}

export function string({ max = MAX_LENGTH }: { readonly max?: number } = {}): Shape<string> {
  return (value, path, voice = STRIPES_VOICE) => {
    const text = scalar(value, path, voice);
    if (text.length > max)
      throw voice.wrong(
        path,
        text,
        `Write a text of at most ${max} characters`,
        errors.stringTooLong(path, text, max),
      );
    return text;
  };
}

export function oneOf<const Choice extends string>(...allowed: readonly Choice[]): Shape<Choice> {
  const known: ReadonlySet<unknown> = new Set(allowed);
  return (value, path, voice = STRIPES_VOICE) => {
    const text = voice.reads === 'text' ? scalar(value, path, voice) : value;
    if (!known.has(text))
      throw voice.wrong(path, value, `Say ${choices(allowed)}`, errors.notOneOf(path, allowed));
    // A cast: it is one of those allowed.
    return text as Choice;
  };
}

/** What a number, a boolean or a time is written as, where it may be written as a text. */
function written(value: unknown, path: string, voice: Voice): unknown {
  return voice.reads === 'text' ? scalar(value, path, voice) : value;
}

/** The whole number that a value is or, unless it must have its own type, says. */
function wholeNumber(value: unknown, { reads }: Voice): number {
  if (typeof value === 'number') return reads !== 'text' && Number.isSafeInteger(value) ? value : Number.NaN;
  if (typeof value !== 'string' || reads === 'types' || !/^-?\d+$/.test(value)) return Number.NaN;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const bounded = ({ min, max }: Bounds): string =>
  max === undefined
    ? min === undefined
      ? ''
      : ` of at least ${min}`
    : min === undefined
      ? ` of at most ${max}`
      : ` from ${min} to ${max}`;

export function integer(bounds: Bounds = {}): Shape<number> {
  const { min, max } = bounds;
  const advice = `Write a whole number${bounded(bounds)}` as const;
  return (value, path, voice = STRIPES_VOICE) => {
    const number = wholeNumber(written(value, path, voice), voice);
    if (Number.isNaN(number))
      throw voice.wrong(path, value, advice, errors.invalidInteger(path, asText(value)));
    if (min !== undefined && number < min)
      throw voice.wrong(path, value, advice, errors.integerTooSmall(path, min));
    if (max !== undefined && number > max)
      throw voice.wrong(path, value, advice, errors.integerTooLarge(path, max));
    return number;
  };
}

/**
 * What a text says of true and false; undefined if it says neither. Clients of Python and .NET before 2025 write `True` and
 * `False`, which Stripe's v1 takes (stripe-dotnet pull request 3104, stripe-python 1499); any other case is assumed.
 */
export function truthIn(text: unknown): boolean | undefined {
  const word = typeof text === 'string' ? text.toLowerCase() : undefined;
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

export const boolean: Shape<boolean> = (value, path, voice = STRIPES_VOICE) => {
  const answer = written(value, path, voice);
  if (typeof answer === 'boolean' && voice.reads !== 'text') return answer;
  const truth = voice.reads === 'types' ? undefined : truthIn(answer);
  if (truth === undefined)
    throw voice.wrong(path, value, 'Write true or false', errors.invalidBoolean(path, asText(value)));
  return truth;
};

/** Unix seconds. */
export const timestamp: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  const seconds = wholeNumber(written(value, path, voice), voice);
  // Written so that NaN, which stands for what is no whole number, is refused too.
  if (!(seconds >= 0) || Object.is(seconds, -0))
    throw voice.wrong(
      path,
      value,
      'Write Unix seconds, a whole number',
      errors.invalidTimestamp(path, asText(value)),
    );
  return seconds;
};

/** `a[]=x`, `a[0]=x`: clients send either; both are lists. */
export function elementsOf<Element>(value: Element): readonly Element[] | undefined {
  // Casts: a form holds lists and hashes of what it holds itself.
  if (Array.isArray(value)) return value as readonly Element[];
  if (!isHash(value)) return undefined;
  const names = Object.keys(value);
  if (!names.every((name) => /^\d+$/.test(name))) return undefined;
  return names.sort((a, b) => Number(a) - Number(b)).map((name) => value[name] as Element);
}

/** Keys of a list are counted from 0 without a gap; their order in the form does not matter (*assumed*). */
function checkKeys(value: unknown, path: string, voice: Voice): void {
  if (!isHash(value)) return;
  const keys = Object.keys(value);
  const expected = keys.findIndex((_, at) => !Object.hasOwn(value, String(at)));
  if (expected >= 0)
    throw voice.wrong(
      path,
      value,
      'Write a list with keys from 0',
      errors.invalidArrayKeys(path, keys.map((key) => `\`${key}\``).join(', '), expected),
    );
}

export interface ListBounds {
  readonly max?: number;
  /** What its elements are, in our sentences. */
  readonly of?: string;
}

export function arrayOf<T>(shape: Shape<T>, { max, of = 'values' }: ListBounds = {}): Shape<readonly T[]> {
  return (value, path, voice = STRIPES_VOICE) => {
    const elements = voice.reads !== 'types' || Array.isArray(value) ? elementsOf<unknown>(value) : undefined;
    if (elements === undefined) {
      const stripes = value === '' ? errors.emptyString(path) : errors.invalidArray(path);
      throw voice.wrong(path, value, `Write a list of ${of}`, stripes);
    }
    checkKeys(value, path, voice);
    if (max !== undefined && elements.length > max)
      throw voice.wrong(path, value, `Write a list of at most ${max} ${of}`, errors.arrayTooLong(path, max));
    // Not `map`, which passes over the holes of a list.
    return Array.from(elements, (element, at) => shape(element, `${path}[${at}]`, voice));
  };
}

/** An empty string is an attempt to unset a list or a hash, as it is of any other parameter. */
export const notAHash = (value: unknown, path: string, voice: Voice, members: string): Error =>
  voice.wrong(
    path,
    value,
    `Write an object ${members}`,
    value === '' ? errors.emptyString(path) : errors.invalidHash(path),
  );

/**
 * A hash with exactly these members. Unknown names are refused first, then wrong values, in the order of the table,
 * then the first that is missing (*assumed*).
 */
export function hash<const S extends Shapes>(members: S): HashShape<S> {
  const entries = Object.entries(members);
  const read = (value: unknown, path: string, voice: Voice = STRIPES_VOICE): Params<S> => {
    if (!isHash(value)) throw notAHash(value, path, voice, `with any of ${Object.keys(members).join(', ')}`);
    refuseUnknown(value, path, members, voice);
    const found: Record<string, unknown> = {};
    let missing: string | undefined;
    for (const [name, shape] of entries) {
      const given = value[name];
      if (given !== undefined) found[name] = shape(given, voice.member(path, name), voice);
      else if (!('optional' in shape)) missing ??= name;
    }
    if (missing !== undefined) throw voice.missing(path, missing);
    // The loop above has put every required name in place, with what its own shape gave.
    return found as Params<S>;
  };
  return Object.assign(read, { members });
}

function refuseUnknown(value: AnyHash, path: string, members: Shapes, voice: Voice): void {
  let unknown: string[] | undefined;
  for (const name in value) {
    if (Object.hasOwn(members, name)) continue;
    unknown ??= [];
    unknown.push(name);
  }
  if (unknown !== undefined) throw voice.unknown(path, unknown, Object.keys(members));
}

/** A hash with names of the user's own. `of` says what it holds, in our sentences. */
export function mapOf<T>(
  shape: Shape<T>,
  { of = 'values by their names' }: Pick<ListBounds, 'of'> = {},
): Shape<Readonly<Record<string, T>>> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (!isHash(value)) throw notAHash(value, path, voice, `of ${of}`);
    const map = emptyHash<T>();
    for (const name of Object.keys(value)) map[name] = shape(value[name], voice.member(path, name), voice);
    return map;
  };
}

/** Either of two shapes: a hash, or what `single` takes. */
export function hashOr<A, B>(whole: Shape<A>, single: Shape<B>): Shape<A | B> {
  return (value, path, voice) => (isHash(value) ? whole(value, path, voice) : single(value, path, voice));
}
