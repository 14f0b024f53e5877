import { errors } from '../core/catalogue.ts';
import { arrayOf, boolean, hash, integer, mapOf, oneOf, optional, string } from '../core/shape.ts';
import { SAVE_PANES, type SavePane } from '../model/flow.ts';
import type { Operation } from '../resources/operation.ts';
import { cancelLogin, confirmLogin, openLogin, requireLogin, shownAuthSession } from './auth-session.ts';
import { acquireConsent } from './consent.ts';
import { endFlow } from './ending.ts';
import { featuredFor, institutionNamed, searchedFor } from './flow-institutions.ts';
import { anything, flowEndpoint, openEndpoint } from './flow-operation.ts';
import { type FlowSession, keep, launched, sessionOfSecret, takesNumbers } from './flow-session.ts';
import { intentSessionOperations } from './intent-sessions.ts';
import { enterLogin } from './login-form.ts';
import { manifestOf, synchronizedOf } from './manifest.ts';
import { oauthResult } from './oauth.ts';
import { stepped } from './pane-lifecycle.ts';
import { listAccounts, selectAccounts } from './partner-accounts.ts';
import { payWith, saveAccounts, saveNothing, typeIn } from './payment-account.ts';
import { pageOfAccounts, receiptOf } from './receipt.ts';

/*
 * The endpoints behind the pages of the authentication flow, which Stripe's mobile clients call as well (public sources of
 * stripe-ios and stripe-android; docs/flow.md). A session is found by its client_secret alone.
 */

const SESSIONS = '/v1/link_account_sessions';
const AUTH_SESSIONS = '/v1/connections/auth_sessions';

const SAVE_PANE = { save_pane: optional(oneOf(...SAVE_PANES)) } as const;
const ID = { id: string() } as const;

const MOST_FOUND = 20;

interface SaidByPage {
  readonly save_pane?: SavePane | undefined;
  readonly single_account?: boolean | undefined;
}

/** Keeps what the page says of how the flow is to go. */
function toldBy(
  found: FlowSession,
  { save_pane: savePane, single_account: single }: SaidByPage,
): FlowSession {
  if (savePane === undefined && single === undefined) return found;
  const { isSingle, ...others } = found.flow;
  return keep(found, {
    ...others,
    ...((single ?? isSingle) ? { isSingle: true } : {}),
    ...(savePane === undefined ? {} : { savePane }),
  });
}

const opening: readonly Operation[] = [
  flowEndpoint(
    'POST',
    '/v1/financial_connections/sessions/synchronize',
    { ...SAVE_PANE, single_account: optional(boolean) },
    ({ scope, params: { client_secret: secret, ...said } }) =>
      synchronizedOf(toldBy(launched(scope, secret), said)),
  ),
  openEndpoint(
    'POST',
    `${SESSIONS}/consent_acquired`,
    { ...SAVE_PANE, consent: optional(string()) },
    (found, params) => manifestOf(acquireConsent(found, params)),
  ),
  openEndpoint('GET', '/v1/connections/featured_institutions', { limit: optional(integer()) }, (found) => ({
    data: featuredFor(found),
    show_manual_entry: takesNumbers(found),
  })),
  openEndpoint(
    'GET',
    '/v1/connections/institutions',
    { query: optional(anything), limit: optional(integer({ min: 1 })) },
    (found, { query, limit = MOST_FOUND }) => ({
      data: searchedFor(found, String(query ?? ''), limit),
      show_manual_entry: takesNumbers(found),
    }),
  ),
  openEndpoint(
    'POST',
    `${SESSIONS}/institution_selected`,
    { institution: optional(string()) },
    (found, { institution }) => {
      if (institution !== undefined) institutionNamed(found.catalogue, institution);
      return manifestOf(found);
    },
  ),
  openEndpoint('POST', `${SESSIONS}/link_more_accounts`, {}, (found) => {
    if (found.flow.pane === 'institution_picker') return manifestOf(found);
    const { login: _before, ...others } = found.flow;
    return manifestOf(keep(found, stepped(others, 'pick_another')));
  }),
];

const loggingIn: readonly Operation[] = [
  openEndpoint(
    'POST',
    AUTH_SESSIONS,
    {
      institution: string(),
      return_url: optional(anything),
      use_abstract_flow: optional(anything),
      use_mobile_handoff: optional(anything),
    },
    (found, { institution }) => openLogin(found, institutionNamed(found.catalogue, institution)),
  ),
  openEndpoint('POST', `${AUTH_SESSIONS}/retrieve`, ID, (found, { id }) =>
    shownAuthSession(found, requireLogin(found, id), found.flow.pane),
  ),
  openEndpoint('POST', `${AUTH_SESSIONS}/cancel`, ID, (found, { id }) => cancelLogin(found, id)),
  openEndpoint(
    'POST',
    `${AUTH_SESSIONS}/authorized`,
    { ...ID, public_token: optional(anything) },
    (found, { id }) => confirmLogin(found, id),
  ),
  openEndpoint('POST', `${AUTH_SESSIONS}/oauth_results`, ID, (found, { id }) => oauthResult(found, id)),
  openEndpoint(
    'POST',
    `${AUTH_SESSIONS}/login`,
    { ...ID, fields: optional(mapOf(entered)) },
    (found, { id, fields = {} }) => enterLogin(found, id, fields),
  ),
  openEndpoint('POST', `${AUTH_SESSIONS}/accounts`, ID, (found, { id }) => listAccounts(found, id)),
  openEndpoint(
    'POST',
    `${AUTH_SESSIONS}/selected_accounts`,
    { ...ID, selected_accounts: optional(arrayOf(string())) },
    (found, { id, selected_accounts: ids = [] }) => selectAccounts(found, id, ids),
  ),
  // What happened on a page: nobody reads it here.
  flowEndpoint(
    'POST',
    `${AUTH_SESSIONS}/events`,
    { id: optional(anything), frontend_events: optional(anything) },
    () => ({ success: true }),
  ),
];

/** A field that was left empty is one. */
function entered(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw errors.invalidString(path, value);
}

const NUMBERS = hash({ routing_number: string(), account_number: string() });

const paying: readonly Operation[] = [
  openEndpoint(
    'POST',
    `${SESSIONS}/attach_payment_account`,
    {
      type: oneOf('bank_account', 'linked_account'),
      bank_account: optional(NUMBERS),
      linked_account: optional(hash({ id: string() })),
    },
    (found, { type, bank_account: numbers, linked_account: account }) => {
      if (type === 'bank_account') {
        if (numbers === undefined) throw errors.parameterMissing('bank_account');
        return typeIn(found, numbers);
      }
      if (account === undefined) throw errors.parameterMissing('linked_account');
      return payWith(found, account.id);
    },
  ),
  openEndpoint(
    'POST',
    `${SESSIONS}/save_accounts_to_link`,
    {
      country: optional(anything),
      email_address: string(),
      one_time_code: optional(string()),
      phone_number: optional(anything),
      selected_accounts: optional(anything),
    },
    (found, params) => saveAccounts(found, params),
  ),
  openEndpoint(
    'POST',
    `${SESSIONS}/disable_networking`,
    { disabled_reason: optional(anything) },
    saveNothing,
  ),
];

const ending: readonly Operation[] = [
  flowEndpoint(
    'POST',
    `${SESSIONS}/complete`,
    { terminal_error: optional(string()) },
    ({ scope, params: { client_secret: secret, terminal_error: error }, version }) =>
      endFlow(sessionOfSecret(scope, secret), error, version),
  ),
  flowEndpoint('GET', `${SESSIONS}/session_receipt`, {}, ({ scope, params, version }) =>
    receiptOf(sessionOfSecret(scope, params.client_secret), version),
  ),
  flowEndpoint(
    'GET',
    `${SESSIONS}/list_accounts`,
    { limit: optional(integer()), starting_after: optional(string()) },
    ({ scope, params, version }) =>
      pageOfAccounts(sessionOfSecret(scope, params.client_secret), version, params),
  ),
];

/** Every endpoint of the flow, in the order in which a user comes by: the only list of them. */
export const flowOperations: readonly Operation[] = [
  ...intentSessionOperations,
  ...opening,
  ...loggingIn,
  ...paying,
  ...ending,
];
