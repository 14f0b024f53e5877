import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_HOST, DEFAULT_PORT, readServeOptions, type ServeOptions } from '../options/serve.ts';
import { type AccessPolicy, isAmong, isLoopback } from './access.ts';
import type { Listener } from './any-request.ts';
import { directAnswers } from './direct.ts';
import type { Internals } from './internals.ts';
import { nodeHttp } from './node-modules.ts';
import { failed } from './refusal.ts';
import type { Server } from './server.ts';
import { keepAliveTransport } from './transport.ts';
import { answerUnusual } from './unusual.ts';

// Longer than clients keep idle connections, so that they close first: a client that writes while the server closes
// gets a connection reset.
const KEEP_ALIVE_MS = 75_000;

/** A server as the command line holds it. */
export interface OwnServer extends Server {
  /** The address and the port that it is bound to, which need not be those of `url`. */
  readonly bound: string;
  /** Takes no more calls and ends those under way; deliveries of webhooks go on. */
  hangUp(): Promise<void>;
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'the port is taken. Choose another with --port (in code: port), or take a free one with --port 0',
  EACCES: 'the system does not allow this port. Choose one above 1023 with --port (in code: port)',
  EADDRNOTAVAIL: 'this machine does not have that address. Choose another with --host (in code: host)',
  ENOTFOUND: 'this machine does not know that name. Choose another with --host (in code: host)',
};

function listening(server: HttpServer, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.on('error', (error: Error & { code?: string }) => {
      const why = WHY_NOT[error.code ?? ''] ?? error.message;
      reject(new Error(`Failed to listen on ${inUrl(host)}:${port}: ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      // A TCP server's address is never the string of a pipe, nor null while it listens.
      if (typeof address === 'object' && address !== null) resolve(address);
    });
  });
}

const ANY_ADDRESS: Readonly<Record<string, string>> = {
  '0.0.0.0': '127.0.0.1',
  '::': '::1',
};
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function policyOf(
  host: string,
  { allowHosts = [], allowOrigins = [], controlToken }: ServeOptions,
): AccessPolicy {
  const loopback = isLoopback(host);
  if (!loopback && controlToken === undefined) {
    throw new Error(
      `Failed to serve on ${host}: other machines could reset or rewrite this emulator. Give a token that the control surface will ask for, --control-token (in code: controlToken), or stay on 127.0.0.1.`,
    );
  }
  return { loopback, allowHosts, allowOrigins, controlToken };
}

function sayIfFrozen({ time, now, log }: Internals): void {
  if (time.kind !== 'frozen') return;
  const at = now().toISOString().replace('.000Z', 'Z');
  log({
    kind: 'notice',
    text: `The clock stands at ${at}: refreshes and webhooks wait until it is moved (POST /_emulator/clock/advance, or emulator.clock.advance).`,
  });
}

/** What is done the first time it is asked for, and then has been. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

/**
 * A listener that is loaded when it is first needed: with it comes Node's own `fetch`, a fifth of the time that a start
 * takes, and programs that only call the API never need it.
 */
function loadedOnce(load: () => Promise<Listener>): Listener {
  let loading: Promise<Listener> | undefined;
  let loaded: Listener | undefined;
  return (incoming, outgoing) => {
    if (loaded !== undefined) return loaded(incoming, outgoing);
    loading ??= load();
    return loading.then((listener) => {
      loaded = listener;
      return listener(incoming, outgoing);
    });
  };
}

/** Does the work of `serve`. Replaces the globals Request and Response by faster ones only if `ownsProcess`. */
export async function listen(
  internals: Internals,
  given: ServeOptions,
  ownsProcess: boolean,
): Promise<OwnServer> {
  const options = readServeOptions(given);
  const host = (options.host ?? DEFAULT_HOST).replace(/^\[(.+)\]$/, '$1');
  const policy = policyOf(host, options);
  const isAnswered = directAnswers({
    answer: internals.answer,
    health: internals.health,
    policy,
    failed: (thrown) => failed(thrown, internals),
  });
  const answerAny = loadedOnce(async () => {
    const { listenerOf } = await import('./any-request.ts');
    return listenerOf(internals, { policy, hostname: inUrl(host), ownsProcess });
  });
  // Who may ask is ours to say, also of one who names no host.
  const server = nodeHttp().createServer({ requireHostHeader: false }, (incoming, outgoing) => {
    if (!isAnswered(incoming, outgoing)) answerAny(incoming, outgoing);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // A client that has sent all it has may still read: else Node ends its connection before an answer that takes a moment.
  Object.assign(server, { httpAllowHalfOpen: true });
  answerUnusual(server);
  const { address, port } = await listening(server, options.port ?? DEFAULT_PORT, host);
  const { transport, close: closeTransport } = keepAliveTransport();
  const releaseTransport = internals.useTransport(transport);
  const webhookHosts = options.webhookHosts ?? (policy.loopback ? ['*'] : []);
  const releaseHosts = internals.restrictWebhookHosts((hostname) => isAmong(hostname, webhookHosts));
  const url = `http://${inUrl(ANY_ADDRESS[host] ?? host)}:${port}`;
  const releasePages = internals.servePages(url);
  sayIfFrozen(internals);

  const hangUp = once(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const close = once(() => {
    const hungUp = hangUp();
    releaseTransport();
    releaseHosts();
    releasePages();
    closeTransport();
    return hungUp;
  });
  return {
    url,
    port,
    bound: `${inUrl(address)}:${port}`,
    hangUp,
    close,
    [Symbol.asyncDispose]: close,
  };
}
