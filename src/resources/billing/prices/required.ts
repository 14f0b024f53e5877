import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { PRICE } from './record.ts';

/** The price that a parameter names, or Stripe's 400: "No such price: '…'". */
export const requirePrice = (scope: Scope, id: string, param: string): Price =>
  scope.requireFor(PRICE, id, param);
