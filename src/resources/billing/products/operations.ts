import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { pageOf } from '../../../core/list.ts';
import { nounOf } from '../../../model/records.ts';
import type { ParamsOf, Product } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import { previousAttributes } from '../../params/changes.ts';
import { decidedPrice, keepPrice } from '../prices/creation.ts';
import { checkDefaultPrice, checkProductId, pageFilter } from './decision.ts';
import { CREATE, LIST, UPDATE } from './params.ts';
import { changedProduct, createdProduct, PRODUCT as TYPE, touched } from './record.ts';

const PATH = '/v1/products';

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'ProductCreateParams',
    params: CREATE,
  },
  ({ scope, params: { default_price_data: data, ...params }, version }) => {
    checkProductId(scope, params.id);
    const made = createdProduct(scope, params);
    const decided =
      data === undefined
        ? undefined
        : decidedPrice(scope, data, made.id, { under: 'default_price_data', version });
    const product = scope.tables[TYPE].put({ ...made, default_price: decided?.price.id ?? null });
    // Recorded: the event of the product comes first, and shows the price.
    scope.emit('product.created', product);
    if (decided !== undefined) keepPrice(scope, decided);
    return product;
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:product`,
  {
    answers: TYPE,
    sdkParams: 'ProductRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.ProductRetrieveParams>,
  },
  // A deleted product is not found (recorded).
  ({ scope, id }) => scope.require(TYPE, id),
);

const update = operation(
  'POST',
  `${PATH}/:product`,
  { answers: TYPE, sdkParams: 'ProductUpdateParams', params: UPDATE },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    checkDefaultPrice(scope, before, params.default_price);
    const changed = changedProduct(before, params);
    // An update that changes nothing is no event (assumed).
    if (previousAttributes(before, changed) === undefined) return before;
    const after: Product = scope.tables[TYPE].put(touched(scope, changed));
    scope.emit('product.updated', after, previousAttributes(before, after));
    return after;
  },
);

const remove = operation(
  'DELETE',
  `${PATH}/:product`,
  {
    answers: TYPE,
    sdkParams: 'ProductDeleteParams',
    params: {} satisfies ParamsOf<Stripe.ProductDeleteParams>,
  },
  ({ scope, id }) => {
    const product = scope.require(TYPE, id);
    if (scope.tables.price.count({ index: 'product', key: id }) > 0) throw errors.productWithPrices();
    // Recorded: it is shown as one that is no longer active.
    const last: Product = { ...product, active: false };
    scope.tables[TYPE].delete(id);
    scope.emit('product.deleted', last);
    return { id, object: TYPE, deleted: true };
  },
);

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'ProductListParams', params: LIST },
  ({ scope, params }) =>
    pageOf(
      scope.tables[TYPE],
      { url: PATH, noun: nounOf(TYPE), params, outOfRange: scope.settings.assume.limitOutOfRange },
      pageFilter(params),
    ),
);

export const productOperations: readonly Operation[] = [create, retrieve, update, remove, list];
