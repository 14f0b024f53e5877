import type { SavedAnswer } from '../core/idempotency.ts';
import type { Table } from '../core/table.ts';
import { type Delivery, FACT_NAMES } from '../model/facts.ts';
import type { QueuedJob } from '../model/jobs.ts';
import { OBJECT_TYPES } from '../model/records.ts';
import type { Snapshot } from '../options/options.ts';
import type { LoggedRequest } from '../sandbox/request-log.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { checkSnapshot } from './snapshot-shape.ts';
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
  checkSnapshot(document, sandbox.settings.limits);
  // A cast: the line above has checked all of it that is relied on.
  const saved = document as SavedWorld;
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
