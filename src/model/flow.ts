/*
 * The authentication flow as it travels between the emulator and whoever shows it: the panes of the stand-in for Stripe.js,
 * and Stripe's mobile SDKs, whose endpoints these are (seen in the public sources of stripe-ios and stripe-android). What is
 * ours alone is below `emulator`, or said to be.
 */

/** What a user sees of the flow, in the SDKs' names; the last three are ours. */
export const PANES = [
  'consent',
  'institution_picker',
  'partner_auth',
  'account_picker',
  'attach_linked_payment_account',
  'networking_link_signup_pane',
  'networking_save_to_link_verification',
  'manual_entry',
  'manual_entry_success',
  'success',
  'unexpected_error',
  /** The login form of an institution that is no OAuth one. */
  'bank_login',
  /** An institution that is down. */
  'institution_unavailable',
  /** Asks whether the user really wants to leave; it covers another pane. */
  'cancel_confirmation',
] as const;
export type Pane = (typeof PANES)[number];

export const SAVE_PANES = ['none', 'after_consent', 'after_accounts'] as const;
export type SavePane = (typeof SAVE_PANES)[number];

export const LABEL_SETS = ['2026', 'legacy'] as const;
/** Which words the panes use: today's of Stripe's, or those of before December 2025. */
export type LabelSet = (typeof LABEL_SETS)[number];

export const FLOW_OUTCOMES = [
  'success',
  'cancel',
  'down',
  'oauth_denied',
  'login_error',
  'expire',
  'api_error',
] as const;
/** `cancel` leaves at the first pane that is shown. */
export type FlowOutcome = (typeof FLOW_OUTCOMES)[number] | `cancel_at:${Pane}`;

/** What the panes do by themselves, in the words of the control surface. */
export interface FlowScenario {
  /** A test institution by its name; `Test (Non-OAuth)` by default. */
  readonly institution?: string;
  /** The accounts picked, by name; `Success` by default. */
  readonly accounts?: readonly string[];
  readonly manual_entry?: { readonly routing_number: string; readonly account_number: string };
  readonly save_pane?: SavePane;
  /** `success` by default. */
  readonly outcome?: FlowOutcome;
  /** `visible` by default: the panes are rendered and go on by themselves; `instant`: there is no frame at all. */
  readonly show?: 'visible' | 'instant';
}

/** What the bank is asked for, by which the last pane differs. */
type FlowProduct = 'external_api' | 'instant_debits' | 'data' | 'payments';

interface Image {
  readonly default: string | null;
}

/** An institution of the picker. */
export interface FlowInstitution {
  /** `bcinst_…` */
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly icon: Image | null;
  readonly logo: Image | null;
  /** Ours: what a row needs to be found by, in the tests of public applications. */
  readonly emulator: {
    /** The names that it had before. */
    readonly aliases: readonly string[];
    /** `featured-institution-default`, `featured-institution-default_oauth`, or what is made of the name. */
    readonly test_id: string;
    /** Found by its name alone: it is not among the featured ones. */
    readonly search_only: boolean;
  };
}

export interface InstitutionList {
  readonly data: readonly FlowInstitution[];
  readonly show_manual_entry: boolean;
}

/** One login at one institution. */
export interface AuthSession {
  /** `bcauth_…`, which cannot be guessed: it is all that the popup of an OAuth login knows. */
  readonly id: string;
  readonly flow: 'testmode' | 'testmode_oauth';
  readonly institution: FlowInstitution;
  readonly next_pane: Pane;
  readonly is_oauth: boolean;
  /** Of an OAuth login: what is opened in a popup. */
  readonly url: string | null;
  readonly skip_account_selection: boolean;
  readonly institution_skip_account_selection: boolean;
  readonly show_partner_disclosure: boolean;
  readonly display: { readonly text: { readonly oauth_prepane: OauthPrepane | null } };
}

interface OauthPrepane {
  readonly title: string;
  readonly subtitle: string;
  readonly cta: { readonly text: string };
}

/** `POST /v1/connections/auth_sessions/oauth_results`: answers 404 until the popup has come to its end. */
export interface OauthResult {
  readonly public_token: string | null;
  /** Ours: how it ended. */
  readonly emulator: { readonly outcome: 'success' | 'denied' };
}

/**
 * What the popup of an OAuth login shows: `GET /flow/oauth/{id}/details`. Ours, as the page itself: it knows the id of its
 * auth session alone, and has no key.
 */
export interface OauthPage {
  /** The institution's name. */
  readonly institution: string;
  readonly business_name: string | null;
  readonly labels: LabelSet;
  /** What can be picked, where the accounts are picked at the bank; null where they are picked afterwards. */
  readonly accounts: readonly OauthAccount[] | null;
  readonly single_account: boolean;
  /** How it has ended already. */
  readonly outcome: OauthResult['emulator']['outcome'] | null;
}

export type OauthAccount = Pick<
  PartnerAccount,
  'id' | 'name' | 'displayable_account_numbers' | 'allow_selection' | 'allow_selection_message' | 'emulator'
>;

/** `POST /flow/oauth/{id}/decision`, as a form; it answers the page as it is then. */
export interface OauthDecision {
  readonly decision: 'allow' | 'deny';
  /** The ids of those picked. */
  readonly accounts?: readonly string[];
}

/** One answer of a bank's login form (ours: Stripe's is not known). */
export interface LoginStep {
  readonly id: string;
  /** What is asked next; null when the user is in, and `next_pane` tells how it goes on. */
  readonly prompt: LoginPrompt | null;
  /** Said above the form: what was entered was wrong, and may be entered again. */
  readonly error: string | null;
  /** The login session has ended; another institution, or the same once more, can be picked. */
  readonly ended: boolean;
  readonly next_pane: Pane | null;
}

export type LoginPrompt =
  | { readonly type: 'credentials' }
  | { readonly type: 'options'; readonly label: string; readonly options: readonly string[] }
  | { readonly type: 'mfa' | 'security_question'; readonly label: string }
  | { readonly type: 'confirm_mfa'; readonly label: string };

/** An account that the user may pick. */
export interface PartnerAccount {
  readonly id: string;
  readonly name: string;
  /** The last four digits. */
  readonly displayable_account_numbers: string | null;
  readonly linked_account_id: string | null;
  readonly balance_amount: number | null;
  readonly currency: string | null;
  readonly supported_payment_method_types: readonly string[];
  readonly allow_selection: boolean;
  /** Why it cannot be picked. */
  readonly allow_selection_message: string | null;
  readonly status: 'active' | 'inactive';
  readonly category: string;
  readonly subcategory: string;
  readonly institution: FlowInstitution;
  readonly authorization: string;
  readonly next_pane_on_selection: Pane;
  /** Ours: it is picked already when the pane opens. */
  readonly emulator: { readonly preselected: boolean };
}

export interface PartnerAccounts {
  readonly data: readonly PartnerAccount[];
  readonly next_pane: Pane;
  readonly skip_account_selection: boolean;
}

export interface AttachedPaymentAccount {
  readonly id: string;
  readonly next_pane: Pane;
  readonly microdeposit_verification_method: 'amounts' | 'descriptor_code' | null;
  readonly networking_successful: boolean | null;
}

/**
 * What the panes send to `save_accounts_to_link`. Ours: Stripe's clients name a consumer's session, which we have none of,
 * and nothing is kept of it. Without a code it leads to the verification or to the end; a code that is refused
 * (`000001` to `000003`) is an error with `param: one_time_code`, whose message the pane says.
 */
export interface SavedDetails {
  readonly email_address: string;
  /** As typed. */
  readonly phone_number: string;
  readonly one_time_code?: string;
}

/** `save_accounts_to_link` and `disable_networking`. */
export interface SaveAnswer {
  readonly next_pane: Pane;
  readonly display: { readonly text: { readonly success_pane: { readonly sub_title: string } | null } };
}

export interface FlowManifest {
  readonly id: string;
  readonly allow_manual_entry: boolean;
  readonly consent_required: boolean;
  readonly consent_acquired_at: number | null;
  readonly custom_manual_entry_handling: boolean;
  readonly disable_link_more_accounts: boolean;
  readonly instant_verification_disabled: boolean;
  readonly institution_search_disabled: boolean;
  readonly livemode: false;
  readonly manual_entry_mode: 'automatic' | 'custom';
  readonly manual_entry_uses_microdeposits: boolean;
  readonly next_pane: Pane;
  readonly permissions: readonly string[];
  readonly product: FlowProduct;
  readonly single_account: boolean;
  readonly skip_success_pane: boolean;
  readonly business_name: string | null;
  readonly account_subcategories: readonly string[] | null;
  readonly payment_method_type: 'us_bank_account' | null;
  readonly accountholder_customer_email_address: string | null;
  readonly active_auth_session: AuthSession | null;
  readonly active_institution: FlowInstitution | null;
  readonly initial_institution: FlowInstitution | null;
  readonly hosted_auth_url: string | null;
  readonly success_url: string | null;
  readonly cancel_url: string | null;
  readonly link_account_session_cancellation_behavior: 'treat_as_silent_success';
  readonly version: 'v3';
}

/** What is ours of an answer of `synchronize`. */
export interface FlowExtras {
  readonly labels: LabelSet;
  /** What was said of this session or its intent: nothing that the page says comes before it. */
  readonly scenario: FlowScenario | null;
  /** What holds where the page says nothing either (`--autofill`). */
  readonly default_scenario: FlowScenario | null;
  /** Where no scenario says otherwise. */
  readonly save_pane: SavePane;
}

/** `POST /v1/financial_connections/sessions/synchronize` */
export interface Synchronized {
  readonly manifest: FlowManifest;
  readonly text: Readonly<Record<string, unknown>>;
  readonly visual: {
    readonly reduced_branding: boolean;
    readonly merchant_logo: readonly string[];
    readonly reduce_manual_entry_prominence_in_errors: boolean;
  };
  readonly emulator: FlowExtras;
}

/** What an error says besides, where an institution is down. */
export interface UnavailableExtras {
  readonly institution_unavailable: true;
  /** Unix seconds: the outage is a planned one. */
  readonly expected_to_be_available_at?: number;
}
