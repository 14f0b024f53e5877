import { formFromJson } from '../core/form.ts';
import type { ApiResource } from '../options/options.ts';
import type { Twins } from '../options/twins.ts';
import type { World } from '../world/worlds.ts';
import type { Action, InProcess, Tools } from './action.ts';
import { actions } from './index.ts';
import { perform, shown } from './perform.ts';

/** The methods of one sandbox: each action that has a twin, called in this process. */
export function twinsOf(world: World, tools: Tools): Twins {
  const made = actions.flatMap((action) => {
    const { twin } = action;
    return twin === undefined ? [] : [[twin.name, twin.make(inProcess(action, world, tools))]];
  });
  // The list of actions does not compile unless it makes each of the twins; fromEntries forgets their types.
  return Object.fromEntries(made) as Twins;
}

function inProcess(action: Action, world: World, tools: Tools): InProcess {
  const caughtUp = (): World => {
    world.timeline.catchUpNow();
    return world;
  };
  return {
    tools,
    world: caughtUp,
    shown,
    act: async (id, body) => {
      const { sandbox, timeline } = world;
      for (let backlog = timeline.catchUp(); backlog !== undefined; backlog = timeline.catchUp())
        await backlog;
      const scope = sandbox.scopes().find((one) => action.has(one, id)) ?? sandbox.platform;
      const answer = await perform(action, { world, scope, id, form: formFromJson(body), body, tools });
      // Only actions that answer an object are called so.
      return answer as ApiResource;
    },
  };
}
