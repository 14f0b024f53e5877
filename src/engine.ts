import { App } from './api/app.ts';
import { InstitutionCatalogue } from './bank/institutions.ts';
import type { Tools } from './control/action.ts';
import { healthAnswer } from './control/health.ts';
import { StripeError } from './core/errors.ts';
import { randomIds, seededIds } from './core/ids.ts';
import { parseKey } from './core/keys.ts';
import type { Settings } from './model/settings.ts';
import type { EmulatorOptions, ObjectsOption } from './options/options.ts';
import { resolveOptions } from './options/resolve.ts';
import { followEvent } from './resources/consequences.ts';
import { fieldsOfPreviews } from './resources/previews.ts';
import type { Scope } from './sandbox/scope.ts';
import { hostsOfEndpoints } from './sandbox/webhook-hosts.ts';
import type { Internals } from './server/internals.ts';
import { Dispatcher } from './webhooks/dispatcher.ts';
import { savedJobs } from './world/snapshots/snapshot.ts';
import { nowOf, type World, Worlds } from './world/worlds.ts';

/**
 * Puts the configured objects in place. It is given, because what does so is much, and whoever starts a server without
 * objects need not load it.
 */
export type PutObjects = (
  scope: Scope,
  institutions: InstitutionCatalogue,
  objects: ObjectsOption,
) => unknown;

/**
 * What answers the API: sandboxes, their time, their webhooks. `src/emulator.ts` puts over it what its users hold; the
 * command line has nobody who does, and loads the control surface when it is first asked for.
 */
export interface Engine {
  readonly settings: Settings;
  readonly tools: Tools;
  readonly app: App;
  /** The sandbox of the emulator's own key. */
  readonly own: World;
  /** What the adapters use of a sandbox. */
  internals(world: World, route: Internals['route']): Internals;
  /** Ends timers and deliveries of a sandbox, or of all. */
  close(world?: World): void;
}

/** Starts it, with nothing open until it is used. Throws a TypeError for options that make no sense, with what to write. */
export function startEngine(options: EmulatorOptions, putObjects: PutObjects | undefined): Engine {
  const { settings, course, kind, targets, fixtures } = resolveOptions(options);
  const institutions = new InstitutionCatalogue(fixtures);
  const dispatcher = new Dispatcher();
  const configuredHosts = hostsOfEndpoints(settings.objects?.webhook_endpoints);
  const origins: string[] = [];
  const restrictions = new Set<(hostname: string) => boolean>();
  const worlds = new Worlds({
    settings,
    institutions,
    course,
    targets,
    dispatcher,
    mayCall: (hostname) =>
      configuredHosts.has(hostname) || [...restrictions].every((isAllowed) => isAllowed(hostname)),
    pageOrigin: () => settings.publicUrl ?? origins[0],
    fieldsOfPreviews,
    onEmit: followEvent,
    furnish: (scope) => {
      if (settings.objects === undefined) return;
      // A bug of who starts it: they would be ignored without a word.
      if (putObjects === undefined)
        throw new Error('There are objects to put in place, and nothing that puts them.');
      putObjects(scope, institutions, settings.objects);
    },
  });
  const ids = settings.seed === undefined ? randomIds() : seededIds(settings.seed);
  const app = new App({ settings, worlds, ids });
  const tools = { institutions, dispatcher, worlds };
  return {
    settings,
    tools,
    app,
    own: ownOf(worlds, settings),
    internals: (world, route) => ({
      useTransport: (transport) => dispatcher.useTransport(transport),
      restrictWebhookHosts: (isAllowed) => {
        restrictions.add(isAllowed);
        return () => restrictions.delete(isAllowed);
      },
      servePages: (origin) => {
        origins.push(origin);
        return () => void origins.splice(origins.indexOf(origin), 1);
      },
      time: { kind, startMs: course.startMs, scale: course.scale },
      now: () => nowOf(world),
      seed: settings.seed,
      log: settings.log,
      route,
      answer: (request) => app.answer(request),
      health: (request) => healthAnswer({ app, tools }, request.header('authorization')),
      worlds,
      dispatcher,
    }),
    close: (world) => {
      for (const closing of world === undefined ? worlds.all() : [world]) closeWorld(closing, dispatcher);
    },
  };
}

/** The first sandbox, with what the options put into it. */
function ownOf(worlds: Worlds, { apiKey }: Settings): World {
  try {
    return worlds.of(parseKey(apiKey));
  } catch (thrown) {
    // `objects` is checked by the control surface, which throws StripeErrors; a wrong option is a TypeError.
    if (thrown instanceof StripeError)
      throw new TypeError(`createEmulator: objects: ${thrown.message}`, { cause: thrown });
    throw thrown;
  }
}

function closeWorld({ sandbox, timeline, waiters }: World, dispatcher: Dispatcher): void {
  timeline.close();
  waiters.close();
  // What is under way has not arrived: a snapshot that is taken afterwards has it still to come.
  sandbox.parts.jobs.restore(savedJobs({ sandbox }, dispatcher));
  dispatcher.abandon(sandbox);
}
