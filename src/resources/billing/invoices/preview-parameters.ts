import type Stripe from 'stripe';
import { decimal } from '../../../core/decimal.ts';
import { metadata } from '../../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  hashOr,
  integer,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  timestamp,
} from '../../../core/shape.ts';
import { TAX_BEHAVIORS } from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { foreign, foreignElements, foreignMembers } from '../../params/foreign.ts';
import { currency } from '../../params/money.ts';
import { AUTOMATIC_TAX } from '../automatic-tax.ts';
import { PRICE_DATA } from '../prices/inline-params.ts';
import { UPDATE } from '../subscriptions/parameters.ts';

/* What a preview is asked for: what waits for a customer, changes of a subscription, or a new one. */

const ITEM = hash({
  ...foreignElements('InvoiceCreatePreviewParams', 'invoice_items', 'discounts', 'tax_code', 'tax_rates'),
  amount: optional(integer()),
  currency: optional(currency),
  description: optional(string()),
  discountable: optional(boolean),
  invoiceitem: optional(string()),
  metadata,
  period: optional(hash({ end: timestamp, start: timestamp })),
  price: optional(string()),
  price_data: optional(PRICE_DATA.invoiceItem),
  quantity: optional(integer({ min: 0 })),
  quantity_decimal: optional(decimal()),
  tax_behavior: optional(oneOf(...TAX_BEHAVIORS)),
  unit_amount: optional(integer()),
  unit_amount_decimal: optional(decimal({ isNegative: true })),
} satisfies ParamsOf<Stripe.InvoiceCreatePreviewParams.InvoiceItem>);

const ANCHOR = hash({ timestamp: optional(timestamp), type: oneOf('now', 'timestamp', 'unchanged') });

/** Endive's form, a hash, and what earlier versions take in its place, a word or a time; both in every version. */
const anchor: Shape<Params<(typeof ANCHOR)['members']>> = (value, path, voice) => {
  if (value === 'now' || value === 'unchanged') return { type: value };
  const read = hashOr(ANCHOR, timestamp)(value, path, voice);
  return typeof read === 'number' ? { timestamp: read, type: 'timestamp' } : read;
};

const DETAILS = hash({
  ...foreignMembers('InvoiceCreatePreviewParams', 'subscription_details'),
  billing_cycle_anchor: optional(anchor),
  cancel_at: UPDATE.cancel_at,
  cancel_at_period_end: UPDATE.cancel_at_period_end,
  cancel_now: optional(boolean),
  items: UPDATE.items,
  proration_behavior: UPDATE.proration_behavior,
  proration_date: UPDATE.proration_date,
  trial_end: UPDATE.trial_end,
});

export const PREVIEW = {
  ...foreign('InvoiceCreatePreviewParams'),
  automatic_tax: optional(AUTOMATIC_TAX),
  currency: optional(currency),
  customer: optional(string()),
  customer_account: optional(string()),
  invoice_items: optional(arrayOf(ITEM)),
  schedule: optional(string()),
  subscription: optional(string()),
  subscription_details: optional(DETAILS),
} satisfies ParamsOf<Stripe.InvoiceCreatePreviewParams>;

export type PreviewParams = Params<typeof PREVIEW>;
export type PreviewedItem = Params<(typeof ITEM)['members']>;
