import type { LedgerItem, LedgerPosition, LedgerRange } from './ledger.ts';
import { monthAt, type Seeded } from './seeded.ts';

/* Lists of items, from the newest to the oldest, or the other way. */

const compared = (a: LedgerPosition, b: LedgerPosition): number =>
  a.transactedAt - b.transactedAt || a.number - b.number;

export const inOrder = (items: readonly LedgerItem[]): readonly LedgerItem[] => [...items].sort(compared);

/** The place of the first of ordered items that is at `position` or behind it. */
function placeOf(items: readonly LedgerItem[], position: LedgerPosition): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && compared(item, position) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Both ends belong to it. */
interface Stretch {
  readonly low: LedgerPosition;
  readonly high: LedgerPosition;
}

/** `past` is an end that is not in it: numbers are whole, so it ends a half before or behind. */
function stretchOf({ from, to, past, oldestFirst = false }: LedgerRange): Stretch {
  const low = { transactedAt: from, number: 0 };
  const high = { transactedAt: to, number: Number.MAX_SAFE_INTEGER };
  if (past === undefined) return { low, high };
  const { transactedAt, number } = past;
  if (oldestFirst) {
    const behind = { transactedAt, number: number + 0.5 };
    return { low: compared(low, behind) > 0 ? low : behind, high };
  }
  const before = { transactedAt, number: number - 0.5 };
  return { low, high: compared(high, before) < 0 ? high : before };
}

function* inStretch(items: readonly LedgerItem[], { low, high }: Stretch, oldestFirst: boolean) {
  const [begin, end] = [placeOf(items, low), placeOf(items, high)];
  // The upper end is in it, if there is an item at that very place.
  const last = items[end];
  const stop = last !== undefined && compared(last, high) === 0 ? end + 1 : end;
  for (let at = 0; at < stop - begin; at++) {
    const item = items[oldestFirst ? begin + at : stop - 1 - at];
    if (item !== undefined) yield item;
  }
}

/** Those of ordered items that are in a range, as it goes. */
export const within = (items: readonly LedgerItem[], range: LedgerRange): Iterable<LedgerItem> =>
  inStretch(items, stretchOf(range), range.oldestFirst ?? false);

function* ofMonths({ itemsOf, knownFrom }: Seeded, stretch: Stretch, oldestFirst: boolean) {
  const first = monthAt(Math.max(stretch.low.transactedAt, knownFrom));
  const last = monthAt(stretch.high.transactedAt);
  for (let at = 0; at <= last - first; at++)
    yield* inStretch(itemsOf(oldestFirst ? first + at : last - at), stretch, oldestFirst);
}

/** Two lists as one. */
function* merged(
  a: Iterator<LedgerItem>,
  b: Iterator<LedgerItem>,
  oldestFirst: boolean,
): Generator<LedgerItem> {
  let [one, other] = [a.next(), b.next()];
  while (one.done !== true || other.done !== true) {
    const isFirst =
      other.done === true || (one.done !== true && compared(one.value, other.value) < 0 === oldestFirst);
    if (isFirst && one.done !== true) {
      yield one.value;
      one = a.next();
    } else if (other.done !== true) {
      yield other.value;
      other = b.next();
    }
  }
}

/** What a seed made and what was told, `others` in order, as far as the range goes. */
export function walked(
  seeded: Seeded,
  others: readonly LedgerItem[],
  range: LedgerRange,
): Iterable<LedgerItem> {
  const { oldestFirst = false } = range;
  const stretch = stretchOf(range);
  return {
    [Symbol.iterator]: () =>
      merged(ofMonths(seeded, stretch, oldestFirst), inStretch(others, stretch, oldestFirst), oldestFirst),
  };
}
