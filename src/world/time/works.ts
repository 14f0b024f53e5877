import type { QueuedJob, StateJob } from '../../model/jobs.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { Dispatcher } from '../../webhooks/dispatcher.ts';
import { Gate } from './gate.ts';
import { storyOf } from './story.ts';

/** What jobs do, and how often one may bring on the next; others than the emulator's own are for tests. */
export interface Bounds {
  readonly runJob: (scope: Scope, job: StateJob) => void;
  readonly maxRounds: number;
}

/** What moves in a sandbox when time passes. */
export class Works {
  readonly sandbox: Sandbox;
  readonly dispatcher: Dispatcher;
  readonly gate = new Gate();
  readonly bounds: Bounds;
  #isRunning = false;

  constructor(sandbox: Sandbox, dispatcher: Dispatcher, bounds: Bounds) {
    this.sandbox = sandbox;
    this.dispatcher = dispatcher;
    this.bounds = bounds;
  }

  /** Whether a job is running: what it calls must not run another one. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Runs a job that has been taken out of the queue. One that throws is told of, and concerns nothing else. */
  run(scheduled: QueuedJob): void {
    const { job } = scheduled;
    this.sandbox.noteChange();
    this.#isRunning = true;
    try {
      if (job.kind !== 'webhook.attempt') this.bounds.runJob(this.sandbox.scope(job.account), job);
    } catch (thrown) {
      this.sandbox.settings.log({ kind: 'error', text: storyOf(scheduled, thrown) });
    } finally {
      this.#isRunning = false;
    }
  }
}
