import { InstitutionCatalogue } from '../../src/bank/institutions.ts';
import { Clock } from '../../src/core/clock.ts';
import { randomIds } from '../../src/core/ids.ts';
import { Scheduler } from '../../src/core/scheduler.ts';
import type { StateJob } from '../../src/model/jobs.ts';
import type { LogEntry } from '../../src/model/settings.ts';
import { resolveOptions } from '../../src/options/resolve.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { enqueue } from '../../src/webhooks/deliveries.ts';
import { Dispatcher } from '../../src/webhooks/dispatcher.ts';
import { Timeline } from '../../src/world/time/timeline.ts';

export const START_MS = Date.parse('2026-01-01T00:00:00Z');

export interface StubbedTime {
  readonly sandbox: Sandbox;
  readonly timeline: Timeline;
  readonly dispatcher: Dispatcher;
  readonly logged: LogEntry[];
  /** The machine's time, for a clock that runs. */
  readonly wall: { ms: number };
  /** Schedules a job of this subject. */
  readonly plan: (dueMs: number, subject: string, background?: boolean) => void;
}

/** A sandbox whose jobs do what a test says: none of the emulator's own throws, or goes on without end. */
export function stubbedTime(
  run: (job: StateJob, world: StubbedTime) => void,
  scale = 0,
  bounds: { readonly maxRounds?: number } = {},
): StubbedTime {
  const logged: LogEntry[] = [];
  const wall = { ms: START_MS };
  const { settings } = resolveOptions({ log: (entry: LogEntry) => void logged.push(entry) });
  const course = { startMs: START_MS, scale, followsWall: false };
  const dispatcher = new Dispatcher();
  const sandbox: Sandbox = new Sandbox({
    settings,
    institutions: new InstitutionCatalogue(),
    clock: new Clock(course, { wallMs: () => wall.ms, steadyMs: () => wall.ms }),
    jobs: new Scheduler(),
    ids: randomIds(),
    outbox: enqueue,
    onSchedule: () => timeline.rearm(),
    onEvent: () => {},
    mayCall: () => true,
    pageOrigin: () => undefined,
    fieldsOfPreviews: () => undefined,
    onEmit: () => {},
  });
  const timeline: Timeline = new Timeline(sandbox, dispatcher, course, {
    ...bounds,
    runJob: (_scope, job) => run(job, world),
  });
  const plan = (dueMs: number, subject: string, background = false) =>
    sandbox.schedule(dueMs, { kind: 'account.deactivate', subject }, { background });
  const world: StubbedTime = { sandbox, timeline, dispatcher, logged, wall, plan };
  return world;
}
