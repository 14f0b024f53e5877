import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { InvoiceItem } from '../wire.ts';
import { decimalShape, inTestMode, metadataShape, only, textOrNull } from './fields.ts';

type Parent = NonNullable<InvoiceItem['parent']>;
type Pricing = NonNullable<InvoiceItem['pricing']>;

export const invoiceItemShape = stored<InvoiceItem>({
  id: anId,
  object: only('invoiceitem'),
  amount: integer(),
  currency: anyText,
  customer: anId,
  customer_account: textOrNull,
  date: whole,
  description: textOrNull,
  discountable: boolean,
  discounts: orNull(listOf(anyText)),
  frozen_fields: optional(listOf(oneOf('discounts', 'pricing', 'quantity'))),
  invoice: textOrNull,
  invoicing_rules: optional(
    listOf(
      stored<NonNullable<InvoiceItem['invoicing_rules']>[number]>({
        type: only('defer_until_credited_items_resolved'),
      }),
    ),
  ),
  livemode: inTestMode,
  metadata: orNull(metadataShape),
  net_amount: optional(integer()),
  parent: orNull(
    stored<Parent>({
      subscription_details: orNull(
        stored<NonNullable<Parent['subscription_details']>>({
          subscription: anyText,
          subscription_item: optional(anyText),
        }),
      ),
      type: only('subscription_details'),
    }),
  ),
  period: stored<InvoiceItem['period']>({ end: whole, start: whole }),
  pricing: orNull(
    stored<Pricing>({
      price_details: optional(
        stored<NonNullable<Pricing['price_details']>>({ price: anyText, product: anyText }),
      ),
      type: only('price_details'),
      unit_amount_decimal: orNull(decimalShape),
    }),
  ),
  proration: boolean,
  proration_details: optional(shownAgain()),
  quantity: integer(),
  quantity_decimal: decimalShape,
  tax_rates: orNull(listOf(shownAgain())),
  test_clock: textOrNull,
});
