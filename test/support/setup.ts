import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/index.ts';
import { conformityOfTest } from './conformance.ts';

/*
 * Every test speaks through here, and everything that the emulator answers or sends is held against the SDK's types on
 * the way: a shape that is wrong anywhere fails the test during which it travelled.
 */

/** A webhook as it arrived. */
export interface Received {
  readonly body: string;
  readonly signature: string;
  readonly event: Stripe.Event;
}

export interface Setup {
  readonly emulator: Emulator;
  readonly stripe: Stripe;
  /** A client with another key, version or account, over the same emulator. */
  readonly clientFor: (key: string, config?: Stripe.StripeConfig) => Stripe;
  /** `emulator.fetch`, its answers held against the SDK's types. */
  readonly fetch: typeof fetch;
  /** What has been delivered so far. */
  readonly received: readonly Received[];
  /** A plain request with the emulator's key. */
  readonly call: (
    method: string,
    path: string,
    options?: CallOptions,
  ) => Promise<{ status: number; headers: Headers; body: Body }>;
}

export interface CallOptions {
  readonly form?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body.
export type Body = any;

/** An emulator, the official client over it in process, and everything that its webhooks deliver. */
export function setup(options: EmulatorOptions = {}): Setup {
  const conformity = conformityOfTest();
  const received: Received[] = [];
  const collect = {
    handler: async (request: Request) => {
      const body = await request.text();
      conformity.check(body, 'webhook');
      received.push({
        body,
        signature: request.headers.get('stripe-signature') ?? '',
        event: JSON.parse(body),
      });
      return new Response('ok');
    },
  };
  const emulator = createEmulator({ ...options, webhooks: [...(options.webhooks ?? []), collect] });
  // Whatever a test has made of it, a snapshot of it is one that can be restored.
  onTestFinished(async () => createEmulator({ log: false }).restore(await emulator.snapshot()));
  const fetch = conformity.checkedFetch(emulator);
  const clientFor = (key: string, config: Stripe.StripeConfig = {}) =>
    new Stripe(key, {
      httpClient: Stripe.createFetchHttpClient(fetch),
      maxNetworkRetries: 0,
      telemetry: false,
      ...config,
    });
  const call: Setup['call'] = async (method, path, { form, json, headers = {} } = {}) => {
    const body = json === undefined ? form : JSON.stringify(json);
    const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
    const response = await fetch(`https://api.stripe.com${path}`, {
      method,
      headers: {
        authorization: `Bearer ${emulator.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  };
  return { emulator, stripe: clientFor(emulator.apiKey), clientFor, fetch, received, call };
}

/** The error that a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof Stripe.errors.StripeError) return outcome;
  throw new Error(`Expected a refusal by Stripe, got ${outcome === undefined ? 'success' : String(outcome)}`);
}

/** An account of a new customer, with the permissions that most tests need. */
export async function linkedAccount(
  { emulator, stripe }: Pick<Setup, 'emulator' | 'stripe'>,
  fields: Parameters<Emulator['linkAccount']>[0] = {},
): Promise<Stripe.FinancialConnections.Account> {
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const holder = { type: 'customer' as const, customer: customer.id };
  return (await emulator.linkAccount({
    account_holder: holder,
    permissions: ['balances'],
    ...fields,
  })) as Stripe.FinancialConnections.Account;
}

/** A session for a new customer. */
export async function openSession(
  { stripe }: Pick<Setup, 'stripe'>,
  fields: Partial<Stripe.FinancialConnections.SessionCreateParams> = {},
): Promise<Stripe.FinancialConnections.Session> {
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  return stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances'],
    ...fields,
  });
}
