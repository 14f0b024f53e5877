import { DAY_SECONDS, monthOfDay } from '../../core/calendar.ts';
import { postedAt } from './effect.ts';
import type { LedgerItem, LedgerSource, LedgerStage } from './ledger.ts';
import { LONGEST_LIFE } from './lives.ts';
import { itemsOfMonth, NUMBERS_IN_MONTH, sumUntil } from './months.ts';
import { PARTS } from './parts.ts';

/* What a seed makes of a persona's account, as seen from its linking. */

/** Two years. */
const HISTORY_SECONDS = 730 * DAY_SECONDS;

export interface Seeded {
  readonly knownFrom: number;
  readonly settledWithin: number;
  /** Those of a month that the bank knows of, in the order of their numbers. */
  readonly itemsOf: (month: number) => readonly LedgerItem[];
  readonly item: (number: number) => LedgerItem | undefined;
  /** All that was posted up to an instant, but for a constant. */
  readonly postedUntil: (seconds: number, currency: string) => number;
}

export const monthAt = (seconds: number): number => monthOfDay(Math.floor(seconds / DAY_SECONDS));

/** Nothing made of a seed, as of a basic account. */
const nothingSeeded = (since: number): Seeded => ({
  knownFrom: since - HISTORY_SECONDS,
  settledWithin: 0,
  itemsOf: () => [],
  item: () => undefined,
  postedUntil: () => 0,
});

/** An item that was transacted until then, settled until then: what it comes to is the same. */
function settledBy(item: LedgerItem, seconds: number): LedgerItem {
  if (item.transactedAt > seconds) return item;
  const until = item.hold?.until ?? 0;
  if ((item.stages.at(-1)?.at ?? 0) <= seconds && until <= seconds) return item;
  const early = (stage: LedgerStage): LedgerStage => ({ ...stage, at: Math.min(stage.at, seconds) });
  const [first, ...rest] = item.stages;
  const { hold: _hold, ...others } = item;
  return { ...others, stages: [early(first), ...rest.map(early)] };
}

export function seededOf({ account: { persona }, seed, since }: LedgerSource): Seeded {
  if (persona === undefined) return nothingSeeded(since);
  const { opened } = PARTS[persona];
  const knownFrom = since - (opened === undefined ? HISTORY_SECONDS : opened.days * DAY_SECONDS);
  // What the fixture tells of an account that was just opened is all that has happened to it.
  const begins = opened === undefined ? knownFrom : since;
  const [first, linking] = [monthAt(begins), monthAt(since)];

  const seen = (item: LedgerItem): LedgerItem => settledBy(settledBy(item, begins), since);
  const isKnown = ({ transactedAt }: LedgerItem): boolean => transactedAt > begins;
  const settledOf = (month: number): readonly LedgerItem[] => {
    const items = itemsOfMonth(persona, seed, month);
    const isNear = Math.abs(month - first) <= 1 || Math.abs(month - linking) <= 1;
    return isNear ? items.map(seen) : items;
  };
  const origin = first - 3;
  return {
    knownFrom,
    settledWithin: LONGEST_LIFE,
    itemsOf: (month) => {
      if (month < first) return [];
      return month === first ? settledOf(month).filter(isKnown) : settledOf(month);
    },
    item: (number) => {
      const month = Math.floor(number / NUMBERS_IN_MONTH);
      // Later than any time that there is, and no number of an item.
      if (month < first || month > monthAt(since) + MOST_MONTHS) return undefined;
      const raw = itemsOfMonth(persona, seed, month)[number - month * NUMBERS_IN_MONTH];
      const item = raw === undefined ? undefined : seen(raw);
      return item !== undefined && isKnown(item) ? item : undefined;
    },
    postedUntil: (seconds, currency) => {
      const at = Math.max(seconds, begins);
      // Nothing of the months before these two is still to be settled.
      const months = [monthAt(at) - 1, monthAt(at)];
      const whole = sumUntil(persona, seed, { origin, month: monthAt(at) - 2, currency });
      return months
        .flatMap(settledOf)
        .reduce((sum, item) => (item.currency === currency ? sum + postedAt(item, at) : sum), whole);
    },
  };
}

/** A hundred centuries. */
const MOST_MONTHS = 120_000;
