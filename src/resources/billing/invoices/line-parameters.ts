import type Stripe from 'stripe';
import { decimal } from '../../../core/decimal.ts';
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
} from '../../../core/shape.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { foreign, foreignElements } from '../../params/foreign.ts';
import { PRICE_DATA } from '../prices/inline-params.ts';

/* The lines of a draft, in the calls that are about them. */

const SAID = {
  amount: optional(integer()),
  description: optional(string()),
  discountable: optional(boolean),
  metadata,
  period: optional(hash({ end: timestamp, start: timestamp })),
  price_data: optional(PRICE_DATA.line),
  pricing: optional(hash({ price: optional(string()) })),
  quantity: optional(integer({ min: 0 })),
  quantity_decimal: optional(decimal()),
} as const;

const ADDED = hash({
  ...foreignElements('InvoiceAddLinesParams', 'lines', 'discounts', 'tax_amounts', 'tax_rates'),
  ...SAID,
  invoice_item: optional(string()),
} satisfies ParamsOf<Stripe.InvoiceAddLinesParams.Line>);

const CHANGED = hash({
  ...foreignElements('InvoiceUpdateLinesParams', 'lines', 'discounts', 'tax_amounts', 'tax_rates'),
  ...SAID,
  id: string(),
} satisfies ParamsOf<Stripe.InvoiceUpdateLinesParams.Line>);

// As many as an invoice can have (docs: invoicing/overview).
const MOST = 250;

export const ADD = {
  invoice_metadata: metadata,
  lines: arrayOf(ADDED, { max: MOST }),
} satisfies ParamsOf<Stripe.InvoiceAddLinesParams>;

export const CHANGE = {
  invoice_metadata: metadata,
  lines: arrayOf(CHANGED, { max: MOST }),
} satisfies ParamsOf<Stripe.InvoiceUpdateLinesParams>;

export const REMOVE = {
  invoice_metadata: metadata,
  lines: arrayOf(
    hash({
      behavior: oneOf('delete', 'unassign'),
      id: string(),
    } satisfies ParamsOf<Stripe.InvoiceRemoveLinesParams.Line>),
    { max: MOST },
  ),
} satisfies ParamsOf<Stripe.InvoiceRemoveLinesParams>;

export const UPDATE_LINE = {
  ...foreign('InvoiceUpdateLineItemParams'),
  ...SAID,
} satisfies ParamsOf<Stripe.InvoiceUpdateLineItemParams>;

export const LIST_LINES = pagination satisfies ParamsOf<Stripe.InvoiceListLineItemsParams>;

export type LineSaid = Params<typeof SAID>;
export type AddedLine = Params<(typeof ADDED)['members']>;
