import fc from 'fast-check';
import type { Creation } from './creations.ts';
import { hash, metadata, one, some, text, unset, whole } from './parameter-fields.ts';

/* What products and prices can be created with. */

const url = text.map((name) => `https://example.com/${encodeURIComponent(name)}`);
const decimal = fc
  .tuple(fc.nat(999_999), fc.nat(999_999))
  .map(([units, parts]) => `${units}.${String(parts).padStart(12, '0')}`);
const taxes = one('exclusive', 'inclusive', 'unspecified');
const unit = fc.oneof(
  fc.record({ unit_amount: fc.nat(99_999_999) }),
  fc.record({ unit_amount_decimal: fc.oneof(decimal, one('5', '0.5', '12.50')) }),
  fc.record({
    custom_unit_amount: hash({ enabled: one(true) }, { maximum: whole, minimum: whole, preset: whole }),
  }),
);
const size = fc.integer({ min: 1, max: 9999 }).map((parts) => parts / 100);

const product = hash(
  { name: text },
  {
    active: fc.boolean(),
    description: text,
    images: fc.array(url, { minLength: 1, maxLength: 8 }),
    marketing_features: fc.array(fc.record({ name: text }), { minLength: 1, maxLength: 3 }),
    metadata,
    package_dimensions: fc.record({ height: size, length: size, weight: size, width: size }),
    shippable: fc.boolean(),
    statement_descriptor: text.map((end) => `A${end}`),
    tax_code: text,
    tax_details: hash({}, { performance_location: text, tax_code: unset(text) }),
    type: one('good', 'service'),
    unit_label: text,
    url,
  },
);

const recurring = fc.oneof(
  hash(
    { interval: one('day', 'month', 'week', 'year') },
    { interval_count: fc.integer({ min: 1, max: 3 }), trial_period_days: fc.integer({ min: 1, max: 730 }) },
  ),
  hash({ interval: one('month') }, { meter: one('mtr_1'), usage_type: one('licensed') }),
  hash({ interval: one('month'), meter: one('mtr_1'), usage_type: one('metered') }, {}),
);
const described = hash(
  { currency: one('usd', 'eur'), product: one('prod_1', 'prod_2') },
  { active: fc.boolean(), lookup_key: text, metadata, nickname: text, tax_behavior: taxes },
);
const price = fc.oneof(
  fc
    .tuple(described, unit, hash({}, { recurring, billing_scheme: one('per_unit') }))
    .map((parts) => Object.assign({}, ...parts)),
  fc
    .tuple(
      described,
      fc.nat(9999),
      hash({}, { transform_quantity: fc.record({ divide_by: whole, round: one('down', 'up') }) }),
    )
    .map(([fields, unit_amount, more]) => ({ ...fields, unit_amount, ...more })),
  fc
    .tuple(described, some(['graduated', 'volume']), recurring, fc.nat(999))
    .map(([fields, modes, when, amount]) => ({
      ...fields,
      billing_scheme: 'tiered',
      recurring: when,
      tiers: [
        { up_to: 5, unit_amount: amount },
        { up_to: 'inf', unit_amount_decimal: '0.5', flat_amount: amount },
      ],
      tiers_mode: modes[0],
    })),
);

export const CATALOG_THERE = { products: [{ id: 'prod_1' }, { id: 'prod_2', name: 'Mug' }] };

export const CATALOG: Readonly<Record<string, Creation>> = {
  product: {
    least: { name: 'T-shirt' },
    fields: product,
    actions: { default_price_data: 'makes a price', id: 'chooses the id' },
  },
  price: {
    least: { currency: 'usd', product: 'prod_1', unit_amount: 2000 },
    fields: price,
    actions: { product_data: 'makes a product', transfer_lookup_key: 'takes a key from another price' },
  },
};
