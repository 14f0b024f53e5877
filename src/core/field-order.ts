import type { AnyHash } from './form.ts';

/* Fields follow the alphabet, but for `id` and `object` (recorded of every object seen). */

const isFirst = (name: string): boolean => name === 'id' || name === 'object';

/** `holder` with the field: in the place of the one that it has, or else before the first whose name comes after. */
export function withField(holder: AnyHash, name: string, value: unknown): AnyHash {
  if (Object.hasOwn(holder, name)) return { ...holder, [name]: value };
  const entries = Object.entries(holder);
  const at = entries.findIndex(([other]) => !isFirst(other) && other > name);
  return Object.fromEntries(entries.toSpliced(at < 0 ? entries.length : at, 0, [name, value]));
}

/** `holder` with the field, unless it has one of that name. */
export const withMissing = (holder: AnyHash, name: string, value: unknown): AnyHash =>
  Object.hasOwn(holder, name) ? holder : withField(holder, name, value);
