import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import { fateOf, pathAt, refusalOf } from './stripe-hosts.ts';

/*
 * `request` and `get` of `node:http` and `node:https`, and below them the connections over TLS, by which also `fetch`,
 * HTTP/2 and whatever brings a client of its own would come to Stripe.
 */

type Callback = (answer: IncomingMessage) => void;
type Send = (options: RequestOptions, callback?: Callback) => ClientRequest;

/** The arguments of `request` as one object, read as Node reads them. */
function readArguments(args: readonly unknown[]): readonly [RequestOptions, Callback | undefined] {
  const [first, ...rest] = args;
  const isUrl = typeof first === 'string' || first instanceof URL;
  const base = isUrl ? urlToHttpOptions(new URL(first)) : {};
  const [given, callback] = isUrl ? rest : args;
  // Casts: what a caller has got wrong is Node's to refuse.
  if (typeof given === 'function') return [base, given as Callback];
  return [{ ...base, ...(given as RequestOptions | undefined) }, callback as Callback | undefined];
}

const isHost = (name: unknown): boolean => String(name).toLowerCase() === 'host';

/** Headers with the emulator's `Host` in the place of Stripe's, which it would not answer to; Node adds one to a hash. */
function addressed(headers: RequestOptions['headers'], host: string): RequestOptions['headers'] {
  if (headers === undefined) return undefined;
  if (!Array.isArray(headers))
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !isHost(name)));
  return ['Host', host, ...headers.filter((_, at) => !isHost(headers[at - (at % 2)]))];
}

/** What belongs to the connection that would have been made, and not to the request. */
const OF_CONNECTION = {
  agent: undefined,
  createConnection: undefined,
  defaultPort: undefined,
  host: undefined,
  servername: undefined,
  socketPath: undefined,
} as const satisfies RequestOptions & { servername: undefined };

function redirected(options: RequestOptions, emulator: URL): RequestOptions {
  const { protocol, hostname, port } = urlToHttpOptions(emulator);
  const path = pathAt(emulator, options.path ?? '/');
  const headers = addressed(options.headers, emulator.host);
  return {
    ...options,
    ...OF_CONNECTION,
    ...(headers === undefined ? {} : { headers }),
    ...{ protocol, hostname, port, path },
  };
}

/** A connection that comes to nothing, with a sentence that says why. */
function brokenSocket(host: string): net.Socket {
  const socket = new net.Socket();
  process.nextTick(() => socket.destroy(refusalOf(host)));
  return socket;
}

function requestOf(original: Send, emulator: URL, atEmulator: Send): Send {
  return (...args: readonly unknown[]) => {
    const [options, callback] = readArguments(args);
    const host = options.hostname ?? options.host ?? '';
    const fate = fateOf(host);
    if (fate === 'redirected') return atEmulator(redirected(options, emulator), callback);
    // A cast: the arguments go on as they came.
    if (fate === undefined) return original(...(args as Parameters<Send>));
    return original({ ...options, agent: undefined, createConnection: () => brokenSocket(host) }, callback);
  };
}

const getOf =
  (request: Send): Send =>
  (...args) => {
    const outgoing = request(...args);
    outgoing.end();
    return outgoing;
  };

/** Whose certificate is asked for, or whom the connection goes to, in the arguments of `tls.connect`. */
function peersOf(args: readonly unknown[]): readonly string[] {
  return args
    .flatMap((arg): readonly unknown[] => {
      if (typeof arg !== 'object' || arg === null) return [arg];
      const { host, servername }: { readonly host?: unknown; readonly servername?: unknown } = arg;
      return [host, servername];
    })
    .filter((name) => typeof name === 'string');
}

/** Sends what is for api.stripe.com to the emulator, and nothing to any other host of Stripe's. */
export function redirectNodeRequests(emulator: URL): void {
  const send: Send = emulator.protocol === 'https:' ? https.request : http.request;
  for (const module of [http, https]) {
    const request = requestOf(module.request, emulator, send);
    Object.assign(module, { request, get: getOf(request) });
  }
  const { connect } = tls;
  Object.assign(tls, {
    connect: (...args: Parameters<typeof connect>) => {
      const host = peersOf(args).find((name) => fateOf(name) !== undefined);
      return host === undefined ? connect(...args) : brokenSocket(host);
    },
  });
  syncBuiltinESMExports();
}
