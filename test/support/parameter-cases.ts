import { type FormHash, type FormValue, formFromJson } from '../../src/core/form.ts';
import type { Shape } from './stripe-types.ts';

/** A form to be parsed, and what is to come of it: nothing, or a complaint. */
export interface Case {
  readonly path: string;
  readonly what: string;
  readonly form: FormHash;
  readonly expected: Complaint | null;
}

export interface Complaint {
  readonly code?: string;
  readonly param: string;
  /** The sentence, or a test of it. */
  readonly message: string | ((message: string) => boolean);
}

type Place = (value: unknown) => FormHash;

/** Texts that mean something where any text will not do. */
const TEXTS: Readonly<Record<string, string>> = {
  api_version: '2026-10-28.endive',
  cancel_url: 'https://example.com/back',
  customer_email: 'jenny@example.com',
  success_url: 'https://example.com/done',
  currency: 'usd',
  default_currency: 'usd',
  email: 'jenny@example.com',
  receipt_email: 'jenny@example.com',
  refresh_url: 'https://example.com/again',
  return_url: 'https://example.com/return',
  unit_amount_decimal: '10.5',
  url: 'https://example.com/hook',
};

const nameOf = (path: string): string => /([^[\]]+)\]?$/.exec(path.replace(/\[\d+\]/g, ''))?.[1] ?? path;
const under = (path: string, name: string): string => (path === '' ? name : `${path}[${name}]`);
const isOptional = (written: string): boolean => written.endsWith('?');

/** The smallest value of a shape: only what is required. */
function smallest(shape: Shape, path: string): unknown {
  if (shape === 'n' || shape === 'd') return '1';
  if (shape === 'b') return 'true';
  if (shape === 'z') return '';
  if (typeof shape === 'string') return TEXTS[nameOf(path)] ?? 'x';
  if ('l' in shape) return String(shape.l);
  if ('e' in shape) return TEXTS[nameOf(path)] ?? shape.e[0];
  if ('a' in shape) return [smallest(shape.a, `${path}[0]`)];
  if ('m' in shape) return { key: smallest(shape.m, `${path}[key]`) };
  if ('x' in shape) return smallest(shape.x, path);
  if ('u' in shape) return smallest(shape.u[0] ?? 's', path);
  if ('o' in shape) return required(shape.o, path);
  return 'x';
}

function required(fields: Readonly<Record<string, Shape>>, path: string): Record<string, unknown> {
  const written = Object.entries(fields).filter(([name]) => !isOptional(name));
  return Object.fromEntries(written.map(([name, shape]) => [name, smallest(shape, under(path, name))]));
}

/** All the names in a type, at every depth. */
export function namesIn(shape: Shape): readonly string[] {
  if (typeof shape === 'string') return [];
  if ('o' in shape)
    return Object.entries(shape.o).flatMap(([name, inner]) => [name.replace(/\?$/, ''), ...namesIn(inner)]);
  if ('u' in shape) return shape.u.flatMap(namesIn);
  const inner = 'a' in shape ? shape.a : 'm' in shape ? shape.m : 'x' in shape ? shape.x : undefined;
  return inner === undefined ? [] : namesIn(inner);
}

const empty = (path: string): Complaint => ({
  code: 'parameter_invalid_empty',
  param: path,
  message: `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
});

const listed = (path: string, words: readonly string[]): Complaint => ({
  param: path,
  message: (message) => {
    const start = `Invalid ${path}: must be one of `;
    const given = message.slice(start.length).split(/, or | or |, /);
    return message.startsWith(start) && given.toSorted().join() === words.toSorted().join();
  },
});

/** A value of another type, and how it is refused. */
function wrong(shape: Shape, path: string): readonly [unknown, Complaint] | undefined {
  if (shape === 's') return [['x'], { param: path, message: 'Invalid string: {"0":"x"}' }];
  if (shape === 'n') {
    const sentences = [
      'Invalid integer: x',
      // Of a measure, which the types call a number as well.
      'Invalid decimal: x; must contain at maximum 2 decimal places.',
      'Invalid timestamp: must be an integer Unix timestamp in seconds, but you passed x',
    ];
    return ['x', { param: path, message: (message) => sentences.includes(message) }];
  }
  if (shape === 'b') return ['x', { param: path, message: 'Invalid boolean: x' }];
  if (typeof shape === 'string') return undefined;
  if ('l' in shape) return ['nonsense', listed(path, [String(shape.l)])];
  if ('e' in shape) return ['nonsense', listed(path, shape.e)];
  if ('a' in shape) return ['x', { param: path, message: 'Invalid array' }];
  if ('m' in shape || 'o' in shape) return ['x', { param: path, message: 'Invalid object' }];
  return undefined;
}

// An error's sentence carries no more of what was sent.
const MOST_SENT = 500;

/** The names, as many at a time as one sentence can tell. */
function inSentences(names: readonly string[], path: string): readonly (readonly string[])[] {
  const sentences: string[][] = [[]];
  for (const name of names) {
    const last = sentences.at(-1) ?? [];
    const told = [...last, name].map((each) => under(path, each)).join(', ');
    if (told.length > MOST_SENT) sentences.push([name]);
    else last.push(name);
  }
  return sentences;
}

/** Makes the cases of a type; `strangers` are names that no level of it may take unless it has them. */
export class CaseMaker {
  readonly #strangers: readonly string[];
  readonly cases: Case[] = [];

  constructor(strangers: readonly string[]) {
    this.#strangers = strangers;
  }

  /** `known` are accepted besides the type's own, at the top. */
  hash(
    fields: Readonly<Record<string, Shape>>,
    path: string,
    place: Place,
    known: readonly string[] = [],
  ): void {
    const least = required(fields, path);
    const own = new Set([...Object.keys(fields).map((name) => name.replace(/\?$/, '')), ...known]);
    const strangers = this.#strangers.filter((name) => !own.has(name));
    for (const some of inSentences(strangers, path)) {
      const unknown = some.map((name) => under(path, name));
      this.#add(
        path,
        'strangers',
        place({ ...least, ...Object.fromEntries(some.map((name) => [name, '1'])) }),
        {
          code: 'parameter_unknown',
          param: unknown[0] ?? '',
          message: `Received unknown parameter${some.length > 1 ? 's' : ''}: ${unknown.join(', ')}`,
        },
      );
    }
    for (const [written, shape] of Object.entries(fields)) {
      const name = written.replace(/\?$/, '');
      const inner = under(path, name);
      this.#value(shape, inner, (value) => place({ ...least, [name]: value }));
      if (isOptional(written)) continue;
      const { [name]: _missing, ...rest } = least;
      this.#add(inner, 'missing', place(rest), {
        code: 'parameter_missing',
        param: inner,
        message: `Missing required param: ${inner}.`,
      });
    }
  }

  #value(shape: Shape, path: string, place: Place, isUnsettable = false): void {
    if (typeof shape === 'object' && 'x' in shape) {
      this.#value(shape.x, path, place, true);
      return;
    }
    if (typeof shape === 'object' && 'u' in shape) {
      this.#union(shape.u, path, place);
      return;
    }
    this.#add(path, 'empty', place(''), isUnsettable ? null : empty(path));
    const mistaken = wrong(shape, path);
    if (mistaken !== undefined) this.#add(path, 'wrong', place(mistaken[0]), mistaken[1]);
    this.#valid(shape, path, place);
  }

  /** `Emptyable<string>` is a string or null to the compiler: the empty string is a string. */
  #union(members: readonly Shape[], path: string, place: Place): void {
    const given = members.filter((member) => member !== 'z');
    const [only] = given;
    const isUnsettable = given.length < members.length;
    if (given.length === 1 && only !== undefined) {
      this.#value(only, path, place, isUnsettable);
      return;
    }
    this.#add(path, 'empty', place(''), isUnsettable ? null : empty(path));
    for (const member of given) this.#valid(member, path, place);
  }

  #valid(shape: Shape, path: string, place: Place): void {
    this.#add(path, 'valid', place(smallest(shape, path)), null);
    if (typeof shape === 'string') return;
    if ('e' in shape) for (const word of shape.e) this.#add(path, word, place(word), null);
    if ('o' in shape) this.hash(shape.o, path, place);
    // Of texts by name an empty one takes its name away.
    if ('m' in shape)
      this.#value(shape.m, `${path}[key]`, (value) => place({ key: value }), typeof shape.m === 'string');
    if ('a' in shape) {
      this.#value(shape.a, `${path}[0]`, (value) => place([value]));
      this.#add(path, 'indexed', place({ 0: smallest(shape.a, `${path}[0]`) }), null);
    }
  }

  #add(path: string, what: string, form: FormHash, expected: Complaint | null): void {
    this.cases.push({ path, what, form, expected });
  }
}

export const asForm = (value: unknown): FormHash => formFromJson(value) as FormValue as FormHash;
