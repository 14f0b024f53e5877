import type { PaymentRequest } from '@stripe/stripe-js';
import { UnsupportedError } from '../unsupported.ts';

/*
 * What `stripe.paymentRequest()` answers: pages ask for it when they begin, and show a wallet's button where it says that
 * there is a wallet.
 */

class InertPaymentRequest {
  /** No wallet, as in a browser that has none (types of @stripe/stripe-js: PaymentRequest). */
  canMakePayment(): Promise<null> {
    return Promise.resolve(null);
  }

  show(): never {
    throw new UnsupportedError('paymentRequest.show');
  }

  isShowing(): false {
    return false;
  }

  abort(): void {
    // Nothing is shown.
  }

  update(): void {
    // Nothing will be shown.
  }

  on(): this {
    return this;
  }

  once(): this {
    return this;
  }

  off(): this {
    return this;
  }
}

/** A cast: there is no event of which its listeners would be told, so that it knows none of them by name. */
export const newPaymentRequest = (): PaymentRequest => new InertPaymentRequest() as unknown as PaymentRequest;
