import { type HttpHandler, http } from 'msw';
import type { Emulator } from './options/options.ts';

// Only webhooks carry it, and it is there in browsers too, where a page's requests have no say in their User-Agent.
const isWebhook = ({ headers }: Request): boolean => headers.has('stripe-signature');

/**
 * MSW handlers for everything that goes to `https://api.stripe.com`: spread them into `setupServer` or `setupWorker`,
 * and override what you like with `server.use()`. Other hosts are untouched. Works with MSW 2 and 3.
 *
 * Webhooks to a URL reach the handler that mocks that URL, wherever it stands in the list, and without one the server
 * that listens there, even under `onUnhandledRequest: 'error'` (MSW 3: `onUnhandledFrame`).
 */
export function stripeHandlers(emulator: Emulator): HttpHandler[] {
  // One handler: sixty, one an endpoint, cost six times as much a call.
  const handler = http.all('https://api.stripe.com/*', ({ request }) =>
    // A match without an answer lets later handlers try, and then the network, and nobody calls it unhandled.
    isWebhook(request) ? undefined : emulator.fetch(request),
  );
  // MSW takes functions for paths since 2.11 only; every version asks `predicate`, the first ones without awaiting it.
  const { predicate } = handler;
  handler.predicate = (args) =>
    isWebhook(args.request) ? Promise.resolve(true) : predicate.call(handler, args);
  return [handler];
}
