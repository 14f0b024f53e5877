import { answerText } from '../api/render.ts';
import { errors } from '../core/catalogue.ts';
import { StripeError } from '../core/errors.ts';
import type { FormValue } from '../core/form.ts';
import type { ApiResource } from '../options/options.ts';
import { isGone } from '../resources/connect/shown-account.ts';
import type { Answer } from '../resources/operation.ts';
import type { Scope } from '../sandbox/scope.ts';
import { objectElsewhere } from '../world/elsewhere.ts';
import type { World } from '../world/worlds.ts';
import type { Action, ActionContext, Tools } from './action.ts';

/** Whom an action is for, and what with: from HTTP or from a method. */
export interface ActionCall {
  readonly world: World;
  readonly scope: Scope;
  readonly id: string;
  readonly form: FormValue;
  readonly body: unknown;
  readonly tools: Tools;
  readonly gone?: AbortSignal | undefined;
}

/** An object as the API would answer it, in the account's version: plain JSON that shares nothing with what is kept. */
export const shown = (scope: Scope, answer: Answer, expand: readonly string[] = []): ApiResource =>
  JSON.parse(answerText(scope, answer, scope.settings.apiVersion, expand));

/** What was refused, with a note that says where what is missing is. */
function explained({ world, scope, tools }: ActionCall, thrown: unknown): unknown {
  if (!(thrown instanceof StripeError) || thrown.missing === undefined) return thrown;
  return thrown.noted(objectElsewhere(tools.worlds, world, scope, thrown.missing));
}

/**
 * Runs an action on behalf of a request of its own. What it does before it first awaits happens entirely or not at all; a
 * refusal that it returns tells of what has happened all the same.
 */
export async function perform(action: Action, call: ActionCall): Promise<unknown> {
  const { world, scope, id, form, body, tools, gone } = call;
  if (scope.account !== null && isGone(scope, scope.account))
    throw errors.accountInvalid(world.key.masked, scope.account);
  const cause = { id: scope.id('req'), idempotencyKey: null };
  let result: unknown;
  try {
    // Later jobs send their events without a request's id, so only the synchronous part acts on the request's behalf.
    result = await world.sandbox.onBehalfOf(cause, () => {
      const context = { world, scope, id, params: action.parse(form), body, tools, gone };
      // `parse` has made exactly the parameters that `run` takes.
      return action.run(context as ActionContext<never>);
    });
  } catch (thrown) {
    throw explained(call, thrown);
  }
  if (result instanceof StripeError) throw result;
  // A cast: `action` lets nothing be declared to answer an object that does not.
  return action.answers === 'object' ? shown(scope, result as Answer, action.expand) : result;
}
