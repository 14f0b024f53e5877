import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, weekdayOf, yearOf } from '../../src/core/calendar.ts';
import { nextBusinessDay } from '../../src/core/los-angeles.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const iso = (unix: number) => new Date(unix * 1000).toISOString();

const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** What a clock in Los Angeles shows. */
function shown(unix: number) {
  const parts = Object.fromEntries(FORMAT.formatToParts(unix * 1000).map(({ type, value }) => [type, value]));
  const { weekday = '', year, month, day, hour, minute, second } = parts;
  return { weekday, date: `${year}-${month}-${day}`, time: `${hour}:${minute}:${second}` };
}

describe('the business day after an instant, in Los Angeles', () => {
  it.each([
    ['recorded: Thursday to Friday, in summer', '2024-08-08T14:35:00Z', '2024-08-09T07:00:00.000Z'],
    ['recorded: Friday to Monday, over the change', '2022-03-11T19:08:00Z', '2022-03-14T07:00:00.000Z'],
    ['recorded: Sunday to Tuesday', '2022-03-14T04:46:00Z', '2022-03-15T07:00:00.000Z'],
    ['recorded: Tuesday to Wednesday, in winter', '2022-01-18T15:47:00Z', '2022-01-19T08:00:00.000Z'],
    ['Saturday to Tuesday', '2024-08-10T12:00:00Z', '2024-08-13T07:00:00.000Z'],
    ['the last second of a Thursday', '2024-08-09T06:59:59Z', '2024-08-09T07:00:00.000Z'],
    ['the first second of a Friday', '2024-08-09T07:00:00Z', '2024-08-12T07:00:00.000Z'],
    ['Friday to Monday, back to standard time', '2024-11-01T12:00:00Z', '2024-11-04T08:00:00.000Z'],
    ['the hour before daylight saving', '2024-03-10T09:59:59Z', '2024-03-12T07:00:00.000Z'],
    ['a bank holiday is a business day (assumed)', '2025-12-24T20:00:00Z', '2025-12-25T08:00:00.000Z'],
  ])('%s: %s', (_, from, to) => {
    expect(iso(nextBusinessDay(seconds(from)))).toBe(to);
  });

  it('is the midnight of a weekday there, three days away at most, whatever the instant', () => {
    const since2007 = fc.integer({
      min: seconds('2007-03-12T00:00:00Z'),
      max: seconds('2100-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(since2007, (from) => {
        const next = nextBusinessDay(from);
        const { weekday, time } = shown(next);

        expect(time).toBe('00:00:00');
        expect(['Sat', 'Sun']).not.toContain(weekday);
        expect(next).toBeGreaterThan(from);
        expect(shown(next).date).not.toBe(shown(from).date);
        const between = shown(next - 1);
        const isNextDay = between.date === shown(from).date;
        // Where it is not the next day, a weekend is between them.
        expect(isNextDay || ['Fri', 'Sat', 'Sun'].includes(shown(from).weekday)).toBe(true);
        expect(next - from).toBeLessThanOrEqual(3 * 86_400 + 3_600);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the calendar', () => {
  it('counts the days of the Gregorian calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (day) => {
        const date = new Date(day * 86_400_000);

        expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day);
        expect(yearOf(day)).toBe(date.getUTCFullYear());
        expect(weekdayOf(day)).toBe(date.getUTCDay());
      }),
      { numRuns: 2_000 },
    );
  });
});
