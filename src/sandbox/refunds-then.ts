import type { CountedList } from '../core/list.ts';
import type { Tables } from '../model/records.ts';

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_REFUNDS = 10;

/**
 * The refunds of a charge as they are, newest first: all, or those made until `then`, Unix seconds. What an event says of
 * them is not kept with it, so that one which has ended since is shown so (assumed to matter to nobody).
 */
export function refundsOf(
  { refund: refunds }: Pick<Tables, 'refund'>,
  charge: string,
  then?: number,
): Pick<CountedList, 'data' | 'has_more' | 'total_count'> {
  const ofCharge = { index: 'charge', key: charge } as const;
  const until = then === undefined ? {} : { to: then };
  const { records, hasMore } = refunds.page({ ...ofCharge, ...until, limit: MOST_REFUNDS });
  const total = then === undefined ? refunds.count(ofCharge) : countUntil(refunds.walk(ofCharge), then);
  return { data: records, has_more: hasMore, total_count: total };
}

function countUntil(records: Iterable<{ readonly created: number }>, then: number): number {
  let count = 0;
  for (const { created } of records) {
    if (created > then) break;
    count++;
  }
  return count;
}
