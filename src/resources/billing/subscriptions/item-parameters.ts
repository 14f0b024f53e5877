import type Stripe from 'stripe';
import { pagination } from '../../../core/list.ts';
import { metadata } from '../../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  string,
  timestamp,
  unsettable,
} from '../../../core/shape.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { PRICE_DATA } from '../prices/inline-params.ts';

/* The items of a subscription, in the calls of the subscription and in those of their own. */

export const PAYMENT_BEHAVIOR = oneOf(
  'allow_incomplete',
  'default_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
);
export const PRORATION_BEHAVIOR = oneOf('always_invoice', 'create_prorations', 'none');

const DISCOUNT = hash({
  coupon: optional(string()),
  discount: optional(string()),
  promotion_code: optional(string()),
});

const TAX_RATES = unsettable(arrayOf(string()));

/** Neither discounts nor taxes nor metered usage are emulated. */
const UNUSED = {
  billing_thresholds: unsettable(hash({ usage_gte: integer() })),
  current_trial: optional(hash({ trial_offer: string() })),
  discounts: unsettable(arrayOf(DISCOUNT)),
  tax_rates: TAX_RATES,
} as const;

const SHOWN = {
  metadata,
  plan: optional(string()),
  price: optional(string()),
  price_data: optional(PRICE_DATA.subscriptionItem),
  quantity: optional(integer({ min: 0 })),
} as const;

/** An item of a new subscription. */
export const NEW_ITEM = hash({
  ...UNUSED,
  ...SHOWN,
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.Item>);

/** What an update says of an item: of one that there is, by its id, or of a new one. */
export const CHANGED_ITEM = hash({
  ...UNUSED,
  ...SHOWN,
  clear_usage: optional(boolean),
  deleted: optional(boolean),
  id: optional(string()),
} satisfies ParamsOf<Stripe.SubscriptionUpdateParams.Item>);
export type ChangedItem = Params<(typeof CHANGED_ITEM)['members']>;

/** What is billed once, on the next invoice. */
export const ADDED = hash({
  discountable: optional(boolean),
  discounts: optional(arrayOf(DISCOUNT)),
  metadata,
  period: optional(
    hash({
      end: hash({ timestamp: optional(timestamp), type: oneOf('min_item_period_end', 'timestamp') }),
      start: hash({
        timestamp: optional(timestamp),
        type: oneOf('max_item_period_start', 'now', 'timestamp'),
      }),
    } satisfies ParamsOf<Stripe.SubscriptionCreateParams.AddInvoiceItem.Period>),
  ),
  price: optional(string()),
  price_data: optional(PRICE_DATA.invoiceItem),
  quantity: optional(integer({ min: 0 })),
  tax_rates: TAX_RATES,
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.AddInvoiceItem>);
export type AddedItem = Params<(typeof ADDED)['members']>;

/** How the change of an item is billed. */
const BILLED = {
  payment_behavior: optional(PAYMENT_BEHAVIOR),
  proration_behavior: optional(PRORATION_BEHAVIOR),
  proration_date: optional(timestamp),
} as const;

export const ITEM_CREATE = {
  ...UNUSED,
  ...SHOWN,
  ...BILLED,
  subscription: string(),
} satisfies ParamsOf<Stripe.SubscriptionItemCreateParams>;

export const ITEM_UPDATE = {
  ...UNUSED,
  ...SHOWN,
  ...BILLED,
  off_session: optional(boolean),
} satisfies ParamsOf<Stripe.SubscriptionItemUpdateParams>;

export const ITEM_DELETE = {
  ...BILLED,
  clear_usage: optional(boolean),
} satisfies ParamsOf<Stripe.SubscriptionItemDeleteParams>;

export const ITEM_LIST = {
  ...pagination,
  subscription: string(),
} satisfies ParamsOf<Stripe.SubscriptionItemListParams>;

export type ItemBilling = Params<typeof BILLED>;
