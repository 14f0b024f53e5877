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

const scope = hashWith({
  account: textOrNull,
  tables: hashWith(tables),
  facts: mapOf(arrayOf(pairOf(anyText, anything))),
  idempotency: arrayOf(pairOf(anyText, answer)),
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

const document = hashWith({
  clock: hashWith({ now_ms: time }),
  ids: mapOf(count),
  scopes: arrayOf(scope),
  jobs: arrayOf(job),
  deliveries: arrayOf(
    hashWith({ ...texts('id', 'event', 'type', 'endpoint', 'status'), attempts: arrayOf(anyHash) }),
  ),
  requests: hashWith({ issued: count, log: arrayOf(hashWith({ id: anyText })) }),
});

const damaged = (place: string, why: string): string =>
  `This snapshot is damaged, in its ${place}: ${why} Pass what was answered, unchanged.`;

const VOICE: Voice = voiceOf({
  reads: 'types',
  error: (sentence) => errors.misuse(sentence),
  wrong: (place, value) => damaged(place, `it is ${shown(value)}.`),
  missing: (place, name) => damaged(place === '' ? name : `${place}.${name}`, 'there is none.'),
});

/** Refuses a document that is no snapshot, or that a restore would break off half-way. */
export function checkSnapshot(given: unknown): void {
  if (!isHash(given) || given.object !== 'emulator.snapshot')
    throw errors.misuse(
      'This is no snapshot: pass what GET /_emulator/snapshot or snapshot() has answered, unchanged.',
    );
  if (given.version !== 2)
    throw errors.misuse(
      `This snapshot has version ${String(given.version)}, and this emulator reads version 2.`,
    );
  document(given, '', VOICE);
}
