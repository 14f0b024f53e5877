import { errors } from '../../../core/catalogue.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { inlinePrice } from '../prices/inline.ts';
import type { PriceData } from '../prices/inline-params.ts';
import { requirePrice } from '../prices/required.ts';

/* The price that an item, or what is added to an invoice, is of: one that is named, or that is made with it. */

interface PriceParams {
  readonly plan?: string;
  readonly price?: string;
  readonly price_data?: PriceData;
}

/** A price that has been chosen; one that is made inline is written when it is kept. */
export interface ChosenPrice {
  readonly price: Price;
  readonly keep: () => void;
}

const NAMES = ['plan', 'price', 'price_data'] as const;

const kept = (price: Price): ChosenPrice => ({ price, keep: () => {} });

/** The name of a member in the parameter `where`: `items[0][price]`, or `price` where that is the call itself. */
export const memberOf = (where: string, name: string): string => (where === '' ? name : `${where}[${name}]`);

/** The price that is named or described; undefined if none is. Old clients name it as a plan. */
export function chosenPrice(
  scope: Scope,
  params: PriceParams,
  where: string,
  type: Price['type'] = 'recurring',
  archived: 'taken' | 'refused' = 'refused',
): ChosenPrice | undefined {
  const [first, second] = NAMES.filter((name) => params[name] !== undefined);
  if (first !== undefined && second !== undefined)
    throw errors.onlyOneOf(memberOf(where, first), memberOf(where, second));
  const { price_data: data } = params;
  if (data !== undefined) {
    const { price, keep } = inlinePrice(scope, data, memberOf(where, 'price_data'));
    return { price, keep };
  }
  const id = params.price ?? params.plan;
  if (id === undefined || first === undefined) return undefined;
  const param = memberOf(where, first);
  const price = first === 'plan' ? requirePlan(scope, id, param) : requirePrice(scope, id, param);
  if (!price.active && archived === 'refused') throw errors.priceInactive(param);
  checkType(price, type, param);
  return kept(price);
}

/** A price by the name that it had before there were prices (recorded, 2020: "No such plan: '…'"). */
function requirePlan(scope: Scope, id: string, param: string): Price {
  const price = scope.tables.price.get(id);
  if (price?.recurring == null) throw errors.resourceMissingInParameter('plan', id, param);
  return price;
}

function checkType({ type }: Price, wanted: Price['type'], param: string): void {
  if (type !== wanted) throw errors.priceTypeRefused(type, param);
}
