import { errors } from '../../../core/catalogue.ts';
import { isBefore } from '../../../model/versions/version-string.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { Changed } from './params.ts';
import { type Making, PRICE } from './record.ts';

/** Where a price is made. */
export interface Place {
  /** The hash that says what it costs; empty for the call itself. */
  readonly under: string;
  /** The version of the call. */
  readonly version: string;
}

/** Bracketed, where it is a member of a hash. */
export const named = (under: string, name: string): string => (under === '' ? name : `${under}[${name}]`);

// "Maximum of three years interval allowed (3 years, 36 months, or 156 weeks)" (docs: api/prices/create); of days inferred.
const LONGEST = { day: 1095, week: 156, month: 36, year: 3 } as const;

/** From this version on metered prices are backed by meters (recorded). */
const WITH_METERS = '2025-03-31.basil';

function checkRecurring({ recurring }: Making, { under, version }: Place): void {
  if (recurring === undefined) return;
  const { interval, interval_count: count = 1, meter, usage_type: usage } = recurring;
  const param = named(under, 'recurring[interval_count]');
  if (count > LONGEST[interval]) throw errors.intervalTooLong(interval, LONGEST[interval], param);
  if (usage === 'metered' && meter === undefined && !isBefore(version, WITH_METERS))
    throw errors.meteredWithoutMeter();
}

function checkTiers({ recurring, tiers, tiers_mode: mode }: Making, under: string): void {
  // Recorded, with that param.
  if (recurring === undefined) throw errors.tiersOfOneTime();
  if (tiers === undefined) throw errors.parameterMissing(named(under, 'tiers'));
  if (mode === undefined) throw errors.parameterMissing(named(under, 'tiers_mode'));
}

/** Refuses what no price can be made of. */
export function checkMaking(making: Making, place: Place): void {
  const { under } = place;
  const { unit_amount: amount, unit_amount_decimal: decimal, custom_unit_amount: custom } = making;
  if (amount !== undefined && decimal !== undefined)
    throw errors.onlyOneOf('unit_amount', 'unit_amount_decimal');
  checkRecurring(making, place);
  if (making.billing_scheme === 'tiered') checkTiers(making, under);
  else if (amount === undefined && decimal === undefined && custom === undefined)
    throw errors.priceWithoutAmount();
  const { currency, currency_options: options = {} } = making;
  if (Object.keys(options).some((name) => name.toLowerCase() === currency))
    throw errors.currencyOptionOfOwn(named(under, `currency_options[${currency}]`));
}

/** The price that has a lookup key, be it active or not (recorded). */
export function holderOf({ tables }: Scope, key: string): Price | undefined {
  return tables[PRICE].oldest({ index: 'lookup_key', key });
}

/**
 * The price that a lookup key is taken from, if another one has it; without being told to take it, that is refused. It
 * stays as it is but for the key (recorded).
 */
export function losingPrice(
  scope: Scope,
  {
    lookup_key: key,
    transfer_lookup_key: isTransferred = false,
  }: Pick<Changed, 'lookup_key' | 'transfer_lookup_key'>,
  own?: string,
): Price | undefined {
  const holder = typeof key === 'string' ? holderOf(scope, key) : undefined;
  if (holder === undefined || holder.id === own) return undefined;
  if (!isTransferred) throw errors.lookupKeyTaken(holder.id);
  return holder;
}
