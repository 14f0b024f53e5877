import type Stripe from 'stripe';
import type { Setup } from './setup.ts';

/* Connected accounts, and money for them. */

/** All that is asked of an individual in the United States: Stripe's test values. */
export const INDIVIDUAL = {
  address: {
    city: 'San Francisco',
    country: 'US',
    line1: 'address_full_match',
    postal_code: '94107',
    state: 'CA',
  },
  dob: { day: 1, month: 1, year: 1901 },
  email: 'jenny@example.com',
  first_name: 'Jenny',
  id_number: '000000000',
  last_name: 'Rosen',
  phone: '0000000000',
} as const satisfies Stripe.AccountCreateParams.Individual;

/** A custom account without anything that Stripe would ask for. */
export const BARE = {
  type: 'custom',
  capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
} as const satisfies Stripe.AccountCreateParams;

/** A custom account that gives all that is asked of it. */
export const WHOLE = {
  ...BARE,
  business_profile: { mcc: '5734', name: 'Rosen Bikes', url: 'https://bikes.example.com' },
  business_type: 'individual',
  country: 'US',
  external_account: 'btok_us_verified',
  individual: INDIVIDUAL,
  tos_acceptance: { date: 1_427_846_400, ip: '203.0.113.7' },
} as const satisfies Stripe.AccountCreateParams;

/** A connected account that has been verified. */
export async function verifiedAccount(
  { emulator, stripe }: Setup,
  params: Stripe.AccountCreateParams = {},
): Promise<Stripe.Account> {
  const { id } = await stripe.accounts.create({ ...WHOLE, ...params });
  await emulator.clock.runToIdle();
  return stripe.accounts.retrieve(id);
}

/** Gives an account money by a direct charge; the platform for none. */
export async function fund(
  { emulator, stripe }: Setup,
  stripeAccount?: string,
  amount = 10_000,
): Promise<void> {
  await stripe.paymentIntents.create(
    {
      amount,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
      payment_method: 'pm_usBankAccount_success',
    },
    stripeAccount === undefined ? {} : { stripeAccount },
  );
  await emulator.clock.runToIdle();
}

/** What has been told of an account, by types of events. */
export const toldOf = ({ emulator }: Setup, account: string): readonly string[] =>
  emulator
    .events()
    .filter((event) => event.account === account)
    .map(({ type }) => type);
