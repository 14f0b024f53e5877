import { WEBHOOK_SECRET } from '../model/settings.ts';
import type { ApiResource, Emulator, EventMatch, SandboxOptions } from '../options/options.ts';
import type { Twins } from '../options/twins.ts';
import { pastEvent } from '../world/waiters.ts';
import type { World } from '../world/worlds.ts';
import type { Tools } from './action.ts';
import { described, noEventWanted } from './events.ts';
import { shown } from './perform.ts';
import { twinsOf } from './twins.ts';

export interface ViewParts {
  readonly key: string;
  readonly world: World;
  readonly tools: Tools;
  readonly fetch: Emulator['fetch'];
  readonly close: () => Promise<void>;
  readonly sandbox: (key: string, options?: SandboxOptions) => Emulator;
}

/** One sandbox as its user holds it: the twins of the actions, and what has no endpoint. */
export function viewOf(parts: ViewParts): Emulator {
  const view = new SandboxView(parts);
  return Object.assign(view, twinsOf(parts.world, parts.tools));
}

class SandboxView implements Omit<Emulator, keyof Twins> {
  readonly apiKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string = WEBHOOK_SECRET;
  readonly fetch: Emulator['fetch'];
  readonly #parts: ViewParts;

  constructor(parts: ViewParts) {
    this.#parts = parts;
    this.apiKey = parts.key.replace(/^pk_/, 'sk_');
    this.publishableKey = parts.key.replace(/^[srp]k_/, 'pk_');
    this.fetch = parts.fetch;
  }

  sandbox(key: string, options?: SandboxOptions): Emulator {
    return this.#parts.sandbox(key, options);
  }

  events(): readonly ApiResource[] {
    const { platform } = this.#caughtUp().sandbox;
    return [...platform.tables.event.values()].map((event) => shown(platform, event));
  }

  async expectNoEvent(
    match: EventMatch | string,
    options: { readonly withinMs: number; readonly after?: string },
  ): Promise<void> {
    const [wanted, { withinMs, after }] = noEventWanted(match, options);
    const { sandbox, timeline, waiters } = this.#caughtUp();
    const { clock } = sandbox.parts;
    // Past events do not count, unless the caller says from where on.
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

  close(): Promise<void> {
    return this.#parts.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #caughtUp(): World {
    this.#parts.world.timeline.catchUpNow();
    return this.#parts.world;
  }
}
