import { next } from '../../core/lifecycle.ts';
import type { CheckoutSession, Invoice, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { intentOfInvoice, invoiceOf } from '../billing/invoices/payment-intent.ts';
import { invoiceFor } from './invoice.ts';
import { CHECKOUT, checkoutPayments } from './record.ts';

/* How the payment of a session ends, after its customer has left the page. */

/** The session that a payment, or the first of a subscription, was submitted with, and that waits for it. */
function waitingFor(scope: Scope, payment: PaymentIntent): CheckoutSession | undefined {
  const sessions = scope.tables[CHECKOUT];
  const invoice = invoiceOf(scope, payment)?.id ?? '';
  const session =
    sessions.oldest({ index: 'payment_intent', key: payment.id }) ??
    sessions.oldest({ index: 'invoice', key: invoice });
  return session !== undefined && isWaiting(session) ? session : undefined;
}

/** Whether it was submitted, and its money has not come yet. */
const isWaiting = ({ status, payment_status: payment }: CheckoutSession): boolean =>
  status === 'complete' && payment === 'unpaid';

/** "When a payment intent using a delayed payment method finally succeeds" (docs: api/events/types). */
export function checkoutPaid(scope: Scope, payment: PaymentIntent): void {
  const session = waitingFor(scope, payment);
  if (session === undefined) return;
  const payment_status = next(checkoutPayments, CHECKOUT, session.payment_status, 'pay');
  const invoice = session.invoice ?? invoiceFor(scope, session, payment)?.id ?? null;
  scope.emit(
    'checkout.session.async_payment_succeeded',
    scope.tables[CHECKOUT].put({ ...session, invoice, payment_status }),
  );
}

/**
 * The first invoice of a subscription is paid, and not by its payment: the session is paid with it (inferred), and no event
 * tells of that, since no payment has succeeded.
 */
export function checkoutSettled(scope: Scope, invoice: Invoice): void {
  if (intentOfInvoice(scope, invoice.id)?.status === 'succeeded') return;
  const session = scope.tables[CHECKOUT].oldest({ index: 'invoice', key: invoice.id });
  if (session === undefined || !isWaiting(session)) return;
  const payment_status = next(checkoutPayments, CHECKOUT, session.payment_status, 'pay');
  scope.tables[CHECKOUT].put({ ...session, payment_status });
}

/** "… fails": the session is complete all the same, and stays unpaid. */
export function checkoutUnpaid(scope: Scope, payment: PaymentIntent): void {
  const session = waitingFor(scope, payment);
  if (session !== undefined) scope.emit('checkout.session.async_payment_failed', session);
}
