import type { SavedAnswer } from '../core/idempotency.ts';
import type { ScheduledJob } from '../core/scheduler.ts';
import type { Table } from '../core/table.ts';
import type { Delivery } from '../model/facts.ts';
import { type Hidden, OBJECT_TYPES } from '../model/records.ts';
import type { Snapshot } from '../options/options.ts';
import type { LoggedRequest } from '../sandbox/request-log.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { checkSnapshot } from './snapshot-shape.ts';
import type { World } from './worlds.ts';

type Entries = readonly (readonly [record: { readonly id: string }, deleted: boolean])[];

interface SavedScope {
  readonly account: string | null;
  readonly tables: Readonly<Record<string, Entries>>;
  readonly hidden: Readonly<Record<string, readonly (readonly [string, unknown])[]>>;
  readonly idempotency: readonly (readonly [string, SavedAnswer])[];
}

interface SavedWorld extends Snapshot {
  readonly clock: { readonly now_ms: number };
  readonly ids: Readonly<Record<string, number>>;
  readonly scopes: readonly SavedScope[];
  readonly jobs: readonly ScheduledJob[];
  readonly deliveries: readonly Delivery[];
  readonly requests: { readonly issued: number; readonly log: readonly LoggedRequest[] };
}

function saveScope(scope: Sandbox): SavedScope {
  const tables = Object.fromEntries(
    // The events of all accounts are in the platform's table.
    OBJECT_TYPES.map((type) => [
      type,
      type === 'event' && scope.account !== null ? [] : (scope.tables[type].entries() as Entries),
    ]),
  );
  const hidden = Object.fromEntries(
    Object.entries(scope.hidden).map(([name, map]) => [name, [...map] as [string, unknown][]]),
  );
  return { account: scope.account, tables, hidden, idempotency: scope.idempotency.entries() };
}

/** The whole sandbox as plain JSON. A delivery under way is still due in it: its answer is not known. */
export function takeSnapshot({ sandbox }: World, dispatcher: Dispatcher): Snapshot {
  const { clock, jobs, ids } = sandbox.parts;
  const { req: issued = 0, ...counts } = ids.counts();
  const nowMs = clock.now();
  const underWay = dispatcher.underWay(sandbox).map(
    (subject, at): ScheduledJob => ({
      dueMs: nowMs,
      phase: 1,
      sequence: at,
      background: false,
      job: { kind: 'webhook.attempt', subject },
    }),
  );
  const saved: SavedWorld = {
    object: 'emulator.snapshot',
    version: 1,
    clock: { now_ms: nowMs },
    ids: counts,
    // A connected account exists on first use, and leaves no trace until it has something.
    scopes: sandbox
      .all()
      .map(saveScope)
      .filter((scope) => scope.account === null || !isEmpty(scope)),
    jobs: [...underWay, ...jobs.list()],
    deliveries: [...sandbox.deliveries.values()],
    requests: { issued, log: sandbox.requests.list() },
  };
  // Nothing that is taken out is shared with what is in.
  return JSON.parse(JSON.stringify(saved)) as Snapshot;
}

const isEmpty = ({ tables, hidden, idempotency }: SavedScope): boolean =>
  idempotency.length === 0 &&
  [...Object.values(tables), ...Object.values(hidden)].every((entries) => entries.length === 0);

/** Puts a snapshot in the place of the sandbox: nothing is touched if it is not one. */
export function restoreSnapshot(
  { sandbox, timeline }: World,
  document: unknown,
  dispatcher: Dispatcher,
): void {
  checkSnapshot(document);
  // The line above has looked at all of it that is relied on.
  const saved = document as SavedWorld;
  const { jobs, ids } = sandbox.parts;
  dispatcher.abandon(sandbox);
  sandbox.clear();
  for (const scope of saved.scopes)
    restoreScope(scope.account === null ? sandbox : sandbox.connected(scope.account), scope);
  sandbox.deliveries.restore(saved.deliveries.map((delivery) => [delivery, false]));
  ids.restore(saved.requests.issued === 0 ? saved.ids : { ...saved.ids, req: saved.requests.issued });
  sandbox.requests.restore(saved.requests.log);
  jobs.restore(saved.jobs);
  timeline.startAnew(saved.clock.now_ms);
}

function restoreScope(sandbox: Sandbox, { tables, hidden, idempotency }: SavedScope): void {
  for (const type of OBJECT_TYPES) {
    // The document was taken from tables of these very types.
    (sandbox.tables[type] as unknown as Table<{ readonly id: string }>).restore(tables[type] ?? []);
  }
  for (const [name, entries] of Object.entries(hidden)) {
    if (!Object.hasOwn(sandbox.hidden, name)) continue;
    const map = sandbox.hidden[name as keyof Hidden] as Map<string, unknown>;
    for (const [key, value] of entries) map.set(key, value);
  }
  sandbox.idempotency.restore(idempotency);
}
