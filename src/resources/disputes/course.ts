import { next } from '../../core/lifecycle.ts';
import type { Charge } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { disputeTransaction } from '../balance-transactions/record.ts';
import { noteReturn } from '../financial-connections/transactions/payments.ts';
import { afterDispute } from '../intents/blocking.ts';
import { knobsOf } from '../intents/knobs.ts';
import { failRefundsOfDisputed } from '../refunds/course.ts';
import { completeDispute, DISPUTE, disputeLifecycle } from './record.ts';

/** The customer will go to the bank about a payment that has just succeeded. */
export const scheduleDispute = (
  scope: Scope,
  intent: string | null,
  { id: subject }: Pick<Charge, 'id'>,
): void => scope.in(knobsOf(scope, intent).disputeDelayMs, { kind: 'charge.dispute', subject });

/**
 * The bank takes a payment back: the whole of it, once, and the dispute is lost as soon as it is opened. "Stripe sends both
 * the charge.dispute.created and charge.dispute.closed webhook events and deducts the amount of the dispute and associated
 * dispute fee" (docs: payments/ach-direct-debit). The PaymentIntent stays as it is.
 */
export function disputeCharge(scope: Scope, chargeId: string): void {
  const charge = scope.tables.charge.get(chargeId);
  if (charge?.status !== 'succeeded' || charge.disputed) return;
  const { amount, currency, payment_intent } = charge;
  const draft = completeDispute(scope, { amount, charge: charge.id, currency, payment_intent });
  const transaction = scope.tables.balance_transaction.put(disputeTransaction(scope, draft));
  const opened = scope.tables[DISPUTE].put({
    ...draft,
    balance_transaction: transaction.id,
    balance_transactions: [transaction],
  });
  const disputed = scope.tables.charge.put({ ...charge, dispute: opened.id, disputed: true });
  noteReturn(scope, disputed, opened);
  scope.emit('charge.dispute.created', opened);
  scope.emit('charge.dispute.funds_withdrawn', opened);
  const status = next(disputeLifecycle, DISPUTE, opened.status, 'lose');
  const lost = scope.tables[DISPUTE].put({ ...opened, status });
  // Recorded of cards: one of the events that are no `*.updated` and tell what was before.
  scope.emit('charge.dispute.closed', lost, { status: opened.status });
  afterDispute(scope, disputed);
  failRefundsOfDisputed(scope, disputed);
}
