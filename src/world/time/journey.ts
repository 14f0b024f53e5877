import { errors } from '../../core/catalogue.ts';
import { elementAt } from '../../core/element-at.ts';
import type { QueuedJob } from '../../model/jobs.ts';
import type { Attempt } from '../../webhooks/attempt.ts';
import { performAll, type Trip } from './batch.ts';
import { Pace } from './pace.ts';
import { Progress, progressOf } from './progress.ts';
import { endlessAtInstant, Rounds } from './rounds.ts';
import { isoOf } from './story.ts';
import type { Works } from './works.ts';

/** Some work, up to the end of a stretch if there is a pace: whether all of it is done. */
type Work = (pace?: Pace) => boolean;

export interface Way {
  /** How far it goes, asked at each instant; it may throw a refusal to go on. */
  readonly limitMs: (ran: readonly QueuedJob[]) => number;
  /** About how many jobs are still to come. */
  readonly left: () => number;
  /** False once it must stop, because the sandbox was reset, restored or closed. */
  readonly goesOn: () => boolean;
}

/** One way through time, by `advance` or to idle: from instant to instant, and at each all that is due at it. */
export class Journey implements Trip {
  readonly works: Works;
  readonly goesOn: () => boolean;
  readonly pace = new Pace();
  readonly progress: Progress;
  /** Endpoints that have timed out at the present instant. */
  readonly hanging = new Set<string>();
  /** Attempts that have been taken up and have not ended. */
  open = 0;
  hasToldWho = false;
  readonly #way: Way;
  readonly #rounds: Rounds;
  readonly #ran: QueuedJob[] = [];
  #instantMs = Number.NaN;

  constructor(works: Works, way: Way) {
    this.works = works;
    this.#way = way;
    this.#rounds = new Rounds(works.bounds.maxRounds);
    this.goesOn = way.goesOn;
    this.progress = new Progress(() => this.#say());
  }

  /** Resolves to the jobs that ran. */
  async travel(): Promise<readonly QueuedJob[]> {
    const { clock, jobs } = this.works.sandbox.parts;
    while (this.goesOn()) {
      const limitMs = this.#way.limitMs(this.#ran);
      const dueMs = jobs.nextDueMs();
      if (dueMs === undefined || dueMs > limitMs) break;
      await this.#instant(Math.max(dueMs, clock.now()));
    }
    return this.#ran;
  }

  async #instant(nowMs: number): Promise<void> {
    if (nowMs !== this.#instantMs) this.hanging.clear();
    this.#instantMs = nowMs;
    const { sandbox, dispatcher, gate } = this.works;
    sandbox.parts.clock.hold(nowMs);
    await this.#inStretches(this.#due(0, (job) => this.works.run(job)));
    const batch: Attempt[] = [];
    await this.#inStretches(
      this.#due(
        1,
        ({ job }) => {
          const attempt = dispatcher.take(sandbox, job.subject);
          if (attempt !== undefined) batch.push(attempt);
        },
        () => batch.length > 0,
      ),
    );
    if (batch.length === 0 || !this.goesOn()) return;
    // What the receivers call is answered, at this instant.
    gate.open();
    await performAll(batch, this);
    if (!this.goesOn()) return;
    // In the order of their jobs, whichever has ended first.
    let filed = 0;
    await this.#inStretches((pace) => {
      for (; filed < batch.length; filed++) {
        if (pace?.isOver() === true) return false;
        dispatcher.file(elementAt(batch, filed));
      }
      return true;
    });
  }

  /** Takes what is due now, of one phase, also what is scheduled meanwhile. */
  #due(phase: 0 | 1, take: (job: QueuedJob) => void, hasTaken = () => false): Work {
    const { jobs } = this.works.sandbox.parts;
    const nowMs = this.#instantMs;
    return (pace) => {
      for (let next = jobs.peekDue(nowMs, phase); next !== undefined; next = jobs.peekDue(nowMs, phase)) {
        if (pace?.isOver() === true) return false;
        if (this.#rounds.areTooMany(nowMs, next, jobs.issued)) {
          // What has been taken up is ended first, or it would be lost.
          if (hasTaken()) return true;
          throw errors.misuse(endlessAtInstant(next, nowMs, this.works.bounds.maxRounds));
        }
        jobs.takeDue(nowMs, phase);
        this.#ran.push(next);
        take(next);
      }
      return true;
    };
  }

  /** Does some work, with the gate shut while the event loop turns. */
  async #inStretches(work: Work): Promise<void> {
    if (!this.goesOn() || work(this.pace)) return;
    const { gate } = this.works;
    const rest = () => {
      try {
        work();
      } catch {
        // Whoever advances is told why time does not go on, not who looks.
      }
    };
    do {
      gate.shut(rest);
      await this.pace.rest();
      if (!this.goesOn()) return;
      this.progress.look();
    } while (!work(this.pace));
    gate.noteWhole();
  }

  #say(): void {
    const { sandbox } = this.works;
    const done = this.#ran.length - this.open;
    const text = progressOf('Advancing', done, this.#way.left() + this.open, isoOf(sandbox.nowMs()));
    sandbox.settings.log({ kind: 'notice', text });
  }
}
