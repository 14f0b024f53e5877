import type { QueuedJob } from '../../model/jobs.ts';
import type { Pace } from './pace.ts';
import { Rounds } from './rounds.ts';
import type { Works } from './works.ts';

/** What is due by now on a clock that runs, each job at its own instant; attempts are begun, and nobody waits for them. */
export class Overdue {
  readonly #works: Works;
  readonly #targetMs: number;
  readonly #rounds: Rounds;
  #done = 0;
  #atMs: number;
  #endless: QueuedJob | undefined;

  constructor(works: Works) {
    this.#works = works;
    this.#rounds = new Rounds(works.bounds.maxRounds);
    this.#targetMs = works.sandbox.nowMs();
    this.#atMs = this.#targetMs;
  }

  get done(): number {
    return this.#done;
  }

  /** The instant of the job that ran last. */
  get atMs(): number {
    return this.#atMs;
  }

  get left(): number {
    return this.#works.sandbox.parts.jobs.countDue(this.#targetMs);
  }

  /** The job with which work without end would go on; it has been left there. */
  get endless(): QueuedJob | undefined {
    return this.#endless;
  }

  /** Works up to the end of a stretch, if there is a pace; answers whether all is done. */
  work(pace?: Pace): boolean {
    const { jobs } = this.#works.sandbox.parts;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      if (pace?.isOver() === true) return false;
      if (this.#rounds.areTooMany(next.dueMs, next, jobs.issued)) {
        this.#endless = next;
        return true;
      }
      jobs.takeDue(this.#targetMs);
      this.#done++;
      this.#atMs = next.dueMs;
      this.#perform(next);
    }
    return true;
  }

  #next(): QueuedJob | undefined {
    return this.#works.sandbox.parts.jobs.peekDue(this.#targetMs);
  }

  #perform(job: QueuedJob): void {
    const { sandbox, dispatcher } = this.#works;
    // It never rejects.
    if (job.phase === 1) return void dispatcher.attempt(sandbox, job.job.subject);
    const { clock } = sandbox.parts;
    clock.hold(job.dueMs);
    this.#works.run(job);
    clock.release();
  }
}
