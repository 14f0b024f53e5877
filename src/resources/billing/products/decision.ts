import { errors } from '../../../core/catalogue.ts';
import type { Params } from '../../../core/shape.ts';
import type { Product } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { requirePrice } from '../prices/required.ts';
import type { LIST } from './params.ts';
import { PRODUCT } from './record.ts';

/** Refuses an id of the caller's that a product has. */
export function checkProductId(scope: Scope, id: string | undefined): void {
  if (id !== undefined && scope.tables[PRODUCT].get(id) !== undefined) throw errors.resourceExists('Product');
}

/** What a product offers by default must be a price of its own. */
export function checkDefaultPrice(scope: Scope, { id }: Product, price: string | null | undefined): void {
  if (typeof price !== 'string') return;
  if (requirePrice(scope, price, 'default_price').product !== id) throw errors.priceOfOtherProduct(price, id);
}

type Asked = Params<typeof LIST>;

/** The common ways to ask for products have an index each; what else is asked for is looked for among those. */
export function pageFilter({ created, active, ids, shippable, type, url }: Asked) {
  const wanted = ids === undefined ? undefined : new Set(ids);
  const where = (product: Product): boolean =>
    (wanted === undefined || wanted.has(product.id)) &&
    (active === undefined || product.active === active) &&
    (shippable === undefined || product.shippable === shippable) &&
    (type === undefined || product.type === type);
  const of = url !== undefined ? ({ index: 'url', key: url } as const) : activity(active);
  return { ...created, ...of, where };
}

const activity = (active: boolean | undefined) =>
  ({ index: 'active', key: active === undefined ? undefined : String(active) }) as const;
