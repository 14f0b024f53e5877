import { Table } from './core/table.ts';
import type { BankLogin, IntentPlan, SessionProgress } from './hidden.ts';
import type {
  Account,
  Charge,
  Customer,
  Event,
  Mandate,
  PaymentIntent,
  PaymentMethod,
  Session,
  WebhookEndpoint,
} from './wire.ts';

/** The nouns and parameter names in Stripe's "No such …", which differ by object (recorded; for FC assumed). */
export const NOUNS: Readonly<Record<string, { readonly noun: string; readonly param?: string }>> = {
  payment_intent: { noun: 'payment_intent', param: 'intent' },
  payment_method: { noun: 'PaymentMethod', param: 'payment_method' },
  webhook_endpoint: { noun: 'webhook endpoint' },
};

export const nounOf = (type: string): string => NOUNS[type]?.noun ?? type;

/**
 * The tables of one account. Events are kept in one table for all accounts of a sandbox, so that they have one order;
 * `events` is the platform's.
 */
export function makeTables(events: Table<Event> = eventTable()) {
  const holderCustomer = (account: Account) => account.account_holder?.customer;
  return {
    customer: new Table<Customer>({ indexes: { email: ({ email }) => email } }),
    'financial_connections.session': new Table<Session>(),
    'financial_connections.account': new Table<Account>({
      indexes: {
        customer: holderCustomer,
        account: ({ account_holder }) => account_holder?.account,
        customer_account: ({ account_holder }) => account_holder?.customer_account,
      },
    }),
    payment_intent: new Table<PaymentIntent>({ indexes: { customer: ({ customer }) => customer } }),
    payment_method: new Table<PaymentMethod>({ indexes: { customer: ({ customer }) => customer } }),
    charge: new Table<Charge>({
      indexes: {
        customer: ({ customer }) => customer,
        payment_intent: ({ payment_intent }) => payment_intent,
      },
    }),
    mandate: new Table<Mandate>({ indexes: { payment_method: ({ payment_method }) => payment_method } }),
    event: events,
    webhook_endpoint: new Table<WebhookEndpoint>(),
  };
}

/** The key of an account's events in the common table: its id, or the empty text for the platform. */
export const eventKeys = {
  account: ({ account = '' }: Pick<Event, 'account'>): string => account,
  type: ({ account = '', type }: Pick<Event, 'account' | 'type'>): string => `${account} ${type}`,
} as const;

function eventTable(): Table<Event> {
  return new Table<Event>({ indexes: eventKeys });
}

export type Tables = ReturnType<typeof makeTables>;
export type ObjectType = keyof Tables;
export const OBJECT_TYPES = [
  'customer',
  'financial_connections.session',
  'financial_connections.account',
  'payment_intent',
  'payment_method',
  'charge',
  'mandate',
  'event',
  'webhook_endpoint',
] as const satisfies readonly ObjectType[];

/** What a webhook endpoint does not show. */
export interface EndpointFacts {
  readonly secret: string;
  /** Whether it gets the events of connected accounts instead of the platform's own. */
  readonly connect: boolean;
  /** Whose endpoint it is; null for the platform's. */
  readonly account: string | null;
}

/** Facts that Stripe's objects do not show, stored beside the records and saved in snapshots. */
export function makeHidden() {
  return {
    /** By account: the bank's side of it, and how its next refreshes go. */
    logins: new Map<string, BankLogin>(),
    /** By session: how far the user has come. */
    sessions: new Map<string, SessionProgress>(),
    /** By client_secret: the session's id. */
    sessionSecrets: new Map<string, string>(),
    /** By PaymentMethod: how a payment with it ends. */
    paymentMethods: new Map<string, IntentPlan>(),
    /** By webhook endpoint; those of connected accounts are kept with the platform. */
    endpoints: new Map<string, EndpointFacts>(),
  };
}

export type Hidden = ReturnType<typeof makeHidden>;
