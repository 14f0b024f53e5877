import type Stripe from 'stripe';
import { isAccountId } from '../../core/account-id.ts';
import { errors } from '../../core/catalogue.ts';
import type { List } from '../../core/list.ts';
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
import type { Account, ParamsOf, Session } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';

const TYPE = 'financial_connections.session';
const PATH = '/v1/financial_connections/sessions';

export const PERMISSIONS = ['balances', 'ownership', 'payment_method', 'transactions'] as const;
export const PREFETCHES = ['balances', 'ownership', 'transactions'] as const;

const HOLDER = hash({
  account: optional(string()),
  customer: optional(string()),
  customer_account: optional(string()),
  type: oneOf('account', 'customer'),
} satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams.AccountHolder>);

const CREATE = {
  account_holder: HOLDER,
  filters: optional(
    hash({
      account_subcategories: optional(
        arrayOf(oneOf('checking', 'savings', 'mortgage', 'line_of_credit', 'credit_card')),
      ),
      country: optional(string()),
      require_payment_method_support: optional(oneOf('all', 'at_least_one', 'none')),
    } satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams.Filters>),
  ),
  limits: optional(hash({ accounts: requiredOrEmpty() })),
  manual_entry: optional(hash({ mode: optional(oneOf('automatic', 'disabled')) })),
  permissions: arrayOf(oneOf(...PERMISSIONS)),
  prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
  return_url: optional(string()),
} satisfies ParamsOf<Stripe.FinancialConnections.SessionCreateParams>;

/** The fields of a session that is put in place: the parameters of its creation, none of them required. */
export const sessionFields = hash({
  ...CREATE,
  account_holder: unsettable(HOLDER),
  client_secret: unsettable(string()),
  id: optional(string()),
  permissions: optional(CREATE.permissions),
});

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

/** Data may only be read with permission, so it may only be prefetched with it (assumed). */
export function checkPrefetch(
  scope: Scope,
  permissions: readonly string[],
  prefetch: readonly string[],
  path: string,
): void {
  if (scope.settings.assume.prefetchWithoutPermission === 'ignored') return;
  const missing = prefetch.find((feature) => !permissions.includes(feature));
  if (missing !== undefined) throw errors.missingPermissionOfPrefetch(path, missing);
}

const accountsList = (accounts: readonly Account[]): List<Account> => ({
  object: 'list',
  data: accounts,
  has_more: false,
  url: '/v1/financial_connections/accounts',
});

/** Whose the accounts of a session are: a connected account's that it was opened for, or its own scope's. */
export function collectionScope(scope: Scope, progress: Pick<SessionProgress, 'scope'> | undefined): Scope {
  return progress?.scope == null ? scope : scope.sandbox.scope(progress.scope);
}

/** The accounts that were collected in a session. */
export function collectedAccounts(scope: Scope, session: string): readonly Account[] {
  const progress = scope.facts.sessions.get(session);
  const { tables } = collectionScope(scope, progress);
  return (progress?.accounts ?? []).flatMap((id) => tables['financial_connections.account'].get(id) ?? []);
}

/** The session with the accounts that were collected in it. */
export function shownSession(scope: Scope, session: Session): Session {
  return { ...session, accounts: accountsList(collectedAccounts(scope, session.id)) };
}

type Settings = Pick<Params<typeof sessionFields.members>, 'filters' | 'limits' | 'return_url'>;

/** The settings of a session as answered. */
export function shownSettings({
  filters,
  limits,
  return_url,
}: Settings): Pick<Partial<Session>, 'filters' | 'limits' | 'return_url'> {
  return {
    ...(filters === undefined ? {} : { filters: { account_subcategories: null, country: null, ...filters } }),
    ...(limits?.accounts == null ? {} : { limits: { accounts: limits.accounts } }),
    ...(return_url === undefined ? {} : { return_url }),
  };
}

/** Stores a new session, open for its user to complete. */
export function openSession(
  scope: Scope,
  fields: Pick<Session, 'account_holder' | 'permissions' | 'prefetch'> & Partial<Session>,
): Session {
  const id = fields.id ?? scope.id('fcsess');
  const session: Session = {
    id,
    object: TYPE,
    account_holder: fields.account_holder,
    accounts: accountsList([]),
    client_secret:
      fields.client_secret === undefined ? scope.id('fcsess_client_secret') : fields.client_secret,
    ...(fields.filters === undefined ? {} : { filters: fields.filters }),
    ...(fields.limits === undefined ? {} : { limits: fields.limits }),
    livemode: false,
    ...(fields.manual_entry === undefined ? {} : { manual_entry: fields.manual_entry }),
    permissions: fields.permissions,
    prefetch: fields.prefetch,
    ...(fields.return_url === undefined ? {} : { return_url: fields.return_url }),
  };
  scope.tables[TYPE].put(session);
  const { account_holder: holder } = fields;
  const apart = scope.settings.assume.connectedAccounts === 'apart';
  const collecting = apart && holder?.type === 'account' ? (holder.account ?? null) : null;
  scope.facts.sessions.set(id, { state: 'open', accounts: [], scope: collecting });
  if (session.client_secret !== null) scope.facts.sessionSecrets.set(session.client_secret, id);
  return session;
}

const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'FinancialConnections.SessionCreateParams', params: CREATE },
  ({ scope, params }) => {
    const { permissions, prefetch = [] } = params;
    // "You must request at least one permission" (docs: financial-connections/other-data-powered-products).
    if (permissions.length === 0) throw errors.parameterMissing('permissions');
    checkPrefetch(scope, permissions, prefetch, 'prefetch');
    return openSession(scope, {
      account_holder: accountHolder(scope, params.account_holder),
      permissions,
      prefetch,
      ...shownSettings(params),
      // Endive's default for every holder (changelog 2026-09-30.endive).
      manual_entry: { mode: params.manual_entry?.mode ?? 'disabled' },
    });
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
