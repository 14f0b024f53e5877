import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { type Clock, unixSeconds } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { ScheduledJob } from '../core/scheduler.ts';
import type { Table } from '../core/table.ts';
import { type Deliveries, makeDeliveries } from '../model/deliveries.ts';
import type { Job, Queue } from '../model/jobs.ts';
import { makeTables, withEvents } from '../model/records.ts';
import type { Settings, WebhookTarget } from '../model/settings.ts';
import type { ApiObject, Event } from '../model/wire.ts';
import { RequestLog } from './request-log.ts';
import { Scope, type ScopeContents } from './scope.ts';

/** The request on whose behalf things happen; null members for what happens by itself. */
export interface Cause {
  readonly id: string | null;
  readonly idempotencyKey: string | null;
}
const BY_ITSELF: Cause = { id: null, idempotencyKey: null };

/** An event is sent once more: to one endpoint, or to all that want it. */
export interface Again {
  readonly endpoint: string | undefined;
}

/** What a sandbox is made of, and whom it tells what happens in it. */
export interface SandboxParts {
  readonly settings: Settings;
  /** Whose accounts are linked here: what the ledgers of their banks are made of. */
  readonly institutions: InstitutionCatalogue;
  readonly clock: Clock;
  readonly jobs: Queue;
  readonly ids: Ids;
  /** Makes the deliveries of an event, of a new one or of one that is sent again; answers to which endpoints they go. */
  readonly outbox: (event: Event, scope: Scope, again?: Again) => readonly string[];
  /** Called whenever something has been scheduled. */
  readonly onSchedule: () => void;
  readonly onEvent: (event: Event) => void;
  /** What follows at once from an event that has been published: of a payment, for what it pays. */
  readonly onEmit: (scope: Scope, event: Event) => void;
  /** Whether an endpoint that does not come from the options may point at that host. */
  readonly mayCall: (hostname: string) => boolean;
  /** The fields that previews show of an object besides, from what is known of it; undefined for one that has none. */
  readonly fieldsOfPreviews: (
    scope: Scope,
    object: ApiObject,
  ) => Readonly<Record<string, unknown>> | undefined;
  /** The origin by which a browser reaches the emulator's pages; undefined where only this process does. */
  readonly pageOrigin: () => string | undefined;
}

/**
 * Everything that one secret key can see: Stripe's word for an isolated test environment. It has one time, one queue of
 * later work, one source of ids and one log of requests; its objects are in scopes, one an account.
 */
export class Sandbox {
  readonly parts: SandboxParts;
  /** The account whose key it is. */
  readonly platform: Scope;
  /** Its id; null of a sandbox out of a file whose key nobody has used. */
  ownAccount: string | null = null;
  readonly requests: RequestLog;
  /** Where the events of this sandbox go besides the endpoints created by API. */
  readonly targets: WebhookTarget[] = [];
  /** What has been counted for the rate limit, of reads and of writes. */
  readonly rates = new Map<string, { second: number; count: number }>();
  readonly #connected = new Map<string, Scope>();
  readonly #said = new Set<string>();
  #deliveries = makeDeliveries();
  #cause: Cause = BY_ITSELF;
  /** That of a snapshot which has been restored. */
  #restoredSeed: number | null | undefined;
  #changes = 0;

  constructor(parts: SandboxParts) {
    this.parts = parts;
    this.platform = new Scope(this, null);
    this.requests = new RequestLog(parts.settings.limits.requests, (sentence) => this.sayOnce(sentence));
  }

  get settings(): Settings {
    return this.parts.settings;
  }

  /**
   * What the past of bank accounts is made of, as a number that stands for the seed; null where ids are random. It goes with
   * what was saved, while new ids go on from the sandbox's own seed: the same accounts have the same past wherever they are.
   */
  get bankSeed(): number | null {
    return this.#restoredSeed === undefined ? this.parts.ids.stream : this.#restoredSeed;
  }

  get deliveries(): Deliveries {
    return this.#deliveries;
  }

  /** The request that is being carried out. */
  get cause(): Cause {
    return this.#cause;
  }

  /** Grows with whatever happens in the sandbox: two equal readings tell that nothing has. */
  get changes(): number {
    return this.#changes;
  }

  noteChange(): void {
    this.#changes++;
  }

  /** The scope of an account: the platform's for null. Any well-formed id of a connected account exists on first use. */
  scope(account: string | null | undefined): Scope {
    if (account == null) return this.platform;
    let found = this.#connected.get(account);
    if (found === undefined) {
      this.#boundConnected();
      // Events are kept in one table for all accounts of a sandbox, so that they have one order.
      found = new Scope(this, account, withEvents(makeTables(), this.platform.tables.event));
      this.#connected.set(account, found);
    }
    return found;
  }

  /** The scope of an account that has been used; a look at one makes none. */
  known(account: string): Scope | undefined {
    return this.#connected.get(account);
  }

  // A bound, because each connected account costs a few kilobytes, and a client can name any number.
  #boundConnected(): void {
    const { sandboxes: bound } = this.settings.limits;
    if (this.#connected.size < bound) return;
    throw errors.misuse(
      `This sandbox already has ${bound} connected accounts (limits.sandboxes): reuse their ids, or reset it.`,
    );
  }

  /** The platform's scope and those of the connected accounts. */
  scopes(): readonly Scope[] {
    return [this.platform, ...this.#connected.values()];
  }

  /** Removes every object and what is stored about it; configured targets stay. */
  clear(): void {
    this.platform.clear();
    this.#connected.clear();
    this.#deliveries = makeDeliveries();
    this.requests.clear();
    this.rates.clear();
    this.#said.clear();
    this.#restoredSeed = undefined;
    this.#changes++;
  }

  /**
   * Puts what is given, the platform's first, in the place of every object: nothing that was there stays. Without a seed of
   * its own, it has that of the sandbox.
   */
  replace(
    scopes: readonly ScopeContents[],
    deliveries: Deliveries,
    bankSeed: number | null | undefined,
  ): void {
    this.clear();
    this.#deliveries = deliveries;
    this.#restoredSeed = bankSeed;
    for (const contents of scopes) {
      const { account, tables } = contents;
      const isPlatform = account === null;
      const scope = isPlatform ? this.platform : new Scope(this, account);
      if (!isPlatform) this.#connected.set(account, scope);
      scope.hold(contents, isPlatform ? tables.event : this.platform.tables.event);
    }
  }

  nowMs(): number {
    return this.parts.clock.now();
  }

  /** Sandbox time in Unix seconds, as Stripe's API sends it. */
  seconds(): number {
    return unixSeconds(this.nowMs());
  }

  /** A new id, of nothing that there is already as far as `isTaken` tells. */
  id(prefix: string, isTaken: (id: string) => boolean = (id) => this.#deliveries.isCursor(id)): string {
    return this.parts.ids.next(prefix, isTaken);
  }

  schedule(dueMs: number, job: Job, order: Partial<Pick<ScheduledJob<Job>, 'phase' | 'background'>>): void {
    this.parts.jobs.schedule(dueMs, job, order);
    this.parts.onSchedule();
  }

  /** Does `work` on behalf of a request: its events will carry the request's id. A refusal uses up no ids. */
  onBehalfOf<Result>(cause: Cause, work: () => Result): Result {
    const outer = this.#cause;
    this.#cause = cause;
    this.#changes++;
    try {
      return this.parts.ids.attempt(work);
    } finally {
      this.#cause = outer;
    }
  }

  /** Keeps a new event of `scope`, makes its deliveries, and tells those who wait for it. */
  publish(event: Event, scope: Scope): Event {
    const { event: events } = scope.tables;
    events.put(event);
    this.#forgetOldEvents(events);
    if (event.request.id !== null) this.requests.noteEvent(event.request.id, event.id);
    const endpoints = this.parts.outbox(event, scope);
    if (endpoints.length > 0) this.platform.facts.awaiting.set(event.id, endpoints);
    const published =
      endpoints.length === 0 ? event : events.put({ ...event, pending_webhooks: endpoints.length });
    this.parts.onEvent(published);
    return published;
  }

  // Stripe keeps events for 30 days (docs: api/events/list); looked at when one is added, never by a job.
  #forgetOldEvents(events: Table<Event>): void {
    const { events: most, eventLifetimeMs } = this.settings.limits;
    const bound = this.seconds() - eventLifetimeMs / 1000;
    for (let oldest = events.oldest(); oldest !== undefined; oldest = events.oldest()) {
      const expired = oldest.created < bound;
      if (!expired && events.size <= most) return;
      if (!expired) this.sayOnce(`More than ${most} events: the oldest are forgotten (limits.events).`);
      events.forget(oldest.id);
      this.platform.facts.awaiting.delete(oldest.id);
      this.platform.facts.eventCharges.delete(oldest.id);
    }
  }

  /** Logs a sentence the first time it is said, or that anything is said of the same matter. */
  sayOnce(
    text: string,
    { matter = text, ...details }: { readonly matter?: string; readonly requestId?: string } = {},
  ): void {
    if (this.#said.has(matter)) return;
    this.#said.add(matter);
    this.settings.log({ kind: 'notice', text, ...details });
  }
}
