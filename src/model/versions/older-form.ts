import { type AnyHash, isHash } from '../../core/form.ts';

/* How the form of an older version is made of the newest: by adding what it had, in its place, or by taking away. */

export type Fields = AnyHash;

/** `object` with what `change` makes of one of its hashes, if it has it. */
export function within(object: Fields, name: string, change: (inner: Fields) => Fields): Fields {
  const inner = object[name];
  return isHash(inner) ? { ...object, [name]: change(inner) } : object;
}

/** `object` without the member at `path`. */
export function without(object: Fields, [name = '', ...rest]: readonly string[]): Fields {
  if (!Object.hasOwn(object, name)) return object;
  if (rest.length > 0) return within(object, name, (inner) => without(inner, rest));
  const { [name]: _gone, ...others } = object;
  return others;
}
