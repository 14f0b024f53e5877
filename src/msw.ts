import { bypass, type HttpHandler, http } from 'msw';
import { internalsOf } from './internals.ts';
import type { Emulator } from './options.ts';

/**
 * MSW handlers for everything that goes to `https://api.stripe.com`: spread them into `setupServer` or `setupWorker`,
 * behind overrides of your own. Other hosts are untouched. Works with MSW 2 and 3.
 */
export function stripeHandlers(emulator: Emulator): HttpHandler[] {
  // A delivery to a local URL is no request of the application's: it passes MSW's strictest setting.
  internalsOf(emulator).useTransport((url, request) => fetch(bypass(url, request)));
  return [http.all('https://api.stripe.com/*', ({ request }) => emulator.fetch(request))];
}
