import { errors } from '../../core/catalogue.ts';
import { choices } from '../../core/errors.ts';
import { MAX_KEY_LENGTH, type SavedAnswer } from '../../core/idempotency.ts';
import { boolean, integer, oneOf, optional, type Shape, type Shapes } from '../../core/shape.ts';
import {
  anId,
  anyText,
  between,
  byName,
  listOf,
  type MembersOf,
  orNull,
  pairOf,
  shownAgain,
  stored,
  textThat,
  whole,
} from '../../core/stored.ts';
import { STRIPES_VOICE } from '../../core/voice.ts';
import { FACT_NAMES, type FactName, type FactsByName } from '../../model/facts.ts';
import { isJobKind, JOB_DETAILS, type Job, type QueuedJob } from '../../model/jobs.ts';
import { OBJECT_TYPES, type ObjectType, type Records } from '../../model/records.ts';
import { deliveryShape } from '../../model/shapes/deliveries.ts';
import { accountIdShape } from '../../model/shapes/event.ts';
import { countShape, FACT_SHAPES } from '../../model/shapes/facts.ts';
import { textOrNull } from '../../model/shapes/fields.ts';
import { RECORD_SHAPES } from '../../model/shapes/records.ts';
import type { LoggedRequest } from '../../sandbox/request-log.ts';

/* Each part of a snapshot by itself. A part that is refused was not taken of a sandbox as it is. */

// The first instant that a Date can hold; time ends with the year 9999.
const FIRST_MS = -8.64e15;
const END_MS = Date.UTC(10_000, 0);
// A job is due at most the longest duration, and a retry after it, behind the last instant.
const LAST_DUE_MS = Date.UTC(10_200, 0);

const instantMs = between(FIRST_MS, END_MS);

/** Statuses with which no body can be sent. */
const BODILESS: readonly number[] = [204, 205, 304];

const anyStatus = integer({ min: 200, max: 599 });
const statusShape: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  const status = anyStatus(value, path, voice);
  if (!BODILESS.includes(status)) return status;
  throw voice.wrong(path, value, 'Write the status of an answer', errors.invalidInteger(path, String(value)));
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const answerShape = stored<SavedAnswer>({
  path: anyText,
  fingerprint: anyText,
  // Sent in a header.
  requestId: textThat((text) => /^[\x21-\x7e]+$/.test(text), 'the id of a request'),
  status: statusShape,
  text: textThat(isJson, 'JSON'),
  savedMs: instantMs,
});

const keyShape = textThat((text) => text !== '' && text.length <= MAX_KEY_LENGTH, 'an idempotency key');

const ofAnyKind = shownAgain<{ readonly kind?: unknown }>();

/** By kind: a job with exactly the details that its kind has. */
const WORK: ReadonlyMap<string, Shape<Job>> = new Map(
  Object.entries<Shapes>(JOB_DETAILS).map(([kind, details]) => {
    const members = {
      kind: oneOf(kind),
      subject: anId,
      account: optional(accountIdShape),
      ...details,
    };
    // A cast: the details of a kind are declared for that very kind.
    return [kind, stored(members as unknown as MembersOf<Job>)];
  }),
);

const workShape: Shape<Job> = (value, path, voice = STRIPES_VOICE) => {
  const at = voice.member(path, 'kind');
  const kind = anyText(ofAnyKind(value, path, voice).kind, at, voice);
  const shape = isJobKind(kind) ? WORK.get(kind) : undefined;
  if (shape !== undefined) return shape(value, path, voice);
  const kinds = [...WORK.keys()];
  throw voice.wrong(at, kind, `Say ${choices(kinds)}`, errors.notOneOf(at, kinds));
};

const anyJob = stored<QueuedJob>({
  job: workShape,
  dueMs: between(FIRST_MS, LAST_DUE_MS),
  sequence: countShape,
  phase: (value, path, voice) => (integer({ min: 0, max: 1 })(value, path, voice) === 1 ? 1 : 0),
  background: boolean,
});

/** Deliveries come behind what happens at their instant, and nothing else does. */
const jobShape: Shape<QueuedJob> = (value, path, voice = STRIPES_VOICE) => {
  const queued = anyJob(value, path, voice);
  if ((queued.job.kind === 'webhook.attempt') === (queued.phase === 1)) return queued;
  const at = voice.member(path, 'phase');
  throw voice.wrong(at, queued.phase, 'Write the phase of its kind', errors.invalidInteger(at, ''));
};

const requestShape = stored<LoggedRequest>({
  id: anId,
  method: anyText,
  path: anyText,
  status: integer(),
  created: whole,
  key: textOrNull,
  stripe_version: textOrNull,
  idempotency_key: textOrNull,
  account: textOrNull,
  replayed: boolean,
  emulated: boolean,
  events: listOf(anyText),
  error: optional(shownAgain()),
  note: optional(anyText),
});

type RecordParts = {
  readonly [T in ObjectType]: Shape<readonly [record: Records[T], deleted: boolean]>;
};
type FactParts = { readonly [Name in FactName]: Shape<readonly [key: string, fact: FactsByName[Name]]> };

/** What each element of a snapshot may be. */
export const PARTS = {
  clock: stored<{ readonly now_ms: number }>({ now_ms: instantMs }),
  /** How many ids of each prefix have been given out. */
  ids: byName(countShape),
  /** A number of 32 bits. */
  bankSeed: orNull(integer({ min: 0, max: 2 ** 32 - 1 })),
  /** Of requests. */
  issued: countShape,
  account: orNull(accountIdShape),
  // Casts: each name has the pair of its own shape.
  record: Object.fromEntries(
    OBJECT_TYPES.map((type) => [type, pairOf<unknown, boolean>(RECORD_SHAPES[type], boolean)]),
  ) as unknown as RecordParts,
  fact: Object.fromEntries(
    FACT_NAMES.map((name) => [name, pairOf<string, unknown>(anId, FACT_SHAPES[name])]),
  ) as unknown as FactParts,
  answer: pairOf(keyShape, answerShape),
  job: jobShape,
  delivery: deliveryShape,
  request: requestShape,
} as const;
