import type Stripe from 'stripe';
import { pagination } from '../../../core/list.ts';
import { metadata } from '../../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  oneOf,
  optional,
  type Params,
  string,
  unsettable,
} from '../../../core/shape.ts';
import { timeRange } from '../../../core/time-range.ts';
import { PRODUCT_TYPES } from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { measure } from '../../params/measures.ts';
import { statementDescriptor } from '../../params/texts.ts';
import { DEFAULT_PRICE_DATA } from '../prices/params.ts';

// The bounds: Stripe's OpenAPI spec, and the docs of the parameters.
const images = arrayOf(string(), { max: 8 });
const features = arrayOf(hash({ name: string() }), { max: 15 });
const dimensions = hash({ height: measure, length: measure, weight: measure, width: measure });
const taxDetails = hash({ performance_location: optional(string()), tax_code: unsettable(string()) });

/** What a product shows of what both calls say. */
const SHOWN = {
  active: optional(boolean),
  metadata,
  shippable: optional(boolean),
  statement_descriptor: optional(statementDescriptor),
} as const;

export const CREATE = {
  ...SHOWN,
  name: string(),
  default_price_data: optional(DEFAULT_PRICE_DATA),
  description: optional(string({ max: 40_000 })),
  id: optional(string()),
  images: optional(images),
  marketing_features: optional(features),
  package_dimensions: optional(dimensions),
  tax_code: optional(string()),
  tax_details: optional(taxDetails),
  type: optional(oneOf(...PRODUCT_TYPES)),
  unit_label: optional(string({ max: 12 })),
  url: optional(string()),
} satisfies ParamsOf<Stripe.ProductCreateParams>;

export const UPDATE = {
  ...SHOWN,
  // An empty text takes it away (stripe-python issue 658, Stripe's answer).
  default_price: unsettable(string()),
  description: unsettable(string({ max: 40_000 })),
  images: unsettable(images),
  marketing_features: unsettable(features),
  name: optional(string()),
  package_dimensions: unsettable(dimensions),
  tax_code: unsettable(string()),
  tax_details: unsettable(taxDetails),
  unit_label: unsettable(string({ max: 12 })),
  url: unsettable(string()),
} satisfies ParamsOf<Stripe.ProductUpdateParams>;

export const LIST = {
  ...pagination,
  active: optional(boolean),
  created: optional(timeRange),
  ids: optional(arrayOf(string())),
  shippable: optional(boolean),
  type: optional(oneOf(...PRODUCT_TYPES)),
  url: optional(string()),
} satisfies ParamsOf<Stripe.ProductListParams>;

/** The parameters of a call that a product shows. */
export type Given = Partial<Params<typeof UPDATE>> & Pick<Params<typeof CREATE>, 'type'>;
