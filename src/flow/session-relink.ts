import type { Institution, TestAccount } from '../bank/institutions.ts';
import type { RelinkFailure, SessionProgress } from '../model/session-progress.ts';
import type { Account } from '../model/wire.ts';
import { DEFAULT_ACCOUNT } from '../resources/financial-connections/account-choice.ts';
import { type Collection, collectAccounts } from '../resources/financial-connections/account-collection.ts';
import { isReconnectable } from '../resources/financial-connections/account-reconnection.ts';
import { isRepairable, prefetched, relinked } from '../resources/financial-connections/account-relink.ts';
import { credentialsOf } from '../resources/financial-connections/authorizations.ts';
import { loginOf } from '../resources/financial-connections/bank-login.ts';
import { notRelinked, type SessionResult } from '../resources/financial-connections/session-ending.ts';
import type { Scope } from '../sandbox/scope.ts';

/* What a session comes to that is to relink an authorization: which outcome has which failure_reason is inferred. */

/** What is to be linked again, and what it consists of. */
interface Relink {
  readonly authorization: string;
  /** The one account that is asked for, if it is one. */
  readonly account: string | undefined;
  readonly institution: string;
  /** What can be had back, by the names of the test accounts; the newest of each comes first. */
  readonly members: readonly (readonly [name: string, account: Account])[];
}

export function relinkOf(scope: Scope, { preview }: SessionProgress): Relink | undefined {
  if (preview?.relink === undefined) return undefined;
  const { account, authorization } = preview.relink;
  const { accounts = [], institution = '' } = credentialsOf(scope, authorization) ?? {};
  // Of several accounts of one bank account the inactive one is meant, or the one that is asked for.
  const rank = ({ id, status }: Account): number => (id === account ? 0 : status === 'inactive' ? 1 : 2);
  const members = accounts
    .filter(({ status }) => status !== 'disconnected')
    .sort((one, other) => rank(one) - rank(other))
    .map((member) => [loginOf(scope, member.id).account, member] as const);
  return { authorization, account, institution, members };
}

export const relinkFailed = (
  relink: Relink | undefined,
  reason: RelinkFailure,
): Pick<SessionResult, 'relinkResult'> => (relink === undefined ? {} : { relinkResult: notRelinked(reason) });

/** Whom the user picks when nothing is said: at the institution of the relink the accounts that access was lost to. */
export function namesFor(institution: Institution, relink: Relink | undefined): readonly string[] {
  if (relink?.institution !== institution.name) return [DEFAULT_ACCOUNT];
  const { account: asked, members } = relink;
  const meant = members.filter(([, { id, status }]) =>
    asked === undefined ? status === 'inactive' : id === asked,
  );
  const names = (meant.length > 0 ? meant : members).map(([name]) => name);
  return names.length > 0 ? [...new Set(names)] : [DEFAULT_ACCOUNT];
}

/** Links what was picked: accounts of the authorization again, and all others as new ones. */
export function relinkAccounts(
  scope: Scope,
  institution: Institution,
  picked: readonly TestAccount[],
  collection: Collection,
  relink: Relink,
): { readonly accounts: readonly Account[] } & Pick<SessionResult, 'relinkResult'> {
  if (institution.name !== relink.institution)
    return {
      accounts: collectAccounts(scope, institution, picked, collection),
      ...relinkFailed(relink, 'no_authorization'),
    };
  const { permissions, prefetch } = collection;
  const accounts = picked.flatMap((testAccount) => {
    const [, member] = relink.members.find(([name]) => name === testAccount.name) ?? [];
    if (member === undefined || !isRepairable(testAccount) || !isReconnectable(scope, member))
      return collectAccounts(scope, institution, [testAccount], collection);
    const again = { permissions, prefetch: prefetched(prefetch, permissions) };
    return [relinked(scope, member, testAccount, again)];
  });
  const { account: asked = null, authorization } = relink;
  const isThere = asked === null || accounts.some(({ id, status }) => id === asked && status === 'active');
  if (!isThere) return { accounts, ...relinkFailed(relink, 'no_account') };
  return { accounts, relinkResult: { account: asked, authorization, failure_reason: null } };
}
