import { collectLater, finalizeLater, isOfInvoice } from './door-model.ts';
import { expire } from './door-sessions.ts';
import { isOfSubscription, runSubscription } from './door-subscriptions.ts';
import { endOf, type Fate } from './payment-steps.ts';
import {
  book,
  type Charge,
  emit,
  type Failure,
  type Intent,
  type Job,
  knobsOf,
  type Mandate,
  type Method,
  newRef,
  type Payment,
  type Refund,
  type Row,
  schedule,
  secondsOf,
  toldCharge,
  toldDispute,
  toldIntent,
  toldMandate,
  toldMethod,
  toldPayment,
  toldRefund,
  type World,
} from './payment-world.ts';

/* The bank's half of the model: debits and how they end, refunds, disputes, and what happens by time. */

/** How a call ends: done, refused without a trace, or refused with a state that has changed. */
export type Ending = 'done' | 'refused' | 'failed';

const DAY_SECONDS = 86_400;
const DISPUTE_FEE = 1_500;
const feeOf = (amount: number): number => Math.min(Math.floor((amount * 8 + 500) / 1000), 500);

export function revoke(world: World, mandate: Mandate): void {
  if (mandate.status === 'inactive') return;
  mandate.status = 'inactive';
  emit(world, 'mandate.updated', toldMandate(mandate));
}

/** All by which it may be debited. */
function revokeAll(world: World, method: Method): void {
  for (const mandate of world.mandates.filter((one) => one.method === method)) revoke(world, mandate);
}

export function attach(world: World, method: Method, customer: string): void {
  if (method.customer === customer) return;
  method.customer = customer;
  emit(world, 'payment_method.attached', toldMethod(method));
}

/** The intent is back where it began, and tells why. */
export function fallBack(world: World, intent: Intent, failure: Failure): void {
  intent.status = 'requires_payment_method';
  intent.method = null;
  intent.failure = failure;
  if (intent.kind === 'setup' && intent.attempt !== null)
    Object.assign(intent.attempt, { status: 'failed', code: failure.code });
  emit(
    world,
    intent.kind === 'payment' ? 'payment_intent.payment_failed' : 'setup_intent.setup_failed',
    toldIntent(intent),
  );
  // Of an attempt that was given up for this one, where this one has none.
  if (intent.kind === 'setup' && intent.mandate !== null) revoke(world, intent.mandate);
}

/** Debits an account that is verified. */
export function debit(world: World, payment: Payment, method: Method, mandate: Mandate): Ending {
  const { outcome = method.fate } = knobsOf(world, payment);
  const { code, isAtOnce } = endOf(outcome);
  if (isAtOnce === true && code !== undefined) return declined(world, payment, method, mandate, code);
  const charge = newCharge(world, payment, method, mandate);
  payment.failure = null;
  const { customer } = payment;
  const isKept = payment.usage !== null && customer !== null && !world.gone.includes(customer);
  if (isKept) attach(world, method, customer);
  else if (method.customer === null) method.spent = true;
  payment.status = 'processing';
  emit(world, 'charge.pending', toldCharge(charge));
  emit(world, 'payment_intent.processing', toldPayment(payment));
  awaitBank(world, charge);
  return 'done';
}

export const fateOf = (world: World, { payment, method }: Charge): Fate =>
  knobsOf(world, payment).outcome ?? method.fate;

/** The bank will answer, unless this one stays processing for ever. */
export function awaitBank(world: World, charge: Charge): void {
  if (fateOf(world, charge) === 'stays_processing') return;
  schedule(world, knobsOf(world, charge.payment).settlementDelayMs, true, { kind: 'settle', charge });
}

function newCharge(world: World, payment: Payment, method: Method, mandate: Mandate | null): Charge {
  const charge: Charge = {
    ref: newRef(world, 'charge'),
    payment,
    method,
    mandate,
    amount: payment.amount,
    created: secondsOf(world),
    status: 'pending',
    code: null,
    refunded: 0,
    dispute: null,
    row: null,
  };
  world.charges.push(charge);
  payment.charge = charge;
  return charge;
}

/** Refused within the call: a charge that has failed is left behind, and the PaymentMethod is used up. */
export function declined(
  world: World,
  payment: Payment,
  method: Method,
  mandate: Mandate | undefined,
  code: string,
): Ending {
  const charge = newCharge(world, payment, method, mandate ?? null);
  forgetOutcome(payment);
  if (method.customer === null) method.spent = true;
  // No event tells of a mandate that begins as it stays: used up, or of an account that is blocked.
  const isOver = method.blocked !== null || isUsedUp(world, mandate);
  if (mandate?.isKept === false && isOver) mandate.status = 'inactive';
  charge.status = 'failed';
  charge.code = code;
  emit(world, 'charge.failed', toldCharge(charge));
  fallBack(world, payment, { code, method, charge });
  useUp(world, charge);
  return 'failed';
}

/** The bank's answer, as it is said to be by then. */
function settle(world: World, { charge }: Extract<Job, { kind: 'settle' }>): void {
  const { payment } = charge;
  const fate = fateOf(world, charge);
  if (charge.status !== 'pending' || fate === 'stays_processing') return;
  forgetOutcome(payment);
  const { code } = endOf(fate);
  if (code === undefined) {
    charge.status = 'succeeded';
    // The intents of invoices are captured at once.
    const isLate = world.terms.balanceTransaction === 'after_success' && !isOfInvoice(world, payment);
    if (!isLate) charge.row = credited(world, charge);
    payment.status = 'succeeded';
    payment.received = payment.amount;
    emit(world, 'charge.succeeded', toldCharge(charge));
    emit(world, 'payment_intent.succeeded', toldPayment(payment));
    if (isLate) charge.row = credited(world, charge);
    if (isLate) emit(world, 'charge.updated', toldCharge(charge));
    useUp(world, charge);
  } else {
    charge.status = 'failed';
    charge.code = code;
    emit(world, 'charge.failed', toldCharge(charge));
    fallBack(world, payment, { code, method: charge.method, charge });
    returned(world, charge, fate);
  }
  chargeEnded(world, charge);
  if (fate === 'disputed') awaitDispute(world, charge);
}

export const awaitDispute = (world: World, charge: Charge): void =>
  schedule(world, knobsOf(world, charge.payment).disputeDelayMs, true, { kind: 'dispute', charge });

/** It was for one payment. */
function forgetOutcome(payment: Payment): void {
  const { outcome: _used, ...rest } = payment.knobs;
  payment.knobs = rest;
}

const credited = (world: World, { amount, ref }: Charge): Row =>
  book(world, { type: 'payment', amount, fee: feeOf(amount), source: ref });

/** A mandate for one payment. */
function useUp(world: World, { mandate }: Charge): void {
  if (mandate !== null && isUsedUp(world, mandate)) revoke(world, mandate);
}
const isUsedUp = ({ terms }: World, mandate: Mandate | undefined): boolean =>
  mandate?.isOnce === true && terms.usedMandate === 'inactive';

/** Where the bank says that the account can no longer be debited, its mandate ends, and it is blocked where that is so. */
function returned(world: World, charge: Charge, fate: Fate): void {
  const { blocks } = endOf(fate);
  useUp(world, charge);
  if (blocks === undefined) return;
  if (charge.mandate !== null) revoke(world, charge.mandate);
  revokeAll(world, charge.method);
  block(world, charge, blocks);
}

/** Every PaymentMethod of the account that could be paid with. */
function block(world: World, { method: paidWith, payment }: Charge, reason: string): void {
  if (knobsOf(world, payment).blockAfterReturn === 'no') return;
  const blocked = world.methods.filter(
    (one) => one.number === paidWith.number && one.blocked === null && (one === paidWith || !one.spent),
  );
  for (const method of blocked)
    for (const mandate of world.mandates.filter((one) => one.method === method)) revoke(world, mandate);
  for (const method of blocked) {
    method.blocked = reason;
    emit(world, 'payment_method.automatically_updated', toldMethod(method));
  }
}

/* Refunds. */

export function refund(world: World, charge: Charge, asked: number | null): Refund | undefined {
  const left = charge.amount - charge.refunded;
  const amount = asked ?? left;
  const isOld = secondsOf(world) > charge.created + 180 * DAY_SECONDS;
  if (charge.status === 'failed' || charge.dispute !== null || isOld) return undefined;
  if (left <= 0 || amount > left) return undefined;
  const made: Refund = {
    ref: newRef(world, 'refund'),
    charge,
    amount,
    status: 'pending',
    waitsFor: 'charge_pending',
    failure: null,
    row: null,
    returned: null,
    note: null,
  };
  world.refunds.push(made);
  const isWaiting = charge.status === 'pending';
  if (!isWaiting) submit(world, made);
  charge.refunded += amount;
  emit(world, 'refund.created', toldRefund(made));
  emit(world, 'charge.refunded', toldCharge(charge));
  return made;
}

function submit(world: World, made: Refund): void {
  made.row = book(world, { type: 'payment_refund', amount: -made.amount, fee: 0, source: made.ref });
  made.waitsFor = 'processing';
  awaitRefund(world, made);
}

export const awaitRefund = (world: World, made: Refund): void =>
  schedule(world, knobsOf(world, made.charge.payment).refundDelayMs, true, { kind: 'refund', refund: made });

function updated(world: World, made: Refund): void {
  emit(world, 'refund.updated', toldRefund(made));
  emit(world, 'charge.refund.updated', toldRefund(made));
}

export function annotate(world: World, made: Refund, note: string): void {
  const before = made.note;
  made.note = note === '' ? null : note;
  if (made.note !== before) updated(world, made);
}

function endRefund(world: World, made: Refund): void {
  if (made.status !== 'pending') return;
  if (knobsOf(world, made.charge.payment).refundOutcome === 'failed') {
    failRefund(world, made, 'unknown');
    return;
  }
  made.status = 'succeeded';
  made.waitsFor = null;
  updated(world, made);
}

function failRefund(world: World, made: Refund, why: string): void {
  made.status = 'failed';
  made.waitsFor = null;
  made.failure = why;
  made.charge.refunded -= made.amount;
  if (made.row !== null)
    made.returned = book(world, { type: 'payment_refund', amount: made.amount, fee: 0, source: made.ref });
  emit(world, 'refund.failed', toldRefund(made));
  updated(world, made);
}

/** Oldest first. */
const pendingOf = ({ refunds }: World, charge: Charge): readonly Refund[] =>
  refunds.filter((made) => made.charge === charge && made.status === 'pending');

/** "Stripe waits for the original payment to succeed" (docs: payments/ach-direct-debit). */
function chargeEnded(world: World, charge: Charge): void {
  for (const made of pendingOf(world, charge)) {
    if (charge.status === 'failed') failRefund(world, made, 'unknown');
    else submit(world, made);
  }
}

/** Final: created and lost in one go, and its amount taken once. */
function dispute(world: World, charge: Charge): void {
  if (charge.status !== 'succeeded' || charge.dispute !== null) return;
  const ref = newRef(world, 'dispute');
  const row = book(world, { type: 'adjustment', amount: -charge.amount, fee: DISPUTE_FEE, source: ref });
  const opened = { ref, charge, row, status: 'needs_response' as 'needs_response' | 'lost' };
  charge.dispute = opened;
  world.disputes.push(opened);
  emit(world, 'charge.dispute.created', toldDispute(opened));
  emit(world, 'charge.dispute.funds_withdrawn', toldDispute(opened));
  opened.status = 'lost';
  emit(world, 'charge.dispute.closed', toldDispute(opened));
  if (charge.mandate !== null) revoke(world, charge.mandate);
  revokeAll(world, charge.method);
  // The second that says so blocks the account.
  const isSecond = world.disputes.some(
    (one) => one !== opened && one.charge.method.number === charge.method.number,
  );
  if (isSecond) block(world, charge, 'debit_not_authorized');
  for (const made of pendingOf(world, charge)) failRefund(world, made, 'charge_for_pending_refund_disputed');
}

/** What a charge becomes whose payment is canceled while the bank has it (assumed). */
export function abandonCharge(world: World, payment: Payment): void {
  const { charge } = payment;
  const isAbandoned = charge?.status === 'pending';
  if (isAbandoned) charge.status = 'failed';
  emit(world, 'payment_intent.canceled', toldPayment(payment));
  if (!isAbandoned) return;
  useUp(world, charge);
  chargeEnded(world, charge);
}

/* Microdeposits. */

/** They have failed, or the customer has not named them: the account stays unverified. */
export function failDeposits(world: World, intent: Intent, code: string): void {
  const { deposits, method } = intent;
  if (deposits === null || method === null) throw new Error('Without microdeposits none fail.');
  intent.deposits = null;
  fallBack(world, intent, { code, method, charge: null });
  if (intent.kind === 'payment') revoke(world, deposits.mandate);
}

function dueDeposits(
  world: World,
  { intent, kind, round }: Extract<Job, { kind: `deposits_${string}` }>,
): void {
  const { deposits } = intent;
  if (deposits?.round !== round) return;
  if (kind === 'deposits_arrive') {
    deposits.arrived = true;
    return;
  }
  failDeposits(
    world,
    intent,
    kind === 'deposits_fail'
      ? 'payment_method_microdeposit_failed'
      : 'payment_method_microdeposit_verification_timeout',
  );
}

/* Time. */

function run(world: World, job: Job): void {
  if (job.kind === 'settle') settle(world, job);
  else if (job.kind === 'refund') endRefund(world, job.refund);
  else if (job.kind === 'dispute') dispute(world, job.charge);
  else if (job.kind === 'invoice_finalize') finalizeLater(world, job.invoice);
  else if (job.kind === 'invoice_collect') collectLater(world, job.invoice);
  else if (job.kind === 'session_expire') expire(world, job.session);
  else if (isOfSubscription(job)) runSubscription(world, job);
  else dueDeposits(world, job);
}

const nextOf = ({ jobs }: World): Job | undefined => jobs.toSorted((a, b) => a.dueMs - b.dueMs)[0];

export function advance(world: World, toMs: number): void {
  for (;;) {
    const job = nextOf(world);
    if (job === undefined || job.dueMs > toMs) break;
    world.jobs.splice(world.jobs.indexOf(job), 1);
    world.nowMs = job.dueMs;
    run(world, job);
  }
  world.nowMs = toMs;
}

/** What microdeposits wait for is over with them. */
function isAwaited(job: Job): boolean {
  if (job.kind !== 'deposits_arrive' && job.kind !== 'deposits_fail') return job.awaited;
  const { deposits } = job.intent;
  return deposits?.round === job.round && !deposits.arrived;
}

/** Until nothing is left that is waited for. */
export function runToIdle(world: World): void {
  for (;;) {
    const awaited = world.jobs.filter(isAwaited).toSorted((a, b) => a.dueMs - b.dueMs)[0];
    if (awaited === undefined) return;
    advance(world, awaited.dueMs);
  }
}
