import { errors } from '../core/catalogue.ts';
import { duration, milliseconds } from '../core/duration.ts';
import { isHash } from '../core/form.ts';
import { instant } from '../core/instant.ts';
import { sentence } from '../core/sentence.ts';
import { hash, optional, type Params, type Shape, string } from '../core/shape.ts';
import { shown } from '../core/voice.ts';
import type { QueuedJob } from '../model/jobs.ts';
import type { EmulatorClock, JobView } from '../options/options.ts';
import { voiceIn } from '../options/voice.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { nowOf, type World } from '../world/worlds.ts';
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

const VOICE = voiceIn('clock.advance');

// How far is too far is said by `advanceTo`, and also that time only goes forward.
const stretch = milliseconds({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY });
const WAY = hash({ by: optional(stretch), to: optional(instant) });

/** What `advance` was given: by how much, or to when; a TypeError for anything else. */
function wayOf(way: unknown): Params<(typeof WAY)['members']> {
  const isStretch = typeof way === 'number' || typeof way === 'string';
  const { by, to } = isStretch || isHash(way) ? WAY(isStretch ? { by: way } : way, '', VOICE) : {};
  if (by !== undefined && to === undefined) return { by };
  if (to !== undefined && by === undefined) return { to };
  throw new TypeError(
    sentence`clock.advance is ${shown(way)}. Say how far: 5000 (milliseconds), '5s', { by: '5s' }, or { to } with a Date, an ISO instant or Unix seconds.`,
  );
}

function clockOf(world: World): EmulatorClock {
  const { sandbox, timeline } = world;
  const { clock } = sandbox.parts;
  return {
    now: () => nowOf(world),
    async advance(way) {
      const { by, to } = wayOf(way);
      return (await timeline.advanceTo(to ?? clock.now() + (by ?? 0))).map(jobView);
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
