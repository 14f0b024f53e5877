import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type LogEntry } from '../../src/index.ts';
import { type ServeOptions, type Server, serve } from '../../src/node.ts';

/** An emulator behind a socket, until its test has finished. */
export async function served(
  options: ServeOptions = {},
  emulatorOptions: EmulatorOptions = {},
): Promise<{ emulator: Emulator; server: Server; log: LogEntry[] }> {
  const log: LogEntry[] = [];
  const emulator = createEmulator({ log: (entry) => log.push(entry), ...emulatorOptions });
  onTestFinished(() => emulator.close());
  const server = await serve(emulator, { port: 0, ...options });
  onTestFinished(() => server.close());
  return { emulator, server, log };
}

/** A receiver of webhooks; `answers` are its statuses in turn. */
export async function receiver(...answers: readonly { status: number; headers?: Record<string, string> }[]) {
  const received: { body: string; headers: IncomingMessage['headers']; socket: unknown }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers } = answers[received.length] ?? { status: 200 };
    received.push({ body: await text(incoming), headers: incoming.headers, socket: incoming.socket });
    outgoing.writeHead(status, headers).end('received');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}
