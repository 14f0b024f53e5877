import type { LedgerItem, LedgerStage } from './ledger.ts';

/* What a transaction does to the figures of its account. */

/** What the bank says of an item at an instant; nothing before it knows of it. */
const stageAt = ({ stages }: LedgerItem, seconds: number): LedgerStage | undefined =>
  stages.findLast(({ at }) => at <= seconds);

/** What of an item's amount counts at an instant: only what is posted. */
export function postedAt(item: LedgerItem, seconds: number): number {
  const stage = stageAt(item, seconds);
  return stage?.status === 'posted' ? stage.amount : 0;
}

/** What is not to be had of an amount, though it is there: pending debits, and held parts of deposits; negative. */
export function boundAt(item: LedgerItem, seconds: number): number {
  const { hold } = item;
  const stage = stageAt(item, seconds);
  if (stage?.status === 'pending') return Math.min(stage.amount, 0);
  if (stage?.status !== 'posted' || hold === undefined || seconds >= hold.until) return 0;
  // One that has posted with less than was to be held is held as a whole.
  return -Math.min(hold.amount, Math.max(stage.amount, 0));
}
