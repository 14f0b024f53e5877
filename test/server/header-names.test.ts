import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { served } from '../support/served.ts';

describe('an answer of the API over a socket', () => {
  it.each([
    ['of a program', ''],
    ['of a page', 'Origin: https://shop.test\r\n'],
  ])('to a request %s has each header once', async (_, origin) => {
    const { emulator, server } = await served();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${emulator.apiKey}\r\n${origin}Idempotency-Key: once\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );

    const [head = ''] = (await text(socket)).split('\r\n\r\n');
    const names = head
      .split('\r\n')
      .slice(1)
      .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());

    expect(names.toSorted()).toEqual([
      'access-control-allow-credentials',
      'access-control-allow-methods',
      'access-control-allow-origin',
      'access-control-expose-headers',
      'access-control-max-age',
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'idempotency-key',
      'original-request',
      'request-id',
      'strict-transport-security',
      'stripe-should-retry',
      'stripe-version',
      'vary',
    ]);
  });
});
