import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkAnnounced, decodedBody } from '../api/body.ts';
import { OF_EVERY_ANSWER } from '../api/headers.ts';
import { type ApiAnswer, type ApiRequest, headerIn, isPlainTarget, ListedRequest } from '../api/request.ts';
import { HEALTH_PATH } from '../control/health.ts';
import { type AccessPolicy, refusalFor } from './access.ts';
import { bodyReader, drain } from './incoming.ts';

/*
 * Calls of the API straight from `node:http`, as clients send them: without a `Request`, a `Response` and what carries
 * them, which cost more than the answer. Whatever is unusual about a request is somebody else's to judge.
 */

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'DELETE']);
const PLAIN_HOST = /^[a-z0-9._-]+(?::[1-9]\d{0,4})?$/;

export type Direct = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

interface DirectParts {
  readonly answer: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
  readonly health: (request: ApiRequest) => ApiAnswer;
  readonly policy: AccessPolicy;
  /** What to say when answering has failed. */
  readonly failed: (thrown: unknown) => ApiAnswer;
}

/** Takes a request on, and answers it; or says that it has not. */
export function directAnswers({ answer, health, policy, failed }: DirectParts): Direct {
  // The last host found to be plain and allowed: a client names the same one each time.
  let knownHost: string | undefined;
  const isKnown = (host: string | null): boolean => {
    if (host === knownHost && host !== undefined) return true;
    if (host === null || !PLAIN_HOST.test(host) || !URL.canParse(`http://${host}`)) return false;
    // What answers there answers everywhere: a name of Stripe's is one for /v1 alone.
    const facts = { path: HEALTH_PATH, host, origin: null, fetchSite: null, token: null, preflight: false };
    if (refusalFor(facts, policy) !== undefined) return false;
    knownHost = host;
    return true;
  };
  const isPlain = ({ method, url = '', rawHeaders }: IncomingMessage): boolean =>
    METHODS.has(method) &&
    isPlainTarget(url) &&
    isKnown(headerIn(rawHeaders, 'host')) &&
    // A page: the answer has to say whether it may be read.
    headerIn(rawHeaders, 'origin') === null;
  const isHealth = ({ method, url, rawHeaders }: IncomingMessage): boolean =>
    method === 'GET' &&
    url === HEALTH_PATH &&
    isKnown(headerIn(rawHeaders, 'host')) &&
    headerIn(rawHeaders, 'origin') === null &&
    // A browser: it may be a page's doing.
    headerIn(rawHeaders, 'sec-fetch-site') === null;

  const respond = (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: ApiRequest['body'],
    by: DirectParts['answer'] = answer,
  ): void => {
    const { method = '', url = '', rawHeaders } = incoming;
    if (typeof body !== 'string') drain(incoming, outgoing);
    try {
      const answered = by(new ListedRequest(method, url, rawHeaders, body));
      if (answered instanceof Promise) answered.catch(failed).then((later) => write(outgoing, later));
      else write(outgoing, answered);
    } catch (thrown) {
      write(outgoing, failed(thrown));
    }
  };

  return (incoming, outgoing) => {
    if (!isPlain(incoming)) {
      if (!isHealth(incoming)) return false;
      respond(incoming, outgoing, '', health);
      return true;
    }
    if (incoming.method === 'GET') {
      respond(incoming, outgoing, '');
      return true;
    }
    const length = headerIn(incoming.rawHeaders, 'content-length');
    const hasBody = length !== null || headerIn(incoming.rawHeaders, 'transfer-encoding') !== null;
    if (!hasBody) respond(incoming, outgoing, '');
    // The parser has come to the end of the head; what arrived with it is there a moment later.
    else process.nextTick(() => respond(incoming, outgoing, bodyOf(incoming, length)));
    return true;
  };
}

/** The text, if all of it is there; else how to wait for it. */
function bodyOf(incoming: IncomingMessage, length: string | null): ApiRequest['body'] {
  if (length === null || Number(length) > incoming.readableLength) return bodyReader(incoming, length);
  const bytes: Buffer | null = incoming.read();
  if (bytes === null) return '';
  try {
    return decodedBody(bytes);
  } catch (thrown) {
    return async (maxBytes) => {
      checkAnnounced(length, maxBytes);
      throw thrown;
    };
  }
}

// From here on it is faster to write bytes than to write text.
const LARGE_TEXT = 4_096;

/** The bytes of the last large text: a page is often asked for again, and making its bytes costs as much as sending them. */
let last: { readonly text: string; readonly bytes: Buffer } | undefined;

function bytesOf(text: string): Buffer {
  if (last?.text !== text) last = { text, bytes: Buffer.from(text) };
  return last.bytes;
}

// Node writes a text in one go with the head, and the head as UTF-8 then, where header values are Latin-1.
const isAscii = (text: string, at: number): boolean =>
  text === OF_EVERY_ANSWER[at] || !/[^\x20-\x7e]/.test(text);

function write(outgoing: ServerResponse, { status, headers, text }: ApiAnswer): void {
  const body = text.length > LARGE_TEXT || !headers.every(isAscii) ? bytesOf(text) : text;
  outgoing.writeHead(status, [...headers, 'Content-Length', String(Buffer.byteLength(body))]);
  outgoing.end(body);
}
