import type {
  AuthSession,
  FlowInstitution,
  FlowScenario,
  InstitutionList,
  OauthPage,
  OauthResult,
  Pane,
  PartnerAccount,
} from '../model/flow.ts';
import { leavingAt } from '../model/flow-scenario.ts';
import { ApiError, encoded } from './call.ts';
import { IntegrationError } from './integration-error.ts';
import type { Ending, Launch } from './presenter/presenter.ts';

/*
 * A user who clicks through the flow without anything being shown: at each pane, the calls that the pane would make. The
 * server says which pane is next.
 */

/** Where the user is, and in which login. */
interface At {
  readonly pane: Pane;
  readonly login?: AuthSession | undefined;
}

type Step = (launch: Launch, at: At) => Promise<At>;

const scenarioOf = ({ scenario }: Launch): FlowScenario => scenario ?? {};

/** Institutions that end as the outcome says, where the scenario names none. */
const INSTITUTION_FOR: Readonly<Record<string, string>> = {
  down: 'Down (Unscheduled)',
  oauth_denied: 'Test (OAuth)',
  login_error: 'Bank (Non-OAuth)',
};
const USUAL_INSTITUTION = 'Test (Non-OAuth)';
const USUAL_ACCOUNT = 'Success';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const isCalled =
  (name: string) =>
  ({ id, name: own, emulator }: FlowInstitution): boolean =>
    id === name || same(own, name) || emulator.aliases.some((alias) => same(alias, name));

async function institutionOf({ client, ...launch }: Launch): Promise<FlowInstitution> {
  const { institution, outcome = 'success' } = launch.scenario ?? {};
  const name = institution ?? INSTITUTION_FOR[outcome] ?? USUAL_INSTITUTION;
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
  await launch.client.institutionSelected(id);
  return loggingIn(launch, id);
};

/** The login that the flow has come to, which began elsewhere where the session leads to its institution. */
function loginOf({ opened }: Launch, { login }: At): AuthSession {
  const found = login ?? opened.manifest.active_auth_session;
  if (found !== null) return found;
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
  const login = loginOf(launch, at);
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
  const login = loginOf(launch, at);
  const password = scenarioOf(launch).outcome === 'login_error' ? 'error' : 'password';
  const step = await launch.client.login(login.id, { username: 'user', password });
  return { pane: step.ended ? 'unexpected_error' : (step.next_pane ?? 'account_picker'), login };
};

type Pickable = Pick<PartnerAccount, 'id' | 'name' | 'allow_selection' | 'emulator'>;

/** The ids of the accounts that the scenario names; the usual one, or what stands first, where it names none. */
function pickedOf(
  { accounts }: FlowScenario,
  offered: readonly Pickable[],
  institution: string,
): readonly string[] {
  const find = (name: string) => offered.find((account) => same(account.name, name));
  if (accounts === undefined) {
    const preselected = offered.filter(({ emulator }) => emulator.preselected);
    const first = find(USUAL_ACCOUNT) ?? offered.find(({ allow_selection: allowed }) => allowed);
    return (preselected.length > 0 ? preselected : first === undefined ? [] : [first]).map(({ id }) => id);
  }
  return accounts.map((name) => {
    const found = find(name);
    if (found?.allow_selection === true) return found.id;
    throw new IntegrationError(
      `The scenario names the account "${name}": ${found === undefined ? `${institution} offers ${offered.map((account) => account.name).join(', ')}` : 'it cannot be picked'}.`,
    );
  });
}

const pickingAccounts: Step = async (launch, at) => {
  const login = loginOf(launch, at);
  const {
    data,
    next_pane: next,
    skip_account_selection: skipped,
  } = await launch.client.partnerAccounts(login.id);
  if (skipped && next !== 'account_picker') return { pane: next, login };
  const ids = pickedOf(scenarioOf(launch), data, login.institution.name);
  const selected = await launch.client.selectAccounts(login.id, ids);
  return { pane: selected.next_pane, login };
};

const attaching: Step = async ({ client }, { login }) => {
  const { data } = (await client.receipt()).accounts;
  const attached = await client.attachLinkedAccount(data[0]?.id ?? '');
  return { pane: attached.next_pane, login };
};

const typingIn: Step = async (launch) => {
  const { manual_entry: numbers } = scenarioOf(launch);
  if (numbers === undefined)
    throw new IntegrationError(
      'The flow has come to the form for bank details: give the scenario manual_entry.',
    );
  return { pane: (await launch.client.attachBankAccount(numbers)).next_pane };
};

const notSaving: Step = async ({ client }, { login }) => ({
  pane: (await client.disableNetworking()).next_pane,
  login,
});

const STEPS: { readonly [Name in Pane]?: Step } = {
  consent: async ({ client }) => {
    const manifest = await client.consentAcquired();
    return { pane: manifest.next_pane, login: manifest.active_auth_session ?? undefined };
  },
  institution_picker: picking,
  partner_auth: authorizing,
  bank_login: loggingInWithPassword,
  account_picker: pickingAccounts,
  attach_linked_payment_account: attaching,
  networking_link_signup_pane: notSaving,
  networking_save_to_link_verification: notSaving,
  manual_entry: typingIn,
};

/** The panes after which all is done. */
const LAST: readonly Pane[] = ['success', 'manual_entry_success'];

/** More panes than any way through the flow has. */
const MAX_PANES = 40;

/** Goes the way of a scenario from the pane that the server begins with, to the end of the session. */
export async function walked(launch: Launch): Promise<Ending> {
  const leaving = leavingAt(scenarioOf(launch).outcome);
  let at: At = {
    pane: launch.opened.manifest.next_pane,
    login: launch.opened.manifest.active_auth_session ?? undefined,
  };
  for (let pane = 0; pane < MAX_PANES; pane++) {
    const step = leaving === 'first' || leaving === at.pane ? undefined : STEPS[at.pane];
    if (step === undefined) {
      await launch.client.complete();
      return LAST.includes(at.pane) ? 'completed' : 'cancelled';
    }
    at = await step(launch, at);
  }
  throw new IntegrationError(`The flow does not end: after ${MAX_PANES} panes it is at ${at.pane}.`);
}
