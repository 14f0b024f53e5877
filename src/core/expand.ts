import { errors } from './catalogue.ts';
import type { StripeError } from './errors.ts';
import { withField } from './field-order.ts';
import { type AnyHash, isHash } from './form.ts';

/** Where a field leads: `a|b` to an object, `[]a|b` to a list of them, a hash further in, and a number nowhere. */
type Expandable = number | string | ExpandableFields;
export interface ExpandableFields {
  readonly [field: string]: Expandable;
}

/** The expandable fields of each object type. */
export type ExpandableTypes = Readonly<Record<string, ExpandableFields>>;

/** The fields of both, hash by hash; where they differ, those of `more`. */
function mergedFields(fields: ExpandableFields, more: ExpandableFields): ExpandableFields {
  const all = Object.entries(more).map(([name, field]) => {
    const known = fields[name];
    return [
      name,
      typeof known === 'object' && typeof field === 'object' ? mergedFields(known, field) : field,
    ] as const;
  });
  return { ...fields, ...Object.fromEntries(all) };
}

/** The types of both, with the fields of both. */
// A cast: types are merged as the fields of one are, and each is a hash.
export const mergedTypes = (types: ExpandableTypes, more: ExpandableTypes): ExpandableTypes =>
  mergedFields(types, more) as ExpandableTypes;

/** What answers are expanded with. */
export interface Expansion {
  readonly types: ExpandableTypes;
  /** The object that an id leads to; the id of one that is not found stays. */
  readonly find: (type: string, id: string) => object | undefined;
  /** The field of an object that only answers have that are asked for it; of one within a hash by both names, with a dot. */
  readonly included: (holder: AnyHash, name: string) => unknown;
}

const MAX_LEVELS = 4;
const LIST = '[]';

/** The field of that name; only own properties count, so that `constructor` is unknown. */
const fieldOf = (fields: ExpandableFields | undefined, name: string): Expandable | undefined =>
  fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;

const isList = (field: Expandable): boolean => typeof field === 'string' && field.startsWith(LIST);
const typesIn = (field: string): readonly string[] => field.replace(LIST, '').split('|');

/** Refuses a path that `type` (or a list of it) does not have; Stripe does so before any lookup (recorded). */
export function checkExpand(
  types: ExpandableTypes,
  type: string,
  ofList: boolean,
  path: string,
  refuse: (name: string) => StripeError = errors.notExpandable,
): void {
  const segments = path.split('.');
  // `data` counts as a level (seen: stripe-java issue 2011, data.payments.data.payment.charge).
  if (segments.length > MAX_LEVELS) throw errors.expandTooDeep(path);
  if (!ofList) {
    walk(types, within(types, type), segments, refuse);
    return;
  }
  const [first = '', ...rest] = segments;
  // `data` alone is accepted and does nothing (recorded); `total_count` makes a search count its results.
  if (rest.length === 0 && (first === 'data' || first === 'total_count')) return;
  if (first !== 'data') {
    throw errors.notExpandable(first, fieldOf(types[type], first) === undefined ? undefined : `data.${path}`);
  }
  walk(types, within(types, type), rest, refuse);
}

/** What can be expanded of what a field leads to: of each type that it may be. */
function within(types: ExpandableTypes, field: Expandable): readonly ExpandableFields[] {
  if (typeof field === 'number') return [];
  if (typeof field !== 'string') return [field];
  return typesIn(field).flatMap((type) => {
    const fields = types[type];
    return fields === undefined ? [] : [fields];
  });
}

function walk(
  types: ExpandableTypes,
  fields: readonly ExpandableFields[],
  segments: readonly string[],
  refuse: (name: string) => StripeError,
): void {
  let known = fields;
  for (let at = 0; at < segments.length; at++) {
    const name = segments[at] ?? '';
    const found = known.flatMap((one) => fieldOf(one, name) ?? []);
    if (found.length === 0) throw refuse(name);
    if (found.some(isList) && segments[at + 1] === 'data') at++;
    known = found.flatMap((field) => within(types, field));
  }
}

/** A hash in an object, on the way to what is expanded there. */
interface Within {
  readonly holder: AnyHash;
  readonly path: string;
}

/** `value` with the id at the path `segments` replaced by its object, or with what was left out there. */
export function expanded(
  value: unknown,
  segments: readonly string[],
  expansion: Expansion,
  fields?: ExpandableFields,
  within?: Within,
): unknown {
  const [name, ...rest] = segments;
  if (name === undefined) return value;
  if (Array.isArray(value))
    return value.map((element) => expanded(element, segments, expansion, fields, within));
  if (!isHash(value)) return value;
  const isThere = Object.hasOwn(value, name);
  const holder = within?.holder ?? value;
  const path = within === undefined ? name : `${within.path}.${name}`;
  const inner = isThere ? value[name] : expansion.included(holder, path);
  if (inner === undefined || (inner === null && isThere)) return value;
  // Asked for, and nothing: it is shown as null then.
  if (inner === null) return withField(value, name, null);
  const field = fieldOf(fields ?? expansion.types[String(value.object)], name);
  const found = typeof field === 'string' ? resolved(inner, typesIn(field), expansion) : inner;
  const further = typeof field === 'object' ? field : undefined;
  const place = further === undefined ? undefined : { holder, path };
  return withField(value, name, expanded(found, rest, expansion, further, place));
}

/** What an id leads to, or each of a list of ids. */
function resolved(inner: unknown, types: readonly string[], { find }: Expansion): unknown {
  const object = (id: unknown): unknown => {
    if (typeof id !== 'string') return id;
    for (const type of types) {
      const found = find(type, id);
      if (found !== undefined) return found;
    }
    return id;
  };
  return Array.isArray(inner) ? inner.map(object) : object(inner);
}
