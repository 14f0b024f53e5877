import type Stripe from 'stripe';
import { pagination } from '../../../core/list.ts';
import { metadata } from '../../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  mapOf,
  oneOf,
  optional,
  type Params,
  string,
  unsettable,
} from '../../../core/shape.ts';
import { timeRange } from '../../../core/time-range.ts';
import {
  BILLING_SCHEMES,
  INTERVALS,
  PRICE_TYPES,
  ROUNDINGS,
  TAX_BEHAVIORS,
  TIERS_MODES,
  USAGE_TYPES,
} from '../../../model/billing-words.ts';
import type { ParamsOf } from '../../../model/wire.ts';
import { currency } from '../../params/money.ts';
import { statementDescriptor } from '../../params/texts.ts';
import { customAmount, unitAmount, unitDecimal, upTo } from './amount-parameters.ts';

const taxBehavior = oneOf(...TAX_BEHAVIORS);

/** What a price may cost for one unit; which of the two, and whether any, is decided where it is made. */
export const UNIT = {
  unit_amount: optional(unitAmount),
  unit_amount_decimal: optional(unitDecimal),
} as const;

const customUnitAmount = hash({
  enabled: boolean,
  maximum: optional(customAmount),
  minimum: optional(customAmount),
  preset: optional(customAmount),
});

const TIER = hash({
  flat_amount: optional(unitAmount),
  flat_amount_decimal: optional(unitDecimal),
  ...UNIT,
  up_to: upTo,
});

const CURRENCY_OPTIONS = mapOf(
  hash({
    custom_unit_amount: optional(customUnitAmount),
    tax_behavior: optional(taxBehavior),
    tiers: optional(arrayOf(TIER)),
    ...UNIT,
  }),
);

/** How often a price made inline comes again. */
export const RECURRING = {
  interval: oneOf(...INTERVALS),
  interval_count: optional(integer({ min: 1 })),
} as const;

export const DEFAULT_PRICE_DATA = hash({
  currency,
  currency_options: optional(CURRENCY_OPTIONS),
  custom_unit_amount: optional(customUnitAmount),
  metadata,
  recurring: optional(hash(RECURRING)),
  tax_behavior: optional(taxBehavior),
  ...UNIT,
} satisfies ParamsOf<Stripe.ProductCreateParams.DefaultPriceData>);

const PRODUCT_DATA = hash({
  active: optional(boolean),
  id: optional(string()),
  metadata,
  name: string(),
  statement_descriptor: optional(statementDescriptor),
  tax_code: optional(string()),
  tax_details: optional(hash({ performance_location: optional(string()), tax_code: unsettable(string()) })),
  unit_label: optional(string({ max: 12 })),
} satisfies ParamsOf<Stripe.PriceCreateParams.ProductData>);

const FULL_RECURRING = hash({
  ...RECURRING,
  // Before 2025-03-31.basil, which took it away.
  aggregate_usage: optional(oneOf('last_during_period', 'last_ever', 'max', 'sum')),
  meter: optional(string()),
  trial_period_days: optional(integer({ min: 1 })),
  usage_type: optional(oneOf(...USAGE_TYPES)),
});

/** What a price shows of what both calls say. */
const SHOWN = {
  active: optional(boolean),
  metadata,
  nickname: optional(string()),
  tax_behavior: optional(taxBehavior),
  transfer_lookup_key: optional(boolean),
} as const;

export const CREATE = {
  ...SHOWN,
  ...UNIT,
  currency,
  billing_scheme: optional(oneOf(...BILLING_SCHEMES)),
  currency_options: optional(CURRENCY_OPTIONS),
  custom_unit_amount: optional(customUnitAmount),
  lookup_key: optional(string({ max: 200 })),
  product: optional(string()),
  product_data: optional(PRODUCT_DATA),
  recurring: optional(FULL_RECURRING),
  tiers: optional(arrayOf(TIER)),
  tiers_mode: optional(oneOf(...TIERS_MODES)),
  transform_quantity: optional(hash({ divide_by: integer({ min: 1 }), round: oneOf(...ROUNDINGS) })),
} satisfies ParamsOf<Stripe.PriceCreateParams>;

export const UPDATE = {
  ...SHOWN,
  currency_options: unsettable(CURRENCY_OPTIONS),
  lookup_key: unsettable(string({ max: 200 })),
  nickname: unsettable(string()),
} satisfies ParamsOf<Stripe.PriceUpdateParams>;

export const LIST = {
  ...pagination,
  active: optional(boolean),
  created: optional(timeRange),
  currency: optional(currency),
  lookup_keys: optional(arrayOf(string(), { max: 10 })),
  product: optional(string()),
  recurring: optional(
    hash({
      interval: optional(oneOf(...INTERVALS)),
      meter: optional(string()),
      usage_type: optional(oneOf(...USAGE_TYPES)),
    }),
  ),
  type: optional(oneOf(...PRICE_TYPES)),
} satisfies ParamsOf<Stripe.PriceListParams>;

export type Created = Params<typeof CREATE>;
export type Changed = Params<typeof UPDATE>;
export type Asked = Params<typeof LIST>;
