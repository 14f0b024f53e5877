import { errors } from './catalogue.ts';
import { suggestionOrAll } from './closest.ts';
import type { StripeError } from './errors.ts';
import { isHash } from './form.ts';
import { ours, sentence } from './sentence.ts';

/** The end of a sentence of ours: what to write instead, as a request without its full stop. */
export type Advice = `${'Give' | 'Say' | 'Write'} ${string}`;

/**
 * Says what is wrong with a value. Stripe's voice has Stripe's sentences; ours says where the value is, what it is, and
 * what to write instead. A voice also knows how values are written where it is used, because both follow from the edge of
 * the emulator that they come in by.
 */
export interface Voice {
  /** `text`: all is text, as in forms, flags and headers; `types`: as in JavaScript and JSON; `either`: one or the other. */
  readonly reads: 'text' | 'types' | 'either';
  /** How a member of what is at `path` is called. */
  readonly member: (path: string, name: string) => string;
  /** The value is not what is wanted: `advice` ends our sentence, `stripes` is Stripe's. */
  readonly wrong: (path: string, value: unknown, advice: Advice, stripes: StripeError) => Error;
  /** Names that are not known there. */
  readonly unknown: (path: string, names: readonly string[], known: readonly string[]) => Error;
  /** A member that must be there, and is not. */
  readonly missing: (path: string, name: string) => Error;
  /** What only we refuse: the sentence is ours, about a place that the voice names. */
  readonly refused: (path: string, sentence: (place: string) => string) => Error;
}

const bracketed = (path: string, name: string): string => (path === '' ? name : `${path}[${name}]`);
const dotted = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

export const STRIPES_VOICE: Voice = {
  reads: 'text',
  member: bracketed,
  wrong: (_path, _value, _advice, stripes) => stripes,
  unknown: (path, names) => errors.parameterUnknown(names.map((name) => bracketed(path, name))),
  missing: (path, name) => errors.parameterMissing(bracketed(path, name)),
  refused: (path, sentence) => errors.misuse(sentence(path), path),
};

/** A value as a sentence shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return isHash(value) ? 'an object' : `a ${Object.prototype.toString.call(value).slice(8, -1)}`;
}

/** How an edge of the emulator says our sentences: what differs from the plain wording, and the error they are. */
interface Edge extends Pick<Voice, 'reads'> {
  readonly error: (sentence: string, path: string) => Error;
  /** What a path is called; by itself when not given. */
  readonly place?: (path: string) => string;
  readonly wrong?: (place: string, value: unknown, advice: Advice) => string;
  readonly unknown?: (path: string, name: string, known: readonly string[]) => string;
  readonly missing?: (place: string, name: string) => string;
}

/** Our voice at an edge: `<place> is <value>. <advice>.` */
export function voiceOf({
  error,
  reads,
  place = (path) => path,
  wrong = (where, value, advice) => sentence`${where} is ${shown(value)}. ${ours(advice)}.`,
  unknown = (path, name, known) =>
    sentence`${place(path)}: unknown option "${name}".${ours(suggestionOrAll(name, known))}`,
  missing = (where, name) => sentence`${where} has no ${name}. Write one.`,
}: Edge): Voice {
  return {
    reads,
    member: dotted,
    wrong: (path, value, advice) => error(wrong(place(path), value, advice), path),
    unknown: (path, [name = ''], known) => error(unknown(path, name, known), path),
    missing: (path, name) => error(missing(place(path), name), path),
    refused: (path, sentence) => error(sentence(place(path)), path),
  };
}

/** `Write a list of texts` without its verb: `a list of texts`. */
export const wantedBy = (advice: Advice): string => advice.slice(advice.indexOf(' ') + 1);
