import type { AnyHash } from './form.ts';

/* Fields follow the alphabet, but for `id` and `object` (recorded of every object seen). */

const isFirst = (name: string): boolean => name === 'id' || name === 'object';

/** `holder` with the field: in the place of the one that it has, or else before the first whose name comes after. */
export function withField<Holder extends object>(holder: Holder, name: string, value: unknown): Holder {
  if (Object.hasOwn(holder, name)) return { ...holder, [name]: value };
  const entries: [string, unknown][] = Object.entries(holder);
  const at = entries.findIndex(([other]) => !isFirst(other) && other > name);
  // A cast: it is the same with one field more.
  return Object.fromEntries(entries.toSpliced(at < 0 ? entries.length : at, 0, [name, value])) as Holder;
}

/** The same with several, of which most objects have all. */
export function withFields<Holder extends object>(holder: Holder, fields: Partial<Holder>): Holder {
  const added = Object.keys(fields).filter((name) => !Object.hasOwn(holder, name));
  const whole = added.reduce((one, name) => withField(one, name, undefined), holder);
  return { ...whole, ...fields };
}

/** `holder` with the field, unless it has one of that name. */
export const withMissing = (holder: AnyHash, name: string, value: unknown): AnyHash =>
  Object.hasOwn(holder, name) ? holder : withField(holder, name, value);
