import { errors } from '../../../core/catalogue.ts';
import { StripeError } from '../../../core/errors.ts';
import { next } from '../../../core/lifecycle.ts';
import type { Invoice, PaymentIntent } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { shownError } from '../../intents/failure.ts';
import { checkLargest } from '../../params/largest-amount.ts';
import { isCollected, scheduleCollecting, stopCollecting } from './collection.ts';
import { shownOf, takeNumber, tellCustomer } from './customers.ts';
import { markPaid } from './ending.ts';
import { dueOf } from './lines.ts';
import { newPages } from './page.ts';
import { checkTypes, keepIntent, keepPaid, newIntent } from './payment-intent.ts';
import { INVOICE, invoiceLifecycle, stateOf } from './record.ts';

/** What is said of how an invoice is finalized. */
export interface Finalizing {
  /** In the place of what the invoice says itself. */
  readonly autoAdvance?: boolean | undefined;
  /** Whoever finalizes it goes on to collect: nothing is planned. */
  readonly isCollectedNow?: boolean;
}

/** Refuses to finalize what is no draft. */
export function checkDraft(invoice: Invoice): void {
  if (stateOf(invoice) !== 'draft') throw errors.invoiceAlreadyFinal();
}

/** Refuses an invoice of which more is due than can be paid, or that nothing can pay. */
function checkDue(scope: Scope, invoice: Invoice): void {
  const { customer, currency, total } = invoice;
  const starting = scope.tables.customer.get(customer ?? '')?.balance ?? 0;
  const { due } = dueOf(total, starting, currency);
  checkLargest(due, currency);
  if (due > 0) checkTypes(scope, invoice);
}

/** The invoice with what follows from being final: who pays it, and what is left to be paid after the customer's balance. */
function finalOf(
  scope: Scope,
  invoice: Invoice,
  autoAdvance: boolean,
  duesOf: typeof dueOf = dueOf,
): Invoice {
  const customer = scope.tables.customer.get(invoice.customer ?? '');
  const now = scope.seconds();
  const starting = customer?.balance ?? 0;
  const { due, balance } = duesOf(invoice.total, starting, invoice.currency);
  const { rendering } = invoice;
  return {
    ...invoice,
    ...shownOf(customer),
    ...newPages(scope, invoice),
    amount_due: due,
    amount_remaining: due,
    auto_advance: autoAdvance,
    automatically_finalizes_at: null,
    effective_at: invoice.effective_at ?? now,
    ending_balance: balance,
    next_payment_attempt: null,
    number: invoice.number ?? takeNumber(scope, invoice.customer),
    rendering: onPaper(rendering),
    starting_balance: starting,
    status: next(invoiceLifecycle, INVOICE, stateOf(invoice), 'finalize'),
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
  };
}

/** With the paper of the United States in place of `auto` (recorded). */
export const onPaper = (rendering: Invoice['rendering']): Invoice['rendering'] =>
  rendering?.pdf?.page_size === 'auto' ? { ...rendering, pdf: { page_size: 'letter' } } : rendering;

/**
 * Makes a draft final: it has a number and pages, and a PaymentIntent if there is anything to be paid; otherwise it is paid.
 * It is not collected by that (recorded): where it advances by itself, an hour later, which is assumed.
 */
export function finalizeInvoice(
  scope: Scope,
  draft: Invoice,
  { autoAdvance = draft.auto_advance === true, isCollectedNow = false }: Finalizing = {},
): Invoice {
  checkDue(scope, draft);
  const final = finalOf(scope, draft, autoAdvance);
  const invoice = scope.tables[INVOICE].put(final);
  stopCollecting(scope, invoice.id);
  scope.emit('invoice.finalized', invoice);
  const { ending_balance: balance, starting_balance: starting } = invoice;
  if (balance !== null && balance !== starting) tellCustomer(scope, invoice.customer, { balance });
  if (invoice.amount_due === 0) return markPaid(scope, invoice, 'nothing_due');
  keepIntent(scope, invoice, newIntent(scope, invoice));
  if (isCollected(invoice) && !isCollectedNow)
    scheduleCollecting(scope, invoice, scope.settings.billing.finalizeDelayMs);
  return invoice;
}

/** What has been paid whole already takes nothing of a balance. */
const wholeOf: typeof dueOf = (total, balance) => ({ due: total, balance });

/** Makes a draft final of which the payment has succeeded before there was an invoice: it is paid by that. */
export function finalizePaid(scope: Scope, draft: Invoice, payment: PaymentIntent): Invoice {
  const invoice = scope.tables[INVOICE].put(finalOf(scope, draft, false, wholeOf));
  scope.emit('invoice.finalized', invoice);
  const made = keepPaid(scope, invoice, payment);
  const paid = markPaid(scope, invoice, 'payment');
  scope.emit('invoice_payment.paid', made);
  return paid;
}

/**
 * Finalizes what nobody has asked to be: one that cannot be stays a draft that no longer advances, and tells why ("sent when an
 * invoice cannot be finalized", docs: api/events/types; that it does not try again is assumed).
 */
export function finalizeByItself(scope: Scope, draft: Invoice): Invoice {
  try {
    return finalizeInvoice(scope, draft, { isCollectedNow: true });
  } catch (refusal) {
    if (!(refusal instanceof StripeError)) throw refusal;
    stopCollecting(scope, draft.id);
    const failed = scope.tables[INVOICE].put({
      ...draft,
      auto_advance: false,
      automatically_finalizes_at: null,
      last_finalization_error: shownError(refusal, { payment_method: null }),
    });
    scope.emit('invoice.finalization_failed', failed);
    return failed;
  }
}
