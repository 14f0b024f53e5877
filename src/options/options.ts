import type { Fixtures } from '../bank/institutions.ts';
import type { Duration, WithDurations } from '../core/duration.ts';
import type { BillingDefaults } from '../model/billing.ts';
import type { ConnectDefaults } from '../model/connect.ts';
import type { DashboardConnections } from '../model/dashboard.ts';
import type { FlowScenario } from '../model/flow.ts';
import type { PaymentDefaults } from '../model/payments.ts';
import type { RefreshDefaults, RefreshFeature } from '../model/refresh.ts';
import type { Assumptions, Limits, Log, PlainOptions, PlainWebhookOptions } from '../model/settings.ts';
import type { Twins } from './twins.ts';

export type { BalanceSpec } from '../bank/holdings.ts';
export type { Fixtures, Institution, TestAccount } from '../bank/institutions.ts';
export type { OwnerSpec } from '../bank/owners.ts';
export type { Duration, DurationText } from '../core/duration.ts';
export type { BillingDefaults } from '../model/billing.ts';
export type { ConnectDefaults } from '../model/connect.ts';
export type { DashboardPatch, DashboardView } from '../model/dashboard.ts';
export type { Delivery, DeliveryAttempt } from '../model/delivery.ts';
export type { FlowOutcome, FlowScenario, LabelSet, Pane, SavePane } from '../model/flow.ts';
export type { BankTransaction } from '../model/ledger.ts';
export type { IntentPatch, PaymentDefaults, PaymentFate } from '../model/payments.ts';
export type {
  RefreshChange,
  RefreshChanges,
  RefreshDefaults,
  RefreshFeature,
  RefreshOutcome,
} from '../model/refresh.ts';
export type { Assumptions, Limits, Log, LogEntry } from '../model/settings.ts';
export type { LoggedRequest } from '../sandbox/request-log.ts';
export type {
  AccountHoldings,
  AccountPatch,
  AccountReconnection,
  LinkAccountFields,
  TransactionFields,
  TransactionsPatch,
} from './accounts.ts';

/** Where events are delivered besides the endpoints created by API: a URL, or a function in this process. */
export interface WebhookOptions extends Partial<WithDurations<PlainWebhookOptions>> {
  /** Receives a signed POST for each event. Redirects are not followed. */
  readonly url?: string;
  /** Receives the same request in process; any 2xx response counts as delivered. */
  readonly handler?: (request: Request) => Response | Promise<Response>;
  /** Renders the events; the emulator's `apiVersion` by default. */
  readonly apiVersion?: string;
}

/**
 * `real` runs with the wall clock, `frozen` stands at the whole second of creation; `start` is a Date, ISO, in UTC unless
 * it names a zone, or Unix seconds.
 */
export type TimeOption =
  | 'real'
  | 'frozen'
  | { readonly start: Date | string | number; readonly runs: boolean; readonly scale?: number };

/** Objects to put in place, by type: `{ customers: [{ id: 'cus_123' }], 'financial_connections.accounts': [{ … }] }`. */
export type ObjectsOption = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What `createEmulator` takes, and what a configuration file holds. */
export interface EmulatorOptions extends Partial<PlainOptions> {
  /** Same seed, same start, same calls: byte-identical ids, data and order. Ids are random without one. */
  readonly seed?: string | number;
  /** `frozen` by default. */
  readonly time?: TimeOption;
  /** By feature: how long a refresh takes, how it ends, when the next is allowed. */
  readonly refresh?: Readonly<Partial<Record<RefreshFeature, Partial<WithDurations<RefreshDefaults>>>>>;
  /** How payments, refunds and disputes go. */
  readonly payments?: Partial<WithDurations<PaymentDefaults>>;
  /** When invoices are finalized and collected by themselves. */
  readonly billing?: Partial<WithDurations<BillingDefaults>>;
  /** What a user sets in Stripe's Dashboard; of a running sandbox `updateDashboard` sets it. */
  readonly dashboard?: DashboardOptions;
  /** How connected accounts and payouts go. */
  readonly connect?: Partial<WithDurations<ConnectDefaults>>;
  readonly webhooks?: readonly WebhookOptions[];
  /** Institutions and accounts, merged over the shipped ones. */
  readonly fixtures?: Fixtures;
  /** What every new sandbox starts with. */
  readonly objects?: ObjectsOption;
  /** The account's default API version; the newest by default. */
  readonly apiVersion?: string;
  /**
   * The origin in the URLs of pages, such as `hosted_verification_url`. By default that of the server, and in process
   * Stripe's own hosts, whose pages `fetch` and `stripeHandlers` answer.
   */
  readonly publicUrl?: string;
  /**
   * What the pages of the authentication flow do by themselves, where neither the session nor the page says: an object, or a
   * text such as `success` or `cancel_at:account_picker`; nothing by default, so that they wait for a user.
   */
  readonly autofill?: FlowScenario | string;
  /** Choices where Stripe documents nothing; `docs/fidelity.md` lists them. */
  readonly assume?: Partial<Assumptions>;
  readonly limits?: Partial<WithDurations<Limits>>;
  /** Receives requests, deliveries and notices; by default only notices and errors are printed. */
  readonly log?: Log | false;
}

/** What is set in Stripe's Dashboard. */
export interface DashboardOptions {
  readonly financialConnections?: Partial<DashboardConnections>;
}

/** What may differ from sandbox to sandbox. */
export interface SandboxOptions {
  readonly webhooks?: readonly WebhookOptions[];
}

/** An object as it travels. The official SDK's types fit: `await emulator.linkAccount(…) as Stripe.FinancialConnections.Account`. */
export interface ApiResource {
  readonly id: string;
  readonly object: string;
  // biome-ignore lint/suspicious/noExplicitAny: Stripe's types are the SDK's to give, and the SDK is optional here.
  readonly [field: string]: any;
}

/** What the user does in the authentication flow. */
export interface SessionScenario {
  /** A test institution by its name; `Test (Non-OAuth)` by default. */
  readonly institution?: string;
  /** The accounts picked, by name; `Success` by default. */
  readonly accounts?: readonly string[];
  /** Typed in by hand instead: the session then has its `bank_account_token`, and no account. */
  readonly manual_entry?: { readonly routing_number: string; readonly account_number: string };
  /** Instead: somebody whose accounts live, and are all picked. */
  readonly persona?: string;
  /** Instead: the user leaves, the bank is down, or the session expires. */
  readonly outcome?: 'cancel' | 'down' | 'expire';
}

/** What the user does when a payment asks for a bank account. */
export interface BankAccountScenario {
  readonly institution?: string;
  /** The account picked, by name; `Success` by default. */
  readonly account?: string;
  /** Typed in by hand instead: such a payment method has no Financial Connections account. */
  readonly manual_entry?: { readonly routing_number: string; readonly account_number: string };
  readonly billing_details?: { readonly name?: string; readonly email?: string };
}

/** What the customer does on the page of a Checkout Session. */
export interface CheckoutScenario extends BankAccountScenario {
  /** Instead: the customer goes back, and the session stays open. */
  readonly outcome?: 'cancel';
}

/** Matches an event by its type, which may end in `*`, and the id of its object. */
export interface EventMatch {
  readonly type?: string;
  readonly object?: string;
}

export interface JobView {
  readonly kind: string;
  readonly subject: string;
  /** Unix seconds, with a fraction, in sandbox time. */
  readonly due: number;
  /** Recurring and calendar work, which `runToIdle` does not wait for. */
  readonly background: boolean;
}

/** How far time is moved: by milliseconds or a duration, or to an instant, as a Date, in ISO or in Unix seconds. */
export type Advance =
  | { readonly by: Duration; readonly to?: never }
  | { readonly to: Date | string | number; readonly by?: never };

/** A sandbox's time. */
export interface EmulatorClock {
  readonly now: () => Date;
  /**
   * Moves time, running what is due on the way, each job at its own instant; resolves when the deliveries due by then
   * have ended: by milliseconds (`5000`), by a duration (`'5s'`, `{ by: '5s' }`), or to an instant (`{ to }`: a Date, ISO,
   * in UTC unless it names a zone, or Unix seconds). Rejects when called inside itself.
   */
  readonly advance: (way: Duration | Advance) => Promise<readonly JobView[]>;
  /** Moves time until no refresh, settlement, microdeposit or first delivery attempt is pending. */
  readonly runToIdle: () => Promise<readonly JobView[]>;
  /** What is due, earliest first. */
  readonly pending: () => readonly JobView[];
}

/** A whole sandbox as one JSON document; holds no API key. */
export interface Snapshot {
  readonly object: 'emulator.snapshot';
  readonly version: 6;
  readonly [part: string]: unknown;
}

/**
 * One sandbox of the emulator; `createEmulator` gives that of its own key. What the control surface does has a method
 * each, which stands beside its endpoint (`Twins`): it rejects with the sentence with which the endpoint would refuse, and
 * with a TypeError for arguments of another type. Every member may be taken out and used by itself.
 */
export interface Emulator extends Twins, AsyncDisposable {
  /**
   * Answers as `https://api.stripe.com` would, whatever the host. Usable unbound:
   * `Stripe.createFetchHttpClient(emulator.fetch)`.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The secret key of this sandbox. */
  readonly apiKey: string;
  readonly publishableKey: string;
  /** Signs what goes to configured webhooks that have no secret of their own. */
  readonly webhookSecret: string;
  /** The same interface, bound to the sandbox of another key. Throws a TypeError for options that make no sense. */
  readonly sandbox: (key: string, options?: SandboxOptions) => Emulator;
  /** All events, oldest first. */
  readonly events: () => readonly ApiResource[];
  /** Rejects if a matching event comes within that much sandbox time; a frozen clock is advanced that far. */
  readonly expectNoEvent: (
    match: EventMatch | string,
    options: { readonly withinMs: Duration; readonly after?: string },
  ) => Promise<void>;
  /** Ends timers and deliveries; nothing of the emulator keeps the process alive after it. */
  readonly close: () => Promise<void>;
}
