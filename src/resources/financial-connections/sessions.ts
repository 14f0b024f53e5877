import type Stripe from 'stripe';
import { isAccountId } from '../../core/account-id.ts';
import { errors } from '../../core/catalogue.ts';
import type { CountedList, List } from '../../core/list.ts';
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
import type { SessionProgress } from '../../model/facts.ts';
import { isBefore, NEWEST_VERSION } from '../../model/versions/version-string.ts';
import type { Account, ParamsOf, Session } from '../../model/wire.ts';
import {
  ENTRY_MODES,
  FILTERED_SUBCATEGORIES,
  HOLDER_TYPES,
  PAYMENT_SUPPORT,
  PERMISSIONS,
  PREFETCHES,
} from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';

const TYPE = 'financial_connections.session';
const PATH = '/v1/financial_connections/sessions';

/** Whose accounts are collected. */
export const HOLDER = hash({
  account: optional(string()),
  customer: optional(string()),
  customer_account: optional(string()),
  type: oneOf(...HOLDER_TYPES),
} satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams.AccountHolder>);

/** The parameters of its creation. */
export const CREATE = {
  account_holder: HOLDER,
  filters: optional(
    hash({
      account_subcategories: optional(arrayOf(oneOf(...FILTERED_SUBCATEGORIES))),
      country: optional(string()),
      require_payment_method_support: optional(oneOf(...PAYMENT_SUPPORT)),
    } satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams.Filters>),
  ),
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
  if (shown.customer !== undefined) scope.requireFor('customer', shown.customer, 'account_holder[customer]');
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

/** Any well-formed account id exists. Others are refused with the sentence for unknown customers (assumed). */
function connectedAccount(account: string | undefined): string {
  if (account === undefined) throw errors.parameterMissing('account_holder[account]');
  if (isAccountId(account)) return account;
  throw errors.resourceMissingInParameter('account', account, 'account_holder[account]');
}

/** What a prefetch needs and was not granted; inferred balances have no permission of their own (assumed). */
const ungrantedFor = (feature: string, permissions: readonly string[]): readonly string[] =>
  (feature === 'inferred_balances' ? ['balances', 'transactions'] : [feature]).filter(
    (permission) => !permissions.includes(permission),
  );

/** Data may only be read with permission, so it may only be prefetched with it (assumed). */
export function checkPrefetch(
  scope: Scope,
  permissions: readonly string[],
  prefetch: readonly string[],
  path: string,
): void {
  if (scope.settings.assume.prefetchWithoutPermission === 'ignored') return;
  const [missing] = prefetch.flatMap((feature) => ungrantedFor(feature, permissions));
  if (missing !== undefined) throw errors.missingPermissionOfPrefetch(path, missing);
}

const accountsList = (accounts: readonly Account[]): List<Account> => ({
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

/** What a session is opened with; whose it is, is decided before. */
type SessionParams = Omit<Params<typeof CREATE>, 'account_holder'>;

/** Refuses what does not go together; `param` names a parameter in the complaint. */
export function checkSession(
  scope: Scope,
  { permissions, prefetch = [] }: SessionParams,
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

const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'FinancialConnections.SessionCreateParams', params: CREATE },
  ({ scope, params, version }) => {
    checkSession(scope, params);
    const session = openSession(scope, accountHolder(scope, params.account_holder), params, {}, version);
    return shownSession(scope, session);
  },
);

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
