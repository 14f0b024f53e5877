import type { Invoice, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';
import { isCollected, retryAfterMs, scheduleCollecting } from './collection.ts';
import { tellCustomer } from './customers.ts';
import { markPaid } from './ending.ts';
import { invoiceOf, PAYMENT, paymentBy } from './payment-intent.ts';
import { INVOICE, invoiceLifecycle, stateOf } from './record.ts';
import { asTold, endRetry } from './retries.ts';

/* What follows for an invoice from what becomes of its PaymentIntent. */

/** The invoice of a payment that goes on, if it can still be paid. */
function awaiting(scope: Scope, intent: PaymentIntent): Invoice | undefined {
  const invoice = invoiceOf(scope, intent);
  return invoice !== undefined && invoiceLifecycle[stateOf(invoice)].pay !== undefined ? invoice : undefined;
}

/** "Any payment attempt counts as the first attempt, and subsequently only automatic retries" (stripe-node types: Invoice). */
const attempted = (invoice: Invoice): Invoice => ({
  ...invoice,
  attempt_count: Math.max(1, invoice.attempt_count),
  attempted: true,
  next_payment_attempt: null,
});

/** The bank has been asked: the invoice stays open, and no event tells of the attempt (inferred). */
export function followProcessing(scope: Scope, intent: PaymentIntent): void {
  const invoice = awaiting(scope, intent);
  if (invoice !== undefined) scope.tables[INVOICE].put(attempted(invoice));
}

/** The customer is asked to do something; that this counts as no attempt is recorded of cards. */
export function followAction(scope: Scope, intent: PaymentIntent): void {
  endRetry(scope, intent);
  const invoice = awaiting(scope, intent);
  if (invoice === undefined) return;
  scope.emit(
    'invoice.payment_action_required',
    scope.tables[INVOICE].put({ ...invoice, attempted: true, next_payment_attempt: null }),
  );
}

/** The money has come. */
export function followSuccess(scope: Scope, intent: PaymentIntent): void {
  endRetry(scope, intent);
  const payment = paymentBy(scope, intent.id);
  const invoice = awaiting(scope, intent);
  if (payment === undefined || invoice === undefined) return;
  const made = scope.tables[PAYMENT].put({
    ...payment,
    amount_paid: intent.amount_received,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: scope.seconds() },
  });
  const paid = markPaid(scope, attempted(invoice), 'payment');
  scope.emit('invoice_payment.paid', made);
  tellCustomer(scope, paid.customer, { delinquent: false });
}

/** The payment has failed: it is tried again where that may help, and the customer is delinquent if it was automatic. */
export function followFailure(scope: Scope, intent: PaymentIntent): void {
  const before = awaiting(scope, intent);
  if (before === undefined) {
    endRetry(scope, intent);
    return;
  }
  const invoice = attempted(before);
  const delayMs = retryAfterMs(scope, invoice, intent);
  tellOfFailure(scope, asTold(scope, before), {
    ...invoice,
    next_payment_attempt: delayMs === undefined ? null : scope.seconds() + Math.ceil(delayMs / 1000),
  });
  if (delayMs !== undefined) scheduleCollecting(scope, invoice, delayMs);
}

/** Tells that an attempt to pay has failed. A `next_payment_attempt` that is null says that nothing follows. */
export function tellOfFailure(scope: Scope, before: Invoice, after: Invoice): void {
  const failed = scope.tables[INVOICE].put(after);
  const previous = previousAttributes(before, failed);
  if (previous !== undefined) scope.emit('invoice.updated', failed, previous);
  scope.emit('invoice.payment_failed', failed);
  if (isCollected(failed)) tellCustomer(scope, failed.customer, { delinquent: true });
}
