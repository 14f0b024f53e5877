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
  'fetch',
  'structuredClone',
] as const;

type Web = Pick<typeof globalThis, (typeof NAMES)[number] | 'crypto'>;

// Asked whether they are there, and not for themselves, nor what they are like: then Node loads all of its `fetch`, which
// takes longer than everything else at the start.
const isWhole = (global: object): boolean => NAMES.every((name) => name in global);

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

const here = (isEnough: boolean): Web => (isEnough ? globalThis : (ofNode() ?? globalThis));

export const web: Web = here(isWhole(globalThis));

/** What signs. jsdom's `crypto` makes random bytes only; that is found out as something is signed, for Node loads it then. */
export const signer = (): SubtleCrypto => here(globalThis.crypto?.subtle !== undefined).crypto.subtle;
