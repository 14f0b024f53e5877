import { errors } from '../core/catalogue.ts';
import { isHash } from '../core/form.ts';
import type { SavedAnswer } from '../core/idempotency.ts';
import { optional } from '../core/shape.ts';
import { anyText, listOf, stored, whole } from '../core/stored.ts';
import { Table } from '../core/table.ts';
import { shown } from '../core/voice.ts';
import { type Delivery, FACT_NAMES, type FactName, type FactsByName, makeFacts } from '../model/facts.ts';
import type { QueuedJob } from '../model/jobs.ts';
import { makeTables, OBJECT_TYPES, type ObjectType, type Records } from '../model/records.ts';
import type { Limits } from '../model/settings.ts';
import type { LoggedRequest } from '../sandbox/request-log.ts';
import { PARTS } from './snapshot-parts.ts';
import { damaged, VOICE } from './snapshot-voice.ts';
import { checkWhole } from './snapshot-whole.ts';
import type { StagedScope } from './staged.ts';

interface SavedScope {
  readonly account: string | null;
  readonly tables: { readonly [T in ObjectType]?: readonly (readonly [Records[T], boolean])[] };
  readonly facts: { readonly [Name in FactName]?: readonly (readonly [string, FactsByName[Name]])[] };
  readonly idempotency: readonly (readonly [string, SavedAnswer])[];
}

interface Document {
  readonly object: string;
  readonly version: number;
  readonly clock: { readonly now_ms: number };
  readonly ids: Readonly<Record<string, number>>;
  readonly scopes: readonly SavedScope[];
  readonly jobs: readonly QueuedJob[];
  readonly deliveries: readonly Delivery[];
  readonly requests: { readonly issued: number; readonly log: readonly LoggedRequest[] };
}

const { record, fact } = PARTS;

const tablesShape = stored<SavedScope['tables']>({
  customer: optional(listOf(record.customer)),
  'financial_connections.session': optional(listOf(record['financial_connections.session'])),
  'financial_connections.account': optional(listOf(record['financial_connections.account'])),
  payment_intent: optional(listOf(record.payment_intent)),
  payment_method: optional(listOf(record.payment_method)),
  charge: optional(listOf(record.charge)),
  mandate: optional(listOf(record.mandate)),
  event: optional(listOf(record.event)),
  webhook_endpoint: optional(listOf(record.webhook_endpoint)),
});

const factsShape = stored<SavedScope['facts']>({
  logins: optional(listOf(fact.logins)),
  sessions: optional(listOf(fact.sessions)),
  sessionSecrets: optional(listOf(fact.sessionSecrets)),
  paymentMethods: optional(listOf(fact.paymentMethods)),
  endpoints: optional(listOf(fact.endpoints)),
});

const documentShape = stored<Document>({
  object: anyText,
  version: whole,
  clock: PARTS.clock,
  ids: PARTS.ids,
  scopes: listOf(
    stored<SavedScope>({
      account: PARTS.account,
      tables: tablesShape,
      facts: factsShape,
      idempotency: listOf(PARTS.answer),
    }),
  ),
  jobs: listOf(PARTS.job),
  deliveries: listOf(PARTS.delivery),
  requests: stored<Document['requests']>({ issued: PARTS.issued, log: listOf(PARTS.request) }),
});

function staged({ account, tables, facts, idempotency }: SavedScope, at: number): StagedScope {
  const made = { account, tables: makeTables(), facts: makeFacts(), answers: idempotency };
  for (const type of OBJECT_TYPES) {
    // A cast: the entries have been read by the shape of this very type.
    const table = made.tables[type] as unknown as Table<{ readonly id: string }>;
    for (const entry of tables[type] ?? []) {
      if (table.isCursor(entry[0].id))
        throw damaged(`scopes[${at}].tables.${type}`, `${shown(entry[0].id)} is there more than once.`);
      table.restore([entry]);
    }
  }
  for (const name of FACT_NAMES) {
    const map: Map<string, unknown> = made.facts[name];
    for (const [key, value] of facts[name] ?? []) map.set(key, value);
  }
  return made;
}

/** Refuses a document that is no snapshot, or not as it was taken. */
export function checkSnapshot(given: unknown, limits: Limits): void {
  if (!isHash(given) || given.object !== 'emulator.snapshot')
    throw errors.misuse(
      'This is no snapshot: pass what GET /_emulator/snapshot or snapshot() has answered, unchanged.',
    );
  if (given.version !== 2)
    throw errors.misuse(
      `This snapshot has version ${String(given.version)}, and this emulator reads version 2.`,
    );
  const { clock, ids, scopes, jobs, requests, deliveries: saved } = documentShape(given, '', VOICE);
  const deliveries = new Table<Delivery>({ created: () => 0 });
  deliveries.restore(saved.map((delivery) => [delivery, false]));
  if (deliveries.size < saved.length) throw damaged('deliveries', 'one is there more than once.');
  const { issued, log } = requests;
  checkWhole(
    { nowMs: clock.now_ms, ids, issued, scopes: scopes.map(staged), jobs, deliveries, requests: log },
    limits,
  );
}
