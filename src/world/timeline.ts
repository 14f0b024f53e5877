import { errors } from '../core/catalogue.ts';
import type { TimeCourse } from '../core/clock.ts';
import type { QueuedJob } from '../model/jobs.ts';
import { runJob } from '../resources/index.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';

const MAX_JOBS = 100_000;
// Shorter than a person waits: a machine's clock that is set meanwhile is noticed when the timer fires.
const MAX_TIMER_MS = 60_000;
const END_OF_TIME_MS = Date.UTC(10_000, 0);

/**
 * Makes a sandbox's time pass: each job at its own instant, state jobs first, then the delivery attempts due at that
 * instant, then whatever these have brought. A clock that runs keeps one timer armed for the next job; one that stands
 * waits for `advance`.
 */
export class Timeline {
  readonly #sandbox: Sandbox;
  readonly #dispatcher: Dispatcher;
  readonly #startMs: number;
  readonly #followsWall: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;
  #advancing = false;
  // Counts resets and restores: an advance that began before one of them must stop.
  #world = 0;
  #closed = false;

  constructor(sandbox: Sandbox, dispatcher: Dispatcher, { startMs, followsWall }: TimeCourse) {
    this.#sandbox = sandbox;
    this.#dispatcher = dispatcher;
    this.#startMs = startMs;
    this.#followsWall = followsWall;
  }

  /** The time after a reset: the sandbox's start, or now if it follows the machine's time. */
  startAgainMs(): number {
    return this.#followsWall ? Date.now() : this.#startMs;
  }

  /** On a clock that runs, does what is due by now, so that no request depends on when a timer fires. */
  catchUp(): void {
    const { clock, jobs: queue } = this.#sandbox.parts;
    if (!clock.runs || this.#advancing) return;
    const dueMs = queue.nextDueMs();
    if (dueMs === undefined || dueMs > clock.now()) return;
    const targetMs = clock.now();
    for (let done = 0; ; done++) {
      const scheduled = queue.takeDue(targetMs);
      if (scheduled === undefined) break;
      if (done === MAX_JOBS) throw new Error(tooManyJobs(scheduled));
      if (scheduled.phase === 1) void this.#dispatcher.attempt(this.#sandbox, scheduled.job.subject);
      else this.#atItsTime(scheduled);
    }
    this.rearm();
  }

  /** Moves time to `targetMs`; resolves to the jobs that ran, when the deliveries due by then have ended. */
  async advanceTo(targetMs: number): Promise<readonly QueuedJob[]> {
    const { clock } = this.#sandbox.parts;
    if (this.#advancing)
      throw errors.misuse(
        'Time is being advanced already: a webhook must not advance it, nor a second call at the same time.',
      );
    if (targetMs < clock.now())
      throw errors.misuse('Time only goes forward: reset or restore the sandbox to go back.');
    if (!(targetMs < END_OF_TIME_MS))
      throw errors.misuse('Time ends with the year 9999: advance to an earlier instant.');
    this.#advancing = true;
    const world = this.#world;
    const ran: QueuedJob[] = [];
    try {
      for (;;) {
        const dueMs = this.#sandbox.parts.jobs.nextDueMs();
        if (dueMs === undefined || dueMs > targetMs) break;
        await this.#instant(Math.max(dueMs, clock.now()), ran);
        if (world !== this.#world) return ran;
      }
    } finally {
      if (world === this.#world) this.#arrive(Math.max(targetMs, clock.now()));
    }
    return ran;
  }

  /** Called after a reset or restore, at `nowMs`: an advance under way stops. */
  startAnew(nowMs: number): void {
    this.#world++;
    this.#arrive(nowMs);
  }

  #arrive(nowMs: number): void {
    this.#advancing = false;
    this.#sandbox.parts.clock.moveTo(nowMs);
    this.#sandbox.noteChange();
    this.rearm();
  }

  /** Moves time from one awaited job to the next, until none is left. Background work on the way is done, too. */
  async runToIdle(): Promise<readonly QueuedJob[]> {
    const ran: QueuedJob[] = [];
    const world = this.#world;
    for (;;) {
      const dueMs = this.#sandbox.parts.jobs.nextForegroundDueMs();
      if (dueMs === undefined || world !== this.#world) return ran;
      ran.push(...(await this.advanceTo(Math.max(dueMs, this.#sandbox.nowMs()))));
      if (ran.length > MAX_JOBS)
        throw errors.misuse(`More than ${MAX_JOBS} jobs have run and the sandbox is still not idle.`);
    }
  }

  /** Keeps the timer armed for the next job. */
  rearm(): void {
    const { clock, jobs: queue } = this.#sandbox.parts;
    if (!clock.runs || this.#closed || this.#advancing) return;
    const dueMs = queue.nextDueMs();
    if (dueMs === this.#timerDueMs) return;
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs ?? Number.POSITIVE_INFINITY;
    if (dueMs === undefined) return;
    const timer = setTimeout(() => this.#tick(), Math.min(Math.ceil(clock.wallMsUntil(dueMs)), MAX_TIMER_MS));
    // The timer must not keep a process alive. Browsers' timers are numbers, without `unref`.
    if (typeof timer === 'object') timer.unref?.();
    this.#timer = timer;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    this.catchUp();
    this.rearm();
  }

  async #instant(nowMs: number, ran: QueuedJob[]): Promise<void> {
    const { clock, jobs: queue } = this.#sandbox.parts;
    clock.hold(nowMs);
    for (let state = queue.takeDue(nowMs, 0); state !== undefined; state = queue.takeDue(nowMs, 0)) {
      if (ran.push(state) > MAX_JOBS) throw errors.misuse(tooManyJobs(state));
      this.#run(state);
    }
    const attempts: Promise<void>[] = [];
    for (let attempt = queue.takeDue(nowMs, 1); attempt !== undefined; attempt = queue.takeDue(nowMs, 1)) {
      if (ran.push(attempt) > MAX_JOBS) throw errors.misuse(tooManyJobs(attempt));
      attempts.push(this.#dispatcher.attempt(this.#sandbox, attempt.job.subject));
    }
    await Promise.all(attempts);
  }

  #atItsTime(scheduled: QueuedJob): void {
    const { clock } = this.#sandbox.parts;
    clock.hold(scheduled.dueMs);
    try {
      this.#run(scheduled);
    } finally {
      clock.release();
    }
  }

  #run({ job }: QueuedJob): void {
    this.#sandbox.noteChange();
    if (job.kind !== 'webhook.attempt') runJob(this.#sandbox.scope(job.account), job);
  }
}

const tooManyJobs = ({ job }: QueuedJob): string =>
  `More than ${MAX_JOBS} jobs were due at once, the last of them ${job.kind} of ${job.subject}: does one schedule itself?`;
