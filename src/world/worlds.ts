import { errors } from '../core/catalogue.ts';
import { Clock, type TimeCourse } from '../core/clock.ts';
import { randomIds, seededIds } from '../core/ids.ts';
import type { ApiKey } from '../core/keys.ts';
import { Scheduler } from '../core/scheduler.ts';
import type { Settings, WebhookTarget } from '../model/settings.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import type { Scope } from '../sandbox/scope.ts';
import { enqueue } from '../webhooks/deliveries.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { Timeline } from './timeline.ts';
import { Waiters } from './waiters.ts';

/** A sandbox and what makes its time pass. */
export interface World {
  readonly key: ApiKey;
  readonly sandbox: Sandbox;
  readonly timeline: Timeline;
  readonly waiters: Waiters;
}

export interface WorldsParts {
  readonly settings: Settings;
  readonly course: TimeCourse;
  readonly targets: readonly WebhookTarget[];
  readonly dispatcher: Dispatcher;
  readonly mayCall: (hostname: string) => boolean;
  /** Puts the configured objects in place. */
  readonly furnish: (scope: Scope) => void;
}

/** The sandboxes by key, each made when its key is first used: tests are isolated by using different keys. */
export class Worlds {
  readonly #worlds = new Map<string, World>();
  readonly #used = new Set<World>();
  #isFull = false;
  readonly #parts: WorldsParts;

  constructor(parts: WorldsParts) {
    this.#parts = parts;
  }

  of(key: ApiKey): World {
    return this.#worlds.get(key.name) ?? this.#make(key);
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
    return [...this.#worlds.values()];
  }

  #make(key: ApiKey): World {
    const { settings, course, targets, dispatcher, mayCall, furnish } = this.#parts;
    const { sandboxes: bound } = settings.limits;
    if (this.#worlds.size >= bound) {
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
    const waiters = new Waiters();
    // The key is part of the seed: with equal ids, an id of one sandbox would seem to exist in another.
    const seed = settings.seed === undefined ? undefined : `${settings.seed}/${key.name}`;
    const clock = new Clock(course, { wallMs: () => Date.now(), steadyMs: () => performance.now() });
    const sandbox: Sandbox = new Sandbox({
      settings,
      clock,
      jobs: new Scheduler(),
      ids: seed === undefined ? randomIds() : seededIds(seed),
      outbox: enqueue,
      onSchedule: () => timeline.rearm(),
      onEvent: (event) => waiters.offer(event),
      mayCall,
    });
    const timeline: Timeline = new Timeline(sandbox, dispatcher, course);
    sandbox.targets.push(...targets);
    const world = { key, sandbox, timeline, waiters };
    this.#worlds.set(key.name, world);
    furnish(sandbox.platform);
    return world;
  }
}
