import { next } from '../../core/lifecycle.ts';
import type { BalanceTransaction, Charge, Refund } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { refundTransaction, returnedTransaction } from '../balance-transactions/record.ts';
import { noteRefund } from '../financial-connections/transactions/payments.ts';
import { knobsOf } from '../intents/knobs.ts';
import { previousAttributes } from '../params/changes.ts';
import {
  completeRefund,
  failedRefund,
  REFUND,
  type RefundFailure,
  refundLifecycle,
  succeededRefund,
} from './record.ts';

/* How refunds begin and end. "Stripe waits for the original payment to succeed" (docs: payments/ach-direct-debit). */

export const isWaiting = ({ pending_reason: reason, status }: Refund): boolean =>
  status === 'pending' && reason === 'charge_pending';

/** What was said of how long the refunds of an intent take holds for those under way as well, from now on. */
export function rescheduleRefunds(scope: Scope, intent: string): void {
  for (const refund of scope.tables[REFUND].walk({ index: 'payment_intent', key: intent }))
    if (scope.drop(({ kind, subject }) => kind === 'refund.end' && subject === refund.id) > 0)
      scheduleEnd(scope, refund);
}

/** What has been refunded of a charge, a refund more or less. */
function refunded(charge: Charge, amount: number): Charge {
  const total = charge.amount_refunded + amount;
  return { ...charge, amount_refunded: total, refunded: total >= charge.amount };
}

/** The refund with the balance transaction that takes its money. */
function submitted(scope: Scope, refund: Refund, charge: Charge): Refund {
  const transaction = scope.tables.balance_transaction.put(refundTransaction(scope, refund, charge));
  return { ...refund, balance_transaction: transaction.id, pending_reason: 'processing' };
}

const scheduleEnd = (scope: Scope, { id, payment_intent: intent }: Refund): void =>
  scope.in(knobsOf(scope, intent).refundDelayMs, { kind: 'refund.end', subject: id });

/** Makes a refund that has been decided. */
export function makeRefund(
  scope: Scope,
  charge: Charge,
  asked: Pick<Refund, 'amount' | 'metadata' | 'reason'>,
): Refund {
  const { currency, customer, payment_intent: intent, payment_method: method } = charge;
  const waits = charge.status === 'pending';
  const draft = completeRefund(scope, {
    ...asked,
    charge: charge.id,
    currency,
    customer,
    customer_account: scope.tables.payment_intent.get(intent ?? '')?.customer_account ?? null,
    payment_intent: intent,
    payment_method: method,
    pending_reason: 'charge_pending',
  });
  const refund = scope.tables[REFUND].put(waits ? draft : submitted(scope, draft, charge));
  const changed = scope.tables.charge.put(refunded(charge, refund.amount));
  scope.emit('refund.created', refund);
  scope.emit('charge.refunded', changed);
  if (!waits) scheduleEnd(scope, refund);
  return refund;
}

/** The job that brings a refund to its end; does nothing to one that has failed meanwhile. */
export function endRefund(scope: Scope, refundId: string): void {
  const refund = scope.tables[REFUND].get(refundId);
  if (refund?.status !== 'pending') return;
  if (knobsOf(scope, refund.payment_intent).refundOutcome === 'failed') {
    failRefund(scope, refund, 'unknown');
    return;
  }
  const status = next(refundLifecycle, REFUND, refund.status, 'succeed');
  const charge = scope.tables.charge.get(refund.charge ?? '');
  if (charge !== undefined) noteRefund(scope, charge, refund);
  emitUpdated(scope, refund, scope.tables[REFUND].put(succeededRefund(refund, status)));
}

function failRefund(scope: Scope, refund: Refund, reason: RefundFailure): void {
  const status = next(refundLifecycle, REFUND, 'pending', 'fail');
  const failed = scope.tables[REFUND].put(failedRefund(refund, status, reason, returned(scope, refund)?.id));
  const charge = scope.tables.charge.get(refund.charge ?? '');
  // Its amount_refunded goes down again (inferred), and no event tells of it (assumed).
  if (charge !== undefined) scope.tables.charge.put(refunded(charge, -refund.amount));
  scope.emit('refund.failed', failed);
  emitUpdated(scope, refund, failed);
}

/** "Stripe returns the amount to your Stripe balance" (docs: payments/ach-direct-debit), if it has left it. */
function returned(scope: Scope, refund: Refund): BalanceTransaction | undefined {
  if (refund.balance_transaction === null) return undefined;
  return scope.tables.balance_transaction.put(returnedTransaction(scope, refund));
}

/** Tells of a changed refund: ACH is among the "selected payment methods" of the older event (docs: refunds). */
export function emitUpdated(scope: Scope, before: Refund, after: Refund): void {
  const previous = previousAttributes(before, after);
  scope.emit('refund.updated', after, previous);
  scope.emit('charge.refund.updated', after, previous);
}

const refundsOf = (scope: Scope, charge: Charge): readonly Refund[] => [
  ...scope.tables[REFUND].walk({ index: 'charge', key: charge.id }),
];

/** Refunds that waited for a payment go on, or fail with it (inferred). No event tells that one goes on (assumed). */
export function paymentEnded(scope: Scope, charge: Charge): void {
  for (const refund of refundsOf(scope, charge).filter(isWaiting)) {
    if (charge.status === 'failed') failRefund(scope, refund, 'unknown');
    else scheduleEnd(scope, scope.tables[REFUND].put(submitted(scope, refund, charge)));
  }
}

/** A dispute takes the whole amount, so that refunds under way have nothing to give back. */
export function failRefundsOfDisputed(scope: Scope, charge: Charge): void {
  for (const refund of refundsOf(scope, charge))
    if (refund.status === 'pending') failRefund(scope, refund, 'charge_for_pending_refund_disputed');
}
