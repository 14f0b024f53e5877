import { errors } from '../core/catalogue.ts';
import { duration } from '../core/duration.ts';
import { instant, instantMs } from '../core/instant.ts';
import { sentence } from '../core/sentence.ts';
import { hash, optional, type Params, type Shape, string } from '../core/shape.ts';
import type { QueuedJob } from '../model/jobs.ts';
import type { EmulatorClock, JobView } from '../options/options.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { World } from '../world/worlds.ts';
import { action, twin } from './action.ts';
import { listOf } from './lists.ts';

declare module '../options/twins.ts' {
  interface Twins {
    readonly clock: EmulatorClock;
  }
}

const jobView = ({ dueMs, background, job: { kind, subject, ...details } }: QueuedJob): JobView => ({
  ...details,
  kind,
  subject,
  due: dueMs / 1000,
  background,
});

/** What is due, earliest first. */
export const pendingJobs = ({ parts: { jobs } }: Sandbox): readonly JobView[] => jobs.list().map(jobView);

/** A sandbox's time as `GET /_emulator/clock` answers it. */
function clockView({ parts: { clock } }: Sandbox): object {
  const nowMs = clock.now();
  return {
    object: 'emulator.clock',
    // Unix seconds, with a fraction.
    now: nowMs / 1000,
    iso: new Date(nowMs).toISOString(),
    // How many sandbox seconds pass in one real second; 0 stands.
    scale: clock.scale,
  };
}

// Too large for a Date. `advanceTo` refuses infinity with the error about the year 9999.
const anyInstant: Shape<number> = (value, path, voice) =>
  typeof value === 'string' && /^\d{12,}$/.test(value)
    ? Number.POSITIVE_INFINITY
    : instant(value, path, voice);

const ADVANCE = hash({ by: optional(duration), to: optional(anyInstant), until: optional(string()) });

/** Moves time as the parameters say: `by`, `to` or `until=idle`. */
function advance(
  { sandbox, timeline }: World,
  { by, to, until }: Params<(typeof ADVANCE)['members']>,
): Promise<readonly QueuedJob[]> {
  if ([by, to, until].filter((way) => way !== undefined).length !== 1)
    throw errors.misuse('Say how far: by=5s, to=<instant>, or until=idle.');
  if (until !== undefined && until !== 'idle')
    throw errors.misuse(sentence`Invalid until: "${until}". The only thing to wait for is idle.`, 'until');
  if (until !== undefined) return timeline.runToIdle();
  return timeline.advanceTo(to ?? sandbox.nowMs() + (by ?? 0));
}

function clockOf({ sandbox, timeline }: World): EmulatorClock {
  const { clock } = sandbox.parts;
  return {
    now: () => {
      timeline.catchUpNow();
      return new Date(clock.now());
    },
    async advance(by) {
      const targetMs = typeof by === 'number' ? clock.now() + by : instantMs(by.to);
      if (Number.isNaN(targetMs))
        throw new TypeError('clock.advance: give milliseconds, or { to } with a Date or an ISO instant.');
      return (await timeline.advanceTo(targetMs)).map(jobView);
    },
    async runToIdle() {
      return (await timeline.runToIdle()).map(jobView);
    },
    pending: () => {
      timeline.catchUpNow();
      return pendingJobs(sandbox);
    },
  };
}

export const clockActions = [
  action(
    'GET',
    '/clock',
    { about: "The sandbox's time.", twin: twin('clock', 'clock.now()', ({ world }) => clockOf(world())) },
    ({ world }) => clockView(world.sandbox),
  ),
  action(
    'POST',
    '/clock/advance',
    {
      about:
        'Moves time: `by=5s`, `to=<Unix seconds or ISO>`, or `until=idle`. Answers the new time and the jobs that ran.',
      params: ADVANCE,
      twinCall: 'clock.advance(…), clock.runToIdle()',
    },
    async ({ world, params }) => {
      const jobs = await advance(world, params);
      return { ...clockView(world.sandbox), jobs: jobs.map(jobView) };
    },
  ),
  action(
    'GET',
    '/jobs',
    {
      about: 'What is due, when, and whether it is `background`.',
      twinCall: 'clock.pending()',
    },
    ({ world }) => listOf(pendingJobs(world.sandbox), '/jobs'),
  ),
] as const;
