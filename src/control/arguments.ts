import { type AnyHash, isHash } from '../core/form.ts';
import { plainCopy } from '../core/plain.ts';
import { sentence } from '../core/sentence.ts';
import { shown } from '../core/voice.ts';
import { voiceIn } from '../options/voice.ts';

/* What methods are given: a TypeError that says what is wrong with it, and what to write. */

/** The id that a method is given first. */
export function idGiven(method: string, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new TypeError(
    sentence`${method}: the id is ${shown(id)}. Write the id of an object, as the API has answered it.`,
  );
}

/** The fields that a method is given: plain data, as its endpoint is sent. */
export const fieldsGiven = (method: string, fields: unknown, place: string): unknown =>
  plainCopy(hashGiven(method, fields, place), '', voiceIn(method));

/** The object that a method is given, not yet looked into. */
export function hashGiven(method: string, fields: unknown, place: string): AnyHash {
  if (isHash(fields)) return fields;
  throw new TypeError(sentence`${method}: ${place} is ${shown(fields)}. Write an object of fields.`);
}
