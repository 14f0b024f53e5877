import type { InvoiceItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { alphabetical } from '../../params/alphabetical.ts';

export const INVOICE_ITEM = 'invoiceitem';

/** An item with every field that one has (recorded, 2026-08-26.dahlia), pending unless it says which invoice it is on. */
export function completeItem(scope: Scope, fields: Partial<InvoiceItem> = {}): InvoiceItem {
  const { date = scope.seconds(), quantity = 1 } = fields;
  const { id, object, ...rest }: InvoiceItem = {
    id: fields.id ?? scope.id('ii'),
    object: INVOICE_ITEM,
    amount: 0,
    currency: 'usd',
    customer: '',
    customer_account: null,
    date,
    description: null,
    discountable: true,
    discounts: [],
    frozen_fields: [],
    invoice: null,
    invoicing_rules: [],
    livemode: false,
    metadata: {},
    parent: null,
    period: { end: date, start: date },
    pricing: null,
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: null,
    ...fields,
  };
  return { id, object, ...alphabetical(rest) };
}

/** The subscription that an item is of; null for one of none. */
export const subscriptionOf = ({ parent }: Pick<InvoiceItem, 'parent'>): string | null =>
  parent?.subscription_details?.subscription ?? null;
