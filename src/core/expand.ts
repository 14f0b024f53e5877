import { errors } from './catalogue.ts';
import { isHash } from './form.ts';

/** Where a field leads: to an object named by its id, to a list of objects, or further into a hash. */
interface ExpandableField {
  readonly object?: string;
  readonly list?: string;
  readonly fields?: ExpandableFields;
}
export type ExpandableFields = Readonly<Record<string, ExpandableField>>;

/** The expandable fields of each object type. */
export type ExpandableTypes = Readonly<Record<string, ExpandableFields>>;

const MAX_LEVELS = 4;

/** The field of that name; only own properties count, so that `constructor` is unknown. */
const fieldOf = (fields: ExpandableFields | undefined, name: string): ExpandableField | undefined =>
  fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;

/** Refuses a path that `type` (or a list of it) does not have; Stripe does so before any lookup (recorded). */
export function checkExpand(types: ExpandableTypes, type: string, isList: boolean, path: string): void {
  const segments = path.split('.');
  if (segments.length > MAX_LEVELS) throw errors.expandTooDeep(path);
  if (!isList) {
    walk(types, types[type], segments);
    return;
  }
  const [first = '', ...rest] = segments;
  // `data` alone is accepted and does nothing (recorded); `total_count` makes a search count its results.
  if (rest.length === 0 && (first === 'data' || first === 'total_count')) return;
  if (first !== 'data') {
    throw errors.notExpandable(first, fieldOf(types[type], first) === undefined ? undefined : `data.${path}`);
  }
  walk(types, types[type], rest);
}

function walk(
  types: ExpandableTypes,
  fields: ExpandableFields | undefined,
  segments: readonly string[],
): void {
  let known = fields;
  for (let at = 0; at < segments.length; at++) {
    const name = segments[at] ?? '';
    const field = fieldOf(known, name);
    if (field === undefined) throw errors.notExpandable(name);
    if (field.list !== undefined && segments[at + 1] === 'data') at++;
    known = field.fields ?? types[field.object ?? field.list ?? ''];
  }
}

/** `value` with the id at the path `segments` replaced by its object. The id of an object that is not found stays. */
export function expanded(
  value: unknown,
  segments: readonly string[],
  types: ExpandableTypes,
  find: (type: string, id: string) => object | undefined,
  fields?: ExpandableFields,
): unknown {
  const [name, ...rest] = segments;
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.map((element) => expanded(element, segments, types, find, fields));
  if (!isHash(value)) return value;
  const holder = value;
  const known = fields ?? types[String(holder.object)];
  const inner = Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (inner === undefined || inner === null) return value;
  const field = fieldOf(known, name);
  const found = typeof inner === 'string' && field?.object !== undefined ? find(field.object, inner) : inner;
  if (found === undefined) return value;
  return { ...holder, [name]: expanded(found, rest, types, find, field?.fields) };
}
