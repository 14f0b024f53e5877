import { type Elsewhere, errors } from '../core/catalogue.ts';
import { IdempotencyKeys, type SavedAnswer } from '../core/idempotency.ts';
import type { EventType } from '../model/events.ts';
import { type Facts, makeFacts } from '../model/facts.ts';
import { type CancelableKind, isCancelable, type Job, type StateJob } from '../model/jobs.ts';
import {
  makeTables,
  nounOf,
  type ObjectType,
  paramOf,
  type Records,
  type Tables,
  usedTables,
  withEvents,
} from '../model/records.ts';
import type { Settings } from '../model/settings.ts';
import type { ApiObject, Event } from '../model/wire.ts';
import { keepCharges } from './charges-then.ts';
import type { Sandbox } from './sandbox.ts';

/** Everything that one account has, apart from a sandbox. */
export interface ScopeContents {
  /** The id of the connected account; null for the platform. */
  readonly account: string | null;
  readonly tables: Tables;
  readonly facts: Facts;
  /** By idempotency key. */
  readonly answers: readonly (readonly [key: string, answer: SavedAnswer])[];
}

/**
 * What one account owns in a sandbox, the platform or a connected account: its objects, what is kept beside them, and
 * its idempotency keys. It is what operations work on; time, ids and deliveries are its sandbox's.
 */
export class Scope {
  readonly sandbox: Sandbox;
  /** The id of the connected account; null for the platform. */
  readonly account: string | null;
  readonly idempotency: IdempotencyKeys;
  /** What names the account in its jobs and events; the platform is not named. */
  readonly #owner: { readonly account?: string };
  #tables: Tables;
  #facts: Facts = makeFacts();

  constructor(sandbox: Sandbox, account: string | null, tables: Tables = makeTables()) {
    this.sandbox = sandbox;
    this.account = account;
    this.#owner = account === null ? {} : { account };
    this.#tables = tables;
    const { idempotencyKeys: keys, idempotencyLifetimeMs: lifetimeMs } = sandbox.settings.limits;
    this.idempotency = new IdempotencyKeys({ keys, lifetimeMs }, (sentence) => sandbox.sayOnce(sentence));
  }

  get tables(): Tables {
    return this.#tables;
  }

  /** What Stripe does not show. */
  get facts(): Facts {
    return this.#facts;
  }

  get settings(): Settings {
    return this.sandbox.settings;
  }

  /** Takes away every object, and what was kept of them. */
  clear(): void {
    this.#tables = makeTables();
    this.#facts = makeFacts();
    this.idempotency.restore([]);
  }

  /** Has what is given, in the place of what it had; its events are in the table of all accounts. */
  hold({ tables, facts, answers }: ScopeContents, event: Tables['event']): void {
    this.#tables = withEvents(tables, event);
    this.#facts = facts;
    this.idempotency.restore(answers);
  }

  nowMs(): number {
    return this.sandbox.nowMs();
  }

  /** Sandbox time as it travels: Unix seconds. */
  seconds(): number {
    return this.sandbox.seconds();
  }

  id(prefix: string): string {
    return this.sandbox.id(prefix, this.#isTaken);
  }

  readonly #isTaken = (id: string): boolean =>
    usedTables(this.#tables).some((table) => table.isCursor(id)) ||
    this.#facts.sessionSecrets.has(id) ||
    this.#facts.subscriptionItems.has(id) ||
    // Those of all accounts are kept with the platform.
    this.sandbox.platform.facts.endpoints.has(id) ||
    (id.startsWith('whsec_') && this.#signs(id));

  #signs(secret: string): boolean {
    for (const endpoint of this.sandbox.platform.facts.endpoints.values())
      if (endpoint.secret === secret) return true;
    return false;
  }

  /** Runs `job` in this account after `delayMs` of sandbox time. */
  in(delayMs: number, job: StateJob, background = false): void {
    this.sandbox.schedule(this.nowMs() + delayMs, { ...job, ...this.#owner }, { background });
  }

  /** Takes back jobs of this account about a subject: of the kinds that may be, since others are not found by it. */
  cancel(subject: string, isMeant: (job: Job<CancelableKind>) => boolean): void {
    this.sandbox.parts.jobs.cancel(
      subject,
      (job) => (job.account ?? null) === this.account && isCancelable(job) && isMeant(job),
    );
  }

  /** Takes out the jobs of this account that are meant, and answers how many there were; it costs a look at each. */
  drop(isMeant: (job: Job) => boolean): number {
    return this.sandbox.parts.jobs.drop((job) => (job.account ?? null) === this.account && isMeant(job));
  }

  /** Appends an event to the account's, hands it to the sandbox's deliveries, and does what follows from it. */
  emit(type: EventType, object: ApiObject, previousAttributes?: object): Event {
    const { id, idempotencyKey } = this.sandbox.cause;
    const event: Event = {
      id: this.id('evt'),
      object: 'event',
      ...this.#owner,
      api_version: this.settings.apiVersion,
      created: this.seconds(),
      data:
        previousAttributes === undefined ? { object } : { object, previous_attributes: previousAttributes },
      livemode: false,
      pending_webhooks: 0,
      request: { id, idempotency_key: idempotencyKey },
      type,
    };
    keepCharges(this.sandbox.platform.facts, this.tables, event);
    const published = this.sandbox.publish(event, this);
    this.sandbox.parts.onEmit(this, published);
    return published;
  }

  /** The record of that id, or Stripe's 404. */
  require<T extends ObjectType>(type: T, id: string): Records[T] {
    const found = this.tables[type].get(id);
    if (found !== undefined) return found;
    throw id.includes('_live_')
      ? errors.resourceMissingInLiveMode(nounOf(type), id, paramOf(type))
      : errors.resourceMissing(nounOf(type), id, paramOf(type), this.#elsewhere(type, id));
  }

  /** The record that a parameter names, or Stripe's 400. */
  requireFor<T extends ObjectType>(type: T, id: string, param: string): Records[T] {
    const found = this.tables[type].get(id);
    if (found !== undefined) return found;
    throw errors.resourceMissingInParameter(nounOf(type), id, param, this.#elsewhere(type, id));
  }

  /** What Stripe's complaint about a PaymentMethod guesses; an account with connected ones is a platform (assumed). */
  #elsewhere(type: ObjectType, id: string): Elsewhere | undefined {
    if (type !== 'payment_method') return undefined;
    if (this.account === null) return this.sandbox.scopes().length > 1 ? 'perhapsConnected' : undefined;
    return this.sandbox.platform.tables[type].get(id) === undefined ? undefined : 'platform';
  }
}
