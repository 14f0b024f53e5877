import { followSession, isOfSession } from './door-sessions.ts';
import type { DoorStepOf } from './door-steps.ts';
import { followPaid, followSetup, followSubscription, followUnpaid } from './door-subscriptions.ts';
import { type Invoice, toldInvoice, toldInvoicePayment } from './door-world.ts';
import { cancel, confirmed, isGone, isOpen, isUsable, standing } from './payment-model.ts';
import type { Ending } from './payment-model-bank.ts';
import { fallBack } from './payment-model-bank.ts';
import { CUSTOMERS, DAY_MS } from './payment-steps.ts';
import {
  emit,
  type Intent,
  type Method,
  newRef,
  type Payment,
  type Ref,
  schedule,
  secondsOf,
  toldPayment,
  type World,
} from './payment-world.ts';

/* The doors of the model: invoices, told a second time and as plainly as possible. */

const HOUR_MS = 3_600_000;
/** From each failure for want of money to the next attempt. */
const RETRIES_MS = [3 * DAY_MS, 4 * DAY_MS];
const LEAST_CENTS = 50;

export const customerOf = (customer: number | null): string | null =>
  customer === null ? null : (CUSTOMERS[customer] ?? null);

export const newPayment = (
  world: World,
  fields: Pick<Payment, 'amount' | 'customer' | 'usage'>,
): Payment => ({
  ref: newRef(world, 'payment_intent'),
  kind: 'payment',
  status: 'requires_payment_method',
  method: null,
  failure: null,
  deposits: null,
  rounds: 0,
  reason: null,
  knobs: {},
  verification: 'automatic',
  received: 0,
  canceledAt: null,
  charge: null,
  ...fields,
});

/* Invoices. */

export function prefer(world: World, method: Method, customer: string): Ending {
  if (isGone(world, { customer }) || method.customer !== customer) return 'refused';
  world.preferred.set(customer, method);
  return 'done';
}

export const newInvoice = (
  world: World,
  fields: Pick<Invoice, 'amount' | 'customer' | 'isAutomatic' | 'subscription'>,
): Invoice => ({
  ref: newRef(world, 'invoice'),
  status: 'draft',
  paid: 0,
  attempts: 0,
  isAttempted: false,
  isTriedAgain: fields.isAutomatic,
  isRetry: false,
  payment: null,
  link: null,
  ...fields,
});

/** A second after its hour. */
export function awaitFinalizing(world: World, invoice: Invoice): void {
  const dueMs = (secondsOf(world) + 1) * 1000 + HOUR_MS;
  schedule(world, dueMs - world.nowMs, false, { kind: 'invoice_finalize', invoice });
}

export function bill(world: World, { customer: at, amount, isAutomatic }: DoorStepOf<'bill'>): Ending {
  const customer = customerOf(at);
  if (customer === null || isGone(world, { customer })) return 'refused';
  const invoice = newInvoice(world, { amount: 0, customer, isAutomatic, subscription: null });
  world.invoices.push(invoice);
  emit(world, 'invoice.created', toldInvoice(invoice));
  invoice.amount = amount;
  if (isAutomatic) awaitFinalizing(world, invoice);
  return 'done';
}

export function finalize(world: World, invoice: Invoice, isCollectedNow = false): Ending {
  if (invoice.status !== 'draft') return 'refused';
  forgetJobs(world, invoice);
  invoice.status = 'open';
  invoice.isTriedAgain = false;
  emit(world, 'invoice.finalized', toldInvoice(invoice));
  if (invoice.amount === 0) {
    markPaid(world, invoice, 'nothing_due');
    return 'done';
  }
  const { amount, customer } = invoice;
  const usage = invoice.subscription === null ? null : 'off_session';
  invoice.payment = newPayment(world, { amount, customer, usage });
  invoice.link = {
    ref: newRef(world, 'invoice_payment'),
    invoice: invoice.ref,
    payment: invoice.payment,
    status: 'open',
    paid: null,
  };
  world.links.push(invoice.link);
  world.intents.push(invoice.payment);
  emit(world, 'payment_intent.created', toldPayment(invoice.payment));
  if (invoice.isAutomatic && !isCollectedNow)
    schedule(world, HOUR_MS, false, { kind: 'invoice_collect', invoice });
  return 'done';
}

export function forgetJobs(world: World, invoice: Invoice): void {
  world.jobs = world.jobs.filter(
    (job) =>
      !((job.kind === 'invoice_finalize' || job.kind === 'invoice_collect') && job.invoice === invoice),
  );
}

function markPaid(world: World, invoice: Invoice, by: 'payment' | 'out_of_band' | 'nothing_due'): void {
  invoice.status = 'paid';
  invoice.paid = invoice.amount;
  invoice.isAutomatic = false;
  invoice.isTriedAgain = false;
  if (by !== 'out_of_band') invoice.isAttempted = true;
  forgetJobs(world, invoice);
  if (by !== 'nothing_due') emit(world, 'invoice.updated', toldInvoice(invoice));
  emit(world, 'invoice.paid', toldInvoice(invoice));
  followPaid(world, invoice);
  // Nothing tells of it: no payment has succeeded.
  const session = world.sessions.find((one) => one.invoice === invoice);
  if (by === 'out_of_band' && session !== undefined) session.isPaid = true;
  if (by !== 'out_of_band') emit(world, 'invoice.payment_succeeded', toldInvoice(invoice));
}

function endPayment(world: World, { link, payment }: Invoice): void {
  if (link?.status === 'open') link.status = 'canceled';
  if (payment !== null && (isOpen(payment) || payment.status === 'processing'))
    cancel(world, payment, 'void_invoice');
}

/** By what an invoice is paid: what is named, what its customer prefers, or what its payment has got. */
const payerOf = (world: World, invoice: Invoice, named: Method | null): Method | null =>
  named ??
  invoice.subscription?.method ??
  (isGone(world, invoice) ? undefined : world.preferred.get(invoice.customer)) ??
  invoice.payment?.method ??
  null;

export function payInvoice(
  world: World,
  invoice: Invoice,
  { named, isOutOfBand }: { readonly named: Method | null; readonly isOutOfBand: boolean },
): Ending {
  const { status } = invoice;
  if (status === 'paid' || status === 'void') return 'refused';
  const isDue = status !== 'draft' || invoice.amount > 0;
  if (!isOutOfBand && isDue && !isPayer(payerOf(world, invoice, named), invoice, named)) return 'refused';
  if (status === 'draft') finalize(world, invoice, true);
  if (wasPaid(invoice)) return 'done';
  if (isOutOfBand) {
    endPayment(world, invoice);
    markPaid(world, invoice, 'out_of_band');
    return 'done';
  }
  return attempt(world, invoice, named);
}
const wasPaid = ({ status }: Invoice): boolean => status === 'paid';

/** One that is named is the customer's. */
const isPayer = (payer: Method | null, { customer }: Invoice, named: Method | null): boolean =>
  payer !== null && (named === null || named.customer === customer);

/** An attempt to pay, by a mandate that stands. */
export function attempt(world: World, invoice: Invoice, named: Method | null): Ending {
  const { payment } = invoice;
  const method = payerOf(world, invoice, named);
  if (payment === null || method === null || !isOpen(payment)) return 'failed';
  if (!isUsable(payment.customer, method)) return 'failed';
  const mandate = standing(world, method);
  if (mandate !== undefined && (isGone(world, payment) || payment.amount < LEAST_CENTS)) return 'failed';
  payment.method = method;
  payment.deposits = null;
  payment.status = 'requires_confirmation';
  if (mandate !== undefined) return confirmed(world, payment, { isAccepted: false, mandate });
  fallBack(world, payment, { code: 'payment_intent_mandate_invalid', method, charge: null });
  return 'failed';
}

export function voidInvoice(world: World, invoice: Invoice): Ending {
  if (invoice.status !== 'open') return 'refused';
  invoice.status = 'void';
  invoice.isAutomatic = false;
  invoice.isTriedAgain = false;
  forgetJobs(world, invoice);
  emit(world, 'invoice.voided', toldInvoice(invoice));
  endPayment(world, invoice);
  return 'done';
}

export function giveUp(world: World, invoice: Invoice): Ending {
  if (invoice.status !== 'open') return 'refused';
  invoice.status = 'uncollectible';
  invoice.isAutomatic = false;
  invoice.isTriedAgain = false;
  // The retry that is under way is told of with it.
  invoice.isRetry = false;
  forgetJobs(world, invoice);
  emit(world, 'invoice.updated', toldInvoice(invoice));
  emit(world, 'invoice.marked_uncollectible', toldInvoice(invoice));
  followPaid(world, invoice);
  return 'done';
}

export function discard(world: World, invoice: Invoice): Ending {
  if (invoice.status !== 'draft' || invoice.subscription !== null) return 'refused';
  forgetJobs(world, invoice);
  world.invoices.splice(world.invoices.indexOf(invoice), 1);
  emit(world, 'invoice.deleted', toldInvoice(invoice));
  return 'done';
}

/** The hour of a draft is over. */
export function finalizeLater(world: World, invoice: Invoice): void {
  if (invoice.status !== 'draft' || !invoice.isAutomatic) return;
  finalize(world, invoice, true);
  if (invoice.amount > 0) collect(world, invoice);
}

/** The payment is tried, for the first time or again. */
export function collectLater(world: World, invoice: Invoice): void {
  if (invoice.status !== 'open' || !invoice.isAutomatic) return;
  if (invoice.payment?.status !== 'processing') collect(world, invoice);
}

function collect(world: World, invoice: Invoice): void {
  invoice.isRetry = invoice.attempts > 0;
  invoice.attempts++;
  invoice.isAttempted = true;
  invoice.isTriedAgain = false;
  const payments = world.events.length;
  const ending = isPayer(payerOf(world, invoice, null), invoice, null)
    ? attempt(world, invoice, null)
    : 'refused';
  // There was no payment that could fail.
  const isUntried = ending !== 'done' && world.events.length === payments;
  if (!isUntried) return;
  invoice.isRetry = false;
  emit(world, 'invoice.updated', toldInvoice(invoice));
  emit(world, 'invoice.payment_failed', toldInvoice(invoice));
  followUnpaid(world, invoice);
}

/** What follows for the invoice of a payment. */
function followInvoice(world: World, invoice: Invoice, payment: Payment, type: string): void {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') return;
  const before = shownOf(invoice);
  invoice.isAttempted = true;
  invoice.isTriedAgain = false;
  if (type === 'payment_intent.requires_action') {
    invoice.isRetry = false;
    emit(world, 'invoice.payment_action_required', toldInvoice(invoice));
    return;
  }
  invoice.attempts = Math.max(1, invoice.attempts);
  if (type === 'payment_intent.succeeded') {
    if (invoice.link !== null) Object.assign(invoice.link, { status: 'paid', paid: payment.received });
    markPaid(world, invoice, 'payment');
    if (invoice.link !== null) emit(world, 'invoice_payment.paid', toldInvoicePayment(invoice.link));
  } else if (type === 'payment_intent.payment_failed') failInvoice(world, invoice, payment, before);
}

const shownOf = ({ attempts, isAttempted, isTriedAgain }: Invoice): string =>
  JSON.stringify([attempts, isAttempted, isTriedAgain]);

/** It is tried again where there may be money tomorrow. */
function failInvoice(world: World, invoice: Invoice, payment: Payment, before: string): void {
  const { isRetry } = invoice;
  invoice.isRetry = false;
  const isWorthIt = invoice.isAutomatic && payment.failure?.code === 'insufficient_funds';
  const delayMs = isWorthIt ? RETRIES_MS[invoice.attempts - 1] : undefined;
  invoice.isTriedAgain = delayMs !== undefined;
  if (isRetry || shownOf(invoice) !== before) emit(world, 'invoice.updated', toldInvoice(invoice));
  emit(world, 'invoice.payment_failed', toldInvoice(invoice));
  followUnpaid(world, invoice);
  if (delayMs === undefined) return;
  world.jobs = world.jobs.filter((job) => !(job.kind === 'invoice_collect' && job.invoice === invoice));
  schedule(world, delayMs, false, { kind: 'invoice_collect', invoice });
}

const OF_PAYMENTS = [
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
];

/** What follows from an event of a payment, for what has asked for it. */
export function follow(world: World, type: string, payment: Ref): void {
  if (type === 'setup_intent.succeeded') followSetup(world, payment);
  if (!OF_PAYMENTS.includes(type)) return;
  const invoice = world.invoices.find((one) => one.payment?.ref === payment);
  if (invoice?.payment != null) followInvoice(world, invoice, invoice.payment, type);
  if (invoice?.payment != null) followSubscription(world, invoice, invoice.payment, type);
  const session = world.sessions.find((one) => (one.payment ?? one.invoice?.payment)?.ref === payment);
  if (session !== undefined) followSession(world, session, type);
}

/** Whether an intent is an invoice's, with which it ends. */
export const isOfInvoice = ({ invoices }: World, { ref }: Pick<Payment, 'ref'>): boolean =>
  invoices.some(({ payment }) => payment?.ref === ref);

/** Whether it ends with what it is for, and not by hand. */
export const isHeld = (world: World, intent: Intent): boolean =>
  isOfSession(world, intent) || (intent.kind === 'payment' && isOfInvoice(world, intent));
