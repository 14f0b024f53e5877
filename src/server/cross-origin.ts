import { ACCESS_CONTROL } from '../api/headers.ts';
import { web } from '../web.ts';
import { isControl } from './access.ts';

/**
 * The CORS headers of an answer. Any page may read answers of `/v1`, as at Stripe; only the page that was admitted may
 * read an answer of the control surface.
 */
export function crossOriginHeaders(path: string, origin: string | null): Readonly<Record<string, string>> {
  if (!isControl(path)) return origin === null ? ACCESS_CONTROL : { ...ACCESS_CONTROL, vary: 'Origin' };
  if (origin === null) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, HEAD, PUT, POST, DELETE',
    'Access-Control-Expose-Headers': 'Emulator-Sandbox, Emulator-Note',
    'Access-Control-Max-Age': '300',
    vary: 'Origin',
  };
}

/** Whether a request is a CORS preflight. */
export const isPreflight = (request: Request): boolean =>
  request.method === 'OPTIONS' && request.headers.has('access-control-request-method');

/**
 * An answer in process, where no server adds what a page may see of it. MSW may stand before a browser that a test
 * plays (happy-dom), which asks as a page does, and whose `Request` hides where it comes from.
 */
export function withCrossOrigin(request: Request, answer: Response): Response {
  // Every answer of the API has them already.
  if (answer.headers.has('Access-Control-Allow-Origin')) return answer;
  const { pathname } = new URL(request.url);
  for (const [name, value] of Object.entries(
    crossOriginHeaders(pathname, request.headers.get('origin') ?? '*'),
  ))
    answer.headers.set(name, value);
  return answer;
}

/** The answer to a preflight; `crossOriginHeaders` are added to it, as to every answer. */
export function preflightAnswer(request: Request): Response {
  const asked = request.headers.get('access-control-request-headers');
  // Each header is named, because `*` does not include Authorization (Fetch standard).
  return new web.Response(null, {
    status: 204,
    headers: { 'access-control-allow-headers': asked ?? '*, Authorization' },
  });
}
