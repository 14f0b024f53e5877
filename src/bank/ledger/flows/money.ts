import { DAY_SECONDS } from '../../../core/calendar.ts';
import { businessDayFrom, businessDayUntil } from '../../../core/federal-holidays.ts';
import type { Draft, Flow } from '../flow.ts';
import { between, posted, withdrawn } from '../lives.ts';
import { type PayPeriod, paydays } from './income.ts';

/* Money that changes its place: cash, people, one's own accounts; and what a bank takes or gives for it. */

const HOUR = 3_600;
const TWENTY = 2_000;
const TEN = 1_000;

/** Cash from machines, in multiples of twenty; another bank's machine costs a fee, a line of its own. */
export const cash = (
  count: readonly [number, number],
  twenties: readonly [number, number],
  place: string,
): Flow => ({
  stream: 'cash',
  drafts: ({ month, draws }) =>
    Array.from({ length: draws.whole(...count) }, (): readonly Draft[] => {
      const day = month.first + draws.whole(0, 25);
      const at = day * DAY_SECONDS + draws.whole(14 * HOUR, 23 * HOUR);
      const text = `ATM WITHDRAWAL 000${draws.whole(100, 999)} ${place}`;
      const drawn = withdrawn(draws, { at, amount: -TWENTY * draws.whole(...twenties), text });
      if (!draws.chance(0.2)) return [drawn];
      const fee = posted({
        day: businessDayFrom(day),
        amount: -draws.whole(10, 20) * 25,
        text: 'NON-NETWORK ATM FEE',
      });
      return [drawn, fee];
    }).flat(),
});

const PEOPLE = ['J DOE', 'M LOPEZ', 'A CHEN', 'K OKAFOR', 'S NOWAK', 'R PATEL', 'T BAKER'] as const;

/** Round sums between people, both ways; two of five come in. */
export const people = (count: readonly [number, number], tens: readonly [number, number]): Flow => ({
  stream: 'people',
  drafts: ({ month, draws }) =>
    Array.from({ length: draws.whole(...count) }, () => {
      const day = month.first + draws.whole(0, 24);
      const amount = TEN * draws.whole(...tens);
      const who = draws.one(PEOPLE);
      return draws.chance(0.4)
        ? between({ day, amount, text: `P2P PAYMENT FROM ${who}` })
        : between({ day, amount: -amount, text: `P2P PAYMENT TO ${who}` });
    }),
});

interface Transfer {
  readonly stream: string;
  readonly text: string;
  /** On which side of it the account is. */
  readonly sign: 1 | -1;
  readonly amount: readonly [number, number];
  /** On each of these days of pay; on the first of a month when not given. */
  readonly every?: PayPeriod;
  /** Besides, of the third pay in a month. */
  readonly third?: number;
}

/** From one account to another of the persona, equal and opposite on the same day. */
export const transfer = ({ stream, text, sign, amount, every, third = 0 }: Transfer): Flow => ({
  stream,
  drafts: (context) => {
    const { month, lasting } = context;
    const fixed = sign * lasting().whole(...amount);
    if (every === undefined) return [posted({ day: businessDayFrom(month.first), amount: fixed, text })];
    return paydays(context, every).map((day, at) =>
      posted({ day, amount: fixed + (at === 2 ? sign * third : 0), text }),
    );
  },
});

/** Of a quarter: an advance in its first month, which its other two pay back in halves; the same on both sides. */
export const creditLine = (
  sign: 1 | -1,
  texts: { readonly advance: string; readonly payment: string },
): Flow => ({
  stream: 'credit line',
  drafts: ({ month, drawsOf }) => {
    const quarter = drawsOf(-Math.floor(month.number / 3));
    const half = quarter.whole(8, 16) * 10_000;
    const isFirst = month.number % 3 === 0;
    const day = businessDayFrom(month.first + quarter.whole(4, 12));
    return isFirst
      ? [posted({ day, amount: sign * 2 * half, text: texts.advance })]
      : [posted({ day, amount: -sign * half, text: texts.payment })];
  },
});

/** What a bank gives or takes on the last business day of a month: about one figure, as the rate is. */
export const monthEnd = (text: string, amount: readonly [number, number]): Flow => ({
  stream: text,
  drafts: ({ month, draws }) => [
    posted({
      day: businessDayUntil(month.first + month.days - 1),
      amount: draws.whole(...amount),
      text,
    }),
  ],
});

/** What a bank takes now and then, on business days. */
export const fees = (text: string, count: readonly [number, number], amount: number): Flow => ({
  stream: text,
  drafts: ({ month, draws }) =>
    Array.from({ length: draws.whole(...count) }, () =>
      posted({ day: businessDayFrom(month.first + draws.whole(1, 23)), amount: -amount, text }),
    ),
});
