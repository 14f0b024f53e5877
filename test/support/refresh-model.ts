import type { RefreshOutcome } from '../../src/index.ts';
import {
  DAY_MS,
  FEATURES,
  NEXT_AFTER_MS,
  type OfferName,
  offerOf,
  type RefreshFeature,
  type Status,
  type StepOf,
} from './refresh-steps.ts';
import {
  ASKED_NOTHING,
  changed,
  find,
  firstToEnd,
  freshAccount,
  held,
  lostOf,
  MOVED,
  mayStart,
  nextAfter,
  nextRun,
  PLAIN,
  placedOf,
  prefetched,
  type Started,
  startable,
  supplied,
  takeBack,
} from './refresh-words.ts';
import {
  type Account,
  isAwaited,
  type Job,
  phaseOf,
  type Told,
  toldByModel,
  type World,
} from './refresh-world.ts';

/*
 * What a refresh does, told a second time and as plainly as possible, to be held against the emulator after every step.
 * Nothing here knows the emulator.
 */

/** The rules. */
export class Rules {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  get seconds(): number {
    return Math.floor(this.world.nowMs / 1000);
  }

  link(id: string, asked: StepOf<'link'>, isHeld = false): void {
    const account = this.#place(id, asked, isHeld);
    this.#runDaily(account);
    const started = this.#pending(
      account,
      account.status === 'active' ? prefetched(account, asked.prefetch) : [],
    );
    const shown = toldByModel(account);
    this.#emit('account.created', shown);
    this.#begin(account, started);
    this.#foretell(account, asked.offer, true);
  }

  collect(ids: readonly string[], { offers, permissions, prefetch }: StepOf<'collect'>): void {
    for (const [at, offer] of offers.entries()) {
      const lost = lostOf(this.world, offer);
      if (lost === undefined) this.link(ids[at] ?? '', { ...PLAIN, offer, permissions, prefetch }, true);
      else this.#relink(Object.assign(lost, { permissions }), prefetch);
    }
  }

  /** Its user has signed in again: refreshes that are under way go on, and what was foretold begins anew. */
  #relink(account: Account, prefetch: readonly RefreshFeature[]): void {
    this.move(account, 'active');
    const { id, life, number } = account;
    if (number !== null) {
      takeBack(this.world, account, 'account.number_expires');
      this.#emit('account.account_numbers_updated', toldByModel(account));
      const dueMs = number.expires * 1000;
      if (number.status === 'transactable')
        this.world.jobs.push({ kind: 'account.number_expires', dueMs, account: id, life });
    }
    const { closesAfterMs = 0, isAnnounced } = offerOf(account.offer);
    if (isAnnounced) this.#expect(account, this.seconds + Math.ceil(closesAfterMs / 1000), true);
    this.#begin(account, this.#pending(account, startable(account, prefetch)));
  }

  /** Whether an account can be put in place so: a pending refresh does not tell when the next is allowed. */
  put(id: string, asked: StepOf<'put'>): boolean {
    if (Object.values(asked.refreshes).some(({ status, next }) => status === 'pending' && next != null))
      return false;
    const account = this.#place(id, asked);
    if (asked.balance !== undefined)
      account.balance = supplied(this.seconds, held(asked.balance, account.category), null);
    account.lastAsOf = account.balance?.asOf ?? null;
    for (const [wanted, { status, attemptedAgo, next }] of placedOf(asked)) {
      const refresh = account.refreshes[wanted];
      refresh.status = status;
      refresh.attempted = this.seconds - attemptedAgo;
      refresh.nextAfterMs = NEXT_AFTER_MS[wanted];
      if (status !== 'pending' && next === undefined)
        refresh.next = nextAfter(this.seconds, account, refresh);
      if (next != null) refresh.next = this.seconds + next;
      refresh.number = ++this.world.started;
      refresh.waits = status === 'pending';
    }
    this.#runDaily(account);
    this.#foretell(account, asked.offer, false);
    return true;
  }

  /** In the place of the account of that id, if there is one; nothing of it stays, but when it was created. */
  #place(id: string, asked: StepOf<'link' | 'put'>, isHeld = false): Account {
    const { accounts } = this.world;
    const at = accounts.findIndex((account) => account.id === id);
    const account = freshAccount(id, asked, isHeld, this.seconds, accounts[at]);
    if (at === -1) accounts.push(account);
    else accounts[at] = account;
    takeBack(this.world, account, 'account.deactivate', 'account.number_expires');
    return account;
  }

  /** What happens by itself; of an account that is linked it is announced, all of it being near. */
  #foretell(account: Account, name: OfferName, isTold: boolean): void {
    const { closesAfterMs, isAnnounced } = offerOf(name);
    const { nowMs, jobs } = this.world;
    const { id, life, number, status } = account;
    if (status === 'disconnected') return;
    if (status === 'active' && closesAfterMs !== undefined) {
      if (isAnnounced) this.#expect(account, this.seconds + Math.ceil(closesAfterMs / 1000), isTold);
      else jobs.push({ kind: 'account.deactivate', dueMs: nowMs + closesAfterMs, account: id, life });
    }
    if (number === null) return;
    jobs.push({ kind: 'account.number_expires', dueMs: number.expires * 1000, account: id, life });
    if (isTold) this.#emit('account.upcoming_account_number_expiry', toldByModel(account));
  }

  /** When it ends, or null; the authorization is told of where its first account to end is this one. */
  #expect(account: Account, closesAt: number | null, isTold: boolean): void {
    const before = firstToEnd(this.world, account)?.closesAt;
    const isTheSame = account.closesAt === closesAt;
    if (closesAt === null || !isTheSame) takeBack(this.world, account, 'account.deactivate');
    if (isTheSame) return;
    account.closesAt = closesAt;
    if (isTold) {
      this.#emit('account.expected_deactivation_date_updated', toldByModel(account));
      const isMoved = firstToEnd(this.world, account)?.closesAt !== before;
      if (isMoved) this.#emit('authorization.expected_deactivation_date_updated', null);
    }
    if (closesAt === null) {
      if (isTold) this.#announceNext(account, before);
      return;
    }
    const { id, life } = account;
    this.world.jobs.push({ kind: 'account.deactivate', dueMs: closesAt * 1000, account: id, life });
    if (!isTold) return;
    this.#emit('account.upcoming_deactivation', toldByModel(account));
    if (firstToEnd(this.world, account) === account) this.#emit('authorization.upcoming_deactivation', null);
    else this.#announceNext(account, before);
  }

  /** Where another account has become the first to end, its authorization is told of at once, all being near. */
  #announceNext(account: Account, before: number | null | undefined): void {
    const next = firstToEnd(this.world, account);
    if (next === undefined || next === account || next.closesAt === before) return;
    this.#emit('authorization.upcoming_deactivation', null);
  }

  /** The account as it is answered, and the features that start; undefined if the call is refused. */
  refresh(
    account: Account,
    asked: StepOf<'refresh'>,
  ): { readonly shown: Told; readonly features: readonly RefreshFeature[] } | undefined {
    const { terms } = this.world;
    const wanted = [...new Set(asked.features)];
    const granted = wanted.filter((one) => account.permissions.includes(one));
    if (account.status !== 'active') return undefined;
    if (granted.length < wanted.length && terms.missingPermission === 'error') return undefined;
    const features = granted.filter((one) => mayStart(account.refreshes[one], this.seconds));
    if (features.length < granted.length && terms.earlyRefresh === 'error') return undefined;
    const started = this.#pending(account, features, asked);
    const shown = toldByModel(account);
    this.#begin(account, started);
    return { shown, features };
  }

  /** The account as it is answered, and whether a refresh starts; undefined if the call is refused. */
  subscribe(
    account: Account,
  ): { readonly shown: Told; readonly features: readonly RefreshFeature[] } | undefined {
    const isGranted = account.permissions.includes('transactions');
    if (account.status !== 'active') return undefined;
    if (!isGranted && this.world.terms.missingPermission === 'error') return undefined;
    const wasSubscribed = account.isSubscribed;
    account.isSubscribed ||= isGranted;
    const features =
      isGranted && mayStart(account.refreshes.transactions, this.seconds) ? (['transactions'] as const) : [];
    const started = this.#pending(account, features);
    if (isGranted && features.length === 0 && !wasSubscribed) this.#runDaily(account);
    const shown = toldByModel(account);
    this.#begin(account, started);
    return { shown, features };
  }

  unsubscribe(account: Account): void {
    account.isSubscribed = false;
    this.#runDaily(account);
  }

  /** The next daily refresh is the first to come that is whole days after the last one. */
  #runDaily(account: Account): void {
    this.#runAt(account, nextRun(this.world.nowMs, account));
  }

  /** In the place of the run that there was. */
  #runAt({ id, status, isSubscribed }: Account, dueMs: number): void {
    const { jobs } = this.world;
    const earlier = jobs.findIndex((job) => job.kind === 'account.subscription' && job.account === id);
    if (earlier >= 0) jobs.splice(earlier, 1);
    if (isSubscribed && status !== 'disconnected')
      jobs.push({ kind: 'account.subscription', dueMs, account: id });
  }

  /** Makes the refreshes pending; what is named for this once uses up no outcome and changes no script. */
  #pending(
    account: Account,
    features: readonly RefreshFeature[],
    once: Pick<StepOf<'refresh'>, 'outcome' | 'timing' | 'nextAfterMs'> = ASKED_NOTHING,
  ): readonly Started[] {
    if (features.includes('transactions')) this.#runAt(account, this.world.nowMs + DAY_MS);
    return features.map((feature) => {
      const refresh = account.refreshes[feature];
      const { script } = refresh;
      const [first, ...outcomes] = script.outcomes;
      if (once.outcome === null) refresh.script = { ...script, outcomes };
      refresh.status = 'pending';
      refresh.attempted = this.seconds;
      refresh.next = null;
      refresh.number = ++this.world.started;
      refresh.nextAfterMs = once.nextAfterMs ?? script.nextAfterMs;
      const outcome = once.outcome ?? first ?? script.afterwards ?? 'succeeded';
      return { feature, outcome, timing: once.timing ?? script.timing };
    });
  }

  #begin(account: Account, started: readonly Started[]): void {
    const { nowMs, jobs } = this.world;
    for (const { feature, outcome, timing } of started) {
      const refresh = account.refreshes[feature];
      const { number } = refresh;
      if (timing === 'immediate') this.#end(account, feature, outcome);
      else if (timing === 'manual') refresh.waits = true;
      else if (timing !== 'never')
        jobs.push({
          kind: 'account.refresh',
          dueMs: nowMs + timing,
          account: account.id,
          feature,
          outcome,
          number,
        });
    }
  }

  #end(account: Account, wanted: RefreshFeature, planned: RefreshOutcome): void {
    const outcome = account.status === 'disconnected' ? 'failed' : planned;
    const isUnavailable = wanted === 'balance' && outcome === 'unavailable';
    const isFailure =
      outcome.startsWith('failed') || (isUnavailable && this.world.terms.unavailableBalance === 'failed');
    const refresh = account.refreshes[wanted];
    refresh.status = isFailure ? 'failed' : 'succeeded';
    refresh.waits = false;
    refresh.next = nextAfter(this.seconds, account, refresh);
    if (!isFailure) find(this.world, account, wanted, outcome);
    this.#emit(`account.refreshed_${wanted}`, toldByModel(account));
    if (outcome === 'failed_and_deactivated' && account.status === 'active') this.move(account, 'inactive');
  }

  /** Whether it is possible, all of it: what is not waited for cannot be finished, and disconnected is for good. */
  update(account: Account, { status, holding, changes, finish, closesIn }: StepOf<'update'>): boolean {
    const ends = FEATURES.filter((wanted) => finish[wanted] !== undefined);
    if (ends.some((wanted) => !account.refreshes[wanted].waits)) return false;
    if (account.status === 'disconnected' && status !== undefined && status !== 'disconnected') return false;
    if (closesIn != null && (status ?? account.status) !== 'active') return false;
    if (holding !== undefined) account.holding = held(holding, account.category);
    for (const wanted of FEATURES) {
      const refresh = account.refreshes[wanted];
      refresh.script = changed(refresh.script, changes[wanted]);
    }
    if (status !== undefined) this.move(account, status);
    if (closesIn !== undefined && account.status === 'active')
      this.#expect(account, closesIn === null ? null : this.seconds + closesIn, true);
    for (const wanted of ends) this.#end(account, wanted, finish[wanted] ?? 'failed');
    return true;
  }

  move(account: Account, status: Status): void {
    if (account.status === status) return;
    const before = firstToEnd(this.world, account);
    account.status = status;
    for (const refresh of Object.values(account.refreshes)) {
      if (refresh.status === 'succeeded' || refresh.status === 'failed')
        refresh.next = status === 'active' ? this.seconds : null;
    }
    const until = account.closesAt;
    account.closesAt = null;
    takeBack(this.world, account, 'account.deactivate');
    if (status === 'disconnected') {
      takeBack(this.world, account, 'account.number_expires');
      this.unsubscribe(account);
    }
    if (status === 'disconnected' && this.world.terms.disconnectedBalance === 'null') account.balance = null;
    this.#emit(`account.${MOVED[status]}`, toldByModel(account));
    const next = firstToEnd(this.world, account);
    if (next === undefined || before !== account || next.closesAt === until) return;
    this.#emit('authorization.expected_deactivation_date_updated', null);
    this.#announceNext(account, until);
  }

  /** The jobs that run on the way. */
  advance(toMs: number): readonly Job[] {
    const { world } = this;
    const ran: Job[] = [];
    for (;;) {
      const [next] = this.pending();
      if (next === undefined || next.dueMs > toMs) break;
      world.jobs.splice(world.jobs.indexOf(next), 1);
      world.nowMs = next.dueMs;
      ran.push(next);
      this.#run(next);
    }
    world.nowMs = toMs;
    return ran;
  }

  #run(job: Job): void {
    if (job.kind === 'webhook.attempt') {
      job.event.isDelivered = true;
      this.world.arrivals.push(job.event);
      return;
    }
    const account = this.world.accounts.find(({ id }) => id === job.account);
    if (account === undefined) return;
    if (job.kind === 'account.subscription') {
      this.#runToday(account);
      return;
    }
    // What was foretold to an account that was put in place anew does not happen to the one that is there now.
    if (job.kind !== 'account.refresh' && job.life !== account.life) return;
    if (job.kind === 'account.refresh') {
      const { number, status } = account.refreshes[job.feature];
      // A refresh that another one has taken the place of ends nothing.
      if (number === job.number && status === 'pending') this.#end(account, job.feature, job.outcome);
    } else if (job.kind === 'account.deactivate') {
      if (account.status === 'active') this.move(account, 'inactive');
    } else if (account.number !== null && account.status !== 'disconnected') {
      account.number = { ...account.number, status: 'expired' };
      this.#emit('account.account_numbers_updated', toldByModel(account));
    }
  }

  /** A refresh as if it were asked for, where it could be; and if not, tomorrow. */
  #runToday(account: Account): void {
    const isAllowed = account.status === 'active' && account.permissions.includes('transactions');
    if (isAllowed && mayStart(account.refreshes.transactions, this.seconds))
      this.#begin(account, this.#pending(account, ['transactions']));
    else this.#runAt(account, this.world.nowMs + DAY_MS);
  }

  /** The jobs to come: by their times; of one instant the deliveries last; and else as they were scheduled. */
  pending(): readonly Job[] {
    return this.world.jobs.toSorted((a, b) => a.dueMs - b.dueMs || phaseOf(a) - phaseOf(b));
  }

  idle(): readonly Job[] {
    const ran: Job[] = [];
    for (;;) {
      const awaited = this.pending().find(isAwaited);
      if (awaited === undefined) return ran;
      ran.push(...this.advance(awaited.dueMs));
    }
  }

  #emit(type: string, account: Told | null): void {
    const { nowMs, events, jobs, terms } = this.world;
    const isDelivered = !terms.hasWebhook;
    const event = { type: `financial_connections.${type}`, created: this.seconds, account, isDelivered };
    events.push(event);
    if (terms.hasWebhook) jobs.push({ kind: 'webhook.attempt', dueMs: nowMs, event });
  }
}
