import { timesRounded } from '../../../core/decimal.ts';
import type { PriceBeside } from '../../../model/facts.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { lineAmount } from '../../params/largest-amount.ts';
import { besidePrice } from './beside.ts';

type Tiers = NonNullable<PriceBeside['tiers']>;
type Tier = Tiers[number];

/** A decimal, as a text, where it is no whole number. */
type Quantity = number | string;

function unitsOf(quantity: Quantity, { transform_quantity: transformed }: Price): Quantity {
  if (transformed === null) return quantity;
  const parts = Number(quantity) / transformed.divide_by;
  return transformed.round === 'up' ? Math.ceil(parts) : Math.floor(parts);
}

const inTier = (tier: Tier, units: number): number =>
  timesRounded(tier.unit_amount_decimal ?? '0', units) + timesRounded(tier.flat_amount_decimal ?? '0', 1);

/** All units at the price of the tier that their number is in. */
function volume(tiers: Tiers, units: number): number {
  const tier = tiers.find(({ up_to: last }) => last === null || units <= last) ?? tiers.at(-1);
  return tier === undefined ? 0 : inTier(tier, units);
}

/** The units of each tier at its own price, and the flat amount of each that is reached; the first one always is. */
function graduated(tiers: Tiers, units: number): number {
  let [sum, below] = [0, 0];
  for (const [at, tier] of tiers.entries()) {
    if (at > 0 && units <= below) break;
    sum += inTier(tier, Math.max(0, Math.min(units, tier.up_to ?? units) - below));
    below = tier.up_to ?? units;
  }
  return sum;
}

/** What so many units of a price cost. An amount that customers choose is the one that is preset, until somebody has chosen. */
export const amountOf = (scope: Scope, price: Price, quantity: Quantity): number =>
  lineAmount(exactly(scope, price, quantity), price.currency);

function exactly(scope: Scope, price: Price, quantity: Quantity): number {
  const units = unitsOf(quantity, price);
  if (price.custom_unit_amount !== null)
    return timesRounded(String(price.custom_unit_amount.preset ?? 0), units);
  if (price.billing_scheme === 'per_unit') return timesRounded(price.unit_amount_decimal ?? '0', units);
  const { tiers = [] } = besidePrice(scope, price.id);
  const whole = Math.floor(Number(units));
  return price.tiers_mode === 'volume' ? volume(tiers, whole) : graduated(tiers, whole);
}
