import { DAY_SECONDS } from '../../core/calendar.ts';
import { businessDayFrom, businessDaysAfter } from '../../core/federal-holidays.ts';
import type { Draws } from './draws.ts';
import type { Draft } from './flow.ts';

/* How an item goes through its life, from what a bank hears first to what it posts. Days are days since 1970. */

/** Banks give dates: at noon the date is the same in every zone of the United States. */
const noon = (day: number): number => day * DAY_SECONDS + DAY_SECONDS / 2;

export interface Entry {
  readonly day: number;
  readonly amount: number;
  readonly text: string;
  readonly currency?: string;
}

/** Posted from the beginning: credits, checks, interest, fees. The day is a business day. */
export const posted = ({ day, amount, text, currency = 'usd' }: Entry): Draft => ({
  transactedAt: noon(day),
  currency,
  stages: [{ status: 'posted', at: noon(day), amount, description: text }],
});

/** Heard of on one business day, and posted on a later one. */
function pendingFirst({ day, amount, text, currency = 'usd' }: Entry, postsOn: number): Draft {
  return {
    transactedAt: noon(day),
    currency,
    stages: [
      { status: 'pending', at: noon(day), amount, description: text },
      { status: 'posted', at: noon(postsOn), amount, description: text },
    ],
  };
}

/** A debit by ACH: it posts on its day, or is pending on it and posts on the next. */
export const debited = (draws: Draws, entry: Entry): Draft =>
  draws.chance(0.5) ? posted(entry) : pendingFirst(entry, businessDaysAfter(entry.day, 1));

/** A credit by ACH: one in ten is heard of a business day before, if that is a day of the same month. */
export function credited(draws: Draws, entry: Entry, firstOfMonth: number): Draft {
  const [early, before] = [draws.chance(0.1), entry.day - 1];
  return early && before >= firstOfMonth && businessDayFrom(before) === before
    ? pendingFirst({ ...entry, day: before }, entry.day)
    : posted(entry);
}

/** Money between people: posted at once on a business day, else on the next. */
export const between = (entry: Entry): Draft => {
  const postsOn = businessDayFrom(entry.day);
  return postsOn === entry.day ? posted(entry) : pendingFirst(entry, postsOn);
};

const AVAILABLE_AT_ONCE = 22_500;

/** A check that was photographed: all but its first part is held for some business days. */
export function heldDeposit(draws: Draws, entry: Entry): Draft {
  const held = entry.amount - AVAILABLE_AT_ONCE;
  if (held <= 0) return posted(entry);
  const until = noon(businessDaysAfter(entry.day, draws.whole(1, 5)));
  return { ...posted(entry), hold: { amount: held, until } };
}

/** A purchase by card, of what is posted in the end. */
export interface Purchase {
  /** Unix seconds. */
  readonly at: number;
  readonly amount: number;
  readonly text: string;
  /** What the bank makes of the text when it posts, now and then. */
  readonly cleaned?: string;
  readonly currency?: string;
  /** What is authorized first: the bill without its tip, or a pump's guess. */
  readonly authorized?: number;
}

/** A day or more after the authorization: 70 % on the next business day, 20 % on the second, 10 % on the third. */
function postingOf(draws: Draws, at: number): number {
  const roll = draws.fraction();
  return noon(businessDaysAfter(Math.floor(at / DAY_SECONDS), roll < 0.7 ? 1 : roll < 0.9 ? 2 : 3));
}

/**
 * What becomes of an authorization: 3 % vanish in a week, and of the others one in ten is dropped for another item that
 * posts (assumed: Stripe says of neither how often it is).
 */
export function carded(
  draws: Draws,
  { at, amount, text, cleaned = text, currency = 'usd', authorized = amount }: Purchase,
): readonly Draft[] {
  const first = { status: 'pending', at, amount: authorized, description: text } as const;
  if (draws.chance(0.03)) {
    const end = noon(Math.floor(at / DAY_SECONDS) + draws.whole(1, 7));
    return [{ transactedAt: at, currency, stages: [first, { ...first, status: 'void', at: end }] }];
  }
  const end = postingOf(draws, at);
  const description = draws.chance(0.12) ? cleaned : text;
  const last = { status: 'posted', at: end, amount, description } as const;
  if (draws.chance(0.9)) return [{ transactedAt: at, currency, stages: [first, last] }];
  return [
    { transactedAt: at, currency, stages: [first, { ...first, status: 'void', at: end }] },
    { transactedAt: at, currency, stages: [{ ...last, description: cleaned }] },
  ];
}

/** Cash from a machine: posted as it is drawn on a business day, or else on the next. */
export function withdrawn(draws: Draws, { at, amount, text, currency = 'usd' }: Purchase): Draft {
  const day = Math.floor(at / DAY_SECONDS);
  const first = { at, amount, description: text };
  if (businessDayFrom(day) === day && draws.chance(0.5))
    return { transactedAt: at, currency, stages: [{ ...first, status: 'posted' }] };
  return {
    transactedAt: at,
    currency,
    stages: [
      { ...first, status: 'pending' },
      { ...first, status: 'posted', at: noon(businessDaysAfter(day, 1)) },
    ],
  };
}

/** No life takes longer: seven days of an authorization that vanishes, and five business days of a hold. */
export const LONGEST_LIFE: number = 12 * DAY_SECONDS;
