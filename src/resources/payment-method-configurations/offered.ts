import type { PaymentMethodConfiguration } from '../../model/wire.ts';
import { foreignWords } from '../params/foreign.ts';
import { methodsOf } from './record.ts';

let types: ReadonlySet<string> | undefined;

/** The payment methods that an intent can name; wallets and card networks are configured, and are none. */
function isPaymentMethodType(name: string): boolean {
  types ??= new Set(foreignWords('PaymentIntentCreateParams', 'allowed_payment_method_types'));
  return types.has(name);
}

/** In the order of Stripe's answers: cards first, then by the alphabet (recorded). */
export const inOrderOfOffers = (names: readonly string[]): readonly string[] =>
  names.length < 2 ? names : [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

const rank = (name: string): number => (name === 'card' ? 0 : 1);

/** The names of its payment methods that are on, as offers have them, and of those that are not. */
interface Offer {
  readonly on: readonly string[];
  readonly off: ReadonlySet<string>;
}

// Remembered, because every intent asks for it.
const offers = new WeakMap<PaymentMethodConfiguration, Offer>();

function offerOf(configuration: PaymentMethodConfiguration): Offer {
  let offer = offers.get(configuration);
  if (offer === undefined) {
    const methods = Object.entries(methodsOf(configuration)).filter(([name]) => isPaymentMethodType(name));
    const namesOf = (available: boolean): readonly string[] =>
      methods.flatMap(([name, method]) => (method.available === available ? [name] : []));
    offer = { on: inOrderOfOffers(namesOf(true)), off: new Set(namesOf(false)) };
    offers.set(configuration, offer);
  }
  return offer;
}

/** What a configuration offers, before it is asked what it is for. */
export const offeredBy = (configuration: PaymentMethodConfiguration): readonly string[] =>
  offerOf(configuration).on;

// Taken by terminals alone.
const IN_PERSON: readonly string[] = ['card_present', 'interac_present'];

/**
 * Whether a payment method that a caller allows is offered: one that this, the default configuration, has switched off is not. Of
 * one that it does not have nothing is known, and it is held to be switched on (assumed).
 */
export const isAllowable = (configuration: PaymentMethodConfiguration, name: string): boolean =>
  !IN_PERSON.includes(name) && !offerOf(configuration).off.has(name);
