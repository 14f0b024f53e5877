import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { createdProduct, PRODUCT } from '../products/record.ts';
import type { InlinePrice } from './inline.ts';
import { createdPrice, PRICE } from './record.ts';

/** A bare amount, of which a price is made. */
interface BareAmount {
  readonly unit: string;
  readonly currency: string;
  /** What its product is called, if one is made. */
  readonly name: string;
  /** A product that there is. */
  readonly product?: string | undefined;
  readonly tax_behavior?: NonNullable<Price['tax_behavior']>;
  readonly tax_code?: string;
}

/**
 * Decides on the price that stands for a bare amount, and on its product; writes nothing until it is kept. Nobody is told of
 * either (recorded: no event of theirs among those of an invoice item), and neither is active (assumed, as of other prices
 * that are made for one use).
 */
export function oneOffPrice(scope: Scope, bare: BareAmount): InlinePrice {
  const { unit, currency, name, product: known, tax_behavior, tax_code } = bare;
  const product =
    known === undefined
      ? createdProduct(scope, { name, active: false, ...(tax_code === undefined ? {} : { tax_code }) })
      : undefined;
  const price = createdPrice(scope, scope.id(PRICE), product?.id ?? known ?? '', {
    active: false,
    currency,
    unit_amount_decimal: unit,
    ...(tax_behavior === undefined ? {} : { tax_behavior }),
  });
  return {
    price,
    keep: () => {
      if (product !== undefined) scope.tables[PRODUCT].put(product);
      return scope.tables[PRICE].put(price);
    },
  };
}
