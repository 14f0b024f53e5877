import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createEmulator, type LogEntry } from '../../src/index.ts';
import { served } from '../support/served.ts';

const PATHS = [
  '/v1/customers',
  '/v1/payment_intents',
  '/_emulator/objects',
  '/_emulator/clock/advance',
  '/_emulator/reset',
];

it.each(PATHS)(
  'a body that breaks off is refused in a sentence, and is no failure of ours: %s',
  async (path) => {
    const logged: LogEntry[] = [];
    const emulator = createEmulator({ log: (entry) => void logged.push(entry) });
    const body = new ReadableStream({ start: (stream) => stream.error(new Error('the line is dead')) });
    const headers = { authorization: `Bearer ${emulator.apiKey}`, 'transfer-encoding': 'chunked' };

    // `duplex` is not yet in the types of every fetch.
    const answer = await emulator.fetch(path, {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
    } as RequestInit);

    expect(answer.status).toBe(400);
    expect((await answer.json()).error.message).toBe('The body broke off: the line is dead.');
    expect(logged.filter(({ kind }) => kind === 'error')).toEqual([]);
  },
);

it('a body that has been read already is refused in a sentence', async () => {
  const emulator = createEmulator({ log: false });
  const request = new Request('https://api.stripe.com/v1/customers', {
    method: 'POST',
    body: 'name=Jenny',
    headers: { authorization: `Bearer ${emulator.apiKey}` },
  });
  await request.text();

  const answer = await emulator.fetch(request);

  expect(answer.status).toBe(400);
  expect((await answer.json()).error.message).toContain('The body broke off: ');
});

it('a client that hangs up in the middle of a body is no failure of ours', async () => {
  const logged: LogEntry[] = [];
  const refused = Promise.withResolvers<LogEntry>();
  const log = (entry: LogEntry) => {
    logged.push(entry);
    if (entry.kind === 'request') refused.resolve(entry);
  };
  const { server, emulator } = await served({}, { log });

  const socket = connect(server.port, '127.0.0.1', () => {
    socket.write(
      `POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${emulator.apiKey}\r\nContent-Length: 100\r\n\r\nemail=`,
      () => socket.destroy(),
    );
  });

  expect(await refused.promise).toMatchObject({ status: 400 });
  expect(logged.filter(({ kind }) => kind === 'error')).toEqual([]);
});
