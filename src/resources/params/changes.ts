import { type AnyHash, emptyHash, isHash } from '../../core/form.ts';

const own = (fields: AnyHash, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/**
 * `data.previous_attributes` of an update: the earlier values of what differs, inside hashes only of the members that
 * differ, null for a member that is new. Undefined when nothing differs.
 */
export function previousAttributes(before: object, after: object): object | undefined {
  if (!isHash(before) || !isHash(after)) return undefined;
  // Metadata has names of the user's own: `constructor` and `__proto__` are names like any other.
  const previous = emptyHash<unknown>();
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [own(before, name), own(after, name)];
    if (isHash(was) && isHash(is)) {
      const inner = previousAttributes(was, is);
      if (inner !== undefined) previous[name] = inner;
    } else if (JSON.stringify(was) !== JSON.stringify(is)) {
      previous[name] = was ?? null;
    }
  }
  return Object.keys(previous).length === 0 ? undefined : previous;
}

/** The members of `params` by these names that were given. */
export function given<P extends object, const Name extends keyof P>(
  params: P,
  ...names: readonly Name[]
): Pick<P, Name> {
  const picked: Partial<P> = {};
  for (const name of names) if (params[name] !== undefined) picked[name] = params[name];
  // Members that were not given stay absent, which `Pick` allows for optional ones.
  return picked as Pick<P, Name>;
}
