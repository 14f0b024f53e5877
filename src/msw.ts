import { type HttpHandler, http } from 'msw';
import type { Emulator } from './options/options.ts';

// The header is on webhooks only. The User-Agent would not do, because browsers do not let a page's requests set it.
const isWebhook = ({ headers }: Request): boolean => headers.has('stripe-signature');

// No more is asked of it: who has wrapped one may pass the wrapping.
const hasFetch = (emulator: unknown): boolean =>
  typeof emulator === 'object' &&
  emulator !== null &&
  'fetch' in emulator &&
  typeof emulator.fetch === 'function';

// With Stripe.js, and the pages whose URLs objects have; what else Stripe serves there is nothing that a program calls.
const HOSTS = /^https:\/\/(?:api|checkout|connections|js|payments)\.stripe\.com\//;

/**
 * MSW handlers for everything that goes to `https://api.stripe.com` and `https://js.stripe.com`, and for the pages of
 * `https://checkout.stripe.com`, `https://connections.stripe.com` and `https://payments.stripe.com`: spread them into `setupServer` or `setupWorker`, and
 * override what you like with `server.use()`. Other hosts are untouched. Works with MSW 2 and 3.
 *
 * Webhooks to a URL reach the handler that mocks that URL, wherever it stands in the list, and without one the server
 * that listens there, even under `onUnhandledRequest: 'error'` (MSW 3: `onUnhandledFrame`).
 */
export function stripeHandlers(emulator: Emulator): HttpHandler[] {
  if (!hasFetch(emulator))
    throw new TypeError('stripeHandlers: This is not an emulator: pass what createEmulator() has returned.');
  // One handler for all endpoints: with sixty, one for each, a call cost six times as much.
  const handler = http.all(HOSTS, ({ request }) =>
    // A handler that matches and returns nothing lets later handlers and then the network answer, and MSW does not
    // report the request as unhandled.
    isWebhook(request) ? undefined : emulator.fetch(request),
  );
  // MSW takes functions for paths since 2.11 only; every version asks `predicate`, the first ones without awaiting it.
  const { predicate } = handler;
  handler.predicate = (args) =>
    isWebhook(args.request) ? Promise.resolve(true) : predicate.call(handler, args);
  return [handler];
}
