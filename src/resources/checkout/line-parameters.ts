import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  optional,
  type Params,
  string,
  unsettable,
} from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { PRICE_DATA } from '../billing/prices/inline-params.ts';

const LINE = {
  adjustable_quantity: optional(
    hash({
      enabled: boolean,
      maximum: optional(integer({ min: 1, max: 999_999 })),
      minimum: optional(integer({ min: 0 })),
    }),
  ),
  metadata,
  price: optional(string()),
  price_data: optional(PRICE_DATA.checkout),
  quantity: optional(integer({ min: 0, max: 999_999_999_999 })),
} as const;

const CREATED_LINE = hash({
  ...LINE,
  tax_rates: optional(arrayOf(string())),
} satisfies ParamsOf<Stripe.Checkout.SessionCreateParams.LineItem>);

const UPDATED_LINE = hash({
  ...LINE,
  id: optional(string()),
  tax_rates: unsettable(arrayOf(string())),
} satisfies ParamsOf<Stripe.Checkout.SessionUpdateParams.LineItem>);

export const LINES = optional(arrayOf(CREATED_LINE));
export const CHANGED_LINES = optional(arrayOf(UPDATED_LINE));

export type LineParams = Params<(typeof UPDATED_LINE)['members']>;
