import type { Institution } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import type { StripeError } from '../core/errors.ts';
import type { AuthSession, Pane } from '../model/flow.ts';
import type { FlowLogin } from '../model/flow-progress.ts';
import { urlOfPage } from '../sandbox/rendering.ts';
import { stepInto } from './bank-steps.ts';
import { shownInstitution } from './flow-institutions.ts';
import { type FlowSession, isSingle, isTypedOnly, keep } from './flow-session.ts';
import { type LoginKind, loginKindOf, ofFlow } from './login-kinds.ts';
import { paneAfter, stepped } from './pane-lifecycle.ts';

/* One login at one institution: an auth session. What a login form asks is in login-form.ts, what a popup in oauth.ts. */

const HOST = 'connections.stripe.com';
const POPUP = '/flow/oauth/';

const isPopup = (kind: LoginKind): boolean => kind === 'popup' || kind === 'popup_with_accounts';

/** How a login stands; what it leads to next is told by the flow that it is part of. */
export function shownAuthSession(
  { scope, catalogue }: Pick<FlowSession, 'scope' | 'catalogue'>,
  login: FlowLogin,
  nextPane: Pane,
): AuthSession {
  const institution = institutionOf(catalogue, login);
  const kind = loginKindOf(institution);
  const hasPopup = isPopup(kind);
  const hasAccounts = kind === 'popup_with_accounts';
  return {
    id: login.id,
    flow: hasPopup ? 'testmode_oauth' : 'testmode',
    institution: shownInstitution(institution),
    next_pane: nextPane,
    is_oauth: hasPopup,
    url: hasPopup ? urlOfPage(scope.sandbox, `${POPUP}${login.id}`, HOST) : null,
    skip_account_selection: hasAccounts,
    institution_skip_account_selection: hasAccounts,
    show_partner_disclosure: false,
    display: { text: { oauth_prepane: hasPopup ? prepaneOf(institution) : null } },
  };
}

/** What is said before the window of an institution opens. */
export const prepaneOf = ({ name }: Pick<Institution, 'name'>) => ({
  title: `Log in to ${name}`,
  subtitle: 'A window of the institution opens. Come back here when you have logged in there.',
  cta: { text: 'Continue' },
});

export function institutionOf(catalogue: FlowSession['catalogue'], { institution }: FlowLogin): Institution {
  const found = catalogue.find(institution);
  if (found !== undefined) return found;
  throw errors.flowRefused(`The institution of this login is not there any more.`, 'id');
}

/** The login that is under way, as it is shown. */
export const activeAuthSession = (found: FlowSession): AuthSession | undefined => {
  const { login, pane } = found.flow;
  return login === undefined ||
    login.state === 'canceled' ||
    found.catalogue.find(login.institution) === undefined
    ? undefined
    : shownAuthSession(found, login, pane);
};

/** The login of that id, which is the session's newest. */
export function requireLogin({ flow }: FlowSession, id: string): FlowLogin {
  if (flow.login?.id === id) return flow.login;
  throw errors.resourceMissing('auth_session', id);
}

const AN_HOUR = 3_600;

/** When an institution is there again whose outage is a planned one: in an hour (assumed). */
const availableAt = ({ scope }: FlowSession, institution: Institution): number | undefined =>
  ofFlow(institution).isPlanned === true ? scope.seconds() + AN_HOUR : undefined;

/** Opens a login, or tells that the institution is down, and shows that. */
export function openLogin(found: FlowSession, institution: Institution): AuthSession | StripeError {
  const { scope, flow } = found;
  if (isTypedOnly(found))
    throw errors.flowRefused('No institution can be picked here: the bank account is to be typed in.');
  const step = stepInto(institution);
  paneAfter(flow.pane, step);
  if (isSingle(found) && flow.linked.length > 0)
    throw errors.flowRefused('One account is linked already, and no other can be.');
  if (step === 'find_down') {
    const { login: _before, ...others } = flow;
    keep(found, stepped(others, step));
    return errors.institutionUnavailable(institution.name, availableAt(found, institution));
  }
  const login: FlowLogin = {
    id: scope.id('bcauth'),
    institution: institution.name,
    state: step === 'sign_in' ? 'authorized' : 'opened',
    ...(step === 'open_form' ? { prompt: 'credentials' as const } : {}),
  };
  return shownAuthSession(found, login, keep(found, stepped({ ...flow, login }, step)).flow.pane);
}

/** The user has left the institution: another one can be picked. */
export function cancelLogin(found: FlowSession, id: string): AuthSession {
  const login: FlowLogin = { ...requireLogin(found, id), state: 'canceled' };
  const { pane } = keep(found, stepped({ ...found.flow, login }, 'pick_another')).flow;
  return shownAuthSession(found, login, pane);
}

/** The user is back from the institution, let in; said again, it is as it was. */
export function confirmLogin(found: FlowSession, id: string): AuthSession {
  const { flow } = found;
  const login = requireLogin(found, id);
  if (login.state !== 'authorized')
    throw errors.flowRefused(`The user has not logged in: the login is ${login.state}.`, 'id');
  const isWaiting = flow.pane === 'partner_auth' || flow.pane === 'bank_login';
  const { pane } = isWaiting ? keep(found, stepped(flow, 'authorize')).flow : flow;
  return shownAuthSession(found, login, pane);
}
