import { oneOf } from '../../core/shape.ts';
import { INVOICE_PAYMENT_STATUSES } from '../../model/billing-words.ts';
import { invoicePaymentShape } from '../../model/shapes/invoice.ts';
import type { InvoicePayment } from '../../model/wire.ts';
import { completeInvoicePayment, INVOICE } from '../../resources/billing/invoices/record.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import { checkedFields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

/** The payment of an invoice by a PaymentIntent. */
export function preparedInvoicePayment(given: Given): PreparedObject<InvoicePayment> {
  const { scope, fields, where } = given;
  const type = 'invoice_payment';
  const template = completeInvoicePayment(scope, { id: 'template' });
  const checked = checkedFields(template, withoutFixed(fields, type, where), type, where, {
    currency: CREATE.currency,
    status: oneOf(...INVOICE_PAYMENT_STATUSES),
  });
  const record = invoicePaymentShape(
    completeInvoicePayment(scope, { ...keptOf(scope, type, textOf(fields.id) ?? ''), ...checked }),
    where,
    VOICE,
  );
  const { invoice, payment } = record;
  return {
    scope,
    id: record.id,
    references: [
      { type: INVOICE, id: invoice, field: 'invoice' },
      ...(payment.payment_intent === undefined
        ? []
        : [
            {
              type: 'payment_intent' as const,
              id: payment.payment_intent,
              field: 'payment.payment_intent',
            },
          ]),
    ],
    put: () => scope.tables[type].put(record),
  };
}
