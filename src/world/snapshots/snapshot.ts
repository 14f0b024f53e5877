import { Elements, jsonPieces, plainJson } from '../../core/json-pieces.ts';
import { FACT_NAMES } from '../../model/facts.ts';
import type { QueuedJob } from '../../model/jobs.ts';
import { OBJECT_TYPES } from '../../model/records.ts';
import type { Snapshot } from '../../options/options.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { Dispatcher } from '../../webhooks/dispatcher.ts';
import type { World } from '../worlds.ts';
import type { StagedWorld } from './staged.ts';

/** Which form a snapshot has; it grows by one with each form that an older emulator could not read. */
export const SNAPSHOT_VERSION = 8;

const elements = (entries: Iterable<unknown>): Elements => new Elements(() => entries);

/** The entries that a map has now, read one by one. */
function pairsOf(map: ReadonlyMap<string, unknown>): Elements {
  const keys = [...map.keys()];
  const values = [...map.values()];
  return new Elements(function* () {
    for (const [at, key] of keys.entries()) yield [key, values[at]];
  });
}

function savedScope({ account, tables, facts, idempotency }: Scope): object {
  const savedTables = OBJECT_TYPES.map((type) => {
    // The events of all accounts are in the platform's table.
    const isElsewhere = type === 'event' && account !== null;
    return [type, elements(isElsewhere ? [] : tables[type].entries())];
  });
  return {
    account,
    tables: Object.fromEntries(savedTables),
    facts: Object.fromEntries(FACT_NAMES.map((name) => [name, pairsOf(facts[name])])),
    idempotency: elements(idempotency.entries()),
  };
}

// Empty connected accounts are left out: they are made again on first use.
const isSaved = ({ account, tables, facts, idempotency }: Scope): boolean =>
  account === null ||
  idempotency.entries().length > 0 ||
  FACT_NAMES.some((name) => facts[name].size > 0) ||
  OBJECT_TYPES.some((type) => type !== 'event' && tables[type].size > 0);

/** The jobs to come. A delivery under way is saved as due, because its result is not known yet. */
export function savedJobs({ sandbox }: Pick<World, 'sandbox'>, dispatcher: Dispatcher): readonly QueuedJob[] {
  const { clock, jobs } = sandbox.parts;
  const queued = jobs.list();
  // Before all that is queued: an endpoint gets its events in their order.
  const dueMs = Math.min(clock.now(), queued[0]?.dueMs ?? Number.POSITIVE_INFINITY);
  const underWay = dispatcher.underWay(sandbox).map(
    (subject): QueuedJob => ({
      dueMs,
      phase: 1,
      sequence: 0,
      background: false,
      job: { kind: 'webhook.attempt', subject },
    }),
  );
  const sorted = [...queued.filter((job) => job.dueMs === dueMs && job.phase === 0), ...underWay];
  const rest = queued.filter((job) => job.dueMs !== dueMs || job.phase !== 0);
  return [...sorted, ...rest].map((job, sequence) => ({ ...job, sequence }));
}

/**
 * The whole sandbox as it is now. Records are replaced, never edited, so that holding on to those of this instant is a
 * copy of it, however much happens until it has been written.
 */
function saved(world: World, dispatcher: Dispatcher): object {
  const { sandbox } = world;
  const { clock, ids } = sandbox.parts;
  const { req: issued = 0, ...counts } = ids.counts();
  return {
    object: 'emulator.snapshot',
    version: SNAPSHOT_VERSION,
    clock: { now_ms: clock.now() },
    ids: counts,
    bank_seed: sandbox.bankSeed,
    scopes: sandbox.scopes().filter(isSaved).map(savedScope),
    jobs: elements(savedJobs(world, dispatcher)),
    deliveries: elements([...sandbox.deliveries.values()]),
    requests: { issued, log: elements(sandbox.requests.list()) },
  };
}

/** The sandbox of this instant as one plain document that shares nothing with it. */
export const takeSnapshot = (world: World, dispatcher: Dispatcher): Snapshot =>
  // A cast: its object and version are those of the type.
  plainJson(saved(world, dispatcher)) as Snapshot;

/** The JSON of the sandbox of this instant, in pieces of some 64 kB; it may be read later, and is too large for one text. */
export const snapshotText = (world: World, dispatcher: Dispatcher): Iterable<string> =>
  jsonPieces(saved(world, dispatcher));

/** Puts what was read in the place of the sandbox; what was under way there ends. */
export function putInPlace({ sandbox, timeline }: World, staged: StagedWorld, dispatcher: Dispatcher): void {
  const { jobs, ids } = sandbox.parts;
  const { issued } = staged;
  dispatcher.abandon(sandbox);
  sandbox.replace(staged.scopes, staged.deliveries, staged.bankSeed);
  ids.restore(issued === 0 ? staged.ids : { ...staged.ids, req: issued });
  sandbox.requests.restore(staged.requests);
  jobs.restore(staged.jobs);
  timeline.startAnew(staged.nowMs);
}
