import { arrayOf, type ListBounds, type Shape } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

/* Shapes made of others, for what is not a parameter of Stripe's. */

/** Checks a value, and gives it back as it was written: it is read where it is used. */
export function asWritten<T>(shape: Shape<unknown>): Shape<T> {
  return (value, path, voice) => {
    shape(value, path, voice);
    // A cast: the shape takes only what is written as a `T`.
    return value as T;
  };
}

/** A list, or one text with commas between its elements. */
export function listed<T>(shape: Shape<T>, bounds: ListBounds = {}): Shape<readonly T[]> {
  const list = arrayOf(shape, bounds);
  return (value, path, voice) =>
    list(typeof value === 'string' ? value.split(',').map((word) => word.trim()) : value, path, voice);
}

/** The same where all is text; elsewhere a list is written as one. */
export function listedInText<T>(shape: Shape<T>, bounds: ListBounds = {}): Shape<readonly T[]> {
  const [inText, list] = [listed(shape, bounds), arrayOf(shape, bounds)];
  return (value, path, voice = STRIPES_VOICE) => (voice.reads === 'text' ? inText : list)(value, path, voice);
}
