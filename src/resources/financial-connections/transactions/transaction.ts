import type { LedgerItem } from '../../../bank/ledger/ledger.ts';
import { elementAt } from '../../../core/element-at.ts';
import type { Transaction } from '../../../model/wire.ts';
import type { Sighting } from './visibility.ts';

export const TRANSACTION = 'financial_connections.transaction';

/** Where a transaction is in its course; its last word is what will come of one that is not known yet. */
export const stageNow = ({ stages }: LedgerItem, now: number): number =>
  Math.max(
    0,
    stages.findLastIndex(({ at }) => at <= now),
  );

/** When a transaction came into its states, as far as they are known: it is in the last, whatever was said of it before. */
export function transitionsOf(stages: LedgerItem['stages'], last: number): Transaction['status_transitions'] {
  const reached = stages.slice(0, last + 1);
  const isIn = stages[last]?.status;
  const since = (sought: Transaction['status']) =>
    reached.find(({ status }) => status === sought)?.at ?? null;
  return {
    // It stays when a posted one is voided (inferred).
    posted_at: isIn === 'pending' ? null : since('posted'),
    void_at: isIn === 'void' ? since('void') : null,
  };
}

/** A transaction as the last refresh that changed it has shown it. */
export function shownTransaction(
  account: string,
  id: string,
  { currency, stages, transactedAt }: LedgerItem,
  { stage, refresh }: Sighting,
): Transaction {
  const { amount, description, status } = elementAt(stages, stage);
  return {
    id,
    object: TRANSACTION,
    account,
    amount,
    currency,
    description,
    livemode: false,
    status,
    status_transitions: transitionsOf(stages, stage),
    transacted_at: transactedAt,
    transaction_refresh: refresh.id,
    updated: refresh.end,
  };
}
