import { sentence } from '../../core/sentence.ts';

/** What is done with a request, by the host it is for: nothing, for every host that is not Stripe's. */
export type Fate = 'redirected' | 'refused' | undefined;

/** Stripe's own domains: the API, its neighbours, and what its pages load. */
const OF_STRIPE = /(?:^|\.)stripe\.(?:com|network)$|(?:^|\.)stripecdn\.com$/;

export function fateOf(hostname: string): Fate {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  if (name === 'api.stripe.com') return 'redirected';
  return OF_STRIPE.test(name) ? 'refused' : undefined;
}

export const refusalOf = (hostname: string): Error =>
  new Error(
    sentence`stripe-fc-emulator/redirect: ${hostname} is Stripe's, and is not emulated, so this request was not sent. Only api.stripe.com is: it goes to the emulator. To reach the real host, run the program without --import stripe-fc-emulator/redirect.`,
  );

const HOW =
  'Run the program under the emulator: npx stripe-fc-emulator exec -- node --import stripe-fc-emulator/redirect app.js. Or set STRIPE_FC_EMULATOR_URL to the address of one that runs, such as http://127.0.0.1:12113.';

/** Where the emulator is; throws the sentence that says how to tell. */
export function emulatorAt(address: string | undefined): URL {
  if (address === undefined || address === '')
    throw new Error(
      `stripe-fc-emulator/redirect: STRIPE_FC_EMULATOR_URL is not set, so there is nowhere to send requests for api.stripe.com. ${HOW}`,
    );
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || fateOf(url.hostname) !== undefined)
    throw new Error(
      sentence`stripe-fc-emulator/redirect: STRIPE_FC_EMULATOR_URL is "${address}", which is not the address of an emulator. ${HOW}`,
    );
  return url;
}

/** The path and the query that a request has at the emulator. */
export const pathAt = (emulator: URL, path: string): string =>
  emulator.pathname.replace(/\/$/, '') + (path.startsWith('/') ? path : `/${path}`);
