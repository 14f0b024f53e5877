import type { RefreshOutcome } from '../../src/index.ts';
import {
  type Balance,
  type Category,
  type Change,
  FEATURES,
  type RefreshFeature,
  type StepOf,
  type Timing,
} from './refresh-steps.ts';
import type { Account, Holding, Script } from './refresh-world.ts';

/* What the rules of the model are made with: each the same whatever the world is. */

export interface Started {
  readonly feature: RefreshFeature;
  readonly outcome: RefreshOutcome;
  readonly timing: Timing;
}

export const ASKED_NOTHING = { outcome: null, timing: null, nextAfterMs: null };
export const MOVED = {
  active: 'reactivated',
  inactive: 'deactivated',
  disconnected: 'disconnected',
} as const;

/** Prefetches start in their own order, whatever the order in which they were asked for. */
export const prefetched = (
  { permissions }: Account,
  prefetch: readonly RefreshFeature[],
): readonly RefreshFeature[] =>
  FEATURES.filter((wanted) => prefetch.includes(wanted) && permissions.includes(wanted));

export const placedOf = ({ refreshes }: StepOf<'put'>) =>
  FEATURES.flatMap((wanted) => {
    const placed = refreshes[wanted];
    return placed === undefined ? [] : [[wanted, placed] as const];
  });

/** What the bank is said to have; of what is not said of it, all is usable, and the account's category tells the type. */
export function held(balance: Balance | null, category: Category): Holding | null {
  if (balance === null) return null;
  const { says, current, usable, asOf } = balance;
  if (says === 'bare') return { type: category, current, usable: current, asOf };
  return { type: says, current, usable, asOf };
}

/** One outcome holds until it is changed; of several each is used once, and then what comes afterwards. */
export function changed(script: Script, change: Change = {}): Script {
  const { outcome = [], afterwards, timing = script.timing, nextAfterMs = script.nextAfterMs } = change;
  const [only] = outcome;
  const rest = { timing, nextAfterMs };
  if (only === undefined)
    return { outcomes: script.outcomes, afterwards: afterwards ?? script.afterwards, ...rest };
  if (outcome.length === 1 && afterwards === undefined) return { outcomes: [], afterwards: only, ...rest };
  return { outcomes: outcome, afterwards: afterwards ?? null, ...rest };
}
