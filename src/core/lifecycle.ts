import { errors } from './catalogue.ts';

/** A state machine as a table: `state → event → next state`. A missing cell means "refused". */
export type Lifecycle<State extends string, Event extends string, Next extends State = State> = {
  readonly [S in State]: { readonly [E in Event]?: Next };
};

/** The state after `event`; throws when the table has no such cell. `noun` names the object in the error. */
export function next<State extends string, Event extends string, Next extends State>(
  lifecycle: Lifecycle<State, Event, Next>,
  noun: string,
  state: State,
  event: Event,
): Next {
  const after = lifecycle[state][event];
  if (after === undefined) throw errors.unexpectedState(noun, state, event);
  return after;
}
