import { type ExpandableTypes, mergedTypes } from '../core/expand.ts';
import generated from './expandable.generated.json' with { type: 'json' };
import type { ObjectType, Records } from './records.ts';

/**
 * What the SDK's types do not have, and Stripe takes: fields that left the types and are on the wire (recorded), and
 * those that programs ask for (seen in public code).
 */
const BESIDE_THE_TYPES: ExpandableTypes = {
  charge: { destination: 'account', dispute: 'dispute', order: 0 },
  dispute: { balance_transaction: 'balance_transaction' },
  event: { data: 0 },
  mandate: { on_behalf_of: 0 },
  payment_method: { us_bank_account: { financial_connections_account: 0 } },
};

/** What the SDK of previews has besides (stripe-node 22.7.0-beta.1 types), and of a preview by invitation. */
export const EXPANDABLE_IN_PREVIEWS: ExpandableTypes = {
  'financial_connections.account': { institution: 'financial_connections.institution' },
  'financial_connections.authorization': {
    account_holder: { account: 'account', customer: 'customer' },
    institution: 'financial_connections.institution',
  },
  'financial_connections.consent': { account_holder: { account: 'account', customer: 'customer' } },
};

let merged: ExpandableTypes | undefined;

/**
 * What can be expanded, by object type, made from the SDK's types; ids of objects that are not emulated stay ids. Made when
 * something is first expanded: the table is large.
 */
export function expandable(): ExpandableTypes {
  merged ??= mergedTypes(generated.types, BESIDE_THE_TYPES);
  return merged;
}

/** What an id may lead to. */
type Linkable = ObjectType;

/** A field that leads to an object or a list of them, or further into a hash. */
type Reference<Value> =
  | { readonly object: Linkable; readonly dangles?: true }
  | { readonly list: ObjectType }
  | { readonly fields: ReferencesOf<NonNullable<Value>> };
type ReferencesOf<Hash> = { readonly [Field in keyof Hash]?: Reference<Hash[Field]> };

const to = <const Type extends Linkable>(object: Type) => ({ object });
/** Of what nobody has made sure that it is there: it came as a parameter, or was put in place. */
const perhapsTo = <const Type extends Linkable>(object: Type) => ({ object, dangles: true }) as const;
// Any well-formed id of a connected account is taken for one.
const HOLDER = { account: perhapsTo('account'), customer: to('customer') };

/** Where the fields of what is kept lead. A type that is left out, and a type or field that does not exist, do not compile. */
export const REFERENCES = {
  balance_transaction: { source: perhapsTo('charge') },
  customer: {
    default_source: perhapsTo('bank_account'),
    invoice_settings: { fields: { default_payment_method: perhapsTo('payment_method') } },
  },
  'financial_connections.session': {
    account_holder: { fields: HOLDER },
    accounts: { list: 'financial_connections.account' },
  },
  'financial_connections.account': {
    account_holder: { fields: HOLDER },
    ownership: perhapsTo('financial_connections.account_ownership'),
  },
  'financial_connections.account_ownership': {},
  'financial_connections.consent': { account_holder: { fields: HOLDER } },
  'financial_connections.authorization': {},
  payment_intent: {
    customer: to('customer'),
    last_payment_error: { fields: { payment_method: perhapsTo('payment_method') } },
    latest_charge: to('charge'),
    payment_method: to('payment_method'),
  },
  setup_intent: {
    customer: to('customer'),
    last_setup_error: { fields: { payment_method: perhapsTo('payment_method') } },
    latest_attempt: to('setup_attempt'),
    mandate: perhapsTo('mandate'),
    payment_method: to('payment_method'),
    single_use_mandate: perhapsTo('mandate'),
  },
  setup_attempt: {
    customer: to('customer'),
    payment_method: perhapsTo('payment_method'),
    setup_intent: to('setup_intent'),
  },
  payment_method: { customer: to('customer') },
  payment_method_configuration: {},
  charge: {
    balance_transaction: perhapsTo('balance_transaction'),
    customer: to('customer'),
    dispute: perhapsTo('dispute'),
    failure_balance_transaction: perhapsTo('balance_transaction'),
    payment_intent: to('payment_intent'),
    payment_method_details: { fields: { us_bank_account: { fields: { mandate: perhapsTo('mandate') } } } },
  },
  refund: {
    balance_transaction: perhapsTo('balance_transaction'),
    charge: to('charge'),
    customer: to('customer'),
    failure_balance_transaction: perhapsTo('balance_transaction'),
    payment_intent: to('payment_intent'),
    payment_method: perhapsTo('payment_method'),
  },
  dispute: {
    balance_transaction: perhapsTo('balance_transaction'),
    charge: to('charge'),
    payment_intent: to('payment_intent'),
  },
  mandate: { payment_method: to('payment_method') },
  bank_account: { account: perhapsTo('account'), customer: to('customer') },
  invoice: {
    customer: perhapsTo('customer'),
    default_payment_method: perhapsTo('payment_method'),
    lines: { list: 'line_item' },
  },
  line_item: {},
  invoice_payment: {
    invoice: perhapsTo('invoice'),
    payment: { fields: { payment_intent: perhapsTo('payment_intent') } },
  },
  token: {},
  product: { default_price: to('price') },
  price: { product: to('product') },
  invoiceitem: {
    customer: to('customer'),
    // A draft that is deleted leaves its items behind.
    invoice: perhapsTo('invoice'),
    pricing: { fields: { price_details: { fields: { price: perhapsTo('price') } } } },
  },
  'checkout.session': {
    customer: to('customer'),
    invoice: to('invoice'),
    payment_intent: to('payment_intent'),
    setup_intent: to('setup_intent'),
    subscription: to('subscription'),
  },
  subscription: {
    customer: to('customer'),
    default_payment_method: perhapsTo('payment_method'),
    latest_invoice: perhapsTo('invoice'),
    pending_setup_intent: perhapsTo('setup_intent'),
  },
  account: {},
  payout: {
    balance_transaction: perhapsTo('balance_transaction'),
    destination: perhapsTo('bank_account'),
    failure_balance_transaction: perhapsTo('balance_transaction'),
    original_payout: perhapsTo('payout'),
    reversed_by: perhapsTo('payout'),
  },
  event: {},
  webhook_endpoint: {},
} satisfies { readonly [Type in ObjectType]: ReferencesOf<Records[Type]> };
