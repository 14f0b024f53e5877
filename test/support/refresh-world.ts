import type { RefreshOutcome } from '../../src/index.ts';
import type { RefreshFeature } from './refresh-steps.ts';
import {
  type Category,
  FEATURES,
  type OfferName,
  type Status,
  type Terms,
  type Timing,
} from './refresh-steps.ts';

/* The world of the model: what is remembered of it, and how both sides tell it. */

export interface Script {
  readonly outcomes: readonly RefreshOutcome[];
  readonly afterwards: RefreshOutcome | null;
  readonly timing: Timing;
  readonly nextAfterMs: number;
}

export interface Refresh {
  status: 'none' | 'pending' | 'succeeded' | 'failed';
  attempted: number;
  next: number | null;
  waits: boolean;
  /** Which of all the refreshes of the world it is. */
  number: number;
  nextAfterMs: number;
  script: Script;
}

/** What the bank supplies. */
export interface Holding {
  readonly type: Category;
  readonly current: number;
  readonly usable: number | null;
  readonly asOf: number | null;
}

export interface Account {
  readonly id: string;
  readonly created: number;
  /** How often it has been put in place anew. */
  readonly life: number;
  readonly category: Category;
  permissions: readonly RefreshFeature[];
  /** Which of the bank's it is, and whether a customer holds it: all of those have one authorization, others their own. */
  readonly offer: OfferName;
  readonly isHeld: boolean;
  status: Status;
  closesAt: number | null;
  number: { readonly status: 'transactable' | 'expired'; readonly expires: number } | null;
  holding: Holding | null;
  balance: (Holding & { readonly asOf: number }) | null;
  /** Of the last balance that there was. */
  lastAsOf: number | null;
  /** Which of all the ownerships of the world it has. */
  ownership: number | null;
  isSubscribed: boolean;
  refreshes: Record<RefreshFeature, Refresh>;
}

/** An account as both sides can tell it. */
export const toldByModel = ({ refreshes, balance, number, ...account }: Account) => ({
  id: account.id,
  created: account.created,
  category: account.category,
  status: account.status,
  closes: account.closesAt,
  number: number && [number.status, number.expires],
  hasOwnership: account.ownership !== null,
  isSubscribed: account.isSubscribed,
  balance: balance && [balance.asOf, balance.type, balance.current, balance.usable],
  refreshes: FEATURES.map((wanted) => {
    const { status, attempted, next } = refreshes[wanted];
    return status === 'none' ? null : [status, attempted, next];
  }),
});
export type Told = ReturnType<typeof toldByModel>;

interface Event {
  readonly type: string;
  readonly created: number;
  readonly account: Told | null;
  /** To every webhook that there is. */
  isDelivered: boolean;
}

export type Job = { readonly dueMs: number } & (
  | {
      readonly kind: 'account.refresh';
      readonly account: string;
      readonly feature: RefreshFeature;
      readonly outcome: RefreshOutcome;
      readonly number: number;
    }
  | {
      readonly kind: 'account.deactivate' | 'account.number_expires';
      readonly account: string;
      readonly life: number;
    }
  | { readonly kind: 'account.subscription'; readonly account: string }
  | { readonly kind: 'webhook.attempt'; readonly event: Event }
);

/** A job as both sides can tell it: of an attempt only when it is due. */
export const jobToldByModel = (job: Job) => [
  job.kind,
  job.dueMs,
  !isAwaited(job),
  job.kind === 'webhook.attempt' ? null : job.account,
  ...(job.kind === 'account.refresh' ? [job.feature, job.outcome] : []),
];
export const isAwaited = ({ kind }: Job): boolean => kind === 'account.refresh' || kind === 'webhook.attempt';
export const phaseOf = ({ kind }: Job): number => (kind === 'webhook.attempt' ? 1 : 0);

export interface World {
  readonly terms: Terms;
  nowMs: number;
  /** How many refreshes have been started. */
  started: number;
  /** How many ownerships there have been. */
  ownerships: number;
  accounts: Account[];
  /** In the order in which they were scheduled. */
  jobs: Job[];
  /** Those since the emulator's were last read. */
  events: Event[];
  /** The events that the webhook got, since it was last asked. */
  arrivals: Event[];
  lastEvent: string | null;
}

export const newWorld = (terms: Terms, nowMs: number): World => ({
  terms,
  nowMs,
  started: 0,
  ownerships: 0,
  accounts: [],
  jobs: [],
  events: [],
  arrivals: [],
  lastEvent: null,
});
