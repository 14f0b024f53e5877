import { asText } from '../../core/as-text.ts';
import type { QueuedJob } from '../../model/jobs.ts';

/** An instant as sentences show it, even one that is none. */
export function isoOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? asText(ms) : date.toISOString();
}

/** What the log says of a job that has thrown. */
export function storyOf({ job: { kind, subject, account }, dueMs }: QueuedJob, thrown: unknown): string {
  const where = account === undefined ? '' : ` in ${account}`;
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  return `The job ${kind} of ${subject}${where}, due at ${isoOf(dueMs)}, has thrown. It is taken out, and everything else goes on. ${stack ?? asText(thrown)}`;
}
