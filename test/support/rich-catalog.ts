/* What is sold in the rich sandbox, to whom, and what waits to be billed there. */

const PRICING = {
  price_details: { price: 'price_2', product: 'prod_1' },
  type: 'price_details',
  unit_amount_decimal: '700',
};
const SIZE = { height: 1, length: 2.5, weight: 3, width: 4 };
const TIERED = {
  billing_scheme: 'tiered',
  currency_options: { eur: { unit_amount: 5 } },
  recurring: { interval: 'year', meter: 'mtr_1', usage_type: 'metered' },
  tiers: [
    { up_to: 5, unit_amount: 9 },
    { up_to: null, flat_amount: 7 },
  ],
  tiers_mode: 'volume',
};

export const SOLD = {
  products: [
    {
      id: 'prod_1',
      name: 'T-shirt',
      default_price: 'price_1',
      package_dimensions: SIZE,
      url: 'https://a.test',
    },
    { id: 'prod_3' },
    { id: 'prod_2', active: false, shippable: true, type: 'good', marketing_features: [{ name: 'x' }] },
  ],
  invoiceitems: [
    { id: 'ii_1', customer: 'cus_1', amount: 700, description: 'x', pricing: PRICING },
    { id: 'ii_2', customer: 'cus_1', amount: -5, discountable: false, metadata: { a: '1' } },
    { id: 'ii_3', customer: 'cus_1', invoice: 'in_gone', date: 5, net_amount: 3 },
    { id: 'ii_4', customer: 'cus_1', invoice: 'in_1', amount: 700 },
  ],
  prices: [
    { id: 'price_1', product: 'prod_1', recurring: { interval: 'month' }, lookup_key: 'shirt' },
    {
      id: 'price_2',
      product: 'prod_1',
      active: false,
      currency: 'eur',
      unit_amount_decimal: '0.5',
      lookup_key: 'mug',
    },
    { id: 'price_3', product: 'prod_2', ...TIERED },
    { id: 'price_4', product: 'prod_2', unit_amount: 300 },
    { id: 'price_5', product: 'prod_2', unit_amount: 900, recurring: { interval: 'month' } },
    { id: 'price_6', product: 'prod_2', unit_amount: 800, recurring: { interval: 'month' } },
  ],
  subscriptions: [
    {
      id: 'sub_1',
      customer: 'cus_1',
      items: [
        { id: 'si_1', price: 'price_1', quantity: 2, metadata: { a: '1' } },
        { id: 'si_2', price: 'price_5' },
      ],
      metadata: { a: '1' },
      payment_settings: { save_default_payment_method: 'on_subscription' },
    },
    { id: 'sub_2', customer: 'cus_1', items: [{ price: 'price_1' }], status: 'canceled', canceled_at: 5 },
    { id: 'sub_3', customer: 'cus_1', items: [{ price: 'price_1' }], status: 'paused' },
  ],
};
