import type { Tables } from '../../model/records.ts';
import type { BalanceTransaction } from '../../model/wire.ts';

type Fund = BalanceTransaction['balance_type'];

/** By currency: what may be paid out, and what is on its way. */
export interface Sum {
  readonly available: number;
  readonly pending: number;
}
export type Sums = ReadonlyMap<Fund, ReadonlyMap<string, Sum>>;

/** What has been added up so far, and what tells that it is no longer so. */
interface Running {
  readonly sums: Map<Fund, Map<string, Sum>>;
  /** The row added last, and how many were. */
  last: string | undefined;
  count: number;
  readonly replaced: number;
  /** When the next pending row becomes available, in Unix seconds; and when that was asked last. */
  due: number;
  asked: number;
}

// Beside the tables, which a snapshot or a reset replaces as a whole.
const RUNNING = new WeakMap<Tables['balance_transaction'], Running>();

function add({ sums }: Running, row: BalanceTransaction, isAvailable: boolean): void {
  const fund = sums.get(row.balance_type) ?? new Map<string, Sum>();
  sums.set(row.balance_type, fund);
  const { available, pending } = fund.get(row.currency) ?? { available: 0, pending: 0 };
  fund.set(
    row.currency,
    isAvailable ? { available: available + row.net, pending } : { available, pending: pending + row.net },
  );
}

/** Adds the rows behind the one that was added last. */
function addNew(running: Running, table: Tables['balance_transaction'], now: number): void {
  for (const row of table.walk({ after: running.last })) {
    const isAvailable = row.status === 'available' || row.available_on <= now;
    add(running, row, isAvailable);
    if (!isAvailable) running.due = Math.min(running.due, row.available_on);
    running.last = row.id;
    running.count++;
  }
  running.asked = now;
}

/** Whether what was added up is so still, but for rows that have come since. */
const isStill = ({ asked, due, replaced }: Running, table: Tables['balance_transaction'], now: number) =>
  replaced === table.replaced && asked <= now && now < due;

/**
 * The sums of all balance transactions. What was added up is kept, so that asking again costs no more than the rows that
 * have come since; from the beginning only when rows were replaced, stand before others, or have become available.
 */
export function sumsOf(table: Tables['balance_transaction'], now: number): Sums {
  const kept = RUNNING.get(table);
  if (kept !== undefined && isStill(kept, table, now)) {
    addNew(kept, table, now);
    if (kept.count === table.count()) return kept.sums;
  }
  const anew = fresh(table);
  addNew(anew, table, now);
  RUNNING.set(table, anew);
  return anew.sums;
}

const fresh = ({ replaced }: Tables['balance_transaction']): Running => ({
  sums: new Map(),
  last: undefined,
  count: 0,
  replaced,
  due: Number.POSITIVE_INFINITY,
  asked: 0,
});
