/*
 * What operations are called with beside the parameter that is tried: enough to get far enough to read it.
 */

export type Form = Readonly<Record<string, unknown>>;

const MANDATE = { mandate_data: { customer_acceptance: { type: 'offline' } } };
const HOLDER = { account_holder: { type: 'customer', customer: 'cus_1' } };

const SHIPPED = { shipping: { name: 'J', address: { city: 'Oslo' } } };

const BANK_METHOD = {
  type: 'us_bank_account',
  billing_details: { name: 'J' },
  us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
};
const LINKED_METHOD = { ...BANK_METHOD, us_bank_account: { financial_connections_account: 'fca_1' } };
const PAID = { amount: '2000', currency: 'usd' };
const RETURNING = { ...MANDATE, return_url: 'https://example.com/return' };
/** Nobody is there to be sent back. */
const AWAY = { payment_method: 'pm_1', ...MANDATE, off_session: 'true' };
const CONFIRMING = { payment_method: 'pm_1', ...RETURNING };
const CONFIRMED = { ...PAID, confirm: 'true', payment_method: 'pm_usBankAccount_success', ...RETURNING };
const NEW_METHOD = { payment_method: 'pm_usBankAccount_success' };
const ONLINE = {
  mandate_data: {
    customer_acceptance: { type: 'online', online: { ip_address: '127.0.0.1', user_agent: 'x' } },
  },
};
const SET_UP = { confirm: 'true', payment_method: 'pm_usBankAccount_success', ...RETURNING };
const OTHER_TYPES = {
  allowed_payment_method_types: ['us_bank_account', 'acss_debit', 'bacs_debit', 'sepa_debit', 'card'],
};
const OTHER_OPTIONS = /^payment_method_options\[(acss_debit|bacs_debit|sepa_debit|card)\]/;
const DESTINED = { transfer_data: { destination: 'acct_1' } };

/** Microdeposits have to verify it. */
const TYPED_IN = { payment_method_data: BANK_METHOD, ...RETURNING };

const CHARGED = { ...PAID, customer: 'cus_1', source: 'ba_2' };
const NEW_SOURCE = { source: 'btok_us_verified_debitNotAuthorized' };

const CODE = { descriptor_code: 'SM11AA' };

const COST = { currency: 'usd', unit_amount: '500' };
const ITEM = { customer: 'cus_1', currency: 'usd', amount: '500' };
const ITEM_OF_PRICE = { customer: 'cus_1', pricing: { price: 'price_4' } };
const OF_SUB = { subscription: 'sub_1' };
const NEW_PRODUCT = { ...COST, product_data: { name: 'Mug' } };
const PRICED = { ...COST, product: 'prod_2' };
const MONTHLY = { ...COST, recurring: { interval: 'month' } };
const CHECKED_OUT = {
  line_items: [{ price_data: { ...COST, product_data: { name: 'Mug' } }, quantity: '1' }],
  mode: 'payment',
  success_url: 'https://example.com/done',
};
const TO_SUBSCRIBE = {
  customer: 'cus_1',
  items: [{ price: 'price_1' }],
  payment_behavior: 'default_incomplete',
};
const MONTHLY_DATA = { price_data: { ...MONTHLY, product: 'prod_2' } };
const MORE_OF_IT = { items: [{ id: 'si_1', quantity: '5' }] };
const ADDED = [{ price: 'price_4' }];
const FROM_TO = {
  start: { type: 'timestamp', timestamp: '1767225700' },
  end: { type: 'timestamp', timestamp: '1767744000' },
};
const ADDED_FOR = [{ price: 'price_4', period: FROM_TO }];
const ADDED_DATA = [{ price_data: PRICED }];
const TO_BE_ANCHORED = { ...TO_SUBSCRIBE, billing_cycle_anchor: '1767744000' };
const SET_UP_PAGE = { mode: 'setup', currency: 'usd', success_url: 'https://example.com/done' };
const SUBSCRIBED = {
  ...CHECKED_OUT,
  line_items: [{ price_data: { ...MONTHLY, product_data: { name: 'Mug' } }, quantity: '1' }],
  mode: 'subscription',
};
const EMBEDDED = {
  line_items: CHECKED_OUT.line_items,
  mode: 'payment',
  return_url: 'https://example.com/return',
  ui_mode: 'embedded_page',
};

const TAKING = { lookup_key: 'mug', transfer_lookup_key: 'true' };

const ONBOARDING = { refresh_url: 'https://example.com/again', return_url: 'https://example.com/back' };
const EXTERNAL = {
  external_account: {
    object: 'bank_account',
    account_number: '000123456789',
    country: 'US',
    currency: 'usd',
    routing_number: '110000000',
  },
};

/** What an operation is called with beside the parameter, so that it gets far enough to read it. */
export const BASES: Readonly<Record<string, Form>> = {
  'POST /v1/account_links': { account: 'acct_1', type: 'account_onboarding', ...ONBOARDING },
  'POST /v1/account_sessions': { account: 'acct_1', components: { balances: { enabled: 'true' } } },
  'POST /v1/accounts': { type: 'custom' },
  'POST /v1/accounts/:account/external_accounts': { external_account: 'btok_us_verified' },
  'POST /v1/accounts/:account/reject': { reason: 'other' },
  'POST /v1/payouts': { amount: '1', currency: 'usd' },
  'POST /v1/checkout/sessions': CHECKED_OUT,
  'POST /v1/customers': SHIPPED,
  'POST /v1/customers/:customer': SHIPPED,
  'GET /v1/customers/search': { query: 'created>0' },
  'GET /v1/payment_methods': { customer: 'cus_1' },
  'POST /v1/financial_connections/consents': { ...HOLDER },
  'POST /v1/financial_connections/sessions': { ...HOLDER, permissions: ['balances'] },
  'POST /v1/financial_connections/accounts/:account/refresh': { features: ['balance'] },
  'POST /v1/financial_connections/accounts/:account/subscribe': { features: ['transactions'] },
  'POST /v1/financial_connections/accounts/:account/unsubscribe': { features: ['transactions'] },
  'GET /v1/financial_connections/accounts/:account/owners': { ownership: 'fcaowns_1' },
  'GET /v1/financial_connections/transactions': { account: 'fca_2' },
  'POST /v1/payment_methods': {
    type: 'us_bank_account',
    billing_details: { name: 'J' },
    us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
  },
  'POST /v1/payment_methods/:payment_method/attach': { customer: 'cus_1' },
  'POST /v1/payment_intents': PAID,
  'POST /v1/payment_intents/:payment_intent/confirm': CONFIRMING,
  'POST /v1/payment_intents/:payment_intent/increment_authorization': { amount: '3000' },
  'POST /v1/payment_intents/:payment_intent/verify_microdeposits': CODE,
  'POST /v1/setup_intents/:setup_intent/verify_microdeposits': CODE,
  'POST /v1/setup_intents/:setup_intent/confirm': CONFIRMING,
  'GET /v1/setup_attempts': { setup_intent: 'seti_1' },
  'GET /v1/charges/search': { query: 'amount>0' },
  'POST /v1/charges': CHARGED,
  'POST /v1/charges/:charge': SHIPPED,
  'GET /v1/payment_intents/search': { query: 'amount>0' },
  'POST /v1/customers/:customer/bank_accounts': NEW_SOURCE,
  'POST /v1/customers/:customer/bank_accounts/:source/verify': { amounts: ['32', '45'] },
  'POST /v1/customers/:customer/sources': NEW_SOURCE,
  'POST /v1/customers/:customer/sources/:source/verify': { amounts: ['32', '45'] },
  'POST /v1/tokens': {
    bank_account: { account_number: '000123456789', country: 'US', routing_number: '110000000' },
  },
  'POST /v1/refunds': { charge: 'py_1' },
  'POST /v1/invoiceitems': ITEM,
  'POST /v1/invoices': { customer: 'cus_1' },
  'POST /v1/invoices/create_preview': { subscription: 'sub_1' },
  'GET /v1/invoices/search': { query: 'total>0' },
  'POST /v1/invoices/:invoice/add_lines': { lines: [{ amount: '5' }] },
  'POST /v1/invoices/:invoice/remove_lines': { lines: [{ id: 'il_1', behavior: 'delete' }] },
  'POST /v1/invoices/:invoice/update_lines': { lines: [{ id: 'il_1' }] },
  'GET /v1/prices/search': { query: "active:'true'" },
  'GET /v1/products/search': { query: "-name:'x'" },
  'POST /v1/prices': PRICED,
  'POST /v1/products': { name: 'Mug' },
  'POST /v1/subscriptions': TO_SUBSCRIBE,
  'GET /v1/subscriptions': { status: 'all' },
  'GET /v1/subscriptions/search': { query: 'created>0' },
  'POST /v1/subscription_items': { subscription: 'sub_1', ...MONTHLY_DATA },
  'GET /v1/subscription_items': { subscription: 'sub_1' },
  'POST /v1/webhook_endpoints': { url: 'https://example.com/hook', enabled_events: ['*'] },
};

/** What must be beside a parameter that an operation reads only then, in place of its base; the first that fits. */
export const BESIDE: readonly (readonly [name: RegExp, path: RegExp, form: Form])[] = [
  [/accounts$/, /^controller/, {}],
  [/accounts(\/:account)?$/, /^external_account\[/, EXTERNAL],
  [/external_accounts$/, /^external_account\[/, EXTERNAL],
  [/checkout\/sessions$/, /^setup_intent_data/, SET_UP_PAGE],
  [/sessions$/, /^payment_intent_data\[transfer_data/, { ...CHECKED_OUT, payment_intent_data: DESTINED }],
  [/checkout\/sessions\/:session$/, /recurring\]/, { line_items: SUBSCRIBED.line_items }],
  [/checkout\/sessions\/:session$/, /^line_items\[price_data/, { line_items: CHECKED_OUT.line_items }],
  [/checkout\/sessions\/:session$/, /^line_items/, { line_items: [{ price: 'price_4', quantity: '1' }] }],
  [/sessions$/, /^subscription_data\[transfer_data/, { ...SUBSCRIBED, subscription_data: DESTINED }],
  [
    /checkout\/sessions$/,
    /^subscription_data\[default_tax_rates/,
    { ...SUBSCRIBED, subscription_data: { description: 'Mugs' } },
  ],
  [/checkout\/sessions$/, /^(subscription_data|payment_method_collection)/, SUBSCRIBED],
  [/checkout\/sessions$/, /recurring\]/, SUBSCRIBED],
  [/checkout\/sessions$/, /^(redirect_on_completion|return_url)$/, EMBEDDED],
  [/checkout\/sessions$/, /^customer_update/, { ...CHECKED_OUT, customer: 'cus_1' }],
  [
    /checkout\/sessions$/,
    /^line_items\[price\]$/,
    { ...CHECKED_OUT, line_items: [{ price: 'price_4', quantity: '1' }] },
  ],
  [/subscriptions$/, /^add_invoice_items\[price_data/, { ...TO_SUBSCRIBE, add_invoice_items: ADDED_DATA }],
  [/subscriptions$/, /^add_invoice_items\[period/, { ...TO_SUBSCRIBE, add_invoice_items: ADDED_FOR }],
  [/subscriptions$/, /^add_invoice_items/, { ...TO_SUBSCRIBE, add_invoice_items: ADDED }],
  [/subscriptions$/, /^items\[price_data/, { ...TO_SUBSCRIBE, items: [MONTHLY_DATA] }],
  [/subscriptions$/, /^(plan|quantity)$/, { customer: 'cus_1', plan: 'price_1' }],
  [/subscriptions$/, /^proration_behavior$/, TO_BE_ANCHORED],
  [/subscriptions$/, /^transfer_data/, { ...TO_SUBSCRIBE, ...DESTINED }],
  [/subscriptions$/, /^billing_mode\[flexible/, { ...TO_SUBSCRIBE, billing_mode: { type: 'flexible' } }],
  [/:subscription$/, /^add_invoice_items\[price_data/, { add_invoice_items: ADDED_DATA }],
  [/:subscription$/, /^add_invoice_items\[period/, { add_invoice_items: ADDED_FOR }],
  [/:subscription$/, /^add_invoice_items/, { add_invoice_items: ADDED }],
  [/:subscription$/, /^items\[price_data/, { items: [{ id: 'si_1', ...MONTHLY_DATA }] }],
  [/:subscription$/, /^(items\[|proration)/, MORE_OF_IT],
  [/:subscription\/resume$/, /^proration/, { billing_cycle_anchor: 'unchanged' }],
  [/subscription_items\/:item$/, /^price_data/, MONTHLY_DATA],
  [/^POST .*subscription_items\/:item$/, /^proration/, { quantity: '5' }],
  [/invoiceitems$/, /^(quantity|quantity_decimal)$/, ITEM_OF_PRICE],
  [/invoiceitems$/, /^pricing/, ITEM_OF_PRICE],
  [/invoiceitems$/, /^price$/, { customer: 'cus_1', price: 'price_4' }],
  [/invoiceitems$/, /^unit_amount$/, { customer: 'cus_1', unit_amount: '4' }],
  [/invoiceitems$/, /^unit_amount_decimal$/, { customer: 'cus_1', unit_amount_decimal: '4' }],
  [/invoiceitems$/, /^price_data/, { customer: 'cus_1', price_data: PRICED }],
  [/:invoiceitem$/, /^price_data\[/, { price_data: PRICED }],
  [/:invoiceitem$/, /^tax_(behavior|code)$/, { amount: '5' }],
  [/invoices$/, /^automatically_finalizes_at$/, { customer: 'cus_1', auto_advance: 'true' }],
  [/:invoice$/, /^automatically_finalizes_at$/, { auto_advance: 'true' }],
  [/invoices$/, /^shipping_details\[/, { customer: 'cus_1', shipping_details: SHIPPED.shipping }],
  [/:invoice$/, /^shipping_details\[/, { shipping_details: SHIPPED.shipping }],
  [/:line_item$/, /^price_data\[product\]/, { price_data: PRICED }],
  [/:line_item$/, /^price_data/, { price_data: NEW_PRODUCT }],
  [/add_lines$/, /price_data\]\[product\]/, { lines: [{ price_data: PRICED }] }],
  [/add_lines$/, /price_data/, { lines: [{ price_data: NEW_PRODUCT }] }],
  [/add_lines$/, /(pricing|quantity)/, { lines: [{ pricing: { price: 'price_4' } }] }],
  [/add_lines$/, /invoice_item/, { lines: [{ invoice_item: 'ii_1' }] }],
  [/update_lines$/, /price_data\]\[product\]/, { lines: [{ id: 'il_1', price_data: PRICED }] }],
  [/update_lines$/, /price_data/, { lines: [{ id: 'il_1', price_data: NEW_PRODUCT }] }],
  [/invoice_payments$/, /payment_record/, { payment: { type: 'payment_record', payment_record: 'x' } }],
  [/create_preview$/, /^(currency|customer)$/, { customer: 'cus_1', invoice_items: [{ amount: '5' }] }],
  [/create_preview$/, /^invoice_items\[price_data/, { ...OF_SUB, invoice_items: [{ price_data: PRICED }] }],
  [/create_preview$/, /^invoice_items\[price\]/, { ...OF_SUB, invoice_items: [{ price: 'price_4' }] }],
  [/create_preview$/, /^invoice_items\[quantity/, { ...OF_SUB, invoice_items: [{ price: 'price_4' }] }],
  [/create_preview$/, /^invoice_items\[unit_amount\]/, { ...OF_SUB, invoice_items: [{ unit_amount: '5' }] }],
  [
    /create_preview$/,
    /^invoice_items\[unit_amount_decimal/,
    { ...OF_SUB, invoice_items: [{ unit_amount_decimal: '5' }] },
  ],
  [/create_preview$/, /^invoice_items/, { ...OF_SUB, invoice_items: [{ amount: '5' }] }],
  [
    /create_preview$/,
    /^subscription_details\[items\]\[price_data/,
    {
      ...OF_SUB,
      subscription_details: { items: [{ price_data: { ...PRICED, recurring: { interval: 'month' } } }] },
    },
  ],
  [
    /create_preview$/,
    /^subscription_details\[(proration|items\]\[(clear_usage|discounts|tax_rates))/,
    { ...OF_SUB, subscription_details: { items: [{ id: 'si_1', quantity: '5' }] } },
  ],
  [/products$/, /^default_price_data\[/, { name: 'Mug', default_price_data: MONTHLY }],
  [/prices$/, /^product_data\[/, { ...COST, product_data: { name: 'Mug' } }],
  [/prices$/, /^transfer_lookup_key$/, { ...PRICED, ...TAKING }],
  [/prices\/:price$/, /^transfer_lookup_key$/, TAKING],
  [/setup_intents?$/, /^payment_method_data\[/, { payment_method_data: BANK_METHOD }],
  [/setup_intents$/, /^single_use\[/, { single_use: { amount: '100', currency: 'usd' } }],
  [/setup_intents$/, /acceptance\]\[online\]/, { ...SET_UP, ...ONLINE }],
  [/setup_intents$/, /^(confirm|mandate_data\[.*|return_url|use_stripe_sdk)$/, SET_UP],
  [/setup_intents?$/, OTHER_OPTIONS, OTHER_TYPES],
  [/:setup_intent\/confirm$/, OTHER_OPTIONS, { ...CONFIRMING, ...OTHER_TYPES }],
  [/payment_intents$/, /^payment_method_data\[/, { ...PAID, payment_method_data: BANK_METHOD }],
  [/:payment_intent$/, /^payment_method_data\[/, { payment_method_data: BANK_METHOD }],
  [/bank_accounts$/, /^bank_account$/, { bank_account: 'btok_us_verified_debitNotAuthorized' }],
  [/tokens$/, /^pii/, { pii: { id_number: '1' } }],
  [/tokens$/, /payment_method\]$/, { bank_account: { payment_method: 'pm_2' } }],
  [/verify_microdeposits$/, /^amounts/, { amounts: ['32', '45'] }],
  // With a payment method by which there is no mandate yet: one that stands is used instead of a new one.
  [/payment_intent\/confirm$/, /acceptance\]\[online\]/, { ...CONFIRMING, ...ONLINE, ...NEW_METHOD }],
  [/payment_intent\/confirm$/, /acceptance\]\[accepted_at\]/, { ...CONFIRMING, ...NEW_METHOD }],
  [/confirm$/, /\[(routing|account)_number\]$/, TYPED_IN],
  [/confirm$/, /^payment_method_data(\[|$)/, { payment_method_data: LINKED_METHOD, ...RETURNING }],
  // With two lines, so that an address is left when one is taken away.
  [/charges$/, /^shipping\[/, { ...CHARGED, shipping: { name: 'J', address: { city: 'Oslo', line1: 'x' } } }],
  [/charges$/, /^transfer_data\[/, { ...CHARGED, ...DESTINED }],
  [/payment_intents$/, /^shipping\[/, { ...PAID, ...SHIPPED }],
  [/:payment_intent$/, /^shipping\[/, SHIPPED],
  [/confirm$/, /^shipping\[/, { ...CONFIRMING, ...SHIPPED }],
  [/payment_intents$/, /^off_session$/, { ...PAID, customer: 'cus_1', confirm: 'true', ...AWAY }],
  [/confirm$/, /^off_session$/, AWAY],
  [/payment_intents$/, /acceptance\]\[online\]/, { ...CONFIRMED, ...ONLINE }],
  [/confirm$/, /acceptance\]\[online\]/, { ...CONFIRMING, ...ONLINE }],
  [/payment_intents$/, /^transfer_data\[/, { ...PAID, ...DESTINED }],
  [
    /payment_intents$/,
    /^(confirm|mandate|mandate_data\[.*|error_on_requires_action|return_url|use_stripe_sdk)$/,
    CONFIRMED,
  ],
  ...Object.entries({
    acss_debit: 'usd',
    au_becs_debit: 'aud',
    bacs_debit: 'gbp',
    sepa_debit: 'eur',
  }).flatMap(([type, currency]): typeof BESIDE => {
    const path = new RegExp(`^payment_method_options\\[${type}\\]`);
    const form = { currency, payment_method_types: [type] };
    return [
      [/payment_intents$/, path, { ...PAID, ...form }],
      [/:payment_intent$/, path, form],
    ];
  }),
  [
    /confirm$/,
    /^payment_method_options\[(acss_debit|card)\]/,
    { ...CONFIRMING, payment_method_types: ['us_bank_account', 'acss_debit', 'card'] },
  ],
];
