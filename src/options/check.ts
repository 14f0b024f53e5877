import { closest } from '../core/closest.ts';
import { durationSentence, parseDuration } from '../core/duration.ts';
import { choices } from '../core/errors.ts';

/*
 * What options may be. Each check throws a TypeError that says where, what is wrong, and what to write; an undefined
 * member counts as not given.
 */

export type Check = (value: unknown, where: string) => void;

type Hash = Readonly<Record<string, unknown>>;

export const isHash = (value: unknown): value is Hash =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a sentence shows it. */
const shown = (value: unknown): string => {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
};

export const wrong = (where: string, value: unknown, advice: string): TypeError =>
  new TypeError(`${where} is ${shown(value)}. ${advice}`);

/** Refuses a value that is no hash, and a hash with unknown names. */
export function refuseUnknown(where: string, given: unknown, known: readonly string[]): void {
  if (!isHash(given)) throw wrong(where, given, `Write an object with any of ${known.join(', ')}.`);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new TypeError(
      `${where}: unknown option "${name}". ${near === undefined ? `There are ${choices(known)}.` : `Did you mean "${near}"?`}`,
    );
  }
}

/** Leaves out options that are undefined, so that they do not override defaults. */
export function given<O extends object>(options: O): O {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  // A cast: only undefined members have been removed.
  return Object.fromEntries(set) as O;
}

/** A hash of these members. */
export const hashOf =
  (members: Readonly<Record<string, Check>>, ...required: readonly string[]): Check =>
  (value, where) => {
    refuseUnknown(where, value, Object.keys(members));
    const hash = value as Hash;
    const missing = required.find((name) => hash[name] === undefined);
    if (missing !== undefined) throw new TypeError(`${where} has no ${missing}. Write one.`);
    for (const [name, check] of Object.entries(members))
      if (hash[name] !== undefined) check(hash[name], `${where}.${name}`);
  };

export const listOf =
  (check: Check, what: string): Check =>
  (value, where) => {
    if (!Array.isArray(value)) throw wrong(where, value, `Write a list of ${what}.`);
    for (const [at, element] of value.entries()) check(element, `${where}[${at}]`);
  };

/** A hash with names of the user's own. */
export const mapOf =
  (check: Check, what: string): Check =>
  (value, where) => {
    if (!isHash(value)) throw wrong(where, value, `Write an object of ${what}.`);
    for (const [name, member] of Object.entries(value)) check(member, `${where}.${name}`);
  };

export const orNull =
  (check: Check): Check =>
  (value, where) => {
    if (value !== null) check(value, where);
  };

export const text: Check = (value, where) => {
  if (typeof value !== 'string' || value === '') throw wrong(where, value, 'Write a text of some letters.');
};

export const yesOrNo: Check = (value, where) => {
  if (typeof value !== 'boolean') throw wrong(where, value, 'Write true or false.');
};

export const oneOf =
  (...words: readonly string[]): Check =>
  (value, where) => {
    if (typeof value !== 'string' || !words.includes(value))
      throw wrong(where, value, `Say ${choices(words)}.`);
  };

export const duration: Check = (value, where) => {
  if (typeof value !== 'string' || parseDuration(value) === undefined)
    throw new TypeError(durationSentence(where, String(value)));
};

// A hundred years, the longest duration that `parseDuration` takes.
const MAX_MS = 36_500 * 86_400_000;

/** Milliseconds, by default from 0 to a hundred years. */
export const milliseconds =
  ({ min = 0, max = MAX_MS }: { readonly min?: number; readonly max?: number } = {}): Check =>
  (value, where) => {
    if (typeof value === 'number' && value >= min && value <= max) return;
    throw wrong(where, value, `Write milliseconds, a number from ${min} to ${max}, such as 5000.`);
  };
