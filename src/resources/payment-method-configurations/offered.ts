import type { PaymentMethodConfiguration } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { foreignWords } from '../params/foreign.ts';
import { defaultConfiguration, methodsOf } from './record.ts';

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

// Remembered, because every intent asks for it.
const offers = new WeakMap<PaymentMethodConfiguration, readonly string[]>();

/** What a configuration offers, before it is asked what it is for. */
export function offeredBy(configuration: PaymentMethodConfiguration): readonly string[] {
  let offered = offers.get(configuration);
  if (offered === undefined) {
    const on = Object.entries(methodsOf(configuration)).filter(([, method]) => method.available);
    offered = inOrderOfOffers(on.map(([name]) => name).filter(isPaymentMethodType));
    offers.set(configuration, offered);
  }
  return offered;
}

// Taken by terminals alone.
const IN_PERSON: readonly string[] = ['card_present', 'interac_present'];

/**
 * Whether a payment method that a caller allows is offered: one that the default configuration has switched off is not. Of
 * one that it does not have nothing is known, and it is held to be switched on (assumed).
 */
export function isAllowable(scope: Scope, name: string): boolean {
  if (IN_PERSON.includes(name)) return false;
  const methods: Readonly<Record<string, { readonly available: boolean } | undefined>> = methodsOf(
    defaultConfiguration(scope),
  );
  return methods[name]?.available ?? true;
}
