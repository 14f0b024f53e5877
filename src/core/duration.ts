import { asText } from './as-text.ts';
import { errors } from './catalogue.ts';
import { sentence } from './sentence.ts';
import { type Shape, string } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS };

/** A duration with its unit: `250ms`, `5s`, `10m`, `1h`, `1d`. */
export type DurationText = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

/** Milliseconds, or a duration with its unit. */
export type Duration = number | DurationText;

/** As its users write it: each member whose name ends in `Ms` may be a text with its unit. */
export type WithDurations<T> = {
  readonly [Name in keyof T]: Name extends `${string}Ms`
    ? T[Name] extends readonly number[]
      ? readonly Duration[]
      : Duration
    : T[Name];
};

// A hundred years: far enough for a test, and never near the end of what a Date can hold.
const MAX_DAYS = 36_500;

/** `250ms`, `5s`, `10m`, `1h`, `1d` → milliseconds; undefined for anything else, a bare number included. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined) return undefined;
  const ms = Math.round(Number(number) * unitMs);
  return ms > MAX_DAYS * DAY_MS ? undefined : ms;
}

/** Milliseconds in the largest unit that they are whole in: `1s`, `30d`. */
export function inUnits(ms: number): string {
  const [unit, size] = Object.entries(UNIT_MS).findLast(([, each]) => ms % each === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

/** The sentence for what `parseDuration` does not take. */
export const durationSentence = (name: string, text: string): string =>
  sentence`Invalid ${name}: "${text}". A duration carries its unit, such as 250ms, 5s, 10m, 1h or 1d, and is at most ${MAX_DAYS}d.`;

const anyText = string();

/** A duration with its unit, in any notation; read into milliseconds. */
export const duration: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  const text = voice.reads === 'text' ? anyText(value, path, voice) : value;
  const ms = typeof text === 'string' ? parseDuration(text) : undefined;
  if (ms === undefined) throw voice.refused(path, (place) => durationSentence(place, asText(value)));
  return ms;
};

/** Milliseconds, or a duration with its unit; where all is text only the latter. */
export const milliseconds =
  ({
    min = 0,
    max = MAX_DAYS * DAY_MS,
  }: {
    readonly min?: number;
    readonly max?: number;
  } = {}): Shape<number> =>
  (value, path, voice = STRIPES_VOICE) => {
    if (voice.reads === 'text') return duration(value, path, voice);
    const ms = typeof value === 'string' ? parseDuration(value) : value;
    if (typeof ms === 'number' && ms >= min && ms <= max) return ms;
    const range = Number.isFinite(max) ? ` from ${min} to ${max}` : '';
    const advice = `Write milliseconds, a number${range} such as 5000, or a duration such as '5s'` as const;
    throw voice.wrong(path, value, advice, errors.invalidInteger(path, asText(value)));
  };
