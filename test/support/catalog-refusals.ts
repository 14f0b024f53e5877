import { after, post, type Refusal, row } from './refusal-row.ts';

const PRODUCTS = '/v1/products';
const PRICES = '/v1/prices';
const SHIRT = post(PRODUCTS, 'name=T-shirt&id=prod_1');
const OF_SHIRT = 'currency=usd&product=prod_1';
const KEPT = { objects: { products: [{ id: 'prod_1' }, { id: 'prod_2' }] } };
const PRICED = {
  objects: {
    products: [{ id: 'prod_1', default_price: 'price_1' }, { id: 'prod_2' }],
    prices: [{ id: 'price_1', product: 'prod_1', lookup_key: 'shirt' }],
  },
};

/** What is refused of products and prices. */
export const CATALOG_REFUSALS = {
  currencyOptionOfOwn: row(
    after(SHIRT, post(PRICES, `${OF_SHIRT}&unit_amount=1&currency_options[usd][unit_amount]=2`)),
    400,
    'You are specifying a currency option that matches the top-level currency for this price. Please remove this currency option and it will be added automatically on creation.',
    { param: 'currency_options[usd]' },
  ),
  defaultPriceArchived: row(
    post(`${PRICES}/price_1`, 'active=false'),
    400,
    'This price cannot be archived because it is the default price of its product.',
    {},
    PRICED,
  ),
  intervalTooLong: row(
    after(
      SHIRT,
      post(PRICES, `${OF_SHIRT}&unit_amount=1&recurring[interval]=month&recurring[interval_count]=37`),
    ),
    400,
    "The interval_count of a price by the month can't be greater than 36.",
    { param: 'recurring[interval_count]' },
  ),
  invalidDecimal: row(
    post(PRICES, `${OF_SHIRT}&unit_amount_decimal=1.2345678901234`),
    400,
    'Invalid decimal: 1.2345678901234; must contain at maximum 12 decimal places.',
    { param: 'unit_amount_decimal' },
  ),
  lookupKeyTaken: row(
    post(PRICES, `${OF_SHIRT}&unit_amount=1&lookup_key=shirt`),
    400,
    'A price (`price_1`) already uses that lookup key.',
    { param: 'lookup_key' },
    PRICED,
  ),
  meteredWithoutMeter: row(
    after(
      SHIRT,
      post(PRICES, `${OF_SHIRT}&unit_amount=1&recurring[interval]=month&recurring[usage_type]=metered`),
    ),
    400,
    'Starting with Stripe version `2025-03-31.basil`, metered prices must be backed by meters.',
  ),
  negativeUnitAmount: row(post(PRICES, `${OF_SHIRT}&unit_amount=-1`), 400, 'Invalid non-negative integer', {
    code: 'parameter_invalid_integer',
    param: 'unit_amount',
  }),
  onlyOneOfNamed: row(
    after(SHIRT, post(PRICES, `${OF_SHIRT}&unit_amount=1&product_data[name]=Mug`)),
    400,
    'You may only specify one of these parameters: product, product_data.',
    { param: 'product' },
  ),
  priceOfOtherProduct: row(
    post(`${PRODUCTS}/prod_2`, 'default_price=price_1'),
    400,
    'The price `price_1` does not belong to the product `prod_2`.',
    { param: 'default_price' },
    PRICED,
  ),
  priceWithoutAmount: row(
    post(PRICES, OF_SHIRT),
    400,
    'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
    {},
    KEPT,
  ),
  priceWithoutProduct: row(
    post(PRICES, 'currency=usd&unit_amount=1'),
    400,
    'You must specify either `product` or `product_data` when creating a price.',
  ),
  productWithPrices: row(
    ({ call }) => call('DELETE', `${PRODUCTS}/prod_1`),
    400,
    'This product cannot be deleted because it has one or more user-created prices.',
    {},
    PRICED,
  ),
  tiersOfOneTime: row(
    post(
      PRICES,
      `${OF_SHIRT}&billing_scheme=tiered&tiers_mode=volume&tiers[0][up_to]=inf&tiers[0][unit_amount]=1`,
    ),
    400,
    'Prices with `type=one_time` are not supported with tiered billing.',
    { param: 'interval' },
    KEPT,
  ),
} satisfies Readonly<Record<string, Refusal>>;
