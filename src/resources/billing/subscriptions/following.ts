import type { Invoice, PaymentIntent, SetupIntent, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { intentOfInvoice, invoiceOf } from '../invoices/payment-intent.ts';
import { expiryOf, plan, schedule } from './calendar.ts';
import { endSubscription, expire, expireInvoice } from './canceling.ts';
import { canHappen, statusAfter, tellChange } from './changing.ts';
import { SUBSCRIPTION } from './record.ts';
import { resumed } from './resuming.ts';

/* What follows for a subscription from what becomes of its invoices and of their payments. */

const subscriptionOf = (scope: Scope, invoice: Invoice | undefined): Subscription | undefined =>
  scope.tables[SUBSCRIPTION].get(invoice?.parent?.subscription_details?.subscription ?? '');

/** The subscription whose newest invoice it is: older ones change nothing (stripe-node types: Subscription.status). */
function waitingFor(scope: Scope, invoice: Invoice | undefined): Subscription | undefined {
  const subscription = subscriptionOf(scope, invoice);
  return subscription?.latest_invoice === invoice?.id ? subscription : undefined;
}

function turn(scope: Scope, before: Subscription, moment: 'pay' | 'fail'): Subscription {
  const after = tellChange(scope, before, { ...before, status: statusAfter(before, moment) });
  schedule(scope, after);
  return after;
}

/**
 * The bank has been asked to debit the first payment: the subscription is active "when successfully confirming the
 * PaymentIntent on the first invoice" (stripe-node types of 17: payment_behavior).
 */
export function activate(scope: Scope, intent: PaymentIntent): void {
  if (scope.settings.assume.processingSubscription !== 'active') return;
  const subscription = waitingFor(scope, invoiceOf(scope, intent));
  if (subscription?.status === 'incomplete') turn(scope, subscription, 'pay');
}

/** Its newest invoice is paid, or is not expected to be any more. */
export function followPaid(scope: Scope, invoice: Invoice): void {
  const subscription = waitingFor(scope, invoice);
  if (subscription === undefined) return;
  if (canHappen(subscription, 'resume')) resumed(scope, subscription);
  if (!canHappen(subscription, 'pay')) return;
  scope.cancel(subscription.id, ({ kind }) => kind === 'subscription.give_up');
  turn(scope, subscription, 'pay');
}

/** One that was never paid waits on, and expires; of any other its payment is overdue. */
export function followUnpaid(scope: Scope, invoice: Invoice): void {
  const before = waitingFor(scope, invoice);
  if (before === undefined) return;
  if (before.status === 'incomplete') {
    if (expiryOf(before) <= scope.seconds()) expire(scope, before);
    return;
  }
  const subscription = canHappen(before, 'fail') ? turn(scope, before, 'fail') : before;
  if (subscription.status !== 'past_due' || invoice.next_payment_attempt !== null) return;
  // All attempts have been made; or there will be none, and whoever is to be asked has the time that they would have taken.
  if (invoice.attempt_count > 1) giveUp(scope, subscription);
  else planGivingUp(scope, subscription.id);
}

function planGivingUp(scope: Scope, subject: string): void {
  const { retryScheduleMs: delays } = scope.settings.billing;
  scope.cancel(subject, ({ kind }) => kind === 'subscription.give_up');
  const delayMs = delays.reduce((sum, delay) => sum + delay, 0);
  scope.in(delayMs, { kind: 'subscription.give_up', subject }, true);
}

/** The job at the end of the time in which a payment could have been made. */
export function giveUpLater(scope: Scope, id: string): void {
  const subscription = scope.tables[SUBSCRIPTION].get(id);
  if (subscription?.status !== 'past_due') return;
  const invoice = scope.tables.invoice.get(subscription.latest_invoice ?? '');
  const isUnderWay = invoice !== undefined && intentOfInvoice(scope, invoice.id)?.status === 'processing';
  if (!isUnderWay) giveUp(scope, subscription);
}

/** Nobody pays: what then happens is the account's setting, here the emulator's. */
function giveUp(scope: Scope, before: Subscription): void {
  const { afterRetries } = scope.settings.assume;
  if (afterRetries === 'leave_past_due') return;
  if (afterRetries === 'cancel') {
    endSubscription(scope, before, 'unpaid');
    return;
  }
  schedule(scope, tellChange(scope, before, { ...before, status: statusAfter(before, 'give_up') }));
}

/** A payment has succeeded: with what, is kept where that was asked for, once. */
export function saveDefault(scope: Scope, intent: PaymentIntent): void {
  const subscription = subscriptionOf(scope, invoiceOf(scope, intent));
  if (subscription !== undefined) saveMethod(scope, subscription, intent.payment_method);
}

/**
 * "Stripe sets subscription.default_payment_method when a subscription payment succeeds" (stripe-node types:
 * save_default_payment_method); one that it has stays.
 */
function saveMethod(scope: Scope, before: Subscription, method: string | null): void {
  const isWanted = before.payment_settings?.save_default_payment_method === 'on_subscription';
  if (!isWanted || before.default_payment_method !== null || method === null) return;
  if (scope.tables.payment_method.get(method)?.customer !== before.customer) return;
  tellChange(scope, before, { ...before, default_payment_method: method });
}

/** What it is to be paid with later has been set up: it waits for that no more, and keeps it where that was asked for (assumed). */
export function keepSetup(scope: Scope, setup: SetupIntent): void {
  for (const before of [
    ...scope.tables[SUBSCRIPTION].walk({ index: 'pending_setup_intent', key: setup.id }),
  ]) {
    const isKept = before.payment_settings?.save_default_payment_method === 'on_subscription';
    tellChange(scope, before, {
      ...before,
      ...(isKept && before.default_payment_method === null
        ? { default_payment_method: setup.payment_method }
        : {}),
      pending_setup_intent: null,
    });
  }
}

/** The job at the end of the time for the first payment: longer while the bank is asked, or microdeposits are. */
export function expireLater(scope: Scope, id: string): void {
  const subscription = scope.tables[SUBSCRIPTION].get(id);
  // "If the invoice isn't paid by the expiration date, it is voided and the subscription remains paused" (docs: api/subscriptions/resume).
  if (subscription?.status === 'paused') expireUnlessUnderWay(scope, subscription);
  if (subscription?.status !== 'incomplete') return;
  const intent = intentOfInvoice(scope, subscription.latest_invoice ?? '');
  // Its failure, if it fails, comes to the same.
  if (intent?.status === 'processing') return;
  const isVerifying = intent?.next_action?.type === 'verify_with_microdeposits';
  const at = expiryOf(subscription, isVerifying);
  if (at > scope.seconds()) plan(scope, id, 'subscription.expire', at);
  else expire(scope, subscription);
}

function expireUnlessUnderWay(scope: Scope, subscription: Subscription): void {
  const intent = intentOfInvoice(scope, subscription.latest_invoice ?? '');
  if (intent?.status !== 'processing') expireInvoice(scope, subscription);
}

/** The job on the day by which a customer was to pay: the subscription is overdue until he does. */
export function turnOverdue(scope: Scope, id: string): void {
  const subscription = scope.tables[SUBSCRIPTION].get(id);
  const invoice = scope.tables.invoice.get(subscription?.latest_invoice ?? '');
  if (subscription === undefined || invoice?.status !== 'open' || !canHappen(subscription, 'fail')) return;
  if (invoice.due_date !== null && invoice.due_date <= scope.seconds()) turn(scope, subscription, 'fail');
}
