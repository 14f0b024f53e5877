import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../world.ts';
import { payOut, type Seller, withPayoutAccount } from '../payout-account.ts';

// Stripe verifies a connected account of test mode within about a minute.
const VERIFICATION_MS = 60_000;
const EARNED = 10_000;
const AMOUNT = 5_000;

/** Stripe's test values, with which nothing more is asked. */
const DETAILS = {
  business_profile: { mcc: '5734', url: 'https://bikes.example.com' },
  business_type: 'individual',
  capabilities: { transfers: { requested: true }, us_bank_account_ach_payments: { requested: true } },
  individual: {
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
  },
  settings: { payments: { statement_descriptor: 'ROSEN BIKES' } },
  tos_acceptance: { date: 1_427_846_400, ip: '203.0.113.7' },
} as const satisfies Stripe.AccountCreateParams;

let world: World;

beforeEach(async () => {
  world = await openWorld(async () => new Response('ok'));
});
afterEach(() => world[Symbol.asyncDispose]());

/** A seller who picks that account. */
const whoPicks = (account: string): Seller => ({
  picksAccountIn: async (session) => (await world.completeSession(session, { accounts: [account] })).id,
  waits: () => world.advance(VERIFICATION_MS),
});

/** Somebody has paid the connected account. */
async function earns(account: string): Promise<void> {
  await world.stripe.paymentIntents.create(
    {
      amount: EARNED,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'offline' } },
      confirm: true,
    },
    { stripeAccount: account },
  );
  await world.advance(VERIFICATION_MS);
}

describe('a connected account that has linked where it is paid out', () => {
  test('gets its payout', async () => {
    const seller = whoPicks('Success');

    const { account, balance } = await withPayoutAccount(world.stripe, seller, DETAILS);
    await earns(account);
    const payout = await payOut(world.stripe, seller, account, AMOUNT);

    expect(balance?.cash?.available?.usd).toBe(1_000_000);
    expect(payout).toMatchObject({ amount: AMOUNT, failure_code: null, status: 'paid' });
  });

  test('and has closed it since gets nothing, and has to link another', async () => {
    const seller = whoPicks('Account closes after linking');

    const { account } = await withPayoutAccount(world.stripe, seller, DETAILS);
    await earns(account);
    const payout = await payOut(world.stripe, seller, account, AMOUNT);

    expect(payout).toMatchObject({ failure_code: 'account_closed', status: 'failed' });
    const { data: externals } = await world.stripe.accounts.listExternalAccounts(account);
    expect(externals).toMatchObject([{ id: payout.destination, status: 'errored' }]);
  });
});
