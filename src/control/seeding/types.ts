import type { Records } from '../../model/records.ts';
import type { ApiObject, Transaction } from '../../model/wire.ts';
import { preparedAccount } from './accounts.ts';
import { preparedAuthorization } from './authorizations.ts';
import { preparedBankAccount } from './bank-accounts.ts';
import { preparedCheckout } from './checkout.ts';
import { preparedConnectedAccount } from './connected-accounts.ts';
import { preparedConsent } from './consents.ts';
import { preparedCustomer } from './customers.ts';
import { preparedEvent } from './events.ts';
import type { Fields } from './fields.ts';
import { preparedInvoiceItem } from './invoice-items.ts';
import { preparedInvoicePayment } from './invoice-payments.ts';
import { preparedInvoice, preparedLine } from './invoices.ts';
import { preparedOwnership } from './ownerships.ts';
import { preparedIntent } from './payment-intents.ts';
import { preparedConfiguration } from './payment-method-configurations.ts';
import { preparedMethod } from './payment-methods.ts';
import { preparedBalanceTransaction, preparedCharge, preparedMandate } from './payments.ts';
import { preparedPayout } from './payouts.ts';
import type { Given, PreparedObject } from './preparation.ts';
import { preparedPrice } from './prices.ts';
import { preparedProduct } from './products.ts';
import { preparedDispute, preparedRefund } from './returns.ts';
import { preparedSession } from './sessions.ts';
import { preparedAttempt, preparedSetup } from './setups.ts';
import { preparedSubscription } from './subscriptions.ts';
import { preparedToken } from './tokens.ts';
import { isNewestFirst, preparedTransaction } from './transactions.ts';
import { preparedEndpoint } from './webhook-endpoints.ts';

/** How objects of a type are put in place. */
export interface Seeding<R extends ApiObject> {
  /** What a list of them is called. */
  readonly plural: string;
  readonly prepare: (given: Given) => PreparedObject<R>;
  /** Whether a list of them is put in place from its end, so that they come in the order of their numbers. */
  readonly isNewestFirst?: (list: readonly Fields[]) => boolean;
}

/** What can be put in place: what is kept as records, and transactions, which are kept with the ledgers of their accounts. */
interface Seeded extends Records {
  'financial_connections.transaction': Transaction;
}
export type SeededType = keyof Seeded;

/** Every type of object, in the order in which they are put in place: one that is left out does not compile. */
export const SEEDINGS: { readonly [T in SeededType]: Seeding<Seeded[T]> } = {
  account: { plural: 'accounts', prepare: preparedConnectedAccount },
  payout: { plural: 'payouts', prepare: preparedPayout },
  customer: { plural: 'customers', prepare: preparedCustomer },
  // Before sessions and PaymentMethods, which show what is known of the accounts that they name.
  'financial_connections.account': { plural: 'financial_connections.accounts', prepare: preparedAccount },
  // Behind accounts, whose banks tell the owners that were not given.
  'financial_connections.account_ownership': {
    plural: 'financial_connections.account_ownerships',
    prepare: preparedOwnership,
  },
  'financial_connections.authorization': {
    plural: 'financial_connections.authorizations',
    prepare: preparedAuthorization,
  },
  'financial_connections.transaction': {
    plural: 'financial_connections.transactions',
    prepare: preparedTransaction,
    isNewestFirst,
  },
  bank_account: { plural: 'bank_accounts', prepare: preparedBankAccount },
  // Before sessions, which show theirs.
  token: { plural: 'tokens', prepare: preparedToken },
  'financial_connections.session': { plural: 'financial_connections.sessions', prepare: preparedSession },
  'financial_connections.consent': { plural: 'financial_connections.consents', prepare: preparedConsent },
  payment_method_configuration: {
    plural: 'payment_method_configurations',
    prepare: preparedConfiguration,
  },
  payment_intent: { plural: 'payment_intents', prepare: preparedIntent },
  setup_intent: { plural: 'setup_intents', prepare: preparedSetup },
  setup_attempt: { plural: 'setup_attempts', prepare: preparedAttempt },
  payment_method: { plural: 'payment_methods', prepare: preparedMethod },
  balance_transaction: { plural: 'balance_transactions', prepare: preparedBalanceTransaction },
  charge: { plural: 'charges', prepare: preparedCharge },
  refund: { plural: 'refunds', prepare: preparedRefund },
  dispute: { plural: 'disputes', prepare: preparedDispute },
  invoice: { plural: 'invoices', prepare: preparedInvoice },
  // Behind invoices, which show them.
  line_item: { plural: 'line_items', prepare: preparedLine },
  invoice_payment: { plural: 'invoice_payments', prepare: preparedInvoicePayment },
  mandate: { plural: 'mandates', prepare: preparedMandate },
  product: { plural: 'products', prepare: preparedProduct },
  price: { plural: 'prices', prepare: preparedPrice },
  invoiceitem: { plural: 'invoiceitems', prepare: preparedInvoiceItem },
  // Behind intents and prices, which they name.
  'checkout.session': { plural: 'checkout.sessions', prepare: preparedCheckout },
  // Behind prices, which its items show.
  subscription: { plural: 'subscriptions', prepare: preparedSubscription },
  webhook_endpoint: { plural: 'webhook_endpoints', prepare: preparedEndpoint },
  event: { plural: 'events', prepare: preparedEvent },
};

/** All of them, in that order. */
// Object.keys forgets which names a record has.
export const SEEDED_TYPES = Object.keys(SEEDINGS) as readonly SeededType[];
