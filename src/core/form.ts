import { errors } from './catalogue.ts';

/** A decoded form: carries only strings, lists and hashes. */
export type FormValue = string | FormList | FormHash;
interface FormList extends Array<FormValue> {}
export interface FormHash {
  [name: string]: FormValue;
}

// Rack refuses deeper forms too (its param_depth_limit is 32).
export const MAX_DEPTH = 32;

// Its own prototype has none and is empty: as good as no prototype at all, which engines are slow with.
class Hash<Value> {
  [name: string]: Value;
}
Object.setPrototypeOf(Hash.prototype, null);
Reflect.deleteProperty(Hash.prototype, 'constructor');

/** A hash that inherits nothing, so that `__proto__` is a name like any other. */
export const emptyHash = <Value = FormValue>(): Record<string, Value> => new Hash<Value>();

/** Members by their names, whatever they are. */
export interface AnyHash {
  readonly [name: string]: unknown;
}

// Of any realm. The namespace of a module is one too: an option file may be handed over whole.
const TAGS_OF_HASHES: ReadonlySet<string> = new Set(['[object Object]', '[object Module]']);

/** Whether a value has names; a list, a Map, a Date or a Promise has other contents. */
export const isHash = (value: unknown): value is AnyHash =>
  typeof value === 'object' && value !== null && TAGS_OF_HASHES.has(Object.prototype.toString.call(value));

/**
 * Decodes `application/x-www-form-urlencoded` text by Rack's rules, which are Stripe's: `a[b]=c` nests, `a[]=x`
 * appends, `a[][b]=1&a[][b]=2` starts a new element when a name recurs.
 */
export function decodeForm(...texts: readonly string[]): FormHash {
  const root = emptyHash();
  for (const text of texts) {
    for (const pair of text.split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      const name = unescaped(equals < 0 ? pair : pair.slice(0, equals));
      put(root, segmentsOf(name), equals < 0 ? '' : unescaped(pair.slice(equals + 1)));
    }
  }
  return root;
}

function unescaped(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw errors.invalidEncoding();
  }
}

/** `a[b][][c]` → `['a', 'b', '', 'c']`. */
function segmentsOf(name: string): readonly string[] {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  const segments = [name.slice(0, open)];
  let at = open;
  while (name[at] === '[') {
    const close = name.indexOf(']', at);
    if (close < 0) break;
    segments.push(name.slice(at + 1, close));
    if (segments.length > MAX_DEPTH) throw errors.nestedTooDeeply(MAX_DEPTH);
    at = close + 1;
  }
  return segments;
}

function put(root: FormHash, segments: readonly string[], value: string): void {
  let holder: FormHash = root;
  let at = 0;
  while (at < segments.length) {
    const name = segments[at] ?? '';
    const next = segments[at + 1];
    if (next === undefined) {
      holder[name] = value;
      return;
    }
    if (next === '') {
      const list = listAt(holder, name, segments.slice(0, at + 1));
      const rest = segments.slice(at + 2);
      if (rest.length === 0) {
        list.push(value);
        return;
      }
      holder = elementFor(list, rest);
      at += 2;
    } else {
      holder = hashAt(holder, name, segments.slice(0, at + 1));
      at += 1;
    }
  }
}

function hashAt(holder: FormHash, name: string, path: readonly string[]): FormHash {
  const found = holder[name];
  if (found === undefined) {
    const made = emptyHash();
    holder[name] = made;
    return made;
  }
  if (isHash(found)) return found;
  throw errors.conflictingParameter(bracketed(path), 'Hash', Array.isArray(found) ? 'Array' : 'String');
}

function listAt(holder: FormHash, name: string, path: readonly string[]): FormList {
  const found = holder[name];
  if (found === undefined) {
    const made: FormList = [];
    holder[name] = made;
    return made;
  }
  if (Array.isArray(found)) return found;
  throw errors.conflictingParameter(bracketed(path), 'Array', isHash(found) ? 'Hash' : 'String');
}

/** The hash that `list[][rest]` writes into: the last one, or a new one if the last has that name already. */
function elementFor(list: FormList, rest: readonly string[]): FormHash {
  const last = list.at(-1);
  if (isHash(last) && !occupied(last, rest)) return last;
  const made = emptyHash();
  list.push(made);
  return made;
}

function occupied(hash: FormHash, path: readonly string[]): boolean {
  let value: FormValue | undefined = hash;
  for (const name of path) {
    // `[][a][]` appends to what is there: it never starts a new element.
    if (name === '') return false;
    if (!isHash(value) || !(name in value)) return false;
    value = value[name];
  }
  return true;
}

const bracketed = ([first = '', ...rest]: readonly string[]): string =>
  first + rest.map((name) => `[${name}]`).join('');

/** Turns JSON, which the control surface takes, into a form: primitives become text, null the empty string. */
export function formFromJson(value: unknown, depth = 0): FormValue {
  if (depth > MAX_DEPTH) throw errors.nestedTooDeeply(MAX_DEPTH);
  if (Array.isArray(value)) return value.map((element) => formFromJson(element, depth + 1));
  if (typeof value === 'object' && value !== null) {
    const hash = emptyHash();
    for (const [name, member] of Object.entries(value))
      if (member !== undefined) hash[name] = formFromJson(member, depth + 1);
    return hash;
  }
  return value === null || value === undefined ? '' : String(value);
}
