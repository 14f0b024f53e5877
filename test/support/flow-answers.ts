import { InstitutionCatalogue } from '../../src/bank/institutions.ts';
import { prepaneOf } from '../../src/flow/auth-session.ts';
import { shownInstitution } from '../../src/flow/flow-institutions.ts';
import { LOGIN_FAILED, LOGIN_REFUSED, PROMPTS } from '../../src/flow/login-form.ts';
import type {
  AuthSession,
  FlowInstitution,
  FlowManifest,
  LoginStep,
  OauthPage,
  Pane,
  PartnerAccount,
  Synchronized,
} from '../../src/model/flow.ts';

/*
 * What the emulator answers to the panes, so that each of them can be shown without the way that leads to it. The types are
 * the contract; the names, ids for tests and words that panes show are the emulator's own.
 */

const catalogue = new InstitutionCatalogue();

function institution(name: string): FlowInstitution {
  const found = catalogue.find(name);
  if (found === undefined) throw new Error(`There is no institution ${name}.`);
  return shownInstitution(found);
}

const TEST_BANK = institution('Test (Non-OAuth)');
const OAUTH_BANK = institution('Test (OAuth)');
const FORM_BANK = institution('Bank (Non-OAuth)');
const DOWN_BANK = institution('Down (Scheduled)');
const HIDDEN_BANK = institution('Tokenized Account Number');
const FEATURED = [TEST_BANK, OAUTH_BANK, FORM_BANK, institution('Bank (OAuth)'), DOWN_BANK];

const authSession = (at: FlowInstitution, next_pane: Pane): AuthSession => ({
  id: 'bcauth_1',
  flow: at === OAUTH_BANK ? 'testmode_oauth' : 'testmode',
  institution: at,
  next_pane,
  is_oauth: at === OAUTH_BANK,
  url: at === OAUTH_BANK ? 'http://127.0.0.1:9/flow/oauth/bcauth_1' : null,
  skip_account_selection: false,
  institution_skip_account_selection: false,
  show_partner_disclosure: false,
  display: {
    text: {
      oauth_prepane: at === OAUTH_BANK ? prepaneOf(at) : null,
    },
  },
});

const account = (
  name: string,
  last4: string,
  balance_amount: number,
  refusal: string | null = null,
): PartnerAccount => ({
  id: `bctmacct_${last4}`,
  name,
  displayable_account_numbers: last4,
  linked_account_id: `fca_${last4}`,
  balance_amount,
  currency: 'usd',
  supported_payment_method_types: ['us_bank_account'],
  allow_selection: refusal === null,
  allow_selection_message: refusal,
  status: refusal === null ? 'active' : 'inactive',
  category: 'cash',
  subcategory: 'checking',
  institution: TEST_BANK,
  authorization: 'bcauth_1',
  next_pane_on_selection: 'success',
  emulator: { preselected: name === 'Success' },
});

const ACCOUNTS = [
  account('Success', '6789', 1_000_000),
  account('Failure', '1116', 0, 'This account is inactive.'),
  account('Insufficient Funds', '2227', 1250),
  account('High Balance', '4321', 99_999_900),
];

const MANIFEST: FlowManifest = {
  id: 'fcsess_1',
  allow_manual_entry: true,
  consent_required: true,
  consent_acquired_at: null,
  custom_manual_entry_handling: false,
  disable_link_more_accounts: false,
  instant_verification_disabled: false,
  institution_search_disabled: false,
  livemode: false,
  manual_entry_mode: 'automatic',
  manual_entry_uses_microdeposits: true,
  next_pane: 'consent',
  permissions: ['balances', 'ownership', 'payment_method', 'transactions'],
  product: 'payments',
  single_account: true,
  skip_success_pane: false,
  business_name: 'Rocket Shop',
  account_subcategories: null,
  payment_method_type: null,
  accountholder_customer_email_address: 'jenny@example.com',
  active_auth_session: null,
  active_institution: null,
  initial_institution: null,
  hosted_auth_url: null,
  success_url: null,
  cancel_url: null,
  link_account_session_cancellation_behavior: 'treat_as_silent_success',
  version: 'v3',
};

/** An error of the API. */
export interface Refusal {
  readonly refused: Readonly<Record<string, unknown>>;
}

type Answer = object | Refusal;
/** What a path answers to its parameters. */
export type Answers = Readonly<Record<string, (asked: URLSearchParams) => Answer>>;

const synchronized = (
  changes: Partial<FlowManifest> = {},
  emulator: Partial<Synchronized['emulator']> = {},
): Synchronized => ({
  manifest: { ...MANIFEST, ...changes },
  text: {},
  visual: { reduced_branding: false, merchant_logo: [], reduce_manual_entry_prominence_in_errors: false },
  emulator: {
    labels: '2026',
    scenario: null,
    default_scenario: null,
    save_pane: 'after_accounts',
    ...emulator,
  },
});

export const OAUTH_PAGE: OauthPage = {
  institution: 'Bank (OAuth)',
  business_name: 'Rocket Shop',
  labels: '2026',
  accounts: ACCOUNTS,
  single_account: false,
  outcome: null,
};

const step = (changes: Partial<LoginStep>): LoginStep => ({
  id: 'bcauth_1',
  prompt: null,
  error: null,
  ended: false,
  next_pane: null,
  ...changes,
});

/** The words of a bank's login form, and what they lead to. */
function logIn(asked: URLSearchParams): LoginStep {
  const typed = asked.get('fields[password]') ?? asked.get('fields[answer]');
  if (typed === 'mfa' || typed === 'options' || typed === 'confirm_mfa')
    return step({ prompt: PROMPTS[typed] });
  if (typed === 'incorrect') return step({ prompt: PROMPTS.credentials, error: LOGIN_REFUSED });
  if (typed === 'error') return step({ ended: true, error: LOGIN_FAILED });
  return step({ next_pane: 'account_picker' });
}

const CODE_INVALID: Refusal = {
  refused: { type: 'invalid_request_error', message: 'Error, code invalid', param: 'one_time_code' },
};

function save(asked: URLSearchParams): Answer {
  if (asked.get('one_time_code') === '000001') return CODE_INVALID;
  const isConfirmed = asked.has('one_time_code');
  return {
    next_pane: isConfirmed ? 'success' : 'networking_save_to_link_verification',
    display: { text: { success_pane: isConfirmed ? { sub_title: 'Saved with Link' } : null } },
  };
}

const ROUTING_REFUSED: Refusal = {
  refused: {
    type: 'invalid_request_error',
    message: 'Routing number must have 9 digits',
    param: 'bank_account[routing_number]',
  },
};

const attach = (asked: URLSearchParams): Answer => {
  if (asked.get('type') === 'linked_account')
    return { id: 'fca_6789', next_pane: 'networking_link_signup_pane' };
  return asked.get('bank_account[routing_number]')?.length === 9
    ? { id: 'ba_1', next_pane: 'manual_entry_success', microdeposit_verification_method: 'descriptor_code' }
    : ROUTING_REFUSED;
};

function openLogin(asked: URLSearchParams): Answer {
  const found = FEATURED.find(({ id }) => id === asked.get('institution')) ?? TEST_BANK;
  if (found === OAUTH_BANK) return authSession(found, 'partner_auth');
  if (found === FORM_BANK) return authSession(found, 'bank_login');
  if (found !== DOWN_BANK) return authSession(found, 'account_picker');
  const extra_fields = { institution_unavailable: true, expected_to_be_available_at: 1_767_268_800 };
  return { refused: { type: 'api_error', message: 'The institution is down.', extra_fields } };
}

const LINK = '/v1/link_account_sessions';
const AUTH = '/v1/connections/auth_sessions';
const NOT_YET: Refusal = { refused: { type: 'invalid_request_error', message: 'Not yet.' } };

/** All paths that the panes ask, from the consent on, with nobody in a hurry. */
const ANSWERS: Answers = {
  '/v1/financial_connections/sessions/synchronize': () => synchronized(),
  [`${LINK}/consent_acquired`]: () => ({ ...MANIFEST, next_pane: 'institution_picker' }),
  [`${LINK}/institution_selected`]: () => MANIFEST,
  [`${LINK}/attach_payment_account`]: attach,
  [`${LINK}/save_accounts_to_link`]: save,
  [`${LINK}/disable_networking`]: () => ({ next_pane: 'success', display: { text: { success_pane: null } } }),
  [`${LINK}/complete`]: () => ({ id: 'fcsess_1' }),
  '/v1/connections/featured_institutions': () => ({ data: FEATURED, show_manual_entry: true }),
  '/v1/connections/institutions': (asked) => ({
    data: [...FEATURED, HIDDEN_BANK].filter(({ name }) => name.includes(asked.get('query') ?? '')),
    show_manual_entry: true,
  }),
  [AUTH]: openLogin,
  [`${AUTH}/login`]: logIn,
  [`${AUTH}/accounts`]: () => ({
    data: ACCOUNTS,
    next_pane: 'account_picker',
    skip_account_selection: false,
  }),
  [`${AUTH}/selected_accounts`]: (asked) => ({
    data: ACCOUNTS.filter(({ id }) => [...asked.values()].includes(id)),
    next_pane: 'attach_linked_payment_account',
    skip_account_selection: false,
  }),
  [`${AUTH}/oauth_results`]: () => NOT_YET,
  [`${AUTH}/cancel`]: () => authSession(OAUTH_BANK, 'partner_auth'),
  [`${AUTH}/authorized`]: () => authSession(OAUTH_BANK, 'account_picker'),
};

/** A flow that stands at a pane from its beginning. */
export const startingAt = (
  next_pane: Pane,
  changes: Partial<FlowManifest> = {},
  emulator: Partial<Synchronized['emulator']> = {},
): Answers => {
  const at = next_pane === 'partner_auth' ? OAUTH_BANK : next_pane === 'bank_login' ? FORM_BANK : TEST_BANK;
  const active_auth_session = authSession(at, next_pane);
  const manifest = { next_pane, active_auth_session, active_institution: at, ...changes };
  return {
    ...ANSWERS,
    '/v1/financial_connections/sessions/synchronize': () => synchronized(manifest, emulator),
  };
};
