import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type Http2Bindings, type HttpBindings, RequestError } from '@hono/node-server';
import { responseOf } from '../api/fetch.ts';
import { type AccessPolicy, type Refusal, type RequestFacts, refusalFor } from './access.ts';
import { crossOriginHeaders, isPreflight, preflightAnswer } from './cross-origin.ts';
import type { Internals } from './internals.ts';
import { failed, refusal } from './refusal.ts';

/* Every request that is not plainly a call of the API: by way of `Request` and `Response`, whatever it is. */

/** As the router will read it: ASCII decoded, without the query. */
function pathOf(url: string): string {
  const path = url.slice(url.indexOf('/', url.indexOf('://') + 3));
  const end = path.search(/[?#]/);
  const bare = end === -1 ? path : path.slice(0, end);
  if (!bare.includes('%')) return bare;
  return bare.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The host of a target in absolute form, which counts in the place of the header (RFC 9112, 3.2.2). */
const hostInTarget = (target = ''): string | undefined =>
  /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1];

const WITH_USER =
  'The target of this request has a user before its host: send the path alone, and the key in the Authorization header.';

function factsOf(
  request: Request,
  { url }: HttpBindings['incoming'] | Http2Bindings['incoming'],
): RequestFacts {
  const { headers } = request;
  return {
    path: pathOf(request.url),
    host: (hostInTarget(url) ?? headers.get('host')) || null,
    origin: headers.get('origin'),
    fetchSite: headers.get('sec-fetch-site'),
    token: headers.get('emulator-control-token'),
    preflight: isPreflight(request),
  };
}

// A page that keeps trying, each time under another name, must not fill the log.
const MAX_SAID = 20;

/** Answers one request: refuses it, or lets the emulator answer. */
function answering({ route, log }: Internals, policy: AccessPolicy) {
  const said = new Set<string>();
  const say = ({ status, message }: Refusal): void => {
    if (said.has(message) || said.size === MAX_SAID) return;
    said.add(message);
    log({ kind: 'notice', text: `Refused with ${status}: ${message}` });
  };
  return (request: Request, { incoming, outgoing }: HttpBindings | Http2Bindings) => {
    // No `Request` can be made of one; what sends it is an attack as likely as not (RFC 9110, 4.2.4).
    if (hostInTarget(incoming.url)?.includes('@') === true) return responseOf(refusal(400, WITH_USER));
    const facts = factsOf(request, incoming);
    const refused = refusalFor(facts, policy);
    if (refused !== undefined) {
      say(refused);
      return responseOf(refusal(refused.status, refused.message));
    }
    // Only a page reads them, and a page says where it is from: five headers are a fifth of a small answer's cost.
    if (facts.origin !== null || facts.preflight)
      for (const [name, value] of Object.entries(crossOriginHeaders(facts.path, facts.origin)))
        outgoing.setHeader(name, value);
    return facts.preflight ? preflightAnswer(request) : route(request);
  };
}

const answerToError = (thrown: unknown, internals: Internals): Response =>
  responseOf(
    thrown instanceof RequestError
      ? refusal(400, `This request cannot be read: ${thrown.message}.`)
      : failed(thrown, internals),
  );

export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

interface ListenerOptions {
  readonly policy: AccessPolicy;
  /** What stands for the host where a request names none. */
  readonly hostname: string;
  readonly ownsProcess: boolean;
}

export function listenerOf(
  internals: Internals,
  { policy, hostname, ownsProcess }: ListenerOptions,
): Listener {
  return getRequestListener(answering(internals, policy), {
    hostname,
    overrideGlobalObjects: ownsProcess,
    errorHandler: (thrown) => answerToError(thrown, internals),
  });
}
