import type { Capability, ConnectedAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { ACCOUNT } from './account-record.ts';
import { capabilityOf } from './capability-record.ts';
import { type Before, capabilitiesOf, judged } from './requirements.ts';
import { externalAccountsOf, shownAccount } from './shown-account.ts';

/* How a connected account goes on: what follows from a change of it, and what Stripe finds when it has looked at it. */

const holdingsOf = (scope: Scope, account: string) => ({
  hasExternalAccount: externalAccountsOf(scope, account).length > 0,
});

/** What an account was before a change. */
export interface Then extends Before {
  readonly shown: object;
}

export const asItIs = (scope: Scope, account: ConnectedAccount): Then => ({
  account,
  shown: shownAccount(scope, account),
  ...holdingsOf(scope, account.id),
});

export const isLookedAt = ({ requirements }: ConnectedAccount): boolean =>
  (requirements?.pending_verification?.length ?? 0) > 0;

/** Stripe looks at what it has been given (seen in public code: within about a minute in test mode). */
function lookLater({ sandbox: { platform } }: Scope, account: string): void {
  const { verificationDelayMs } = platform.settings.connect;
  platform.in(verificationDelayMs, { kind: 'connected_account.verify', subject: account });
}

const statusIn = ({ capabilities }: ConnectedAccount, name: string): unknown =>
  Object.entries(capabilities ?? {}).find(([own]) => own === name)?.[1];

/** Tells of every capability that has another status, or is there no more. */
function tellOfCapabilities(owner: Scope, before: ConnectedAccount, after: ConnectedAccount): void {
  const names = new Set([...capabilitiesOf(before), ...capabilitiesOf(after)]);
  for (const name of [...names].sort()) {
    if (statusIn(before, name) === statusIn(after, name)) continue;
    const [was, is]: [Capability, Capability] = [capabilityOf(before, name), capabilityOf(after, name)];
    owner.emit('capability.updated', is, previousAttributes(was, is));
  }
}

/** Keeps an account that has been judged, and tells of it what is new. */
function kept(scope: Scope, then: Then, account: ConnectedAccount): ConnectedAccount {
  const { platform } = scope.sandbox;
  // Before anything is kept: there may be as many accounts already as there may be.
  const owner = scope.sandbox.scope(account.id);
  platform.tables[ACCOUNT].put(account);
  if (isLookedAt(account) && !isLookedAt(then.account)) lookLater(scope, account.id);
  tellOfCapabilities(owner, then.account, account);
  const shown = shownAccount(scope, account);
  owner.emit('account.updated', shown, previousAttributes(then.shown, shown));
  return account;
}

/** Keeps a new account; refuses one more than there may be, because of the others events can be told later. That no event tells of it is assumed: `account.updated` is the first that the docs name. */
export function registered(scope: Scope, draft: ConnectedAccount): ConnectedAccount {
  const account = judged(draft, holdingsOf(scope, draft.id));
  scope.sandbox.scope(account.id);
  scope.sandbox.platform.tables[ACCOUNT].put(account);
  if (isLookedAt(account)) lookLater(scope, account.id);
  return account;
}

/** Goes on with an account that has been changed, or whose external accounts have; a change of nothing is no event. */
export function follow(scope: Scope, then: Then, draft = then.account): ConnectedAccount {
  const account = judged(draft, holdingsOf(scope, draft.id), then);
  return previousAttributes(then.account, account) === undefined ? then.account : kept(scope, then, account);
}

/** The job that ends the look at an account; does nothing for one that is gone, or of which something is asked again. */
export function endVerification(scope: Scope, id: string): void {
  const account = scope.tables[ACCOUNT].get(id);
  if (account === undefined || !isLookedAt(account)) return;
  const then = asItIs(scope, account);
  kept(scope, then, judged(account, then, then, true));
}
