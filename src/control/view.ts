import { keyPair } from '../core/keys.ts';
import { WEBHOOK_SECRET } from '../model/settings.ts';
import type { Emulator } from '../options/options.ts';
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
  readonly sandbox: Emulator['sandbox'];
}

/** One sandbox as its user holds it: the twins of the actions, and what has no endpoint. */
export function viewOf(parts: ViewParts): Emulator {
  return { ...ownOf(parts), ...twinsOf(parts.world, parts.tools) };
}

// Functions that close over their sandbox, so that each may be taken out of the emulator and used by itself.
function ownOf({ key, world, fetch, close, sandbox }: ViewParts): Omit<Emulator, keyof Twins> {
  return {
    ...keyPair(key),
    webhookSecret: WEBHOOK_SECRET,
    fetch,
    sandbox,
    events: () => {
      world.timeline.catchUpNow();
      const { platform } = world.sandbox;
      return [...platform.tables.event.values()].map((event) => shown(platform, event));
    },
    expectNoEvent: (match, options) => expectNoEvent(world, match, options),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function expectNoEvent(world: World, match: unknown, options: unknown): Promise<void> {
  const [wanted, { withinMs, after }] = noEventWanted(match, options);
  const { sandbox, timeline, waiters } = world;
  timeline.catchUpNow();
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
