import type { TimeCourse } from '../core/clock.ts';
import { instantIn } from '../core/instant.ts';
import { given, isHash, refuseUnknown, wrong, yesOrNo } from './check.ts';
import type { TimeOption } from './options.ts';

/** What a sandbox's time is made of. */
export interface ResolvedTime {
  readonly course: TimeCourse;
  readonly kind: 'real' | 'frozen' | 'scaled';
}

/** Where a sandbox's time starts and how it passes; throws a TypeError for an option that makes no sense. */
export function resolveTime(time: TimeOption): ResolvedTime {
  if (time === 'real') return { kind: 'real', course: { startMs: Date.now(), scale: 1, followsWall: true } };
  if (time === 'frozen')
    return {
      kind: 'frozen',
      course: { startMs: Math.floor(Date.now() / 1000) * 1000, scale: 0, followsWall: false },
    };
  if (!isHash(time))
    throw wrong(
      'createEmulator: time',
      time,
      "Say 'real', 'frozen', or { start: '2026-01-01T00:00:00Z', runs: false }.",
    );
  refuseUnknown('createEmulator: time', time, ['start', 'runs', 'scale']);
  // A cast: a JavaScript caller may have given anything, so each member is checked below.
  const { start, runs = false, scale: pace = 1 } = given(time) as Partial<typeof time>;
  const startMs = startOf(start);
  yesOrNo(runs, 'createEmulator: time.runs');
  if (typeof pace !== 'number' || !(pace > 0 && pace < Number.POSITIVE_INFINITY))
    throw wrong(
      'createEmulator: time.scale',
      pace,
      'Write a number above 0: 60 makes a sandbox minute of each real second.',
    );
  const scale = runs ? pace : 0;
  return { kind: scale === 0 ? 'frozen' : 'scaled', course: { startMs, scale, followsWall: false } };
}

/** A text without a zone is in UTC, wherever the machine stands. */
function startOf(start: unknown): number {
  const at = typeof start === 'string' ? instantIn(start) : start;
  const ms = at instanceof Date ? at.getTime() : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new TypeError(
    `createEmulator: time.start "${String(start)}" is no date. Write an ISO instant such as 2026-01-01T00:00:00Z.`,
  );
}
