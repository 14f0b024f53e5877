import { after, get, post, type Refusal, row } from './refusal-row.ts';
import type { Setup } from './setup.ts';

type Answered = Awaited<ReturnType<Refusal['provoke']>>;

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

const ITEMS = '/v1/invoiceitems';
const OF_JENNY = 'customer=cus_1&currency=usd';
/** An item on a draft, and what is done with it then. */
const billed =
  (then: (world: Setup, draft: string, item: string) => Promise<Answered>): Refusal['provoke'] =>
  async (world) => {
    const { id: draft } = await world.stripe.invoices.create({ customer: 'cus_1', currency: 'usd' });
    const { id: item } = await world.stripe.invoiceItems.create({
      customer: 'cus_1',
      invoice: draft,
      amount: 500,
    });
    return then(world, draft, item);
  };
const RECURRING = {
  objects: {
    customers: [{ id: 'cus_1' }],
    products: [{ id: 'prod_1' }],
    prices: [{ id: 'price_1', product: 'prod_1', recurring: { interval: 'month' } }],
  },
};

/** What is refused of products, prices and invoice items. */
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
  invoiceItemDeleted: row(
    billed(async ({ call, stripe }, draft, item) => {
      await stripe.invoices.del(draft);
      return call('POST', `${ITEMS}/${item}`, { form: 'description=x' });
    }),
    400,
    'This invoice item has been deleted.',
  ),
  invoiceItemMissing: row(get(`${ITEMS}/ii_1`), 404, "No such Invoice Item: 'ii_1'(livemode=false)", {
    code: 'resource_missing',
    param: 'id',
  }),
  invoiceItemNotDeletable: row(
    billed(async ({ call, stripe }, draft, item) => {
      await stripe.invoices.finalizeInvoice(draft);
      return call('DELETE', `${ITEMS}/${item}`);
    }),
    400,
    "Can't delete an invoice item that is attached to an invoice that is no longer editable",
  ),
  invoiceItemWithoutAmount: row(
    post(ITEMS, OF_JENNY),
    400,
    'You must specify either an amount or a quantity and unit_amount, but not all three.',
  ),
  invoiceOfOtherCurrency: row(
    billed(({ call }, draft) =>
      call('POST', ITEMS, { form: `customer=cus_1&currency=eur&amount=1&invoice=${draft}` }),
    ),
    400,
    'The currency of the invoice item (eur) must match the currency of the invoice (usd).',
    { param: 'currency' },
  ),
  invoiceOfOtherCustomer: row(
    billed(({ call }, draft) => call('POST', ITEMS, { form: `customer=cus_2&amount=1&invoice=${draft}` })),
    400,
    'The invoice does not belong to the customer cus_2.',
    { param: 'invoice' },
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
  priceTypeRefused: row(
    post(ITEMS, `${OF_JENNY}&pricing[price]=price_1`),
    400,
    'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
    { param: 'pricing[price]' },
    RECURRING,
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
  testClocksRefused: row(
    post('/v1/customers', 'test_clock=clock_1'),
    400,
    'stripe-fc-emulator has no test clocks: each sandbox, one a secret key, has a clock of its own for all that is in it, which POST /_emulator/clock/advance (emulator.clock.advance) moves and GET /_emulator/clock reads, so that who needs two times uses two keys.',
    { param: 'test_clock' },
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
