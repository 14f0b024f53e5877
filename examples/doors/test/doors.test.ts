import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../world.ts';
import { throughCheckout } from '../checkout.ts';
import type { Customer } from '../customer.ts';
import { throughInvoice } from '../invoice.ts';
import type { Paid } from '../paid.ts';
import { throughPaymentIntent } from '../payment-intent.ts';
import { throughSession } from '../session.ts';
import { throughSetupIntent } from '../setup-intent.ts';
import { throughSubscription } from '../subscription.ts';

// How long a refresh and a settlement take unless somebody says otherwise.
const BANK_MS = 1_000;
const AMOUNT = 5_000;

type Door = (stripe: Stripe, customer: Customer, amount: number) => Promise<Paid>;

/** Each with what its webhooks tell when the bank has answered. */
const DOORS: readonly (readonly [name: string, door: Door, paid: string, failed: string])[] = [
  ['a payment intent', throughPaymentIntent, 'payment_intent.succeeded', 'payment_intent.payment_failed'],
  ['a setup intent', throughSetupIntent, 'payment_intent.succeeded', 'payment_intent.payment_failed'],
  ['a session', throughSession, 'payment_intent.succeeded', 'payment_intent.payment_failed'],
  [
    'a Checkout Session',
    throughCheckout,
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
  ],
  ['an invoice', throughInvoice, 'invoice.paid', 'invoice.payment_failed'],
  ['a subscription', throughSubscription, 'invoice.paid', 'invoice.payment_failed'],
];

let world: World;
let told: string[];

beforeEach(async () => {
  told = [];
  world = await openWorld(async (request) => {
    const event = world.stripe.webhooks.constructEvent(
      await request.text(),
      request.headers.get('stripe-signature') ?? '',
      world.webhookSecret,
    );
    told.push(event.type);
    return new Response('ok');
  });
});
afterEach(() => world[Symbol.asyncDispose]());

/** A customer who picks that account wherever one is asked for. */
async function whoPicks(account: string): Promise<Customer> {
  const { id } = await world.stripe.customers.create({ email: 'jenny@example.com' });
  return {
    id,
    acceptance: {
      customer_acceptance: {
        type: 'online',
        online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' },
      },
    },
    picksAccountFor: async (intent) => {
      await world.collectBankAccount(intent, { account });
    },
    picksAccountIn: async (session) => (await world.completeSession(session, { accounts: [account] })).id,
    submitsPageOf: (session) => world.completeCheckout(session, { account }),
    waits: () => world.advance(BANK_MS),
  };
}

describe.each(DOORS)('through %s', (_name, door, paid, failed) => {
  test('a balance is read, and a payment settles', async () => {
    const { balance, intent } = await door(world.stripe, await whoPicks('Success'), AMOUNT);

    expect(balance?.cash?.available?.usd).toBe(1_000_000);
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: AMOUNT });
    expect(told).toContain('financial_connections.account.refreshed_balance');
    expect(told).toContain(paid);
  });

  test('a balance that does not cover the payment foretells how it ends', async () => {
    const { balance, intent } = await door(world.stripe, await whoPicks('Insufficient Funds'), AMOUNT);

    expect(balance?.cash?.available?.usd).toBe(250);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'insufficient_funds' },
    });
    expect(told).toContain('charge.failed');
    expect(told).toContain(failed);
  });
});
