import { type LongList, type Part, Summary } from '../../core/long-list.ts';
import { boundAt, postedAt } from './effect.ts';
import type { LedgerItem } from './ledger.ts';

/* What the user's own come to, however many there are: of those of which nothing comes any more sums are kept. */

interface Sum {
  readonly posted: number;
  readonly bound: number;
}

/** Of a part of the list, once the last that was said of any in it has come. */
interface Total {
  /** Unix seconds before which nothing is known of any. */
  readonly from: number;
  /** Unix seconds from which nothing of any changes. */
  readonly until: number;
  readonly sums: ReadonlyMap<string, Sum>;
}

const NOUGHT: Sum = { posted: 0, bound: 0 };

const plus = (one: Sum, other: Sum): Sum => ({
  posted: one.posted + other.posted,
  bound: one.bound + other.bound,
});

const sumOf = (item: LedgerItem, seconds: number): Sum => ({
  posted: postedAt(item, seconds),
  bound: boundAt(item, seconds),
});

function totalOf(item: LedgerItem): Total {
  const until = Math.max(item.stages.at(-1)?.at ?? 0, item.hold?.until ?? 0);
  return { from: item.stages[0].at, until, sums: new Map([[item.currency, sumOf(item, until)]]) };
}

function together(totals: readonly Total[]): Total {
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const sums = new Map<string, Sum>();
  for (const total of totals) {
    from = Math.min(from, total.from);
    until = Math.max(until, total.until);
    for (const [currency, sum] of total.sums) sums.set(currency, plus(sums.get(currency) ?? NOUGHT, sum));
  }
  return { from, until, sums };
}

const TOTALS = new Summary<LedgerItem, Total>(totalOf, together);

function partAt(part: Part<LedgerItem>, currency: string, seconds: number): Sum {
  const { from, until, sums } = TOTALS.of(part);
  if (seconds < from) return NOUGHT;
  if (seconds >= until) return sums.get(currency) ?? NOUGHT;
  if (part.parts !== undefined)
    return part.parts.reduce((sum, one) => plus(sum, partAt(one, currency, seconds)), NOUGHT);
  return part.items.reduce(
    (sum, item) => (item.currency === currency ? plus(sum, sumOf(item, seconds)) : sum),
    NOUGHT,
  );
}

/** What is posted of them at an instant, and what is not to be had of it; negative. */
export const ownAt = (own: LongList<LedgerItem>, currency: string, seconds: number): Sum =>
  partAt(own.root, currency, seconds);
