import { elementAt } from '../core/element-at.ts';
import { web } from '../web.ts';
import { readBody } from './body.ts';
import { type ApiAnswer, type ApiRequest, isPlainTarget, ListedRequest } from './request.ts';

/*
 * The adapter for `fetch`: a `Request` as it is, and `(url, init)` without making a `Request` of it, where that would
 * change nothing. Whatever is not plainly fine is left to `new Request`, which refuses it in its own words.
 */

/** What the emulator sees of a `Request`. */
export function requestOf(request: Request): ApiRequest {
  const { method, url, headers } = request;
  return {
    method,
    url,
    header: (name) => headers.get(name),
    // Asking a GET for its body would make a server build a whole Request for it.
    body: method === 'GET' ? '' : (maxBytes) => readBody(request, maxBytes),
  };
}

export function responseOf({ status, headers, text }: ApiAnswer): Response {
  const named: Record<string, string> = {};
  for (let at = 0; at < headers.length; at += 2) named[elementAt(headers, at)] = elementAt(headers, at + 1);
  // As text: bytes would be copied.
  return new web.Response(text, { status, headers: named });
}

const METHODS: ReadonlySet<unknown> = new Set(['GET', 'POST', 'DELETE']);
// Members of `init` besides these change what a Request is, or are refused by it.
const INIT: ReadonlySet<string> = new Set(['method', 'headers', 'body', 'signal']);
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
// Latin-1 on one line, without space around it, which would be taken away.
const VALUE = /^(?![\t ])[\t -~\x80-\xff]+(?<![\t ])$/;

/** What `new Request(input, init)` would come to, for calls of the API as clients make them; undefined for all others. */
export function plainRequest(input: unknown, init: RequestInit | null = null): ApiRequest | undefined {
  if (typeof input !== 'string' || !isPlainInit(init)) return undefined;
  const { method = 'GET', headers: given, body = null, signal = null } = init ?? {};
  if (!METHODS.has(method) || !(signal === null || isSignal(signal))) return undefined;
  if (body !== null && (typeof body !== 'string' || method === 'GET')) return undefined;
  const target = targetOf(input);
  if (target === undefined || !isPlainTarget(target)) return undefined;
  const headers = listed(given);
  return headers && new ListedRequest(method, target, headers, body === null ? '' : asSent(body));
}

// The last origin found to be plain: a client calls the same one each time.
let knownOrigin = '';

/** The path and the query; undefined where the origin is not written as it would be read. */
function targetOf(url: string): string | undefined {
  if (url.startsWith('/')) return url;
  const at = url.indexOf('/', url.indexOf('://') + 3);
  if (at < 0) return undefined;
  const origin = url.slice(0, at);
  if (origin !== knownOrigin) {
    if (!/^https?:\/\/[\w.:-]+$/.test(origin) || !URL.canParse(origin)) return undefined;
    if (new URL(origin).origin !== origin) return undefined;
    knownOrigin = origin;
  }
  return url.slice(at);
}

function isPlainInit(init: unknown): boolean {
  if (typeof init !== 'object' || !hasOnlyPlainMembers(init)) return false;
  for (const name in init) if (!INIT.has(name)) return false;
  return true;
}

/** Whether all members of a hash are seen by going through it: none is hidden, or named by a symbol. */
const hasOnlyPlainMembers = (hash: object | null): boolean =>
  hash === null || Reflect.ownKeys(hash).length === Object.keys(hash).length;

/** Names and values in turn. */
function listed(given: RequestInit['headers']): string[] | undefined {
  if (given === undefined) return [];
  if (given instanceof web.Headers) return [...given].flat();
  const pairs: readonly unknown[] | undefined = isListed(given) ? [...given] : entriesOf(given);
  if (pairs === undefined) return undefined;
  const list: string[] = [];
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2 || !isPlain(pair[0], pair[1])) return undefined;
    list.push(pair[0], pair[1]);
  }
  return list;
}

// A list of pairs, or Headers of another realm.
const isListed = (given: unknown): given is Iterable<unknown> =>
  typeof given === 'object' && given !== null && Symbol.iterator in given;

// A sandbox may have its own beside the borrowed ones.
const isSignal = (signal: unknown): boolean =>
  signal instanceof AbortSignal || signal instanceof web.AbortSignal;

function entriesOf(hash: unknown): readonly unknown[] | undefined {
  if (typeof hash !== 'object' || hash === null) return undefined;
  const prototype = Object.getPrototypeOf(hash);
  const isPlainHash = prototype === Object.prototype || prototype === null;
  return isPlainHash && hasOnlyPlainMembers(hash) ? Object.entries(hash) : undefined;
}

const isPlain = (name: unknown, value: unknown): boolean =>
  typeof name === 'string' && typeof value === 'string' && NAME.test(name) && VALUE.test(value);

/** A text as it would arrive: halves of characters become question marks, and a mark of the byte order is none of it. */
function asSent(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole;
}
