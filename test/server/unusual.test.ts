import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Server } from '../../src/node.ts';
import { isAsStripeWrites } from '../support/json-bytes.ts';
import { served } from '../support/served.ts';

interface Raw {
  readonly status: number;
  readonly head: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body.
  readonly body: any;
}

const bodyIsThere = (text: string): boolean => {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return length !== undefined && Buffer.byteLength(rest.join('\r\n\r\n')) >= Number(length);
};

/** What is answered to these bytes: all until the connection ends, or the first answer with its body. */
const said = ({ port }: Server, bytes: string, until: 'answered' | 'closed' = 'answered'): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (chunk: Buffer) => {
      text += String(chunk);
      if (until === 'answered' && bodyIsThere(text)) finish();
    });
    socket.on('end', finish);
    socket.on('error', reject);
  });

async function asked(server: Server, bytes: string, until?: 'answered' | 'closed'): Promise<Raw> {
  const text = await said(server, bytes, until);
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(isAsStripeWrites(body)).toBe(true);
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) };
}

const NO_HOST = { type: 'invalid_request_error', message: expect.stringContaining('names no host') };
const BEYOND = { host: '0.0.0.0', controlToken: 'open sesame' };

describe('a server on loopback', () => {
  it.each(['127.0.0.1', '::1', '[::1]', '::ffff:127.0.0.1', '[::ffff:127.0.0.1]', '::ffff:7f00:1'])(
    'that listens on %s is reached where it says',
    async (host) => {
      const { server } = await served({ host });

      expect((await fetch(`${server.url}/_emulator/health`)).status).toBe(200);
    },
  );

  it('does not listen on brackets with nothing in them', async () => {
    await expect(served({ host: '[]', controlToken: 'x' })).rejects.toThrow(
      'serve: host is "[]". Give an address. Give one such as 127.0.0.1.',
    );
  });
});

describe('a request over a socket', () => {
  it.each(['HTTP/1.1', 'HTTP/1.0'])('of %s without Host is refused in Stripe’s envelope', async (version) => {
    const { server } = await served();

    const { status, body } = await asked(server, `GET /v1/customers ${version}\r\n\r\n`);

    expect(status).toBe(403);
    expect(body.error).toMatchObject(NO_HOST);
  });

  it('with an empty Host names none', async () => {
    const { server } = await served();

    const { status, body } = await asked(server, 'GET /v1/customers HTTP/1.1\r\nHost:\r\n\r\n');

    expect([status, body.error]).toMatchObject([403, NO_HOST]);
  });

  it.each(['HTTP/1.1', 'HTTP/1.0'])('of %s without Host is answered where any host is', async (version) => {
    const { emulator, server } = await served(BEYOND);

    const { status, body } = await asked(
      server,
      `GET /v1/customers ${version}\r\nAuthorization: Bearer ${emulator.apiKey}\r\n\r\n`,
    );

    expect([status, body.object]).toEqual([200, 'list']);
  });

  it('that expects something unknown is refused, and the connection ends', async () => {
    const { emulator, server } = await served();
    const head = `POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${emulator.apiKey}\r\n`;

    const { status, body } = await asked(
      server,
      `${head}Expect: tea\r\nContent-Length: 6\r\n\r\nname=a`,
      'closed',
    );

    expect(status).toBe(417);
    expect(body.error).toMatchObject({
      type: 'invalid_request_error',
      message: expect.stringContaining('send 100-continue'),
    });
  });

  it('that expects 100-continue is told to go on, and answered', async () => {
    const { emulator, server } = await served();
    const head = `POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${emulator.apiKey}\r\nConnection: close\r\n`;

    const text = await said(
      server,
      `${head}Expect: 100-continue\r\nContent-Length: 6\r\n\r\nname=a`,
      'closed',
    );

    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(text).toContain('"name": "a"');
  });

  it('that takes the emulator for a proxy is told that it is none, and the connection ends', async () => {
    const { server } = await served();

    const { status, head, body } = await asked(
      server,
      'CONNECT api.stripe.com:443 HTTP/1.1\r\nHost: api.stripe.com:443\r\n\r\n',
      'closed',
    );

    expect(status).toBe(405);
    expect(head).toContain('Connection: close');
    expect(body.error).toMatchObject({
      type: 'invalid_request_error',
      message: expect.stringContaining('is no proxy'),
    });
  });

  it('that hangs up on CONNECT ends nothing', async () => {
    const { server } = await served();
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n');
        socket.resetAndDestroy();
      });
      socket.on('close', () => resolve());
    });

    expect((await asked(server, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).status).toBe(401);
  });

  it.each(['TRACE /v1/customers', 'TRACE /_emulator/clock', 'PROPFIND /v1/customers'])(
    '%s is not known, in the envelope',
    async (line) => {
      const { emulator, server } = await served();

      const { status, body } = await asked(
        server,
        `${line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${emulator.apiKey}\r\n\r\n`,
      );

      expect(status).toBe(404);
      expect(body.error.message).toContain(`Unrecognized request URL (${line.replace(' ', ': ')})`);
    },
  );

  it.each(['websocket', 'h2c'])('to upgrade to %s is answered as it stands', async (protocol) => {
    const { emulator, server } = await served();

    const { status, body } = await asked(
      server,
      `GET /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${emulator.apiKey}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`,
    );

    expect([status, body.object]).toEqual([200, 'list']);
  });

  // RFC 9112, 3.2.2: the host of the target counts, whatever the header says.
  it.each([
    ['http://localhost/_emulator/clock', 'evil.test', 200],
    ['http://jenny:secret@127.0.0.1:80/_emulator/clock', 'localhost', 400],
    ['http://jenny@localhost/v1/customers', 'localhost', 400],
    ['http://evil.test/_emulator/clock', 'localhost', 403],
    ['http://localhost@evil.test/_emulator/clock', 'localhost', 400],
    ['http:///_emulator/clock', 'localhost', 403],
    ['ftp://localhost/_emulator/clock', 'localhost', 400],
    ['*', 'localhost', 400],
  ])('for %s under the host %s: %d', async (target, host, expected) => {
    const { server } = await served();

    const { status, body } = await asked(server, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);

    expect(status).toBe(expected);
    if (expected !== 200) expect(body.error.type).toBe('invalid_request_error');
  });
});
