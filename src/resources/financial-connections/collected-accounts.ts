import type { CountedList, List } from '../../core/list.ts';
import type { SessionProgress } from '../../model/session-progress.ts';
import type { Account, Session } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

/* What was collected in a session is kept beside it, and put into it when it is shown. */

export const accountsList = (accounts: readonly Account[]): List<Account> => ({
  object: 'list',
  data: accounts,
  has_more: false,
  url: '/v1/financial_connections/accounts',
});

/** As it is shown. */
function countedList(accounts: readonly Account[]): CountedList<Account> {
  const { url, ...list } = accountsList(accounts);
  return { ...list, total_count: accounts.length, url };
}

/** Whose the accounts of a session are: a connected account's that it was opened for, or its own scope's. */
export function collectionScope(scope: Scope, progress: Pick<SessionProgress, 'scope'> | undefined): Scope {
  return progress?.scope == null ? scope : scope.sandbox.scope(progress.scope);
}

/** The accounts that were collected in a session. */
export function collectedAccounts(scope: Scope, session: string): readonly Account[] {
  const progress = scope.facts.sessions.get(session);
  const owner = progress?.scope == null ? scope : scope.sandbox.known(progress.scope);
  if (owner === undefined) return [];
  const { 'financial_connections.account': accounts } = owner.tables;
  return (progress?.accounts ?? []).flatMap((account) => accounts.get(account) ?? []);
}

/** The session with what was collected in it: accounts, and the token of the one that can pay. */
export function shownSession(scope: Scope, session: Session): Session {
  const { id, object, account_holder, accounts: _none, ...rest } = session;
  const accounts = countedList(collectedAccounts(scope, id));
  const token = scope.tables.token.get(scope.facts.sessions.get(id)?.token ?? '');
  const tokens = token === undefined ? {} : { bank_account_token: token };
  return { id, object, account_holder, accounts, ...tokens, ...rest };
}
