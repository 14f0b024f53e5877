import type { RefreshOutcome } from '../../src/index.ts';
import {
  type Balance,
  type Category,
  type Change,
  DAY_MS,
  DELAY_MS,
  FEATURES,
  NEXT_AFTER_MS,
  type OfferName,
  offerOf,
  type RefreshFeature,
  type StepOf,
  type Timing,
} from './refresh-steps.ts';
import type { Account, Holding, Job, Refresh, Script, World } from './refresh-world.ts';

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

/** An account as it is linked or put in place; of an earlier one of its id nothing stays, but when it was created. */
export function freshAccount(
  id: string,
  asked: StepOf<'link' | 'put'>,
  isHeld: boolean,
  seconds: number,
  earlier: Account | undefined,
): Account {
  const offer = offerOf(asked.offer);
  const category = asked.category ?? offer.category ?? 'cash';
  const fresh = (wanted: RefreshFeature): Refresh => {
    const plain = { outcomes: [], afterwards: null, timing: DELAY_MS, nextAfterMs: NEXT_AFTER_MS[wanted] };
    const script = changed(changed(plain, offer.script), asked.changes[wanted]);
    return { status: 'none', attempted: 0, next: null, waits: false, number: 0, nextAfterMs: 0, script };
  };
  const expires = offer.numberExpiresAfterMs;
  return {
    id,
    created: earlier?.created ?? seconds,
    life: earlier === undefined ? 0 : earlier.life + 1,
    category,
    permissions: asked.permissions,
    offer: asked.offer,
    isHeld,
    status: asked.status,
    closesAt: null,
    number:
      expires === undefined ? null : { status: 'transactable', expires: seconds + Math.ceil(expires / 1000) },
    holding: held(asked.holding === undefined ? offer.balance : asked.holding, category),
    balance: null,
    lastAsOf: null,
    ownership: null,
    isSubscribed: asked.isSubscribed,
    refreshes: {
      balance: fresh('balance'),
      ownership: fresh('ownership'),
      transactions: fresh('transactions'),
    },
  };
}

/** Of the accounts that one authorization has, the first that is to end. */
export function firstToEnd({ accounts }: World, account: Account): Account | undefined {
  const beside = accounts.filter((one) => one === account || (account.isHeld && one.isHeld));
  return beside
    .filter(({ closesAt }) => closesAt !== null)
    .sort((a, b) => (a.closesAt ?? 0) - (b.closesAt ?? 0))[0];
}

/** What was foretold of an account does not happen. */
export function takeBack({ jobs }: World, { id }: Account, ...kinds: readonly Job['kind'][]): void {
  const isMeant = (job: Job) =>
    job.kind !== 'webhook.attempt' && job.account === id && kinds.includes(job.kind);
  for (const job of jobs.filter(isMeant)) jobs.splice(jobs.indexOf(job), 1);
}

/** What the bank supplies now: at its own time, or now, but always later than what it takes the place of. */
export function supplied(seconds: number, holding: Holding | null, last: number | null): Account['balance'] {
  if (holding === null) return null;
  const { asOf, ...figures } = holding;
  const now = last === null ? seconds : Math.max(seconds, last + 1);
  return { ...figures, asOf: asOf ?? now };
}

/** When the next is allowed after a refresh that is over now: so long after its start, but not before now. */
export function nextAfter(
  seconds: number,
  { status }: Account,
  { attempted, nextAfterMs }: Refresh,
): number | null {
  return status === 'active' ? Math.max(seconds, attempted + Math.ceil(nextAfterMs / 1000)) : null;
}

/** The account that a session of the customer has back if that offer is picked. */
export const lostOf = ({ accounts }: World, offer: OfferName): Account | undefined =>
  accounts.findLast((one) => one.isHeld && one.offer === offer && one.status === 'inactive');

/** Of the prefetches those that are not under way. */
export const startable = (account: Account, prefetch: readonly RefreshFeature[]): readonly RefreshFeature[] =>
  prefetched(account, prefetch).filter((wanted) => account.refreshes[wanted].status !== 'pending');

/** What a session says of none of its accounts. */
export const PLAIN = {
  do: 'link',
  status: 'active',
  category: null,
  isSubscribed: false,
  changes: {},
} as const;

export const mayStart = ({ status, next }: Refresh, seconds: number): boolean =>
  status === 'none' || (status !== 'pending' && next !== null && seconds >= next);

/** The next daily refresh is the first to come that is whole days after the last one. */
export function nextRun(nowMs: number, { refreshes }: Account): number {
  const { status, attempted } = refreshes.transactions;
  let dueMs = (status === 'none' ? nowMs : attempted * 1000) + DAY_MS;
  while (dueMs <= nowMs) dueMs += DAY_MS;
  return dueMs;
}

/** What a refresh that succeeds brings: always a new ownership, and of transactions nothing that is seen here. */
export function find(world: World, account: Account, wanted: RefreshFeature, outcome: RefreshOutcome): void {
  if (wanted === 'ownership') account.ownership = ++world.ownerships;
  if (wanted !== 'balance') return;
  const seconds = Math.floor(world.nowMs / 1000);
  const brought = outcome === 'unavailable' ? null : supplied(seconds, account.holding, account.lastAsOf);
  account.lastAsOf = brought?.asOf ?? account.lastAsOf;
  account.balance = brought && outcome === 'current_only' ? { ...brought, usable: null } : brought;
}
