import type Stripe from 'stripe';
import type { EmulatorOptions } from '../../src/index.ts';
import { type Setup, setup } from './setup.ts';

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

/** A payment of a customer's that the bank has made. */
export async function paid(
  fields: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: EmulatorOptions = {},
) {
  const world = setup(options);
  const customer = await world.stripe.customers.create();
  const { id } = await paying(world, { amount: 2000, customer: customer.id, ...fields });
  await world.emulator.clock.advance(1_000);
  const intent = await world.stripe.paymentIntents.retrieve(id);
  const charge = await world.stripe.charges.retrieve(String(intent.latest_charge));
  return { ...world, customer, intent, charge };
}
