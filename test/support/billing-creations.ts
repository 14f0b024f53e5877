import fc from 'fast-check';
import type { Creation } from './creations.ts';
import { address, hash, metadata, one, some, text, unset } from './parameter-fields.ts';

/* What is billed can be created with, and who is paid: invoices, subscriptions, Checkout Sessions, accounts, payouts. */

/** What they name, besides the catalog. */
export const BILLED_THERE = {
  prices: [
    { id: 'price_once', product: 'prod_1', unit_amount: 1500 },
    { id: 'price_monthly', product: 'prod_1', unit_amount: 2000, recurring: { interval: 'month' } },
  ],
  balance_transactions: [{ id: 'txn_there', amount: 100_000, available_on: 1_700_000_000 }],
};

const LATER = 1_770_000_000;
const issuer = one({ type: 'self' }, { type: 'account', account: 'acct_1' });
const customFields = fc.array(fc.record({ name: text, value: text }), { minLength: 1, maxLength: 4 });
const descriptor = text.map((name) => `A${name.replace(/[<>\\'"*]/g, '')}`);
const mail = one('jenny@example.com', 'a+b@example.org');
const bankOptions = (...methods: readonly string[]) =>
  hash(
    {},
    {
      financial_connections: hash(
        {},
        { permissions: one(['payment_method'], ['payment_method', 'balances']) },
      ),
      verification_method: one(...methods),
    },
  );
const paymentSettings = hash(
  {},
  {
    payment_method_options: hash(
      {},
      { us_bank_account: bankOptions('automatic', 'instant', 'microdeposits') },
    ),
    payment_method_types: some(['us_bank_account', 'card']),
  },
);

const token = hash(
  {
    bank_account: hash(
      {
        account_number: one('000123456789', '000111111113'),
        country: one('US'),
        routing_number: one('110000000'),
      },
      {
        account_holder_name: text,
        account_holder_type: one('individual', 'company'),
        account_type: one('checking', 'savings'),
        currency: one('usd'),
      },
    ),
  },
  {},
);

const invoice = fc
  .tuple(
    fc.oneof(
      hash({ collection_method: one('send_invoice'), due_date: one(LATER) }, {}),
      hash({}, { collection_method: one('charge_automatically') }),
    ),
    hash(
      { customer: one('cus_1') },
      {
        account_tax_ids: some(['txi_1', 'txi_2']),
        auto_advance: fc.boolean(),
        automatic_tax: fc.record({ enabled: fc.boolean() }),
        currency: one('usd', 'eur'),
        custom_fields: customFields,
        default_payment_method: one('pm_1'),
        description: text,
        effective_at: one(LATER),
        footer: text,
        issuer,
        metadata,
        number: text,
        on_behalf_of: one('acct_1'),
        payment_settings: paymentSettings,
        rendering: hash(
          {},
          { amount_tax_display: one('exclude_tax', 'include_inclusive_tax'), template: text },
        ),
        shipping_details: hash({ address, name: text }, { phone: unset(text) }),
        statement_descriptor: descriptor,
      },
    ),
  )
  .map(([how, fields]) => ({ ...how, ...fields }));

const invoiceItem = hash(
  { amount: fc.integer({ min: -9999, max: 99_999 }), customer: one('cus_1') },
  {
    currency: one('usd', 'eur'),
    description: text,
    discountable: fc.boolean(),
    metadata,
    period: one({ start: LATER, end: LATER + 86_400 }),
  },
);

const subscription = fc
  .tuple(
    fc.oneof(
      hash({ collection_method: one('send_invoice'), days_until_due: fc.integer({ min: 1, max: 60 }) }, {}),
      hash({ default_payment_method: one('pm_1') }, { collection_method: one('charge_automatically') }),
    ),
    hash({}, { cancel_at_period_end: fc.boolean() }).chain((given) =>
      Object.keys(given).length > 0
        ? fc.constant(given)
        : hash({}, { cancel_at: one<number | string>(LATER, 'max_period_end') }),
    ),
    hash(
      {
        customer: one('cus_1'),
        items: one([{ price: 'price_monthly' }], [{ price: 'price_monthly', quantity: 3 }]),
      },
      {
        application_fee_percent: one(5, 12.5),
        automatic_tax: fc.record({ enabled: fc.boolean() }),
        billing_cycle_anchor_config: fc.record({ day_of_month: fc.integer({ min: 1, max: 31 }) }),
        billing_mode: one({ type: 'flexible' }, { type: 'classic' }),
        description: text,
        invoice_settings: hash({}, { issuer }),
        metadata,
        on_behalf_of: one('acct_1'),
        payment_settings: paymentSettings,
        trial_period_days: fc.integer({ min: 1, max: 90 }),
        trial_settings: fc.record({
          end_behavior: fc.record({ missing_payment_method: one('cancel', 'pause') }),
        }),
      },
    ),
  )
  .map((parts) => Object.assign({}, ...parts));

const page = text.map((name) => `https://example.com/${encodeURIComponent(name)}`);
const whose = fc.oneof(
  fc.record({ customer: one('cus_1') }),
  fc.record({ customer_account: text }),
  hash({}, { customer_creation: one('always', 'if_required'), customer_email: mail }),
);
const ways = fc.oneof(
  fc.constant({}),
  fc.record({ allowed_payment_method_types: some(['us_bank_account', 'card']) }),
  fc.record({ excluded_payment_method_types: some(['klarna', 'card']) }),
);
const checkout = fc
  .tuple(
    whose,
    ways,
    hash(
      {
        line_items: one(
          [{ price: 'price_once', quantity: 1 }],
          [{ price: 'price_once', quantity: 2, adjustable_quantity: { enabled: true, maximum: 9 } }],
        ),
        mode: one('payment'),
        success_url: page,
      },
      {
        allow_promotion_codes: fc.boolean(),
        automatic_tax: fc.record({ enabled: fc.boolean() }),
        billing_address_collection: one('auto', 'required'),
        cancel_url: page,
        client_reference_id: text,
        custom_fields: one([
          {
            key: 'size',
            label: { type: 'custom', custom: 'Size' },
            type: 'text',
            text: { maximum_length: 5 },
          },
        ]),
        expires_at: one(1_767_312_000),
        integration_identifier: text,
        invoice_creation: hash(
          { enabled: fc.boolean() },
          { invoice_data: hash({}, { description: text, footer: text }) },
        ),
        locale: one('auto', 'de'),
        metadata,
        optional_items: one([{ price: 'price_once', quantity: 1 }]),
        origin_context: one('mobile_app', 'web'),
        payment_method_options: hash({}, { us_bank_account: bankOptions('automatic', 'instant') }),
        phone_number_collection: fc.record({ enabled: fc.boolean() }),
        redirect_on_completion: one('always', 'if_required'),
        return_url: page,
        shipping_address_collection: fc.record({ allowed_countries: some(['US', 'CA']) }),
        submit_type: one('book', 'pay'),
        tax_id_collection: fc.record({ enabled: fc.boolean() }),
      },
    ),
  )
  .map((parts) => {
    const { cancel_url, success_url, return_url, ...fields } = Object.assign({}, ...parts);
    // Each place to come back to is of another `ui_mode`.
    return return_url === undefined
      ? { ...fields, success_url, ...(cancel_url === undefined ? {} : { cancel_url }) }
      : { ...fields, return_url, ui_mode: 'elements' };
  });

const account = hash(
  {},
  {
    business_profile: hash({}, { name: text, product_description: text, support_phone: one('+15555550123') }),
    business_type: one('company', 'individual'),
    capabilities: fc.record({ transfers: fc.record({ requested: fc.boolean() }) }),
    country: one('US'),
    default_currency: one('usd'),
    email: mail,
    metadata,
    type: one('custom', 'express', 'standard'),
  },
);

const payout = hash(
  { amount: fc.integer({ min: 1, max: 9999 }), currency: one('usd') },
  {
    description: text,
    metadata,
    method: one('standard', 'instant'),
    payout_method: text,
    source_type: one('card'),
    statement_descriptor: descriptor,
  },
);

export const BILLED: Readonly<Record<string, Creation>> = {
  token: {
    least: {
      bank_account: { account_number: '000123456789', country: 'US', routing_number: '110000000' },
    },
    fields: token,
    actions: { pii: 'makes a token of another type' },
  },
  invoice: { least: { customer: 'cus_1' }, fields: invoice, actions: { days_until_due: 'sets `due_date`' } },
  invoiceitem: { least: { customer: 'cus_1', amount: 500 }, fields: invoiceItem, actions: {} },
  subscription: {
    least: { customer: 'cus_1', items: [{ price: 'price_monthly' }], trial_period_days: 7 },
    fields: subscription,
    actions: { customer_account: 'is whose account it is' },
  },
  'checkout.session': {
    least: {
      line_items: [{ price: 'price_once', quantity: 1 }],
      mode: 'payment',
      success_url: 'https://example.com/done',
    },
    fields: checkout,
    actions: {},
  },
  account: { least: {}, fields: account, actions: {} },
  payout: { least: { amount: 500, currency: 'usd' }, fields: payout, actions: {} },
};
