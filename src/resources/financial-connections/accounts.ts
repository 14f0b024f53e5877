import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { hash, optional, type Params, string } from '../../core/shape.ts';
import { Table } from '../../core/table.ts';
import type { Account, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { disconnect } from './account-status.ts';
import { collectedAccounts } from './collected-accounts.ts';

const TYPE = 'financial_connections.account';
const PATH = '/v1/financial_connections/accounts';

const LIST = {
  ...pagination,
  account_holder: optional(
    hash({
      account: optional(string()),
      customer: optional(string()),
      customer_account: optional(string()),
    } satisfies ParamsOf<Stripe.FinancialConnections.AccountListParams.AccountHolder>),
  ),
  session: optional(string()),
} satisfies ParamsOf<Stripe.FinancialConnections.AccountListParams>;

type Holder = NonNullable<Params<typeof LIST>['account_holder']>;

/** More than one filter is an error (docs: api/financial_connections/accounts/list). */
function refuseFilters({ account_holder: holder = {}, session }: Params<typeof LIST>): void {
  const filters = [
    ...Object.keys(holder).map((name) => `account_holder[${name}]`),
    ...(session === undefined ? [] : ['session']),
  ];
  if (filters.length > 1) throw errors.onlyOneOf(...filters);
}

/** Where the accounts of a holder are found; of none, all of them. */
function accountsOf({ account, customer, customer_account: customerAccount }: Holder) {
  if (account !== undefined) return { index: 'account', key: account } as const;
  if (customer !== undefined) return { index: 'customer', key: customer } as const;
  return { index: 'customer_account', key: customerAccount } as const;
}

/** A table of one session's accounts, made for this request: they are few, and a table knows how to page. */
function accountsOfSession(scope: Scope, session: string): Table<Account> {
  scope.requireFor('financial_connections.session', session, 'session');
  const table = new Table<Account>();
  for (const account of collectedAccounts(scope, session)) table.put(account);
  return table;
}

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'FinancialConnections.AccountListParams', params: LIST },
  ({ scope, params }) => {
    refuseFilters(params);
    const { account_holder: holder = {}, session } = params;
    const page = { url: PATH, noun: TYPE, params, outOfRange: scope.settings.assume.limitOutOfRange };
    return session === undefined
      ? pageOf(scope.tables[TYPE], page, accountsOf(holder))
      : pageOf(accountsOfSession(scope, session), page);
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:account`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.FinancialConnections.AccountRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const disconnectOperation = operation(
  'POST',
  `${PATH}/:account/disconnect`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountDisconnectParams',
    params: {} satisfies ParamsOf<Stripe.FinancialConnections.AccountDisconnectParams>,
  },
  ({ scope, id }) => disconnect(scope, scope.require(TYPE, id)),
);

export const accountOperations: readonly Operation[] = [list, retrieve, disconnectOperation];
