import { RegExpRouter } from 'hono/router/reg-exp-router';
import type { Operation } from '../resources/operation.ts';

export interface Route {
  readonly operation: Operation;
  /** The ids in the path, by name, decoded. */
  readonly ids: Readonly<Record<string, string>>;
}

const NO_IDS: Readonly<Record<string, string>> = {};

/** Finds the operation of a request, in a time that does not depend on how many there are. */
export class Routes {
  // Looked up before the paths with ids: in /v1/customers/search the word `search` would be read as an id.
  readonly #fixed = new Map<string, Operation>();
  readonly #router = new RegExpRouter<Operation>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      if (operation.path.includes(':')) this.#router.add(operation.method, operation.path, operation);
      else this.#fixed.set(`${operation.method} ${operation.path}`, operation);
    }
  }

  find(method: string, path: string): Route | undefined {
    const fixed = this.#fixed.get(`${method} ${path}`);
    if (fixed !== undefined) return { operation: fixed, ids: NO_IDS };
    const [[first] = [], values] = this.#router.match(method, path);
    if (first === undefined) return undefined;
    const [operation, names] = first;
    const ids: Record<string, string> = {};
    for (const name in names) {
      const place = names[name] as string | number;
      ids[name] = decoded(typeof place === 'number' ? (values?.[place] ?? '') : place);
    }
    return { operation, ids };
  }
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
