import type { StripeElements, StripeElementType, StripeError } from '@stripe/stripe-js';
import { IntegrationError } from '../integration-error.ts';
import { unsupported } from '../unsupported.ts';
import { InertElement } from './element.ts';

/* What `stripe.elements()` answers. */

/** All that Stripe.js creates, which the compiler holds against its types; the last are of earlier majors. */
const TYPES: Readonly<Record<StripeElementType | FormerType, true>> = {
  address: true,
  auBankAccount: true,
  card: true,
  cardCvc: true,
  cardExpiry: true,
  cardNumber: true,
  contactDetails: true,
  currencySelector: true,
  expressCheckout: true,
  iban: true,
  issuingAddToWalletButton: true,
  issuingCardCopyButton: true,
  issuingCardCvcDisplay: true,
  issuingCardExpiryDisplay: true,
  issuingCardNumberDisplay: true,
  issuingCardPinDisplay: true,
  linkAuthentication: true,
  linkSignup: true,
  payment: true,
  paymentForm: true,
  paymentMethodMessaging: true,
  shippingAddress: true,
  taxId: true,
  terms: true,
  affirmMessage: true,
  afterpayClearpayMessage: true,
  epsBank: true,
  fpxBank: true,
  idealBank: true,
  p24Bank: true,
  paymentRequestButton: true,
};
type FormerType =
  | 'affirmMessage'
  | 'afterpayClearpayMessage'
  | 'epsBank'
  | 'fpxBank'
  | 'idealBank'
  | 'p24Bank'
  | 'paymentRequestButton';

class ElementsGroup {
  readonly #created = new Map<string, InertElement>();

  create(type: unknown): InertElement {
    if (typeof type !== 'string' || !Object.keys(TYPES).includes(type))
      throw new IntegrationError(`elements.create() knows no element "${String(type)}".`);
    const element = new InertElement(type);
    this.#created.set(type, element);
    return element;
  }

  /** The one that was created last and is not destroyed. */
  getElement(type: unknown): InertElement | null {
    const found = this.#created.get(nameOf(type));
    return found === undefined || found.isDestroyed ? null : found;
  }

  update(): Promise<void> {
    return Promise.resolve();
  }

  on(): void {
    // Nothing of an inert group ever ends.
  }

  fetchUpdates(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  submit(): Promise<{ readonly error: StripeError }> {
    return Promise.resolve(unsupported('elements().submit'));
  }
}

/** A type, or what react-stripe-js has made of one, which bears it (types of @stripe/react-stripe-js: ElementComponent). */
function nameOf(type: unknown): string {
  if (typeof type === 'function' && '__elementType' in type) return String(type.__elementType);
  return String(type);
}

/** A cast: one class stands for every element, where Stripe.js's types have one for each with events of its own. */
export const newElements = (): StripeElements => new ElementsGroup() as unknown as StripeElements;
