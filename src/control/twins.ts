import { StripeError } from '../core/errors.ts';
import { formFromJson } from '../core/form.ts';
import type { ApiResource } from '../options/options.ts';
import type { Twins } from '../options/twins.ts';
import type { World } from '../world/worlds.ts';
import type { Action, InProcess, Tools } from './action.ts';
import { fieldsGiven, idGiven } from './arguments.ts';
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
    act: async (given, fields, among = [action]) => {
      const { sandbox, timeline } = world;
      const name = action.twin?.name ?? '';
      const hasId = action.path.includes('/:id');
      const id = hasId ? idGiven(name, given) : given;
      const body = fieldsGiven(name, fields, hasId ? 'what follows the id' : 'its argument');
      for (let backlog = timeline.catchUp(); backlog !== undefined; backlog = timeline.catchUp())
        await backlog;
      const scopes = sandbox.scopes();
      const fitting = among.find((one) => scopes.some((scope) => one.has(scope, id))) ?? among[0] ?? action;
      const scope = scopes.find((one) => fitting.has(one, id)) ?? sandbox.platform;
      const call = { world, scope, id, form: formFromJson(body), body, tools };
      const answer = await perform(fitting, call).catch(throwWithNote);
      // Only actions that answer an object are called so.
      return answer as ApiResource;
    },
  };
}

/** A method has no header that a note could stand in: it stands behind the sentence. */
function throwWithNote(thrown: unknown): never {
  if (!(thrown instanceof StripeError) || thrown.note === undefined) throw thrown;
  const { status, body, note } = thrown;
  throw new StripeError(status, {
    ...body,
    message: `${body.message.replace(/\.$/, '')}. stripe-fc-emulator: ${note}`,
  });
}
