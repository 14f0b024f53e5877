import { boolean, hash, optional } from '../core/shape.ts';
import { voiceIn } from '../options/voice.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { World } from '../world/worlds.ts';
import { action, type Tools, twin } from './action.ts';
import { putObjects } from './seeding/objects.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Back to the start: objects, events, requests, jobs, idempotency keys and clock. Resolves to the endpoints that are gone. */
    readonly reset: (options?: {
      readonly all?: boolean;
    }) => Promise<{ readonly removed: readonly string[] }>;
  }
}

/** Resets the sandbox to its start. `all` drops the configured webhooks and objects, too. */
function reset(
  { sandbox, timeline }: World,
  { dispatcher, institutions }: Tools,
  { all = false }: { readonly all?: boolean },
): { readonly object: 'emulator.reset'; readonly removed: readonly string[] } {
  const { jobs, ids } = sandbox.parts;
  const before = endpointsOf(sandbox);
  dispatcher.abandon(sandbox);
  sandbox.clear();
  jobs.restore([]);
  ids.restore({});
  timeline.startAnew(timeline.startAgainMs());
  if (all) sandbox.targets.length = 0;
  else if (sandbox.settings.objects !== undefined)
    putObjects(sandbox.platform, institutions, sandbox.settings.objects);
  // Those among the configured objects are back in place.
  const after = new Set(endpointsOf(sandbox));
  return { object: 'emulator.reset', removed: before.filter((id) => !after.has(id)) };
}

const endpointsOf = (sandbox: Sandbox): readonly string[] =>
  sandbox.scopes().flatMap((scope) => [...scope.tables.webhook_endpoint.values()].map(({ id }) => id));

const PARAMS = hash({ all: optional(boolean) });
const VOICE = voiceIn('reset');

export const resetActions = [
  action(
    'POST',
    '/reset',
    {
      about:
        'Back to the start; `removed` lists the endpoints that are gone: those created by API, and not those of the configured objects, which are back in place. `all=true` drops configured objects and webhooks, too.',
      params: PARAMS,
      twin: twin('reset', 'reset({ all })', ({ world, tools }) => async (options = {}) => {
        const { removed } = reset(world(), tools, PARAMS(options, '', VOICE));
        return { removed };
      }),
    },
    ({ world, tools, params }) => reset(world, tools, params),
  ),
] as const;
