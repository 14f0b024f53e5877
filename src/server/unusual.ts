import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorText } from './refusal.ts';

/* What Node would answer with nothing, or not at all: a client reads Stripe's envelope here, too. */

const UNREADABLE: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'The headers of this request are larger than 16 KiB.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'This request did not arrive in time.'],
};

/** The last that is said on a connection, without a response of Node's. */
function lastWords(status: string, message: string, headers = ''): string {
  const body = errorText(message);
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}Connection: close\r\n\r\n${body}`;
}

// Answers bytes that are not HTTP with an error and closes the connection, so that they cannot stop the server.
function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = UNREADABLE[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is not a valid HTTP/1.1 request. The emulator speaks plain HTTP: use http://, not https://.',
  ];
  socket.end(lastWords(status, message));
}

/** `CONNECT`: a client that takes the emulator for a proxy. */
function answerConnect(_incoming: IncomingMessage, socket: Duplex): void {
  // Node has taken its own listeners off the socket, and one that is reset must not end the process.
  socket.on('error', () => {});
  const message =
    'The emulator is no proxy, and CONNECT asks for one. Give your client the address of the emulator in the place of https://api.stripe.com, as in the README.';
  socket.end(lastWords('405 Method Not Allowed', message, 'Allow: GET, POST, DELETE\r\n'), () =>
    socket.destroy(),
  );
}

/** An `Expect` other than `100-continue`. The body will not be read, so the connection ends. */
function answerExpectation(_incoming: IncomingMessage, outgoing: ServerResponse): void {
  const body = errorText(
    'This request has an Expect header that the emulator does not know: leave it away, or send 100-continue.',
  );
  outgoing.writeHead(417, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  });
  outgoing.end(body);
}

/** Answers what a server of Node's does not hand on as a request. */
export function answerUnusual(server: Server): void {
  server.on('clientError', answerUnreadable);
  server.on('connect', answerConnect);
  server.on('checkExpectation', answerExpectation);
}
