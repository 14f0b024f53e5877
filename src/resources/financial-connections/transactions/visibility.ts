import { HISTORY_DAYS } from '../../../bank/inferred-balances.ts';
import { type LedgerItem, type LedgerStage, OWN_NUMBERS } from '../../../bank/ledger/ledger.ts';
import { DAY_SECONDS } from '../../../core/calendar.ts';
import { elementAt } from '../../../core/element-at.ts';
import type { AccountLedger } from '../../../model/ledger.ts';

/** "Up to the last 180 days of transaction history" (docs: financial-connections/transactions). */
export const HISTORY_SECONDS: number = HISTORY_DAYS * DAY_SECONDS;

/** A refresh that has succeeded, with its place among all of the account's. */
interface Success {
  readonly id: string;
  readonly at: number;
  readonly end: number;
  readonly place: number;
}

/** Which stage of a transaction is shown, and by which refresh it was shown first. */
export interface Sighting {
  readonly stage: number;
  readonly refresh: Success;
}

/** What the refreshes of an account have shown: everything that the bank knew when each of them was initiated. */
export class Visibility {
  readonly #successes: readonly Success[];
  /** The last that has shown the fixture's: `last`, unless the user's own have taken their place. */
  readonly #lastOfFixture: Success | undefined;
  readonly #replacedBehind: number | undefined;

  constructor({ refreshes, replacedBehind }: Pick<AccountLedger, 'refreshes' | 'replacedBehind'>) {
    this.#successes = refreshes.flatMap(({ id, at, end, status }, place) =>
      status === 'succeeded' ? [{ id, at, end: end ?? at, place }] : [],
    );
    this.#replacedBehind = replacedBehind;
    this.#lastOfFixture = replacedBehind === undefined ? this.last : this.lastUpTo(replacedBehind - 1);
  }

  /** Undefined where none has succeeded. */
  get last(): Success | undefined {
    return this.#successes.at(-1);
  }

  /** Unix seconds before which nothing is shown: what was once collected stays, and nothing older comes (inferred). */
  get from(): number {
    const [first] = this.#successes;
    return first === undefined ? Number.POSITIVE_INFINITY : first.at - HISTORY_SECONDS;
  }

  /** The last refresh that succeeded and was initiated before the one at `place`, or is it. */
  lastUpTo(place: number): Success | undefined {
    return this.#successes.findLast((success) => success.place <= place);
  }

  /** What a bank still has of one of the fixture's: where the user's own have taken their place, what was shown by then. */
  left(item: LedgerItem): LedgerItem | undefined {
    if (this.#replacedBehind === undefined) return item;
    const last = this.#lastOfFixture;
    if (last === undefined || item.transactedAt < this.from) return undefined;
    const [first, ...rest] = item.stages.filter((one) => sees(last, one));
    return first === undefined ? undefined : { ...item, stages: [first, ...rest] };
  }

  /** What is shown of a transaction; undefined if no refresh has shown it. */
  sighting({ number, stages, transactedAt }: LedgerItem): Sighting | undefined {
    const { last } = this;
    const lastOfBank = number < OWN_NUMBERS ? this.#lastOfFixture : last;
    if (last === undefined || lastOfBank === undefined || transactedAt < this.from) return undefined;
    // What was said of one of the fixture's later is seen later, too.
    const replaced = this.#replacedBehind ?? Number.POSITIVE_INFINITY;
    const stage = stages.findLastIndex((one) => sees((one.behind ?? 0) < replaced ? lastOfBank : last, one));
    return stage < 0 ? undefined : { stage, refresh: this.#firstToSee(elementAt(stages, stage)) };
  }

  /** Later refreshes see whatever an earlier one has seen. */
  #firstToSee(stage: LedgerStage): Success {
    let [low, high] = [0, this.#successes.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sees(elementAt(this.#successes, middle), stage)) high = middle;
      else low = middle + 1;
    }
    return elementAt(this.#successes, low);
  }
}

const sees = ({ at, place }: Success, { at: since, behind = 0 }: LedgerStage): boolean =>
  since <= at && place >= behind;
