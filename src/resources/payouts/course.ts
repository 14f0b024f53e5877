import { next } from '../../core/lifecycle.ts';
import type { BankAccount, Payout } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { payoutTransaction, returnedPayoutTransaction } from '../balance-transactions/record.ts';
import { BANK_ACCOUNT, type BankAccountStatus, bankAccountLifecycle } from '../bank-accounts/record.ts';
import { previousAttributes } from '../params/changes.ts';
import { type PayoutFailure, payoutFailureOf } from './failures.ts';
import { arrivedPayout, completePayout, PAYOUT, payoutLifecycle } from './record.ts';

/* How payouts begin and end: money leaves the balance with the payout, and comes back if it does not arrive. */

/** Makes a payout that has been decided, and takes its money. */
export function makePayout(scope: Scope, fields: Partial<Payout>): Payout {
  const draft = completePayout(scope, fields);
  const transaction = scope.tables.balance_transaction.put(payoutTransaction(scope, draft));
  const payout = scope.tables[PAYOUT].put({ ...draft, balance_transaction: transaction.id });
  scope.emit('payout.created', payout);
  scope.in(scope.settings.connect.payoutDelayMs, { kind: 'payout.end', subject: payout.id });
  return payout;
}

/** How a payout to a bank account ends: that which is taken back from it arrives always. */
function failureOf({ facts }: Scope, { amount, destination }: Payout): PayoutFailure | undefined {
  const plan = facts.bankAccounts.get(destination ?? '');
  return plan === undefined || amount < 0 ? undefined : payoutFailureOf(plan.fate);
}

/** The job that brings a payout to its end; does nothing to one that was put in place, as it has ended, meanwhile. */
export function endPayout(scope: Scope, id: string): void {
  const payout = scope.tables[PAYOUT].get(id);
  if (payout?.status !== 'pending' && payout?.status !== 'in_transit') return;
  const failure = failureOf(scope, payout);
  if (failure !== undefined) {
    failPayout(scope, payout, failure);
    return;
  }
  const status = next(payoutLifecycle, PAYOUT, payout.status, 'arrive');
  scope.emit('payout.paid', scope.tables[PAYOUT].put(arrivedPayout(payout, status)));
}

/** The payout with the balance transaction that brings its money back. */
function returned(scope: Scope, payout: Payout, type: 'payout_cancel' | 'payout_failure'): Payout {
  const transaction = scope.tables.balance_transaction.put(returnedPayoutTransaction(scope, payout, type));
  return { ...payout, failure_balance_transaction: transaction.id };
}

function failPayout(scope: Scope, payout: Payout, { code, message }: PayoutFailure): void {
  const status = next(payoutLifecycle, PAYOUT, payout.status, 'fail');
  const back = returned(scope, payout, 'payout_failure');
  const failed = scope.tables[PAYOUT].put({
    ...back,
    failure_code: code,
    failure_message: message,
    status,
  });
  scope.emit('payout.failed', failed);
  const destination = scope.tables[BANK_ACCOUNT].get(payout.destination ?? '');
  if (destination !== undefined) disable(scope, destination);
}

/** "If a payout sent to this bank account fails, the status is set to errored" (stripe-node types). */
function disable(scope: Scope, before: BankAccount): void {
  // A cast: those that are kept have one of these words.
  const status = next(bankAccountLifecycle, BANK_ACCOUNT, before.status as BankAccountStatus, 'fail');
  if (status === before.status) return;
  const after = scope.tables[BANK_ACCOUNT].put({ ...before, status });
  scope.emit('account.external_account.updated', after, previousAttributes(before, after));
}

/** Takes a payout back before it is on its way: its money returns at once. */
export function cancelPayout(scope: Scope, payout: Payout): Payout {
  const status = next(payoutLifecycle, PAYOUT, payout.status, 'cancel');
  scope.cancel(payout.id, ({ kind }) => kind === 'payout.end');
  const canceled = scope.tables[PAYOUT].put({ ...returned(scope, payout, 'payout_cancel'), status });
  scope.emit('payout.canceled', canceled);
  return canceled;
}

/** Takes a payout back from the bank account that it has reached: by another one, of as much less than nothing. */
export function reversePayout(scope: Scope, payout: Payout, metadata: Payout['metadata']): Payout {
  next(payoutLifecycle, PAYOUT, payout.status, 'reverse');
  const reversal = makePayout(scope, {
    amount: -payout.amount,
    currency: payout.currency,
    destination: payout.destination,
    metadata,
    original_payout: payout.id,
    source_type: payout.source_type,
  });
  const reversed = scope.tables[PAYOUT].put({ ...payout, reversed_by: reversal.id });
  scope.emit('payout.updated', reversed, { reversed_by: null });
  return reversal;
}
