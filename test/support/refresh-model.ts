import type { RefreshFeature, RefreshOutcome } from '../../src/index.ts';
import {
  DELAY_MS,
  FEATURES,
  NEXT_AFTER_MS,
  type Status,
  type StepOf,
  type Timing,
  TYPE,
} from './refresh-steps.ts';

/*
 * What a refresh does, told a second time and as plainly as possible, to be held against the emulator after every step.
 */

interface Refresh {
  status: 'none' | 'pending' | 'succeeded' | 'failed';
  attempted: number;
  next: number | null;
  waits: boolean;
  started: number;
  outcomes: RefreshOutcome[];
  timing: Timing;
}

export interface Account {
  readonly id: string;
  readonly permissions: readonly RefreshFeature[];
  status: Status;
  hasBalance: boolean;
  readonly refreshes: Record<RefreshFeature, Refresh>;
}

export interface World {
  nowMs: number;
  accounts: Account[];
  /** In the order in which they were scheduled. */
  jobs: { dueMs: number; account: string; feature: RefreshFeature | null; outcome: RefreshOutcome }[];
  /** `type id` of each since the emulator's were last read. */
  events: string[];
  lastEvent: string | null;
}

/** The rules; nothing here knows the emulator. */
export class Rules {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  get seconds(): number {
    return Math.floor(this.world.nowMs / 1000);
  }

  link(id: string, { permissions, prefetch, closes }: StepOf<'link'>): void {
    const fresh = (): Refresh => ({
      status: 'none',
      attempted: 0,
      next: null,
      waits: false,
      started: 0,
      outcomes: [],
      timing: DELAY_MS,
    });
    const account: Account = {
      id,
      permissions,
      status: 'active',
      hasBalance: false,
      refreshes: { balance: fresh(), ownership: fresh(), transactions: fresh() },
    };
    this.world.accounts.push(account);
    this.#emit(account, 'created');
    for (const wanted of FEATURES)
      if (prefetch.includes(wanted) && permissions.includes(wanted)) this.#start(account, wanted, null, null);
    if (closes)
      this.world.jobs.push({
        dueMs: this.world.nowMs + 1_000,
        account: id,
        feature: null,
        outcome: 'failed',
      });
  }

  /** The features that start; undefined if the call is refused. */
  refresh(
    account: Account,
    { features, outcome, timing }: StepOf<'refresh'>,
  ): readonly RefreshFeature[] | undefined {
    if (account.status !== 'active' || features.some((wanted) => !account.permissions.includes(wanted)))
      return undefined;
    const startable = features.filter((wanted) => {
      const { status, next } = account.refreshes[wanted];
      return status === 'none' || (status !== 'pending' && next !== null && this.seconds >= next);
    });
    for (const wanted of startable) this.#start(account, wanted, outcome, timing);
    return startable;
  }

  #start(
    account: Account,
    wanted: RefreshFeature,
    outcome: RefreshOutcome | null,
    timing: Timing | null,
  ): void {
    const refresh = account.refreshes[wanted];
    Object.assign(refresh, {
      status: 'pending',
      attempted: this.seconds,
      next: null,
      waits: false,
      started: refresh.started + 1,
    });
    const ends = outcome ?? refresh.outcomes.shift() ?? 'succeeded';
    const when = timing ?? refresh.timing;
    if (when === 'immediate') this.end(account, wanted, ends);
    else if (when === 'manual') refresh.waits = true;
    else if (when !== 'never')
      this.world.jobs.push({
        dueMs: this.world.nowMs + when,
        account: account.id,
        feature: wanted,
        outcome: ends,
      });
  }

  end(account: Account, wanted: RefreshFeature, planned: RefreshOutcome): void {
    const outcome = account.status === 'disconnected' ? 'failed' : planned;
    const refresh = account.refreshes[wanted];
    refresh.status = outcome.startsWith('failed') ? 'failed' : 'succeeded';
    refresh.waits = false;
    refresh.next =
      account.status === 'active'
        ? Math.max(this.seconds, refresh.attempted + Math.ceil(NEXT_AFTER_MS[wanted] / 1000))
        : null;
    if (wanted === 'balance' && refresh.status === 'succeeded')
      account.hasBalance = outcome !== 'unavailable';
    this.#emit(account, `refreshed_${wanted}`);
    if (outcome === 'failed_and_deactivated') this.move(account, 'inactive');
  }

  /** Whether an account of its status can get that one. */
  move(account: Account, status: Status): boolean {
    if (account.status === status) return true;
    if (account.status === 'disconnected') return false;
    account.status = status;
    for (const refresh of Object.values(account.refreshes)) {
      if (refresh.status === 'succeeded' || refresh.status === 'failed')
        refresh.next = status === 'active' ? this.seconds : null;
    }
    if (status === 'disconnected') account.hasBalance = false;
    this.#emit(
      account,
      { active: 'reactivated', inactive: 'deactivated', disconnected: 'disconnected' }[status],
    );
    return true;
  }

  advance(toMs: number): void {
    const { world } = this;
    for (;;) {
      const next = world.jobs.reduce(
        (first, job) => (first === undefined || job.dueMs < first.dueMs ? job : first),
        world.jobs[0],
      );
      if (next === undefined || next.dueMs > toMs) break;
      world.jobs.splice(world.jobs.indexOf(next), 1);
      world.nowMs = next.dueMs;
      const account = world.accounts.find(({ id }) => id === next.account) as Account;
      if (next.feature !== null) this.end(account, next.feature, next.outcome);
      else if (account.status === 'active') this.move(account, 'inactive');
    }
    world.nowMs = toMs;
  }

  idle(): void {
    for (;;) {
      const due = this.world.jobs.filter(({ feature }) => feature !== null).map(({ dueMs }) => dueMs);
      if (due.length === 0) return;
      this.advance(Math.min(...due));
    }
  }

  #emit(account: Account, what: string): void {
    this.world.events.push(`${TYPE}.${what} ${account.id}`);
  }
}
