import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { accountOfKey } from '../core/account-id.ts';
import { errors } from '../core/catalogue.ts';
import { Clock, type TimeCourse } from '../core/clock.ts';
import { type Ids, type ReplaceableIds, randomIds, replaceableIds, seededIds } from '../core/ids.ts';
import type { ApiKey } from '../core/keys.ts';
import { Scheduler } from '../core/scheduler.ts';
import { isCancelable } from '../model/jobs.ts';
import type { Settings, WebhookTarget } from '../model/settings.ts';
import { Sandbox, type SandboxParts } from '../sandbox/sandbox.ts';
import type { Scope } from '../sandbox/scope.ts';
import { enqueue } from '../webhooks/deliveries.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { Timeline } from './time/timeline.ts';
import { Waiters } from './waiters.ts';

/** A sandbox and what makes its time pass. */
export interface World {
  /** How it is shown. A sandbox out of a file is shown by its hash until somebody has used its key. */
  readonly key: Pick<ApiKey, 'masked'>;
  readonly sandbox: Sandbox;
  readonly timeline: Timeline;
  readonly waiters: Waiters;
}

/** The time there, with all done that is due by then. */
export function nowOf({ sandbox, timeline }: World): Date {
  timeline.catchUpNow();
  return new Date(sandbox.parts.clock.now());
}

/** A sandbox as a file knows it: by a hash of its key's name, and never by the key. */
export interface HashedWorld {
  readonly world: World;
  readonly hash: string;
  /** Whether a request has named it. */
  readonly used: boolean;
  /** The stream that its ids are from. */
  readonly ids: number | null;
}

/** What is known of a world beside it. */
interface Entry {
  readonly world: { key: World['key'] } & Omit<World, 'key'>;
  readonly ids: ReplaceableIds;
  hash: string | undefined;
}

type Hash = (name: string) => string;

// Of 64 digits; as many as git shows of a commit.
const SHOWN_OF_HASH = 8;

export interface WorldsParts {
  readonly settings: Settings;
  readonly institutions: InstitutionCatalogue;
  readonly course: TimeCourse;
  readonly targets: readonly WebhookTarget[];
  readonly dispatcher: Dispatcher;
  readonly mayCall: (hostname: string) => boolean;
  readonly pageOrigin: () => string | undefined;
  readonly fieldsOfPreviews: SandboxParts['fieldsOfPreviews'];
  readonly onEmit: SandboxParts['onEmit'];
  /** Puts the configured objects in place. */
  readonly furnish: (scope: Scope) => void;
}

/** The sandboxes by key, each made when its key is first used: tests are isolated by using different keys. */
export class Worlds {
  readonly #entries = new Map<string, Entry>();
  /** By their hash, those whose key has not been seen. */
  readonly #waiting = new Map<string, Entry>();
  readonly #used = new Set<World>();
  #isFull = false;
  #hash: Hash | undefined;
  readonly #parts: WorldsParts;

  constructor(parts: WorldsParts) {
    this.#parts = parts;
  }

  of(key: ApiKey): World {
    return (this.#entries.get(key.name) ?? this.#adopted(key) ?? this.#furnished(key)).world;
  }

  /** The sandbox of a key that a request has sent; it counts as used from now on. */
  use(key: ApiKey): World {
    const world = this.of(key);
    this.#used.add(world);
    return world;
  }

  used(): readonly World[] {
    return [...this.#used];
  }

  all(): readonly World[] {
    return this.#all().map(({ world }) => world);
  }

  /** The sandboxes to look for something in: the first, which is the emulator's own, and as many of those made last. */
  likeliest(most: number): readonly World[] {
    const [first, ...others] = this.#all();
    const last = others.slice(-most).reverse();
    return [first, ...last].flatMap((entry) => (entry === undefined ? [] : [entry.world]));
  }

  /** Grows with whatever happens in any of them: two equal readings tell that nothing has. */
  changes(): number {
    let sum = 0;
    for (const { world } of this.#all()) sum += 1 + world.sandbox.changes;
    return sum;
  }

  /** From now on each has a hash. Without a file that needs it, none is computed. */
  nameBy(hash: Hash): void {
    this.#hash = hash;
    for (const [name, entry] of this.#entries) entry.hash = hash(name);
  }

  hashed(): readonly HashedWorld[] {
    return this.#all().flatMap(({ world, ids: { stream: ids }, hash }) =>
      hash === undefined ? [] : [{ world, hash, used: this.#used.has(world), ids }],
    );
  }

  /** The sandbox of that hash, its ids from that stream: it waits for its key, and nothing configured is put into it. */
  under({ hash, used, ids }: Omit<HashedWorld, 'world'>): World {
    const entry = this.#hashedSo(hash) ?? this.#unseen(hash);
    entry.ids.follow(ids);
    if (used) this.#used.add(entry.world);
    return entry.world;
  }

  #hashedSo(hash: string): Entry | undefined {
    for (const entry of this.#entries.values()) if (entry.hash === hash) return entry;
    return this.#waiting.get(hash);
  }

  #all(): readonly Entry[] {
    return [...this.#entries.values(), ...this.#waiting.values()];
  }

  #unseen(hash: string): Entry {
    const entry = this.#made({ masked: `sandbox ${hash.slice(0, SHOWN_OF_HASH)}` }, randomIds());
    entry.hash = hash;
    this.#waiting.set(hash, entry);
    return entry;
  }

  /** The sandbox that has waited for this key. */
  #adopted(key: ApiKey): Entry | undefined {
    const hash = this.#waiting.size === 0 ? undefined : this.#hash?.(key.name);
    const entry = hash === undefined ? undefined : this.#waiting.get(hash);
    if (hash === undefined || entry === undefined) return undefined;
    this.#waiting.delete(hash);
    this.#entries.set(key.name, entry);
    entry.world.key = key;
    entry.world.sandbox.ownAccount = accountOfKey(key.name);
    return entry;
  }

  #furnished(key: ApiKey): Entry {
    const { settings, furnish } = this.#parts;
    // The key is part of the seed: with equal ids, an id of one sandbox would seem to exist in another.
    const ids = settings.seed === undefined ? randomIds() : seededIds(`${settings.seed}/${key.name}`);
    const entry = this.#made(key, ids);
    entry.hash = this.#hash?.(key.name);
    this.#entries.set(key.name, entry);
    entry.world.sandbox.ownAccount = accountOfKey(key.name);
    furnish(entry.world.sandbox.platform);
    return entry;
  }

  #made(key: World['key'], first: Ids): Entry {
    this.#checkRoom();
    const { settings, institutions, course, targets, dispatcher, ...others } = this.#parts;
    const { mayCall, pageOrigin, fieldsOfPreviews, onEmit } = others;
    const waiters = new Waiters();
    const clock = new Clock(course, { wallMs: () => Date.now(), steadyMs: () => performance.now() });
    const ids = replaceableIds(first);
    const sandbox: Sandbox = new Sandbox({
      settings,
      institutions,
      clock,
      jobs: new Scheduler((job) => (isCancelable(job) ? job.subject : undefined)),
      ids,
      outbox: enqueue,
      onSchedule: () => timeline.rearm(),
      onEvent: (event) => waiters.offer(event),
      mayCall,
      pageOrigin,
      fieldsOfPreviews,
      onEmit,
    });
    const timeline: Timeline = new Timeline(sandbox, dispatcher, course);
    sandbox.targets.push(...targets);
    return { world: { key, sandbox, timeline, waiters }, ids, hash: undefined };
  }

  #checkRoom(): void {
    const { settings } = this.#parts;
    const { sandboxes: bound } = settings.limits;
    if (this.#entries.size + this.#waiting.size < bound) return;
    if (!this.#isFull)
      settings.log({
        kind: 'notice',
        text: `All ${bound} sandboxes are in use: further keys are refused (limits.sandboxes).`,
      });
    this.#isFull = true;
    throw errors.misuse(
      `There are already ${bound} sandboxes, one a key (limits.sandboxes): reuse keys, or start another emulator.`,
    );
  }
}
