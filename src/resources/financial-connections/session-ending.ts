import type { RelinkFailure, SessionProgress } from '../../model/session-progress.ts';
import type { Session } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { shownSession } from './collected-accounts.ts';
import { statusOf } from './session-preview.ts';

const TYPE = 'financial_connections.session';

/** What a user leaves behind who has come to the end. */
export type SessionResult = Pick<SessionProgress, 'accounts' | 'reason' | 'relinkResult' | 'state' | 'token'>;

/**
 * Ends a session. Previews have an event for it (inferred from its name), which only those get who have created the session
 * under one; it does not tell the secret (assumed).
 */
export function endSession(
  scope: Scope,
  session: Session,
  progress: SessionProgress,
  result: SessionResult,
): Session {
  scope.facts.sessions.set(session.id, { ...progress, ...result });
  const ended = shownSession(scope, session);
  if (progress.preview === undefined) return ended;
  const told: Session = { ...ended, client_secret: null };
  scope.emit(`${TYPE}.updated`, told, { status: statusOf(progress) });
  return ended;
}

/** The job by which a hosted page comes to its end. */
export function expireSession(scope: Scope, id: string): void {
  const session = scope.tables[TYPE].get(id);
  const progress = scope.facts.sessions.get(id);
  if (session === undefined || progress?.state !== 'open' || progress.preview?.page === undefined) return;
  const { relink } = progress.preview;
  const { linked = [], relinkResult = notRelinked('other') } = scope.facts.flows.get(id) ?? {};
  // What was linked is linked, however the user has left (assumed).
  endSession(scope, session, progress, {
    state: linked.length > 0 ? 'completed' : 'expired',
    accounts: linked,
    ...(relink === undefined ? {} : { relinkResult }),
  });
}

/** What is told of a relink that did not come about, or not as it was asked for. */
export const notRelinked = (reason: RelinkFailure): NonNullable<SessionProgress['relinkResult']> => ({
  account: null,
  authorization: null,
  failure_reason: reason,
});
