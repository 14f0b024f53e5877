import type { BankAccountPlan, BankLogin } from './bank-facts.ts';
import type { DashboardConnections } from './dashboard.ts';
import type { FlowScenario } from './flow.ts';
import type { FlowProgress } from './flow-progress.ts';
import type { AccountLedger } from './ledger.ts';
import type { IntentKnobs, MicrodepositType } from './payments.ts';
import type { SessionProgress } from './session-progress.ts';
import type {
  Account,
  AccountOwner,
  Charge,
  CurrencyOptions,
  LineItem,
  PaymentIntent,
  PaymentMethod,
  PriceTier,
} from './wire.ts';

/** Where a transaction with an id of the caller's is. */
interface TransactionPlace {
  readonly account: string;
  readonly number: number;
}

/** What an ownership does not show. */
interface OwnershipFacts {
  readonly account: string;
  /** Its owners behind those that it shows. */
  readonly further: readonly AccountOwner[];
}

/** What an authorization is of, which it does not show. */
export interface AuthorizationFacts {
  /** Null where an account has no holder: then it is that account's alone. */
  readonly accountHolder: Account['account_holder'];
  /** The test institution, by its name. */
  readonly institution: string;
  /** Every account of it is disconnected: the preview's word for it, that others call inactive (assumed). */
  readonly disconnected: boolean;
  /** It was put in place, and shows what was given rather than what follows from its accounts. */
  readonly given?: true;
}

type BlockedBankAccount = NonNullable<
  NonNullable<NonNullable<PaymentMethod['us_bank_account']>['status_details']>['blocked']
>;

/** What is known of a bank account that is a customer's source or an external account, or that a token stands for. */
export interface SourcePlan extends Omit<BankAccountPlan, 'spent'> {
  /** The account of Financial Connections that it is of. */
  readonly linked?: string;
  /** How often wrong amounts were named for its deposits. */
  readonly failures?: number;
  /** A debit of it was returned or disputed: whoever has given it consents to none any more. */
  readonly withdrawn?: true;
  /** Why it is blocked, where a token was charged for it, so that no PaymentMethod shows it. */
  readonly blocked?: BlockedBankAccount;
}

/** What a webhook endpoint does not show. */
interface EndpointFacts {
  readonly secret: string;
  /** It gets the events of connected accounts, not the platform's own. */
  readonly connect: boolean;
  /** Whose endpoint it is; null for the platform's. */
  readonly account: string | null;
}

export const MICRODEPOSIT_STATES = ['underway', 'arrived', 'verified', 'failed', 'canceled'] as const;
export type MicrodepositState = (typeof MICRODEPOSIT_STATES)[number];

/** The microdeposits of an intent's last confirmation that needed them. */
export interface Microdeposits {
  readonly state: MicrodepositState;
  readonly paymentMethod: string;
  /** Which of the intent's confirmations: jobs of an earlier one do nothing to a later one. */
  readonly round: number;
  /** How often the wrong ones were named. */
  readonly failures: Readonly<Record<MicrodepositType, number>>;
  /** By which a PaymentIntent is paid once they are verified; a SetupIntent names its own. */
  readonly mandate: string | null;
  /** Where they can be verified: the path of a page. */
  readonly page: string;
}

/** `single_use` of a SetupIntent, which does not show it. */
interface SingleUse {
  readonly amount: number;
  readonly currency: string;
}

/** What a price shows only where it is expanded. */
export interface PriceBeside {
  readonly tiers?: readonly PriceTier[];
  /** Without its own currency. */
  readonly currency_options?: CurrencyOptions;
}

/** A line of a Checkout Session; its price is kept once, and shown with it. */
export interface CheckoutLine {
  readonly id: string;
  readonly adjustable_quantity: LineItem['adjustable_quantity'];
  readonly description: string | null;
  readonly metadata: LineItem['metadata'];
  readonly price: string;
  readonly quantity: number;
}

/** `payment_intent_data` as the payment of a session will show it. */
export type CheckoutPayment = Partial<
  Pick<
    PaymentIntent,
    | 'application_fee_amount'
    | 'capture_method'
    | 'description'
    | 'metadata'
    | 'on_behalf_of'
    | 'receipt_email'
    | 'setup_future_usage'
    | 'shipping'
    | 'statement_descriptor'
    | 'statement_descriptor_suffix'
    | 'transfer_data'
    | 'transfer_group'
  >
>;

/** What a Checkout Session does not show. */
export interface CheckoutFacts {
  /** As they were asked for, the first one first. */
  readonly lines: readonly CheckoutLine[];
  readonly payment?: CheckoutPayment;
  /** `subscription_data`, as it came. */
  readonly subscription?: Readonly<Record<string, unknown>>;
  /** The version that one which subscribes was created in: by it its subscription is billed. */
  readonly version?: string;
  /** `allow_redisplay` of the PaymentMethod that is collected. */
  readonly redisplay?: PaymentMethod['allow_redisplay'];
  /** The name that the customer writes becomes that of the Customer. */
  readonly updatesName?: true;
}

/** The charges of a PaymentIntent at one instant: the newest of them first, no more than a list in an object has. */
export interface ChargesThen {
  readonly data: readonly Charge[];
  readonly total: number;
}

/** How an intent goes, over what holds for all. */
interface IntentFacts extends Partial<IntentKnobs> {
  /** The payment under way is tried again for its invoice, which has not told yet that it was. */
  readonly isRetry?: true;
}

/** What Stripe does not show, kept beside the records and saved with them. */
export interface FactsByName {
  /** By account: the bank's side of it, and how its next refreshes go. */
  logins: BankLogin;
  /** By ownership: whose it is. */
  ownerships: OwnershipFacts;
  /** By authorization: those that have been named. */
  authorizations: AuthorizationFacts;
  /** By account: which of its transactions are shown. */
  ledgers: AccountLedger;
  /** By the tag in the ids of its transactions: the account. */
  ledgerTags: string;
  /** By the id of a transaction that the caller chose. */
  transactionIds: TransactionPlace;
  /** By session: how far the user has come. */
  sessions: SessionProgress;
  /** By client_secret: the session's id. */
  sessionSecrets: string;
  /** By session whose authentication flow has been shown: where its user is in it. */
  flows: FlowProgress;
  /** By session or intent: what its pages do by themselves. */
  scenarios: FlowScenario;
  /** By PaymentMethod: how a payment with it ends. */
  paymentMethods: BankAccountPlan;
  /** By bank account, or by the token of one: how money comes from it or goes to it. */
  bankAccounts: SourcePlan;
  /** By PaymentIntent or SetupIntent: what was said of this one. */
  intents: IntentFacts;
  /** By PaymentIntent or SetupIntent. */
  microdeposits: Microdeposits;
  /** By SetupIntent that was created for one payment: what its mandate is to allow. */
  singleUses: SingleUse;
  /** By Checkout Session. */
  checkouts: CheckoutFacts;
  /** By the area of the Dashboard: what is set there, where that is not what the options say. */
  dashboard: DashboardConnections;
  /** By webhook endpoint; those of connected accounts are kept with the platform. */
  endpoints: EndpointFacts;
  /** By subscription item: the subscription that has it. */
  subscriptionItems: string;
  /** By event: the endpoints that have not yet got it; kept with the platform. */
  awaiting: readonly string[];
  /** By price: only of those that have such. */
  prices: PriceBeside;
  /** By event about a PaymentIntent: its charges as they were then; kept with the platform. */
  eventCharges: ChargesThen;
}

export type FactName = keyof FactsByName;
export type Facts = { readonly [Name in FactName]: Map<string, FactsByName[Name]> };

export const makeFacts = (): Facts => ({
  logins: new Map(),
  ownerships: new Map(),
  authorizations: new Map(),
  ledgers: new Map(),
  ledgerTags: new Map(),
  transactionIds: new Map(),
  sessions: new Map(),
  sessionSecrets: new Map(),
  flows: new Map(),
  scenarios: new Map(),
  paymentMethods: new Map(),
  bankAccounts: new Map(),
  intents: new Map(),
  microdeposits: new Map(),
  singleUses: new Map(),
  checkouts: new Map(),
  dashboard: new Map(),
  endpoints: new Map(),
  subscriptionItems: new Map(),
  awaiting: new Map(),
  prices: new Map(),
  eventCharges: new Map(),
});

// makeFacts has each of them; Object.keys forgets which names a record has.
export const FACT_NAMES = Object.keys(makeFacts()) as readonly FactName[];
