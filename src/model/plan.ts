import type { Plan, Price } from './wire.ts';

/** A plan is a recurring price as it was shown before there were prices; undefined for a price that does not recur. */
export function planOf(price: Price): Plan | undefined {
  const { recurring, transform_quantity: transformed } = price;
  if (recurring === null) return undefined;
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: recurring.interval,
    interval_count: recurring.interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: recurring.meter,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: transformed,
    trial_period_days: recurring.trial_period_days,
    usage_type: recurring.usage_type,
  };
}
