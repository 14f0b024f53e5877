import type { Institution, InstitutionCatalogue, TestAccount } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { SessionProgress } from '../model/session-progress.ts';
import type { Account, Session } from '../model/wire.ts';
import {
  checkSubcategories,
  requireTestAccounts,
} from '../resources/financial-connections/account-choice.ts';
import { collectAccounts } from '../resources/financial-connections/account-collection.ts';
import { isPayable } from '../resources/financial-connections/account-payability.ts';
import { collectionScope } from '../resources/financial-connections/collected-accounts.ts';
import type { SessionResult } from '../resources/financial-connections/session-ending.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { FlowSession } from './flow-session.ts';
import { relinkAccounts, relinkOf } from './session-relink.ts';
import { type TypedIn, typedInSide } from './typed-in.ts';

/* What the user of a session may pick or type in, whoever plays that user. */

const COUNTRY = 'US';

export type Linked = { readonly accounts: readonly Account[] } & Pick<SessionResult, 'relinkResult'>;

/** Decides on accounts of an institution, by their names; may refuse them, and links nothing yet. */
export function decideLinking(
  { scope, catalogue, session, progress, flow }: FlowSession,
  institution: Institution,
  names: readonly string[],
): () => Linked {
  checkCountry(session);
  const directed = directedTo(catalogue, progress);
  if (directed !== undefined && directed !== institution)
    throw errors.misuse(
      sentence`The session's filters lead its user to ${directed.name}: leave institution away.`,
      'institution',
    );
  const picked = requireTestAccounts(catalogue, institution, names, 'accounts');
  checkSelectable(session, picked, flow.linked.length);
  checkHolder(scope, session);
  const { account_holder: accountHolder, permissions, prefetch } = session;
  const collection = { accountHolder, permissions, prefetch: progress.preview?.prefetch ?? prefetch ?? [] };
  return () => {
    const collecting = collectionScope(scope, progress);
    const relink = relinkOf(collecting, progress);
    return relink === undefined
      ? { accounts: collectAccounts(collecting, institution, picked, collection) }
      : relinkAccounts(collecting, institution, picked, collection, relink);
  };
}

/** The institution to which the filters of a preview lead; the sentence is for an id that is of none. */
export function directedTo(
  catalogue: InstitutionCatalogue,
  { preview }: SessionProgress,
): Institution | undefined {
  const id = preview?.institution;
  if (id === undefined) return undefined;
  const institution = catalogue.byId().get(id);
  if (institution !== undefined) return institution;
  throw errors.misuse(
    sentence`No test institution has the id "${id}" of the session's filters: GET /v1/financial_connections/institutions lists them.`,
    'institution',
  );
}

/** Refuses to take numbers that the session has no use for, and such of no test account. */
export function checkTypedIn(scope: Scope, session: Session, typed: TypedIn): void {
  const { manual_entry: entry, permissions } = session;
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
  typedInSide(typed);
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

/** Refuses accounts that the modal would not let the user pick, beside so many that are linked already. */
function checkSelectable(
  { filters, limits }: Session,
  picked: readonly TestAccount[],
  linkedBefore: number,
): void {
  const count = picked.length + linkedBefore;
  if (limits !== undefined && count > limits.accounts) {
    throw errors.misuse(
      sentence`The session allows ${limits.accounts} account(s), and ${count} were picked.`,
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
