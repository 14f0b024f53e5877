import { type AnyHash, isHash } from '../../core/form.ts';

/* How the form of an older version is made of the newest: by adding what it had, in its place, or by taking away. */

export type Fields = AnyHash;

/** A charge's list of refunds, a PaymentIntent's of charges: they say how many there are (docs: changelog 2025-03-31.basil). */
export interface CountedList {
  readonly object: 'list';
  readonly data: readonly unknown[];
  readonly has_more: boolean;
  readonly total_count: number;
  readonly url: string;
}

// `id` and `object` come first on the wire, the others by their names (recorded).
const isFirst = (name: string): boolean => name === 'id' || name === 'object';

/** `object` with further members, each before the first whose name comes after its own; what is there already stays. */
export function inserted(object: Fields, members: Readonly<Record<string, unknown>>): Fields {
  const entries = Object.entries(object);
  for (const [name, value] of Object.entries(members)) {
    if (name in object) continue;
    const at = entries.findIndex(([other]) => !isFirst(other) && other > name);
    entries.splice(at < 0 ? entries.length : at, 0, [name, value]);
  }
  return Object.fromEntries(entries);
}

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
