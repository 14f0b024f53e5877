import type { BillingDefaults } from './billing.ts';
import type { ConnectDefaults } from './connect.ts';
import type { Dashboard } from './dashboard.ts';
import type { FlowScenario, LabelSet } from './flow.ts';
import { MICRODEPOSIT_TYPES, type PaymentDefaults } from './payments.ts';
import type { RefreshDefaults, RefreshFeature } from './refresh.ts';

/** Bounds of what a sandbox keeps; reaching one is logged once, in a sentence. */
export interface Limits {
  readonly idempotencyKeys: number;
  readonly idempotencyLifetimeMs: number;
  readonly requests: number;
  readonly deliveries: number;
  readonly events: number;
  readonly eventLifetimeMs: number;
  readonly sandboxes: number;
  readonly bodyBytes: number;
}

const DAY_MS = 86_400_000;

export const DEFAULT_LIMITS: Limits = {
  idempotencyKeys: 10_000,
  idempotencyLifetimeMs: DAY_MS,
  requests: 1_000,
  deliveries: 10_000,
  events: 100_000,
  eventLifetimeMs: 30 * DAY_MS,
  sandboxes: 10_000,
  bodyBytes: 1_048_576,
};

/** An entry of the log: a request, a delivery, a notice or an error. */
export interface LogEntry {
  readonly kind: 'request' | 'delivery' | 'notice' | 'error';
  readonly text: string;
  readonly [detail: string]: unknown;
}
export type Log = (entry: LogEntry) => void;

// Constants, the same at every start, so that they can stand in a .env file. Underscores keep secret scanners quiet.
const SECRET_KEY = 'sk_test_stripe_fc_emulator';
export const WEBHOOK_SECRET = 'whsec_stripe_fc_emulator';

/** Options of a webhook that are used as they are given. */
export interface PlainWebhookOptions {
  /** Signs the deliveries; `emulator.webhookSecret` by default. */
  readonly secret: string;
  /** Event types, or `*` for all; all by default. */
  readonly enabledEvents: readonly string[];
  /** Wall milliseconds after which an attempt has failed; 10,000 by default (*assumed*: Stripe publishes none). */
  readonly timeoutMs: number;
  /** Sandbox milliseconds from each failed attempt to the next; 1 h, 2 h, 3 h by default: three retries, as in test mode. */
  readonly retryScheduleMs: readonly number[];
}

export const DEFAULT_WEBHOOK: PlainWebhookOptions = {
  secret: WEBHOOK_SECRET,
  enabledEvents: ['*'],
  // Assumed: Stripe publishes no timeout.
  timeoutMs: 10_000,
  // Three retries "over the course of a few hours" (docs: webhooks#retries); the hours are assumed.
  retryScheduleMs: [3_600_000, 7_200_000, 10_800_000],
};

/** Where events go. */
export interface WebhookTarget extends PlainWebhookOptions {
  readonly id: string;
  readonly url?: string;
  readonly handler?: (request: Request) => Response | Promise<Response>;
  readonly apiVersion: string | null;
}

/** Options of the emulator that are used as they are given. */
export interface PlainOptions {
  /**
   * The key that `emulator.apiKey` is, for code that makes its client at load time: `sk_test_…` or `rk_test_…`, and
   * `emulator.publishableKey` is of the same name. `sk_test_stripe_fc_emulator` by default.
   */
  readonly apiKey: string;
  /** `stripe` applies the documented test-mode limits: 25 reads and 25 writes a second; off by default. */
  readonly rateLimit: 'off' | 'stripe';
  /** The words that the panes of the authentication flow use: today's, or those of before December 2025. */
  readonly labels: LabelSet;
}

export const DEFAULT_OPTIONS: PlainOptions = {
  apiKey: SECRET_KEY,
  rateLimit: 'off',
  labels: '2026',
};

/** The options with every default filled in. */
export interface Settings extends PlainOptions {
  readonly seed: string | undefined;
  readonly refresh: Readonly<Record<RefreshFeature, RefreshDefaults>>;
  readonly payments: PaymentDefaults;
  readonly billing: BillingDefaults;
  readonly dashboard: Dashboard;
  readonly connect: ConnectDefaults;
  readonly apiVersion: string;
  /** Whether the options name `apiVersion`; otherwise it is the newest. */
  readonly apiVersionIsChosen: boolean;
  /** What the panes of the authentication flow do by themselves where nothing else is said. */
  readonly autofill: FlowScenario | undefined;
  readonly assume: Assumptions;
  readonly limits: Limits;
  readonly log: Log;
  /** Whether requests are logged; most suites have no log, and skip the work. */
  readonly tellsRequests: boolean;
  /** By type, as `putObjects` takes them. */
  readonly objects: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> | undefined;
  /** The origin in the URLs of pages, where it is none of those that the emulator knows of. */
  readonly publicUrl: string | undefined;
}

interface Assumption {
  /** The first is the default. */
  readonly choices: readonly [string, string, ...string[]];
  readonly rule: string;
  readonly source: string;
}

/** Choices where Stripe documents nothing: the first value is the default. */
export const ASSUMPTIONS = {
  earlyRefresh: {
    choices: ['ignored', 'error'],
    rule: 'A refresh while one is pending, or before next_refresh_available_at, answers 200 and starts nothing',
    source:
      'docs: financial-connections/balances (the refresh "won’t be initiated"); the 200 inferred: Stripe’s OpenAPI spec has no error code for it',
  },
  disconnectedBalance: {
    choices: ['null', 'kept'],
    rule: 'Disconnecting an account sets its balance to null',
    source: 'docs: financial-connections/balances; financial-connections/disconnections says otherwise',
  },
  disconnectedTransactions: {
    choices: ['kept', 'error'],
    rule: 'The transactions of a disconnected account stay readable, as they were last refreshed',
    source:
      'assumed: docs: financial-connections/disconnections has data that was collected before stay; financial-connections/balances says otherwise of balances',
  },
  missingPermission: {
    choices: ['error', 'ignored'],
    rule: 'Refreshing a feature whose permission was not granted is refused, and so is listing transactions; ignored: no refresh of them starts, and without one the list is refused for that',
    source:
      'docs: api/financial_connections/accounts/refresh ("if you have sufficient permissions"); status and text assumed',
  },
  paymentMethodPermission: {
    choices: ['ignored', 'error'],
    rule: 'A PaymentMethod can be made of an account without the payment_method permission',
    source:
      'assumed: docs: financial-connections/fundamentals names the permission for payments; no source shows a refusal',
  },
  unavailableBalance: {
    choices: ['succeeded', 'failed'],
    rule: 'A refresh at an institution that supplies no balance succeeds, with balance null',
    source: 'docs: financial-connections/balances ("in rare cases" the balance is null); the status assumed',
  },
  refreshError: {
    choices: ['absent', 'cause_and_action'],
    rule: 'A failed refresh does not say why; cause_and_action: its hash has `error`, with the words of `status_details.inactive`: `access_denied` and `relink_required` where the account became inactive with it, else `account_unavailable` and `none`',
    source:
      'docs: financial-connections/balances names `error` as a preview by invitation; no type and no program has it, and its shape is assumed',
  },
  prefetchWithoutPermission: {
    choices: ['error', 'ignored'],
    rule: 'Prefetching what permissions does not include is refused',
    source:
      'assumed: data is accessible only by its permission (docs: financial-connections/other-data-powered-products)',
  },
  limitOutOfRange: {
    choices: ['error', 'clamped'],
    rule: 'A list limit below 1 or above 100 is refused',
    source:
      'docs: api/pagination for the bounds; the refusal inferred, and recordings of other lists from 2026-09 clamp it to 1 and 100',
  },
  additiveFields: {
    choices: ['always', 'dated'],
    rule: 'Fields that were added without breaking anything appear under every API version',
    source:
      'recordings of PaymentIntents from 2025-12 and 2026-05: under 2023-10-16 they have most of the fields added later',
  },
  connectedAccounts: {
    choices: ['apart', 'together'],
    rule: 'An account collected for a connected account is found only with its Stripe-Account header',
    source: 'docs: connect/payouts-bank-accounts asks for the header; that it is not found without inferred',
  },
  balanceTransaction: {
    choices: ['with_success', 'after_success'],
    rule: 'A charge has its balance transaction in charge.succeeded already; after_success: null there, and charge.updated follows, of an intent with capture_method automatic_async',
    source:
      'recordings of py_ charges that had succeeded; docs: payments/payment-intents/asynchronous-capture says null, and payments by bank debit are not captured in the background',
  },
  returnedDebits: {
    choices: ['by_fate', 'by_balance'],
    rule: 'A debit is returned as its test account says, whatever is in it; by_balance: one of more than is available fails with insufficient_funds as well',
    source: 'docs: payments/ach-direct-debit, section on testing, tells of accounts, not of their balances',
  },
  microdepositType: {
    choices: MICRODEPOSIT_TYPES,
    rule: 'Typed-in accounts are verified by a descriptor code',
    source:
      'docs: payments/ach-direct-debit/accept-a-payment ("sends a descriptor_code microdeposit and might fall back to an amount microdeposit"); recordings of 2022-03 have amounts',
  },
  microdepositFailure: {
    choices: ['later', 'at_once'],
    rule: 'Microdeposits that do not reach an account (000666666661) fail after the delay of a settlement; at_once: the confirmation is refused',
    source: 'docs: payments/ach-direct-debit ("synchronously, or asynchronously"); no timing is given',
  },
  microdepositInput: {
    choices: ['either', 'as_sent'],
    rule: 'Microdeposits are verified by amounts or by a descriptor code, whichever the type that was sent; as_sent: the other is refused',
    source: 'docs: payments/ach-direct-debit, section on testing, has values of both kinds',
  },
  microdepositArrival: {
    choices: ['not_needed', 'needed'],
    rule: 'Microdeposits can be verified before their arrival_date; needed: not before they have arrived',
    source:
      'assumed: docs: payments/ach-direct-debit has test values that need no wait, and tells of no arrival in test mode',
  },
  blockAfterReturn: {
    choices: ['no', 'yes'],
    rule: 'A bank account stays usable after a return that blocks it in live mode',
    source:
      'docs: payments/ach-direct-debit/blocked-bank-accounts tells of live accounts; of test ones no source',
  },
  usedMandate: {
    choices: ['active', 'inactive'],
    rule: 'A mandate for one payment stays active when that payment has ended, and serves for no second one; inactive: mandate.updated tells that it is so then',
    source:
      'docs: payments/ach-direct-debit names disputes, some failures and invalid payment methods as what ends mandates; stripe-node types: Mandate.status calls one inactive that was "previously used"',
  },
  relink: {
    choices: ['same_account', 'new_account'],
    rule: 'A later session of the same holder that links the bank account of an inactive account makes that account active again, with the permissions of the session; new_account: a new one is made, and the inactive one stays',
    source:
      'docs: financial-connections/webhooks for reactivated; that the id stays is assumed: programs are ready for both (seen in public code)',
  },
  unknownConfiguration: {
    choices: ['error', 'accepted'],
    rule: 'A payment_method_configuration that there is not is refused; accepted: it offers what the default one does',
    source: 'public projects, 2023-11 to 2026 (“No such payment_method_configuration”)',
  },
  processingSubscription: {
    choices: ['active', 'incomplete'],
    rule: 'A subscription is active as soon as the debit of its first invoice is under way; incomplete: not before it has succeeded',
    source:
      'stripe-node types of 17 (payment_behavior: "when successfully confirming the PaymentIntent") and practice (laravel/cashier-stripe issue 1689); docs: billing/subscriptions/overview says otherwise of a PaymentIntent that is processing',
  },
  afterRetries: {
    choices: ['cancel', 'mark_unpaid', 'leave_past_due'],
    rule: 'A subscription that is past_due is canceled when no attempt to collect is left; where nothing is tried again, when the time for it would be over',
    source:
      'docs: billing/subscriptions/overview names the three as settings of the account; that the first is this one’s is assumed',
  },
  unknownAccount: {
    choices: ['created', 'error'],
    rule: 'Any well-formed id of a connected account exists on first use, and nothing is asked of that account; error: one that was not created is refused',
    source:
      'ours: tests need no account to be created first; Stripe refuses with 403 `account_invalid` (seen in public code)',
  },
  savePane: {
    choices: ['after_accounts', 'none', 'after_consent'],
    rule: 'A user of the authentication flow is asked whether to save accounts after they were picked; none: nobody is asked; after_consent: before an institution is picked',
    source: 'public end-to-end suites, which cope with each; saving changes no object',
  },
  successPane: {
    choices: ['shown', 'skipped'],
    rule: 'The flow ends with a pane that says what was connected; skipped: it ends as soon as that is done',
    source: 'public sources of stripe-ios, whose manifest has `skip_success_pane`; who sets it is not known',
  },
  canceledSession: {
    choices: ['reopens', 'ended'],
    rule: 'A session whose user has left without linking anything, or whose bank was down, can be opened by Stripe.js again; ended: it is refused',
    source:
      'docs: js/financial_connections calls only a session that has expired or was used an error; that one can be opened again is inferred',
  },
  amountMinimum: {
    choices: ['confirm', 'create'],
    rule: 'A PaymentIntent below 50 cents is refused when it is confirmed, not when it is created',
    source: 'a recording of 2026-09 creates one of 40 cents',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

export type Assumptions = {
  readonly [K in keyof typeof ASSUMPTIONS]: (typeof ASSUMPTIONS)[K]['choices'][number];
};

/** The first choice of each. */
export const DEFAULT_ASSUMPTIONS: Assumptions = Object.fromEntries(
  Object.entries(ASSUMPTIONS).map(([name, { choices }]) => [name, choices[0]]),
  // A cast, because the type of `fromEntries` does not tell which key has which value.
) as Assumptions;
