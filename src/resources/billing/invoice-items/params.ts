import type Stripe from 'stripe';
import { decimal } from '../../../core/decimal.ts';
import { pagination } from '../../../core/list.ts';
import { metadata } from '../../../core/metadata.ts';
import {
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
import { timeRange } from '../../../core/time-range.ts';
import { TAX_BEHAVIORS } from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { foreign } from '../../params/foreign.ts';
import { currency } from '../../params/money.ts';
import { PRICE_DATA, type PriceData } from '../prices/inline-params.ts';

/** What both calls say of an item. */
const SAID = {
  amount: optional(integer()),
  description: optional(string()),
  discountable: optional(boolean),
  metadata,
  period: optional(hash({ end: timestamp, start: timestamp })),
  price_data: optional(PRICE_DATA.invoiceItem),
  pricing: optional(hash({ price: optional(string()) })),
  quantity: optional(integer({ min: 0 })),
  quantity_decimal: optional(decimal()),
  tax_behavior: optional(oneOf(...TAX_BEHAVIORS)),
  // Below zero it takes off what is due (docs: api/invoiceitems/create).
  unit_amount_decimal: optional(decimal({ isNegative: true })),
} as const;

export const CREATE = {
  ...foreign('InvoiceItemCreateParams'),
  ...SAID,
  currency: optional(currency),
  customer: optional(string()),
  customer_account: optional(string()),
  invoice: optional(string()),
  subscription: optional(string()),
} satisfies ParamsOf<Stripe.InvoiceItemCreateParams>;

export const UPDATE = {
  ...foreign('InvoiceItemUpdateParams'),
  ...SAID,
  invoicing_rules: unsettable(oneOf('')),
} satisfies ParamsOf<Stripe.InvoiceItemUpdateParams>;

export const LIST = {
  ...pagination,
  created: optional(timeRange),
  customer: optional(string()),
  customer_account: optional(string()),
  invoice: optional(string()),
  pending: optional(boolean),
} satisfies ParamsOf<Stripe.InvoiceItemListParams>;

export type Asked = Params<typeof LIST>;

/** With what versions before basil say of a price. */
export type Said = Omit<Params<typeof SAID>, 'price_data'> & {
  readonly price?: string;
  /** Of a line of an invoice, which may make its product. */
  readonly price_data?: PriceData;
  readonly unit_amount?: number;
};
