import { LAST_MS } from '../core/clock.ts';
import { sentence } from '../core/sentence.ts';
import { type Shape, timestamp } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';

/** Unix seconds within the time that there is: milliseconds, which are a common mistake, would never come. */
export const secondsInTime: Shape<number> = (value, path, voice = STRIPES_VOICE) => {
  const seconds = timestamp(value, path, voice);
  if (seconds * 1000 <= LAST_MS) return seconds;
  throw voice.refused(
    path,
    (place) =>
      sentence`${place} is ${seconds}, which is behind the year 9999, with which time ends. Write Unix seconds, not milliseconds.`,
  );
};
