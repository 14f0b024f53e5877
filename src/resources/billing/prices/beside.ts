import type { PriceBeside } from '../../../model/facts.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { Changed } from './params.ts';
import { customAmountOf, type Making, unitOf } from './record.ts';

/* What a price shows only where it is asked to expand it: its tiers, and what it costs in other currencies. */

type Tier = NonNullable<Making['tiers']>[number];
type Options = NonNullable<Changed['currency_options']>;

const tierOf = ({ flat_amount, flat_amount_decimal, up_to, ...unit }: Tier) => {
  const flat = unitOf({
    ...(flat_amount === undefined ? {} : { unit_amount: flat_amount }),
    ...(flat_amount_decimal === undefined ? {} : { unit_amount_decimal: flat_amount_decimal }),
  });
  return {
    flat_amount: flat.unit_amount,
    flat_amount_decimal: flat.unit_amount_decimal,
    ...unitOf(unit),
    up_to,
  };
};

const optionsOf = (options: Options): NonNullable<PriceBeside['currency_options']> =>
  Object.fromEntries(
    Object.entries(options).map(([currency, option]) => [
      currency.toLowerCase(),
      {
        custom_unit_amount: customAmountOf(option.custom_unit_amount),
        tax_behavior: option.tax_behavior ?? 'unspecified',
        ...(option.tiers === undefined ? {} : { tiers: option.tiers.map(tierOf) }),
        ...unitOf(option),
      },
    ]),
  );

/** What is to be kept beside a price that is made so; nothing of most. */
export function besideOf({ tiers, currency_options: options }: Making): PriceBeside {
  return {
    ...(tiers === undefined ? {} : { tiers: tiers.map(tierOf) }),
    ...(options === undefined ? {} : { currency_options: optionsOf(options) }),
  };
}

export function keepBeside(scope: Scope, price: string, beside: PriceBeside): void {
  if (Object.keys(beside).length === 0) scope.facts.prices.delete(price);
  else scope.facts.prices.set(price, beside);
}

/** What is beside a price after a change; an empty text takes all other currencies away. */
export function changedBeside(before: PriceBeside, options: Changed['currency_options']): PriceBeside {
  if (options === undefined) return before;
  const { currency_options: known, ...rest } = before;
  return options === null ? rest : { ...rest, currency_options: { ...known, ...optionsOf(options) } };
}

export const besidePrice = (scope: Scope, price: string): PriceBeside => scope.facts.prices.get(price) ?? {};

/** All currencies that a price is in: its own among them, as Stripe adds it (stripe-node issue 2154). */
export function currencyOptions(scope: Scope, price: Price): object {
  const { tiers, currency_options: others } = besidePrice(scope, price.id);
  const own = {
    custom_unit_amount: price.custom_unit_amount,
    tax_behavior: price.tax_behavior,
    ...(tiers === undefined ? {} : { tiers }),
    unit_amount: price.unit_amount,
    unit_amount_decimal: price.unit_amount_decimal,
  };
  return { ...others, [price.currency]: own };
}
