import type { Tables } from '../model/records.ts';
import type { PaymentIntent } from '../model/wire.ts';

/* From a payment to its invoice, and back, as objects told it before 2025-03-31.basil. */

type Kept = Pick<Tables, 'invoice_payment' | 'payment_intent'> | undefined;

/** The invoice that a PaymentIntent pays, or a Charge by its PaymentIntent; null if there is none. */
export function invoicePaidBy(tables: Kept, payment: Readonly<Record<string, unknown>>): string | null {
  const key = payment.object === 'charge' ? payment.payment_intent : payment.id;
  if (tables === undefined || typeof key !== 'string') return null;
  for (const { invoice } of tables.invoice_payment.walk({ index: 'payment_intent', key })) return invoice;
  return null;
}

/** The PaymentIntent that finalizing an invoice has made. */
export function intentPaying(tables: Kept, key: string): PaymentIntent | undefined {
  if (tables === undefined) return undefined;
  for (const { is_default: isDefault, payment } of tables.invoice_payment.walk({ index: 'invoice', key }))
    if (isDefault) return tables.payment_intent.get(payment.payment_intent ?? '');
  return undefined;
}
