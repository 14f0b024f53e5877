import * as actions from './control-actions.ts';
import { formFromJson } from './core/form.ts';
import { type Control, pastEvent } from './http/control.ts';
import { scenarioOf } from './http/scenario.ts';
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
} from './options.ts';
import { WEBHOOK_SECRET } from './resolve-options.ts';
import { linkAccount, updateAccount } from './resources/account-control.ts';
import { putObjects } from './resources/objects.ts';
import { completeSession } from './resources/session-completion.ts';
import type { World } from './sandboxes.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import type { Match } from './waiting.ts';
import type { Event } from './wire.ts';

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
    this.apiKey = parts.key;
    this.publishableKey = parts.key.replace(/^[srp]k_/, 'pk_');
    this.fetch = parts.fetch;
    this.clock = clockOf(parts.world);
  }

  sandbox(key: string, options?: SandboxOptions): Emulator {
    return this.#parts.sandbox(key, options);
  }

  completeSession(idOrClientSecret: string, scenario: SessionScenario = {}): Promise<ApiResource> {
    return this.#act(({ sandbox }) =>
      completeSession(sandbox, this.#institutions, idOrClientSecret, scenarioOf(formFromJson(scenario))),
    );
  }

  collectBankAccount(intent: string, scenario: BankAccountScenario = {}): Promise<ApiResource> {
    return this.#act(
      ({ sandbox }) => actions.collectForIntent(sandbox, this.#institutions, intent, formFromJson(scenario)),
      ['payment_method'],
    );
  }

  linkAccount(fields: LinkAccountFields = {}): Promise<ApiResource> {
    return this.#act(({ sandbox }) => linkAccount(sandbox, this.#institutions, formFromJson(fields)));
  }

  updateAccount(id: string, patch: AccountPatch): Promise<ApiResource> {
    return this.#act(({ sandbox }) => updateAccount(sandbox, id, formFromJson(patch)));
  }

  async putObjects(objects: ObjectsOption): Promise<ObjectsOption> {
    const put = putObjects(this.#parts.world.sandbox, this.#institutions, objects);
    return JSON.parse(JSON.stringify(put)) as ObjectsOption;
  }

  events(): readonly ApiResource[] {
    const { sandbox } = this.#caughtUp();
    return sandbox
      .all()
      .flatMap((scope) => [...scope.tables.event.values()].map((event) => this.#shown(event)));
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
    const wanted = asMatch(match);
    const { sandbox, waiters } = this.#caughtUp();
    const found = pastEvent(sandbox, wanted, after);
    if (found !== undefined) return this.#shown(found);
    if (!sandbox.parts.clock.runs)
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
    const wanted = asMatch(match);
    const { sandbox, timeline, waiters } = this.#caughtUp();
    const { clock } = sandbox.parts;
    // What has happened so far is not within anything, unless the caller says from where on.
    const from = after ?? [...sandbox.tables.event.values()].at(-1)?.id;
    if (!clock.runs) await timeline.advanceTo(clock.now() + withinMs);
    else await waiters.next(wanted, clock.wallMsUntil(clock.now() + withinMs));
    const event = pastEvent(sandbox, wanted, from);
    if (event !== undefined)
      throw new Error(
        `Expected no event ${described(wanted)} within ${withinMs} ms, and ${event.type} [${event.id}] came at ${event.created}.`,
      );
  }

  async snapshot(): Promise<Snapshot> {
    return takeSnapshot(this.#caughtUp(), this.#parts.control.parts.dispatcher);
  }

  async restore(document: Snapshot): Promise<void> {
    // Nothing of the caller's document may be shared with what is restored from it.
    restoreSnapshot(this.#parts.world, structuredClone(document), this.#parts.control.parts.dispatcher);
  }

  async reset({ all = false }: { all?: boolean } = {}): Promise<{ readonly removed: readonly string[] }> {
    const { removed } = actions.reset(
      this.#parts.world,
      this.#parts.control.parts.dispatcher,
      this.#institutions,
      all,
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

  /** A twin rejects where its endpoint refuses, with the same sentence. */
  async #act(
    action: (world: World) => Parameters<Control['shown']>[1],
    expand: readonly string[] = [],
  ): Promise<ApiResource> {
    const world = this.#caughtUp();
    const cause = { id: world.sandbox.id('req'), idempotencyKey: null };
    const record = world.sandbox.onBehalfOf(cause, () => action(world));
    // An object of the API, as its endpoint would answer it.
    return this.#parts.control.shown(world.sandbox, record, expand) as ApiResource;
  }

  #shown(event: Event): ApiResource {
    return this.#parts.control.shown(this.#parts.world.sandbox, event) as ApiResource;
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
      const targetMs = typeof by === 'number' ? clock.now() + by : new Date(by.to).getTime();
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
