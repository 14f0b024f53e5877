import type Stripe from 'stripe';
import type { Setup } from './setup.ts';

/** How a customer agreed on paper or by telephone: the shortest acceptance that makes a mandate. */
export const OFFLINE = { customer_acceptance: { type: 'offline' } } as const;
export const TO_PAY = {
  amount: 1000,
  currency: 'usd',
  allowed_payment_method_types: ['us_bank_account'],
} satisfies Stripe.PaymentIntentCreateParams;

/** An intent that is confirmed as it is created. */
export const paying = (
  world: Setup,
  fields: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> =>
  world.stripe.paymentIntents.create({
    ...TO_PAY,
    payment_method: 'pm_usBankAccount_success',
    confirm: true,
    mandate_data: OFFLINE,
    ...fields,
  });

export const eventTypes = ({ emulator }: Setup) => emulator.events().map((event) => event.type);
