import type Stripe from 'stripe';
import type StripePreview from 'stripe-preview';
import type { CountedList } from '../core/list.ts';
import type { OptionalShape, Shape } from '../core/shape.ts';
import type { EventType } from './events.ts';
import type { Inactivity } from './inactivity.ts';

/*
 * Stripe's published types, made strict. The SDK opens its enums to any string and lets every reference be expanded; what
 * the emulator stores has neither, so that a typo in a record or in a lifecycle does not compile.
 */

// Removes `OtherString`, by which the SDK's enums take any string. To `string extends S` it is `string`, a literal is not.
type Literal<S> = S extends string ? (string extends S ? never : S) : never;
type Closed<S extends string> = [Literal<S>] extends [never] ? string : Literal<S>;

// Removes the objects from unions such as `string | Customer`, where the object is the id expanded. A decimal is a text on
// the wire, of which the SDK makes an object of its own.
type Members<T, BesideAnId extends boolean> = T extends null | undefined | number | boolean
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends readonly (infer Element)[]
      ? readonly WireValue<Element>[]
      : T extends { object: string }
        ? BesideAnId extends true
          ? never
          : Wire<T>
        : T extends object
          ? Wire<T>
          : never;

type WireValue<T> = [Extract<T, string>] extends [never]
  ? Members<T, false>
  : Closed<Extract<T, string>> | Members<Exclude<T, string>, true>;

/** `T` as it is stored, and answered unexpanded: closed enums, and ids instead of objects. */
type Wire<T> = { readonly [K in keyof T as K extends 'deleted' ? never : K]: WireValue<T[K]> };

/**
 * One parser for each parameter that the SDK knows for an endpoint, no more and no fewer: what is forgotten or invented
 * does not compile. `expand` belongs to every endpoint and is added by `operation`.
 */
export type ParamsOf<P> = {
  readonly [K in keyof P as K extends 'expand' ? never : K]-?: undefined extends P[K]
    ? OptionalShape<unknown>
    : Shape<unknown> & { readonly optional?: never };
};

/** Previews have it; it is made of the catalogue of test institutions. */
export interface Institution extends Wire<StripePreview.FinancialConnections.Institution> {}
/** Previews have it; it is made of what the bank knows. */
export interface AccountInferredBalance
  extends Wire<StripePreview.FinancialConnections.AccountInferredBalance> {}
type FinancialAccount = Wire<Stripe.FinancialConnections.Account>;
type RefreshField = 'balance_refresh' | 'ownership_refresh' | 'transaction_refresh';

/** With what is in no type of the SDK's. */
export interface Account extends Omit<FinancialAccount, RefreshField | 'subscriptions'> {
  readonly balance_refresh: WithError<FinancialAccount['balance_refresh']>;
  /** Of one that was ever initiated; only previews show it. */
  readonly inferred_balances_refresh?: NonNullable<WithError<FinancialAccount['balance_refresh']>>;
  readonly ownership_refresh: WithError<FinancialAccount['ownership_refresh']>;
  /** Only previews show others than `transactions`. */
  readonly subscriptions: WireValue<StripePreview.FinancialConnections.Account['subscriptions']>;
  readonly transaction_refresh: WithError<FinancialAccount['transaction_refresh']>;
}
/**
 * Why a refresh has failed: a preview by invitation, whose shape is not published (docs: financial-connections/balances).
 * Shown where `assume.refreshError` says so.
 */
type WithError<Refresh> = (NonNullable<Refresh> & { readonly error?: Inactivity }) | null;
export interface PaymentMethodConfiguration extends Wire<Stripe.PaymentMethodConfiguration> {}
export interface AccountOwner extends Wire<Stripe.FinancialConnections.AccountOwner> {}
/** Its list of owners tells how many there are, as other lists within objects do (recorded of those). */
export interface AccountOwnership extends Wire<Stripe.FinancialConnections.AccountOwnership> {
  readonly owners: CountedList<AccountOwner>;
}
/** A preview by invitation has it (docs: financial-connections/pre-collected-consent); no published SDK does. */
export interface Consent extends ApiObject {
  readonly object: 'financial_connections.consent';
  readonly account_holder: NonNullable<Account['account_holder']>;
  /** What must be shown before consent is collected. */
  readonly consent_text: string;
  readonly created: number;
  /** From then on it is no evidence. */
  readonly expires_at: number;
  readonly livemode: false;
  readonly locale: string;
}
export interface Authorization extends Wire<Stripe.FinancialConnections.Authorization> {}
export interface Transaction extends Wire<Stripe.FinancialConnections.Transaction> {}
type FinancialSession = Wire<Stripe.FinancialConnections.Session>;
export interface Session extends Omit<FinancialSession, 'accounts'> {
  readonly accounts: Omit<FinancialSession['accounts'], 'data'> & { readonly data: readonly Account[] };
}
export interface Customer extends Wire<Stripe.Customer> {}
/** Of a Checkout Session. */
export interface LineItem extends Wire<Stripe.LineItem> {}
/** Its `line_items` are only in answers that are asked for them, and kept beside it. */
export interface CheckoutSession extends Omit<Wire<Stripe.Checkout.Session>, 'line_items'> {}

type IntentOptions = NonNullable<Wire<Stripe.PaymentIntent>['payment_method_options']>;

/** With what is on the wire and in no type of the newest SDK. */
export interface PaymentIntent extends Omit<Wire<Stripe.PaymentIntent>, 'payment_method_options'> {
  readonly payment_method_options:
    | (Omit<IntentOptions, 'us_bank_account'> & {
        readonly us_bank_account?: NonNullable<IntentOptions['us_bank_account']> & {
          /** Typed until 2026-02-25.clover; only if it was given (stripe-node 20 types). */
          readonly preferred_settlement_speed?: 'fastest' | 'standard';
        };
      })
    | null;
  /** Recorded since 2026-05, under every version. */
  readonly shared_payment_granted_token?: string | null;
}

/** With what is on the wire and in no type of the SDK's. */
export interface PaymentMethod extends Wire<Stripe.PaymentMethod> {
  /** Recorded in 2026-05, under every version. */
  readonly shared_payment_granted_token: string | null;
}
export interface BalanceTransaction extends Wire<Stripe.BalanceTransaction> {}
/** What is asked for and never kept: it has no id. */
export interface Balance extends Wire<Stripe.Balance> {}
/**
 * With what left the SDK's types and is on the wire in every version (recorded: clover 2025-11, dahlia 2026-03). Nothing
 * here sets them; one that is put in place may have them.
 */
export interface Charge extends Wire<Stripe.Charge> {
  readonly destination: string | null;
  readonly dispute: string | null;
  readonly order: string | null;
}
export interface Mandate extends Wire<Stripe.Mandate> {}
/** With one form of what both kinds of intents have. */
export interface SetupIntent
  extends Omit<Wire<Stripe.SetupIntent>, 'automatic_payment_methods' | 'next_action'> {
  /** Its `enabled` is typed as perhaps null, and never is. */
  readonly automatic_payment_methods: PaymentIntent['automatic_payment_methods'];
  /** Of a bank account they are the same. */
  readonly next_action: PaymentIntent['next_action'];
}
export interface SetupAttempt extends Wire<Stripe.SetupAttempt> {}
/** With what left the SDK's types and is on the wire (recorded, 2026-08-26.dahlia). */
export interface Product extends Wire<Stripe.Product> {
  readonly attributes: readonly string[];
}
/** What only expansion shows of it is kept beside it. */
export interface Price extends Omit<Wire<Stripe.Price>, 'currency_options' | 'tiers'> {}
type PriceInFull = Wire<Stripe.Price>;
export type PriceTier = NonNullable<PriceInFull['tiers']>[number];
export type CurrencyOptions = NonNullable<PriceInFull['currency_options']>;
/** A recurring price in its older form; it is made of the price, and kept nowhere. */
export interface Plan extends Omit<Wire<Stripe.Plan>, 'tiers'> {}
type BilledItem = Wire<Stripe.SubscriptionItem>;
export interface SubscriptionItem extends Omit<BilledItem, 'plan' | 'price'> {
  readonly plan: Plan;
  readonly price: Price;
}
/** With what left the SDK's types and is on the wire (recorded, 2026-03): of a single item, null where there are more. */
export interface Subscription extends Omit<Wire<Stripe.Subscription>, 'items'> {
  readonly items: CountedList<SubscriptionItem>;
  readonly plan: Plan | null;
  readonly quantity: number | null;
}
export interface Refund extends Wire<Stripe.Refund> {}
/** With what left the SDK's types and is on the wire (recorded of disputes of cards, 2023 to 2026). */
export interface Dispute extends Wire<Stripe.Dispute> {
  readonly balance_transaction: string | null;
}
/** A customer's source, an external account of a connected account, or what a token stands for. */
export interface BankAccount extends Wire<Stripe.BankAccount> {}
type InvoiceLine = Wire<Stripe.InvoiceLineItem>;
/** Decimals travel as texts. */
export interface InvoiceLineItem extends Omit<InvoiceLine, 'pricing' | 'quantity_decimal'> {
  readonly pricing:
    | (Omit<NonNullable<InvoiceLine['pricing']>, 'unit_amount_decimal'> & {
        readonly unit_amount_decimal: string | null;
      })
    | null;
  readonly quantity_decimal: string | null;
}
/** Its lines are told up to ten of them, as in other lists within objects. */
export interface Invoice extends Omit<Wire<Stripe.Invoice>, 'lines'> {
  readonly lines: CountedList<InvoiceLineItem>;
}
export interface InvoiceItem extends Wire<Stripe.InvoiceItem> {}
export interface InvoicePayment extends Wire<Stripe.InvoicePayment> {}
/** Its statuses are listed in the SDK's doc string, and typed as any text. */
export interface Payout extends Omit<Wire<Stripe.Payout>, 'status'> {
  readonly status: 'canceled' | 'failed' | 'in_transit' | 'paid' | 'pending';
}
export interface Token extends Wire<Stripe.Token> {}
/**
 * A Stripe account that is connected to the platform. Its external accounts are objects of their own: answers and events
 * show them in it.
 */
export interface ConnectedAccount extends Omit<Wire<Stripe.Account>, 'external_accounts'> {
  /** Recorded of express accounts; in no type of the SDK's. */
  readonly login_links?: CountedList;
}
/** What a connected account may do, made of the account as it is asked for. */
export interface Capability extends Wire<Stripe.Capability> {}
/** What is asked for and never kept: none of them has an id. */
export interface AccountLink extends Wire<Stripe.AccountLink> {}
export interface AccountSession extends Wire<Stripe.AccountSession> {}
export interface LoginLink extends Wire<Stripe.LoginLink> {}
export interface WebhookEndpoint extends Wire<Stripe.WebhookEndpoint> {}

/** Any API object: what can be stored, emitted and answered. */
export interface ApiObject {
  readonly id: string;
  readonly object: string;
}

/** An event of any type. The SDK's union of 250 interfaces adds nothing that the emulator needs. */
export interface Event extends ApiObject {
  readonly object: 'event';
  readonly account?: string;
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: ApiObject; readonly previous_attributes?: object };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: EventType;
}
