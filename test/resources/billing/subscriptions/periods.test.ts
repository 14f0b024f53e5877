import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchorFrom,
  type Interval,
  periodAt,
  remainingPart,
  writtenDay,
} from '../../../../src/resources/billing/subscriptions/periods.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const written = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);

/** When the periods end that follow each other from an anchor on. */
function ends(anchor: string, every: Interval, count: number): readonly string[] {
  let from = at(anchor);
  return Array.from({ length: count }, () => {
    from = periodAt(at(anchor), every, from).end;
    return written(from);
  });
}

const MONTH: Interval = { interval: 'month', interval_count: 1 };

describe('periods', () => {
  it('come back to the day of their anchor after a shorter month', () => {
    expect(ends('2026-01-31T09:30:00Z', MONTH, 4)).toEqual([
      '2026-02-28T09:30',
      '2026-03-31T09:30',
      '2026-04-30T09:30',
      '2026-05-31T09:30',
    ]);
  });

  it('of a year end on the last of February where there is no leap day', () => {
    expect(ends('2024-02-29T00:00:00Z', { interval: 'year', interval_count: 1 }, 4)).toEqual([
      '2025-02-28T00:00',
      '2026-02-28T00:00',
      '2027-02-28T00:00',
      '2028-02-29T00:00',
    ]);
  });

  it('of weeks and days are of the same length whatever the month', () => {
    expect(ends('2026-02-20T12:00:00Z', { interval: 'week', interval_count: 2 }, 2)).toEqual([
      '2026-03-06T12:00',
      '2026-03-20T12:00',
    ]);
    expect(ends('2026-02-28T12:00:00Z', { interval: 'day', interval_count: 3 }, 2)).toEqual([
      '2026-03-03T12:00',
      '2026-03-06T12:00',
    ]);
  });

  it('of a quarter are three months', () => {
    expect(ends('2026-11-30T00:00:00Z', { interval: 'month', interval_count: 3 }, 2)).toEqual([
      '2027-02-28T00:00',
      '2027-05-30T00:00',
    ]);
  });

  it('there is one before the anchor as well', () => {
    const { start, end } = periodAt(at('2026-03-31T00:00:00Z'), MONTH, at('2026-03-01T00:00:00Z'));

    expect([written(start), written(end)]).toEqual(['2026-02-28T00:00', '2026-03-31T00:00']);
  });

  it('hold the instant that they are asked for, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom<Interval['interval']>('day', 'week', 'month', 'year'),
        fc.integer({ min: 1, max: 12 }),
        (anchor, instant, interval, interval_count) => {
          const { start, end } = periodAt(anchor, { interval, interval_count }, instant);
          expect(start).toBeLessThanOrEqual(instant);
          expect(end).toBeGreaterThan(instant);
          expect(periodAt(anchor, { interval, interval_count }, end).start).toBe(end);
        },
      ),
    );
  });
});

it('half of a period remains in its middle', () => {
  expect(remainingPart({ start: 100, end: 300 }, 200)).toBe(0.5);
  expect(remainingPart({ start: 100, end: 300 }, 400)).toBe(0);
});

it('days are written as in the texts of prorations', () => {
  expect(writtenDay(at('2017-03-03T23:59:59Z'))).toBe('03 Mar 2017');
});

describe('an anchor by its day', () => {
  const config = { day_of_month: 31, hour: null, minute: null, month: null, second: null };

  it('is this month’s if it is still to come, and otherwise the next month’s', () => {
    expect(written(anchorFrom(config, at('2026-04-10T08:00:00Z')))).toBe('2026-04-30T08:00');
    expect(written(anchorFrom({ ...config, day_of_month: 5 }, at('2026-04-10T08:00:00Z')))).toBe(
      '2026-05-05T08:00',
    );
  });

  it('has the time and the month that are named', () => {
    const named = { ...config, day_of_month: 1, month: 3, hour: 6, minute: 30, second: 0 };

    expect(written(anchorFrom(named, at('2026-04-10T08:00:00Z')))).toBe('2027-03-01T06:30');
  });
});
