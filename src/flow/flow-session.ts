import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { next } from '../core/lifecycle.ts';
import type { FlowProgress } from '../model/flow-progress.ts';
import type { SessionProgress } from '../model/session-progress.ts';
import type { PaymentIntent, Session, SetupIntent } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { stepped } from './pane-lifecycle.ts';
import { sessionLifecycle } from './session-lifecycle.ts';

/* The session of a client_secret, with how far its user has come. */

const TYPE = 'financial_connections.session';

export interface FlowSession {
  readonly scope: Scope;
  readonly catalogue: InstitutionCatalogue;
  readonly session: Session;
  readonly progress: SessionProgress;
  readonly flow: FlowProgress;
}

export const NEW_FLOW: FlowProgress = { pane: 'consent', linked: [] };

/** The session of that secret, in whatever state it is. The refusal does not repeat what is a secret somewhere else. */
export function sessionOfSecret(scope: Scope, secret: string): FlowSession {
  const id = scope.facts.sessionSecrets.get(secret);
  const session = id === undefined ? undefined : scope.tables[TYPE].get(id);
  if (session === undefined) throw errors.sessionSecretUnknown();
  return flowOfSession(scope, session);
}

export function flowOfSession(scope: Scope, session: Session): FlowSession {
  return {
    scope,
    catalogue: scope.sandbox.parts.institutions,
    session,
    progress: progressOf(scope, session),
    flow: scope.facts.flows.get(session.id) ?? NEW_FLOW,
  };
}

const progressOf = ({ facts }: Scope, { id }: Session): SessionProgress =>
  facts.sessions.get(id) ?? { state: 'open', accounts: [], scope: null };

/** The same, of a session whose user is still about it. */
export function openFlow(scope: Scope, secret: string): FlowSession {
  const found = sessionOfSecret(scope, secret);
  if (found.progress.state !== 'open') throw errors.sessionUnlaunchable(found.progress.state);
  return found;
}

/**
 * The session as it is shown anew: one that its user has left can be opened again, since the docs call only one that was used
 * or has expired an error (docs: js/financial_connections/collect_financial_connections_accounts).
 */
export function launched(scope: Scope, secret: string): FlowSession {
  const found = sessionOfSecret(scope, secret);
  const { progress, session, flow } = found;
  if (progress.state === 'open') {
    // Which institution it was, is not kept: there is nothing to show of it.
    return flow.pane === 'institution_unavailable' ? keep(found, stepped(flow, 'pick_another')) : found;
  }
  const isFinal =
    sessionLifecycle[progress.state].reopen === undefined ||
    scope.settings.assume.canceledSession === 'ended';
  if (isFinal) throw errors.sessionUnlaunchable(progress.state);
  const { reason: _left, relinkResult: _none, ...before } = progress;
  const reopened = { ...before, state: next(sessionLifecycle, TYPE, progress.state, 'reopen') };
  scope.facts.sessions.set(session.id, reopened);
  const again: FlowProgress = {
    ...NEW_FLOW,
    ...(flow.intent === undefined ? {} : { intent: flow.intent }),
    ...(flow.saved === undefined ? {} : { saved: flow.saved }),
  };
  return keep({ ...found, progress: reopened }, again);
}

/** Notes how far the user has come. */
export function keep(found: FlowSession, flow: FlowProgress): FlowSession {
  found.scope.facts.flows.set(found.session.id, flow);
  return { ...found, flow };
}

/** The intent that the session was made for. */
export function intentOf({ scope, flow }: FlowSession): PaymentIntent | SetupIntent | undefined {
  return flow.intent === undefined ? undefined : scope.require(flow.intent.type, flow.intent.id);
}

/** Whether one account is all that can be picked. */
export const isSingle = ({ session, flow }: FlowSession): boolean =>
  flow.intent !== undefined || flow.isSingle === true || session.limits?.accounts === 1;

const methodOf = (found: FlowSession) =>
  intentOf(found)?.payment_method_options?.us_bank_account?.verification_method;

/** Whether no account can be picked, and one has to be typed in. */
export const isTypedOnly = (found: FlowSession): boolean => methodOf(found) === 'microdeposits';

/** Whether a bank account can be typed in: of one that is for no payment nobody could make use. */
export function takesNumbers(found: FlowSession): boolean {
  const { session, progress, flow } = found;
  if (flow.intent !== undefined) return methodOf(found) !== 'instant';
  return (
    progress.preview?.entersElsewhere === true ||
    (session.manual_entry?.mode !== 'disabled' && session.permissions.includes('payment_method'))
  );
}

/** Where the user is asked whether accounts are to be saved. */
export function savePaneOf({ scope, session, flow }: FlowSession) {
  const { assume, autofill } = scope.settings;
  const said = scenarioOf({ scope, session, flow })?.save_pane;
  return said ?? flow.savePane ?? autofill?.save_pane ?? assume.savePane;
}

/** What was said of the session, or of the intent that it was made for. */
export const scenarioOf = ({ scope, session, flow }: Pick<FlowSession, 'scope' | 'session' | 'flow'>) =>
  scope.facts.scenarios.get(session.id) ?? scope.facts.scenarios.get(flow.intent?.id ?? '');

/** Whether the question comes after accounts, and has no answer yet. */
export const isStillAsked = (found: FlowSession): boolean =>
  found.flow.saved === undefined && savePaneOf(found) === 'after_accounts';
