import type { StripeError } from '@stripe/stripe-js';
import { IntegrationError } from './integration-error.ts';
import generated from './surface.generated.json' with { type: 'json' };

/*
 * What Stripe.js has and the stand-in has not: every name is there, and says so (the names come from the types of
 * @stripe/stripe-js, and of its earlier majors).
 */

const CODE = 'emulator_unsupported';

const sentenceAbout = (name: string, instead: string): string =>
  `The emulator in place of Stripe.js has no ${name}()${instead === '' ? '.' : ` of this kind. ${instead}`}`;

/** What a method resolves with that is not emulated, or not with these arguments. */
export function unsupported(name: string, instead = ''): { readonly error: StripeError } {
  return {
    error: { type: 'invalid_request_error', code: CODE, message: sentenceAbout(`stripe.${name}`, instead) },
  };
}

/** For what cannot resolve with an error. */
export class UnsupportedError extends IntegrationError {
  readonly code = CODE;
  constructor(name: string) {
    super(sentenceAbout(name, ''));
  }
}

type AnswersBy = 'result' | 'promise' | 'value';

const BY: Readonly<Record<AnswersBy, (name: string) => () => unknown>> = {
  result: (name) => () => Promise.resolve(unsupported(name)),
  promise: (name) => () => Promise.reject(new UnsupportedError(`stripe.${name}`)),
  value: (name) => () => {
    throw new UnsupportedError(`stripe.${name}`);
  },
};

// A cast: the type of JSON knows texts only.
const SURFACE = generated as Readonly<Record<string, AnswersBy>>;

/** A method for each name of the `Stripe` interface, none of which does anything. */
export const unsupportedMethods = (): Readonly<Record<string, () => unknown>> =>
  Object.fromEntries(Object.entries(SURFACE).map(([name, by]) => [name, BY[by](name)]));
