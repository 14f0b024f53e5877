import type { PaymentFate } from '../../model/payments.ts';
import type { Charge } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { pendingTransaction, reversedTransaction } from '../balance-transactions/record.ts';
import { failedCharge, succeededCharge } from '../charges.ts';
import { scheduleDispute } from '../disputes/course.ts';
import { exceedsBalance, noteDebitEnd } from '../financial-connections/transactions/payments.ts';
import { blockAccount } from '../intents/blocking.ts';
import { ENDINGS, type Ending, type Failure } from '../intents/fates.ts';
import { knobsOf } from '../intents/knobs.ts';
import { hasEndedNumber } from '../payment-methods/ended-numbers.ts';
import { paymentEnded } from '../refunds/course.ts';
import { sourceReturned } from './keeping.ts';

/* How the charges of bank accounts end that no PaymentIntent has made. */

function fateOf(scope: Scope, charge: Charge): PaymentFate {
  const { fate = 'succeeds', linked = '' } = scope.facts.bankAccounts.get(charge.payment_method ?? '') ?? {};
  const account = scope.tables['financial_connections.account'].get(linked);
  if (fate !== 'succeeds' || account === undefined) return fate;
  const { fingerprint = null } = charge.payment_method_details?.ach_debit ?? {};
  if (hasEndedNumber(account, fingerprint)) return 'tokenized_account_number_deactivated';
  const { amount, currency, id } = charge;
  const isLookedAt = scope.settings.assume.returnedDebits !== 'by_fate';
  return isLookedAt && exceedsBalance(scope, { amount, currency, latest_charge: id }, account)
    ? 'insufficient_funds'
    : fate;
}

export const endingOfCharge = (scope: Scope, charge: Charge): Ending => ENDINGS[fateOf(scope, charge)];

/** The job that brings the bank's answer. */
export function settleCharge(scope: Scope, id: string): void {
  const charge = scope.tables.charge.get(id);
  if (charge?.status !== 'pending') return;
  const ending = endingOfCharge(scope, charge);
  if (ending.when === 'never') return;
  if (ending.failure !== undefined) {
    fail(scope, charge, ending.failure);
    return;
  }
  const paid = scope.tables.charge.put(succeededCharge(credited(scope, charge)));
  noteDebitEnd(scope, paid);
  scope.emit('charge.succeeded', paid);
  paymentEnded(scope, paid);
  if (ending.disputed === true) scheduleDispute(scope, null, paid);
}

/** The charge with its balance transaction: one that was put in place may have none yet. */
function credited(scope: Scope, charge: Charge): Charge {
  if (charge.balance_transaction !== null) return charge;
  const { id } = scope.tables.balance_transaction.put(pendingTransaction(scope, charge));
  return { ...charge, balance_transaction: id };
}

/** "The funds are reversed from your Stripe pending balance at this point" (docs: ach-deprecated). */
function fail(scope: Scope, charge: Charge, failure: Failure): void {
  const credited = scope.tables.balance_transaction.get(charge.balance_transaction ?? '');
  const reversed = credited && scope.tables.balance_transaction.put(reversedTransaction(scope, credited));
  const failed = scope.tables.charge.put({
    ...failedCharge(charge, failure),
    failure_balance_transaction: reversed?.id ?? null,
  });
  noteDebitEnd(scope, failed);
  scope.emit('charge.failed', failed);
  sourceReturned(scope, failed, failure);
  const { blocks } = failure;
  if (blocks !== undefined && knobsOf(scope, null).blockAfterReturn === 'yes')
    blockAccount(scope, failed, blocks);
  paymentEnded(scope, failed);
}
