import { errors } from '../core/catalogue.ts';
import { hashWith } from '../core/composed.ts';
import { choices } from '../core/errors.ts';
import { isHash } from '../core/form.ts';
import { arrayOf, boolean, integer, mapOf, optional, type Shape } from '../core/shape.ts';
import { STRIPES_VOICE, shown, type Voice, voiceOf } from '../core/voice.ts';
import { isJobKind, JOB_DETAILS } from '../model/jobs.ts';
import { OBJECT_TYPES } from '../model/records.ts';

/* Everything that a restore relies on, so that none is broken off half-way. What else a document holds is kept. */

const anyText: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'string') return value;
  throw voice.wrong(path, value, 'Write a text', errors.invalidString(path, value));
};
const textOrNull: Shape<string | null> = (value, path, voice) =>
  value === null ? value : anyText(value, path, voice);
const count = integer({ min: 0 });
const time: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw voice.wrong(path, value, 'Write a number', errors.invalidInteger(path, String(value)));
};
const anything: Shape<unknown> = (value) => value;
const anyHash = hashWith({});

function pairOf<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value, path, voice = STRIPES_VOICE) => {
    if (!Array.isArray(value) || value.length !== 2)
      throw voice.wrong(path, value, 'Write a list of two', errors.invalidArray(path));
    return [first(value[0], `${path}[0]`, voice), second(value[1], `${path}[1]`, voice)];
  };
}

const texts = <Name extends string>(...names: readonly Name[]): Record<Name, Shape<string>> =>
  // A cast: each of the names has an entry.
  Object.fromEntries(names.map((name) => [name, anyText])) as Record<Name, Shape<string>>;

/** An entry of a table: its record, and whether it has been deleted. */
function entryOf(type: string): Shape<unknown> {
  const ofThisType: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
    if (value === type) return type;
    throw voice.wrong(path, value, `Write "${type}"`, errors.notOneOf(path, [type]));
  };
  return pairOf(hashWith({ id: anyText, object: ofThisType }), boolean);
}

const tables = Object.fromEntries(OBJECT_TYPES.map((type) => [type, optional(arrayOf(entryOf(type)))]));

const answer = hashWith({
  ...texts('path', 'fingerprint', 'requestId', 'text'),
  status: count,
  savedMs: time,
});

const ofAnyKind = hashWith({ ...texts('kind', 'subject'), account: optional(anyText) });

/** A job with the details that its kind needs; of a kind that there is not, it could not be done. */
const work: Shape<unknown> = (value, path, voice = STRIPES_VOICE) => {
  const { kind } = ofAnyKind(value, path, voice);
  if (isJobKind(kind)) return hashWith(JOB_DETAILS[kind])(value, path, voice);
  const kinds = Object.keys(JOB_DETAILS);
  throw voice.wrong(`${path}.kind`, kind, `Say ${choices(kinds)}`, errors.notOneOf(path, kinds));
};

const job = hashWith({
  job: work,
  dueMs: time,
  sequence: count,
  phase: integer({ min: 0, max: 1 }),
  background: boolean,
});

export const PARTS = {
  clock: hashWith({ now_ms: time }),
  ids: mapOf(count),
  account: textOrNull,
  record: Object.fromEntries(OBJECT_TYPES.map((type) => [type, entryOf(type)])) as unknown as Record<
    string,
    Shape<readonly [{ readonly id: string }, boolean]>
  >,
  fact: new Proxy({}, { get: () => pairOf(anyText, anything) }) as Record<
    string,
    Shape<readonly [string, unknown]>
  >,
  answer: pairOf(anyText, answer) as Shape<any>,
  job: job as Shape<any>,
  delivery: hashWith({
    ...texts('id', 'event', 'type', 'endpoint', 'status'),
    attempts: arrayOf(anyHash),
  }) as Shape<any>,
  request: hashWith({ id: anyText }) as Shape<any>,
  issued: count,
};
export const damaged = (place: string, why: string): Error =>
  errors.misuse(`This snapshot is damaged, in its ${place}: ${why} Pass what was answered, unchanged.`);

export const VOICE: Voice = voiceOf({
  reads: 'types',
  error: (sentence) => errors.misuse(sentence),
  wrong: (place, value) =>
    `This snapshot is damaged, in its ${place}: it is ${shown(value)}. Pass what was answered, unchanged.`,
  missing: (place, name) =>
    `This snapshot is damaged, in its ${place === '' ? name : `${place}.${name}`}: there is none. Pass what was answered, unchanged.`,
  unknown: (path, name) =>
    `This snapshot is damaged, in its ${path}: there is no "${name}" in this emulator. Pass what was answered, unchanged.`,
});
export function checkWhole(_world: unknown, _limits: unknown): void {}
