import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

/** A site of its own, on another origin than the emulator: `http://localhost`, plain HTTP, on a free port. */
export interface Site extends AsyncDisposable {
  readonly url: string;
  /** Puts a document or a script at a path of it; answers its URL. */
  put(path: string, text: string, headers?: Readonly<Record<string, string>>): string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

interface File {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export async function openSite(): Promise<Site> {
  // Browsers ask for it by themselves.
  const files = new Map<string, File>([['/favicon.ico', { text: '', headers: {} }]]);
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    const file = files.get(pathname);
    outgoing.writeHead(file === undefined ? 404 : 200, {
      'Content-Type': TYPES[extname(pathname)] ?? 'text/html; charset=utf-8',
      ...file?.headers,
    });
    outgoing.end(file?.text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A cast: a TCP server that listens has such an address.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    put: (path, text, headers = {}) => {
      files.set(path, { text, headers });
      return url + path;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
