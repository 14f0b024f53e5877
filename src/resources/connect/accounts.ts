import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { optional } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import type { ConnectedAccount, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { changedConnectedAccount, type Given } from './account-changes.ts';
import { CREATE, type Created, UPDATE, type Updated } from './account-parameters.ts';
import { CONTROLLERS, completeConnectedAccount, ACCOUNT as TYPE } from './account-record.ts';
import { asItIs, follow, registered } from './course.ts';
import {
  draftedExternalAccount,
  keepExternalAccount,
  replaceExternalAccount,
} from './external-account-making.ts';
import { platformAccount } from './platform.ts';
import { rejectionOperations } from './rejection.ts';
import { connectedAccount, shownAccount } from './shown-account.ts';

const PATH = '/v1/accounts';
const ONE = `${PATH}/:account`;

/** Accounts of these countries keep other money than dollars. */
const CURRENCIES: Readonly<Record<string, string>> = {
  AU: 'aud',
  CA: 'cad',
  CH: 'chf',
  GB: 'gbp',
  JP: 'jpy',
  MX: 'mxn',
  NZ: 'nzd',
};
const EURO = 'AT BE CY DE EE ES FI FR GR IE IT LT LU LV MT NL PT SI SK'.split(' ');

const currencyOf = (country: string): string =>
  EURO.includes(country) ? 'eur' : (CURRENCIES[country] ?? 'usd');

/** Who pays, who bears losses, who asks, and what the account sees (stripe-node types for the defaults). */
function controllerOf({ controller, type }: Created): ConnectedAccount['controller'] & object {
  if (type !== undefined) return CONTROLLERS[type];
  const { fees, losses, requirement_collection: collection, stripe_dashboard: dashboard } = controller ?? {};
  return {
    fees: { payer: fees?.payer ?? 'account' },
    is_controller: true,
    losses: { payments: losses?.payments ?? 'stripe' },
    requirement_collection: collection ?? 'stripe',
    stripe_dashboard: { type: dashboard?.type ?? 'full' },
    type: 'application',
  };
}

/** Refuses what cannot be said of an account. */
function check(
  { controller }: Pick<ConnectedAccount, 'controller'>,
  { account_token: token, tos_acceptance: acceptance }: Created | Updated,
): void {
  if (token !== undefined)
    throw errors.notYetEmulated('account tokens', 'Send what is said of the account itself.');
  // A cast: it has been read by the SDK's own shape of it.
  const { date, ip } = (acceptance ?? {}) as NonNullable<Given['tos_acceptance']>;
  if (controller?.requirement_collection === 'stripe' && (date !== undefined || ip !== undefined))
    throw errors.termsOnBehalf();
}

/** What is said of an account, with what older programs call otherwise. */
function said({ requested_capabilities: requested = [], ...params }: Created | Updated): Given {
  // A cast: each of them has been read by the SDK's own shape of it.
  const given = params as Given;
  if (requested.length === 0) return given;
  const capabilities = Object.fromEntries(requested.map((name) => [name, { requested: true }]));
  return { ...given, capabilities: { ...capabilities, ...given.capabilities } };
}

function externalIn(scope: Scope, { bank_account: older, external_account: external }: Created | Updated) {
  const given = external ?? older;
  if (given === undefined) return undefined;
  return draftedExternalAccount(scope, given, external === undefined ? 'bank_account' : 'external_account');
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'AccountCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/accounts'] },
  },
  ({ scope, params }) => {
    if (params.type !== undefined && params.controller !== undefined)
      throw errors.onlyOneOf('type', 'controller');
    const controller = controllerOf(params);
    check({ controller }, params);
    const external = externalIn(scope, params);
    const country = params.country?.toUpperCase() ?? 'US';
    const blank = completeConnectedAccount(scope, {
      controller,
      country,
      default_currency: currencyOf(country),
      type: params.type ?? 'none',
    });
    const draft = changedConnectedAccount(scope, blank, { ...said(params), country });
    if (external !== undefined) keepExternalAccount(scope, draft.id, external);
    return shownAccount(scope, registered(scope, draft));
  },
);

const retrieve = operation(
  'GET',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'AccountRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.AccountRetrieveParams>,
  },
  ({ scope, id, ownAccount }) =>
    id === ownAccount() ? platformAccount(scope, id) : shownAccount(scope, connectedAccount(scope, id)),
);

const retrieveOwn = operation(
  'GET',
  '/v1/account',
  {
    answers: TYPE,
    sdkParams: 'AccountRetrieveCurrentParams',
    params: {} satisfies ParamsOf<Stripe.AccountRetrieveCurrentParams>,
  },
  ({ scope, ownAccount }) =>
    scope.account === null
      ? platformAccount(scope, ownAccount())
      : shownAccount(scope, connectedAccount(scope, scope.account)),
);

const update = operation(
  'POST',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'AccountUpdateParams',
    params: { ...UPDATE, ...EXTRA_PARAMETERS['POST /v1/accounts/:account'] },
  },
  ({ scope, id, params }) => {
    const account = connectedAccount(scope, id);
    check(account, params);
    const external = externalIn(scope, params);
    const then = asItIs(scope, account);
    const draft = changedConnectedAccount(scope, account, said(params));
    if (external !== undefined) replaceExternalAccount(scope, id, external);
    return shownAccount(scope, follow(scope, then, draft));
  },
);

const remove = operation(
  'DELETE',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'AccountDeleteParams',
    params: {} satisfies ParamsOf<Stripe.AccountDeleteParams>,
  },
  ({ scope, id }) => {
    const { sandbox } = scope;
    const { platform } = sandbox;
    const accounts = platform.tables[TYPE];
    // One that only its id tells of is kept first, so that it is gone afterwards.
    accounts.put(connectedAccount(scope, id));
    accounts.delete(id);
    // Nothing goes on in it; what has happened is still told.
    platform.cancel(id, ({ kind }) => kind === 'connected_account.verify');
    sandbox.known(id)?.drop(({ kind }) => kind !== 'webhook.attempt');
    return { id, object: TYPE, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'AccountListParams',
    params: { ...pagination, created: optional(timeRange) } satisfies ParamsOf<Stripe.AccountListParams>,
  },
  ({ scope, params }) => {
    const { assume } = scope.settings;
    const page = pageOf(
      // "If you’re not a platform, the list is empty" (stripe-node types): a connected account has none.
      scope.tables[TYPE],
      { url: PATH, noun: TYPE, params, outOfRange: assume.limitOutOfRange },
      { ...params.created },
    );
    return { ...page, data: page.data.map((account) => shownAccount(scope, account)) };
  },
);

export const connectedAccountOperations: readonly Operation[] = [
  retrieveOwn,
  create,
  retrieve,
  update,
  remove,
  list,
  ...rejectionOperations,
];
