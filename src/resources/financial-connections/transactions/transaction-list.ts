import type { LedgerItem, LedgerPosition } from '../../../bank/ledger/ledger.ts';
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

/** Whether a position stands before another one in lists: newest first. */
const isNewer = (one: LedgerPosition, other: LedgerPosition): boolean =>
  one.transactedAt === other.transactedAt ? one.number > other.number : one.transactedAt > other.transactedAt;

/** The user's own, and those of which something was said, of a time: these can change at any age. Newest first. */
function toldWithin({ ledger }: AccountTransactions, { from, to }: TimeRange): readonly LedgerItem[] {
  if (from > to) return [];
  return [...(ledger.kept?.own ?? []), ...ledger.retold.values()]
    .filter(({ transactedAt }) => transactedAt >= from && transactedAt <= to)
    .sort((one, other) => (isNewer(one, other) ? -1 : 1));
}

/** In the order of lists, behind a position; `settledTo` is the last second of which only those told can have changed. */
function* walked(
  transactions: AccountTransactions,
  { from, to, settledTo }: TimeRange & { readonly settledTo: number },
  past: LedgerPosition | undefined,
  oldestFirst: boolean,
): Generator<LedgerItem> {
  const told = toldWithin(transactions, { from, to: Math.min(to, settledTo) }).filter(
    (one) => past === undefined || (oldestFirst ? isNewer(one, past) : isNewer(past, one)),
  );
  if (oldestFirst) yield* told.toReversed();
  const start = Math.max(from, settledTo + 1);
  const range = { from: start, to, oldestFirst, ...(past === undefined ? {} : { past }) };
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
