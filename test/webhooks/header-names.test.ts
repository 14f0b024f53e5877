import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../src/index.ts';
import { serve } from '../../src/node.ts';
import { processes } from '../support/processes.ts';

/*
 * Names of headers are looked up by their case where a receiver makes a plain dictionary of them: public bug reports do
 * so in Python, with the names as Stripe writes them.
 */

/** A receiver that keeps the bytes of what it is sent. */
async function capturing(): Promise<{ url: string; heads: string[] }> {
  const heads: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const [head = ''] = String(chunk).split('\r\n\r\n');
      if (!head.startsWith('POST')) return;
      heads.push(head);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heads };
}

/** Delivers one event to a URL, over the platform's `fetch` or over a server's own connections. */
async function delivered(url: string, transport: 'fetch' | 'serve'): Promise<Emulator> {
  const emulator = createEmulator({ webhooks: [{ url, retryScheduleMs: [] }], log: false });
  onTestFinished(() => emulator.close());
  const server = transport === 'serve' ? await serve(emulator, { port: 0 }) : undefined;
  await emulator.fetch('/v1/customers', {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.apiKey}` },
  });
  await emulator.clock.advance(0);
  await server?.close();
  return emulator;
}

const SPELT = ['Content-Type', 'User-Agent', 'Accept', 'Cache-Control', 'Stripe-Signature'];
const namesIn = (head: string): string[] =>
  head
    .split('\r\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(':')));

describe('the names of a delivery’s headers', () => {
  it('arrive over a server’s connections spelt as Stripe’s, every one', async () => {
    const { url, heads } = await capturing();

    await delivered(url, 'serve');

    expect(heads.map(namesIn)).toEqual([[...SPELT, 'Content-Length', 'Host', 'Connection']]);
  });

  it('are sent as spelt by the fetch of Node as well, beside its own', async () => {
    const { url, heads } = await capturing();

    await delivered(url, 'fetch');

    expect(namesIn(heads[0] ?? '')).toEqual(expect.arrayContaining(SPELT));
  });

  it('are shown as they were sent', async () => {
    const { url } = await capturing();

    const emulator = await delivered(url, 'serve');

    expect(Object.keys(emulator.deliveries()[0]?.attempts[0]?.request.headers ?? {})).toEqual(SPELT);
  });
});

const PYTHON = `
from http.server import BaseHTTPRequestHandler, HTTPServer

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(dict(self.headers)["Content-Length"]))
        print(dict(self.headers)["Stripe-Signature"], flush=True)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass

server = HTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.handle_request()
`;

const hasPython = spawnSync('python3', ['-c', 'import http.server']).status === 0;

describe('a receiver in Python', () => {
  it.skipIf(!hasPython)('finds the signature in a plain dictionary', processes(1), async () => {
    const python = spawn('python3', ['-c', PYTHON], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void python.kill());
    const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
    const { value: port } = await lines.next();

    const emulator = await delivered(`http://127.0.0.1:${port}/hook`, 'serve');

    expect((await lines.next()).value).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    expect(emulator.deliveries()[0]?.status).toBe('succeeded');
  });
});
