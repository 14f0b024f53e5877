import type {
  AttachedPaymentAccount,
  AuthSession,
  FlowManifest,
  InstitutionList,
  LoginStep,
  OauthResult,
  PartnerAccounts,
  SaveAnswer,
  SavePane,
  Synchronized,
} from '../model/flow.ts';
import type { Account } from '../model/wire.ts';
import { ApiError, type Call, type Parameters } from './call.ts';

/*
 * The endpoints of the authentication flow, as the stand-in and the panes call them: all of one session, which is found by
 * its client_secret.
 */

export type LinkedAccount = Account;

/** A page of a session's accounts. */
interface AccountPage {
  readonly data: readonly LinkedAccount[];
  readonly has_more: boolean;
}

/** A token of the bank account that was linked, where the session is asked for one. */
interface BankAccountToken {
  readonly id: string;
  readonly object: 'token';
  readonly [name: string]: unknown;
}

/** The session as its clients see it: `session_receipt` and `complete` (public sources of Stripe's mobile SDKs). */
export interface SessionReceipt {
  readonly id: string;
  readonly livemode: boolean;
  readonly accounts: AccountPage;
  readonly permissions?: readonly string[];
  readonly filters?: {
    readonly countries?: readonly string[] | null;
    readonly country?: string | null;
  } | null;
  readonly return_url?: string | null;
  readonly bank_account_token?: BankAccountToken | null;
  /** What pays: an account that was linked, or one that was typed in. */
  readonly payment_account?: object | null;
  readonly status?: string;
}

export interface Consent {
  /** Of one that was given before, on a page of the program's own. */
  readonly consent?: string | undefined;
  /** Where the page says that saving is asked for. */
  readonly save_pane?: SavePane | undefined;
}

interface BankNumbers {
  readonly routing_number: string;
  readonly account_number: string;
}

const SESSIONS = '/v1/link_account_sessions';
const AUTH_SESSIONS = '/v1/connections/auth_sessions';

/** How many institutions a search asks for, as Stripe's SDKs do. */
const INSTITUTIONS_SHOWN = 20;

export interface FlowClient {
  readonly synchronize: (locale?: string, single_account?: boolean) => Promise<Synchronized>;
  readonly consentAcquired: (given?: Consent) => Promise<FlowManifest>;
  readonly featuredInstitutions: () => Promise<InstitutionList>;
  readonly searchInstitutions: (query: string) => Promise<InstitutionList>;
  readonly institutionSelected: (institution: string) => Promise<FlowManifest>;
  readonly linkMoreAccounts: () => Promise<FlowManifest>;
  /** Rejected with `fields.extra_fields` of `UnavailableExtras` where the institution is down. */
  readonly openAuthSession: (institution: string) => Promise<AuthSession>;
  readonly retrieveAuthSession: (id: string) => Promise<AuthSession>;
  readonly cancelAuthSession: (id: string) => Promise<AuthSession>;
  /** Undefined until the popup has come to its end. */
  readonly oauthResults: (id: string) => Promise<OauthResult | undefined>;
  readonly authorized: (id: string, publicToken?: string | null) => Promise<AuthSession>;
  readonly login: (id: string, fields: Readonly<Record<string, string>>) => Promise<LoginStep>;
  readonly partnerAccounts: (id: string) => Promise<PartnerAccounts>;
  readonly selectAccounts: (id: string, accounts: readonly string[]) => Promise<PartnerAccounts>;
  readonly attachBankAccount: (numbers: BankNumbers) => Promise<AttachedPaymentAccount>;
  readonly attachLinkedAccount: (account: string) => Promise<AttachedPaymentAccount>;
  readonly saveAccounts: (details?: Parameters) => Promise<SaveAnswer>;
  readonly disableNetworking: () => Promise<SaveAnswer>;
  /** Ends the flow, however far it has come. */
  readonly complete: (terminalError?: string) => Promise<SessionReceipt>;
  readonly receipt: () => Promise<SessionReceipt>;
  readonly listAccounts: (startingAfter?: string) => Promise<AccountPage>;
}

const notYet = (thrown: unknown): undefined => {
  if (thrown instanceof ApiError && thrown.status === 404) return undefined;
  throw thrown;
};

type Session = Pick<
  FlowClient,
  | 'synchronize'
  | 'consentAcquired'
  | 'featuredInstitutions'
  | 'searchInstitutions'
  | 'institutionSelected'
  | 'linkMoreAccounts'
>;

const wayToTheBank = (call: Call, client_secret: string): Session => ({
  synchronize: (locale, single_account) =>
    call('POST', '/v1/financial_connections/sessions/synchronize', {
      client_secret,
      locale,
      single_account,
      expand: ['manifest.active_auth_session'],
    }),
  consentAcquired: (given) => call('POST', `${SESSIONS}/consent_acquired`, { client_secret, ...given }),
  featuredInstitutions: () => call('GET', '/v1/connections/featured_institutions', { client_secret }),
  searchInstitutions: (query) =>
    call('GET', '/v1/connections/institutions', { client_secret, query, limit: INSTITUTIONS_SHOWN }),
  institutionSelected: (institution) =>
    call('POST', `${SESSIONS}/institution_selected`, { client_secret, institution }),
  linkMoreAccounts: () => call('POST', `${SESSIONS}/link_more_accounts`, { client_secret }),
});

type Login = Pick<
  FlowClient,
  | 'openAuthSession'
  | 'retrieveAuthSession'
  | 'cancelAuthSession'
  | 'oauthResults'
  | 'authorized'
  | 'login'
  | 'partnerAccounts'
  | 'selectAccounts'
>;

const atTheBank = (call: Call, client_secret: string): Login => ({
  openAuthSession: (institution) =>
    call('POST', AUTH_SESSIONS, {
      client_secret,
      institution,
      use_mobile_handoff: false,
      use_abstract_flow: true,
    }),
  retrieveAuthSession: (id) => call('POST', `${AUTH_SESSIONS}/retrieve`, { client_secret, id }),
  cancelAuthSession: (id) => call('POST', `${AUTH_SESSIONS}/cancel`, { client_secret, id }),
  oauthResults: (id) =>
    call<OauthResult>('POST', `${AUTH_SESSIONS}/oauth_results`, { client_secret, id }).catch(notYet),
  authorized: (id, publicToken) =>
    call('POST', `${AUTH_SESSIONS}/authorized`, {
      client_secret,
      id,
      public_token: publicToken ?? undefined,
    }),
  login: (id, fields) => call('POST', `${AUTH_SESSIONS}/login`, { client_secret, id, fields }),
  partnerAccounts: (id) =>
    call('POST', `${AUTH_SESSIONS}/accounts`, { client_secret, id, expand: ['data.institution'] }),
  selectAccounts: (id, accounts) =>
    call('POST', `${AUTH_SESSIONS}/selected_accounts`, { client_secret, id, selected_accounts: accounts }),
});

/** All that can be asked about the session of a client_secret. */
export const flowClient = (call: Call, client_secret: string): FlowClient => ({
  ...wayToTheBank(call, client_secret),
  ...atTheBank(call, client_secret),
  attachBankAccount: (numbers) =>
    call('POST', `${SESSIONS}/attach_payment_account`, {
      client_secret,
      type: 'bank_account',
      bank_account: { routing_number: numbers.routing_number, account_number: numbers.account_number },
    }),
  attachLinkedAccount: (account) =>
    call('POST', `${SESSIONS}/attach_payment_account`, {
      client_secret,
      type: 'linked_account',
      linked_account: { id: account },
    }),
  saveAccounts: (details) => call('POST', `${SESSIONS}/save_accounts_to_link`, { client_secret, ...details }),
  disableNetworking: () => call('POST', `${SESSIONS}/disable_networking`, { client_secret }),
  complete: (terminalError) =>
    call('POST', `${SESSIONS}/complete`, { client_secret, terminal_error: terminalError }),
  receipt: () => call('GET', `${SESSIONS}/session_receipt`, { client_secret }),
  listAccounts: (startingAfter) =>
    call('GET', `${SESSIONS}/list_accounts`, { client_secret, starting_after: startingAfter }),
});
