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

/** A date; months count from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTHS_BEFORE_MARCH = 2;

/** The date of a day: what `dayNumber` makes of it is that day again. */
export function dateOf(days: number): CalendarDate {
  const shifted = days + DAYS_TO_1970;
  const cycle = Math.floor(shifted / CYCLE_DAYS);
  const dayOfCycle = shifted - cycle * CYCLE_DAYS;
  // A cycle lacks the leap days of its three first centuries' ends: the day before one of them is the year's last.
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1_460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / (CYCLE_DAYS - 1))) /
      365,
  );
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  return {
    year: yearOfCycle + cycle * CYCLE_YEARS + (month <= MONTHS_BEFORE_MARCH ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1,
  };
}

/** Months since the year 0: those that follow each other are neighbours. */
const monthNumber = (year: number, month: number): number => year * 12 + month - 1;

/** The month in which a day is. */
export function monthOfDay(days: number): number {
  const { year, month } = dateOf(days);
  return monthNumber(year, month);
}

/** The first day of a month. */
export const firstDayOf = (months: number): number =>
  dayNumber(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);

export const SUNDAY = 0;
export const MONDAY = 1;
export const THURSDAY = 4;
export const FRIDAY = 5;
export const SATURDAY = 6;

/** From 0, a Sunday, to 6. 1970 began on a Thursday. */
export const weekdayOf = (days: number): number => (((days + 4) % 7) + 7) % 7;

/** The first Sunday from a day on. */
export const sundayFrom = (days: number): number => days + ((7 - weekdayOf(days)) % 7);
