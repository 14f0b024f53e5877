import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupServer } from 'msw/node';
import Stripe from 'stripe';
import {
  type AccountPatch,
  type BankAccountScenario,
  type CheckoutScenario,
  createEmulator,
  type Emulator,
  type SessionScenario,
} from 'stripe-fc-emulator';
import { stripeHandlers } from 'stripe-fc-emulator/msw';

/** What the examples' tests need of a world: a client, a webhook, a customer in front of the bank's page, and time. */
export interface World extends AsyncDisposable {
  readonly stripe: Stripe;
  readonly webhookSecret: string;
  /** The customer picks an account; resolves to the intent, `payment_method` expanded. */
  collectBankAccount(intent: string, scenario: BankAccountScenario): Promise<Stripe.PaymentIntent>;
  /** The customer picks an account in a session, by its client_secret; resolves to the account. */
  completeSession(session: string, scenario: SessionScenario): Promise<Stripe.FinancialConnections.Account>;
  /** The customer picks an account on the page of a Checkout Session, and submits it. */
  completeCheckout(session: string, scenario: CheckoutScenario): Promise<void>;
  /** Changes what the bank says of an account from now on, or its connection. */
  updateAccount(account: string, patch: AccountPatch): Promise<void>;
  /** What the bank will say from now on. */
  setBalance(account: string, available: number): Promise<void>;
  /** Moves time, and resolves when the webhooks due by then have been answered. */
  advance(ms: number): Promise<void>;
}

/** Receives the webhooks. */
type Receiver = (request: Request) => Promise<Response>;

type LinkedSession = Stripe.FinancialConnections.Session;

function accountOf({ accounts: { data } }: LinkedSession): Stripe.FinancialConnections.Account {
  const [account] = data;
  if (account === undefined) throw new Error('No account was picked.');
  return account;
}

const balanceOf = (usd: number) => ({ current: { usd }, cash: { available: { usd } } });

const worlds: Readonly<Record<string, (receive: Receiver) => Promise<World>>> = {
  'in-process': async (receive) => {
    const emulator = createEmulator({ webhooks: [{ handler: receive }] });
    const httpClient = Stripe.createFetchHttpClient(emulator.fetch);
    return around(emulator, new Stripe(emulator.apiKey, { httpClient }), () => undefined);
  },
  msw2: underMsw,
  msw3: underMsw,
  server: behindASocket,
};

/** Opens the world that the environment variable WORLD names. */
export function openWorld(receive: Receiver): Promise<World> {
  const name = process.env.WORLD ?? 'in-process';
  const open = worlds[name];
  if (open === undefined) throw new Error(`WORLD=${name} is none of ${Object.keys(worlds).join(', ')}.`);
  return open(receive);
}

/** The application's client goes to api.stripe.com, as in production. */
async function underMsw(receive: Receiver): Promise<World> {
  const emulator = createEmulator({ webhooks: [{ handler: receive }] });
  const server = setupServer(...stripeHandlers(emulator));
  server.listen();
  return around(emulator, new Stripe(emulator.apiKey), () => server.close());
}

const around = (emulator: Emulator, stripe: Stripe, close: () => void): World => ({
  stripe,
  webhookSecret: emulator.webhookSecret,
  collectBankAccount: async (intent, scenario) =>
    (await emulator.collectBankAccount(intent, scenario)) as unknown as Stripe.PaymentIntent,
  completeSession: async (session, scenario) =>
    accountOf((await emulator.completeSession(session, scenario)) as unknown as LinkedSession),
  completeCheckout: async (session, scenario) => {
    await emulator.completeCheckoutSession(session, scenario);
  },
  updateAccount: async (account, patch) => {
    await emulator.updateAccount(account, patch);
  },
  setBalance: async (account, available) => {
    await emulator.updateAccount(account, { holdings: { balance: balanceOf(available) } });
  },
  advance: async (ms) => {
    await emulator.clock.advance(ms);
  },
  [Symbol.asyncDispose]: async () => {
    close();
    await emulator.close();
  },
});

/** `stripe-fc-emulator exec -- vitest run` has started a server and put its address into the environment. */
async function behindASocket(receive: Receiver): Promise<World> {
  const { STRIPE_API_BASE: base } = process.env;
  if (base === undefined) throw new Error('Run the tests under: stripe-fc-emulator exec -- …');
  const { protocol, hostname, port } = new URL(base);
  // A key of its own is a sandbox of its own: tests do not see each other.
  const key = `sk_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const stripe = new Stripe(key, { protocol: protocol === 'http:' ? 'http' : 'https', host: hostname, port });
  const receiver = await listen(receive);
  const { secret } = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  const control = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${base}/_emulator${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  return {
    stripe,
    webhookSecret: secret ?? '',
    collectBankAccount: async (intent, scenario) =>
      (await control(
        `/${intent.startsWith('seti_') ? 'setup_intents' : 'payment_intents'}/${intent}/collect_bank_account`,
        scenario,
      )) as Stripe.PaymentIntent,
    completeSession: async (session, scenario) =>
      accountOf(
        (await control(`/financial_connections/sessions/${session}/complete`, scenario)) as LinkedSession,
      ),
    completeCheckout: async (session, scenario) => {
      await control(`/checkout/sessions/${session}/complete`, scenario);
    },
    updateAccount: async (account, patch) => {
      await control(`/financial_connections/accounts/${account}`, patch);
    },
    setBalance: async (account, available) => {
      await control(`/financial_connections/accounts/${account}`, {
        holdings: { balance: balanceOf(available) },
      });
    },
    advance: async (ms) => {
      await control('/clock/advance', { by: `${ms}ms` });
    },
    [Symbol.asyncDispose]: receiver.close,
  };
}

/** The application's own server, reduced to its webhook. */
async function listen(receive: Receiver): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const answer = await receive(await asRequest(incoming));
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/webhook`, close };
}

async function asRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return new Request('http://127.0.0.1/webhook', { method: 'POST', headers, body: Buffer.concat(chunks) });
}
