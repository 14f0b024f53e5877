import { errors } from '../../../core/catalogue.ts';
import { NEWEST_VERSION } from '../../../model/versions/version-string.ts';
import type { Price } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { checkProductId } from '../products/decision.ts';
import type { Given } from '../products/params.ts';
import { createdProduct, PRODUCT } from '../products/record.ts';
import { type DecidedPrice, decidedPrice, keepPrice } from './creation.ts';
import { named, type Place } from './decision.ts';
import type { PriceData } from './inline-params.ts';
import type { Making } from './record.ts';

type ProductData = Given & { readonly id?: string };
type MakingWithProduct = Making & {
  readonly product?: string;
  readonly product_data?: ProductData;
  readonly transfer_lookup_key?: boolean;
};

interface DecidedWithProduct {
  readonly decided: DecidedPrice;
  readonly keepProduct: () => void;
}

/** Decides on a price of a product that there is, or that is made with it; may refuse both, and writes nothing. */
export function decidedWithProduct(
  scope: Scope,
  { product: id, product_data: data, ...making }: MakingWithProduct,
  place: Place,
): DecidedWithProduct {
  const { under } = place;
  if (id !== undefined && data !== undefined)
    throw errors.onlyOneOfNamed(named(under, 'product'), 'product', 'product_data');
  if (data === undefined) {
    if (id === undefined) throw errors.parameterMissing(named(under, 'product'));
    scope.requireFor(PRODUCT, id, named(under, 'product'));
    return { decided: decidedPrice(scope, making, id, place), keepProduct: () => {} };
  }
  checkProductId(scope, data.id);
  const product = createdProduct(scope, data);
  return {
    decided: decidedPrice(scope, making, product.id, place),
    keepProduct: () => {
      scope.emit('product.created', scope.tables[PRODUCT].put(product));
    },
  };
}

/** A price that another object's parameters make. */
export interface InlinePrice {
  readonly price: Price;
  /** Writes it, and its product if that is new. */
  readonly keep: () => Price;
}

/**
 * Decides on the price that a `price_data` hash makes; may refuse it, and writes nothing until it is kept. It is made for
 * this one use: neither it nor the product that is made with it is active (docs: products-prices/pricing-models).
 */
export function inlinePrice(scope: Scope, data: PriceData, where: string): InlinePrice {
  const { product_data: product, ...rest } = data;
  const { decided, keepProduct } = decidedWithProduct(
    scope,
    {
      ...rest,
      active: false,
      ...(product === undefined ? {} : { product_data: { ...product, active: false } }),
    },
    // What it takes is the same in every version.
    { under: where, version: NEWEST_VERSION },
  );
  return {
    price: decided.price,
    keep: () => {
      keepProduct();
      return keepPrice(scope, decided);
    },
  };
}
