import { Table, type TableOptions } from '../core/table.ts';
import type {
  Account,
  AccountOwnership,
  Authorization,
  BalanceTransaction,
  BankAccount,
  Charge,
  CheckoutSession,
  ConnectedAccount,
  Consent,
  Customer,
  Dispute,
  Event,
  Invoice,
  InvoiceItem,
  InvoiceLineItem,
  InvoicePayment,
  Mandate,
  PaymentIntent,
  PaymentMethod,
  PaymentMethodConfiguration,
  Payout,
  Price,
  Product,
  Refund,
  Session,
  SetupAttempt,
  SetupIntent,
  Subscription,
  Token,
  WebhookEndpoint,
} from './wire.ts';

/**
 * Every type of object that is kept, by the name that its `object` has. Tables, snapshots, expansion and seeding are
 * derived from it, and each of their declarations has to name every type: one that is left out does not compile.
 */
export interface Records {
  customer: Customer;
  'financial_connections.session': Session;
  'financial_connections.account': Account;
  'financial_connections.consent': Consent;
  'financial_connections.account_ownership': AccountOwnership;
  'financial_connections.authorization': Authorization;
  payment_intent: PaymentIntent;
  setup_intent: SetupIntent;
  setup_attempt: SetupAttempt;
  payment_method: PaymentMethod;
  payment_method_configuration: PaymentMethodConfiguration;
  charge: Charge;
  refund: Refund;
  dispute: Dispute;
  balance_transaction: BalanceTransaction;
  mandate: Mandate;
  bank_account: BankAccount;
  invoice: Invoice;
  line_item: InvoiceLineItem;
  invoice_payment: InvoicePayment;
  token: Token;
  product: Product;
  price: Price;
  invoiceitem: InvoiceItem;
  'checkout.session': CheckoutSession;
  subscription: Subscription;
  account: ConnectedAccount;
  payout: Payout;
  event: Event;
  webhook_endpoint: WebhookEndpoint;
}

export type ObjectType = keyof Records;
export type Tables = { readonly [T in ObjectType]: TableOf<T> };

/** How the objects of a type are spoken of and found. */
interface Kind<R> {
  /** Stripe's noun in "No such …", where it is not the type; they differ by object (recorded, for FC assumed). */
  readonly noun?: string;
  /** The parameter that the same sentence names, where it is not `id`. */
  readonly param?: string;
  /** What lists are ordered by, where it is not `created`. */
  readonly created?: NonNullable<TableOptions<R>['created']>;
  /** What lists are asked for by: each index keeps an order of its own. */
  readonly indexes?: NonNullable<TableOptions<R>['indexes']>;
}

/** The key of an account's events in the common table: its id, or the empty text for the platform. */
export const eventKeys = {
  account: ({ account = '' }: Pick<Event, 'account'>): string => account,
  type: ({ account = '', type }: { readonly account?: string; readonly type: string }): string =>
    `${account} ${type}`,
} as const;

/**
 * What tells the bank accounts of a holder apart, by what an account shows of its own; null for one of nobody's. Programs
 * match relinked accounts by the same three (seen in public code).
 */
const bankAccountKey = ({
  account_holder: holder,
  display_name,
  institution_name,
  last4,
}: BankAccountShown): string | null =>
  holder === null
    ? null
    : [holder.account, holder.customer, holder.customer_account, institution_name, display_name, last4].join(
        '\n',
      );

type BankAccountShown = Pick<Account, 'account_holder' | 'display_name' | 'institution_name' | 'last4'>;

/** The key under which an account can be found while it is inactive. */
export const accountKeys = { inactive: bankAccountKey } as const;

/** By which the same bank account is found again among those of a customer. */
export const bankAccountKeys = {
  duplicate: ({ customer, fingerprint }: Pick<BankAccount, 'customer' | 'fingerprint'>): string | null =>
    customer == null || fingerprint === null ? null : `${customer} ${fingerprint}`,
} as const;

const KINDS = {
  customer: { indexes: { email: ({ email }) => email } },
  'financial_connections.session': {},
  'financial_connections.account': {
    indexes: {
      customer: ({ account_holder }) => account_holder?.customer,
      account: ({ account_holder }) => account_holder?.account,
      customer_account: ({ account_holder }) => account_holder?.customer_account,
      // Few are, so that accounts which are never lost cost nothing more.
      inactive: (account) => (account.status === 'inactive' ? accountKeys.inactive(account) : null),
    },
  },
  'financial_connections.account_ownership': {},
  'financial_connections.consent': {},
  'financial_connections.authorization': {},
  payment_intent: { param: 'intent', indexes: { customer: ({ customer }) => customer } },
  setup_intent: {
    // One word (recorded).
    noun: 'setupintent',
    param: 'intent',
    indexes: {
      customer: ({ customer }) => customer,
      payment_method: ({ payment_method }) => payment_method,
    },
  },
  setup_attempt: { noun: 'setupattempt', indexes: { setup_intent: ({ setup_intent }) => setup_intent } },
  payment_method: {
    noun: 'PaymentMethod',
    param: 'payment_method',
    indexes: {
      customer: ({ customer }) => customer,
      fingerprint: ({ us_bank_account: bank }) => bank?.fingerprint,
      blocked: ({ us_bank_account: bank }) =>
        bank?.status_details?.blocked === undefined ? null : bank.fingerprint,
    },
  },
  payment_method_configuration: {
    // As its path has it (Stripe's OpenAPI spec).
    param: 'configuration',
    indexes: {
      application: ({ application }) => application,
      default: ({ is_default: isDefault }) => (isDefault ? 'default' : null),
      parent: ({ parent }) => parent,
    },
  },
  charge: {
    indexes: {
      customer: ({ customer }) => customer,
      payment_intent: ({ payment_intent }) => payment_intent,
      mandate: ({ payment_method_details: details }) => details?.us_bank_account?.mandate,
      disputed: ({ disputed, payment_method_details: details }) =>
        disputed ? (details?.us_bank_account ?? details?.ach_debit)?.fingerprint : null,
    },
  },
  refund: {
    param: 'refund',
    indexes: {
      charge: ({ charge }) => charge,
      payment_intent: ({ payment_intent }) => payment_intent,
    },
  },
  dispute: {
    param: 'dispute',
    indexes: {
      charge: ({ charge }) => charge,
      payment_intent: ({ payment_intent }) => payment_intent,
    },
  },
  balance_transaction: {
    noun: 'balance transaction',
    indexes: {
      source: ({ source }) => source,
      type: ({ type }) => type,
      currency: ({ currency }) => currency,
    },
  },
  mandate: { param: 'mandate', indexes: { payment_method: ({ payment_method }) => payment_method } },
  bank_account: {
    noun: 'source',
    indexes: {
      customer: ({ customer }) => customer,
      account: ({ account }) => account,
      duplicate: bankAccountKeys.duplicate,
      // What tokens were charged for: a block of any other is found by its PaymentMethods.
      blocked: ({ customer, fingerprint, status }) =>
        customer === null && status === 'errored' ? fingerprint : null,
    },
  },
  invoice: {
    param: 'invoice',
    indexes: {
      customer: ({ customer }) => customer,
      subscription: ({ parent }) => parent?.subscription_details?.subscription,
      status: ({ status }) => status,
      collection_method: ({ collection_method }) => collection_method,
      page: ({ hosted_invoice_url: url }) => url,
    },
  },
  line_item: { noun: 'invoice line item', indexes: { invoice: ({ invoice }) => invoice } },
  invoice_payment: {
    indexes: {
      invoice: ({ invoice }) => invoice,
      payment_intent: ({ payment }) => payment.payment_intent,
      status: ({ status }) => status,
    },
  },
  token: { param: 'token' },
  product: { indexes: { active: ({ active }) => String(active), url: ({ url }) => url } },
  invoiceitem: {
    created: ({ date }) => date,
    indexes: {
      customer: ({ customer }) => customer,
      invoice: ({ invoice }) => invoice,
      pending: ({ invoice }) => String(invoice === null),
      pending_of: ({ customer, invoice }) => (invoice === null ? customer : null),
    },
  },
  price: {
    // Recorded, where products say `id`.
    param: 'price',
    indexes: {
      active: ({ active }) => String(active),
      currency: ({ currency }) => currency,
      interval: ({ recurring }) => recurring?.interval,
      lookup_key: ({ lookup_key }) => lookup_key,
      meter: ({ recurring }) => recurring?.meter,
      product: ({ product }) => product,
      type: ({ type }) => type,
    },
  },
  'checkout.session': {
    param: 'session',
    indexes: {
      customer: ({ customer }) => customer,
      email: ({ customer_details: details }) => details?.email,
      invoice: ({ invoice }) => invoice,
      payment_intent: ({ payment_intent }) => payment_intent,
      setup_intent: ({ setup_intent }) => setup_intent,
      status: ({ status }) => status,
      subscription: ({ subscription }) => subscription,
    },
  },
  subscription: {
    indexes: {
      customer: ({ customer }) => customer,
      // Those that a list has unless it is asked for others.
      listed: ({ status }) => (status === 'canceled' ? null : 'listed'),
      pending_setup_intent: ({ pending_setup_intent: setup }) => setup,
      price: ({ items }) => items.data.map(({ price }) => price.id),
      status: ({ status }) => status,
    },
  },
  // All are kept with the platform.
  account: { param: 'account' },
  payout: {
    param: 'payout',
    indexes: { destination: ({ destination }) => destination, status: ({ status }) => status },
  },
  event: { indexes: eventKeys },
  webhook_endpoint: { noun: 'webhook endpoint' },
} satisfies { readonly [T in ObjectType]: Kind<Records[T]> };

const kinds: { readonly [T in ObjectType]: Kind<Records[T]> } = KINDS;

/** The indexes that the table of a type has. */
type IndexOf<T extends ObjectType> = (typeof KINDS)[T] extends { readonly indexes: infer Indexes }
  ? keyof Indexes & string
  : never;
type TableOf<T extends ObjectType> = Table<Records[T], IndexOf<T>>;

/** Every object type, in the order in which snapshots have them. */
// Object.keys forgets which names a record has.
export const OBJECT_TYPES = Object.keys(KINDS) as readonly ObjectType[];

export const isObjectType = (type: string): type is ObjectType => Object.hasOwn(KINDS, type);

export const nounOf = (type: ObjectType): string => kinds[type].noun ?? type;
export const paramOf = (type: ObjectType): string | undefined => kinds[type].param;

function newTable<T extends ObjectType>(type: T): TableOf<T> {
  const { created, indexes } = kinds[type];
  return new Table<Records[T], IndexOf<T>>({
    ...(created === undefined ? {} : { created }),
    ...(indexes === undefined ? {} : { indexes }),
  });
}

/** What can be asked of a table of any type. */
type AnyTable = Pick<Table<Event>, 'isCursor' | 'size'>;

/** Each is made when it is first asked for: a sandbox has objects of few types, and there are ten thousand sandboxes. */
class LateTables {
  readonly made: (AnyTable | undefined)[] = OBJECT_TYPES.map(() => undefined);
}
for (const [at, type] of OBJECT_TYPES.entries())
  Object.defineProperty(LateTables.prototype, type, {
    get(this: LateTables): AnyTable {
      const known = this.made[at];
      if (known !== undefined) return known;
      const table = newTable(type);
      this.made[at] = table;
      return table;
    },
  });

// A cast: the prototype has a member for each type.
const tablesOf = (late: LateTables): Tables => late as unknown as Tables;
const lateOf = (tables: Tables): LateTables => tables as unknown as LateTables;

/** Empty tables, one a type. */
export const makeTables = (): Tables => tablesOf(new LateTables());

/** Those that have been asked for; the others are empty. */
export const usedTables = (tables: Tables): readonly AnyTable[] =>
  lateOf(tables).made.filter((table) => table !== undefined);

/** The same tables with other events: those of all accounts are in one table. */
export function withEvents(tables: Tables, event: Tables['event']): Tables {
  const late = new LateTables();
  const { made } = lateOf(tables);
  for (const [at, type] of OBJECT_TYPES.entries()) late.made[at] = type === 'event' ? event : made[at];
  return tablesOf(late);
}
