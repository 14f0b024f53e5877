import type { CountedList } from '../core/list.ts';
import { eventKeys, type Tables } from '../model/records.ts';
import type { Event, Refund } from '../model/wire.ts';

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_REFUNDS = 10;

type Members = Pick<CountedList, 'data' | 'has_more' | 'total_count'>;

/** The refunds of a charge as they are, newest first: all, or those that `wanted` lets pass. */
export function refundsOf(
  { refund: refunds }: Pick<Tables, 'refund'>,
  charge: string,
  wanted?: (refund: Refund) => boolean,
): Members {
  const ofCharge = { index: 'charge', key: charge } as const;
  const { records, hasMore } = refunds.page({ ...ofCharge, limit: MOST_REFUNDS, where: wanted });
  const total =
    wanted === undefined ? refunds.count(ofCharge) : [...refunds.walk(ofCharge)].filter(wanted).length;
  return { data: records, has_more: hasMore, total_count: total };
}

/**
 * Whether a refund had been made when an event happened. Its own changes are not kept with the event: one that has ended
 * since is shown so (assumed to matter to nobody, of versions before 2022-11-15).
 */
export function madeBy(events: Tables['event'], event: Event): (refund: Refund) => boolean {
  const later = new Set<string>();
  const made = {
    index: 'type',
    key: eventKeys.type({ ...event, type: 'refund.created' }),
    after: event.id,
  } as const;
  // Of the same second the order of the events tells.
  for (const { created, data } of events.isCursor(event.id) ? events.walk(made) : []) {
    if (created > event.created) break;
    later.add(data.object.id);
  }
  return ({ created, id }) => created <= event.created && !later.has(id);
}
