import { errors } from './catalogue.ts';
import { isHash, MAX_DEPTH } from './form.ts';
import { sentence } from './sentence.ts';
import { STRIPES_VOICE, type Voice } from './voice.ts';

/** A copy that shares nothing with the caller's own; refuses what JSON cannot hold. */
export function plainCopy(value: unknown, path: string, voice: Voice = STRIPES_VOICE): unknown {
  const copy = copied(value, 0);
  if (copy !== REFUSED) return copy;
  refuse(value, path, voice, 0);
  // Whoever reads differently the second time is left with this.
  throw notPlain(value, path, voice);
}

const REFUSED = Symbol('What JSON cannot hold');

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/** The copy, or `REFUSED`. Where that stands is found out afterwards: most values are copied, and need no paths. */
function copied(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return REFUSED;
  if (isScalar(value)) return value;
  if (Array.isArray(value)) return copiedList(value, depth);
  if (!isHash(value) || !isPlain(value)) return REFUSED;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    const inner = copied(member, depth + 1);
    if (inner === REFUSED) return REFUSED;
    // Assigned, it would become the prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { ...OWN, value: inner });
    else copy[name] = inner;
  }
  return copy;
}

const OWN = { configurable: true, enumerable: true, writable: true } as const;

function copiedList(list: readonly unknown[], depth: number): unknown {
  const copy: unknown[] = [];
  for (const element of list) {
    const inner = copied(element, depth + 1);
    if (inner === REFUSED) return REFUSED;
    copy.push(inner);
  }
  return copy;
}

/** Says of the first thing in a value that cannot be copied where it is and what is wrong with it. */
function refuse(value: unknown, path: string, voice: Voice, depth: number): void {
  if (depth > MAX_DEPTH)
    throw voice.wrong(path, value, 'Write fewer levels', errors.nestedTooDeeply(MAX_DEPTH));
  if (isScalar(value)) return;
  if (Array.isArray(value)) {
    for (const [at, element] of value.entries()) refuse(element, `${path}[${at}]`, voice, depth + 1);
    return;
  }
  if (!isHash(value) || !isPlain(value)) throw notPlain(value, path, voice);
  for (const [name, member] of Object.entries(value))
    if (member !== undefined) refuse(member, voice.member(path, name), voice, depth + 1);
}

const notPlain = (value: unknown, path: string, voice: Voice): Error =>
  voice.refused(
    path,
    (place) =>
      sentence`${place} is ${kindOf(value)}: objects are plain data, as in JSON. Write texts, numbers, lists and objects.`,
  );

/** Of this or of another realm, or without a prototype; a Date or a Map is none. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `a ${nameOf(value)}`
    : typeof value === 'number'
      ? String(value)
      : typeof value;

/** What made an object; what kind of object it is, where that has no name. */
function nameOf({ constructor: maker }: object): string {
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'thing of another kind';
}
