import type { LongList } from '../../core/long-list.ts';
import { ownNumbered, type TransactionStage } from '../../model/ledger.ts';
import type { TestAccount } from '../institutions.ts';
import { type Figures, figuresOf } from './figures.ts';
import { FIXED_NUMBERS, fixedItems } from './fixed.ts';
import { inOrder, walked } from './order.ts';
import { seededOf } from './seeded.ts';

/** What the bank says of a transaction from an instant on. */
export interface LedgerStage {
  readonly status: TransactionStage;
  /** Unix seconds: the bank knows it from then on; never before `transactedAt`, ascending within an item. */
  readonly at: number;
  /** In minor units; negative is money out. */
  readonly amount: number;
  readonly description: string;
  /** Of the user's own only: how many refreshes of the account had been started when it was said. */
  readonly behind?: number;
}

export interface LedgerItem {
  /** Names the item within its account for ever. */
  readonly number: number;
  /** Unix seconds. */
  readonly transactedAt: number;
  readonly currency: string;
  readonly stages: readonly [LedgerStage, ...LedgerStage[]];
  /** Part of a posted deposit that is not available before `until`, Unix seconds. */
  readonly hold?: { readonly amount: number; readonly until: number };
}

export interface LedgerSource {
  /** Its `persona` and its `transactions` say what happens. */
  readonly account: TestAccount;
  /** The seed's number of the sandbox and the bank account's holder folded together: the same for the accounts of one persona. */
  readonly seed: number;
  /** Unix seconds of linking. Figures at that time are fixed. */
  readonly since: number;
  /** The user's own, each with a number from `OWN_NUMBERS` on, in order of their numbers. */
  readonly own: LongList<LedgerItem>;
}

export interface LedgerPosition {
  readonly transactedAt: number;
  readonly number: number;
}

export interface LedgerRange {
  /** Both inclusive, of `transactedAt`. */
  readonly from: number;
  readonly to: number;
  /** Starts strictly behind that position. */
  readonly past?: LedgerPosition;
  readonly oldestFirst?: boolean;
}

export interface Ledger {
  /**
   * Items in the order of lists, newest first: by `transactedAt`, then by number, descending; with `oldestFirst` the
   * reverse. Computes the months that it walks, and no other.
   */
  walk(range: LedgerRange): Iterable<LedgerItem>;
  /** Computes the item's month at most. */
  item(number: number): LedgerItem | undefined;
  /** Undefined where the ledger has no balance of its own: the fixed figures of basic test accounts are in `balance`. */
  balanceAt(seconds: number): Figures | undefined;
  /** Unix seconds before which the bank knows nothing. */
  readonly knownFrom: number;
  /** No item that is not one of `own` changes later than this many seconds after its `transactedAt`. */
  readonly settledWithin: number;
}

/** The numbers of the user's own items begin here; all numbers stay below 2 ** 45. */
export const OWN_NUMBERS: number = 2 ** 44;

const lifeOf = ({ stages, transactedAt }: LedgerItem): number => (stages.at(-1)?.at ?? 0) - transactedAt;

/** What a bank knows of an account: a function of the account, the seed and time, and of nothing else. */
export function ledgerOf(source: LedgerSource): Ledger {
  const { own } = source;
  const seeded = seededOf(source);
  // Most ledgers are opened for something else.
  let items: readonly LedgerItem[] | undefined;
  const fixed = (): readonly LedgerItem[] => {
    items ??= fixedItems(source);
    return items;
  };
  let told: readonly LedgerItem[] | undefined;
  return {
    walk: (range) => {
      told ??= inOrder([...fixed(), ...own]);
      return walked(seeded, told, range);
    },
    item: (number) => {
      if (number >= OWN_NUMBERS) return ownNumbered(own, number);
      return number >= FIXED_NUMBERS ? fixed()[number - FIXED_NUMBERS] : seeded.item(number);
    },
    balanceAt: figuresOf(source, seeded, fixed),
    knownFrom: seeded.knownFrom,
    get settledWithin() {
      return Math.max(seeded.settledWithin, ...fixed().map(lifeOf));
    },
  };
}
