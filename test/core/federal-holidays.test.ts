import { describe, expect, it } from 'vitest';
import { dateOf, dayNumber, firstDayOf, monthOfDay } from '../../src/core/calendar.ts';
import {
  businessDayFrom,
  businessDaysAfter,
  businessDayUntil,
  isFederalHoliday,
} from '../../src/core/federal-holidays.ts';

/* As the Federal Reserve Banks publish them, but for those on a Saturday, which close nothing. */
const OBSERVED = `
2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 2024-11-28 2024-12-25
2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13 2025-11-11 2025-11-27 2025-12-25
2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25
2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25
2028-01-17 2028-02-21 2028-05-29 2028-06-19 2028-07-04 2028-09-04 2028-10-09 2028-11-23 2028-12-25
`
  .trim()
  .split(/\s+/);

const day = (text: string): number => Date.parse(text) / 86_400_000;
const text = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

describe('federal holidays', () => {
  it('of 2024 to 2028 on weekdays are those of the written list', () => {
    const found: string[] = [];
    for (let days = day('2024-01-01'); days < day('2029-01-01'); days++) {
      const weekday = new Date(days * 86_400_000).getUTCDay();
      if (weekday !== 0 && weekday !== 6 && isFederalHoliday(days)) found.push(text(days));
    }

    expect(found).toEqual(OBSERVED);
  });

  it('are no business days, and the nearest one is found on either side', () => {
    expect(text(businessDayUntil(day('2026-12-25')))).toBe('2026-12-24');
    expect(text(businessDayFrom(day('2026-12-25')))).toBe('2026-12-28');
    expect(text(businessDaysAfter(day('2027-07-02'), 2))).toBe('2027-07-07');
  });
});

describe('dates', () => {
  it('of days are those of JavaScript, over leap years and centuries', () => {
    for (let days = day('1896-01-01'); days < day('2105-01-01'); days += 1) {
      const { year, month, day: ofMonth } = dateOf(days);
      const wanted = new Date(days * 86_400_000);
      if (
        year !== wanted.getUTCFullYear() ||
        month !== wanted.getUTCMonth() + 1 ||
        ofMonth !== wanted.getUTCDate() ||
        dayNumber(year, month, ofMonth) !== days
      )
        expect({ year, month, ofMonth }).toBe(wanted.toISOString());
    }
    expect(dateOf(day('2000-02-29'))).toEqual({ year: 2000, month: 2, day: 29 });
  });

  it('of months begin with their first day', () => {
    expect(text(firstDayOf(monthOfDay(day('2024-02-29'))))).toBe('2024-02-01');
    expect(text(firstDayOf(monthOfDay(day('2025-12-31')) + 1))).toBe('2026-01-01');
  });
});
