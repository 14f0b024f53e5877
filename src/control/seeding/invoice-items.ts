import { errors } from '../../core/catalogue.ts';
import { sentence } from '../../core/sentence.ts';
import { invoiceItemShape } from '../../model/shapes/invoice-item.ts';
import type { InvoiceItem } from '../../model/wire.ts';
import { completeItem, INVOICE_ITEM } from '../../resources/billing/invoice-items/record.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { lineCost } from './costs.ts';
import { checkedFields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf, textOf } from './preparation.ts';

/** Not in the template, because not all have them. */
const RARE = { net_amount: 0, proration_details: { credited_items: null, discount_amounts: [] } };

/** An invoice item as the API would have made it; nothing is made of its amount. */
export function preparedInvoiceItem({ scope, fields, where }: Given): PreparedObject<InvoiceItem> {
  if (textOf(fields.customer) === undefined)
    throw errors.misuse(
      sentence`${where}.customer is missing: name the customer who is billed.`,
      `${where}.customer`,
    );
  const template = { ...completeItem(scope, { id: 'template', customer: 'template' }), ...RARE };
  const checked = checkedFields(template, withoutFixed(fields, INVOICE_ITEM, where), INVOICE_ITEM, where, {
    amount: lineCost,
    currency: CREATE.currency,
  });
  const { amount = 0, pricing = null } = checked;
  const item = completeItem(scope, {
    ...keptOf(scope, INVOICE_ITEM, textOf(fields.id) ?? ''),
    ...checked,
    amount,
    pricing,
  });
  const record = invoiceItemShape(item, where, VOICE);
  return {
    scope,
    id: record.id,
    references: referencesOf(record).filter(({ field }) => field !== 'invoice'),
    put: () => scope.tables[INVOICE_ITEM].put(record),
  };
}
