import { wholeOf } from '../../../core/decimal.ts';
import { mergedMetadata } from '../../../core/metadata.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { given } from '../../params/changes.ts';
import type { Changed, Created } from './params.ts';

export const PRICE = 'price';

/** What makes a price, by whatever call. */
export type Making = Omit<Created, 'product' | 'product_data' | 'transfer_lookup_key'>;

/** A price of which nothing is known yet, with every field that one has (recorded, 2026-08-26.dahlia). */
export const newPrice = (scope: Scope, id: string): Price => ({
  id,
  object: PRICE,
  active: true,
  billing_scheme: 'per_unit',
  created: scope.seconds(),
  currency: 'usd',
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: '',
  recurring: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: null,
  unit_amount_decimal: null,
});

/** What one unit costs, in both of its forms; a decimal with a fraction has no whole one (recorded). */
export function unitOf({
  unit_amount: amount,
  unit_amount_decimal: decimal,
}: Pick<Making, 'unit_amount' | 'unit_amount_decimal'>): Pick<Price, 'unit_amount' | 'unit_amount_decimal'> {
  if (amount !== undefined) return { unit_amount: amount, unit_amount_decimal: String(amount) };
  if (decimal === undefined) return { unit_amount: null, unit_amount_decimal: null };
  return { unit_amount: wholeOf(decimal), unit_amount_decimal: decimal };
}

/** An amount that customers choose; that it is enabled is not shown (recorded). */
export const customAmountOf = (
  custom: Making['custom_unit_amount'],
): NonNullable<Price['custom_unit_amount']> | null =>
  custom === undefined
    ? null
    : {
        maximum: custom.maximum ?? null,
        minimum: custom.minimum ?? null,
        preset: custom.preset ?? null,
      };

function recurringOf(recurring: Making['recurring']): Price['recurring'] {
  if (recurring === undefined) return null;
  return {
    interval: recurring.interval,
    interval_count: recurring.interval_count ?? 1,
    meter: recurring.meter ?? null,
    trial_period_days: recurring.trial_period_days ?? null,
    usage_type: recurring.usage_type ?? 'licensed',
  };
}

/** A price of a product, as made. */
export function createdPrice(scope: Scope, id: string, product: string, making: Making): Price {
  const { recurring, transform_quantity: transformed } = making;
  return {
    ...newPrice(scope, id),
    ...given(
      making,
      'active',
      'billing_scheme',
      'currency',
      'lookup_key',
      'nickname',
      'tax_behavior',
      'tiers_mode',
    ),
    ...unitOf(making),
    custom_unit_amount: customAmountOf(making.custom_unit_amount),
    metadata: mergedMetadata({}, making.metadata),
    product,
    recurring: recurringOf(recurring),
    transform_quantity: transformed ?? null,
    type: recurring === undefined ? 'one_time' : 'recurring',
  };
}

/** The price after a change. */
export const changedPrice = (price: Price, params: Changed): Price => ({
  ...price,
  ...given(params, 'active', 'lookup_key', 'nickname', 'tax_behavior'),
  metadata: mergedMetadata(price.metadata, params.metadata),
});
