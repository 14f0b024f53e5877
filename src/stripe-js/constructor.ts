import type { Stripe as StripeObject } from '@stripe/stripe-js';
import { LABEL_SETS, type LabelSet } from '../model/flow.ts';
import { readScenario } from '../model/flow-scenario.ts';
import { VERSION } from '../version.ts';
import { isGiven } from './arguments.ts';
import { IntegrationError } from './integration-error.ts';
import { iframePresenter } from './presenter/iframe.ts';
import type { PageSettings } from './protocol.ts';
import { checkPublishableKey } from './publishable-key.ts';
import { type Mode, scriptOrigin } from './script-origin.ts';
import { newStripe } from './stripe.ts';

/* `window.Stripe`. */

declare global {
  interface Window {
    __fcEmulator?: PageSettings;
  }
}

/** Callable with `new` and without, and told apart from Stripe's by `__emulator`. */
export interface StripeConstructor {
  (publishableKey: unknown, options?: unknown): StripeObject;
  new (publishableKey: unknown, options?: unknown): StripeObject;
  readonly version: 3 | string;
  readonly __emulator: { readonly version: string; readonly mode: Mode; readonly apiBase: string };
}

const pageSettings = (): PageSettings => window.__fcEmulator ?? {};

function labelsIn(labels: unknown): LabelSet | undefined {
  const found = LABEL_SETS.find((known) => known === labels);
  if (found !== undefined || labels === undefined) return found;
  throw new IntegrationError(
    `__fcEmulator.labels is ${String(labels)}. Write one of ${LABEL_SETS.join(', ')}.`,
  );
}

/** MSW's worker answers the script and the API, and not the navigation of a frame. */
const hasMswWorker = (): boolean =>
  navigator.serviceWorker?.controller?.scriptURL.includes('mockServiceWorker') === true;

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function localeIn(value: unknown): string {
  const locale = textIn(value);
  return locale === undefined || locale === 'auto' ? navigator.language : locale;
}

/** The constructor of a page whose script came from `src`. */
export function stripeConstructor(src: string | undefined): StripeConstructor {
  const origin = scriptOrigin(src);
  const apiBase = (): string => pageSettings().apiBase ?? origin.apiBase;
  const presenter = iframePresenter({
    filesBase: origin.filesBase,
    inSrcdoc: () => (pageSettings().frame ?? (hasMswWorker() ? 'srcdoc' : 'src')) === 'srcdoc',
    animations: () => pageSettings().animations ?? navigator.webdriver !== true,
  });
  function Stripe(publishableKey: unknown, given?: unknown): StripeObject {
    const own = checkPublishableKey(publishableKey);
    const options = isGiven(given) ? given : {};
    return newStripe({
      settings: {
        apiBase: apiBase(),
        publishableKey: checkPublishableKey(pageSettings().publishableKey ?? own),
        stripeAccount: textIn(options.stripeAccount),
        apiVersion: textIn(options.apiVersion),
      },
      presenter,
      locale: localeIn(options.locale),
      scenario: () => {
        const said = pageSettings().autofill ?? origin.autofill;
        return said === undefined ? undefined : readScenario(said);
      },
      labels: () => labelsIn(pageSettings().labels),
    });
  }
  const about = {
    version: origin.version,
    __emulator: { version: VERSION, mode: origin.mode, apiBase: apiBase() },
  };
  // A cast: a function can be called with `new`, and then answers the object that it returns.
  return Object.assign(Stripe, about) as unknown as StripeConstructor;
}
