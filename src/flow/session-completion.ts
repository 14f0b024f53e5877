import type { InstitutionCatalogue, TestAccount } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { type Lifecycle, next } from '../core/lifecycle.ts';
import { sentence } from '../core/sentence.ts';
import type { SessionState } from '../model/facts.ts';
import type { Session } from '../model/wire.ts';
import { type AccountChoice, chosenAccounts } from '../resources/financial-connections/account-choice.ts';
import {
  checkSubcategories,
  collectAccounts,
  requireTestAccounts,
} from '../resources/financial-connections/account-collection.ts';
import { isPayable } from '../resources/financial-connections/account-payability.ts';
import { collectionScope, shownSession } from '../resources/financial-connections/sessions.ts';
import type { Scope } from '../sandbox/scope.ts';

const TYPE = 'financial_connections.session';

/** How far the user has come. A session does not show it (stripe-node types: FinancialConnections.Session). */
export const sessionLifecycle: Lifecycle<SessionState, 'complete' | 'cancel' | 'down' | 'expire'> = {
  open: { complete: 'completed', cancel: 'canceled', down: 'failed', expire: 'expired' },
  completed: {},
  canceled: {},
  failed: {},
  expired: {},
};

export interface Scenario extends Omit<AccountChoice, 'account'> {
  readonly outcome?: 'cancel' | 'down' | 'expire';
}

/** The session of that id or client_secret. */
function requireSession(scope: Scope, idOrClientSecret: string): Session {
  const id = scope.facts.sessionSecrets.get(idOrClientSecret) ?? idOrClientSecret;
  return scope.require(TYPE, id);
}

/** Plays the user of the authentication flow, to the end of the session. */
export function completeSession(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  idOrClientSecret: string,
  scenario: Scenario,
): Session {
  const session = requireSession(scope, idOrClientSecret);
  const progress = scope.facts.sessions.get(session.id) ?? { state: 'open', accounts: [], scope: null };
  if (progress.state !== 'open') {
    throw errors.misuse(
      sentence`The session ${session.id} has ended: its state is "${progress.state}". Create a new one.`,
    );
  }
  const { institution, names } = chosenAccounts(catalogue, scenario);
  const how = scenario.outcome ?? (institution.down === undefined ? 'complete' : 'down');
  const state = next(sessionLifecycle, TYPE, progress.state, how);
  // No account is linked, and no event is sent (inferred from docs: financial-connections/other-data-powered-products).
  if (how !== 'complete') {
    scope.facts.sessions.set(session.id, { ...progress, state });
    return shownSession(scope, session);
  }
  const picked = requireTestAccounts(catalogue, institution, names, 'accounts');
  checkSelectable(session, picked);
  checkHolder(scope, session);
  const collecting = collectionScope(scope, progress);
  const { account_holder: accountHolder, permissions, prefetch } = session;
  const accounts = collectAccounts(collecting, institution, picked, {
    accountHolder,
    permissions,
    prefetch: prefetch ?? [],
  });
  scope.facts.sessions.set(session.id, { ...progress, state, accounts: accounts.map(({ id }) => id) });
  return shownSession(scope, session);
}

/** Refuses a session whose customer was deleted after it was created (assumed). */
function checkHolder(scope: Scope, { id, account_holder: holder }: Session): void {
  const customer = holder?.customer;
  if (customer === undefined || scope.tables.customer.get(customer) !== undefined) return;
  throw errors.misuse(
    sentence`The customer ${customer}, for whom the session ${id} was created, has been deleted. Create a session for another.`,
  );
}

/** Refuses accounts that the modal would not let the user pick. */
function checkSelectable({ filters, limits }: Session, picked: readonly TestAccount[]): void {
  if (limits !== undefined && picked.length > limits.accounts) {
    throw errors.misuse(
      sentence`The session allows ${limits.accounts} account(s), and ${picked.length} were picked.`,
      'accounts',
    );
  }
  checkSubcategories(picked, filters?.account_subcategories, 'session', 'accounts');
  const support = filters?.require_payment_method_support ?? 'none';
  const payable = picked.filter(isPayable).length;
  if ((support === 'all' && payable < picked.length) || (support === 'at_least_one' && payable === 0)) {
    throw errors.misuse(
      sentence`The session's filters ask for payment support of ${support} accounts, which those picked lack.`,
      'accounts',
    );
  }
}
