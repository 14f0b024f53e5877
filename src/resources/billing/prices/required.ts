import { errors } from '../../../core/catalogue.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { PRICE } from './record.ts';

/** The price that a parameter names, or Stripe's 400: "No such price: '…'". */
export const requirePrice = (scope: Scope, id: string, param: string): Price =>
  scope.requireFor(PRICE, id, param);

/** The same, where it must be one that is sold, and of a type. */
export function requirePriceOf(scope: Scope, id: string, param: string, type: Price['type']): Price {
  const price = requirePrice(scope, id, param);
  if (!price.active) throw errors.priceInactive(param);
  if (price.type !== type) throw errors.priceTypeRefused(price.type, param);
  return price;
}
