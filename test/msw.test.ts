import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as Msw from 'msw';
import type * as MswNode from 'msw/node';
import Stripe from 'stripe';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../src/index.ts';

/*
 * Both majors run the same tests: what is called `msw` while src/msw.ts is loaded is what its user has installed.
 */

interface Installed {
  readonly http: typeof Msw.http;
  readonly HttpHandler: typeof Msw.HttpHandler;
  readonly HttpResponse: typeof Msw.HttpResponse;
  readonly setupServer: typeof MswNode.setupServer;
  readonly stripeHandlers: (emulator: Emulator) => Msw.HttpHandler[];
}

type Server = ReturnType<typeof MswNode.setupServer>;

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server that listens, and what has reached it. */
async function receiver(): Promise<{ url: string; received: { signature: string; body: string }[] }> {
  const received: { signature: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      received.push({ signature: String(request.headers['stripe-signature']), body });
      response.end('received');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/webhook`, received };
}

const client = (emulator: Emulator, httpClient?: unknown): Stripe =>
  new Stripe(emulator.apiKey, {
    maxNetworkRetries: 0,
    telemetry: false,
    // What createFetchHttpClient answers is not exported by name.
    ...(httpClient === undefined
      ? {}
      : { httpClient: httpClient as ReturnType<typeof Stripe.createFetchHttpClient> }),
  });

/** Loaded before any test: two servers' worth of modules take long on a busy machine. */
async function installed(load: () => Promise<unknown>, node: () => Promise<unknown>): Promise<Installed> {
  vi.resetModules();
  vi.doMock('msw', load);
  const { stripeHandlers } = await import('../src/msw.ts');
  vi.doUnmock('msw');
  const { http, HttpHandler, HttpResponse } = (await load()) as typeof Msw;
  const { setupServer } = (await node()) as typeof MswNode;
  // The two majors differ in types that these tests do not touch.
  return { http, HttpHandler, HttpResponse, setupServer, stripeHandlers } as unknown as Installed;
}

describe.each([
  {
    major: 3,
    msw: await installed(
      () => import('msw'),
      () => import('msw/node'),
    ),
    strictly: { onUnhandledFrame: 'error' },
  },
  {
    major: 2,
    msw: await installed(
      () => import('msw2'),
      () => import('msw2/node'),
    ),
    strictly: { onUnhandledRequest: 'error' },
  },
])('MSW $major', ({ msw, strictly }) => {
  function listen(server: Server): Server {
    // Each major has its own name for the setting.
    server.listen(strictly as object);
    ends.push(() => server.close());
    return server;
  }

  function start(options?: EmulatorOptions): { emulator: Emulator; server: Server; stripe: Stripe } {
    const emulator = createEmulator(options);
    const server = listen(msw.setupServer(...msw.stripeHandlers(emulator)));
    ends.push(() => emulator.close());
    return { emulator, server, stripe: client(emulator) };
  }

  test('one handler stands for all of Stripe', () => {
    expect(msw.stripeHandlers(createEmulator())).toEqual([expect.any(msw.HttpHandler)]);
  });

  test('the official client reaches the emulator over node:http', async () => {
    const { stripe } = start();

    const created = await stripe.customers.create({ email: 'jenny@example.com', metadata: { 'a b': 'ü&=' } });

    expect(await stripe.customers.retrieve(created.id)).toMatchObject({
      email: 'jenny@example.com',
      metadata: { 'a b': 'ü&=' },
    });
  });

  test('the official client reaches the emulator over fetch', async () => {
    const { emulator } = start();
    const stripe = client(emulator, Stripe.createFetchHttpClient());

    const { id } = await stripe.customers.create({ email: 'jenny@example.com' });

    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, email: 'jenny@example.com' });
  });

  test('a plain fetch reaches the emulator, its control surface included', async () => {
    const { emulator } = start();
    const headers = { authorization: `Bearer ${emulator.apiKey}` };

    const account = await fetch('https://api.stripe.com/_emulator/financial_connections/accounts', {
      method: 'POST',
      headers,
    });
    const listed = await fetch('https://api.stripe.com/v1/financial_connections/accounts?limit=1', {
      headers,
    });

    expect(account.status).toBe(200);
    expect((await listed.json()).data).toEqual([await account.json()]);
  });

  test('an error is the error that the official client throws for Stripe', async () => {
    const { stripe } = start();

    await expect(stripe.customers.retrieve('cus_nobody')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  test('an override by server.use() wins until it is reset', async () => {
    const { server, stripe } = start();
    const { id } = await stripe.customers.create();
    server.use(
      msw.http.get('https://api.stripe.com/v1/customers/:id', () =>
        msw.HttpResponse.json({ error: { type: 'api_error', message: 'down' } }, { status: 500 }),
      ),
    );

    await expect(stripe.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 500 });
    server.resetHandlers();

    expect((await stripe.customers.retrieve(id)).id).toBe(id);
  });

  test('other hosts are untouched: the strictest setting still refuses what no handler answers', async () => {
    const { url, received } = await receiver();
    const refused = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    ends.push(() => refused.mockRestore());
    start();

    await expect(fetch(url, { method: 'POST' })).rejects.toThrow();

    expect(received).toEqual([]);
  });

  test('webhooks reach a handler function', async () => {
    const events: string[] = [];
    const handler = async (request: Request) => {
      events.push(JSON.parse(await request.text()).type);
      return new Response();
    };
    const { emulator, stripe } = start({ webhooks: [{ handler }] });

    await stripe.customers.create();
    await emulator.clock.advance(0);

    expect(events).toEqual(['customer.created']);
  });

  test('pages whose URLs objects have are answered, too', async () => {
    const { stripe } = start();
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_data: {
        type: 'us_bank_account',
        billing_details: { name: 'Jenny Rosen' },
        us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
      },
      mandate_data: { customer_acceptance: { type: 'offline' } },
      confirm: true,
    });
    const url = intent.next_action?.verify_with_microdeposits?.hosted_verification_url ?? '';

    const page = await fetch(url);

    expect(new URL(url).host).toBe('payments.stripe.com');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/microdeposits/arrive')]);
  });

  test('webhooks reach a local server under the strictest setting, from every sandbox', async () => {
    const { url, received } = await receiver();
    const { emulator } = start({ webhooks: [{ url }] });
    const other = emulator.sandbox('sk_test_other');

    for (const sandbox of [emulator, other]) {
      await client(sandbox).customers.create();
      await sandbox.clock.advance(0);
    }

    expect(received).toHaveLength(2);
    for (const { body, signature } of received) {
      expect(Stripe.webhooks.constructEvent(body, signature, emulator.webhookSecret).type).toBe(
        'customer.created',
      );
    }
    expect(other.deliveries()).toMatchObject([
      { status: 'succeeded', attempts: [{ response: { body: 'received' } }] },
    ]);
  });

  test.each(['before', 'behind'])(
    'webhooks reach the handler that mocks their URL, when it stands %s',
    async (place) => {
      const url = 'http://localhost:3000/webhook';
      const emulator = createEmulator({ webhooks: [{ url }] });
      const events: string[] = [];
      const mock = msw.http.post(url, async ({ request }) => {
        events.push(JSON.parse(await request.text()).type);
        return msw.HttpResponse.text('mocked', { status: 202 });
      });
      const handlers = msw.stripeHandlers(emulator);
      listen(msw.setupServer(...(place === 'before' ? [mock, ...handlers] : [...handlers, mock])));

      await client(emulator).customers.create();
      await emulator.clock.advance(0);

      expect(events).toEqual(['customer.created']);
      expect(emulator.deliveries()).toMatchObject([
        { status: 'succeeded', attempts: [{ status: 202, response: { body: 'mocked' } }] },
      ]);
    },
  );

  test('a webhook that nobody listens for fails, and says why', async () => {
    const { emulator, stripe } = start({
      webhooks: [{ url: 'http://127.0.0.1:9/webhook', retryScheduleMs: [] }],
    });

    await stripe.customers.create();
    await emulator.clock.advance(0);

    expect(emulator.deliveries()).toMatchObject([
      {
        status: 'failed',
        attempts: [{ status: null, error: expect.stringMatching(/ECONNREFUSED|bad port/) }],
      },
    ]);
  });
});
