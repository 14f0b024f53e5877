import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { elementsOf, integer } from '../../core/shape.ts';
import { MOST_OF_A_LINE } from '../../resources/params/largest-amount.ts';
import type { Given } from './preparation.ts';

/** What a line costs: no more than one that the API makes. */
export const lineCost = integer({ min: -MOST_OF_A_LINE, max: MOST_OF_A_LINE });

/** A price that is there, or that comes with the same call. */
export function priceNamed({ scope, beside: { prices } }: Given, id: string): unknown {
  const coming = (elementsOf<unknown>(prices ?? []) ?? []).find((one) => isHash(one) && one.id === id);
  return coming ?? scope.tables.price.get(id);
}

/** Refuses more of a price than one line can cost. */
export function checkCost(given: Given, price: string, quantity: number, where: string): void {
  const named = priceNamed(given, price);
  if (!isHash(named)) return;
  const unit = Number(named.unit_amount ?? named.unit_amount_decimal ?? 0);
  if (unit * quantity > MOST_OF_A_LINE)
    throw errors.misuse(
      sentence`${where}.quantity times the price "${price}" is more than ${String(MOST_OF_A_LINE)}, the most that a line can cost.`,
      `${where}.quantity`,
    );
}
