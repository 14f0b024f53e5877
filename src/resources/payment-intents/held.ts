import { errors } from '../../core/catalogue.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { UpdateParams } from './parameters.ts';

/* Intents that something else has made, which says what they are for: they are not the caller's to end or to change. */

/** Whether an invoice has made it, and keeps it at what remains to be paid (stripe-node types: InvoicePayment.is_default). */
function isOfInvoice({ tables }: Scope, intent: string): boolean {
  for (const { is_default: isDefault } of tables.invoice_payment.walk({
    index: 'payment_intent',
    key: intent,
  }))
    if (isDefault) return true;
  return false;
}

/** Refuses to cancel an intent that ends with what it is for. */
export function checkCancelable(scope: Scope, intent: PaymentIntent): void {
  if (isOfInvoice(scope, intent.id)) throw errors.paymentIntentOfInvoice().about({ payment_intent: intent });
}

/** What an invoice says of its payment; that the others may be changed is assumed. */
const SAID_BY_INVOICES = ['amount', 'currency', 'customer'] as const;

/** Refuses to change what the invoice says of its payment. */
export function checkEditable(scope: Scope, intent: PaymentIntent, params: Partial<UpdateParams>): void {
  const changed = SAID_BY_INVOICES.find((name) => params[name] !== undefined);
  if (changed === undefined || !isOfInvoice(scope, intent.id)) return;
  throw errors.paymentIntentFixedByInvoice(changed).about({ payment_intent: intent });
}
