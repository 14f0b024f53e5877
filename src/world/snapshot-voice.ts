import { errors } from '../core/catalogue.ts';
import type { StripeError } from '../core/errors.ts';
import { shown, type Voice, voiceOf } from '../core/voice.ts';

/** What is said of a document that was taken of a sandbox, and has been changed since. */
const sentence = (place: string, why: string): string =>
  `This snapshot is damaged, in its ${place}: ${why} Pass what was answered, unchanged.`;

/** Refuses what the parts of a snapshot are together, in the same words. */
export const damaged = (place: string, why: string): StripeError => errors.misuse(sentence(place, why));

/** Says what is wrong in a snapshot, and where. */
export const VOICE: Voice = voiceOf({
  reads: 'types',
  error: (text) => errors.misuse(text),
  wrong: (place, value) => sentence(place, `it is ${shown(value)}.`),
  unknown: (path, name) => sentence(path, `it has a member ${shown(name)}, which none has.`),
  missing: (place, name) => sentence(place === '' ? name : `${place}.${name}`, 'there is none.'),
});
