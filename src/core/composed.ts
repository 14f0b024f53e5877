import { isHash } from './form.ts';
import { arrayOf, type ListBounds, notAHash, type Params, type Shape, type Shapes } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

/* Shapes made of others, for what is not a parameter of Stripe's. */

/** A hash with at least these members; whatever else it holds is kept as it is. */
export function hashWith<const S extends Shapes>(members: S): Shape<Params<S>> {
  const entries = Object.entries(members);
  return (value, path, voice = STRIPES_VOICE) => {
    if (!isHash(value)) throw notAHash(value, path, voice, `with ${Object.keys(members).join(', ')}`);
    const found: Record<string, unknown> = { ...value };
    for (const [name, shape] of entries) {
      if (value[name] !== undefined) found[name] = shape(value[name], voice.member(path, name), voice);
      else if (!('optional' in shape)) throw voice.missing(path, name);
    }
    // A cast: every required member is there, with what its own shape gave.
    return found as Params<S>;
  };
}

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
