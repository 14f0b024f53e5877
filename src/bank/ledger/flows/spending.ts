import { DAY_SECONDS } from '../../../core/calendar.ts';
import { businessDaysAfter } from '../../../core/federal-holidays.ts';
import type { Draws } from '../draws.ts';
import type { Draft, Flow, Month } from '../flow.ts';
import { carded, posted } from '../lives.ts';

/* What people buy by card, at any hour that shops are open: a card's authorization has a real time. */

/** A shop: what its terminal sends, and what a bank makes of it. */
interface Shop {
  readonly text: string;
  readonly cleaned?: string;
}

const HOUR = 3_600;

interface Spending {
  readonly stream: string;
  readonly shops: readonly [Shop, ...Shop[]];
  /** How many a month. */
  readonly count: readonly [least: number, most: number];
  readonly median: number;
  readonly most?: number;
  /** Of the day, in UTC. */
  readonly hours: readonly [from: number, to: number];
  /** More of it in November and December. */
  readonly peaks?: boolean;
  /** Part of the purchases that come back. */
  readonly refunds?: number;
  /** The bill is authorized, and most guests add something. */
  readonly tips?: boolean;
  /** A pump authorizes a round sum, before it knows what is filled in. */
  readonly pump?: boolean;
  /** The text ends in letters that no other purchase has. */
  readonly coded?: boolean;
  readonly currency?: string;
}

const LEAST = 99;
const CODE = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** From half a tank of a small car to that of a van, full. */
const TANK = [2_500, 8_000] as const;
const PUMPS = [100, 10_000, 12_500, 15_000, 17_500] as const;

const codeOf = (draws: Draws): string =>
  Array.from({ length: 7 }, () => CODE[draws.whole(0, CODE.length - 1)]).join('');

/** What is authorized of an amount that posts. */
function authorizedOf({ tips, pump }: Spending, draws: Draws, amount: number): number {
  if (tips === true && draws.chance(0.7)) return Math.round((amount * 100) / draws.whole(115, 122));
  return pump === true ? -draws.one(PUMPS) : amount;
}

function purchase(spending: Spending, { first, days }: Month, draws: Draws): readonly Draft[] {
  const { shops, median, most = median * 6, hours, coded, pump, refunds = 0, currency = 'usd' } = spending;
  const day = first + draws.whole(0, days - 1);
  const at = day * DAY_SECONDS + draws.whole(hours[0] * HOUR, hours[1] * HOUR - 1);
  const paid = pump === true ? draws.whole(...TANK) : draws.around(median);
  const amount = -Math.min(Math.max(paid, LEAST), most);
  const authorized = authorizedOf(spending, draws, amount);
  const shop = draws.one(shops);
  const text = coded === true ? `${shop.text}*${codeOf(draws)}` : shop.text;
  const drafts = carded(draws, { at, amount, text, cleaned: shop.cleaned ?? text, authorized, currency });
  if (!draws.chance(refunds)) return drafts;
  const back = businessDaysAfter(day, draws.whole(3, 7));
  // What comes back in the next month is kept: a month is made without the others.
  const isPosted = drafts.some(({ stages }) => stages.at(-1)?.status === 'posted');
  if (back >= first + days || !isPosted) return drafts;
  return [...drafts, posted({ day: back, amount: -amount, text: `${text} REFUND`, currency })];
}

// People buy half as much again before the holidays.
const PEAK = 1.5;
const FIRST_OF_PEAK = 11;

/** Purchases of a kind, spread over the month. */
export const spending = (what: Spending): Flow => ({
  stream: what.stream,
  drafts: ({ month, draws }) => {
    const usual = draws.whole(...what.count);
    const count = what.peaks === true && month.month >= FIRST_OF_PEAK ? Math.round(usual * PEAK) : usual;
    return Array.from({ length: count }, () => purchase(what, month, draws)).flat();
  },
});
