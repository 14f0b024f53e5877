import type { Tables } from '../../model/records.ts';
import type { Balance, BalanceTransaction } from '../../model/wire.ts';

type Fund = BalanceTransaction['balance_type'];
type SourceType = keyof NonNullable<Balance['available'][number]['source_types']>;

/** By currency: what may be paid out, and what is on its way. */
export interface Sum {
  readonly available: number;
  readonly pending: number;
}
/** By the type of what it came from: "Balances for different payment sources are kept separately" (stripe-node types). */
export type SumsBySource = ReadonlyMap<SourceType, Sum>;
export type Sums = ReadonlyMap<Fund, ReadonlyMap<string, SumsBySource>>;

/** What has been added up so far, and what tells that it is no longer so. */
interface Running {
  readonly sums: Map<Fund, Map<string, Map<SourceType, Sum>>>;
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

type SummedTables = Origins & Pick<Tables, 'balance_transaction'>;

/** What a row is about, and is found by it. */
type Origins = Pick<Tables, 'charge' | 'dispute' | 'payout' | 'refund'>;

/** "legacy US ACH payments" are those of charges of sources and tokens; all else is `card` (stripe-node types: Balance). */
function sourceTypeOf(
  { charge, dispute, payout, refund }: Origins,
  { source }: BalanceTransaction,
): SourceType {
  const id = source ?? '';
  // A cast: it is one of them as a payout is made, and a word that none of them is has nothing.
  const paidOut = payout.get(id)?.source_type as SourceType | undefined;
  if (paidOut !== undefined) return paidOut;
  const paid = charge.get((refund.get(id) ?? dispute.get(id))?.charge ?? id);
  return paid?.payment_method_details?.type === 'ach_debit' ? 'bank_account' : 'card';
}

function add({ sums }: Running, origins: Origins, row: BalanceTransaction, isAvailable: boolean): void {
  const fund = sums.get(row.balance_type) ?? new Map<string, Map<SourceType, Sum>>();
  const ofCurrency = fund.get(row.currency) ?? new Map<SourceType, Sum>();
  sums.set(row.balance_type, fund.set(row.currency, ofCurrency));
  const type = sourceTypeOf(origins, row);
  const { available, pending } = ofCurrency.get(type) ?? { available: 0, pending: 0 };
  ofCurrency.set(
    type,
    isAvailable ? { available: available + row.net, pending } : { available, pending: pending + row.net },
  );
}

/** Adds the rows behind the one that was added last. */
function addNew(running: Running, tables: SummedTables, now: number): void {
  for (const row of tables.balance_transaction.walk({ after: running.last })) {
    const isAvailable = row.status === 'available' || row.available_on <= now;
    add(running, tables, row, isAvailable);
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
export function sumsOf(tables: SummedTables, now: number): Sums {
  const { balance_transaction: table } = tables;
  const kept = RUNNING.get(table);
  if (kept !== undefined && isStill(kept, table, now)) {
    addNew(kept, tables, now);
    if (kept.count === table.count()) return kept.sums;
  }
  const anew = fresh(table);
  addNew(anew, tables, now);
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
