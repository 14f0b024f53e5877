import { FRIDAY, weekdayOf } from '../../../core/calendar.ts';
import { businessDayFrom, businessDayUntil } from '../../../core/federal-holidays.ts';
import type { Draws } from '../draws.ts';
import type { Flow, FlowContext, Month } from '../flow.ts';
import { credited, heldDeposit } from '../lives.ts';

/* Money that comes in. A day of pay on a weekend or a holiday is the business day before it. */

const WEEK = 7;
const WEDNESDAY = 3;

// A holiday moves a day by no more.
const MOST_MOVED = 4;

/** The business days on or before those of that weekday, as far as they are in the month. */
function weeklyIn({ first, days }: Month, weekday: number, week?: number): readonly number[] {
  const from = first + ((weekday - weekdayOf(first) + WEEK) % WEEK);
  const found: number[] = [];
  for (let day = from; day < first + days + MOST_MOVED; day += WEEK) {
    const moved = businessDayUntil(day);
    const isOwn = week === undefined || Math.floor(day / WEEK) % 2 === week;
    if (isOwn && moved >= first && moved < first + days) found.push(moved);
  }
  return found;
}

export type PayPeriod = 'weekly' | 'biweekly' | 'semimonthly' | 'monthly';

/** The days of pay of a month. */
export function paydays({ month, payWeek }: FlowContext, every: PayPeriod): readonly number[] {
  const last = month.first + month.days - 1;
  if (every === 'monthly') return [businessDayUntil(last)];
  if (every === 'semimonthly') return [businessDayUntil(month.first + 14), businessDayUntil(last)];
  return weeklyIn(month, FRIDAY, every === 'weekly' ? undefined : payWeek);
}

interface Pay {
  readonly stream?: string;
  readonly text: string;
  readonly every: PayPeriod;
  /** The same to the cent for years, within that range … */
  readonly amount: readonly [least: number, most: number];
  /** … or by so much more or less each time, a part of 1. */
  readonly varies?: number;
}

const PAY = 'pay';

export const pay = ({ stream = PAY, text, every, amount, varies = 0 }: Pay): Flow => ({
  stream,
  drafts: (context) => {
    const { draws, lasting, month } = context;
    const salary = lasting().whole(...amount);
    return paydays(context, every).map((day) =>
      credited(
        draws,
        { day, amount: Math.round(salary * (1 + varies * (2 * draws.fraction() - 1))), text },
        month.first,
      ),
    );
  },
});

/** A pension of the state: on a Wednesday by the day of birth, the second to the fourth. */
export const benefit = (text: string, amount: readonly [number, number], which: 1 | 2 | 3): Flow => ({
  stream: text,
  drafts: ({ month, draws, lasting }) => {
    const day = weeklyIn(month, WEDNESDAY)[which] ?? businessDayFrom(month.first);
    return [credited(draws, { day, amount: lasting().whole(...amount), text }, month.first)];
  },
});

interface Invoices {
  readonly stream: string;
  /** How many a month. */
  readonly count: readonly [least: number, most: number];
  readonly amount: readonly [least: number, most: number];
  readonly texts: readonly [string, ...string[]];
  /** Amounts are multiples of it. */
  readonly step?: number;
  /** Of a hundred, how many are checks that are photographed. */
  readonly checks?: number;
}

const entered = (draws: Draws, month: Month): number => businessDayFrom(month.first + draws.whole(0, 23));

/** What customers pay, on any business day. */
export const invoices = ({ stream, count, amount, texts, step = 1, checks = 0 }: Invoices): Flow => ({
  stream,
  drafts: ({ month, draws }) =>
    Array.from({ length: draws.whole(...count) }, () => {
      const day = entered(draws, month);
      const [least, most] = amount;
      const paid = Math.round(draws.whole(least, most) / step) * step;
      if (draws.chance(checks / 100))
        return heldDeposit(draws, { day, amount: paid, text: 'MOBILE CHECK DEPOSIT' });
      return credited(draws, { day, amount: paid, text: draws.one(texts) }, month.first);
    }),
});

interface YearlyIncome {
  readonly text: string;
  readonly amount: readonly [number, number];
  /** From 1; one of them is drawn each year. */
  readonly months: readonly [number, ...number[]];
  readonly chance: number;
}

/** A refund of taxes: in one month of some years. */
export const onceAYear = ({ text, amount, months, chance }: YearlyIncome): Flow => ({
  stream: text,
  drafts: ({ month, drawsOf }) => {
    const year = drawsOf(-month.year);
    if (!year.chance(chance) || year.one(months) !== month.month) return [];
    const day = businessDayFrom(month.first + year.whole(2, 20));
    return [credited(year, { day, amount: year.whole(...amount), text }, month.first)];
  },
});
