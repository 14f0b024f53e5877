import type { Agent, IncomingMessage, RequestOptions, request } from 'node:http';
import type { Internals } from './internals.ts';
import { nodeHttp, nodeHttps } from './node-modules.ts';

type Transport = Parameters<Internals['useTransport']>[0];
type Delivery = Parameters<Transport>[1];

/** A bound, because a receiver may answer without end. Only a few thousand characters of an answer are kept anyway. */
const MAX_ANSWER_BYTES = 65_536;

// Statuses that `new Response` refuses to give a body.
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2) {
    headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
  }
  return headers;
}

async function responseOf(answer: IncomingMessage): Promise<Response> {
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) {
    answer.destroy();
    throw new Error(`answered with the status ${status}, which is not one of HTTP's`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    const received: Buffer = chunk;
    chunks.push(received);
    bytes += received.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes >= MAX_ANSWER_BYTES) break;
  }
  return new Response(BODILESS.has(status) ? null : Buffer.concat(chunks), {
    status,
    headers: headersOf(answer),
  });
}

// A name with several addresses fails with an AggregateError, whose own message is empty.
function readable(error: Error): Error {
  if (!(error instanceof AggregateError)) return error;
  return new Error(
    error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; '),
    { cause: error },
  );
}

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

function post(
  url: URL,
  { method, headers, body, signal }: Delivery,
  connections: Connections,
  again = true,
): Promise<Response> {
  const options: RequestOptions = {
    method,
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    agent: connections.agent,
    signal,
  };
  return new Promise((resolve, reject) => {
    const outgoing = connections.request(url, options);
    let answered = false;
    outgoing.once('response', (answer) => {
      answered = true;
      responseOf(answer).then(resolve, reject);
    });
    outgoing.on('error', (error) => {
      // The receiver closed the idle connection just as we used it (Node's documentation of `request.reusedSocket`).
      if (again && !answered && outgoing.reusedSocket && codeOf(error) === 'ECONNRESET') {
        resolve(post(url, { method, headers, body, signal, redirect: 'manual' }, connections, false));
      } else {
        reject(signal.aborted ? signal.reason : readable(error));
      }
    });
    outgoing.end(body);
  });
}

/** How to send, and what stays open. */
interface Connections {
  readonly agent: Agent;
  readonly request: typeof request;
}

function connectionsBy(protocol: string): Connections {
  const { Agent, request } = protocol === 'https:' ? nodeHttps() : nodeHttp();
  return { agent: new Agent({ keepAlive: true }), request };
}

/**
 * Delivers over connections that stay open: three times the deliveries per second of the global `fetch`. It never
 * follows a redirect, because nothing in `node:http` does.
 */
export function keepAliveTransport(): { readonly transport: Transport; close(): void } {
  const known = new Map<string, Connections>();
  return {
    transport: async (url, delivery) => {
      const target = new URL(url);
      const { protocol } = target;
      if (protocol !== 'http:' && protocol !== 'https:')
        throw new Error(`${protocol} is not a scheme that webhooks are sent over`);
      delivery.signal.throwIfAborted();
      const connections = known.get(protocol) ?? connectionsBy(protocol);
      known.set(protocol, connections);
      return post(target, delivery, connections);
    },
    close: () => {
      for (const { agent } of known.values()) agent.destroy();
    },
  };
}
