import type Stripe from 'stripe';
import { metadata } from '../../../core/metadata.ts';
import { arrayOf, hash, oneOf, optional, type Params, string, unsettable } from '../../../core/shape.ts';
import { TAX_BEHAVIORS } from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { currency } from '../../params/money.ts';
import { RECURRING, UNIT } from './params.ts';

/* `price_data`: a price that is made of another object's parameters. Who takes it differs in what it says. */

const COMMON = { currency, tax_behavior: optional(oneOf(...TAX_BEHAVIORS)), ...UNIT } as const;

const PRODUCT_DATA = hash({
  description: optional(string({ max: 40_000 })),
  images: optional(arrayOf(string(), { max: 8 })),
  metadata,
  name: string(),
  tax_code: optional(string()),
  tax_details: optional(hash({ performance_location: optional(string()), tax_code: unsettable(string()) })),
  unit_label: optional(string({ max: 12 })),
} satisfies ParamsOf<Stripe.InvoiceAddLinesParams.Line.PriceData.ProductData>);

const EITHER_PRODUCT = { product: optional(string()), product_data: optional(PRODUCT_DATA) } as const;

export const PRICE_DATA = {
  /** Of an invoice item, and what a subscription adds to its first invoice. */
  invoiceItem: hash({
    ...COMMON,
    product: string(),
  } satisfies ParamsOf<Stripe.InvoiceItemCreateParams.PriceData>),
  /** Of the lines of an invoice. */
  line: hash({
    ...COMMON,
    ...EITHER_PRODUCT,
  } satisfies ParamsOf<Stripe.InvoiceAddLinesParams.Line.PriceData>),
  /** Of the line items of a Checkout Session, which is of one payment or of a subscription. */
  checkout: hash({
    ...COMMON,
    ...EITHER_PRODUCT,
    recurring: optional(hash(RECURRING)),
  } satisfies ParamsOf<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>),
  /** Of the items of a subscription. */
  subscriptionItem: hash({
    ...COMMON,
    product: string(),
    recurring: hash(RECURRING),
  } satisfies ParamsOf<Stripe.SubscriptionItemCreateParams.PriceData>),
} as const;

type Members = (typeof PRICE_DATA)['checkout']['members'];

/** Any of them. */
export type PriceData = Params<Members>;
