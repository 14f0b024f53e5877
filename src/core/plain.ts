import { errors } from './catalogue.ts';
import { isHash, MAX_DEPTH } from './form.ts';
import { sentence } from './sentence.ts';
import { STRIPES_VOICE, type Voice } from './voice.ts';

/** A copy that shares nothing with the caller's own; refuses what JSON cannot hold. */
export function plainCopy(value: unknown, path: string, voice: Voice = STRIPES_VOICE, depth = 0): unknown {
  if (depth > MAX_DEPTH)
    throw voice.wrong(path, value, 'Write fewer levels', errors.nestedTooDeeply(MAX_DEPTH));
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return value;
  if (Array.isArray(value))
    return value.map((element, at) => plainCopy(element, `${path}[${at}]`, voice, depth + 1));
  if (!isHash(value) || !isPlain(value))
    throw voice.refused(
      path,
      (place) =>
        sentence`${place} is ${kindOf(value)}: objects are plain data, as in JSON. Write texts, numbers, lists and objects.`,
    );
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, plainCopy(member, voice.member(path, name), voice, depth + 1)]),
  );
}

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
