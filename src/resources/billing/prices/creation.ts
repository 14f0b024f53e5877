import type { PriceBeside } from '../../../model/facts.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { emitPrice } from './announcement.ts';
import { besideOf, keepBeside } from './beside.ts';
import { checkMaking, losingPrice, type Place } from './decision.ts';
import { createdPrice, type Making, PRICE } from './record.ts';

/** A price that can be made, and what happens with it; nothing is written yet. */
export interface DecidedPrice {
  readonly price: Price;
  readonly beside: PriceBeside;
  /** The price whose lookup key it takes. */
  readonly losing: Price | undefined;
}

/** "Pass in `true` to enable, otherwise omit" it (docs: api/prices/create): false is as if it was omitted (assumed). */
function withoutDisabled({ custom_unit_amount: custom, ...making }: Making): Making {
  return custom?.enabled === true ? { ...making, custom_unit_amount: custom } : making;
}

/** Decides on a price of a product that is there or about to be; may refuse it, and writes nothing. */
export function decidedPrice(
  scope: Scope,
  { transfer_lookup_key, ...asked }: Making & { readonly transfer_lookup_key?: boolean },
  product: string,
  place: Place,
): DecidedPrice {
  const making = withoutDisabled(asked);
  checkMaking(making, place);
  const transfer = transfer_lookup_key === undefined ? {} : { transfer_lookup_key };
  const losing = losingPrice(scope, { ...making, ...transfer });
  // First, so that a refusal uses up no id.
  const draft = createdPrice(scope, '', product, making);
  return { price: { ...draft, id: scope.id(PRICE) }, beside: besideOf(making), losing };
}

/** Takes the lookup key away from the price that has it. */
export function takeKey(scope: Scope, losing: Price | undefined): void {
  if (losing === undefined) return;
  const after = scope.tables[PRICE].put({ ...losing, lookup_key: null });
  emitPrice(scope, 'updated', after, { lookup_key: losing.lookup_key });
}

/** Writes what was decided. */
export function keepPrice(scope: Scope, { price, beside, losing }: DecidedPrice): Price {
  takeKey(scope, losing);
  scope.tables[PRICE].put(price);
  keepBeside(scope, price.id, beside);
  emitPrice(scope, 'created', price);
  return price;
}
