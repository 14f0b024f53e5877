import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, between, byName, listOf, orNull, stored, whole } from '../../core/stored.ts';
import {
  BILLING_SCHEMES,
  INTERVALS,
  PRICE_TYPES,
  PRODUCT_TYPES,
  ROUNDINGS,
  TAX_BEHAVIORS,
  TIERS_MODES,
  USAGE_TYPES,
} from '../billing-words.ts';
import type { PriceBeside } from '../facts.ts';
import type { CurrencyOptions, Price, PriceTier, Product } from '../wire.ts';
import { decimalShape, inTestMode, metadataShape, only, textOrNull, wholeOrNull } from './fields.ts';

/* What is sold, and for how much. */

const measureShape = between(0, 1e15);

type Dimensions = NonNullable<Product['package_dimensions']>;
type Recurring = NonNullable<Price['recurring']>;

export const productShape = stored<Product>({
  id: anId,
  object: only('product'),
  active: boolean,
  attributes: listOf(anyText),
  created: whole,
  default_price: optional(textOrNull),
  description: textOrNull,
  images: listOf(anyText),
  livemode: inTestMode,
  marketing_features: listOf(stored<Product['marketing_features'][number]>({ name: optional(anyText) })),
  metadata: metadataShape,
  name: anyText,
  package_dimensions: orNull(
    stored<Dimensions>({
      height: measureShape,
      length: measureShape,
      weight: measureShape,
      width: measureShape,
    }),
  ),
  shippable: orNull(boolean),
  statement_descriptor: optional(textOrNull),
  tax_code: optional(textOrNull),
  tax_details: orNull(
    stored<NonNullable<Product['tax_details']>>({
      performance_location: textOrNull,
      tax_code: textOrNull,
    }),
  ),
  type: oneOf(...PRODUCT_TYPES),
  unit_label: optional(textOrNull),
  updated: whole,
  url: textOrNull,
});

export const decimalOrNull = orNull(decimalShape);
const customAmount = orNull(
  stored<NonNullable<Price['custom_unit_amount']>>({
    maximum: wholeOrNull,
    minimum: wholeOrNull,
    preset: wholeOrNull,
  }),
);
const taxBehavior = orNull(oneOf(...TAX_BEHAVIORS));

export const quantityTransformShape = stored<NonNullable<Price['transform_quantity']>>({
  divide_by: integer({ min: 1 }),
  round: oneOf(...ROUNDINGS),
});

export const priceShape = stored<Price>({
  id: anId,
  object: only('price'),
  active: boolean,
  billing_scheme: oneOf(...BILLING_SCHEMES),
  created: whole,
  currency: anyText,
  custom_unit_amount: customAmount,
  livemode: inTestMode,
  lookup_key: textOrNull,
  metadata: metadataShape,
  nickname: textOrNull,
  product: anId,
  recurring: orNull(
    stored<Recurring>({
      interval: oneOf(...INTERVALS),
      interval_count: integer({ min: 1 }),
      meter: textOrNull,
      trial_period_days: wholeOrNull,
      usage_type: oneOf(...USAGE_TYPES),
    }),
  ),
  tax_behavior: taxBehavior,
  tiers_mode: orNull(oneOf(...TIERS_MODES)),
  transform_quantity: orNull(quantityTransformShape),
  type: oneOf(...PRICE_TYPES),
  unit_amount: wholeOrNull,
  unit_amount_decimal: decimalOrNull,
});

const tiers = listOf(
  stored<PriceTier>({
    flat_amount: wholeOrNull,
    flat_amount_decimal: decimalOrNull,
    unit_amount: wholeOrNull,
    unit_amount_decimal: decimalOrNull,
    up_to: wholeOrNull,
  }),
);

export const priceBesideShape = stored<PriceBeside>({
  tiers: optional(tiers),
  currency_options: optional(
    byName(
      stored<CurrencyOptions[string]>({
        custom_unit_amount: customAmount,
        tax_behavior: taxBehavior,
        tiers: optional(tiers),
        unit_amount: wholeOrNull,
        unit_amount_decimal: decimalOrNull,
      }),
    ),
  ),
});
