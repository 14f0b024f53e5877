import { errors } from '../core/catalogue.ts';
import { type Clock, unixSeconds } from '../core/clock.ts';
import { IdempotencyKeys } from '../core/idempotency.ts';
import type { Ids } from '../core/ids.ts';
import type { Job, Scheduler } from '../core/scheduler.ts';
import { Table } from '../core/table.ts';
import type { Delivery } from '../model/facts.ts';
import {
  type Hidden,
  makeHidden,
  makeTables,
  NOUNS,
  nounOf,
  type ObjectType,
  type Tables,
} from '../model/records.ts';
import type { Settings, WebhookTarget } from '../model/settings.ts';
import type { ApiObject, Event } from '../model/wire.ts';
import { RequestLog } from './request-log.ts';

/** The request on whose behalf things happen; null members for what happens by itself. */
export interface Cause {
  readonly id: string | null;
  readonly idempotencyKey: string | null;
}
const BY_ITSELF: Cause = { id: null, idempotencyKey: null };

/** What all accounts of one sandbox share: its time, its later work, its dice, and where its events go. */
export interface SandboxParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly jobs: Scheduler;
  readonly ids: Ids;
  /** Called for each event; answers how many deliveries it has made of it. */
  readonly outbox: (event: Event, sandbox: Sandbox, onlyEndpoint?: string) => number;
  /** Called whenever something has been scheduled. */
  readonly onSchedule: () => void;
  readonly onEvent: (event: Event) => void;
  /** Whether an endpoint created by API may point at that host. */
  readonly mayCall: (hostname: string) => boolean;
}

/**
 * Everything that one secret key can see: Stripe's word for an isolated test environment. A connected account is a
 * sandbox of its own objects that shares the rest with its platform.
 */
export class Sandbox {
  readonly account: string | null;
  readonly platform: Sandbox;
  readonly parts: SandboxParts;
  readonly requests: RequestLog;
  readonly idempotency: IdempotencyKeys;
  /** Where the events of this sandbox go besides the endpoints created by API. */
  readonly targets: WebhookTarget[];
  tables: Tables;
  hidden: Hidden = makeHidden();
  /** What has been counted for the rate limit, of reads and of writes. */
  readonly rates = new Map<string, { second: number; count: number }>();
  #deliveries = new Table<Delivery>({ created: () => 0 });
  readonly #connected = new Map<string, Sandbox>();
  readonly #said = new Set<string>();
  #cause: Cause = BY_ITSELF;

  constructor(parts: SandboxParts, platform?: Sandbox, account: string | null = null) {
    this.parts = parts;
    this.account = account;
    this.platform = platform ?? this;
    this.tables = makeTables(platform?.tables.event);
    this.targets = platform?.targets ?? [];
    this.requests =
      platform?.requests ??
      new RequestLog(parts.settings.limits.requests, (sentence) => this.sayOnce(sentence));
    const { idempotencyKeys: keys, idempotencyLifetimeMs: lifetimeMs } = parts.settings.limits;
    this.idempotency = new IdempotencyKeys({ keys, lifetimeMs }, (sentence) => this.sayOnce(sentence));
  }

  get settings(): Settings {
    return this.parts.settings;
  }

  /** The objects of a connected account; any well-formed id exists on first use. */
  connected(account: string): Sandbox {
    if (this.account === account) return this;
    let found = this.platform.#connected.get(account);
    if (found === undefined) {
      this.#boundConnected();
      found = new Sandbox(this.parts, this.platform, account);
      this.platform.#connected.set(account, found);
    }
    return found;
  }

  // Each costs a few kilobytes, and a client can name any number of them.
  #boundConnected(): void {
    const { sandboxes: bound } = this.settings.limits;
    if (this.platform.#connected.size < bound) return;
    throw errors.misuse(
      `This sandbox already has ${bound} connected accounts (limits.sandboxes): reuse their ids, or reset it.`,
    );
  }

  /** The sandbox or connected account that has such an object; this one, if none has. */
  owning(has: (scope: Sandbox) => boolean): Sandbox {
    return this.all().find(has) ?? this;
  }

  /** This sandbox and those of its connected accounts. */
  all(): readonly Sandbox[] {
    return [this.platform, ...this.platform.#connected.values()];
  }

  /** Shared with the platform. */
  get deliveries(): Table<Delivery> {
    return this.platform.#deliveries;
  }

  /** Takes away every object, and what was kept of them; configured targets stay. */
  clear(): void {
    this.tables = makeTables(this.account === null ? undefined : this.platform.tables.event);
    this.hidden = makeHidden();
    this.idempotency.restore([]);
    if (this.account !== null) return;
    this.#deliveries = new Table<Delivery>({ created: () => 0 });
    this.#connected.clear();
    this.requests.clear();
    this.rates.clear();
    this.#said.clear();
  }

  nowMs(): number {
    return this.parts.clock.now();
  }

  /** Sandbox time as it travels: Unix seconds. */
  seconds(): number {
    return unixSeconds(this.nowMs());
  }

  id(prefix: string): string {
    return this.parts.ids.next(prefix);
  }

  /** Runs `job` after `delayMs` of sandbox time. */
  in(delayMs: number, job: Job, background = false): void {
    const owned = this.account === null ? job : { ...job, account: this.account };
    this.parts.jobs.schedule(this.nowMs() + delayMs, owned, { background });
    this.parts.onSchedule();
  }

  /** Does `work` on behalf of a request: its events will carry the request's id. A refusal uses up no ids. */
  onBehalfOf<Result>(cause: Cause, work: () => Result): Result {
    const outer = this.platform.#cause;
    this.platform.#cause = cause;
    try {
      return this.parts.ids.attempt(work);
    } finally {
      this.platform.#cause = outer;
    }
  }

  emit(type: string, object: ApiObject, previousAttributes?: object): Event {
    const { id, idempotencyKey } = this.platform.#cause;
    const event: Event = {
      id: this.id('evt'),
      object: 'event',
      ...(this.account === null ? {} : { account: this.account }),
      api_version: this.settings.apiVersion,
      created: this.seconds(),
      data:
        previousAttributes === undefined ? { object } : { object, previous_attributes: previousAttributes },
      livemode: false,
      pending_webhooks: 0,
      request: { id, idempotency_key: idempotencyKey },
      type,
    };
    this.tables.event.put(event);
    this.#forgetOldEvents();
    if (id !== null) this.requests.noteEvent(id, event.id);
    const pending = this.parts.outbox(event, this);
    const emitted = pending === 0 ? event : this.tables.event.put({ ...event, pending_webhooks: pending });
    this.parts.onEvent(emitted);
    return emitted;
  }

  /** The record of that id, or Stripe's 404. */
  require<T extends ObjectType>(type: T, id: string): NonNullable<ReturnType<Tables[T]['get']>> {
    const found = this.tables[type].get(id);
    if (found !== undefined) return found as NonNullable<ReturnType<Tables[T]['get']>>;
    const { noun, param } = NOUNS[type] ?? { noun: type };
    throw id.includes('_live_')
      ? errors.resourceMissingInLiveMode(noun, id, param)
      : errors.resourceMissing(noun, id, param);
  }

  /** The record that a parameter names, or Stripe's 400. */
  requireFor<T extends ObjectType>(
    type: T,
    id: string,
    param: string,
  ): NonNullable<ReturnType<Tables[T]['get']>> {
    const found = this.tables[type].get(id);
    if (found === undefined) throw errors.resourceMissingInParameter(nounOf(type), id, param);
    return found as NonNullable<ReturnType<Tables[T]['get']>>;
  }

  /** Logs a sentence the first time it is said. */
  sayOnce(text: string): void {
    if (this.platform.#said.has(text)) return;
    this.platform.#said.add(text);
    this.settings.log({ kind: 'notice', text });
  }

  // Stripe keeps events for 30 days (docs: api/events/list); looked at when one is added, never by a job.
  #forgetOldEvents(): void {
    const { events, eventLifetimeMs } = this.settings.limits;
    const bound = this.seconds() - eventLifetimeMs / 1000;
    for (let oldest = this.tables.event.oldest(); oldest !== undefined; oldest = this.tables.event.oldest()) {
      const expired = oldest.created < bound;
      if (!expired && this.tables.event.size <= events) return;
      if (!expired) this.sayOnce(`More than ${events} events: the oldest are forgotten (limits.events).`);
      this.tables.event.forget(oldest.id);
    }
  }
}
