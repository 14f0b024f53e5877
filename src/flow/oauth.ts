import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import type { OauthDecision, OauthPage, OauthResult } from '../model/flow.ts';
import type { FlowLogin } from '../model/flow-progress.ts';
import type { Scope } from '../sandbox/scope.ts';
import { institutionOf, requireLogin } from './auth-session.ts';
import { businessOf } from './business.ts';
import { type FlowSession, flowOfSession, isSingle, keep } from './flow-session.ts';
import { loginKindOf } from './login-kinds.ts';
import { pickable, shownAccounts } from './partner-accounts.ts';

/*
 * The popup of an OAuth login. It knows nothing but the id of its auth session, which cannot be guessed: by that it is told
 * what to show, and says what the user has decided.
 */

interface Found {
  readonly found: FlowSession;
  readonly login: FlowLogin;
}

/** The login of that id, in whichever account it is. */
function loginAnywhere(scopes: Iterable<Scope>, id: string): Found | undefined {
  for (const scope of scopes)
    for (const [session, { login }] of scope.facts.flows) {
      if (login?.id !== id) continue;
      const record = scope.tables['financial_connections.session'].get(session);
      if (record !== undefined) return { found: flowOfSession(scope, record), login };
    }
  return undefined;
}

const OUTCOMES: { readonly [State in FlowLogin['state']]?: OauthResult['emulator']['outcome'] } = {
  authorized: 'success',
  denied: 'denied',
};

function pageOf({ found, login }: Found): OauthPage {
  const institution = institutionOf(found.catalogue, login);
  const hasAccounts = loginKindOf(institution) === 'popup_with_accounts';
  return {
    institution: institution.name,
    business_name: businessOf(found.scope),
    labels: found.scope.settings.labels,
    accounts: hasAccounts
      ? shownAccounts(found, login).map(
          ({
            id,
            name,
            displayable_account_numbers,
            allow_selection,
            allow_selection_message,
            emulator,
          }) => ({
            id,
            name,
            displayable_account_numbers,
            allow_selection,
            allow_selection_message,
            emulator,
          }),
        )
      : null,
    single_account: isSingle(found),
    outcome: OUTCOMES[login.state] ?? null,
  };
}

function requireAnywhere(scopes: Iterable<Scope>, id: string): Found {
  const anywhere = loginAnywhere(scopes, id);
  if (anywhere === undefined) throw errors.resourceMissing('auth_session', id);
  const { kind, state } = {
    kind: loginKindOf(institutionOf(anywhere.found.catalogue, anywhere.login)),
    ...anywhere.login,
  };
  if (kind === 'none' || kind === 'form')
    throw errors.flowRefused('This institution opens no window to log in by.', 'id');
  if (state === 'canceled' || anywhere.found.progress.state !== 'open')
    throw errors.flowRefused('This login is over: the window can be closed.', 'id');
  return anywhere;
}

/** What the popup shows. */
export const oauthPage = (scopes: Iterable<Scope>, id: string): OauthPage =>
  pageOf(requireAnywhere(scopes, id));

/** Takes what the user has decided there, once: said again, it is as it was. */
export function decideOauth(
  scopes: Iterable<Scope>,
  id: string,
  { decision, accounts }: OauthDecision,
): OauthPage {
  const anywhere = requireAnywhere(scopes, id);
  const { found, login } = anywhere;
  const page = pageOf(anywhere);
  if (page.outcome !== null) return page;
  const picked = decision === 'allow' && page.accounts !== null ? pickedNames(anywhere, accounts) : undefined;
  const decided: FlowLogin = {
    ...login,
    state: decision === 'allow' ? 'authorized' : 'denied',
    ...(picked === undefined ? {} : { picked }),
  };
  return pageOf({ found: keep(found, { ...found.flow, login: decided }), login: decided });
}

function pickedNames({ found, login }: Found, ids: OauthDecision['accounts'] = []): readonly string[] {
  if (ids.length === 0) throw errors.parameterMissing('accounts');
  if (isSingle(found) && ids.length > 1)
    throw errors.flowRefused(sentence`One account is to be picked, and ${ids.length} were.`, 'accounts');
  return pickable(shownAccounts(found, login), ids).map(({ name }) => name);
}

/** How the popup has ended, for the page that waits for it. */
export function oauthResult(found: FlowSession, id: string): OauthResult {
  const { state } = requireLogin(found, id);
  const outcome = OUTCOMES[state];
  if (outcome === undefined) throw errors.flowPending();
  return { public_token: outcome === 'success' ? `bctok_${id}` : null, emulator: { outcome } };
}
