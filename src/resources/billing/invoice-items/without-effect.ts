import { type ByPath, each } from '../../params/named-parameters.ts';

/* What is taken of invoice items, checked by name and type, and changes nothing. */

const BOTH: ByPath = {
  ...each('discounts', 'Discounts are not emulated', 'docs: api/invoiceitems/create'),
  ...each('tax_rates', 'Taxes are not emulated', 'docs: api/invoiceitems/create'),
};

export const ITEMS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/invoiceitems': BOTH,
  'POST /v1/invoiceitems/:invoiceitem': {
    ...BOTH,
    ...each(
      'invoicing_rules',
      'It takes rules away, and no item has any',
      'stripe-node types: InvoiceItemUpdateParams',
    ),
    ...each(
      'tax_code',
      'It is of the product, which stays the same',
      'docs: api/invoiceitems/update; that the product stays is recorded',
    ),
  },
};
