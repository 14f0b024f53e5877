import type { Institution, TestAccount } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { lettersOf } from '../core/ids.ts';
import { sentence } from '../core/sentence.ts';
import type { PartnerAccount, PartnerAccounts } from '../model/flow.ts';
import type { FlowLogin } from '../model/flow-progress.ts';
import { isPayable, supportedTypes } from '../resources/financial-connections/account-payability.ts';
import { collectionScope } from '../resources/financial-connections/collected-accounts.ts';
import { institutionOf, requireLogin } from './auth-session.ts';
import { shownInstitution } from './flow-institutions.ts';
import { type FlowSession, isStillAsked, keep } from './flow-session.ts';
import { linkForIntent } from './intent-linking.ts';
import { loginKindOf } from './login-kinds.ts';
import { type FlowStep, paneAfter, stepped } from './pane-lifecycle.ts';
import { decideLinking, type Linked } from './session-choice.ts';
import { withLinked } from './session-completion.ts';
import { namesFor, relinkOf } from './session-relink.ts';

/* The accounts that a user may pick after a login, and the picking, by which they come into being. */

const ID_LETTERS = 24;

/** The same for the same login, so that nothing has to be kept of it. */
const partnerId = ({ id }: FlowLogin, { name }: TestAccount): string =>
  `bcacct_${lettersOf(`${id}/${name}`, ID_LETTERS)}`;

/** Those that the picker shows: what a filter by subcategory does not let through is hidden. */
function offeredAccounts({ catalogue, session }: FlowSession, institution: Institution) {
  const allowed: readonly string[] | null = session.filters?.account_subcategories ?? null;
  return catalogue
    .accountsOf(institution)
    .filter(({ subcategory = 'checking' }) => allowed === null || allowed.includes(subcategory));
}

const NOT_PAYABLE = 'This account cannot be used for payments.';

/** Why an account cannot be picked: because it could not pay where it has to. */
function hindrance({ session, flow }: FlowSession, account: TestAccount): string | null {
  const mustPay = flow.intent !== undefined || session.filters?.require_payment_method_support === 'all';
  return mustPay && !isPayable(account) ? NOT_PAYABLE : null;
}

/** Of a session that relinks, what was lost; of any other nothing: a click on what is picked already would drop it. */
function preselected({ scope, progress }: FlowSession, institution: Institution): readonly string[] {
  const relink = relinkOf(collectionScope(scope, progress), progress);
  return relink?.institution === institution.name ? namesFor(institution, relink) : [];
}

const stepOfSelecting = (found: FlowSession): FlowStep => {
  if (found.flow.intent !== undefined) return 'select_to_pay';
  return isStillAsked(found) ? 'select_and_be_asked' : 'select';
};

/** The accounts of a login, as the picker shows them; `linked` are those that came of it, by name. */
export function shownAccounts(
  found: FlowSession,
  login: FlowLogin,
  linked: ReadonlyMap<string, string> = new Map(),
): readonly PartnerAccount[] {
  const institution = institutionOf(found.catalogue, login);
  const picked = preselected(found, institution);
  const shown = shownInstitution(institution);
  const after = paneAfter('account_picker', stepOfSelecting(found));
  return offeredAccounts(found, institution).map((account) => {
    const message = hindrance(found, account);
    const { name, last4 = null, status = 'active', category = 'cash', subcategory = 'checking' } = account;
    return {
      id: partnerId(login, account),
      name,
      displayable_account_numbers: last4,
      linked_account_id: linked.get(name) ?? null,
      balance_amount: null,
      currency: 'usd',
      supported_payment_method_types: supportedTypes(account),
      allow_selection: message === null,
      allow_selection_message: message,
      status,
      category,
      subcategory,
      institution: shown,
      authorization: login.id,
      next_pane_on_selection: after,
      emulator: { preselected: picked.includes(name) },
    };
  });
}

function loggedIn(found: FlowSession, id: string): FlowLogin {
  const login = requireLogin(found, id);
  if (login.state === 'authorized') return login;
  throw errors.flowRefused(`The user has not logged in: the login is ${login.state}.`, 'id');
}

/** What the picker shows; of a login by which accounts were picked at the bank, those. */
export function listAccounts(found: FlowSession, id: string): PartnerAccounts {
  const login = loggedIn(found, id);
  const all = shownAccounts(found, login);
  return {
    data: login.picked === undefined ? all : all.filter(({ name }) => login.picked?.includes(name)),
    next_pane: found.flow.pane,
    skip_account_selection: loginKindOf(institutionOf(found.catalogue, login)) === 'popup_with_accounts',
  };
}

/** The accounts of these ids; refuses those that the picker does not let anybody pick. */
export function pickable(accounts: readonly PartnerAccount[], ids: readonly string[]) {
  return ids.map((id, at) => {
    const account = accounts.find((one) => one.id === id);
    const param = `selected_accounts[${at}]`;
    if (account === undefined) throw errors.resourceMissingInParameter('account', id, param);
    if (account.allow_selection_message !== null)
      throw errors.flowRefused(sentence`"${account.name}": ${account.allow_selection_message}`, param);
    return account;
  });
}

/** Picks accounts: they are linked now, and events tell so. */
export function selectAccounts(found: FlowSession, id: string, ids: readonly string[]): PartnerAccounts {
  const login = loggedIn(found, id);
  const { data, skip_account_selection } = listAccounts(found, id);
  const picked = pickable(data, ids);
  if (picked.length === 0) throw errors.parameterMissing('selected_accounts');
  if (found.flow.isSingle === true && picked.length > 1)
    throw errors.flowRefused(
      `The page asks for one account, and ${picked.length} were picked.`,
      'selected_accounts',
    );
  const step = stepOfSelecting(found);
  paneAfter(found.flow.pane, step);
  const names = picked.map(({ name }) => name);
  const institution = institutionOf(found.catalogue, login);
  const linked: Linked =
    found.flow.intent === undefined
      ? decideLinking(found, institution, names)()
      : { accounts: [linkForIntent(found, institution, names)] };
  const { pane } = keep(found, stepped(withLinked(found.flow, linked), step)).flow;
  const byName = new Map(names.map((name, at) => [name, linked.accounts[at]?.id ?? '']));
  const chosen = shownAccounts(found, login, byName).filter(({ name }) => names.includes(name));
  return { data: chosen, next_pane: pane, skip_account_selection };
}
