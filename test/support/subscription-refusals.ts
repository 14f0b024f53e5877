import { get, post, type Refusal, row } from './refusal-row.ts';

const SUBSCRIPTIONS = '/v1/subscriptions';
const START = '2026-01-15T12:00:00Z';
const LATE = Date.parse('2026-03-01T00:00:00Z') / 1000;
const NATURAL = Date.parse('2026-02-15T12:00:00Z') / 1000;

const price = (id: string, fields: object = {}) => ({
  id,
  product: 'prod_1',
  unit_amount: 1000,
  recurring: { interval: 'month' },
  ...fields,
});

const SOLD = {
  time: { start: START, runs: false },
  objects: {
    customers: [{ id: 'cus_1' }],
    products: [{ id: 'prod_1' }],
    prices: [
      price('price_1'),
      price('price_year', { recurring: { interval: 'year' } }),
      { id: 'price_once', product: 'prod_1', unit_amount: 500 },
    ],
    subscriptions: [
      { id: 'sub_1', customer: 'cus_1', items: [{ id: 'si_1', price: 'price_1' }] },
      { id: 'sub_new', customer: 'cus_1', status: 'incomplete', items: [{ id: 'si_new', price: 'price_1' }] },
      { id: 'sub_over', customer: 'cus_1', status: 'canceled', items: [{ id: 'si_over', price: 'price_1' }] },
    ],
  },
} as const;

const NEW = 'customer=cus_1&payment_behavior=default_incomplete';
const create = (form: string) => post(SUBSCRIPTIONS, `${NEW}&${form}`);

/** What is refused of subscriptions and their items. */
export const SUBSCRIPTION_REFUSALS = {
  anchorTooLate: row(
    create(`items[0][price]=price_1&billing_cycle_anchor=${LATE}`),
    400,
    `billing_cycle_anchor cannot be later than next natural billing date (${NATURAL}) for plan`,
    { param: 'billing_cycle_anchor' },
    SOLD,
  ),
  daysUntilDueMissing: row(
    create('items[0][price]=price_1&collection_method=send_invoice'),
    400,
    "If subscription collection method is 'send_invoice', you must specify 'days_until_due'.",
    {},
    SOLD,
  ),
  daysUntilDueUnexpected: row(
    create('items[0][price]=price_1&days_until_due=3'),
    400,
    "You can only specify 'days_until_due' if subscription collection method is 'send_invoice'.",
    {},
    SOLD,
  ),
  pendingOnlyOfUpdates: row(
    post(SUBSCRIPTIONS, 'customer=cus_1&items[0][price]=price_1&payment_behavior=pending_if_incomplete'),
    400,
    '`pending_if_incomplete` is only used with updates and cannot be passed when creating a subscription.',
    { param: 'payment_behavior' },
    SOLD,
  ),
  priceTwice: row(
    create('items[0][price]=price_1&items[1][price]=price_1&billing_mode[type]=classic'),
    400,
    'Cannot add multiple subscription items with the same plan: price_1',
    { param: 'plan' },
    SOLD,
  ),
  priceTypeRefused: row(
    create('items[0][price]=price_once'),
    400,
    'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
    { param: 'items[0][price]' },
    SOLD,
  ),
  subscriptionCanceled: row(
    post(`${SUBSCRIPTIONS}/sub_over`, 'description=x'),
    400,
    'A canceled subscription can only update its cancellation_details and metadata.',
    {},
    SOLD,
  ),
  subscriptionIncomplete: row(
    post(`${SUBSCRIPTIONS}/sub_new`, 'items[0][id]=si_new&items[0][quantity]=2'),
    400,
    'The items of a subscription cannot be updated while it has a status of incomplete.',
    { param: 'items' },
    SOLD,
  ),
  subscriptionNotPaused: row(
    post(`${SUBSCRIPTIONS}/sub_1/resume`, ''),
    400,
    'Only subscriptions with a status of paused can be resumed.',
    {},
    SOLD,
  ),
  subscriptionItemLast: row(
    post(`${SUBSCRIPTIONS}/sub_1`, 'items[0][id]=si_1&items[0][deleted]=true'),
    400,
    'A subscription must have at least one active plan. To cancel a subscription, please use the cancel API endpoint on the subscription.',
    {},
    SOLD,
  ),
  subscriptionItemMissing: row(
    get('/v1/subscription_items/si_none'),
    404,
    'Invalid subscription_item id: si_none',
    { code: 'resource_missing', param: 'item' },
    SOLD,
  ),
  subscriptionItemUnknown: row(
    post(`${SUBSCRIPTIONS}/sub_1`, 'items[0][id]=si_none&items[0][quantity]=2'),
    400,
    'Invalid subscription_item id: si_none',
    { code: 'resource_missing', param: 'items[0][id]' },
    SOLD,
  ),
  subscriptionItemsUnlike: row(
    create('items[0][price]=price_1&items[1][price]=price_year&billing_mode[type]=classic'),
    400,
    'Currency and interval fields must match across all plans on this subscription. Found mismatch in interval field.',
    {},
    SOLD,
  ),
  timestampNotInFuture: row(
    create('items[0][price]=price_1&trial_end=1'),
    400,
    'Invalid timestamp: must be an integer Unix timestamp in the future.',
    { param: 'trial_end' },
    SOLD,
  ),
  trialTooLong: row(
    create('items[0][price]=price_1&trial_period_days=731'),
    400,
    'The trial of a subscription can be at most 730 days.',
    { param: 'trial_period_days' },
    SOLD,
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
