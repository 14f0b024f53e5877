import { DAY_SECONDS } from '../../../core/calendar.ts';
import { businessDayFrom, businessDaysAfter } from '../../../core/federal-holidays.ts';
import type { Draft, Flow, Month } from '../flow.ts';
import { carded, debited, posted } from '../lives.ts';

/* What is paid month by month. A day on a weekend or a holiday is the business day after it. */

// A day of the month that a bill is moved from never leaves the month.
const LAST_DAY = 24;

interface Bill {
  readonly text: string;
  /** The same for years, within that range. */
  readonly amount: readonly [least: number, most: number];
  /** Its day, within that range. */
  readonly day: readonly [least: number, most: number];
  /** By so much more or less each month, a part of 1. */
  readonly varies?: number;
  /** More in winter and in high summer, by such a part. */
  readonly seasonal?: number;
  /** From 1; all when not given. */
  readonly months?: readonly number[];
  readonly currency?: string;
}

/** How far a month is on the way to January or July, from 0 to 1. */
const seasonOf = ({ month }: Month): number => Math.abs(((month - 1) % 6) - 3) / 3;

const figure = ({ varies = 0, seasonal = 0 }: Bill, month: Month, base: number, roll: number): number =>
  -Math.round(base * (1 + varies * (2 * roll - 1)) * (1 + seasonal * seasonOf(month)));

/** A debit by ACH on a fixed day, two days more or less where the amount varies. */
export const bill = (what: Bill): Flow => ({
  stream: what.text,
  drafts: ({ month, draws, lasting }) => {
    if (what.months?.includes(month.month) === false) return [];
    const fixed = lasting();
    const base = fixed.whole(...what.amount);
    const date = fixed.whole(...what.day) + (what.varies === undefined ? 0 : draws.whole(-1, 2));
    const day = businessDayFrom(month.first + Math.min(Math.max(date, 1), LAST_DAY) - 1);
    const amount = figure(what, month, base, draws.fraction());
    const { text, currency = 'usd' } = what;
    return [debited(draws, { day, amount, text, currency })];
  },
});

// New leases begin in that month, and after some years people move.
const LEASE_BEGINS = 6;
const YEARS_OF_LEASE = 3;
const RAISE = 0.035;

/** Rent on the first days of a month: it rises each summer, until people move and begin again. */
export const rent = (text: string, amount: readonly [number, number], by: 'ach' | 'check' = 'ach'): Flow => ({
  stream: 'rent',
  drafts: ({ month, draws, lasting }) => {
    const fixed = lasting();
    const base = fixed.whole(...amount);
    const leaseYear = (month.month >= LEASE_BEGINS ? month.year : month.year - 1) % YEARS_OF_LEASE;
    const paid = -Math.round((base * (1 + RAISE * leaseYear)) / 500) * 500;
    if (by === 'ach') return [debited(draws, { day: businessDayFrom(month.first), amount: paid, text })];
    const day = businessDayFrom(month.first + draws.whole(1, 5));
    return [posted({ day, amount: paid, text: checkText(month, 0) })];
  },
});

const CHECKS_A_MONTH = 12;
/** Numbers of checks go up, from a thousand to ten. */
const checkText = ({ number }: Month, at: number): string =>
  `CHECK ${1000 + ((number * CHECKS_A_MONTH + at) % 9000)}`;

/** Checks are posted on the night they are presented. */
export const checks = (count: readonly [number, number], amount: readonly [number, number]): Flow => ({
  stream: 'checks',
  drafts: ({ month, draws }) => {
    const days = Array.from({ length: draws.whole(...count) }, () => draws.whole(2, 23));
    // Written one after another, and presented so.
    return days
      .sort((a, b) => a - b)
      .map((day, at) =>
        posted({
          day: businessDayFrom(month.first + day),
          amount: -draws.whole(...amount),
          text: checkText(month, at + 1),
        }),
      );
  },
});

/** By card on the same day of each month, in cents that end in 99. */
export const subscription = (text: string, dollars: readonly [number, number]): Flow => ({
  stream: text,
  drafts: ({ month, draws, lasting }): readonly Draft[] => {
    const fixed = lasting();
    const amount = -(fixed.whole(...dollars) * 100 + 99);
    const at = (month.first + fixed.whole(0, 26)) * DAY_SECONDS + fixed.whole(28_800, 72_000);
    return carded(draws, { at, amount, text });
  },
});

/** A debit that the bank returns for want of money, two business days later, with its fee. */
export const returnedDebit = (text: string, amount: readonly [number, number], chance: number): Flow => ({
  stream: `returned ${text}`,
  drafts: ({ month, draws }) => {
    if (!draws.chance(chance)) return [];
    const day = businessDayFrom(month.first + draws.whole(3, 17));
    const back = businessDaysAfter(day, 2);
    const debit = draws.whole(...amount);
    return [
      posted({ day, amount: -debit, text }),
      posted({ day: back, amount: debit, text: `RETURNED ITEM R01 ${text}` }),
      posted({ day: back, amount: -3_400, text: 'RETURNED ITEM FEE' }),
    ];
  },
});
