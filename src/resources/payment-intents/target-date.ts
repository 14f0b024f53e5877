import { DAY_SECONDS, dayNumber } from '../../core/calendar.ts';
import { errors } from '../../core/catalogue.ts';
import type { Scope } from '../../sandbox/scope.ts';

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
