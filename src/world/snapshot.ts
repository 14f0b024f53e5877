import { errors } from '../core/catalogue.ts';
import type { SavedAnswer } from '../core/idempotency.ts';
import type { Table } from '../core/table.ts';
import { type Delivery, FACT_NAMES } from '../model/facts.ts';
import type { QueuedJob } from '../model/jobs.ts';
import { OBJECT_TYPES } from '../model/records.ts';
import type { Snapshot } from '../options/options.ts';
import type { LoggedRequest } from '../sandbox/request-log.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { World } from './worlds.ts';

type Entries = readonly (readonly [record: { readonly id: string }, deleted: boolean])[];

interface SavedScope {
  readonly account: string | null;
  readonly tables: Readonly<Record<string, Entries>>;
  readonly facts: Readonly<Record<string, readonly (readonly [string, unknown])[]>>;
  readonly idempotency: readonly (readonly [string, SavedAnswer])[];
}

interface SavedWorld extends Snapshot {
  readonly clock: { readonly now_ms: number };
  readonly ids: Readonly<Record<string, number>>;
  readonly scopes: readonly SavedScope[];
  readonly jobs: readonly QueuedJob[];
  readonly deliveries: readonly Delivery[];
  readonly requests: { readonly issued: number; readonly log: readonly LoggedRequest[] };
}

function saveScope(scope: Scope): SavedScope {
  const tables = Object.fromEntries(
    // The events of all accounts are in the platform's table.
    OBJECT_TYPES.map((type) => [
      type,
      type === 'event' && scope.account !== null ? [] : (scope.tables[type].entries() as Entries),
    ]),
  );
  const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, [...scope.facts[name]]]));
  return { account: scope.account, tables, facts, idempotency: scope.idempotency.entries() };
}

/** The whole sandbox as plain JSON. A delivery under way is saved as due, because its result is not known yet. */
export function takeSnapshot({ sandbox }: World, dispatcher: Dispatcher): Snapshot {
  const { clock, jobs, ids } = sandbox.parts;
  const { req: issued = 0, ...counts } = ids.counts();
  const nowMs = clock.now();
  const underWay = dispatcher.underWay(sandbox).map(
    (subject, at): QueuedJob => ({
      dueMs: nowMs,
      phase: 1,
      sequence: at,
      background: false,
      job: { kind: 'webhook.attempt', subject },
    }),
  );
  const saved: SavedWorld = {
    object: 'emulator.snapshot',
    version: 2,
    clock: { now_ms: nowMs },
    ids: counts,
    // Empty connected accounts are left out: they are made again on first use.
    scopes: sandbox
      .scopes()
      .map(saveScope)
      .filter((scope) => scope.account === null || !isEmpty(scope)),
    jobs: [...underWay, ...jobs.list()],
    deliveries: [...sandbox.deliveries.values()],
    requests: { issued, log: sandbox.requests.list() },
  };
  // A copy, so that the snapshot shares nothing with the sandbox.
  return JSON.parse(JSON.stringify(saved)) as Snapshot;
}

const isEmpty = ({ tables, facts, idempotency }: SavedScope): boolean =>
  idempotency.length === 0 &&
  [...Object.values(tables), ...Object.values(facts)].every((entries) => entries.length === 0);

/** Puts a snapshot in the place of the sandbox: nothing is touched if it is not one. */
export function restoreSnapshot(
  { sandbox, timeline }: World,
  document: unknown,
  dispatcher: Dispatcher,
): void {
  const saved = checked(document);
  const { jobs, ids } = sandbox.parts;
  dispatcher.abandon(sandbox);
  sandbox.clear();
  for (const scope of saved.scopes) restoreScope(sandbox.scope(scope.account), scope);
  sandbox.deliveries.restore(saved.deliveries.map((delivery) => [delivery, false]));
  ids.restore(saved.requests.issued === 0 ? saved.ids : { ...saved.ids, req: saved.requests.issued });
  sandbox.requests.restore(saved.requests.log);
  jobs.restore(saved.jobs);
  timeline.startAnew(saved.clock.now_ms);
}

function restoreScope(scope: Scope, { tables, facts, idempotency }: SavedScope): void {
  for (const type of OBJECT_TYPES) {
    // The document was taken from tables of these very types.
    (scope.tables[type] as unknown as Table<{ readonly id: string }>).restore(tables[type] ?? []);
  }
  for (const name of FACT_NAMES) {
    const map: Map<string, unknown> = scope.facts[name];
    for (const [key, value] of facts[name] ?? []) map.set(key, value);
  }
  scope.idempotency.restore(idempotency);
}

/** Checks everything that a restore relies on, so that none fails half-way. */
function checked(document: unknown): SavedWorld {
  const saved = document as Partial<SavedWorld> | null;
  const isSnapshot = typeof saved === 'object' && saved !== null && saved.object === 'emulator.snapshot';
  if (!isSnapshot)
    throw errors.misuse(
      'This is no snapshot: pass what GET /_emulator/snapshot or snapshot() has answered, unchanged.',
    );
  if (saved.version !== 2)
    throw errors.misuse(
      `This snapshot has version ${String(saved.version)}, and this emulator reads version 2.`,
    );
  const broken = PARTS.find(([, holds]) => !holds(saved as SavedWorld))?.[0];
  if (broken !== undefined)
    throw errors.misuse(
      `This snapshot is damaged, in its ${broken}: it needs clock, ids, scopes, jobs, deliveries and requests, as they were answered.`,
    );
  return saved as SavedWorld;
}

const isHash = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isTime = (value: unknown): boolean => Number.isFinite(value);
const isListOf = (value: unknown, holds: (element: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(holds);
const isPair = (value: unknown, holds: (first: unknown, second: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === 2 && holds(value[0], value[1]);
const isNamed = (value: unknown): boolean => isPair(value, (name) => typeof name === 'string');
const hasText = (value: unknown, ...names: readonly string[]): value is Readonly<Record<string, unknown>> =>
  isHash(value) && names.every((name) => typeof value[name] === 'string');

const isRecordOf = (type: string) => (value: unknown) =>
  isPair(
    value,
    (record, deleted) => hasText(record, 'id') && record.object === type && typeof deleted === 'boolean',
  );

function isScope(value: unknown): boolean {
  if (!isHash(value) || !isHash(value.tables) || !isHash(value.facts)) return false;
  const { account, tables, facts, idempotency } = value;
  const isAnswer = (answer: unknown) =>
    hasText(answer, 'path', 'fingerprint', 'requestId', 'text') &&
    isCount(answer.status) &&
    isTime(answer.savedMs);
  return (
    (account === null || typeof account === 'string') &&
    OBJECT_TYPES.every((type) => tables[type] === undefined || isListOf(tables[type], isRecordOf(type))) &&
    Object.values(facts).every((entries) => isListOf(entries, isNamed)) &&
    isListOf(idempotency, (entry) => isNamed(entry) && isPair(entry, (_, answer) => isAnswer(answer)))
  );
}

const isJob = (value: unknown): boolean =>
  isHash(value) &&
  hasText(value.job, 'kind', 'subject') &&
  isTime(value.dueMs) &&
  isCount(value.sequence) &&
  (value.phase === 0 || value.phase === 1) &&
  typeof value.background === 'boolean';

const isDelivery = (value: unknown): boolean =>
  hasText(value, 'id', 'event', 'type', 'endpoint', 'status') && isListOf(value.attempts, isHash);

const PARTS: readonly (readonly [string, (saved: SavedWorld) => boolean])[] = [
  ['clock', ({ clock }) => isHash(clock) && isTime(clock.now_ms)],
  ['ids', ({ ids }) => isHash(ids) && Object.values(ids).every(isCount)],
  ['scopes', ({ scopes }) => isListOf(scopes, isScope)],
  ['jobs', ({ jobs }) => isListOf(jobs, isJob)],
  ['deliveries', ({ deliveries }) => isListOf(deliveries, isDelivery)],
  [
    'requests',
    ({ requests }) =>
      isHash(requests) && isCount(requests.issued) && isListOf(requests.log, (entry) => hasText(entry, 'id')),
  ],
];
