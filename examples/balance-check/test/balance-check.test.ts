import type Stripe from 'stripe';
import type { BankAccountScenario } from 'stripe-fc-emulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type World } from '../../world.ts';
import { BalanceCheck } from '../balance-check.ts';
import { webhook } from '../webhook.ts';

const acceptance = { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0' };
// How long a refresh takes unless an account says otherwise.
const REFRESH_MS = 1_000;

let world: World;
let check: BalanceCheck;
let customer: string;
let receive: (request: Request) => Promise<Response>;

beforeEach(async () => {
  world = await openWorld((request) => receive(request));
  check = new BalanceCheck(world.stripe);
  receive = webhook(world.stripe, world.webhookSecret, check);
  customer = (await world.stripe.customers.create({ email: 'jenny@example.com' })).id;
});
afterEach(() => world[Symbol.asyncDispose]());

/** A payment for which the customer has picked an account. */
async function payment(amount: number, scenario: BankAccountScenario): Promise<Stripe.PaymentIntent> {
  const { id } = await check.start({ customer, amount, currency: 'usd' });
  return world.collectBankAccount(id, scenario);
}

const statusOf = async (id: string): Promise<string> =>
  (await world.stripe.paymentIntents.retrieve(id)).status;

test('a payment that the balance covers is confirmed when the balance has come', async () => {
  const { id } = await payment(5_000, { account: 'Success' });

  expect(await check.decide(id, acceptance)).toBe('waiting');
  await world.advance(REFRESH_MS);

  expect(check.outcomes.get(id)).toBe('confirmed');
  expect(await statusOf(id)).toBe('processing');
});

test('a balance that has come before it is asked for decides at once', async () => {
  const { id } = await payment(5_000, { account: 'Success' });
  await world.advance(REFRESH_MS);

  expect(await check.decide(id, acceptance)).toBe('confirmed');
});

test('a payment that only the current balance covers is canceled: what is available counts', async () => {
  const { id } = await payment(1_000, { account: 'Insufficient Funds' });

  await check.decide(id, acceptance);
  await world.advance(REFRESH_MS);

  expect(check.outcomes.get(id)).toBe('insufficient_funds');
  expect(await statusOf(id)).toBe('canceled');
});

test('the current balance counts where the bank tells no other', async () => {
  const { id } = await payment(5_000, { institution: 'Emulator: Refreshes', account: 'Current Only' });

  await check.decide(id, acceptance);
  await world.advance(REFRESH_MS);

  expect(check.outcomes.get(id)).toBe('confirmed');
});

test('a refresh that fails leaves the payment unconfirmed', async () => {
  const { id } = await payment(5_000, { institution: 'Emulator: Refreshes', account: 'Refresh Fails' });

  await check.decide(id, acceptance);
  await world.advance(REFRESH_MS);

  expect(check.outcomes.get(id)).toBe('balance_unknown');
  expect(await statusOf(id)).toBe('requires_confirmation');
});

test('an account that was typed in by hand has no balance to check', async () => {
  const typed = { routing_number: '110000000', account_number: '000123456789' };
  const { id } = await payment(5_000, { manual_entry: typed });

  expect(await check.decide(id, acceptance)).toBe('balance_unknown');
});

test('a second payment from the same account waits for a newer balance', async () => {
  const first = await payment(5_000, { account: 'Success' });
  await check.decide(first.id, acceptance);
  await world.advance(REFRESH_MS);
  const method = first.payment_method as Stripe.PaymentMethod;
  await world.setBalance(method.us_bank_account?.financial_connections_account ?? '', 4_000);
  await world.advance(86_400_000);

  const second = await check.start({ customer, amount: 5_000, currency: 'usd', paymentMethod: method.id });
  expect(await check.decide(second.id, acceptance)).toBe('waiting');
  await world.advance(REFRESH_MS);

  expect(check.outcomes.get(second.id)).toBe('insufficient_funds');
});

test('a webhook that Stripe has not signed is refused', async () => {
  const forged = new Request('http://localhost/webhook', {
    method: 'POST',
    headers: { 'stripe-signature': 't=1,v1=0' },
    body: '{}',
  });

  expect((await receive(forged)).status).toBe(400);
});
