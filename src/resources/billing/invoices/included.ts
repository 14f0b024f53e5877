import type { CountedList } from '../../../core/list.ts';
import type { Invoice, InvoicePayment } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { intentOfInvoice, PAYMENT } from './payment-intent.ts';

/* What an invoice shows of its payment where it is asked for. */

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_SHOWN = 10;

/** By which a customer confirms the payment: the PaymentIntent's own; null where nothing was to be paid (recorded). */
export function confirmationSecret(
  invoice: string,
  scope: Scope,
): NonNullable<Invoice['confirmation_secret']> | null {
  const secret = intentOfInvoice(scope, invoice)?.client_secret;
  return secret == null ? null : { client_secret: secret, type: 'payment_intent' };
}

/** The payments of an invoice; the URL is recorded. */
export function paymentsOf(invoice: string, { tables }: Scope): CountedList<InvoicePayment> {
  const ofInvoice = { index: 'invoice', key: invoice } as const;
  const { records, hasMore } = tables[PAYMENT].page({ ...ofInvoice, limit: MOST_SHOWN });
  return {
    object: 'list',
    data: records,
    has_more: hasMore,
    total_count: tables[PAYMENT].count(ofInvoice),
    url: '/v1/invoices/payments',
  };
}
