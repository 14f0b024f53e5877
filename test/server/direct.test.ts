import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { createEmulator, type EmulatorOptions, type LogEntry } from '../../src/index.ts';
import { serve } from '../../src/node.ts';

/* Requests byte by byte: how they arrive decides how they are read, and must not decide what is answered. */

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function served(options: EmulatorOptions = {}) {
  const log: LogEntry[] = [];
  const emulator = createEmulator({ log: (entry) => log.push(entry), ...options });
  const server = await serve(emulator, { port: 0 });
  open.push(() => server.close());
  const authorization = `Authorization: Bearer ${emulator.apiKey}`;
  const connected = async (): Promise<Socket> => {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  return { emulator, server, log, authorization, connected };
}

const head = (method: string, path: string, ...headers: readonly string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');

/** The next answer on a connection, and nothing of the one after it. */
async function answerOn(socket: Socket): Promise<{ status: number; headers: string; body: string }> {
  let received = '';
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received += chunk.toString();
    const [, headers, length] = /^(.*?content-length: (\d+).*?)\r\n\r\n/is.exec(received) ?? [];
    if (headers === undefined) continue;
    const body = received.slice(headers.length + 4);
    if (Buffer.byteLength(body) >= Number(length))
      return { status: Number(headers.slice(9, 12)), headers, body };
  }
}

describe('a body', () => {
  const FORM = 'name=Jenny';

  test.each<[string, readonly string[]]>([
    ['with its head', ['HEAD', FORM]],
    ['after its head', ['HEAD', '', FORM]],
    ['in two pieces, the first with the head', ['HEAD', 'name=', '', 'Jenny']],
  ])('that comes %s is read', async (_how, pieces) => {
    const { authorization, connected } = await served();
    const socket = await connected();
    const answer = answerOn(socket);
    let waiting = '';
    for (const piece of [...pieces, '']) {
      if (piece !== '')
        waiting +=
          piece === 'HEAD'
            ? head('POST', '/v1/customers', authorization, `Content-Length: ${FORM.length}`)
            : piece;
      else {
        socket.write(waiting);
        waiting = '';
        await new Promise((resolve) => setImmediate(resolve));
      }
    }

    expect(JSON.parse((await answer).body)).toMatchObject({ name: 'Jenny' });
    socket.destroy();
  });

  test('that is chunked is read', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(
      `${head('POST', '/v1/customers', authorization, 'Transfer-Encoding: chunked')}a\r\nname=Jenny\r\n0\r\n\r\n`,
    );

    expect(JSON.parse((await answerOn(socket)).body)).toMatchObject({ name: 'Jenny' });
    socket.destroy();
  });

  test.each<[string, string, string]>([
    ['says that it is too large', `Content-Length: ${2_000_000}`, ''],
    ['is too large', 'Transfer-Encoding: chunked', `65\r\n${'x'.repeat(101)}\r\n0\r\n\r\n`],
  ])('that %s is refused before all of it is there', async (_what, header, body) => {
    const { authorization, connected } = await served({ limits: { bodyBytes: 100 } });
    const socket = await connected();
    socket.write(head('POST', '/v1/customers', authorization, header) + body);

    expect((await answerOn(socket)).status).toBe(413);
    socket.destroy();
  });

  test('that is no UTF-8 is refused', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(
      Buffer.concat([
        Buffer.from(head('POST', '/v1/customers', authorization, 'Content-Length: 6')),
        Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x3d, 0xff]),
      ]),
    );

    expect(await answerOn(socket)).toMatchObject({ status: 400, body: expect.stringContaining('UTF-8') });
    socket.destroy();
  });

  test('is not waited for where the head is enough to refuse, and not read for ever', async () => {
    const { connected } = await served();
    const socket = await connected();
    socket.write(`${head('POST', '/v1/customers', 'Content-Length: 1000')}name=`);

    expect((await answerOn(socket)).status).toBe(401);
    await once(socket, 'close');
  });

  test('that never ends, because its client hangs up, gives its key back', async () => {
    const { authorization, connected } = await served();
    const key = 'Idempotency-Key: once';
    const first = await connected();
    const length = `Content-Length: ${FORM.length}`;
    first.write(`${head('POST', '/v1/customers', authorization, key, length)}name`);
    const second = await connected();
    const send = () => second.write(head('POST', '/v1/customers', authorization, key, length) + FORM);
    send();
    const whileItArrives = await answerOn(second);
    first.destroy();

    let answer = whileItArrives;
    while (answer.status === 409) {
      send();
      answer = await answerOn(second);
    }

    expect(whileItArrives.status).toBe(409);
    expect(answer.status).toBe(200);
    second.destroy();
  });

  test('of a GET is not waited for', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(head('GET', '/v1/customers', authorization, 'Content-Length: 1000'));

    expect((await answerOn(socket)).status).toBe(200);
    socket.destroy();
  });

  test('is asked for where a client waits to be asked', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(
      head('POST', '/v1/customers', authorization, `Content-Length: ${FORM.length}`, 'Expect: 100-continue'),
    );
    const [asked] = (await once(socket, 'data')) as [Buffer];
    socket.write(FORM);

    expect(asked.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    expect((await answerOn(socket)).status).toBe(200);
    socket.destroy();
  });
});

describe('a connection', () => {
  test('answers requests that were sent at once, in their order', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    const create = (name: string) =>
      `${head('POST', '/v1/customers', authorization, `Content-Length: ${name.length + 5}`)}name=${name}`;
    socket.write(create('Jenny') + head('GET', '/_emulator/health') + create('Rosen'));
    socket.write(head('GET', '/v1/customers', authorization, 'Connection: close'));

    const names = [...(await text(socket)).matchAll(/"name": ("\w+"|null)|"status": "ready"/g)];

    expect(names.map(([found]) => found)).toEqual([
      '"name": "Jenny"',
      '"status": "ready"',
      '"name": "Rosen"',
      '"name": "Rosen"',
      '"name": "Jenny"',
    ]);
  });

  test('ends where its client says so', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(head('GET', '/v1/customers', authorization, 'Connection: close'));

    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /);
  });
});

test('health is told to a program as to a browser, without what tells it to that', async () => {
  const { authorization, connected } = await served();
  const socket = await connected();
  const asked = async (...headers: readonly string[]) => {
    socket.write(head('GET', '/_emulator/health', ...headers));
    const { status, headers: answered, body } = await answerOn(socket);
    return { status, sandbox: /^emulator-sandbox: .*$/m.exec(answered)?.[0], body };
  };
  const toNobody = await asked();

  expect(toNobody).toEqual({
    status: 200,
    sandbox: expect.stringMatching(/sk_test_/),
    body: expect.stringContaining('"status": "ready"'),
  });
  expect(await asked('Sec-Fetch-Site: same-origin')).toEqual(toNobody);
  expect(await asked(authorization)).toEqual(toNobody);
  expect(await asked('Authorization: Bearer nonsense')).toEqual(
    await asked('Authorization: Bearer nonsense', 'Sec-Fetch-Site: same-origin'),
  );
  socket.destroy();
});

describe('a request', () => {
  test.each([
    ['HEAD', '/v1/customers', 404],
    ['OPTIONS', '/v1/customers', 404],
    ['PUT', '/v1/customers', 404],
    ['GET', '/v1/%63ustomers', 404],
    ['GET', '/v1/events/../customers', 200],
    ['GET', 'http://localhost/v1/customers', 200],
  ])('%s %s is understood as by any server', async (method, path, status) => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(head(method, path, authorization, 'Connection: close'));

    expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('with two keys has neither', async () => {
    const { authorization, connected } = await served();
    const socket = await connected();
    socket.write(head('GET', '/v1/customers', authorization, authorization, 'Connection: close'));

    expect(await text(socket)).toMatch(/^HTTP\/1.1 401 /);
  });

  test('has its text in bytes, whatever is in it', async () => {
    const { emulator, authorization, connected } = await served();
    await emulator.putObjects({
      customers: [{ id: 'cus_1', name: 'Żółw 🐢', description: 'é'.repeat(4_000) }],
    });
    const socket = await connected();
    for (const path of ['/v1/customers/cus_1', '/v1/customers?limit=1', '/v1/customers?limit=1']) {
      socket.write(head('GET', path, authorization));

      expect((await answerOn(socket)).body).toContain('"name": "Żółw 🐢"');
    }
    socket.destroy();
  });
});

test('a header is answered in the Latin-1 that it came in', async () => {
  const { emulator, server } = await served();

  const answer = await fetch(`${server.url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.apiKey}`, 'idempotency-key': 'cl\xe9' },
    body: new URLSearchParams({ name: 'Jenny' }),
  });

  expect(answer.headers.get('idempotency-key')).toBe('cl\xe9');
});
