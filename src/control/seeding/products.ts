import { formFromJson } from '../../core/form.ts';
import { arrayOf, hash, optional, string } from '../../core/shape.ts';
import type { Product } from '../../model/wire.ts';
import { CREATE } from '../../resources/billing/products/params.ts';
import { createdProduct, newProduct, PRODUCT as TYPE } from '../../resources/billing/products/record.ts';
import { secondsInTime } from '../seconds-in-time.ts';
import { checkNames, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf } from './preparation.ts';

const { default_price_data: _made, name, ...shown } = CREATE;

/** The parameters of its creation, and what only `objects` may set. */
const parameters = hash({
  ...shown,
  attributes: optional(arrayOf(string())),
  created: optional(secondsInTime),
  default_price: optional(string()),
  name: optional(name),
  updated: optional(secondsInTime),
});

/** A product as the API would have created it. */
export function preparedProduct({ scope, fields, where }: Given): PreparedObject<Product> {
  const given = withoutFixed(fields, TYPE, where);
  checkNames(given, Object.keys(newProduct(scope, 'template')), TYPE, where);
  const {
    attributes = [],
    created,
    updated,
    ...params
  } = parameters(formFromJson(withoutNulls(given)), where);
  const kept = keptOf(scope, TYPE, params.id ?? '').created;
  const product = createdProduct(scope, { ...params, name: params.name ?? 'Product' });
  const since = created ?? kept ?? product.created;
  const record = { ...product, attributes, created: since, updated: updated ?? since };
  return {
    scope,
    id: record.id,
    references: referencesOf(record),
    put: () => scope.tables[TYPE].put(record),
  };
}
