import type { ObjectType, Records } from './records.ts';

/** What an id may lead to: a type that is kept, or one of which ids stay ids, because it is not emulated. */
type Linkable = ObjectType | 'account' | 'financial_connections.account_ownership';

/** A field that leads to an object or a list of them, further into a hash, or nowhere. */
type Expandable<Value> =
  | { readonly object: Linkable; readonly dangles?: true }
  | { readonly list: ObjectType }
  | { readonly fields: ExpandableOf<NonNullable<Value>> }
  | Tolerated;
type ExpandableOf<Hash> = { readonly [Field in keyof Hash]?: Expandable<Hash[Field]> };

const to = <const Type extends Linkable>(object: Type) => ({ object });
/** Of what nobody has made sure that it is there: it came as a parameter, or was put in place. */
const perhapsTo = <const Type extends Linkable>(object: Type) => ({ object, dangles: true }) as const;
/** A field that is accepted in `expand` and stays as it is: programs send such fields (seen in public code). */
type Tolerated = { readonly object?: never; readonly list?: never; readonly fields?: never };
const TOLERATED: Tolerated = {};
const HOLDER = { account: to('account'), customer: to('customer') };

/**
 * What can be expanded, by object type; ids of objects that are not emulated stay ids. A type that is left out, and a
 * type or field that does not exist, do not compile.
 */
export const EXPANDABLE = {
  customer: {
    cash_balance: TOLERATED,
    default_source: TOLERATED,
    invoice_credit_balance: TOLERATED,
    invoice_settings: { fields: { default_payment_method: perhapsTo('payment_method') } },
    sources: TOLERATED,
    subscriptions: TOLERATED,
    tax: TOLERATED,
    tax_ids: TOLERATED,
    test_clock: TOLERATED,
  },
  'financial_connections.session': {
    account_holder: { fields: HOLDER },
    accounts: { list: 'financial_connections.account' },
  },
  'financial_connections.account': {
    account_holder: { fields: HOLDER },
    account_numbers: TOLERATED,
    balance: TOLERATED,
    balance_refresh: TOLERATED,
    ownership: to('financial_connections.account_ownership'),
    ownership_refresh: TOLERATED,
    status_details: TOLERATED,
    transaction_refresh: TOLERATED,
  },
  payment_intent: {
    application: TOLERATED,
    customer: to('customer'),
    last_payment_error: { fields: { payment_method: perhapsTo('payment_method') } },
    latest_charge: to('charge'),
    next_action: TOLERATED,
    on_behalf_of: TOLERATED,
    payment_method: to('payment_method'),
    payment_method_options: TOLERATED,
    payment_record: TOLERATED,
    review: TOLERATED,
    source: TOLERATED,
    transfer_data: TOLERATED,
  },
  payment_method: {
    billing_details: TOLERATED,
    customer: to('customer'),
    us_bank_account: { fields: { financial_connections_account: TOLERATED } },
  },
  charge: {
    application: TOLERATED,
    application_fee: TOLERATED,
    balance_transaction: TOLERATED,
    customer: to('customer'),
    failure_balance_transaction: TOLERATED,
    on_behalf_of: TOLERATED,
    payment_intent: to('payment_intent'),
    payment_method_details: { fields: { us_bank_account: { fields: { mandate: perhapsTo('mandate') } } } },
    refunds: TOLERATED,
    review: TOLERATED,
    source_transfer: TOLERATED,
    transfer: TOLERATED,
    transfer_data: TOLERATED,
  },
  mandate: { on_behalf_of: TOLERATED, payment_method: to('payment_method') },
  event: { data: TOLERATED },
  webhook_endpoint: {},
} satisfies { readonly [Type in ObjectType]: ExpandableOf<Records[Type]> };
