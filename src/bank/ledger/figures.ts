import type { Amounts } from '../../model/bank-facts.ts';
import { holdingOf } from '../holdings.ts';
import type { TestAccount } from '../institutions.ts';
import { boundAt, postedAt } from './effect.ts';
import type { LedgerItem, LedgerSource } from './ledger.ts';
import { LONGEST_LIFE } from './lives.ts';
import { ownAt } from './own.ts';
import { monthAt, type Seeded } from './seeded.ts';

/* What an account that lives has at an instant: its figures at linking, and what has been posted since. */

/** What is in an account, as its bank figures it. */
export interface Figures {
  readonly current: Amounts;
  /** Available, or used of a credit. */
  readonly usable: Amounts;
}

/** Whether an account lives, and its bank tells what is in it. */
export const hasFigures = ({ balance, persona }: TestAccount): boolean =>
  persona !== undefined && balance != null;

/** `fixed` are the fixture's items. The user's own that were said at the instant of linking come behind it. */
export function figuresOf(
  { account: { balance, category = 'cash', persona }, since, own }: LedgerSource,
  seeded: Seeded,
  fixed: () => readonly LedgerItem[],
): (seconds: number) => Figures | undefined {
  if (persona === undefined || balance == null) return () => undefined;
  const { current: atLinking, usable } = holdingOf(balance, category);

  const sumOf = (items: readonly LedgerItem[], currency: string, one: (item: LedgerItem) => number): number =>
    items.reduce((sum, item) => (item.currency === currency ? sum + one(item) : sum), 0);
  const until = (seconds: number, currency: string): number =>
    seeded.postedUntil(seconds, currency) + sumOf(fixed(), currency, (item) => postedAt(item, seconds));
  const allBoundAt = (seconds: number, currency: string, others: readonly LedgerItem[]): number => {
    const months = [monthAt(seconds - LONGEST_LIFE), monthAt(seconds)];
    const items = [...new Set(months)].flatMap((month) => seeded.itemsOf(month));
    return sumOf([...items, ...others], currency, (item) => boundAt(item, seconds));
  };
  // Nought for all that is shipped; a fixture's figures hold at linking, whatever its transactions are.
  const constant = (currency: string): number =>
    usable === null
      ? 0
      : (usable[currency] ?? 0) - (atLinking[currency] ?? 0) - allBoundAt(since, currency, fixed());

  const before = new Map<string, { readonly posted: number; readonly constant: number }>();
  const beforeOf = (currency: string) => {
    const known = before.get(currency);
    if (known !== undefined) return known;
    const posted = until(since, currency) + ownAt(own, currency, since - 1).posted;
    const made = { posted, constant: constant(currency) };
    before.set(currency, made);
    return made;
  };

  return (seconds) => {
    const current: Record<string, number> = {};
    const free: Record<string, number> = {};
    for (const [currency, amount] of Object.entries(atLinking)) {
      const start = beforeOf(currency);
      const mine = ownAt(own, currency, seconds);
      const now = amount + until(seconds, currency) + mine.posted - start.posted;
      current[currency] = now;
      free[currency] = now + allBoundAt(seconds, currency, fixed()) + mine.bound + start.constant;
    }
    return { current, usable: free };
  };
}
