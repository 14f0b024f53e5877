import fc from 'fast-check';
import { BILLED, BILLED_THERE } from './billing-creations.ts';
import { CATALOG, CATALOG_THERE } from './catalog-creations.ts';
import { intent, setupIntent } from './intent-fields.ts';
import {
  address,
  type Fields,
  hash,
  metadata,
  one,
  permissions,
  some,
  text,
  unset,
  whole,
  withPrefetch,
} from './parameter-fields.ts';

/*
 * What objects can be created with: for each type every parameter that its answers show, and the parameters that no
 * object shows as a field of its own.
 */

export interface Creation {
  /** Enough to create one. */
  readonly least: Fields;
  /** Parameters that the API takes together; among them each that an answer shows. */
  readonly fields: fc.Arbitrary<Fields>;
  /** Parameters that an answer shows and that are no fields of the object, because they do something else as well; what. */
  readonly actions: Readonly<Record<string, string>>;
}

/** What has to be there before: the objects that the parameters name. */
export const THERE = {
  customers: [{ id: 'cus_1' }],
  'financial_connections.accounts': [
    { id: 'fca_1', institution: 'Test (Non-OAuth)', account: 'Success' },
    { id: 'fca_2', institution: 'Emulator: Balances', account: 'Savings' },
    { id: 'fca_3', institution: 'Test (Non-OAuth)', account: 'Payment Processes Indefinitely' },
  ],
  payment_methods: [{ id: 'pm_1', customer: 'cus_1' }, { id: 'pm_2' }],
  ...CATALOG_THERE,
  ...BILLED_THERE,
};

const holder = fc.oneof(
  one({ type: 'customer', customer: 'cus_1' }, { type: 'account', account: 'acct_1' }),
  fc.record({ type: one('customer'), customer_account: text }),
);
const preference = hash({}, { display_preference: hash({}, { preference: one('none', 'off', 'on') }) });
const email = text.map((name) => `${name.replace(/[\s@]/g, '.')}@example.com`);
const customer = hash(
  {},
  {
    address: unset(address),
    balance: fc.integer(),
    business_name: unset(text),
    description: unset(text),
    email: unset(email),
    individual_name: unset(text),
    invoice_prefix: text,
    invoice_settings: hash(
      {},
      {
        custom_fields: unset(
          fc.array(fc.record({ name: text, value: text }), { minLength: 1, maxLength: 2 }),
        ),
        footer: unset(text),
        rendering_options: unset(
          hash(
            {},
            { amount_tax_display: unset(one('exclude_tax', 'include_inclusive_tax')), template: text },
          ),
        ),
      },
    ),
    metadata,
    name: unset(text),
    next_invoice_sequence: whole,
    phone: unset(text),
    preferred_locales: fc.array(text, { minLength: 1, maxLength: 2 }),
    shipping: unset(hash({ address, name: text }, { phone: unset(text) })),
    tax_exempt: unset(one('none', 'reverse', 'exempt')),
  },
);

const bank = {
  account_holder_type: one('individual', 'company'),
  account_type: one('checking', 'savings'),
};
const paymentMethod = hash(
  {
    type: one('us_bank_account'),
    billing_details: hash(
      { name: text },
      { address: unset(address), email: unset(email), phone: unset(text), tax_id: text },
    ),
    us_bank_account: fc.oneof(
      hash({ financial_connections_account: one('fca_1', 'fca_2', 'fca_3') }, bank),
      hash({ routing_number: one('110000000'), account_number: one('000123456789', '000000000009') }, bank),
    ),
  },
  { allow_redisplay: one('always', 'limited', 'unspecified'), metadata },
);

const session = hash(
  { account_holder: holder, permissions },
  {
    filters: hash(
      {},
      {
        account_subcategories: some(['checking', 'savings', 'mortgage', 'line_of_credit', 'credit_card']),
        country: text,
        require_payment_method_support: one('all', 'at_least_one', 'none'),
      },
    ),
    limits: fc.record({ accounts: unset(whole) }),
    manual_entry: hash({}, { mode: one('automatic', 'disabled') }),
    return_url: text,
  },
).chain(withPrefetch);

const endpoint = hash(
  {
    enabled_events: some(['*', 'customer.created', 'financial_connections.account.created']),
    url: one('http://127.0.0.1:9/', 'http://localhost/hook?a=b'),
  },
  {
    api_version: one('2026-10-28.endive', '2023-10-16'),
    connect: fc.boolean(),
    description: unset(text),
    metadata,
  },
);

const link = fc
  .tuple(
    one(
      { institution: 'Test (OAuth)', account: 'Failure' },
      { institution: 'Emulator: Balances', account: 'Credit Card' },
      { institution: 'Tokenized Account Number', account: 'Expiring in 30 Days' },
      { institution: 'Eventually Requires Reauthentication' },
      { institution: 'Ownership Accounts' },
      { account: 'High Balance' },
      {},
    ),
    hash(
      {},
      {
        account_holder: unset(holder),
        category: one('cash', 'credit', 'investment', 'other'),
        created: one(1, 1_700_000_000),
        display_name: unset(text),
        holdings: one({ balance: { current: { usd: 5 } } }),
        institution_name: text,
        last4: unset(one('1234')),
        permissions,
        refresh: one({ balance: { outcome: 'failed', delay: '5s' } }),
        status: one('active', 'inactive', 'disconnected'),
        subcategory: one('checking', 'credit_card', 'mortgage', 'other', 'savings'),
        subscriptions: some(['transactions']),
        supported_payment_method_types: some(['link', 'us_bank_account']),
      },
    ),
  )
  .map(([picked, given]) => ({ ...picked, ...given }));

/** By object type: of every type that the API creates, and of accounts, which the control surface links. */
export const CREATIONS: Readonly<Record<string, Creation>> = {
  ...CATALOG,
  ...BILLED,
  customer: {
    least: {},
    fields: customer,
    actions: { payment_method: 'attaches a PaymentMethod' },
  },
  payment_intent: {
    least: { amount: 2000, currency: 'usd' },
    fields: intent,
    actions: {
      confirm: 'makes a payment, with a charge and a mandate',
      payment_method_data: 'creates a PaymentMethod',
    },
  },
  setup_intent: {
    least: {},
    fields: setupIntent,
    actions: {
      confirm: 'sets up a PaymentMethod, with an attempt and a mandate',
      payment_method_data: 'creates a PaymentMethod',
      single_use: 'makes the mandate of the confirmation one for a single payment',
    },
  },
  payment_method_configuration: {
    least: {},
    fields: hash({}, { name: text, card: preference, us_bank_account: preference, zip: preference }),
    actions: {},
  },
  payment_method: {
    least: {
      type: 'us_bank_account',
      billing_details: { name: 'Jenny' },
      us_bank_account: { financial_connections_account: 'fca_1' },
    },
    fields: paymentMethod,
    actions: {},
  },
  'financial_connections.session': {
    least: { account_holder: { type: 'customer', customer: 'cus_1' }, permissions: ['balances'] },
    fields: session,
    actions: {},
  },
  'financial_connections.consent': {
    least: { account_holder: { type: 'customer', customer: 'cus_1' } },
    fields: hash({ account_holder: holder }, { locale: one('en', 'en-us', 'es-MX', 'en-Latn-US') }),
    actions: {},
  },
  'financial_connections.account': {
    least: {},
    fields: link,
    actions: { prefetch: 'starts refreshes' },
  },
  webhook_endpoint: {
    least: { enabled_events: ['*'], url: 'http://127.0.0.1:9/' },
    fields: endpoint,
    actions: {},
  },
};
