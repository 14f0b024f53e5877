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

/** One due-ordered queue; scheduling and taking cost O(log n). */
export class Scheduler<Job> {
  readonly #foreground = new Heap<ScheduledJob<Job>>(before);
  readonly #background = new Heap<ScheduledJob<Job>>(before);
  #sequence = 0;

  schedule(
    dueMs: number,
    job: Job,
    { phase = 0, background = false }: Partial<Pick<ScheduledJob<Job>, 'phase' | 'background'>> = {},
  ): void {
    this.#heapOf(background).push({ dueMs, phase, sequence: this.#sequence++, background, job });
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
    return this.#foreground.values().length;
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
    return this.peekDue(nowMs, phase) === undefined ? undefined : this.#earliest()?.pop();
  }

  /** Takes out what has become pointless; it costs a look at each. */
  drop(isPointless: (job: Job) => boolean): void {
    for (const heap of [this.#foreground, this.#background]) heap.keep(({ job }) => !isPointless(job));
  }

  /** What is queued, in the order in which it will run. */
  list(): readonly ScheduledJob<Job>[] {
    return [...this.#foreground.values(), ...this.#background.values()].sort(inOrder);
  }

  restore(jobs: readonly ScheduledJob<Job>[]): void {
    this.#foreground.clear();
    this.#background.clear();
    this.#sequence = 0;
    for (const scheduled of jobs) {
      this.#heapOf(scheduled.background).push(scheduled);
      this.#sequence = Math.max(this.#sequence, scheduled.sequence + 1);
    }
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
