import { hostedPageAt, isHostedPath } from '../resources/financial-connections/hosted-page.ts';
import { isPagePath, pageAt } from '../resources/intents/microdeposit-page.ts';
import type { Worlds } from '../world/worlds.ts';
import type { ApiAnswer } from './request.ts';

/* The pages that objects name, whatever host they are asked of. A browser brings no key: their path says whose they are. */

export const isPage = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && (isPagePath(path) || isHostedPath(path));

const HEADERS = ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store'];
const UNKNOWN =
  'There is no such page: it belongs to no intent and no session of this emulator, or to one that is gone.';

export function pageAnswer(worlds: Worlds, method: string, path: string): ApiAnswer {
  const scopes = worlds.all().flatMap(({ sandbox }) => sandbox.scopes());
  const text = isHostedPath(path) ? hostedPageAt(scopes, path) : pageAt(scopes, path);
  return {
    status: text === undefined ? 404 : 200,
    headers: HEADERS,
    text: method === 'HEAD' ? '' : `${text ?? UNKNOWN}\n`,
  };
}
