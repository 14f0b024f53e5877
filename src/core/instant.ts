import { asText } from './as-text.ts';
import { sentence } from './sentence.ts';
import { type Shape, string } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

// Nine to eleven digits are the years 1973 to 5138. Fewer would be a year such as 2026, and more are milliseconds.
const UNIX_SECONDS = /^\d{9,11}(?:\.\d+)?$/;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ].+)?$/;

/** An instant as people write it: ISO, in UTC unless it names a zone, or Unix seconds. Undefined for anything else. */
export function instantIn(text: string): Date | undefined {
  if (UNIX_SECONDS.test(text)) return new Date(Math.round(Number(text) * 1000));
  if (!ISO.test(text)) return undefined;
  // JavaScript reads a text without a zone in the machine's zone, and the same seed would give other data elsewhere.
  const zoned = text.length === 10 || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
  const instant = new Date(zoned.replace(' ', 'T'));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Time ends before it. */
export const END_OF_TIME_MS = Date.UTC(10_000, 0);

/** The sentence for what `instantIn` does not take. */
export const instantSentence = (place: string, value: unknown): string =>
  sentence`${place} "${asText(value)}" is no date. Write Unix seconds or an ISO instant such as 2026-01-01T00:00:00Z.`;

/** Milliseconds since the epoch of an instant as people write it, or of a Date; NaN for anything else. */
export function instantMs(value: unknown): number {
  const at = typeof value === 'string' || typeof value === 'number' ? instantIn(String(value)) : value;
  return at instanceof Date ? at.getTime() : Number.NaN;
}

const anyText = string();

/** An instant as people write it, or a Date where there are such; read into milliseconds since the epoch. */
export const instant: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  const text = voice.reads === 'text' ? anyText(value, path, voice) : value;
  const ms = instantMs(text);
  if (Number.isNaN(ms)) throw voice.refused(path, (place) => instantSentence(place, value));
  return ms;
};
