import { fateOf, pathAt, refusalOf } from './stripe-hosts.ts';

/** The global `fetch`, by which clients without `node:https` call. */
export function redirectFetch(emulator: URL): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = URL.parse(input instanceof Request ? input.url : String(input));
    const fate = url === null ? undefined : fateOf(url.hostname);
    // What cannot be read is refused by `fetch` itself.
    if (url === null || fate === undefined) return original(input, init);
    if (fate === 'refused') throw refusalOf(url.hostname);
    const target = emulator.origin + pathAt(emulator, url.pathname) + url.search;
    return original(input instanceof Request ? new Request(target, input) : target, init);
  };
}
