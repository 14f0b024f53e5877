import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';

const DAY_SECONDS = 86_400;
const FIRST_DAY = 3;
const LAST_DAY = 15;

/** "Between 3 and 15 calendar days from now", counted in UTC (assumed). */
export function checkTargetDate(scope: Scope, param: string, text: string): void {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const ahead =
    dayNumber(Number(year), Number(month), Number(day)) - Math.floor(scope.seconds() / DAY_SECONDS);
  // Text that is no date gives NaN, which is never within the bounds.
  if (!(ahead >= FIRST_DAY && ahead <= LAST_DAY)) throw errors.targetDateInvalid(param, text);
}

const DAYS_TO_1970 = 719_468;

/** Days since 1970 of a Gregorian date: years begin in March, so that the leap day is a year's last. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1 - DAYS_TO_1970;
}
