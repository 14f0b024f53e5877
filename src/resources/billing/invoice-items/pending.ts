import type { InvoiceItem } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { LineDraft } from '../invoices/lines.ts';
import { INVOICE_ITEM, subscriptionOf } from './record.ts';

/** Which of a customer's pending items an invoice is to have. */
interface Wanted {
  readonly currency: string;
  /**
   * Of a subscription: its own items and those of none, or its own alone; by default all that there are (docs:
   * api/invoiceitems/create and api/invoices/create, `subscription`).
   */
  readonly subscription?: string;
  readonly exclusively?: boolean;
}

/** The items of a customer that wait for an invoice, the oldest first. */
export function pendingItems(
  { tables }: Scope,
  customer: string,
  { currency, subscription, exclusively = false }: Wanted,
): readonly InvoiceItem[] {
  const items = [...tables[INVOICE_ITEM].walk({ index: 'pending_of', key: customer })];
  return items.filter((item) => {
    const of = subscriptionOf(item);
    const isMeant = subscription === undefined || of === subscription || (of === null && !exclusively);
    return isMeant && item.currency === currency;
  });
}

/** Puts an item on an invoice; the invoice has its line of it from whoever calls this. Nobody is told (docs: api/events/types). */
export const takeUp = (scope: Scope, item: InvoiceItem, invoice: string): InvoiceItem =>
  scope.tables[INVOICE_ITEM].put({ ...item, invoice });

/** What an item is as a line of an invoice. */
export const lineOfItem = (item: InvoiceItem): LineDraft => {
  const { price_details: details, unit_amount_decimal = null } = item.pricing ?? {};
  return {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    metadata: item.metadata ?? {},
    period: item.period,
    price:
      details === undefined ? null : { id: details.price, product: details.product, unit_amount_decimal },
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    source: {
      invoice_item: item.id,
      proration: item.proration,
      subscription: subscriptionOf(item),
    },
  };
};
