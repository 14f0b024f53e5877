import { errors } from './catalogue.ts';
import { isHash, MAX_DEPTH } from './form.ts';
import { notAHash, type OptionalShape, type Shape } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

/*
 * Shapes of what was stored and comes back: each looks at a value, and gives that very value back, so that what is put in
 * place reads, byte for byte, as it was saved, and costs no second copy.
 */

/**
 * A shape for each member of `R`, or it does not compile; `Never` are those that no stored value has, although its type
 * knows them.
 */
export type MembersOf<R, Never extends keyof R = never> = {
  readonly [K in Exclude<keyof R, Never>]-?: undefined extends R[K]
    ? OptionalShape<Exclude<R[K], undefined>>
    : Shape<R[K]> & { readonly optional?: never };
};

/** A hash with exactly these members, in any order. */
export function stored<R extends object, Never extends keyof R = never>(
  members: MembersOf<R, Never>,
): Shape<R> {
  const shapes: ReadonlyMap<string, Shape<unknown>> = new Map(Object.entries(members));
  const names = [...shapes.keys()];
  const required = names.filter((name) => !('optional' in (shapes.get(name) ?? {})));
  return (value, path, voice = STRIPES_VOICE) => {
    if (!isHash(value)) throw notAHash(value, path, voice, `with ${names.join(', ')}`);
    for (const name of Object.keys(value)) {
      const shape = shapes.get(name);
      if (shape === undefined) throw voice.unknown(path, [name], names);
      if (value[name] !== undefined) shape(value[name], voice.member(path, name), voice);
    }
    for (const name of required) if (value[name] === undefined) throw voice.missing(path, name);
    // A cast: each of its members is what the shape of that member takes, and none that must be there is missing.
    return value as R;
  };
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path, voice) => (value === null ? null : shape(value, path, voice));
}

/** Any text, the empty one too. */
export const anyText: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'string') return value;
  throw voice.wrong(path, value, 'Write a text', errors.invalidString(path, value));
};

/** A text that `fits`; `wanted` says which do. */
export function textThat(fits: (text: string) => boolean, wanted: string): Shape<string> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (typeof value === 'string' && fits(value)) return value;
    throw voice.wrong(path, value, `Write ${wanted}`, errors.invalidString(path, value));
  };
}

/** What names an object: any text but the empty one. */
export const anId = textThat((text) => text !== '', 'an id');

/** What is there only where it holds. */
export const isTrue: Shape<true> = (value, path, voice = STRIPES_VOICE) => {
  if (value === true) return value;
  throw voice.wrong(path, value, 'Write true', errors.invalidBoolean(path, String(value)));
};

/** A number from `min` to below `below`, whole or not. */
export function between(min: number, below: number): Shape<number> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (typeof value === 'number' && value >= min && value < below) return value;
    const advice = `Write a number from ${min} to below ${below}` as const;
    throw voice.wrong(path, value, advice, errors.invalidInteger(path, String(value)));
  };
}

/** A whole number of any size: a sum may have grown past those that are safe. */
export const whole: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw voice.wrong(path, value, 'Write a whole number', errors.invalidInteger(path, String(value)));
};

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (!Array.isArray(value)) throw voice.wrong(path, value, 'Write a list', errors.invalidArray(path));
    for (let at = 0; at < value.length; at++) shape(value[at], `${path}[${at}]`, voice);
    return value;
  };
}

export function pairOf<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (!Array.isArray(value) || value.length !== 2)
      throw voice.wrong(path, value, 'Write a list of two', errors.invalidArray(path));
    return [first(value[0], `${path}[0]`, voice), second(value[1], `${path}[1]`, voice)];
  };
}

/** A hash with names of anybody's own, or those that `isName` lets pass. */
export function byName<T>(
  shape: Shape<T>,
  isName: (name: string) => boolean = () => true,
): Shape<Readonly<Record<string, T>>> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (!isHash(value)) throw notAHash(value, path, voice, 'of values by their names');
    for (const name of Object.keys(value)) {
      if (!isName(name)) throw voice.unknown(path, [name], []);
      shape(value[name], voice.member(path, name), voice);
    }
    // A cast: each of its members is what the shape takes.
    return value as Readonly<Record<string, T>>;
  };
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'object') return typeof value !== 'number' || Number.isFinite(value);
  if (depth === MAX_DEPTH || !(Array.isArray(value) || isHash(value))) return false;
  return Object.values(value).every((member) => isPlain(member, depth + 1));
}

/** What is only shown again as it came, and that nothing reads: a hash of plain data. */
export function shownAgain<T extends object>(): Shape<T> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (!isHash(value) || !isPlain(value, 0)) throw notAHash(value, path, voice, 'of plain data');
    // A cast: what it holds is nobody's concern.
    return value as T;
  };
}

/** All words of an enum, in an order of one's own: one too few and one too many do not compile. */
export const every =
  <Word extends string>() =>
  <const Words extends readonly Word[]>(
    ...words: Words & ([Word] extends [Words[number]] ? unknown : { readonly missing: never })
  ): Words =>
    words;
