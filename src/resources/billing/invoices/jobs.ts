import { StripeError } from '../../../core/errors.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { advances, isCollected } from './collection.ts';
import { tellOfFailure } from './course.ts';
import { finalizeByItself } from './finalizing.ts';
import { payInvoice } from './paying.ts';
import { intentOfInvoice } from './payment-intent.ts';
import { INVOICE, stateOf } from './record.ts';
import { beginRetry, endRetry } from './retries.ts';

/* What happens to invoices by themselves. */

/** The hour of a draft is over: it is finalized, and collected or sent. */
export function finalizeLater(scope: Scope, id: string): void {
  const draft = scope.tables[INVOICE].get(id);
  if (draft === undefined || stateOf(draft) !== 'draft' || !advances(draft)) return;
  const invoice = finalizeByItself(scope, draft);
  if (stateOf(invoice) !== 'open') return;
  if (isCollected(invoice)) collect(scope, invoice);
  else scope.emit('invoice.sent', invoice);
}

/** The payment of an invoice is tried, for the first time or again, unless the customer has begun it meanwhile. */
export function collectLater(scope: Scope, id: string): void {
  const invoice = scope.tables[INVOICE].get(id);
  if (invoice === undefined || stateOf(invoice) !== 'open' || !isCollected(invoice)) return;
  if (intentOfInvoice(scope, id)?.status !== 'processing') collect(scope, invoice);
}

/** Tries to collect, as an attempt of Stripe's own, each of which counts. */
function collect(scope: Scope, invoice: Invoice): void {
  const trying = scope.tables[INVOICE].put({
    ...invoice,
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
    next_payment_attempt: null,
  });
  const intent = intentOfInvoice(scope, invoice.id);
  if (invoice.attempt_count > 0) beginRetry(scope, intent);
  try {
    payInvoice(scope, trying);
  } catch (thrown) {
    if (!(thrown instanceof StripeError)) throw thrown;
    if (intent !== undefined) endRetry(scope, intent);
    // Without a payment method there is no payment that could fail (stripe-node types: the event invoice.payment_failed).
    tellOfFailure(scope, invoice, trying);
  }
}
