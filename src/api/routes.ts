import { RegExpRouter } from 'hono/router/reg-exp-router';
import type { Operation } from '../resources/operation.ts';

export interface Route {
  readonly operation: Operation;
  /** The ids in the path, by name, decoded. */
  readonly ids: Readonly<Record<string, string>>;
}

const NO_IDS: Readonly<Record<string, string>> = {};

type Found = { readonly operation: Operation; readonly name: string };

/** Finds the operation of a request, in a time that does not depend on how many there are. */
export class Routes {
  // Looked up before the paths with ids: in /v1/customers/search the word `search` would be read as an id.
  readonly #fixed = new Map<string, Map<string, Operation>>();
  /** Those whose only id comes last, by what is before it: most calls, found without the router. */
  readonly #last = new Map<string, Map<string, Found>>();
  readonly #router = new RegExpRouter<Operation>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const { method, path } = operation;
      const [, before, name] = /^([^:]+)\/:(\w+)$/.exec(path) ?? [];
      if (!path.includes(':')) byMethod(this.#fixed, method).set(path, operation);
      else if (before === undefined || name === undefined) this.#router.add(method, path, operation);
      else byMethod(this.#last, method).set(before, { operation, name });
    }
  }

  find(method: string, path: string): Route | undefined {
    const fixed = this.#fixed.get(method)?.get(path);
    if (fixed !== undefined) return { operation: fixed, ids: NO_IDS };
    const slash = path.lastIndexOf('/');
    const last = this.#last.get(method)?.get(path.slice(0, slash));
    if (last === undefined) return this.#routed(method, path);
    const id = path.slice(slash + 1);
    return id === '' ? undefined : { operation: last.operation, ids: { [last.name]: decoded(id) } };
  }

  #routed(method: string, path: string): Route | undefined {
    const [[first] = [], values] = this.#router.match(method, path);
    if (first === undefined) return undefined;
    const [operation, names] = first;
    const ids: Record<string, string> = {};
    for (const name in names) {
      const place = names[name] ?? '';
      ids[name] = decoded(typeof place === 'number' ? (values?.[place] ?? '') : place);
    }
    return { operation, ids };
  }
}

function byMethod<T>(methods: Map<string, Map<string, T>>, method: string): Map<string, T> {
  const known = methods.get(method) ?? new Map<string, T>();
  methods.set(method, known);
  return known;
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The path of a URL, or of what stands for one in HTTP, as it was sent. */
export function pathOf(url: string): string {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3);
  if (start < 0) return '/';
  for (let at = start; at < url.length; at++) {
    const code = url.charCodeAt(at);
    if (code === QUESTION_MARK || code === HASH) return url.slice(start, at);
  }
  return url.slice(start);
}

const QUESTION_MARK = 63;
const HASH = 35;

export function queryOf(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return '';
  const hash = url.indexOf('#', at);
  return url.slice(at + 1, hash < 0 ? undefined : hash);
}
