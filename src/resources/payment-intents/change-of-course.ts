import type { IntentKnobs } from '../../model/payments.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { scheduleDispute } from '../disputes/course.ts';
import { rescheduleRefunds } from '../refunds/course.ts';
import { scheduleSettlement } from './debit.ts';
import { underWay } from './settlement.ts';

/** What is said of a payment holds for what it is waiting for, too: each delay runs anew from now. */
export function changeCourse(scope: Scope, intent: PaymentIntent, said: Partial<IntentKnobs>): void {
  if (said.outcome !== undefined || said.settlementDelayMs !== undefined) awaitBank(scope, intent, said);
  if (said.outcome === 'disputed' || said.disputeDelayMs !== undefined) awaitDispute(scope, intent, said);
  if (said.refundDelayMs !== undefined) rescheduleRefunds(scope, intent.id);
}

/** A payment that is to end and would have stayed processing for ever is settled as well. */
function awaitBank(scope: Scope, intent: PaymentIntent, said: Partial<IntentKnobs>): void {
  const payment = underWay(scope, intent);
  if (payment === undefined || payment.ending.when === 'never') return;
  const { charge } = payment;
  const isMeant = said.settlementDelayMs !== undefined || !isAwaited(scope, intent);
  if (!isMeant) return;
  scope.drop(({ kind, subject }) => kind === 'payment_intent.settle' && subject === intent.id);
  scheduleSettlement(scope, intent, charge);
}

const isAwaited = ({ account, sandbox }: Scope, { id, latest_charge: latest }: PaymentIntent): boolean =>
  sandbox.parts.jobs.some(
    (job) =>
      job.kind === 'payment_intent.settle' &&
      job.subject === id &&
      (job.account ?? null) === account &&
      (job.charge ?? latest) === latest,
  );

function awaitDispute(scope: Scope, intent: PaymentIntent, said: Partial<IntentKnobs>): void {
  const charge = scope.tables.charge.get(intent.latest_charge ?? '');
  if (charge?.status !== 'succeeded' || charge.disputed) return;
  const dropped = scope.drop(({ kind, subject }) => kind === 'charge.dispute' && subject === charge.id);
  if (dropped > 0 || said.outcome === 'disputed') scheduleDispute(scope, intent.id, charge);
}
