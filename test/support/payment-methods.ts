import type Stripe from 'stripe';
import { linkedAccount, type Setup } from './setup.ts';

export const JENNY = { name: 'Jenny Rosen', email: 'jenny@example.com' };
export const TYPED_IN = {
  account_holder_type: 'individual',
  routing_number: '110000000',
  account_number: '000123456789',
} as const;

export const typedIn = (
  fields: Partial<Stripe.PaymentMethodCreateParams> = {},
): Stripe.PaymentMethodCreateParams => ({
  type: 'us_bank_account',
  billing_details: JENNY,
  us_bank_account: TYPED_IN,
  ...fields,
});

export async function linkedMethod(world: Setup): Promise<Stripe.PaymentMethod> {
  const account = await linkedAccount(world, { permissions: ['payment_method'] });
  return world.stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: JENNY,
    us_bank_account: { financial_connections_account: account.id },
  });
}
