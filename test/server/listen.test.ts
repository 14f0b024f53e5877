import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer as createNetServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { afterEach, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type LogEntry } from '../../src/index.ts';
import { type ServeOptions, type Server, serve } from '../../src/node.ts';

// Containers often have none.
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function served(
  options: ServeOptions = {},
  emulatorOptions: EmulatorOptions = {},
): Promise<{ emulator: Emulator; server: Server; log: LogEntry[] }> {
  const log: LogEntry[] = [];
  const emulator = createEmulator({ log: (entry) => log.push(entry), ...emulatorOptions });
  open.push(() => emulator.close());
  const server = await serve(emulator, { port: 0, ...options });
  open.push(() => server.close());
  return { emulator, server, log };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** With `node:http`, because `fetch` allows neither a Host nor an Origin of its own. */
async function ask(
  { port }: Server,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  const outgoing = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }).end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

const messageOf = ({ body }: Answer): string => JSON.parse(body).error.message;

/** What a server says to bytes that are written as they are. */
async function written({ port }: Server, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

/** A receiver of webhooks; `answers` are its statuses in turn. */
async function receiver(...answers: readonly { status: number; headers?: Record<string, string> }[]) {
  const received: { body: string; headers: IncomingMessage['headers']; socket: unknown }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers } = answers[received.length] ?? { status: 200 };
    received.push({ body: await text(incoming), headers: incoming.headers, socket: incoming.socket });
    outgoing.writeHead(status, headers).end('received');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

describe('a server', () => {
  test('answers the official client', async () => {
    const { emulator, server } = await served();
    const stripe = new Stripe(emulator.apiKey, { host: '127.0.0.1', port: server.port, protocol: 'http' });

    const customer = await stripe.customers.create({ email: 'jenny.rosen@example.com' });

    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'jenny.rosen@example.com' });
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  });

  test('leaves the globals of the process alone', async () => {
    const before = { Request, Response };

    await served();

    expect({ Request, Response }).toEqual(before);
    expect(Response).toBe(before.Response);
  });

  test('says that time stands, and says nothing of time that runs', async () => {
    const frozen = await served();
    const running = await served({}, { time: 'real' });

    expect(frozen.log).toEqual([
      { kind: 'notice', text: expect.stringContaining('POST /_emulator/clock/advance') },
    ]);
    expect(running.log).toEqual([]);
  });

  test.skipIf(!hasIpv6)('listens on IPv6', async () => {
    const { server } = await served({ host: '[::1]' });

    expect(server.url).toBe(`http://[::1]:${server.port}`);
    expect((await fetch(`${server.url}/_emulator/health`)).status).toBe(200);
  });

  test('names the port that is taken, and what to do', async () => {
    const { server } = await served();

    await expect(served({ port: server.port })).rejects.toThrow(
      `Failed to listen on 127.0.0.1:${server.port}: the port is taken. Choose another with --port`,
    );
  });

  test('refuses what is no emulator', async () => {
    await expect(serve({} as Emulator)).rejects.toThrow('createEmulator()');
  });

  test('ends its open connections at once when it closes, and closes once', async () => {
    const { server } = await served();
    const waiting = fetch(`${server.url}/_emulator/events/wait?type=customer.created&timeout=1h`);
    const idle = connect(server.port, '127.0.0.1').on('error', () => {});
    await once(idle, 'connect');

    await Promise.all([server.close(), server.close()]);

    await expect(waiting).rejects.toThrow();
    await expect(fetch(`${server.url}/_emulator/health`)).rejects.toThrow();
  });

  test('can be used with await using', async () => {
    const emulator = createEmulator({ log: false });
    let url = '';
    {
      await using server = await serve(emulator, { port: 0 });
      url = server.url;
      expect((await fetch(`${url}/_emulator/health`)).ok).toBe(true);
    }

    await expect(fetch(`${url}/_emulator/health`)).rejects.toThrow();
  });
});

describe('what cannot be read', () => {
  test('gets a refusal in Stripe’s envelope, and the server lives on', async () => {
    const { server } = await served();

    const garbage = await written(server, 'GARBAGE\r\n\r\n');
    const large = await written(
      server,
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    );

    expect(garbage).toMatch(/^HTTP\/1.1 400 .*"type":"invalid_request_error"/s);
    expect(large).toMatch(/^HTTP\/1.1 431 .*16 KiB/s);
    expect((await ask(server, '/_emulator/health')).status).toBe(200);
  });

  test.each([
    'GET /\\evil HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
  ])('%j', async (bytes) => {
    const { server } = await served();

    expect(await written(server, bytes.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))).toMatch(
      /^HTTP\/1.1 400 /,
    );
  });
});

describe('who may ask', () => {
  test('a name that is not this machine’s is refused, and the log says so once', async () => {
    const { server, log } = await served({}, { time: 'real' });

    const first = await ask(server, '/v1/customers', { host: 'evil.test' });
    await ask(server, '/_emulator/health', { host: 'evil.test' });

    expect(first.status).toBe(403);
    expect(messageOf(first)).toContain('--allow-host evil.test');
    expect(log).toHaveLength(1);
  });

  test('an allowed name is answered', async () => {
    const { server } = await served({ allowHosts: ['emulator.test'] });

    expect((await ask(server, '/_emulator/health', { host: 'emulator.test' })).status).toBe(200);
  });

  test.each([
    '/_emulator/reset',
    '/%5Femulator/reset',
    '/v1/../_emulator/reset',
    '//_emulator/reset',
    '/_emulator/../_emulator/reset',
  ])('a page elsewhere cannot control it by %s', async (path) => {
    const { server } = await served();

    expect((await ask(server, path, { origin: 'https://evil.test' }, 'POST')).status).toBe(403);
  });

  test('a page on this machine can, and can read the answer', async () => {
    const { server } = await served();
    const origin = 'http://localhost:3000';

    const preflight = await ask(
      server,
      '/_emulator/reset',
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      'OPTIONS',
    );
    const answer = await ask(server, '/_emulator/reset', { origin }, 'POST');

    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': origin, 'access-control-allow-headers': 'content-type' },
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': origin, vary: 'Origin' },
    });
  });

  test('any page can read the API, as at Stripe', async () => {
    const { server } = await served();
    const origin = 'https://shop.test';

    const preflight = await ask(
      server,
      '/v1/customers',
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      'OPTIONS',
    );
    const answer = await ask(server, '/v1/customers', { origin });

    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' },
    });
    expect(answer).toMatchObject({ status: 401, headers: { 'access-control-allow-origin': '*' } });
  });

  test('beyond loopback it does not start without a token', async () => {
    await expect(served({ host: '0.0.0.0' })).rejects.toThrow('--control-token');
  });

  test('beyond loopback the control surface asks for the token, the API for nothing more', async () => {
    const { emulator, server } = await served({ host: '0.0.0.0', controlToken: 'open sesame' });
    const host = 'emulator:12113';
    const authorization = `Bearer ${emulator.apiKey}`;

    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect((await ask(server, '/_emulator/health', { host })).status).toBe(200);
    expect((await ask(server, '/_emulator/clock', { host })).status).toBe(401);
    expect((await ask(server, '/_emulator/clock', { host, 'emulator-control-token': 'wrong' })).status).toBe(
      403,
    );
    expect(
      (await ask(server, '/_emulator/clock', { host, 'emulator-control-token': 'open sesame' })).status,
    ).toBe(200);
    expect((await ask(server, '/v1/customers', { host, authorization })).status).toBe(200);
  });

  test('beyond loopback endpoints point only where they may', async () => {
    const { emulator, server } = await served({
      host: '0.0.0.0',
      controlToken: 'x',
      webhookHosts: ['app.test'],
    });
    const stripe = new Stripe(emulator.apiKey, { host: '127.0.0.1', port: server.port, protocol: 'http' });

    await expect(
      stripe.webhookEndpoints.create({ url: 'https://elsewhere.test/', enabled_events: ['*'] }),
    ).rejects.toThrow();
    await expect(
      stripe.webhookEndpoints.create({ url: 'https://app.test/', enabled_events: ['*'] }),
    ).resolves.toMatchObject({ status: 'enabled' });
  });
});

describe('deliveries', () => {
  const delivering = async (url: string, options: EmulatorOptions = {}) => {
    const { emulator } = await served(
      {},
      { webhooks: [{ url, retryScheduleMs: [], timeoutMs: 5_000 }], log: false, ...options },
    );
    const stripe = new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(emulator.fetch) });
    return { emulator, stripe };
  };

  test('arrive signed, over one connection that stays open', async () => {
    const { url, received } = await receiver();
    const { emulator, stripe } = await delivering(url);

    await stripe.customers.create();
    await stripe.customers.create();
    await emulator.clock.runToIdle();

    const [first, second] = received;
    const event = stripe.webhooks.constructEvent(
      first?.body ?? '',
      String(first?.headers['stripe-signature']),
      emulator.webhookSecret,
    );
    expect(event.type).toBe('customer.created');
    expect(second?.socket).toBe(first?.socket);
    expect(
      emulator.deliveries().map(({ status, attempts }) => [status, attempts[0]?.response?.body]),
    ).toEqual([
      ['succeeded', 'received'],
      ['succeeded', 'received'],
    ]);
  });

  test('do not follow redirects, and take an answer without a body', async () => {
    const { url, received } = await receiver(
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { status: 204 },
    );
    const { emulator, stripe } = await delivering(url);

    await stripe.customers.create();
    await stripe.customers.create();
    await emulator.clock.runToIdle();

    expect(received).toHaveLength(2);
    expect(emulator.deliveries().map(({ status, attempts }) => [status, attempts[0]?.status])).toEqual([
      ['failed', 302],
      ['succeeded', 204],
    ]);
  });

  test('that nobody takes say why, whatever the name resolves to', async () => {
    const { emulator, stripe } = await delivering('http://localhost:1/hook');

    await stripe.customers.create();
    await emulator.clock.runToIdle();

    expect(emulator.deliveries()[0]?.attempts[0]).toMatchObject({
      status: null,
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('that are not answered time out', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    open.push(() => {
      silent.close();
      silent.closeAllConnections();
    });
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const { emulator, stripe } = await delivering(url, {
      webhooks: [{ url, retryScheduleMs: [], timeoutMs: 20 }],
    });

    await stripe.customers.create();
    await emulator.clock.runToIdle();

    expect(emulator.deliveries()[0]?.attempts[0]).toMatchObject({
      status: null,
      error: expect.stringContaining('timed out'),
    });
  });

  test('get through when the receiver drops the open connection just as it is used again', async () => {
    let connections = 0;
    const dropping = createNetServer((socket) => {
      connections++;
      let requests = 0;
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        // Head and body may come apart.
        if (!String(chunk).startsWith('POST')) return;
        requests++;
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        else socket.resetAndDestroy();
      });
      open.push(() => socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(dropping, 'listening');
    open.push(() => dropping.close());
    const { emulator, stripe } = await delivering(
      `http://127.0.0.1:${(dropping.address() as AddressInfo).port}/`,
    );

    await stripe.customers.create();
    await stripe.customers.create();
    await emulator.clock.runToIdle();

    expect(emulator.deliveries().map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(connections).toBe(2);
  });
});
