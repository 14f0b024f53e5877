import { errors } from '../core/catalogue.ts';
import type { StripeError } from '../core/errors.ts';
import { cut, MOST_SENT } from '../core/sentence.ts';
import { operations } from '../resources/index.ts';

const segments = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

/** How much of an emulated path another one shares, from the left; an id matches any segment. */
function likeness(path: readonly string[], emulated: readonly string[]): number {
  let score = 0;
  for (let at = 0; at < Math.max(path.length, emulated.length); at++) {
    const [given, known] = [path[at], emulated[at]];
    if (given === known) score += 2;
    else if (given !== undefined && known?.startsWith(':') === true) score += 1;
    else score += sharesWord(given, known) ? 1 : -1;
  }
  return score;
}

/** Whether two path segments share a word, as `setup_intents` and `payment_intents` do. */
function sharesWord(given = '', known = ''): boolean {
  const words = known.split('_');
  return given.split('_').some((word) => words.includes(word));
}

/** Stripe's 404 for a path that is not emulated. It names the nearest emulated path, and tells how to stub others. */
export function nearMiss(method: string, asked: string): StripeError {
  // It is said twice.
  const path = cut(asked, MOST_SENT / 2 - method.length);
  const given = segments(path);
  let nearest: string | undefined;
  // All paths begin with `/v1`, so sharing that alone does not make them alike.
  let best = 2;
  for (const operation of operations) {
    const score = likeness(given, segments(operation.path)) + (operation.method === method ? 0.5 : 0);
    if (score <= best) continue;
    best = score;
    nearest = `${operation.method} ${operation.path}`;
  }
  const isApi = path.startsWith('/v1/') || path.startsWith('/v2/');
  if (!isApi) return errors.unrecognizedUrl(method, path);
  const what =
    nearest === undefined
      ? 'This endpoint is not emulated.'
      : `This endpoint is not emulated; the nearest that is: ${nearest}.`;
  const stub = `To stub it, put http.${method.toLowerCase()}('https://api.stripe.com${path}', …) before stripeHandlers() in MSW's server.use().`;
  return errors.unrecognizedUrl(method, path, ` stripe-fc-emulator: ${what} ${stub}`);
}
