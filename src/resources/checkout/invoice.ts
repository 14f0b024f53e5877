import type { CheckoutLine } from '../../model/facts.ts';
import type { CheckoutSession, Invoice, InvoiceItem, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { taxOfInvoice } from '../billing/automatic-tax.ts';
import { lineOfItem } from '../billing/invoice-items/pending.ts';
import { completeItem, INVOICE_ITEM } from '../billing/invoice-items/record.ts';
import { draftInvoice, type InvoiceDraft } from '../billing/invoices/drafting.ts';
import { finalizePaid } from '../billing/invoices/finalizing.ts';
import { amountOf } from '../billing/prices/amounts.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { linesOf } from './line-items.ts';

/*
 * The invoice that follows a payment where the session asks for it: "Stripe emits an invoice.paid event as soon as the payment
 * tied to the Checkout Session succeeds" (docs: payments/checkout/post-payment-invoices). What it is made of, and that the
 * events of an invoice come in their order, is assumed.
 */

/** Whether an invoice is made once the payment succeeds. */
export const isInvoiced = ({ invoice_creation: creation }: CheckoutSession): boolean =>
  creation?.enabled === true;

/** What the session says of it. */
function saidOf({ invoice_creation: creation }: CheckoutSession): Partial<InvoiceDraft> {
  if (creation === null) return {};
  const { issuer, metadata, rendering_options: rendering, ...plain } = creation.invoice_data;
  return {
    ...plain,
    ...(issuer === null ? {} : { issuer }),
    metadata: metadata ?? {},
    ...(rendering === null
      ? {}
      : {
          rendering: alphabetical({
            ...rendering,
            pdf: { page_size: 'auto' as const },
            template_version: null,
          }),
        }),
  };
}

/** What was sold by a line, as an item of the invoice. */
function itemOf(
  scope: Scope,
  { price: id, description, quantity }: CheckoutLine,
  on: { readonly customer: string; readonly invoice: string },
): InvoiceItem {
  const price = scope.require('price', id);
  const item = completeItem(scope, {
    ...on,
    amount: amountOf(scope, price, quantity),
    currency: price.currency,
    description,
    pricing: {
      price_details: { price: id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
  });
  scope.emit('invoiceitem.created', scope.tables[INVOICE_ITEM].put(item));
  return item;
}

/** Makes the invoice of a payment that has succeeded; none where it is not asked for, or is nobody's, as of one that was put in place. */
export function invoiceFor(
  scope: Scope,
  session: CheckoutSession,
  payment: PaymentIntent,
): Invoice | undefined {
  const { customer } = session;
  if (!isInvoiced(session) || customer === null) return undefined;
  const invoice = scope.id('in');
  const items = linesOf(scope, session.id).map((line) => itemOf(scope, line, { customer, invoice }));
  const draft = draftInvoice(
    scope,
    {
      ...saidOf(session),
      automatic_tax: taxOfInvoice(session.automatic_tax),
      billing_reason: 'manual',
      collection_method: 'charge_automatically',
      currency: payment.currency,
      customer,
      lines: items.map(lineOfItem),
      on_behalf_of: payment.on_behalf_of,
    },
    invoice,
  );
  return finalizePaid(scope, draft, payment);
}
