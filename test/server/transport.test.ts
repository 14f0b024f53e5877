import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import Stripe from 'stripe';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { receiver, served } from '../support/served.ts';

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
    onTestFinished(() => {
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
    const sockets: Socket[] = [];
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
      sockets.push(socket);
    }).listen(0, '127.0.0.1');
    await once(dropping, 'listening');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      dropping.close();
    });
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
