import { follow } from './door-model.ts';
import type { Invoice, InvoicePayment, Session, Subscription } from './door-world.ts';
import type { Change, Fate, Terms } from './payment-steps.ts';

/* The world of the model of payments: what is remembered of it, and how both sides tell it. */

export type RefType =
  | 'payment_intent'
  | 'setup_intent'
  | 'setup_attempt'
  | 'charge'
  | 'refund'
  | 'dispute'
  | 'mandate'
  | 'payment_method'
  | 'balance_transaction'
  | 'invoice'
  | 'invoice_payment'
  | 'checkout.session'
  | 'subscription';

/** An object by its id, which the model learns where it sees it first. */
export interface Ref {
  readonly type: RefType;
  readonly number: number;
  id: string | null;
}

export interface Method {
  readonly ref: Ref;
  /** Of its bank account: what Stripe calls a fingerprint. */
  readonly number: string;
  readonly fate: Fate;
  readonly isUnreachable: boolean;
  verified: boolean;
  customer: string | null;
  spent: boolean;
  blocked: string | null;
}

export interface Mandate {
  readonly ref: Ref;
  readonly method: Method;
  readonly isOnce: boolean;
  status: 'pending' | 'active' | 'inactive';
  /** Whether it was there before the call that is under way. */
  isKept: boolean;
}

export interface Failure {
  readonly code: string;
  readonly method: Method;
  readonly charge: Charge | null;
}

/** The microdeposits of an intent. */
interface Deposits {
  readonly round: number;
  /** Unix seconds. */
  readonly arrival: number;
  arrived: boolean;
  readonly type: 'descriptor_code' | 'amounts';
  readonly failures: { descriptor_code: number; amounts: number };
  readonly mandate: Mandate;
}

type PaymentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled';

interface AnyIntent {
  readonly ref: Ref;
  readonly customer: string | null;
  status: PaymentStatus;
  method: Method | null;
  failure: Failure | null;
  deposits: Deposits | null;
  rounds: number;
  reason: string | null;
  knobs: Change;
  readonly verification: 'automatic' | 'instant' | 'microdeposits';
}
export interface Payment extends AnyIntent {
  readonly kind: 'payment';
  readonly amount: number;
  readonly usage: 'off_session' | null;
  received: number;
  canceledAt: number | null;
  charge: Charge | null;
}
export interface Setup extends AnyIntent {
  readonly kind: 'setup';
  readonly isOnce: boolean;
  attempt: Attempt | null;
  mandate: Mandate | null;
}
export type Intent = Payment | Setup;

export interface Attempt {
  readonly ref: Ref;
  readonly intent: Setup;
  readonly method: Method;
  status: 'requires_action' | 'succeeded' | 'failed' | 'abandoned';
  code: string | null;
}

export interface Charge {
  readonly ref: Ref;
  readonly payment: Payment;
  readonly method: Method;
  readonly mandate: Mandate | null;
  readonly amount: number;
  readonly created: number;
  status: 'pending' | 'succeeded' | 'failed';
  code: string | null;
  refunded: number;
  dispute: Dispute | null;
  row: Row | null;
}

export interface Refund {
  readonly ref: Ref;
  readonly charge: Charge;
  readonly amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  waitsFor: 'charge_pending' | 'processing' | null;
  failure: string | null;
  row: Row | null;
  returned: Row | null;
  note: string | null;
}

export interface Dispute {
  readonly ref: Ref;
  readonly charge: Charge;
  readonly row: Row;
  status: 'needs_response' | 'lost';
}

/** A balance transaction. */
export interface Row {
  readonly ref: Ref;
  readonly type: 'payment' | 'payment_refund' | 'adjustment';
  readonly amount: number;
  readonly fee: number;
  readonly source: Ref;
}

/** What comes later. `awaited` is waited for where the clock runs to idle. */
export type Job = { readonly dueMs: number; readonly awaited: boolean } & (
  | { readonly kind: 'settle'; readonly charge: Charge }
  | { readonly kind: 'dispute'; readonly charge: Charge }
  | { readonly kind: 'refund'; readonly refund: Refund }
  | {
      readonly kind: 'deposits_arrive' | 'deposits_fail' | 'deposits_expire';
      readonly intent: Intent;
      readonly round: number;
    }
  | { readonly kind: 'invoice_finalize'; readonly invoice: Invoice }
  | { readonly kind: 'invoice_collect'; readonly invoice: Invoice }
  | { readonly kind: 'session_expire'; readonly session: Session }
  | {
      readonly kind:
        | 'subscription_expire'
        | 'subscription_end'
        | 'subscription_renew'
        | 'subscription_give_up';
      readonly subscription: Subscription;
    }
);
export type Later = Job extends infer One
  ? One extends Job
    ? Omit<One, 'dueMs' | 'awaited'>
    : never
  : never;

/** What was so at one instant; a `Ref` stands for an id. */
export type Told = readonly unknown[];

interface Event {
  readonly type: string;
  readonly created: number;
  readonly object: Told;
}

export interface World {
  readonly terms: Terms;
  nowMs: number;
  numbers: number;
  /** The customers that have been deleted. */
  gone: string[];
  methods: Method[];
  mandates: Mandate[];
  intents: Intent[];
  attempts: Attempt[];
  charges: Charge[];
  refunds: Refund[];
  disputes: Dispute[];
  rows: Row[];
  invoices: Invoice[];
  /** The payments of invoices. */
  links: InvoicePayment[];
  sessions: Session[];
  subscriptions: Subscription[];
  /** By customer: the PaymentMethod by default. */
  preferred: Map<string, Method>;
  /** In the order in which they were scheduled. */
  jobs: Job[];
  /** Those since the emulator's were last read. */
  events: Event[];
  lastEvent: string | null;
  /** What is known of ids: whose they are. */
  refs: Map<string, Ref>;
}

export const newWorld = (terms: Terms, nowMs: number): World => ({
  terms,
  nowMs,
  numbers: 0,
  gone: [],
  methods: [],
  mandates: [],
  intents: [],
  attempts: [],
  charges: [],
  refunds: [],
  disputes: [],
  rows: [],
  invoices: [],
  links: [],
  sessions: [],
  subscriptions: [],
  preferred: new Map(),
  jobs: [],
  events: [],
  lastEvent: null,
  refs: new Map(),
});

export const secondsOf = ({ nowMs }: World): number => Math.floor(nowMs / 1000);

export const newRef = (world: World, type: RefType): Ref => ({ type, number: ++world.numbers, id: null });

/* How objects are told: the same fields in the same order as `payment-wire.ts` reads them from the emulator. */

const failureTold = (failure: Failure | null): Told | null =>
  failure && [failure.code, failure.method.ref, failure.charge?.ref ?? null];

export const toldPayment = (one: Payment): Told => [
  'payment_intent',
  one.ref,
  one.status,
  one.amount,
  one.customer,
  one.method?.ref ?? null,
  one.charge?.ref ?? null,
  failureTold(one.failure),
  one.status === 'requires_action' ? [one.deposits?.arrival, one.deposits?.type] : null,
  one.received,
  one.canceledAt,
  one.reason,
];
export const toldSetup = (one: Setup): Told => [
  'setup_intent',
  one.ref,
  one.status,
  one.customer,
  one.method?.ref ?? null,
  one.attempt?.ref ?? null,
  failureTold(one.failure),
  one.status === 'requires_action' ? [one.deposits?.arrival, one.deposits?.type] : null,
  one.isOnce ? null : (one.mandate?.ref ?? null),
  one.isOnce ? (one.mandate?.ref ?? null) : null,
  one.reason,
];
export const toldIntent = (one: Intent): Told => (one.kind === 'payment' ? toldPayment(one) : toldSetup(one));
export const toldAttempt = (one: Attempt): Told => [
  'setup_attempt',
  one.ref,
  one.status,
  one.intent.ref,
  one.method.ref,
  one.code,
];
export const toldMethod = (one: Method): Told => ['payment_method', one.ref, one.customer, one.blocked];
export const toldMandate = (one: Mandate): Told => [
  'mandate',
  one.ref,
  one.status,
  one.isOnce ? 'single_use' : 'multi_use',
  one.method.ref,
];
export const toldCharge = (one: Charge): Told => [
  'charge',
  one.ref,
  one.status,
  one.status === 'succeeded',
  one.code,
  one.amount,
  one.refunded,
  one.refunded >= one.amount,
  one.dispute !== null,
  one.dispute?.ref ?? null,
  one.row?.ref ?? null,
  one.payment.ref,
  one.payment.customer,
  one.method.ref,
  one.mandate?.ref ?? null,
];
export const toldRefund = (one: Refund): Told => [
  'refund',
  one.ref,
  one.status,
  one.amount,
  one.charge.ref,
  one.charge.payment.ref,
  one.waitsFor,
  one.failure,
  one.row?.ref ?? null,
  one.returned?.ref ?? null,
  one.note,
];
export const toldDispute = (one: Dispute): Told => [
  'dispute',
  one.ref,
  one.status,
  one.charge.amount,
  one.charge.ref,
  one.charge.payment.ref,
  [one.row.ref],
];
export const toldRow = (one: Row): Told => [
  'balance_transaction',
  one.ref,
  one.type,
  one.amount,
  one.fee,
  one.amount - one.fee,
  one.source,
];

/* What every rule does. */

export function emit(world: World, type: string, object: Told): void {
  world.events.push({ type, created: secondsOf(world), object });
  const [, ref] = object;
  // A cast: the second of what is told is whose it is.
  follow(world, type, ref as Ref);
}

export function schedule(world: World, inMs: number, awaited: boolean, later: Later): void {
  // A cast: what `Later` leaves away is given here.
  world.jobs.push({ ...later, dueMs: world.nowMs + inMs, awaited } as Job);
}

/** As was said of this intent, else of the world. */
export const knobsOf = ({ terms }: World, { knobs }: Intent) => ({ ...terms, ...knobs });

export function book(world: World, row: Omit<Row, 'ref'>): Row {
  const booked = { ...row, ref: newRef(world, 'balance_transaction') };
  world.rows.push(booked);
  return booked;
}
