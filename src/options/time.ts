import { asText } from '../core/as-text.ts';
import { errors } from '../core/catalogue.ts';
import type { TimeCourse } from '../core/clock.ts';
import { asWritten } from '../core/composed.ts';
import { isHash } from '../core/form.ts';
import { END_OF_TIME_MS, instant, instantIn, instantMs, instantSentence } from '../core/instant.ts';
import { boolean, type Shape } from '../core/shape.ts';
import { STRIPES_VOICE, type Voice } from '../core/voice.ts';
import { type KnobsOf, optionsOf } from './knob.ts';
import type { TimeOption } from './options.ts';

type Schedule = Extract<TimeOption, object>;

// A year in each second: time comes to its end in hours, not at once.
const MAX_SCALE = 31_536_000;

const scale: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  const pace = typeof value === 'string' && value !== '' && voice.reads === 'text' ? Number(value) : value;
  if (typeof pace === 'number' && pace > 0 && pace <= MAX_SCALE) return pace;
  throw voice.wrong(
    path,
    value,
    `Write a number above 0 and up to ${MAX_SCALE}: 60 makes a sandbox minute of each real second`,
    errors.invalidInteger(path, asText(value)),
  );
};

/** The members of `time` when it is an object. */
export const TIME = {
  start: {
    shape: asWritten<Schedule['start']>(instant),
    about: 'Where time starts: a Date, ISO, in UTC unless it names a zone, or Unix seconds',
  },
  runs: { shape: boolean, about: 'Whether time passes by itself', byDefault: '`false`' },
  scale: {
    shape: scale,
    about: 'Sandbox seconds in one real second, when time runs; 1 if it is not said',
    flag: {
      group: 'What it emulates',
      takes: '<number>',
      about: 'Sandbox seconds in one real second; makes an instant run',
    },
  },
} as const satisfies KnobsOf<Schedule>;

const schedule = optionsOf(TIME);

/** `real`, `frozen`, or a schedule; where all is text, an instant at which time stands. */
export const timeOption: Shape<TimeOption> = (value, path, voice = STRIPES_VOICE) => {
  if (value === 'real' || value === 'frozen') return value;
  if (voice.reads === 'text') return standingAt(value, path, voice);
  if (!isHash(value))
    throw voice.wrong(
      path,
      value,
      "Say 'real', 'frozen', or { start: '2026-01-01T00:00:00Z', runs: false }",
      errors.invalidHash(path),
    );
  const { start, runs = false, scale: pace } = schedule(value, path, voice);
  const at = voice.member(path, 'start');
  if (start === undefined) throw voice.refused(at, (place) => instantSentence(place, start));
  checkBeforeEnd(instantMs(start), at, voice);
  return { start, runs, ...(pace === undefined ? {} : { scale: pace }) };
};

function standingAt(value: unknown, path: string, voice: Voice): TimeOption {
  const start = typeof value === 'string' ? instantIn(value) : undefined;
  if (start !== undefined) {
    checkBeforeEnd(start.getTime(), path, voice);
    return { start, runs: false };
  }
  const advice =
    'Give "real", "frozen" or an instant. Give one such as 2026-01-31T12:00:00Z, or Unix seconds' as const;
  throw voice.wrong(path, value, advice, errors.invalidTimestamp(path, asText(value)));
}

function checkBeforeEnd(startMs: number, path: string, voice: Voice): void {
  if (startMs >= END_OF_TIME_MS)
    throw voice.refused(
      path,
      (place) => `${place} is behind the year 9999, with which time ends: give an earlier instant.`,
    );
}

/** What a sandbox's time is made of. */
export interface ResolvedTime {
  readonly course: TimeCourse;
  readonly kind: 'real' | 'frozen' | 'scaled';
}

/** Where a sandbox's time starts and how it passes. */
export function resolveTime(time: TimeOption): ResolvedTime {
  if (time === 'real') return { kind: 'real', course: { startMs: Date.now(), scale: 1, followsWall: true } };
  if (time === 'frozen')
    return {
      kind: 'frozen',
      course: { startMs: Math.floor(Date.now() / 1000) * 1000, scale: 0, followsWall: false },
    };
  const pace = time.runs ? (time.scale ?? 1) : 0;
  const startMs = instantMs(time.start);
  return { kind: pace === 0 ? 'frozen' : 'scaled', course: { startMs, scale: pace, followsWall: false } };
}
