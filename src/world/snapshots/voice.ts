import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { cut, ours, sentence } from '../../core/sentence.ts';
import { shown, type Voice, voiceOf } from '../../core/voice.ts';

const PASS = ours('Pass what was answered, unchanged.');
// Several stand in a sentence, and what is said of them is to be read, too.
const MOST_OF_A_VALUE = 120;

/** A value of the document as a sentence shows it. */
export const named = (value: unknown): string =>
  shown(typeof value === 'string' ? cut(value, MOST_OF_A_VALUE) : value);

/** What is said of a document that was taken of a sandbox, and has been changed since. */
const damage = (place: string, why: string): string =>
  place === ''
    ? sentence`This snapshot is damaged: ${why} ${PASS}`
    : sentence`This snapshot is damaged, in its ${place}: ${why} ${PASS}`;

/** Refuses what the parts of a snapshot are together, in the same words. */
export const damaged = (place: string, why: string): StripeError => errors.misuse(damage(place, why));

/** Says what is wrong in a snapshot, and where. */
export const VOICE: Voice = {
  ...voiceOf({
    reads: 'types',
    error: (text) => errors.misuse(text),
    wrong: (place, value) => damage(place, `it is ${named(value)}.`),
    unknown: (path, name) => damage(path, `it has a member ${named(name)}, which none has.`),
    missing: (place, name) => damage(place === '' ? name : `${place}.${name}`, 'there is none.'),
  }),
  refused: (path, why) => errors.misuse(why(sentence`This snapshot is damaged, in its ${path}: it`)),
};
