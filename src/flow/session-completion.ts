import type { Institution, InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { FlowProgress } from '../model/flow-progress.ts';
import type { Session } from '../model/wire.ts';
import { type AccountChoice, chosenAccounts } from '../resources/financial-connections/account-choice.ts';
import { collectionScope } from '../resources/financial-connections/collected-accounts.ts';
import type { Scope } from '../sandbox/scope.ts';
import { stepsInto } from './bank-steps.ts';
import { type FlowSession, flowOfSession } from './flow-session.ts';
import { type FlowStep, walked } from './pane-lifecycle.ts';
import { checkTypedIn, decideLinking, directedTo, type Linked } from './session-choice.ts';
import { finishSession, type Leaving } from './session-finish.ts';
import { namesFor, relinkOf } from './session-relink.ts';
import { checkTypedAlone, type TypedIn } from './typed-in.ts';

const TYPE = 'financial_connections.session';

export interface Scenario extends Omit<AccountChoice, 'account'> {
  readonly manual_entry?: TypedIn;
  readonly outcome?: 'cancel' | 'down' | 'expire';
}

/** The session of that id or client_secret. */
function requireSession(scope: Scope, idOrClientSecret: string): Session {
  const id = scope.facts.sessionSecrets.get(idOrClientSecret) ?? idOrClientSecret;
  return scope.require(TYPE, id);
}

/** What the user of a flow does: the steps, what they lead to, and how the user leaves in the end. */
interface Play {
  readonly steps: readonly FlowStep[];
  readonly done?: () => Partial<FlowProgress>;
  readonly leaving: Leaving;
}

/**
 * Plays the user of the authentication flow, to the end of the session, along the same panes as a user in a browser. All or
 * nothing: what may be refused is decided before anything is linked.
 */
export function completeSession(scope: Scope, idOrClientSecret: string, scenario: Scenario): Session {
  const session = requireSession(scope, idOrClientSecret);
  const found = flowOfSession(scope, session);
  const { state } = found.progress;
  if (state !== 'open')
    throw errors.misuse(
      sentence`The session ${session.id} has ended: its state is "${state}". Create a new one.`,
    );
  const { steps, done, leaving } = decided(found, scenario);
  const pane = walked(...steps);
  return finishSession({ ...found, flow: { ...found.flow, ...done?.(), pane } }, leaving);
}

/** In the order in which a user sees and picks them. */
function asListed(
  catalogue: InstitutionCatalogue,
  institution: Institution,
  names: readonly string[],
): readonly string[] {
  const listed = catalogue.accountsOf(institution).map(({ name }) => name);
  return [...names].sort((one, other) => listed.indexOf(one) - listed.indexOf(other));
}

/** Decides on all that the user does; may refuse it. */
function decided(found: FlowSession, scenario: Scenario): Play {
  const { scope, catalogue, session, progress } = found;
  const { institution: at, accounts: named, persona, manual_entry: typed, outcome } = scenario;
  if (typed !== undefined) {
    checkTypedAlone({ accounts: named, institution: at, outcome, persona });
    if (progress.preview?.entersElsewhere === true) return { steps: ['agree'], leaving: 'enter_elsewhere' };
    checkTypedIn(scope, session, typed);
    return { steps: ['agree', 'submit_numbers'], done: () => ({ typed }), leaving: 'leave' };
  }
  const relink = relinkOf(collectionScope(scope, progress), progress);
  const { institution, names } = chosenAccounts(catalogue, scenario, {
    institution: relink?.institution ?? directedTo(catalogue, progress)?.name,
    namesIn: (other) => asListed(catalogue, other, namesFor(other, relink)),
  });
  // No account is linked, and no event is sent (inferred from docs: financial-connections/other-data-powered-products).
  if (outcome === 'cancel') return { steps: [], leaving: 'leave' };
  if (outcome === 'expire') return { steps: [], leaving: 'expire' };
  if (outcome === 'down' || institution.down !== undefined)
    return { steps: ['agree', 'find_down'], leaving: 'leave' };
  const link = decideLinking(found, institution, names);
  const steps = ['agree', ...stepsInto(institution), 'select'] as const;
  return { steps, done: () => withLinked(found.flow, link()), leaving: 'leave' };
}

/** The progress with what was linked besides; of two answers to a relink the one counts that tells of success. */
export function withLinked(flow: FlowProgress, { accounts, relinkResult }: Linked): FlowProgress {
  const before = flow.relinkResult;
  const told = before?.failure_reason === null ? before : (relinkResult ?? before);
  return {
    ...flow,
    linked: [...flow.linked, ...accounts.map(({ id }) => id)],
    ...(told === undefined ? {} : { relinkResult: told }),
  };
}
