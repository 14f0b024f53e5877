import { DAY_SECONDS, dayNumber, SATURDAY, SUNDAY, sundayFrom, weekdayOf, yearOf } from './calendar.ts';

/* Time in Los Angeles, where Stripe counts its days, by the rule in force since 2007 (Energy Policy Act of 2005). */

const HOUR_SECONDS = 3_600;
/** Seconds from UTC. */
const STANDARD = -8 * HOUR_SECONDS;
const DAYLIGHT = -7 * HOUR_SECONDS;

/** The days on which daylight saving begins and ends, each at two in the morning. */
function daylightSaving(year: number): { readonly begins: number; readonly ends: number } {
  // From the second Sunday of March to the first of November.
  return { begins: sundayFrom(dayNumber(year, 3, 8)), ends: sundayFrom(dayNumber(year, 11, 1)) };
}

function offsetAt(seconds: number): number {
  const { begins, ends } = daylightSaving(yearOf(Math.floor(seconds / DAY_SECONDS)));
  const sinceBegin = seconds - (begins * DAY_SECONDS + 2 * HOUR_SECONDS - STANDARD);
  const untilEnd = ends * DAY_SECONDS + 2 * HOUR_SECONDS - DAYLIGHT - seconds;
  return sinceBegin >= 0 && untilEnd > 0 ? DAYLIGHT : STANDARD;
}

/** When a day begins there; on the days of a change it has not come yet. */
function midnightOf(day: number): number {
  const { begins, ends } = daylightSaving(yearOf(day));
  return day * DAY_SECONDS - (begins < day && day <= ends ? DAYLIGHT : STANDARD);
}

/** The day itself, if it is none of a weekend, else the Monday after. */
function businessDayFrom(day: number): number {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY ? day + 2 : weekday === SUNDAY ? day + 1 : day;
}

/** When the business day after that instant begins there, in Unix seconds; a weekend counts as the Monday after it. */
export function nextBusinessDay(seconds: number): number {
  const today = Math.floor((seconds + offsetAt(seconds)) / DAY_SECONDS);
  return midnightOf(businessDayFrom(businessDayFrom(today) + 1));
}
