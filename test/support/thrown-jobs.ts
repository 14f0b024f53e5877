import { Works } from '../../src/world/time/works.ts';

/*
 * A job that throws is told of in the log and taken out, so that nothing else stops. No test would notice: so each test fails
 * during which one threw, by test/support/no-thrown-jobs.ts.
 */

const thrown: unknown[] = [];
const watched = new WeakSet<Works>();
const { run } = Works.prototype;

Works.prototype.run = function runWatched(scheduled): void {
  const { bounds } = this;
  if (!watched.has(this)) {
    watched.add(this);
    const runJob: typeof bounds.runJob = (scope, job) => {
      try {
        bounds.runJob(scope, job);
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    };
    Object.assign(this, { bounds: { ...bounds, runJob } });
  }
  run.call(this, scheduled);
};

/** What jobs have thrown since it was last asked for: whoever expects it asks, and no other test fails. */
export const thrownJobs = (): readonly unknown[] => thrown.splice(0);
