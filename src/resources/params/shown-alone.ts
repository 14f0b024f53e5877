import { type ByPath, each } from './named-parameters.ts';

/*
 * What is taken, checked and shown, and of whose purpose nothing happens: no fee is taken and nothing is transferred, nothing is
 * deducted and no tax is added, and no usage is counted.
 */

/** Names within a hash, or within the elements of a list. */
const within = (place: string, names: string): string => names.replace(/\w+/, `${place}[$&]`);

const inEach = (places: string, names: string): string =>
  places
    .split(' ')
    .flatMap((place) => names.split(' ').map((name) => within(place, name)))
    .join(' ');

const money = (names: string): ByPath =>
  each(
    names,
    'Neither application fees nor transfers are emulated: it is shown, and changes no balance',
    'docs: connect/destination-charges',
  );
const taxes = (names: string): ByPath =>
  each(names, 'Taxes are not emulated: it is shown, and none are added', 'docs: tax');
const discounts = (names: string): ByPath =>
  each(
    names,
    'Discounts are not emulated: it is shown, whatever it names, and nothing is deducted',
    'docs: api/checkout/sessions/create',
  );
const usage = (names: string): ByPath =>
  each(names, 'Metered usage is not emulated: none is counted and none is billed', 'docs: api/prices/create');
const currencies = (names: string): ByPath =>
  each(names, 'A bill is in the price’s own currency', 'docs: api/prices/create');

const OF_PRODUCT = 'tax_code tax_details';
const OF_NEW_PRODUCT = 'product_data[tax_code] product_data[tax_details]';

const INTENTS = money('application_fee_amount transfer_data');
const INVOICES = taxes('automatic_tax');
const LINE = `tax_behavior ${OF_NEW_PRODUCT}`;
const LINES = taxes(inEach('lines[price_data]', LINE));
const ITEMS = taxes('tax_behavior price_data[tax_behavior]');
const SUBSCRIPTIONS: ByPath = {
  ...money('application_fee_percent transfer_data'),
  ...taxes(`automatic_tax ${inEach('items[price_data] add_invoice_items[price_data]', 'tax_behavior')}`),
};
const SUBSCRIPTION_ITEMS = taxes('price_data[tax_behavior]');
const PRICES = taxes('tax_behavior');
const PRODUCTS = taxes(OF_PRODUCT);
const CHECKOUTS = taxes(inEach('line_items[price_data]', LINE));

export const SHOWN_ALONE: Readonly<Record<string, ByPath>> = {
  'POST /v1/charges': money('application_fee_amount transfer_data[amount] transfer_data[destination]'),
  'POST /v1/checkout/sessions': {
    ...money(
      `${inEach('payment_intent_data', 'application_fee_amount transfer_data')}
      ${inEach('subscription_data', 'application_fee_percent transfer_data')}`,
    ),
    ...CHECKOUTS,
    ...taxes('automatic_tax tax_id_collection'),
    ...discounts('allow_promotion_codes discounts after_expiration[recovery][allow_promotion_codes]'),
  },
  'POST /v1/checkout/sessions/:session': CHECKOUTS,
  'POST /v1/invoiceitems': { ...ITEMS, ...taxes('tax_code') },
  'POST /v1/invoiceitems/:invoiceitem': ITEMS,
  'POST /v1/invoices': INVOICES,
  'POST /v1/invoices/:invoice': INVOICES,
  'POST /v1/invoices/:invoice/add_lines': LINES,
  'POST /v1/invoices/:invoice/update_lines': LINES,
  'POST /v1/invoices/:invoice/lines/:line_item': taxes(inEach('price_data', LINE)),
  'POST /v1/invoices/create_preview': taxes('automatic_tax'),
  'POST /v1/payment_intents': INTENTS,
  'POST /v1/payment_intents/:payment_intent': INTENTS,
  'POST /v1/prices': {
    ...PRICES,
    ...taxes(OF_NEW_PRODUCT),
    ...currencies('currency_options'),
    ...usage('recurring[meter]'),
    'recurring[usage_type]': {
      reason: 'Metered usage is not emulated: none is counted and none is billed',
      source: 'docs: api/prices/create',
      values: /^metered$/,
    },
  },
  'POST /v1/prices/:price': { ...PRICES, ...currencies('currency_options') },
  'POST /v1/products': {
    ...PRODUCTS,
    ...taxes('default_price_data[tax_behavior]'),
    ...currencies('default_price_data[currency_options]'),
  },
  'POST /v1/products/:product': PRODUCTS,
  'POST /v1/subscription_items': SUBSCRIPTION_ITEMS,
  'POST /v1/subscription_items/:item': SUBSCRIPTION_ITEMS,
  'POST /v1/subscriptions': SUBSCRIPTIONS,
  'POST /v1/subscriptions/:subscription': SUBSCRIPTIONS,
};
