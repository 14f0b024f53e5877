import { errors } from '../../core/catalogue.ts';
import { next } from '../../core/lifecycle.ts';
import type { Job } from '../../model/jobs.ts';
import type { Charge, PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { paymentTransaction } from '../balance-transactions/record.ts';
import { sourceReturned } from '../bank-accounts/keeping.ts';
import { failedCharge, succeededCharge } from '../charges.ts';
import { scheduleDispute } from '../disputes/course.ts';
import { noteDebitEnd } from '../financial-connections/transactions/payments.ts';
import { blockAccount } from '../intents/blocking.ts';
import type { Failure } from '../intents/fates.ts';
import { forgetOutcome, knobsOf } from '../intents/knobs.ts';
import { resolvePaymentMethod } from '../payment-methods/creation.ts';
import { paymentEnded } from '../refunds/course.ts';
import { endMandate } from './ended-mandate.ts';
import { failedIntent } from './failing.ts';
import { endingOf } from './fate.ts';
import { INTENT, intentLifecycle } from './record.ts';

/**
 * The job that brings the bank's answer to a debit. It does nothing to an intent that was canceled meanwhile, or that is
 * being paid by another charge.
 */
export function settle(scope: Scope, { subject, charge: charged }: Job<'payment_intent.settle'>): void {
  const payment = underWay(scope, scope.tables[INTENT].get(subject));
  if (payment === undefined) return;
  const { intent, charge, ending } = payment;
  if (charged !== undefined && charged !== charge.id) return;
  if (ending.when === 'never') return;
  forgetOutcome(scope, subject);
  if (ending.failure !== undefined) {
    fail(scope, intent, charge, ending.failure);
    return;
  }
  succeed(scope, intent, charge);
  if (ending.disputed === true) scheduleDispute(scope, intent.id, charge);
}

function succeed(scope: Scope, intent: PaymentIntent, charge: Charge): void {
  const status = next(intentLifecycle, INTENT, intent.status, 'settle');
  const isLate = comesLate(scope, intent);
  const paid = scope.tables.charge.put(succeededCharge(isLate ? charge : credited(scope, charge)));
  const succeeded = scope.tables[INTENT].put({ ...intent, amount_received: intent.amount, status });
  noteDebitEnd(scope, paid);
  scope.emit('charge.succeeded', paid);
  scope.emit('payment_intent.succeeded', succeeded);
  if (isLate) {
    const updated = scope.tables.charge.put(credited(scope, paid));
    scope.emit('charge.updated', updated, { balance_transaction: null });
  }
  endMandate(scope, paid);
  paymentEnded(scope, paid);
}

function fail(scope: Scope, intent: PaymentIntent, charge: Charge, failure: Failure): void {
  const failed = scope.tables.charge.put(failedCharge(charge, failure));
  const after = scope.tables[INTENT].put(
    failedIntent(intent, 'fail', errors.paymentFailed(failure.code, failure.message), {
      charge: failed.id,
      paymentMethod: scope.tables.payment_method.get(charge.payment_method ?? '') ?? null,
    }),
  );
  noteDebitEnd(scope, failed);
  scope.emit('charge.failed', failed);
  scope.emit('payment_intent.payment_failed', after);
  endMandate(scope, failed, failure);
  sourceReturned(scope, failed, failure);
  const { blocks } = failure;
  if (blocks !== undefined && knobsOf(scope, intent.id).blockAfterReturn === 'yes')
    blockAccount(scope, failed, blocks);
  paymentEnded(scope, failed);
}

/** A payment that is under way. */
export function underWay(scope: Scope, intent: PaymentIntent | undefined) {
  const charge = scope.tables.charge.get(intent?.latest_charge ?? '');
  if (intent?.status !== 'processing' || charge?.status !== 'pending') return undefined;
  const id = charge.payment_method ?? '';
  const isKept = scope.tables.payment_method.get(id) !== undefined;
  return {
    intent,
    charge,
    ending: endingOf(scope, intent, isKept ? resolvePaymentMethod(scope, id) : undefined),
  };
}

/** The charge with the balance transaction that tells of it. */
function credited(scope: Scope, charge: Charge): Charge {
  const { id } = scope.tables.balance_transaction.put(paymentTransaction(scope, charge));
  return { ...charge, balance_transaction: id };
}

/** Whether the balance transaction is not there yet when the payment has succeeded. */
const comesLate = (scope: Scope, { capture_method: method }: PaymentIntent): boolean =>
  method === 'automatic_async' && scope.settings.assume.balanceTransaction === 'after_success';
