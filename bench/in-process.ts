import { Hono } from 'hono';
import Stripe from 'stripe';
import type { Emulator } from '../src/index.ts';
import { answerRounds, type Measurable, sourceOf } from './program.ts';
import type { Effort } from './report.ts';
import { WARM_UP_MS } from './stats.ts';

/* The official client without a network: over the emulator, and over an empty hono app that answers the same bytes. */

/** Microseconds a call, over calls one after another. */
async function timed(durationMs: number, call: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  let calls = 0;
  let tookMs = 0;
  while (tookMs < durationMs) {
    await call();
    calls++;
    tookMs = performance.now() - startedMs;
  }
  return (tookMs / calls) * 1000;
}

type Fetch = Parameters<typeof Stripe.createFetchHttpClient>[0];

const clientOver = (fetch: Fetch, key: string): Stripe =>
  new Stripe(key, { httpClient: Stripe.createFetchHttpClient(fetch), telemetry: false });

function floorOver(answers: Readonly<Record<string, unknown>>): Stripe {
  const app = new Hono();
  for (const [route, answer] of Object.entries(answers)) {
    const [method = '', path = ''] = route.split(' ');
    app.on(method, path, async (context) => {
      if (method === 'POST') await context.req.text();
      return context.body(JSON.stringify(answer, null, 2), 200, { 'content-type': 'application/json' });
    });
  }
  const fetch = async (input: string | URL | Request, init?: RequestInit) =>
    app.fetch(new Request(input, init));
  return clientOver(fetch, 'sk_test_bench');
}

/** What a test suite about balances does in each test. */
async function wholeTest(stripe: Stripe, emulator: Emulator): Promise<void> {
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    customer: customer.id,
    payment_method_options: {
      us_bank_account: {
        financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
      },
    },
  });
  await emulator.collectBankAccount(intent.id);
  await emulator.clock.advance(2000);
  const { data } = await stripe.financialConnections.accounts.list({
    account_holder: { customer: customer.id },
  });
  const id = data[0]?.id ?? '';
  await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
  await emulator.clock.advance(2000);
  const { balance } = await stripe.financialConnections.accounts.retrieve(id);
  if (balance?.cash?.available?.usd === undefined) throw new Error('The test has found no balance.');
}

/** A payment from nothing to its success: one call, and the second that the bank takes. */
const DEBIT: Stripe.PaymentIntentCreateParams = {
  amount: 2000,
  currency: 'usd',
  allowed_payment_method_types: ['us_bank_account'],
  payment_method: 'pm_usBankAccount_success',
  mandate_data: { customer_acceptance: { type: 'offline' } },
  confirm: true,
};

async function payment(stripe: Stripe, emulator: Emulator): Promise<void> {
  await stripe.paymentIntents.create(DEBIT);
  await emulator.clock.advance(1000);
}

/** The same calls of the client, to a server that does nothing. */
async function wholeTestCalls(stripe: Stripe): Promise<void> {
  await stripe.customers.create({ email: 'jenny@example.com' });
  await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
  await stripe.financialConnections.accounts.list({ account_holder: { customer: 'cus_1' } });
  await stripe.financialConnections.accounts.refresh('fca_1', { features: ['balance'] });
  await stripe.financialConnections.accounts.retrieve('fca_1');
}

async function measurables({ roundMs }: Effort): Promise<readonly Measurable[]> {
  const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');
  const emulator = createEmulator({ log: false });
  const stripe = clientOver(emulator.fetch as Fetch, emulator.apiKey);
  const account = await emulator.linkAccount({ permissions: ['balances'] });
  for (let linked = 1; linked < 10; linked++) await emulator.linkAccount({ permissions: ['balances'] });
  const accounts = '/v1/financial_connections/accounts';
  const floor = floorOver({
    [`GET ${accounts}`]: await stripe.financialConnections.accounts.list(),
    [`GET ${accounts}/:account`]: account,
    [`POST ${accounts}/:account/refresh`]: account,
    'POST /v1/customers': await stripe.customers.create({ email: 'jenny@example.com' }),
    'POST /v1/payment_intents': await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' }),
  });
  const measurable = (
    what: string,
    ours: () => Promise<unknown>,
    bare: () => Promise<unknown>,
    atMost?: number,
  ): Measurable => ({
    what,
    ...(atMost === undefined ? {} : { aim: { atMost } }),
    warmUp: async () => {
      await timed(WARM_UP_MS, bare);
      await timed(WARM_UP_MS, ours);
    },
    baseline: () => timed(roundMs, bare),
    ours: () => timed(roundMs, ours),
  });
  const call = (what: string, atMost: number, calling: (client: Stripe) => Promise<unknown>) =>
    measurable(
      what,
      () => calling(stripe),
      () => calling(floor),
      atMost,
    );
  return [
    call('retrieve an account', 1.1, (client) => client.financialConnections.accounts.retrieve(account.id)),
    call('list 10 accounts', 1.1, (client) => client.financialConnections.accounts.list()),
    call('create a customer', 1.3, (client) => client.customers.create({ email: 'jenny@example.com' })),
    measurable(
      'a payment, to its success',
      () => payment(stripe, emulator),
      () => floor.paymentIntents.create(DEBIT),
    ),
    measurable(
      'a whole test',
      () => wholeTest(stripe, emulator),
      () => wholeTestCalls(floor),
    ),
  ];
}

answerRounds(measurables);
