import type { Institution, InstitutionCatalogue, TestAccount } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { type Lifecycle, next } from '../core/lifecycle.ts';
import { sentence } from '../core/sentence.ts';
import type { SessionProgress, SessionState } from '../model/session-progress.ts';
import type { Account, Session } from '../model/wire.ts';
import {
  type AccountChoice,
  checkSubcategories,
  chosenAccounts,
  requireTestAccounts,
} from '../resources/financial-connections/account-choice.ts';
import { collectAccounts } from '../resources/financial-connections/account-collection.ts';
import { isPayable } from '../resources/financial-connections/account-payability.ts';
import { collectionScope } from '../resources/financial-connections/collected-accounts.ts';
import { endSession, type SessionResult } from '../resources/financial-connections/session-ending.ts';
import { linkedSide } from '../resources/payment-methods/creation.ts';
import { createBankAccountToken } from '../resources/tokens/record.ts';
import type { Scope } from '../sandbox/scope.ts';
import { namesFor, relinkAccounts, relinkFailed, relinkOf } from './session-relink.ts';
import { checkTypedAlone, type TypedIn, typedInSide } from './typed-in.ts';

const TYPE = 'financial_connections.session';
const COUNTRY = 'US';

/** How far the user has come. A session does not show it (stripe-node types: FinancialConnections.Session). */
export const sessionLifecycle: Lifecycle<SessionState, 'complete' | 'cancel' | 'down' | 'expire'> = {
  open: { complete: 'completed', cancel: 'canceled', down: 'failed', expire: 'expired' },
  completed: {},
  canceled: {},
  failed: {},
  expired: {},
};

export interface Scenario extends Omit<AccountChoice, 'account'> {
  readonly manual_entry?: TypedIn;
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
  return endSession(scope, session, progress, resultOf(scope, catalogue, session, progress, scenario));
}

function resultOf(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  session: Session,
  progress: SessionProgress,
  scenario: Scenario,
): SessionResult {
  const { institution: at, accounts: named, persona, manual_entry: typed, outcome } = scenario;
  const collecting = collectionScope(scope, progress);
  const relink = relinkOf(collecting, progress);
  if (typed !== undefined) {
    checkTypedAlone({ accounts: named, institution: at, outcome, persona });
    return { ...typedInFor(scope, session, progress, typed), ...relinkFailed(relink, 'other') };
  }
  const directed = directedTo(catalogue, progress);
  const { institution, names } = chosenAccounts(catalogue, scenario, {
    institution: relink?.institution ?? directed?.name,
    namesIn: (other) => namesFor(other, relink),
  });
  const how = outcome ?? (institution.down === undefined ? 'complete' : 'down');
  const state = next(sessionLifecycle, TYPE, progress.state, how);
  // No account is linked, and no event is sent (inferred from docs: financial-connections/other-data-powered-products).
  if (how !== 'complete') return { state, accounts: [], ...relinkFailed(relink, 'other') };
  checkCountry(session);
  if (directed !== undefined && directed !== institution)
    throw errors.misuse(
      sentence`The session's filters lead its user to ${directed.name}: leave institution away.`,
      'institution',
    );
  const picked = requireTestAccounts(catalogue, institution, names, 'accounts');
  checkSelectable(session, picked);
  checkHolder(scope, session);
  const { account_holder: accountHolder, permissions, prefetch } = session;
  const collection = { accountHolder, permissions, prefetch: progress.preview?.prefetch ?? prefetch ?? [] };
  const { accounts, ...relinked } =
    relink === undefined
      ? { accounts: collectAccounts(collecting, institution, picked, collection) }
      : relinkAccounts(collecting, institution, picked, collection, relink);
  const ids = accounts.map(({ id }) => id);
  return { state, accounts: ids, ...relinked, ...tokenFor(scope, collecting, accounts) };
}

/** The institution to which the filters of a preview lead; the sentence is for an id that is of none. */
function directedTo(catalogue: InstitutionCatalogue, { preview }: SessionProgress): Institution | undefined {
  const id = preview?.institution;
  if (id === undefined) return undefined;
  const institution = catalogue.byId().get(id);
  if (institution !== undefined) return institution;
  throw errors.misuse(
    sentence`No test institution has the id "${id}" of the session's filters: GET /v1/financial_connections/institutions lists them.`,
    'institution',
  );
}

/** The token of the one account among them that can pay and may; of several it would be a choice of nobody's. */
function tokenFor(
  scope: Scope,
  collecting: Scope,
  accounts: readonly Account[],
): { readonly token?: string } {
  const [paying, ...others] = accounts.filter(
    ({ account_numbers: numbers, supported_payment_method_types: types }) =>
      types.includes('us_bank_account') && numbers?.some(({ status }) => status === 'transactable'),
  );
  if (paying === undefined || others.length > 0) return {};
  return { token: createBankAccountToken(scope, linkedSide(collecting, paying)).id };
}

/**
 * A bank account that is typed in is no account of Financial Connections (docs: financial-connections/
 * ach-direct-debit-payments); that a session then yields its token, and no account, is assumed.
 */
function typedInFor(
  scope: Scope,
  session: Session,
  { preview, state: before }: SessionProgress,
  typed: TypedIn,
): SessionResult {
  const { manual_entry: entry, permissions } = session;
  if (preview?.entersElsewhere === true)
    return {
      state: next(sessionLifecycle, TYPE, before, 'cancel'),
      accounts: [],
      reason: 'custom_manual_entry',
    };
  if (entry?.mode === 'disabled')
    throw errors.misuse(
      'In this session no bank account can be typed in: create it with manual_entry[mode]=automatic.',
      'manual_entry',
    );
  if (!permissions.includes('payment_method'))
    throw errors.misuse(
      'A bank account that is typed in serves payments alone: create the session with the permission payment_method.',
      'manual_entry',
    );
  checkHolder(scope, session);
  const state = next(sessionLifecycle, TYPE, before, 'complete');
  return { state, accounts: [], token: createBankAccountToken(scope, typedInSide(typed)).id };
}

/** Refuses to pick an institution where the filter shows none: all that there are for tests are American. */
function checkCountry({ filters }: Session): void {
  const country = filters?.country ?? COUNTRY;
  if (country.toUpperCase() === COUNTRY) return;
  throw errors.misuse(
    sentence`The session's filters ask for institutions in "${country}", and all test institutions are in ${COUNTRY}: there is none to pick. Create a session without filters[country], or let the user leave with outcome=cancel.`,
    'institution',
  );
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
