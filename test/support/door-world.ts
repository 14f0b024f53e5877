import type { Method, Payment, Ref, Setup, Told } from './payment-world.ts';

/* What the model remembers of invoices, subscriptions and Checkout Sessions, and how both sides tell them. */

export interface Invoice {
  readonly ref: Ref;
  readonly customer: string;
  amount: number;
  /** Whether it is finalized and collected by itself. */
  isAutomatic: boolean;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  paid: number;
  attempts: number;
  isAttempted: boolean;
  /** Whether it tells of a next attempt. */
  isTriedAgain: boolean;
  /** Whether the payment under way is tried again, which no event has told yet. */
  isRetry: boolean;
  payment: Payment | null;
  link: InvoicePayment | null;
  readonly subscription: Subscription | null;
}
export interface InvoicePayment {
  readonly ref: Ref;
  readonly invoice: Ref;
  readonly payment: Payment;
  status: 'open' | 'paid' | 'canceled';
  paid: number | null;
}

export interface Subscription {
  readonly ref: Ref;
  readonly customer: string;
  readonly amount: number;
  readonly interval: 'week' | 'month';
  readonly savesDefault: boolean;
  /** Unix seconds. */
  readonly created: number;
  readonly anchor: number;
  status: 'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled';
  periodEnd: number;
  endsWithPeriod: boolean;
  /** When that was last asked for. */
  canceledAt: number | null;
  method: Method | null;
  setup: Setup | null;
  latest: Invoice;
}

/** A Checkout Session. */
export interface Session {
  readonly ref: Ref;
  readonly customer: string | null;
  readonly amount: number;
  readonly isForLater: boolean;
  status: 'open' | 'complete' | 'expired';
  isPaid: boolean;
  payment: Payment | null;
  /** Of one that sets up, from its beginning; it has no amount. */
  readonly setup: Setup | null;
  readonly isSubscribing: boolean;
  /** Once it is submitted. */
  subscription: Subscription | null;
  /** The first of its subscription. */
  invoice: Invoice | null;
}

export const toldInvoice = (one: Invoice): Told => [
  'invoice',
  one.ref,
  one.status,
  one.customer,
  one.amount,
  one.paid,
  one.amount - one.paid,
  one.isAttempted,
  one.attempts,
  one.isTriedAgain,
];
export const toldInvoicePayment = (one: InvoicePayment): Told => [
  'invoice_payment',
  one.ref,
  one.status,
  one.invoice,
  one.payment.ref,
  one.payment.amount,
  one.paid,
];
export const toldSubscription = (one: Subscription): Told => [
  'subscription',
  one.ref,
  one.status,
  one.customer,
  one.latest.ref,
  one.method?.ref ?? null,
  one.setup?.ref ?? null,
  one.periodEnd,
  one.endsWithPeriod,
  one.canceledAt,
];
export const toldSession = (one: Session): Told => [
  'checkout.session',
  one.ref,
  one.status,
  one.setup !== null ? 'no_payment_required' : one.isPaid ? 'paid' : 'unpaid',
  one.customer,
  one.setup === null ? one.amount : null,
  one.payment?.ref ?? null,
  one.setup?.ref ?? null,
  one.subscription?.ref ?? null,
  one.invoice?.ref ?? null,
];
