import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../src/index.ts';
import { type Server, serve } from '../../src/node.ts';
import { served } from '../support/served.ts';

// Containers often have none.
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

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

  test('ends its open connections when it closes', async () => {
    const { server } = await served();
    const waiting = fetch(`${server.url}/_emulator/events/wait?type=customer.created&timeout=1h`);
    const idle = connect(server.port, '127.0.0.1').on('error', () => {});
    await once(idle, 'connect');

    await server.close();

    await expect(waiting).rejects.toThrow();
    await expect(fetch(`${server.url}/_emulator/health`)).rejects.toThrow();
  });

  test('closes once, however often it is told to', async () => {
    const { server } = await served();

    await Promise.all([server.close(), server.close()]);

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

test('a client that has sent all it has gets an answer that takes a moment', async () => {
  const { emulator, server } = await served({}, { time: 'real' });
  const head = `GET /_emulator/events/wait?timeout=20ms HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;

  const answer = await written(server, `${head}Authorization: Bearer ${emulator.apiKey}\r\n\r\n`);

  expect(answer).toMatch(/^HTTP\/1.1 408 /);
});

describe('what cannot be read', () => {
  test('gets a refusal in Stripe’s envelope, and the server lives on', async () => {
    const { server } = await served();

    const garbage = await written(server, 'GARBAGE\r\n\r\n');
    const large = await written(
      server,
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    );

    expect(garbage).toMatch(/^HTTP\/1.1 400 .*"type": "invalid_request_error"/s);
    expect(large).toMatch(/^HTTP\/1.1 431 .*16 KiB/s);
    expect((await ask(server, '/_emulator/health')).status).toBe(200);
  });

  test.each(['GET /\\evil HTTP/1.1\r\nHost: localhost\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'])(
    '%j is answered with 400',
    async (bytes) => {
      const { server } = await served();

      expect(await written(server, bytes.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))).toMatch(
        /^HTTP\/1.1 400 /,
      );
    },
  );
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
