import type Stripe from 'stripe';
import { errors } from '../../../core/catalogue.ts';
import { fewOf } from '../../../core/few.ts';
import { pageFrom, pageOf } from '../../../core/list.ts';
import { nounOf } from '../../../model/records.ts';
import type { ParamsOf, Price } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import { previousAttributes } from '../../params/changes.ts';
import { isDefaultPrice } from '../products/record.ts';
import { emitPrice } from './announcement.ts';
import { besidePrice, changedBeside, keepBeside } from './beside.ts';
import { keepPrice, takeKey } from './creation.ts';
import { holderOf, losingPrice } from './decision.ts';
import { filterOf, isAskedFor } from './filters.ts';
import { decidedWithProduct } from './inline.ts';
import { CREATE, LIST, UPDATE } from './params.ts';
import { changedPrice, PRICE as TYPE } from './record.ts';

const PATH = '/v1/prices';

const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'PriceCreateParams', params: CREATE },
  ({ scope, params, version }) => {
    if (params.product === undefined && params.product_data === undefined) throw errors.priceWithoutProduct();
    const { keepProduct, decided } = decidedWithProduct(scope, params, { under: '', version });
    keepProduct();
    return keepPrice(scope, decided);
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:price`,
  {
    answers: TYPE,
    sdkParams: 'PriceRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.PriceRetrieveParams>,
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

const update = operation(
  'POST',
  `${PATH}/:price`,
  { answers: TYPE, sdkParams: 'PriceUpdateParams', params: UPDATE },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    if (params.active === false && isDefaultPrice(scope, before)) throw errors.defaultPriceArchived();
    const losing = losingPrice(scope, params, id);
    const after = changedPrice(before, params);
    takeKey(scope, losing);
    keepBeside(scope, id, changedBeside(besidePrice(scope, id), params.currency_options));
    const previous = previousAttributes(before, after);
    // An update that changes nothing is no event (assumed).
    if (previous === undefined) return before;
    scope.tables[TYPE].put(after);
    emitPrice(scope, 'updated', after, previous);
    return after;
  },
);

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'PriceListParams', params: LIST },
  ({ scope, params }) => {
    if (params.product !== undefined) scope.requireFor('product', params.product, 'product');
    const table = scope.tables[TYPE];
    const asked = {
      url: PATH,
      noun: nounOf(TYPE),
      params,
      outOfRange: scope.settings.assume.limitOutOfRange,
    };
    const { lookup_keys: keys } = params;
    if (keys === undefined) return pageOf(table, asked, filterOf(params));
    const ids = keys.flatMap((key) => holderOf(scope, key)?.id ?? []);
    return pageFrom<Price>(
      fewOf(table, ids, (price) => isAskedFor(price, params)),
      asked,
    );
  },
);

export const priceOperations: readonly Operation[] = [create, retrieve, update, list];
