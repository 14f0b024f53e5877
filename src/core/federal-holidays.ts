import { dateOf, MONDAY, SATURDAY, SUNDAY, THURSDAY, weekdayOf } from './calendar.ts';

/*
 * The eleven holidays of the Federal Reserve Banks, on which nothing settles. One on a Sunday is observed on the Monday
 * after it; one on a Saturday is not moved, and the Friday before it is a business day (federalreserve.gov, holiday
 * schedule).
 */

/** Month and day of those with a date of their own. */
const DATED: readonly (readonly [month: number, day: number])[] = [
  [1, 1],
  [6, 19],
  [7, 4],
  [11, 11],
  [12, 25],
];

/** Month and the first and last day of the month that those can have which are a Monday. */
const MONDAYS: readonly (readonly [month: number, first: number, last: number])[] = [
  [1, 15, 21],
  [2, 15, 21],
  [5, 25, 31],
  [9, 1, 7],
  [10, 8, 14],
];

const isDated = (days: number): boolean => {
  const { month, day } = dateOf(days);
  return DATED.some((date) => date[0] === month && date[1] === day);
};

/** Whether the Federal Reserve Banks are closed on that day for a holiday. */
export function isFederalHoliday(days: number): boolean {
  const weekday = weekdayOf(days);
  if (weekday === SATURDAY || weekday === SUNDAY) return isDated(days);
  const { month, day } = dateOf(days);
  if (isDated(days)) return true;
  if (weekday === THURSDAY) return month === 11 && day >= 22 && day <= 28;
  if (weekday !== MONDAY) return false;
  return isDated(days - 1) || MONDAYS.some((one) => one[0] === month && one[1] <= day && day <= one[2]);
}

/** Whether banks post on that day: it is none of a weekend, and no holiday. */
export function isBusinessDay(days: number): boolean {
  const weekday = weekdayOf(days);
  return weekday !== SATURDAY && weekday !== SUNDAY && !isFederalHoliday(days);
}

// At most four days follow each other on which nothing settles: a weekend between two holidays.
const MOST_CLOSED = 4;

function nearestBusinessDay(days: number, step: 1 | -1): number {
  for (let day = days; Math.abs(day - days) <= MOST_CLOSED; day += step) if (isBusinessDay(day)) return day;
  return days;
}

/** The day itself, or the nearest business day after it. */
export const businessDayFrom = (days: number): number => nearestBusinessDay(days, 1);

/** The day itself, or the nearest business day before it. */
export const businessDayUntil = (days: number): number => nearestBusinessDay(days, -1);

/** The business day that is `count` after a day. */
export function businessDaysAfter(days: number, count: number): number {
  let day = days;
  for (let passed = 0; passed < count; passed++) day = businessDayFrom(day + 1);
  return day;
}
