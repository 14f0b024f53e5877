import { elementAt } from '../../core/element-at.ts';
import type { QueuedJob } from '../../model/jobs.ts';
import { isoOf } from './story.ts';

/**
 * Tells work without end from much work. At an instant, what was queued when a round began is that round, however much;
 * what it has brought on for the same instant is the next one.
 */
export class Rounds {
  readonly #most: number;
  #instantMs = Number.NaN;
  #watermark = 0;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there have been too many rounds for `next` to run at this instant. `issued` is how many jobs there were ever. */
  areTooMany(instantMs: number, next: QueuedJob, issued: number): boolean {
    const isSame = instantMs === this.#instantMs;
    if (isSame && next.sequence < this.#watermark) return false;
    if (isSame && this.#count === this.#most) return true;
    this.#count = isSame ? this.#count + 1 : 1;
    this.#instantMs = instantMs;
    this.#watermark = issued;
    return false;
  }
}

/** The same for work that goes on through time: a generation is what the one before has brought on. */
export class Generations {
  readonly #most: number;
  #watermark = 0;
  #left = 0;
  #count = 0;
  #noted = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there have been too many, when these jobs have run and `waiting` of those ever `issued` are awaited. */
  areTooMany(ran: readonly QueuedJob[], waiting: number, issued: number): boolean {
    for (; this.#noted < ran.length; this.#noted++) {
      const { background, sequence } = elementAt(ran, this.#noted);
      if (!background && sequence < this.#watermark) this.#left--;
    }
    if (this.#left > 0) return false;
    this.#left = waiting;
    this.#watermark = issued;
    this.#count++;
    return this.#count > this.#most;
  }
}

const WHAT_TO_DO =
  'A job, or a webhook that makes something at each event, brings on the next one without end: end that, or reset the sandbox. No job is lost.';

/** Why time does not go on. */
export const endlessAtInstant = ({ job }: QueuedJob, instantMs: number, rounds: number): string =>
  `The sandbox's time stands at ${isoOf(instantMs)}: ${rounds} rounds of jobs were due at this instant, each brought on by the one before, and ${job.kind} of ${job.subject} is the next. ${WHAT_TO_DO}`;

export const endlessInTime = (job: QueuedJob | undefined, nowMs: number, rounds: number): string =>
  `The sandbox is not idle, at ${isoOf(nowMs)}, after ${rounds} generations of jobs, each brought on by the one before${job === undefined ? '' : `, and ${job.job.kind} of ${job.job.subject} is the next`}. ${WHAT_TO_DO}`;
