import { errors } from '../core/catalogue.ts';
import { decodeForm } from '../core/form.ts';
import { jsonText } from '../core/json-text.ts';
import { arrayOf, hash, oneOf, optional, string } from '../core/shape.ts';
import { decideOauth, oauthPage } from '../flow/oauth.ts';
import type { Worlds } from '../world/worlds.ts';
import { checkSize } from './body.ts';
import { OF_EVERY_ANSWER } from './headers.ts';
import { asStripeError, errorBody } from './render.ts';
import type { ApiAnswer, ApiRequest } from './request.ts';
import { pathOf } from './routes.ts';

/* The server's half of the popup in which a user logs in by OAuth. A browser brings no key there: the path says whose it is. */

const DECISION = hash({ decision: oneOf('allow', 'deny'), accounts: optional(arrayOf(string())) });

const answerOf = (status: number, body: unknown): ApiAnswer => ({
  status,
  headers: OF_EVERY_ANSWER,
  text: jsonText(body),
});

function answered(worlds: Worlds, method: string, path: string, form: string): object {
  const [, , , id = '', what] = path.split('/');
  const scopes = worlds.all().flatMap(({ sandbox }) => sandbox.scopes());
  if (method === 'GET' && what === 'details') return oauthPage(scopes, id);
  if (method === 'POST' && what === 'decision')
    return decideOauth(scopes, id, DECISION(decodeForm(form), ''));
  throw errors.unrecognizedUrl(method, path);
}

/** Answers `details` and `decision`; `log` is told of what is a bug. */
export async function popupAnswer(
  worlds: Worlds,
  { method, url, body }: ApiRequest,
  { maxBytes, log }: { readonly maxBytes: number; readonly log: (text: string) => void },
): Promise<ApiAnswer> {
  try {
    const form = typeof body === 'string' ? body : await body(maxBytes);
    checkSize(form, maxBytes);
    return answerOf(200, answered(worlds, method, pathOf(url), form));
  } catch (thrown) {
    const error = asStripeError(thrown, log);
    return answerOf(error.status, errorBody(error));
  }
}
