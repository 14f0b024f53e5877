import { next } from '../../core/lifecycle.ts';
import type { Charge, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { paymentTransaction } from '../balance-transactions.ts';
import { succeededCharge } from '../charges.ts';
import { scheduleDispute } from '../disputes/course.ts';
import { paymentEnded } from '../refunds/course.ts';
import { INTENT, intentLifecycle } from './record.ts';

/** The job that settles a payment; does nothing to an intent that was canceled meanwhile. */
export function settle(scope: Scope, intentId: string): void {
  const intent = scope.tables[INTENT].get(intentId);
  const charge = scope.tables.charge.get(intent?.latest_charge ?? '');
  if (intent?.status !== 'processing' || charge === undefined) return;
  const status = next(intentLifecycle, INTENT, intent.status, 'settle');
  const isLate = comesLate(scope, intent);
  const paid = scope.tables.charge.put(succeededCharge(isLate ? charge : credited(scope, charge)));
  const succeeded = scope.tables[INTENT].put({ ...intent, amount_received: intent.amount, status });
  scope.emit('charge.succeeded', paid);
  scope.emit('payment_intent.succeeded', succeeded);
  if (isLate) {
    const updated = scope.tables.charge.put(credited(scope, paid));
    scope.emit('charge.updated', updated, { balance_transaction: null });
  }
  paymentEnded(scope, paid);
  const { fate } = scope.facts.paymentMethods.get(charge.payment_method ?? '') ?? {};
  if (fate === 'disputed') scheduleDispute(scope, intent, charge);
}

/** The charge with the balance transaction that tells of it. */
function credited(scope: Scope, charge: Charge): Charge {
  const { id } = scope.tables.balance_transaction.put(paymentTransaction(scope, charge));
  return { ...charge, balance_transaction: id };
}

/** Whether the balance transaction is not there yet when the payment has succeeded. */
const comesLate = (scope: Scope, { capture_method: method }: PaymentIntent): boolean =>
  method === 'automatic_async' && scope.settings.assume.balanceTransaction === 'after_success';
