import type Stripe from 'stripe';
import { isAccountId } from '../../core/account-id.ts';
import { errors } from '../../core/catalogue.ts';
import {
  arrayOf,
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  string,
  unsettable,
} from '../../core/shape.ts';
import { isBefore, isPreview, NEWEST_VERSION } from '../../model/versions/version-string.ts';
import type { Account, ParamsOf, Session } from '../../model/wire.ts';
import {
  ENTRY_MODES,
  FILTERED_SUBCATEGORIES,
  HOLDER_TYPES,
  PAYMENT_SUPPORT,
  PERMISSIONS,
  PREFETCHES,
  type Prefetch,
} from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { connectedAccountFor } from '../connect/shown-account.ts';
import { type Operation, operation } from '../operation.ts';
import { accountsList, collectionScope, shownSession } from './collected-accounts.ts';
import { expireLater, newHostedPath } from './hosted-page.ts';
import { featuresOf, ungranted } from './refresh-features.ts';
import {
  checkHosted,
  checkInstitution,
  checkRelink,
  PREVIEW_PARAMETERS,
  previewOf,
  settledParams,
} from './session-preview.ts';

const TYPE = 'financial_connections.session';
const PATH = '/v1/financial_connections/sessions';

/** Whose accounts are collected. */
export const HOLDER = hash({
  account: optional(string()),
  customer: optional(string()),
  customer_account: optional(string()),
  type: oneOf(...HOLDER_TYPES),
} satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams.AccountHolder>);

const FILTERS = {
  account_subcategories: optional(arrayOf(oneOf(...FILTERED_SUBCATEGORIES))),
  country: optional(string()),
  require_payment_method_support: optional(oneOf(...PAYMENT_SUPPORT)),
} satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams.Filters>;

/** The parameters of its creation. */
export const CREATE = {
  account_holder: HOLDER,
  filters: optional(hash(FILTERS)),
  limits: optional(hash({ accounts: requiredOrEmpty() })),
  manual_entry: optional(hash({ mode: optional(oneOf(...ENTRY_MODES)) })),
  permissions: arrayOf(oneOf(...PERMISSIONS)),
  prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
  return_url: optional(string()),
} satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams>;

/** Required, yet an empty value means "any number of accounts". */
function requiredOrEmpty() {
  const parse = unsettable(integer({ min: 1 }));
  return (...given: Parameters<typeof parse>) => parse(...given);
}

type Holder = Params<(typeof HOLDER)['members']>;

/** The `account_holder` as answered; refuses a holder that does not exist or does not fit its type. */
export function accountHolder(scope: Scope, holder: Holder): NonNullable<Account['account_holder']> {
  const shown = shownHolder(holder);
  const { account, customer } = shown;
  if (customer !== undefined) scope.requireFor('customer', customer, 'account_holder[customer]');
  if (account !== undefined) connectedAccountFor(scope, account, 'account_holder[account]');
  return shown;
}

/** The same without asking whether the customer exists: `objects` may name one that comes later in the same call. */
export function shownHolder(holder: Holder): {
  readonly account?: string;
  readonly customer?: string;
  readonly customer_account?: string;
  readonly type: Holder['type'];
} {
  const { type, account, customer, customer_account } = holder;
  if (type === 'account') {
    const misplaced =
      customer !== undefined ? 'customer' : customer_account !== undefined ? 'customer_account' : undefined;
    if (misplaced !== undefined)
      throw errors.accountHolderMismatch(`account_holder[${misplaced}]`, 'customer');
    return { account: connectedAccount(account), type };
  }
  if (account !== undefined) throw errors.accountHolderMismatch('account_holder[account]', 'account');
  if (customer !== undefined && customer_account !== undefined) {
    throw errors.onlyOneOf('account_holder[customer]', 'account_holder[customer_account]');
  }
  if (customer_account !== undefined) return { customer_account, type };
  if (customer === undefined) throw errors.parameterMissing('account_holder[customer]');
  return { customer, type };
}

/** What is no id of an account is refused with the sentence for unknown customers (assumed). */
function connectedAccount(account: string | undefined): string {
  if (account === undefined) throw errors.parameterMissing('account_holder[account]');
  if (isAccountId(account)) return account;
  throw errors.resourceMissingInParameter('account', account, 'account_holder[account]');
}

/** Data may only be read with permission, so it may only be prefetched with it (assumed). */
export function checkPrefetch(
  scope: Scope,
  permissions: readonly string[],
  prefetch: readonly Prefetch[],
  path: string,
): void {
  if (scope.settings.assume.prefetchWithoutPermission === 'ignored') return;
  const features = prefetch.flatMap(featuresOf);
  const [missing] = features.flatMap((feature) => ungranted(permissions, feature) ?? []);
  if (missing !== undefined) throw errors.missingPermissionOfPrefetch(path, missing);
}

/** What a session is opened with; whose it is, is decided before. */
type SessionParams = Omit<Params<typeof CREATE>, 'account_holder'>;

/** With the words of previews. */
interface Asked extends Pick<SessionParams, 'permissions'> {
  readonly prefetch?: readonly Prefetch[] | undefined;
}

/** Refuses what does not go together; `param` names a parameter in the complaint. */
export function checkSession(
  scope: Scope,
  { permissions, prefetch = [] }: Asked,
  param: (name: string) => string = (name) => name,
): void {
  // "You must request at least one permission" (docs: financial-connections/other-data-powered-products).
  if (permissions.length === 0) throw errors.parameterMissing(param('permissions'));
  checkPrefetch(scope, permissions, prefetch, param('prefetch'));
}

/** Endive's default for every holder (changelog 2026-09-30.endive); before, a session shows what it was given (assumed). */
function shownEntry(entry: SessionParams['manual_entry'], version: string): Session['manual_entry'] {
  const isDefault = !isBefore(version, '2026-09-30.endive');
  return entry?.mode === undefined && !isDefault ? undefined : { mode: entry?.mode ?? 'disabled' };
}

/** Stores a new session, open for its user to complete. `chosen` are an id and a secret of the caller's own. */
export function openSession(
  scope: Scope,
  holder: Session['account_holder'],
  { filters, limits, manual_entry: entry, permissions, prefetch = [], return_url }: SessionParams,
  chosen: Partial<Pick<Session, 'client_secret' | 'id'>> = {},
  version: string = NEWEST_VERSION,
): Session {
  const id = chosen.id ?? scope.id('fcsess');
  const shownAs = shownEntry(entry, version);
  const session: Session = {
    id,
    object: TYPE,
    account_holder: holder,
    accounts: accountsList([]),
    client_secret:
      chosen.client_secret === undefined ? scope.id('fcsess_client_secret') : chosen.client_secret,
    // Without any it has both, with nulls (recorded).
    filters: { account_subcategories: null, country: null, ...filters },
    ...(limits?.accounts == null ? {} : { limits: { accounts: limits.accounts } }),
    livemode: false,
    ...(shownAs === undefined ? {} : { manual_entry: shownAs }),
    permissions,
    prefetch,
    ...(return_url === undefined ? {} : { return_url }),
  };
  const { sessionSecrets } = scope.facts;
  // One that is put in place anew may have another secret.
  const earlier = scope.tables[TYPE].get(id)?.client_secret;
  if (earlier != null) sessionSecrets.delete(earlier);
  scope.tables[TYPE].put(session);
  scope.facts.sessions.set(id, { state: 'open', accounts: [], scope: collectedFor(scope, holder) });
  if (session.client_secret !== null) sessionSecrets.set(session.client_secret, id);
  return session;
}

/** The connected account that the accounts of a session will belong to; null for its own scope's. */
export function collectedFor(scope: Scope, holder: Session['account_holder']): string | null {
  const apart = scope.settings.assume.connectedAccounts === 'apart';
  return apart && holder?.type === 'account' ? (holder.account ?? null) : null;
}

/** Those that previews read in another way. */
export const PREVIEWS = {
  ...PREVIEW_PARAMETERS,
  account_holder: optional(HOLDER),
  filters: optional(hash({ ...FILTERS, institution: optional(string()) })),
} as const;

type Creation = Params<Omit<typeof CREATE, keyof typeof PREVIEWS> & typeof PREVIEWS>;

/** The holder that was given, or that of the accounts that are to be relinked; both have to be there. */
function checkedHolder(scope: Scope, params: Creation): Session['account_holder'] {
  const { account_holder: given, relink_options: relink } = params;
  const holder = given === undefined ? undefined : accountHolder(scope, given);
  if (relink === undefined) {
    if (holder === undefined) throw errors.parameterMissing('account_holder');
    return holder;
  }
  const owner = holder === undefined ? null : collectedFor(scope, holder);
  return checkRelink(collectionScope(scope, { scope: owner }), relink, holder);
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.SessionCreateParams',
    params: CREATE,
    previews: PREVIEWS,
  },
  ({ scope, params, version }) => {
    const { filters: { institution, ...filters } = {}, ...rest } = settledParams(params);
    const settings = params.filters === undefined ? rest : { ...rest, filters };
    checkSession(scope, params);
    checkInstitution(scope, institution);
    const holder = checkedHolder(scope, params);
    checkHosted(params);
    const session = openSession(scope, holder, settings, {}, version);
    if (isPreview(version)) keepPreview(scope, session, params, institution);
    return shownSession(scope, session);
  },
);

/** Keeps what only previews know. */
function keepPreview(scope: Scope, { id }: Session, params: Creation, institution: string | undefined): void {
  const { sessions } = scope.facts;
  const progress = sessions.get(id);
  if (progress === undefined) return;
  const page = params.ui_mode === 'hosted' ? newHostedPath(scope) : undefined;
  sessions.set(id, { ...progress, preview: previewOf(params, institution, page) });
  if (page !== undefined) expireLater(scope, id);
}

const retrieve = operation(
  'GET',
  `${PATH}/:session`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.SessionRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.FinancialConnections.SessionRetrieveParams>,
  },
  ({ scope, id }) => shownSession(scope, scope.require(TYPE, id)),
);

export const sessionOperations: readonly Operation[] = [create, retrieve];
