/*
 * The classes of `fetch` and its like, which this package is written in. Jest's jsdom hides those of Node and has few of
 * its own; they are borrowed from Node then. Read as they are used, because a server may put faster ones in their place.
 */

const NAMES = [
  'AbortController',
  'AbortSignal',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'crypto',
  'fetch',
  'structuredClone',
] as const;

type Web = Pick<typeof globalThis, (typeof NAMES)[number]>;

// Asked whether they are there, and not for themselves: to read one makes Node load all of its `fetch`, which takes
// longer than everything else at the start. jsdom's `crypto` makes random bytes, and signs nothing.
const isWhole = (global: Partial<Web>): boolean =>
  NAMES.every((name) => name in global) && global.crypto?.subtle !== undefined;

/** Node's own globals, from inside a sandbox that has others. */
function ofNode(): Web | undefined {
  // A cast: no types of Node's are known here, because this runs in browsers as well.
  const { process } = globalThis as {
    readonly process?: {
      getBuiltinModule?(name: 'node:vm'): { runInThisContext(code: string): Web };
    };
  };
  return process?.getBuiltinModule?.('node:vm').runInThisContext('globalThis');
}

export const web: Web = isWhole(globalThis) ? globalThis : (ofNode() ?? globalThis);
