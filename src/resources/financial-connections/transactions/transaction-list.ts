import type { LedgerItem, LedgerPosition } from '../../../bank/ledger/ledger.ts';
import { within } from '../../../bank/ledger/order.ts';
import type { PageCursor, PageSource } from '../../../core/list.ts';
import type { PageOf } from '../../../core/table.ts';
import type { TimeRange } from '../../../core/time-range.ts';
import type { Transaction } from '../../../model/wire.ts';
import type { AccountTransactions } from './account-transactions.ts';

interface Filter {
  /** Of `transacted_at`, both inclusive. */
  readonly range: TimeRange;
  /** The place of the refresh after which a transaction was created or changed. */
  readonly afterRefresh: number | undefined;
}

/** In the order of lists, behind a position; `settledTo` is the last second of which only those told can have changed. */
function* walked(
  transactions: AccountTransactions,
  { from, to, settledTo }: TimeRange & { readonly settledTo: number },
  past: LedgerPosition | undefined,
  oldestFirst: boolean,
): Generator<LedgerItem> {
  const behind = past === undefined ? {} : { past };
  const told = within(transactions.told, { from, to: Math.min(to, settledTo), oldestFirst, ...behind });
  if (oldestFirst) yield* told;
  const start = Math.max(from, settledTo + 1);
  const range = { from: start, to, oldestFirst, ...behind };
  if (start <= to) for (const item of transactions.ledger.bank.walk(range)) yield transactions.asTold(item);
  if (!oldestFirst) yield* told;
}

/** The transactions of an account that its refreshes have shown, for pages: cursors are positions, so nothing shifts. */
export function transactionList(
  transactions: AccountTransactions,
  { range, afterRefresh }: Filter,
): PageSource<Transaction> {
  const { ledger, visibility } = transactions;
  const from = Math.max(range.from, visibility.from);
  const to = Math.min(range.to, visibility.last?.at ?? Number.NEGATIVE_INFINITY);
  const seenBefore = afterRefresh === undefined ? undefined : visibility.lastUpTo(afterRefresh);
  // What had settled before a refresh does not change after it: the walk is no longer than what may have.
  const settledTo = seenBefore === undefined ? from - 1 : seenBefore.at - ledger.bank.settledWithin - 1;

  const wanted = (item: LedgerItem): Transaction | undefined => {
    const sighting = visibility.sighting(item);
    if (sighting === undefined || sighting.refresh.place <= (afterRefresh ?? -1)) return undefined;
    return transactions.shown(item, sighting);
  };

  function page({ limit, after, before }: PageCursor): PageOf<Transaction> {
    const isBackwards = before !== undefined;
    const cursor = before ?? after;
    const past = cursor === undefined ? undefined : transactions.shownItem(cursor);
    const records: Transaction[] = [];
    let hasMore = false;
    for (const item of walked(transactions, { from, to, settledTo }, past, isBackwards)) {
      const record = wanted(item);
      if (record === undefined) continue;
      hasMore = records.length === limit;
      if (hasMore) break;
      records.push(record);
    }
    return { records: isBackwards ? records.reverse() : records, hasMore };
  }

  return { isCursor: (id) => transactions.shownItem(id) !== undefined, page };
}
