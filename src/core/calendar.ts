/* Dates of the Gregorian calendar as numbers of days since 1970, and times as Unix seconds. */

export const DAY_SECONDS = 86_400;
const DAYS_TO_1970 = 719_468;
/** Four centuries, after which the calendar repeats itself. */
const CYCLE_DAYS = 146_097;
const CYCLE_YEARS = 400;

/** Days since 1970 of a date: years begin in March, so that the leap day is a year's last. */
export function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1 - DAYS_TO_1970;
}

/** The year of a day. */
export function yearOf(days: number): number {
  // Right, or one too many: the average year is not longer than the first of a cycle.
  const guess = 1970 + Math.ceil((days * CYCLE_YEARS) / CYCLE_DAYS);
  for (let year = guess + 1; ; year--) if (dayNumber(year, 1, 1) <= days) return year;
}

export const SUNDAY = 0;
export const SATURDAY = 6;

/** From 0, a Sunday, to 6. 1970 began on a Thursday. */
export const weekdayOf = (days: number): number => (((days + 4) % 7) + 7) % 7;

/** The first Sunday from a day on. */
export const sundayFrom = (days: number): number => days + ((7 - weekdayOf(days)) % 7);
