import { withMissing } from '../../core/field-order.ts';
import { isHash } from '../../core/form.ts';
import type { Around } from './change.ts';
import { type Fields, within } from './older-form.ts';

/*
 * The period of a subscription: since 2025-03-31.basil each of its items has its own, which before were that of them all.
 */

const PERIOD = ['current_period_end', 'current_period_start'] as const;

const itemsIn = ({ items }: Fields): readonly Fields[] =>
  isHash(items) && Array.isArray(items.data) ? items.data.filter(isHash) : [];

/** The shortest period of its items: "will reflect the smallest item level period" (changelog 2025-07-30.basil). */
const smallestOf = (items: readonly Fields[]): Fields | undefined => {
  const lengthOf = (item: Fields): number =>
    Number(item.current_period_end) - Number(item.current_period_start);
  const [first, ...others] = items;
  return first && others.reduce((least, item) => (lengthOf(item) < lengthOf(least) ? item : least), first);
};

/** The subscription with the smallest period of its items, and the discount that it does not have. */
export function withOwnPeriod(subscription: Fields, { newest }: Pick<Around, 'newest'>): Fields {
  const smallest = smallestOf(itemsIn(newest)) ?? {};
  const own = PERIOD.reduce((older, name) => withMissing(older, name, smallest[name] ?? null), subscription);
  return withMissing(own, 'discount', null);
}

/** What was there of it, as what its items have. */
export function withItemsPeriod({ discount, ...older }: Fields): Fields {
  const { current_period_end: end, current_period_start: start, ...subscription } = older;
  const kept = discount === null || discount === undefined ? subscription : { ...subscription, discount };
  if (end === undefined && start === undefined) return kept;
  const period = { current_period_end: end, current_period_start: start };
  return within(kept, 'items', (items) =>
    Array.isArray(items.data)
      ? { ...items, data: items.data.map((item: unknown) => (isHash(item) ? { ...period, ...item } : item)) }
      : items,
  );
}

/** The earlier values of a change: the period is among them if it is another now. */
export function withEarlierPeriod(attributes: Fields, object: Fields): Fields {
  const before = smallestOf(itemsIn(attributes));
  const after = smallestOf(itemsIn(object));
  if (before === undefined || after === undefined) return attributes;
  const changed = PERIOD.filter((name) => before[name] !== after[name]);
  return changed.reduce((older, name) => withMissing(older, name, before[name]), attributes);
}
