import { formFromJson } from '../core/form.ts';
import { instantIn } from '../core/instant.ts';
import { completeSession } from '../flow/session-completion.ts';
import type { Event } from '../model/wire.ts';
import type {
  AccountPatch,
  ApiResource,
  BankAccountScenario,
  Delivery,
  Emulator,
  EmulatorClock,
  EventMatch,
  LinkAccountFields,
  LoggedRequest,
  ObjectsOption,
  SandboxOptions,
  SessionScenario,
  Snapshot,
} from '../options/options.ts';
import { WEBHOOK_SECRET } from '../options/resolve.ts';
import type { Scope } from '../sandbox/scope.ts';
import { restoreSnapshot, takeSnapshot } from '../world/snapshot.ts';
import { checkedMatch, type Match, pastEvent } from '../world/waiters.ts';
import type { World } from '../world/worlds.ts';
import { linkAccount, updateAccount } from './accounts.ts';
import * as actions from './actions.ts';
import { scenarioOf } from './scenario.ts';
import { putObjects } from './seeding/objects.ts';
import type { Control } from './surface.ts';

export interface SandboxViewParts {
  readonly key: string;
  readonly world: World;
  readonly control: Control;
  readonly fetch: Emulator['fetch'];
  readonly close: () => Promise<void>;
  readonly sandbox: (key: string, options?: SandboxOptions) => Emulator;
}

const DEFAULT_WAIT_MS = 5_000;
const MAX_LISTED_JOBS = 5;

const asMatch = (match: EventMatch | string): Match => (typeof match === 'string' ? { type: match } : match);
const described = ({ type = 'any type', object }: Match): string =>
  object === undefined ? type : `${type} of ${object}`;

/** One sandbox as its user holds it. */
export class SandboxView implements Emulator {
  readonly apiKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string = WEBHOOK_SECRET;
  readonly fetch: Emulator['fetch'];
  readonly clock: EmulatorClock;
  readonly #parts: SandboxViewParts;

  constructor(parts: SandboxViewParts) {
    this.#parts = parts;
    this.apiKey = parts.key.replace(/^pk_/, 'sk_');
    this.publishableKey = parts.key.replace(/^[srp]k_/, 'pk_');
    this.fetch = parts.fetch;
    this.clock = clockOf(parts.world);
  }

  sandbox(key: string, options?: SandboxOptions): Emulator {
    return this.#parts.sandbox(key, options);
  }

  completeSession(idOrClientSecret: string, scenario: SessionScenario = {}): Promise<ApiResource> {
    return this.#act(
      ({ facts }) => facts.sessions.has(idOrClientSecret) || facts.sessionSecrets.has(idOrClientSecret),
      (scope) =>
        completeSession(scope, this.#institutions, idOrClientSecret, scenarioOf(formFromJson(scenario))),
    );
  }

  collectBankAccount(intent: string, scenario: BankAccountScenario = {}): Promise<ApiResource> {
    return this.#act(
      ({ tables }) => tables.payment_intent.get(intent) !== undefined,
      (scope) => actions.collectForIntent(scope, this.#institutions, intent, formFromJson(scenario)),
      ['payment_method'],
    );
  }

  linkAccount(fields: LinkAccountFields = {}): Promise<ApiResource> {
    return this.#act(
      ({ account }) => account === null,
      (scope) => linkAccount(scope, this.#institutions, formFromJson(fields)),
    );
  }

  updateAccount(id: string, patch: AccountPatch): Promise<ApiResource> {
    return this.#act(
      ({ tables }) => tables['financial_connections.account'].get(id) !== undefined,
      (scope) => updateAccount(scope, id, formFromJson(patch)),
    );
  }

  async putObjects(objects: ObjectsOption): Promise<ObjectsOption> {
    const put = putObjects(this.#parts.world.sandbox.platform, this.#institutions, objects);
    return JSON.parse(JSON.stringify(put)) as ObjectsOption;
  }

  events(): readonly ApiResource[] {
    return [...this.#caughtUp().sandbox.platform.tables.event.values()].map((event) => this.#shown(event));
  }

  deliveries(): readonly Delivery[] {
    return [...this.#caughtUp().sandbox.deliveries.values()];
  }

  requests(): readonly LoggedRequest[] {
    return [...this.#caughtUp().sandbox.requests.list()].reverse();
  }

  async waitForEvent(
    match: EventMatch | string,
    { timeoutMs = DEFAULT_WAIT_MS, after }: { timeoutMs?: number; after?: string } = {},
  ): Promise<ApiResource> {
    const wanted = checkedMatch(asMatch(match));
    const { sandbox, waiters } = this.#caughtUp();
    const found = pastEvent(sandbox, wanted, after);
    if (found !== undefined) return this.#shown(found);
    const { runs } = sandbox.parts.clock;
    if (!runs)
      throw new Error(
        `No event ${described(wanted)}, and the clock stands. ${this.#pendingSentence()} Move time with clock.advance(ms) or clock.runToIdle().`,
      );
    const event = await waiters.next(wanted, timeoutMs);
    if (event === undefined)
      throw new Error(`No event ${described(wanted)} within ${timeoutMs} ms. ${this.#pendingSentence()}`);
    return this.#shown(event);
  }

  async expectNoEvent(
    match: EventMatch | string,
    { withinMs, after }: { withinMs: number; after?: string },
  ): Promise<void> {
    const wanted = checkedMatch(asMatch(match));
    const { sandbox, timeline, waiters } = this.#caughtUp();
    const { clock } = sandbox.parts;
    // Past events count only if the caller says from which one on.
    const past = after === undefined ? undefined : pastEvent(sandbox, wanted, after);
    const untilMs = clock.now() + withinMs;
    const event =
      past ??
      (clock.runs
        ? await waiters.next(wanted, clock.wallMsUntil(untilMs))
        : await waiters.during(wanted, () => timeline.advanceTo(untilMs)));
    if (event === undefined) return;
    throw new Error(
      `Expected no event ${described(wanted)} within ${withinMs} ms, and ${event.type} [${event.id}] came at ${event.created}.`,
    );
  }

  async snapshot(): Promise<Snapshot> {
    return takeSnapshot(this.#caughtUp(), this.#parts.control.parts.dispatcher);
  }

  async restore(document: Snapshot): Promise<void> {
    // A copy, so that later changes of the caller's document do not reach the sandbox.
    restoreSnapshot(this.#parts.world, structuredClone(document), this.#parts.control.parts.dispatcher);
  }

  async reset(options: { all?: boolean } = {}): Promise<{ readonly removed: readonly string[] }> {
    const { removed } = actions.reset(
      this.#parts.world,
      this.#parts.control.parts.dispatcher,
      this.#institutions,
      formFromJson(options),
    );
    return { removed };
  }

  close(): Promise<void> {
    return this.#parts.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #institutions() {
    return this.#parts.control.parts.institutions;
  }

  #caughtUp(): World {
    this.#parts.world.timeline.catchUp();
    return this.#parts.world;
  }

  /**
   * Acts on the account that has the object: a method has no header to name a connected account. It rejects with the
   * sentence with which the endpoint would refuse.
   */
  async #act(
    has: (scope: Scope) => boolean,
    action: (scope: Scope) => Parameters<Control['shown']>[1],
    expand: readonly string[] = [],
  ): Promise<ApiResource> {
    const { sandbox } = this.#caughtUp();
    const scope = sandbox.scopes().find(has) ?? sandbox.platform;
    const cause = { id: scope.id('req'), idempotencyKey: null };
    const record = sandbox.onBehalfOf(cause, () => action(scope));
    // An object of the API, as its endpoint would answer it.
    return this.#parts.control.shown(scope, record, expand) as ApiResource;
  }

  #shown(event: Event): ApiResource {
    return this.#parts.control.shown(this.#parts.world.sandbox.platform, event) as ApiResource;
  }

  #pendingSentence(): string {
    const pending = this.clock.pending();
    if (pending.length === 0) return 'Nothing is pending.';
    const now = this.clock.now().getTime() / 1000;
    const listed = pending
      .slice(0, MAX_LISTED_JOBS)
      .map(({ kind, subject, due }) => `${kind} of ${subject} in ${(due - now).toFixed(1)} s`);
    return `Pending: ${listed.join(', ')}${pending.length > MAX_LISTED_JOBS ? `, and ${pending.length - MAX_LISTED_JOBS} more` : ''}.`;
  }
}

function clockOf({ sandbox, timeline }: World): EmulatorClock {
  const { clock, jobs } = sandbox.parts;
  return {
    now: () => new Date(clock.now()),
    async advance(by) {
      const targetMs = typeof by === 'number' ? clock.now() + by : instantOf(by.to);
      if (Number.isNaN(targetMs))
        throw new TypeError('clock.advance: give milliseconds, or { to } with a Date or an ISO instant.');
      timeline.catchUp();
      return (await timeline.advanceTo(targetMs)).map(actions.jobView);
    },
    async runToIdle() {
      timeline.catchUp();
      return (await timeline.runToIdle()).map(actions.jobView);
    },
    pending: () => jobs.list().map(actions.jobView),
  };
}

/** Without a zone a text is UTC, so that one test is the same in every city. */
const instantOf = (to: Date | string): number =>
  typeof to === 'string' ? (instantIn(to)?.getTime() ?? Number.NaN) : to.getTime();
