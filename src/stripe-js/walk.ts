import type {
  AuthSession,
  FlowInstitution,
  FlowManifest,
  FlowScenario,
  InstitutionList,
  OauthPage,
  OauthResult,
  Pane,
  PartnerAccount,
} from '../model/flow.ts';
import { leavingAt, neverLeft } from '../model/flow-scenario.ts';
import { ApiError, encoded } from './call.ts';
import { IntegrationError } from './integration-error.ts';
import type { Ending, Launch } from './presenter/presenter.ts';
import { institutionFor, USUAL_ACCOUNT, USUAL_DETAILS } from './usual-choice.ts';

/*
 * A user who clicks through the flow without anything being shown: at each pane, the calls that the pane would make. The
 * server says which pane is next.
 */

/** Where the user is, and in which login. */
interface At {
  readonly pane: Pane;
  readonly login?: AuthSession | undefined;
  /** The account that was picked last, as the session has it. */
  readonly linked?: string | undefined;
}

type Step = (launch: Launch, at: At) => Promise<At>;

const scenarioOf = ({ scenario }: Launch): FlowScenario => scenario ?? {};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const isCalled =
  (name: string) =>
  ({ id, name: own, emulator }: FlowInstitution): boolean =>
    id === name || same(own, name) || emulator.aliases.some((alias) => same(alias, name));

async function institutionOf({ client, ...launch }: Launch): Promise<FlowInstitution> {
  const name = institutionFor(launch.scenario ?? {});
  const lists: readonly (() => Promise<InstitutionList>)[] = [
    () => client.featuredInstitutions(),
    () => client.searchInstitutions(name),
  ];
  for (const list of lists) {
    const found = (await list()).data.find(isCalled(name));
    if (found !== undefined) return found;
  }
  throw new IntegrationError(
    `The scenario names the institution "${name}": the picker has none of that name.`,
  );
}

/** The login at an institution, or the pane that says why there is none. */
async function loggingIn({ client }: Launch, institution: string): Promise<At> {
  try {
    const login = await client.openAuthSession(institution);
    return { pane: login.next_pane, login };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return {
      pane: thrown.fields.extra_fields === undefined ? 'unexpected_error' : 'institution_unavailable',
    };
  }
}

const picking: Step = async (launch) => {
  if (scenarioOf(launch).manual_entry !== undefined) return { pane: 'manual_entry' };
  const { id } = await institutionOf(launch);
  return loggingIn(launch, id);
};

/** The login that the flow has come to. */
function loginOf({ login }: At): AuthSession {
  if (login !== undefined) return login;
  throw new IntegrationError('The flow has come to a login at no institution.');
}

/** What the user says on the bank's own page, which knows the id of the login alone. */
async function decided(launch: Launch, login: AuthSession): Promise<void> {
  const { settings, scenario = {} } = launch;
  const url = `${settings.apiBase.replace(/\/+$/, '')}/flow/oauth/${encodeURIComponent(login.id)}`;
  const ask = settings.fetch ?? globalThis.fetch;
  const page: OauthPage = await (await ask(`${url}/details`)).json();
  const ids =
    scenario.outcome === 'oauth_denied' || page.accounts === null
      ? undefined
      : pickedOf(scenario, page.accounts, page.institution);
  await ask(`${url}/decision`, {
    method: 'POST',
    body: encoded({ decision: scenario.outcome === 'oauth_denied' ? 'deny' : 'allow', accounts: ids }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

const authorizing: Step = async (launch, at) => {
  const login = loginOf(at);
  if (login.is_oauth) await decided(launch, login);
  const result: OauthResult | undefined = login.is_oauth
    ? await launch.client.oauthResults(login.id)
    : undefined;
  if (result?.emulator.outcome === 'denied') return { pane: 'unexpected_error', login };
  const next = await launch.client.authorized(login.id, result?.public_token);
  return { pane: next.next_pane, login: next };
};

/** Any user name and password will do; the word ends the login (docs: financial-connections/testing). */
const loggingInWithPassword: Step = async (launch, at) => {
  const login = loginOf(at);
  const password = scenarioOf(launch).outcome === 'login_error' ? 'error' : 'password';
  const step = await launch.client.login(login.id, { username: 'user', password });
  return { pane: step.ended ? 'unexpected_error' : (step.next_pane ?? 'account_picker'), login };
};

type Pickable = Pick<
  PartnerAccount,
  'id' | 'name' | 'allow_selection' | 'allow_selection_message' | 'emulator'
>;

/** What is picked where the scenario names no account: what is picked already, the usual one, or the first that can be. */
function usualAmong(offered: readonly Pickable[]): readonly Pickable[] {
  const preselected = offered.filter(({ emulator }) => emulator.preselected);
  if (preselected.length > 0) return preselected;
  const first = offered.find(({ allow_selection: allowed }) => allowed);
  const usual = offered.find(({ name }) => same(name, USUAL_ACCOUNT)) ?? first;
  return usual === undefined ? [] : [usual];
}

function named(name: string, offered: readonly Pickable[], institution: string): Pickable {
  const found = offered.find((account) => same(account.name, name));
  if (found?.allow_selection === true) return found;
  const why =
    found === undefined
      ? `${institution} offers ${offered.map((account) => account.name).join(', ')}`
      : (found.allow_selection_message ?? 'it cannot be picked');
  throw new IntegrationError(`The account "${name}" cannot be picked as the scenario says: ${why}.`);
}

/** The ids of the accounts that are picked. */
const pickedOf = ({ accounts }: FlowScenario, offered: readonly Pickable[], institution: string) =>
  (accounts?.map((name) => named(name, offered, institution)) ?? usualAmong(offered)).map(({ id }) => id);

const pickingAccounts: Step = async (launch, at) => {
  const login = loginOf(at);
  const { client } = launch;
  const { data, skip_account_selection: isChosen } = await client.partnerAccounts(login.id);
  const ids = isChosen
    ? // Chosen on the bank's own page: nobody is asked again.
      data.filter(({ allow_selection: allowed }) => allowed).map(({ id }) => id)
    : pickedOf(scenarioOf(launch), data, login.institution.name);
  const selected = await client.selectAccounts(login.id, ids);
  const linked = selected.data.find(({ linked_account_id: id }) => id !== null)?.linked_account_id;
  return { pane: selected.next_pane, login, linked: linked ?? undefined };
};

const attaching: Step = async ({ client }, at) => {
  const { next_pane: pane } = await client.attachLinkedAccount(at.linked ?? '');
  return { ...at, pane };
};

const typingIn: Step = async (launch) => {
  const { manual_entry: numbers } = scenarioOf(launch);
  if (numbers === undefined)
    throw new IntegrationError(
      'The flow has come to the form for bank details: give the scenario manual_entry.',
    );
  return { pane: (await launch.client.attachBankAccount(numbers)).next_pane };
};

const notSaving: Step = async ({ client }, at) => ({
  ...at,
  pane: (await client.disableNetworking()).next_pane,
});

/** The code is asked for only of who has typed in an address. */
const CODE: Pane = 'networking_save_to_link_verification';

const saving: Step = async (launch, at) => {
  if (leavingAt(scenarioOf(launch).outcome) !== CODE) return notSaving(launch, at);
  const { client, opened } = launch;
  const email = opened.manifest.accountholder_customer_email_address ?? USUAL_DETAILS.email_address;
  const { next_pane: pane } = await client.saveAccounts({ ...USUAL_DETAILS, email_address: email });
  return { ...at, pane };
};

const agreeing: Step = async (launch) => {
  const manifest = await launch.client.consentAcquired({ save_pane: scenarioOf(launch).save_pane });
  return beginning(launch, manifest);
};

/** Where the server begins; a session may lead to its institution by itself. */
async function beginning(launch: Launch, manifest: FlowManifest): Promise<At> {
  const { next_pane: pane, active_auth_session: login } = manifest;
  const institution = manifest.active_institution ?? manifest.initial_institution;
  if (login !== null || institution === null || !AT_THE_BANK.includes(pane))
    return { pane, login: login ?? undefined };
  return loggingIn(launch, institution.id);
}

const AT_THE_BANK: readonly Pane[] = ['partner_auth', 'bank_login', 'account_picker'];

const STEPS: { readonly [Name in Pane]?: Step } = {
  consent: agreeing,
  institution_picker: picking,
  partner_auth: authorizing,
  bank_login: loggingInWithPassword,
  account_picker: pickingAccounts,
  attach_linked_payment_account: attaching,
  networking_link_signup_pane: saving,
  [CODE]: notSaving,
  manual_entry: typingIn,
};

/** The panes after which all is done. */
const LAST: readonly Pane[] = ['success', 'manual_entry_success'];

/** More panes than any way through the flow has. */
const MAX_PANES = 40;

/** Goes the way of a scenario from the pane that the server begins with, to the end of the session. */
export async function walked(launch: Launch): Promise<Ending> {
  const leaving = leavingAt(scenarioOf(launch).outcome);
  let at = await beginning(launch, launch.opened.manifest);
  for (let panes = 0; panes < MAX_PANES; panes++) {
    const step = leaving === 'first' || leaving === at.pane ? undefined : STEPS[at.pane];
    if (step === undefined) {
      const { skip_success_pane: isSkipped } = launch.opened.manifest;
      const isShown = at.pane !== 'success' || !isSkipped;
      if (leaving !== undefined && leaving !== 'first' && !(isShown && leaving === at.pane))
        throw new IntegrationError(neverLeft(leaving));
      await launch.client.complete();
      return LAST.includes(at.pane) ? 'completed' : 'cancelled';
    }
    at = await step(launch, at);
  }
  throw new IntegrationError(`The flow does not end: after ${MAX_PANES} panes it is at ${at.pane}.`);
}
