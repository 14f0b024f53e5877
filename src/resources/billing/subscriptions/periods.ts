import { DAY_SECONDS, dateOf, dayNumber, firstDayOf, monthOfDay } from '../../../core/calendar.ts';

/*
 * The periods that are billed: they follow each other from an anchor on, on the calendar of UTC. A month that is too short
 * for the anchor's day has its last day in its place, and the next one the anchor's own again (docs:
 * billing/subscriptions/billing-cycle).
 */

/** How often a price is billed, as it shows it. */
export interface Interval {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly interval_count: number;
}

/** Unix seconds; the end is the next one's start. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

const MONTHS = { month: 1, year: 12 } as const;
const DAYS = { day: 1, week: 7 } as const;

/** Days of a period that does not follow months. */
const daysOf = ({ interval, interval_count: count }: Interval): number | undefined =>
  interval === 'day' || interval === 'week' ? DAYS[interval] * count : undefined;

const monthsOf = ({ interval, interval_count: count }: Interval): number =>
  interval === 'month' || interval === 'year' ? MONTHS[interval] * count : 0;

const dayOf = (seconds: number): number => Math.floor(seconds / DAY_SECONDS);

/** The same time of day so many months later, on the same day of the month or, where there is none, on its last. */
function monthsAfter(anchor: number, months: number): number {
  const day = dayOf(anchor);
  const month = monthOfDay(day) + months;
  const last = firstDayOf(month + 1) - 1;
  const sameDay = firstDayOf(month) + dateOf(day).day - 1;
  return Math.min(sameDay, last) * DAY_SECONDS + (anchor - day * DAY_SECONDS);
}

/** When the period of that number begins: the one from the anchor on has 0, those before it have negative ones. */
function startOf(anchor: number, every: Interval, number: number): number {
  const days = daysOf(every);
  return days === undefined
    ? monthsAfter(anchor, number * monthsOf(every))
    : anchor + number * days * DAY_SECONDS;
}

/** A number of a period that begins at `at` or not long before it. */
function numberNear(anchor: number, every: Interval, at: number): number {
  const days = daysOf(every);
  const [distance, length] =
    days === undefined
      ? [monthOfDay(dayOf(at)) - monthOfDay(dayOf(anchor)), monthsOf(every)]
      : [at - anchor, days * DAY_SECONDS];
  return Math.floor(distance / length);
}

/** The period that an instant is in; one that begins with it if there is such. */
export function periodAt(anchor: number, every: Interval, at: number): Period {
  let number = numberNear(anchor, every, at);
  // Its month may be right and its day too late.
  while (startOf(anchor, every, number) > at) number--;
  while (startOf(anchor, every, number + 1) <= at) number++;
  return { start: startOf(anchor, every, number), end: startOf(anchor, every, number + 1) };
}

/** The period that begins at `start`, which may be no beginning of one on the anchor's calendar. */
export const periodFrom = (anchor: number, every: Interval, start: number): Period => ({
  start,
  end: periodAt(anchor, every, start).end,
});

/** The part of `whole` that is from `from` on, from 0 to 1. */
export function remainingPart({ start, end }: Period, from: number): number {
  if (end <= start) return 0;
  return Math.min(1, Math.max(0, (end - from) / (end - start)));
}

/** A whole number of days later. */
export const daysAfter = (seconds: number, days: number): number => seconds + days * DAY_SECONDS;

/** The day as Stripe's texts write it: `03 Mar 2017`. */
export function writtenDay(seconds: number): string {
  const { year, month, day } = dateOf(dayOf(seconds));
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${String(day).padStart(2, '0')} ${names[month - 1] ?? ''} ${year}`;
}

/** The first instant from `from` on that a `billing_cycle_anchor_config` names. */
export function anchorFrom(config: AnchorConfig, from: number): number {
  const start = monthOfDay(dayOf(from));
  // A year and a month hold every day of a month that there is.
  for (let month = start; month <= start + 12; month++) {
    const at = anchorIn(config, month, from);
    if (at !== undefined && at >= from) return at;
  }
  return from;
}

export interface AnchorConfig {
  readonly day_of_month: number;
  readonly month: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
  readonly second: number | null;
}

/** Where it is in a month; undefined if it is in another. What is not said is as in `from`. */
function anchorIn(config: AnchorConfig, month: number, from: number): number | undefined {
  const { day_of_month: day, hour, minute, second } = config;
  const first = dateOf(firstDayOf(month));
  if (config.month !== null && config.month !== first.month) return undefined;
  const last = dateOf(firstDayOf(month + 1) - 1).day;
  const time = from - dayOf(from) * DAY_SECONDS;
  const clock = [Math.floor(time / 3600), Math.floor(time / 60) % 60, time % 60] as const;
  const seconds = (hour ?? clock[0]) * 3600 + (minute ?? clock[1]) * 60 + (second ?? clock[2]);
  return dayNumber(first.year, first.month, Math.min(day, last)) * DAY_SECONDS + seconds;
}
