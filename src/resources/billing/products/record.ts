import { mergedMetadata } from '../../../core/metadata.ts';
import type { Price, Product } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { given } from '../../params/changes.ts';
import type { Given } from './params.ts';

export const PRODUCT = 'product';

/** A product of which nothing is known yet, with every field that one has (recorded, 2026-08-26.dahlia). */
export function newProduct(scope: Scope, id: string): Product {
  const now = scope.seconds();
  return {
    id,
    object: PRODUCT,
    active: true,
    attributes: [],
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: '',
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: now,
    url: null,
  };
}

/** The product after a change; what an empty text unsets is a list without elements, or null. */
export function changedProduct(product: Product, params: Given): Product {
  const { images, marketing_features: features, tax_details: tax } = params;
  return {
    ...product,
    ...given(
      params,
      'active',
      'default_price',
      'description',
      'name',
      'package_dimensions',
      'shippable',
      'statement_descriptor',
      'tax_code',
      'type',
      'unit_label',
      'url',
    ),
    ...(images === undefined ? {} : { images: images ?? [] }),
    ...(features === undefined ? {} : { marketing_features: features ?? [] }),
    ...(tax === undefined
      ? {}
      : {
          tax_details: tax && {
            performance_location: tax.performance_location ?? null,
            tax_code: tax.tax_code ?? null,
          },
        }),
    metadata: mergedMetadata(product.metadata, params.metadata),
  };
}

/** A product as created with these parameters; the caller may have chosen its id. */
export function createdProduct(scope: Scope, params: Given & { readonly id?: string }): Product {
  // First, so that a refusal uses up no id.
  const draft = changedProduct(newProduct(scope, ''), params);
  return { ...draft, id: params.id ?? scope.id('prod') };
}

/** The product, which has just been changed, perhaps by its price. */
export const touched = (scope: Scope, product: Product): Product => ({
  ...product,
  updated: scope.seconds(),
});

/** Whether a price is what its product offers by default. */
export const isDefaultPrice = ({ tables }: Scope, { id, product }: Price): boolean =>
  tables[PRODUCT].get(product)?.default_price === id;
