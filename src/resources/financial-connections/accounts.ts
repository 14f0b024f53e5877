import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { hash, optional, type Params, string } from '../../core/shape.ts';
import { Table } from '../../core/table.ts';
import type { Account, ParamsOf } from '../../model/wire.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Operation, operation } from '../operation.ts';
import { disconnect } from './account-status.ts';

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

/** The one filter that was given; more than one is an error (docs: api/financial_connections/accounts/list). */
function filterOf({
  account_holder: holder = {},
  session,
}: Params<typeof LIST>): readonly [string, string] | undefined {
  const filters = [
    ...Object.entries(holder).map(([name, id]) => [`account_holder[${name}]`, name, id] as const),
    ...(session === undefined ? [] : [['session', 'session', session] as const]),
  ];
  if (filters.length > 1) throw errors.onlyOneOf(...filters.map(([param]) => param));
  const [only] = filters;
  return only === undefined ? undefined : [only[1], only[2]];
}

/** The accounts of one session are few: they are a table of their own for the time of the request. */
function accountsOfSession(sandbox: Sandbox, session: string): Table<Account> {
  sandbox.requireFor('financial_connections.session', session, 'session');
  const progress = sandbox.hidden.sessions.get(session);
  const scope = progress?.scope == null ? sandbox : sandbox.connected(progress.scope);
  const table = new Table<Account>();
  for (const id of progress?.accounts ?? []) {
    const account = scope.tables[TYPE].get(id);
    if (account !== undefined) table.put(account);
  }
  return table;
}

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'FinancialConnections.AccountListParams', params: LIST },
  ({ sandbox, params }) => {
    const [index, key] = filterOf(params) ?? [];
    const ofSession = index === 'session' && key !== undefined ? accountsOfSession(sandbox, key) : undefined;
    const page = { url: PATH, noun: TYPE, params, outOfRange: sandbox.settings.assume.limitOutOfRange };
    return ofSession === undefined
      ? pageOf(sandbox.tables[TYPE], page, { index, key })
      : pageOf(ofSession, page);
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
  ({ sandbox, id }) => sandbox.require(TYPE, id),
);

const disconnectOperation = operation(
  'POST',
  `${PATH}/:account/disconnect`,
  {
    answers: TYPE,
    sdkParams: 'FinancialConnections.AccountDisconnectParams',
    params: {} satisfies ParamsOf<Stripe.FinancialConnections.AccountDisconnectParams>,
  },
  ({ sandbox, id }) => disconnect(sandbox, sandbox.require(TYPE, id)),
);

export const accountOperations: readonly Operation[] = [list, retrieve, disconnectOperation];
