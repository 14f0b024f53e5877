import { errors } from '../../core/catalogue.ts';
import type { TimeCourse } from '../../core/clock.ts';
import { END_OF_TIME_MS } from '../../core/instant.ts';
import type { QueuedJob } from '../../model/jobs.ts';
import { runJob } from '../../resources/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Dispatcher } from '../../webhooks/dispatcher.ts';
import { begunHasEnded } from './batch.ts';
import { Journey, type Way } from './journey.ts';
import { Overdue } from './overdue.ts';
import { Pace } from './pace.ts';
import { Progress, progressOf } from './progress.ts';
import { endlessAtInstant, endlessInTime, Generations } from './rounds.ts';
import { isoOf } from './story.ts';
import { type Bounds, Works } from './works.ts';

// Shorter than a person waits: a machine's clock that is set meanwhile is noticed when the timer fires.
const MAX_TIMER_MS = 60_000;
// Of work that brings itself on: far more than any program means, and over in seconds.
const MAX_ROUNDS = 100_000;
const TIME_ENDS = 'Time ends with the year 9999: advance to an earlier instant.';

/**
 * Makes a sandbox's time pass: each job at its own instant, state jobs first, then the delivery attempts due at that
 * instant, then whatever these have brought. A clock that runs keeps one timer armed for the next job; one that stands
 * waits for `advance`. Much work is done in stretches, and calls of this sandbox wait for it, no others.
 */
export class Timeline {
  readonly #works: Works;
  readonly #startMs: number;
  readonly #followsWall: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;
  #advancing = false;
  /** Where a clock that runs has found work without end: behind it nothing runs until a reset, or an advance. */
  #endlessAtMs: number | undefined;
  // Counts resets, restores and the end: what began before one of them must stop.
  #world = 0;
  #closed = false;

  constructor(
    sandbox: Sandbox,
    dispatcher: Dispatcher,
    { startMs, followsWall }: TimeCourse,
    bounds: Partial<Bounds> = {},
  ) {
    this.#works = new Works(sandbox, dispatcher, { runJob, maxRounds: MAX_ROUNDS, ...bounds });
    this.#startMs = startMs;
    this.#followsWall = followsWall;
  }

  get #sandbox(): Sandbox {
    return this.#works.sandbox;
  }

  /** The time after a reset: the sandbox's start, or now if it follows the machine's time. */
  startAgainMs(): number {
    return this.#followsWall ? Date.now() : this.#startMs;
  }

  /**
   * Does what is due by now on a clock that runs, so that no request depends on when a timer fires. As a rule that is done
   * at once. A promise tells of more: who has waited for it asks again, because there may be more by then.
   */
  catchUp(): Promise<void> | undefined {
    const { opened } = this.#works.gate;
    if (opened !== undefined) return opened;
    if (!this.#isBehind()) return undefined;
    const pace = new Pace();
    const overdue = new Overdue(this.#works);
    if (!overdue.work(pace)) return this.#inStretches(overdue, pace);
    this.#noteEndless(overdue);
    this.rearm();
    return undefined;
  }

  /** The same for those who cannot wait. */
  catchUpNow(): void {
    this.#works.gate.doRest();
    if (!this.#isBehind()) return;
    const overdue = new Overdue(this.#works);
    overdue.work();
    this.#noteEndless(overdue);
    this.rearm();
  }

  /** Moves time to `targetMs`; resolves to the jobs that ran, when the deliveries due by then have ended. */
  async advanceTo(targetMs: number): Promise<readonly QueuedJob[]> {
    const { clock, jobs } = this.#sandbox.parts;
    this.#refuseSecond();
    if (targetMs < clock.now())
      throw errors.misuse('Time only goes forward: reset or restore the sandbox to go back.');
    if (!(targetMs < END_OF_TIME_MS)) throw errors.misuse(TIME_ENDS);
    return this.#travel({ limitMs: () => targetMs, left: () => jobs.countDue(targetMs) }, targetMs);
  }

  /** Moves time from one awaited job to the next, until none is left. Background work on the way is done, too. */
  async runToIdle(): Promise<readonly QueuedJob[]> {
    const { clock, jobs } = this.#sandbox.parts;
    const { maxRounds } = this.#works.bounds;
    if (jobs.nextForegroundDueMs() === undefined && this.#advancing) return [];
    this.#refuseSecond();
    const generations = new Generations(maxRounds);
    const limitMs = (ran: readonly QueuedJob[]): number => {
      if (generations.areTooMany(ran, jobs.foregroundSize, jobs.issued))
        throw errors.misuse(endlessInTime(jobs.peekDue(Number.POSITIVE_INFINITY), clock.now(), maxRounds));
      const dueMs = jobs.nextForegroundDueMs() ?? Number.NEGATIVE_INFINITY;
      if (dueMs >= END_OF_TIME_MS) throw errors.misuse(TIME_ENDS);
      return dueMs;
    };
    return this.#travel({ limitMs, left: () => jobs.foregroundSize });
  }

  /** Called after a reset or restore, at `nowMs`: what is under way stops. */
  startAnew(nowMs: number): void {
    this.#world++;
    this.#endlessAtMs = undefined;
    this.#arrive(nowMs);
  }

  /** Keeps the timer armed for the next job. */
  rearm(): void {
    const { clock, jobs: queue } = this.#sandbox.parts;
    if (!clock.runs || this.#closed || this.#advancing || this.#works.gate.opened !== undefined) return;
    const dueMs = queue.nextDueMs();
    if (dueMs === this.#timerDueMs) return;
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs ?? Number.POSITIVE_INFINITY;
    // Work without end would keep the machine busy: it is left where it is.
    if (dueMs === undefined || dueMs === this.#endlessAtMs) return;
    const timer = setTimeout(() => this.#tick(), Math.min(Math.ceil(clock.wallMsUntil(dueMs)), MAX_TIMER_MS));
    // The timer must not keep a process alive. Browsers' timers are numbers, without `unref`.
    if (typeof timer === 'object') timer.unref?.();
    this.#timer = timer;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    if (this.#advancing || this.#works.gate.opened !== undefined) this.startAnew(this.#sandbox.nowMs());
  }

  #tick(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    // It never rejects.
    void this.catchUp();
    this.rearm();
  }

  #isBehind(): boolean {
    const { clock, jobs } = this.#sandbox.parts;
    if (!clock.runs || this.#advancing || this.#works.isRunning || this.#closed) return false;
    const dueMs = jobs.nextDueMs();
    return dueMs !== undefined && dueMs <= clock.now() && dueMs !== this.#endlessAtMs;
  }

  #inStretches(overdue: Overdue, pace: Pace): Promise<void> {
    const { gate } = this.#works;
    const world = this.#world;
    const progress = new Progress(() =>
      this.#sandbox.settings.log({
        kind: 'notice',
        text: progressOf('Catching up', overdue.done, overdue.left, isoOf(overdue.atMs)),
      }),
    );
    const goOn = async () => {
      do {
        await pace.rest();
        if (world !== this.#world) return;
        progress.look();
      } while (!overdue.work(pace));
      this.#noteEndless(overdue);
      gate.open();
      this.rearm();
    };
    const opened = gate.shut(() => void overdue.work());
    // It never rejects: a job that throws is told of where it runs.
    void goOn();
    return opened;
  }

  #noteEndless({ endless }: Overdue): void {
    this.#endlessAtMs = endless?.dueMs;
    if (endless === undefined) return;
    this.#sandbox.settings.log({
      kind: 'error',
      text: endlessAtInstant(endless, endless.dueMs, this.#works.bounds.maxRounds),
    });
  }

  #refuseSecond(): void {
    if (!this.#advancing) return;
    throw errors.misuse(
      'Time is being advanced already: a webhook must not advance it, nor a second call at the same time.',
    );
  }

  /** Goes a way, and stands then at `targetMs`, or where the way has ended. */
  async #travel(way: Omit<Way, 'goesOn'>, targetMs?: number): Promise<readonly QueuedJob[]> {
    const { clock } = this.#sandbox.parts;
    const world = this.#world;
    const goesOn = () => world === this.#world;
    if (clock.runs) {
      await this.#quiet();
      if (!goesOn()) return [];
      this.#refuseSecond();
    }
    this.#advancing = true;
    let arrivalMs: number | undefined;
    try {
      const ran = await new Journey(this.#works, { ...way, goesOn }).travel();
      arrivalMs = targetMs;
      return ran;
    } finally {
      if (goesOn()) this.#arrive(Math.max(arrivalMs ?? clock.now(), clock.now()));
    }
  }

  /** Waits until all that is due by now on a clock that runs has ended, its deliveries too. Time goes on meanwhile. */
  async #quiet(): Promise<void> {
    const world = this.#world;
    for (let round = 0; round < this.#works.bounds.maxRounds && world === this.#world; round++) {
      const backlog = this.catchUp();
      if (backlog !== undefined) await backlog;
      else if (this.#works.dispatcher.underWay(this.#sandbox).length > 0) await begunHasEnded(this.#works);
      else return;
    }
  }

  #arrive(nowMs: number): void {
    this.#advancing = false;
    this.#works.gate.open();
    this.#sandbox.parts.clock.moveTo(nowMs);
    this.#sandbox.noteChange();
    this.rearm();
  }
}
