import type { Stripe } from '@stripe/stripe-js';
import type { FlowScenario } from './model/flow.ts';
import { readScenario } from './model/flow-scenario.ts';
import { IntegrationError } from './stripe-js/integration-error.ts';
import { headless } from './stripe-js/presenter/headless.ts';
import { iframePresenter } from './stripe-js/presenter/iframe.ts';
import type { Presenter } from './stripe-js/presenter/presenter.ts';
import { checkPublishableKey } from './stripe-js/publishable-key.ts';
import { newStripe } from './stripe-js/stripe.ts';

const STRIPES_API = 'https://api.stripe.com';
const STRIPES_FILES = 'https://js.stripe.com';

/** What `createStripe` takes besides the key: where the emulator is, and who plays the user. */
export interface CreateStripeOptions {
  /** The emulator's URL; `https://api.stripe.com` by default, for those who give `fetch` or mock that host. */
  readonly apiBase?: string;
  /**
   * `headless`, the default, shows nothing: the user's part is played by the scenario, or by one that links the account
   * Success. `iframe` shows the modal, which needs a page and an emulator that serves it.
   */
  readonly presenter?: 'headless' | 'iframe';
  /** What is called instead of the global `fetch`: `emulator.fetch`, where the emulator is in the same process. */
  readonly fetch?: typeof globalThis.fetch;
  /** What the user does: a scenario, or what `?autofill=` takes. What was said of the session itself comes before it. */
  readonly autofill?: FlowScenario | string;
  /** The connected account that the calls are about, as `Stripe()` takes it. */
  readonly stripeAccount?: string;
  /** The version of the API; the account's own by default. */
  readonly apiVersion?: string;
  /** Of what the modal says; `en` by default. */
  readonly locale?: string;
}

const PRESENTERS: Readonly<Record<'headless' | 'iframe', (apiBase: string) => Presenter>> = {
  headless: () => headless,
  iframe: (apiBase) =>
    iframePresenter({
      filesBase: apiBase === STRIPES_API ? STRIPES_FILES : `${apiBase}/js.stripe.com`,
      inSrcdoc: () => false,
      animations: () => false,
    }),
};

function checkedFetch(fetch: typeof globalThis.fetch | undefined): void {
  if (typeof (fetch ?? globalThis.fetch) === 'function') return;
  throw new IntegrationError('createStripe(): there is no fetch here. Give it one, such as emulator.fetch.');
}

/**
 * A `Stripe` object without a script or a page, for tests in Node, jsdom or happy-dom: what `loadStripe()` would resolve
 * with. Throws for a secret key, for a live one, and for a scenario that makes no sense.
 */
export function createStripe(publishableKey: string, options: CreateStripeOptions = {}): Stripe {
  const { apiBase: given = STRIPES_API, presenter = 'headless', autofill, locale = 'en' } = options;
  const apiBase = given.replace(/\/+$/, '');
  const key = checkPublishableKey(publishableKey);
  const scenario = autofill === undefined ? undefined : readScenario(autofill);
  checkedFetch(options.fetch);
  return newStripe({
    settings: {
      apiBase,
      publishableKey: key,
      stripeAccount: options.stripeAccount,
      apiVersion: options.apiVersion,
      fetch: options.fetch,
    },
    presenter: PRESENTERS[presenter](apiBase),
    locale,
    scenario: () => scenario,
    labels: () => undefined,
  });
}
