import { businessDayFrom } from '../../core/federal-holidays.ts';
import { foldText } from '../../core/random.ts';
import type { Amounts } from '../../model/bank-facts.ts';
import { drawsFrom, folded } from './draws.ts';
import { type Draft, draftsOf, type Month, monthNumbered } from './flow.ts';
import type { LedgerItem } from './ledger.ts';
import { posted } from './lives.ts';
import type { Anchor, Part, PartName } from './part.ts';
import { PARTS } from './parts.ts';

/* The items of a month: a function of (part of a persona, seed, month), and of nothing else. */

/** A month has no more items than there are numbers for it. */
export const NUMBERS_IN_MONTH = 4096;

/** A year of a persona, and somewhat more, for twenty accounts. */
const KEPT_MONTHS = 512;
/** Sums of all months up to one, for accounts that no level tells them of. */
const KEPT_SUMS = 64;

interface ComputedMonth {
  readonly items: readonly LedgerItem[];
  readonly total: Amounts;
}

/** The least recently asked leaves when there are too many. */
class Kept<T> {
  readonly #most: number;
  readonly #byKey = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, make: () => T): T {
    const known = this.#byKey.get(key);
    const value = known ?? make();
    if (known !== undefined) this.#byKey.delete(key);
    this.#byKey.set(key, value);
    if (this.#byKey.size > this.#most)
      for (const oldest of this.#byKey.keys()) {
        this.#byKey.delete(oldest);
        break;
      }
    return value;
  }
}

const months = new Kept<ComputedMonth>(KEPT_MONTHS);
const purchases = new Kept<readonly Draft[]>(KEPT_MONTHS);
const sums = new Kept<number[]>(KEPT_SUMS);

/** Whose draws are shared: the accounts of one persona. */
const personaOf = (name: PartName): string => name.split('/')[0] ?? name;
const partNamed = (name: PartName): Part => PARTS[name];

/** What an item has come to in the end. */
const settledAmount = ({ stages }: Draft): number => {
  const last = stages.at(-1);
  return last?.status === 'posted' ? last.amount : 0;
};

function totalOf(drafts: readonly Draft[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const draft of drafts) total[draft.currency] = (total[draft.currency] ?? 0) + settledAmount(draft);
  return total;
}

function habitsOf(name: PartName, seed: number, month: Month): readonly Draft[] {
  return purchases.get(`${name}/${seed}/${month.number}`, () =>
    partNamed(name).flows.flatMap((flow) => draftsOf(flow, seed, personaOf(name), month)),
  );
}

/** The payment of a card's last month, on the day that the card and the account that pays it agree on. */
function statementPaid(
  card: PartName,
  seed: number,
  month: Month,
  text: string,
  sign: 1 | -1,
): readonly Draft[] {
  const spent = totalOf(habitsOf(card, seed, monthNumbered(month.number - 1))).usd ?? 0;
  if (spent === 0) return [];
  const draws = drawsFrom(folded(seed, foldText('statement', foldText(personaOf(card))), month.number));
  const day = businessDayFrom(month.first + draws.whole(7, 12));
  return [posted({ day, amount: -spent * sign, text })];
}

/** The figure that an anchored account comes back to at the end of a month, but for a constant. */
const levelOf = (name: PartName, seed: number, month: number, currency: string, anchor: Anchor): number => {
  const [low, high] = anchor.levels[currency] ?? [0, 0];
  return drawsFrom(folded(seed, foldText(currency, foldText(name)), month)).whole(low, high);
};

/** What makes a month end at its level: small beside the month, and like what such an account does. */
function balancing(name: PartName, seed: number, month: Month, so: readonly Draft[]): readonly Draft[] {
  const { anchor } = partNamed(name);
  if (anchor === undefined) return [];
  const total = totalOf(so);
  const draws = drawsFrom(folded(seed, foldText('balancing', foldText(name)), month.number));
  return Object.keys(anchor.levels).flatMap((currency) => {
    const level = (number: number): number => levelOf(name, seed, number, currency, anchor);
    const amount = level(month.number) - level(month.number - 1) - (total[currency] ?? 0);
    const day = businessDayFrom(month.first + draws.whole(17, 22));
    const text = draws.one(amount > 0 ? anchor.into : anchor.out);
    return amount === 0 ? [] : [posted({ day, amount, text, currency })];
  });
}

function computed(name: PartName, seed: number, number: number): ComputedMonth {
  const month = monthNumbered(number);
  const { paysCard, statement } = partNamed(name);
  const habits = [
    ...habitsOf(name, seed, month),
    ...(statement === undefined ? [] : statementPaid(name, seed, month, statement, 1)),
    ...(paysCard === undefined ? [] : statementPaid(paysCard.card, seed, month, paysCard.text, -1)),
  ];
  const drafts = [...habits, ...balancing(name, seed, month, habits)].sort(
    (a, b) => a.transactedAt - b.transactedAt,
  );
  const items = drafts.map((draft, at) => ({ number: number * NUMBERS_IN_MONTH + at, ...draft }));
  return { items, total: totalOf(drafts) };
}

const monthOf = (name: PartName, seed: number, number: number): ComputedMonth =>
  months.get(`${name}/${seed}/${number}`, () => computed(name, seed, number));

/** Items in the order of their numbers, which is that of time. */
export const itemsOfMonth = (name: PartName, seed: number, number: number): readonly LedgerItem[] =>
  monthOf(name, seed, number).items;

/** All that the months up to that one come to, that one included, but for a constant of the account and `origin`. */
export function sumUntil(
  name: PartName,
  seed: number,
  { origin, month, currency }: { readonly origin: number; readonly month: number; readonly currency: string },
): number {
  const { anchor, statement } = partNamed(name);
  if (anchor !== undefined) return levelOf(name, seed, month, currency, anchor);
  // A month's payment takes back what the month before it spent.
  if (statement !== undefined) return totalOf(habitsOf(name, seed, monthNumbered(month)))[currency] ?? 0;
  const known = sums.get(`${name}/${seed}/${origin}/${currency}`, () => [0]);
  for (let at = known.length; at <= month - origin; at++)
    known.push((known[at - 1] ?? 0) + (monthOf(name, seed, origin + at).total[currency] ?? 0));
  return known[month - origin] ?? 0;
}
