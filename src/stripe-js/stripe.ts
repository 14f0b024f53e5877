import type { Stripe } from '@stripe/stripe-js';
import { newElements } from './elements/group.ts';
import { newPaymentRequest } from './elements/payment-request.ts';
import { instanceOf, type Surroundings } from './launch.ts';
import { bankDetailsMethods } from './methods/bank-details.ts';
import { collectingAccounts } from './methods/collecting-accounts.ts';
import { collectingForIntents } from './methods/collecting-for-intents.ts';
import { intentMethods } from './methods/intents.ts';
import { unsupportedMethods } from './unsupported.ts';

/** What the wrappers of Stripe.js call (public sources of @stripe/stripe-js and @stripe/react-stripe-js). */
interface Wrapped {
  readonly _registerWrapper: () => void;
}

const nothing = (): void => undefined;

/** What is emulated, held against the types of Stripe.js by the compiler. */
function emulated(surroundings: Surroundings) {
  const instance = instanceOf(surroundings);
  const methods = {
    ...intentMethods(instance.call),
    ...bankDetailsMethods(instance.call),
    ...collectingAccounts(instance),
    ...collectingForIntents(instance),
    elements: newElements,
    paymentRequest: newPaymentRequest,
    registerAppInfo: nothing,
  };
  return methods satisfies Pick<Stripe, keyof typeof methods>;
}

/**
 * A `Stripe` object: all names of its interface, those that are not emulated with a clear error. No Proxy, and no `then`:
 * whoever awaits it gets it.
 */
export function newStripe(surroundings: Surroundings): Stripe & Wrapped {
  const all = { ...unsupportedMethods(), ...emulated(surroundings), _registerWrapper: nothing };
  // A cast: the names of what is unsupported are in a file that is made of the same types.
  return all as unknown as Stripe & Wrapped;
}
