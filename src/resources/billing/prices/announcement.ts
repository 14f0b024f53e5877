import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { planOf, previousOfPlan } from '../plans/record.ts';

/** Tells of a price and, of one that recurs, of the plan that it is as well: both are sent (docs: api/events/types). */
export function emitPrice(
  scope: Scope,
  moment: 'created' | 'updated',
  price: Price,
  previous?: Partial<Price>,
): void {
  const plan = planOf(price);
  if (plan !== undefined) {
    const attributes = previous === undefined ? undefined : previousOfPlan(previous);
    // A plan shows less than its price: what it does not show has not changed it.
    if (previous === undefined || attributes !== undefined) scope.emit(`plan.${moment}`, plan, attributes);
  }
  scope.emit(`price.${moment}`, price, previous);
}
