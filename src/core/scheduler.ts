import { Heap } from './heap.ts';

/** A job in the queue. Jobs are data: they can be listed, saved and replayed. */
export interface ScheduledJob<Job> {
  readonly dueMs: number;
  /** Among jobs of one instant: state jobs (0) before delivery attempts (1), then as scheduled. */
  readonly phase: 0 | 1;
  readonly sequence: number;
  /** A recurring or calendar job: it runs at its time, but `runToIdle` does not wait for it. */
  readonly background: boolean;
  readonly job: Job;
}

const before = (a: ScheduledJob<unknown>, b: ScheduledJob<unknown>): boolean =>
  a.dueMs !== b.dueMs ? a.dueMs < b.dueMs : a.phase !== b.phase ? a.phase < b.phase : a.sequence < b.sequence;

const inOrder = (a: ScheduledJob<unknown>, b: ScheduledJob<unknown>): number => (before(a, b) ? -1 : 1);

/** One due-ordered queue; scheduling, taking and taking back cost O(log n). */
export class Scheduler<Job> {
  readonly #foreground = new Heap<ScheduledJob<Job>>(before);
  readonly #background = new Heap<ScheduledJob<Job>>(before);
  /** Those that may be taken back, by what they are called then. */
  readonly #named = new Map<string, Set<ScheduledJob<Job>>>();
  readonly #nameOf: (job: Job) => string | undefined;
  #sequence = 0;

  /** `nameOf` says by what name a job may be taken back; most never are, and have none. */
  constructor(nameOf: (job: Job) => string | undefined = () => undefined) {
    this.#nameOf = nameOf;
  }

  schedule(
    dueMs: number,
    job: Job,
    { phase = 0, background = false }: Partial<Pick<ScheduledJob<Job>, 'phase' | 'background'>> = {},
  ): void {
    this.#put({ dueMs, phase, sequence: this.#sequence++, background, job });
  }

  nextDueMs(): number | undefined {
    return this.#earliest()?.peek()?.dueMs;
  }

  /** When the next job is due that is not background work. */
  nextForegroundDueMs(): number | undefined {
    return this.#foreground.peek()?.dueMs;
  }

  /** How many jobs have been scheduled: those scheduled from now on have this sequence or a later one. */
  get issued(): number {
    return this.#sequence;
  }

  /** How many jobs there are that are not background work. */
  get foregroundSize(): number {
    return this.#foreground.size;
  }

  /** How many jobs are due by `nowMs`; it costs a look at each. */
  countDue(nowMs: number): number {
    let due = 0;
    for (const heap of [this.#foreground, this.#background])
      for (const { dueMs } of heap.values()) if (dueMs <= nowMs) due++;
    return due;
  }

  /** What `takeDue` would take. */
  peekDue(nowMs: number, phase?: ScheduledJob<Job>['phase']): ScheduledJob<Job> | undefined {
    const first = this.#earliest()?.peek();
    if (first === undefined || first.dueMs > nowMs) return undefined;
    return phase !== undefined && first.phase !== phase ? undefined : first;
  }

  /** The first job due by `nowMs`, taken out of the queue; with `phase`, only if the first one is of that phase. */
  takeDue(nowMs: number, phase?: ScheduledJob<Job>['phase']): ScheduledJob<Job> | undefined {
    const due = this.peekDue(nowMs, phase);
    if (due === undefined) return undefined;
    this.#forget(due);
    return this.#earliest()?.pop();
  }

  /** Takes back the jobs of that name that are meant. */
  cancel(name: string, isMeant: (job: Job) => boolean): void {
    for (const scheduled of [...(this.#named.get(name) ?? [])]) {
      if (!isMeant(scheduled.job)) continue;
      this.#forget(scheduled);
      this.#heapOf(scheduled.background).remove(scheduled);
    }
  }

  /** Whether there is a job that is meant; it costs a look at each. */
  some(isMeant: (job: Job) => boolean): boolean {
    return [this.#foreground, this.#background].some((heap) => heap.values().some(({ job }) => isMeant(job)));
  }

  /** What is queued, in no order. */
  *values(): Iterable<Job> {
    for (const heap of [this.#foreground, this.#background]) for (const { job } of heap.values()) yield job;
  }

  /** Takes out the jobs that are meant, and answers how many; it costs a look at each: for what a person asks. */
  drop(isMeant: (job: Job) => boolean): number {
    let dropped = 0;
    for (const heap of [this.#foreground, this.#background])
      for (const scheduled of heap.values().filter(({ job }) => isMeant(job))) {
        this.#forget(scheduled);
        heap.remove(scheduled);
        dropped++;
      }
    return dropped;
  }

  /** What is queued, in the order in which it will run. */
  list(): readonly ScheduledJob<Job>[] {
    return [...this.#foreground.values(), ...this.#background.values()].sort(inOrder);
  }

  restore(jobs: readonly ScheduledJob<Job>[]): void {
    this.#foreground.clear();
    this.#background.clear();
    this.#named.clear();
    this.#sequence = 0;
    for (const scheduled of jobs) {
      this.#put(scheduled);
      this.#sequence = Math.max(this.#sequence, scheduled.sequence + 1);
    }
  }

  #put(scheduled: ScheduledJob<Job>): void {
    this.#heapOf(scheduled.background).push(scheduled);
    const name = this.#nameOf(scheduled.job);
    if (name === undefined) return;
    const alike = this.#named.get(name) ?? new Set();
    this.#named.set(name, alike.add(scheduled));
  }

  #forget(scheduled: ScheduledJob<Job>): void {
    const name = this.#nameOf(scheduled.job);
    if (name === undefined) return;
    const alike = this.#named.get(name);
    alike?.delete(scheduled);
    if (alike?.size === 0) this.#named.delete(name);
  }

  #heapOf(background: boolean): Heap<ScheduledJob<Job>> {
    return background ? this.#background : this.#foreground;
  }

  #earliest(): Heap<ScheduledJob<Job>> | undefined {
    const foreground = this.#foreground.peek();
    const background = this.#background.peek();
    if (foreground === undefined) return background === undefined ? undefined : this.#background;
    if (background === undefined || before(foreground, background)) return this.#foreground;
    return this.#background;
  }
}
