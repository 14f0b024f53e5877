import { errors } from '../../../core/catalogue.ts';
import { withField, withFields } from '../../../core/field-order.ts';
import { next } from '../../../core/lifecycle.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { previousAttributes } from '../../params/changes.ts';
import { cancelIntent } from '../../payment-intents/canceling.ts';
import { intentLifecycle } from '../../payment-intents/record.ts';
import { stopCollecting } from './collection.ts';
import { tellCustomer } from './customers.ts';
import { defaultPaymentOf, intentOfInvoice, PAYMENT } from './payment-intent.ts';
import { INVOICE, invoiceLifecycle, stateOf } from './record.ts';
import { asTold } from './retries.ts';

/** By what an invoice is paid: a payment, money that came by another way, or nothing, because nothing was due. */
export type PaidBy = 'payment' | 'out_of_band' | 'nothing_due';

/** The attempt that has been made: none by money from elsewhere (recorded), and the first one by a payment, whenever that was. */
function attempt(by: PaidBy, { attempt_count: count }: Invoice): Partial<Invoice> {
  if (by === 'out_of_band') return {};
  return { attempted: true, ...(by === 'payment' ? { attempt_count: Math.max(1, count) } : {}) };
}

/** Marks an invoice as paid, and tells of it, in the order of the docs (billing/subscriptions/overview). */
export function markPaid(scope: Scope, before: Invoice, by: PaidBy): Invoice {
  const status = next(invoiceLifecycle, INVOICE, stateOf(before), 'pay');
  const table = scope.tables[INVOICE];
  const offStripe = by === 'out_of_band' ? { amount_paid_off_stripe: before.amount_due } : {};
  const paid = table.put({
    ...withFields(before, offStripe),
    ...attempt(by, before),
    amount_paid: before.amount_due,
    amount_remaining: 0,
    auto_advance: false,
    next_payment_attempt: null,
    status,
    status_transitions: { ...before.status_transitions, paid_at: scope.seconds() },
  });
  stopCollecting(scope, paid.id);
  // What is paid as it is finalized has just been told of.
  if (by !== 'nothing_due')
    scope.emit('invoice.updated', paid, previousAttributes(asTold(scope, before), paid));
  scope.emit('invoice.paid', paid);
  if (by !== 'out_of_band') scope.emit('invoice.payment_succeeded', paid);
  return paid;
}

/** Pays an invoice by money that came another way: its own payment is not made any more. */
export function payOutOfBand(scope: Scope, invoice: Invoice): Invoice {
  cancelPayment(scope, invoice);
  const paid = markPaid(scope, invoice, 'out_of_band');
  tellCustomer(scope, paid.customer, { delinquent: false });
  return paid;
}

/** Ends the payment of an invoice that is not to be paid any more, with its PaymentIntent. */
function cancelPayment(scope: Scope, { id }: Invoice): void {
  const payment = defaultPaymentOf(scope, id);
  if (payment?.status === 'open')
    scope.tables[PAYMENT].put({
      ...payment,
      status: 'canceled',
      status_transitions: { ...payment.status_transitions, canceled_at: scope.seconds() },
    });
  const intent = intentOfInvoice(scope, id);
  if (intent !== undefined && intentLifecycle[intent.status].cancel !== undefined)
    cancelIntent(scope, intent, 'void_invoice');
}

/** Refuses what only open invoices are taken for. */
function checkOpen(invoice: Invoice): void {
  if (stateOf(invoice) !== 'open') throw errors.invoiceNotOpen();
}

/** Refuses to void what is not open, or paid. */
export function checkVoidable(invoice: Invoice): void {
  if (stateOf(invoice) === 'paid') throw errors.invoicePaidNotVoidable();
  checkOpen(invoice);
}

/** Voids an open invoice: its payment is canceled, and what its customer's balance has paid of it goes back. */
export function voidInvoice(scope: Scope, before: Invoice): Invoice {
  const invoice = scope.tables[INVOICE].put({
    ...before,
    auto_advance: false,
    next_payment_attempt: null,
    status: next(invoiceLifecycle, INVOICE, stateOf(before), 'void'),
    status_transitions: { ...before.status_transitions, voided_at: scope.seconds() },
  });
  stopCollecting(scope, invoice.id);
  scope.emit('invoice.voided', invoice);
  cancelPayment(scope, invoice);
  const { customer: id, ending_balance: ending, starting_balance: starting } = invoice;
  const customer = scope.tables.customer.get(id ?? '');
  if (customer !== undefined && ending !== null && ending !== starting)
    tellCustomer(scope, id, { balance: customer.balance + starting - ending });
  return invoice;
}

/** Refuses to give up what has been given up, or is not open. */
export function checkMarkable(invoice: Invoice): void {
  if (stateOf(invoice) === 'uncollectible') throw errors.invoiceAlreadyUncollectible();
  checkOpen(invoice);
}

type Reason = NonNullable<NonNullable<NonNullable<Invoice['status_details']>['uncollectible']>['reason']>;

/** Gives an open invoice up; it may be paid all the same. "Marking it uncollectible via the API" forgives the customer. */
export function markUncollectible(scope: Scope, before: Invoice, reason: Reason = 'user_forgiven'): Invoice {
  const { status_details: _details, ...rest } = before;
  const marked: Invoice = {
    ...rest,
    auto_advance: false,
    next_payment_attempt: null,
    status: next(invoiceLifecycle, INVOICE, stateOf(before), 'mark_uncollectible'),
    status_transitions: { ...before.status_transitions, marked_uncollectible_at: scope.seconds() },
  };
  const invoice = scope.tables[INVOICE].put(
    withField(marked, 'status_details', { uncollectible: { reason } }),
  );
  stopCollecting(scope, invoice.id);
  scope.emit('invoice.updated', invoice, previousAttributes(asTold(scope, before), invoice));
  scope.emit('invoice.marked_uncollectible', invoice);
  if (reason === 'user_forgiven') tellCustomer(scope, invoice.customer, { delinquent: false });
  return invoice;
}
