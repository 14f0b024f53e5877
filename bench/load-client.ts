import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { answerQuestions } from './children.ts';
import type { Load, LoadResult } from './load.ts';
import { percentile } from './stats.ts';

/*
 * Sends requests over connections that stay open, one at a time on each. It writes to the socket itself: a client that
 * works as hard as the server would measure itself, and bring every ratio near 1.
 */

const HEAD_END = Buffer.from('\r\n\r\n');
const BUFFER_BYTES = 262_144;

/** How long an answer is, with its head; undefined until the head is there. */
function lengthOf(received: Buffer): number | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = received.toString('latin1', 0, headEnd);
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(received.toString());
  const [, length] = /content-length: (\d+)/i.exec(head) ?? [];
  if (length === undefined) throw new Error(`An answer without a length:\n${head}`);
  return headEnd + HEAD_END.length + Number(length);
}

/** Calls `next` for each request; resolves when that has none left. */
function useConnection(port: number, next: () => Buffer | undefined, took: (ms: number) => void) {
  return new Promise<void>((resolve, reject) => {
    let startedMs = 0;
    // What came before the end of the head; a body is counted, and not kept.
    let head: Buffer | undefined;
    let size = 0;
    let expected: number | undefined;
    const receive = (bytes: number, buffer: Buffer): void => {
      size += bytes;
      if (expected === undefined) {
        const received = buffer.subarray(0, bytes);
        head = head === undefined ? received : Buffer.concat([head, received]);
        expected = lengthOf(head);
        if (expected === undefined) head = Buffer.from(head);
      }
      if (expected === undefined || size < expected) return;
      took(performance.now() - startedMs);
      send();
    };
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(BUFFER_BYTES),
        callback: (bytes, buffer) => {
          // Node hands over the buffer that it was given.
          receive(bytes, buffer as Buffer);
          return true;
        },
      },
    });
    const send = (): void => {
      const request = next();
      if (request === undefined) {
        socket.end();
        resolve();
        return;
      }
      head = undefined;
      size = 0;
      expected = undefined;
      startedMs = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
  });
}

const files = new Map<string, readonly Buffer[]>();

function requestsIn(file: string): readonly Buffer[] {
  const known = files.get(file);
  if (known !== undefined) return known;
  const requests = (JSON.parse(readFileSync(file, 'utf8')) as string[]).map((text) => Buffer.from(text));
  files.set(file, requests);
  return requests;
}

async function perform({ port, file, connections, durationMs, from }: Load): Promise<LoadResult> {
  const requests = requestsIn(file);
  const latencies: number[] = [];
  let at = from;
  const startedMs = performance.now();
  const next = (): Buffer | undefined =>
    performance.now() - startedMs < durationMs ? requests[at++ % requests.length] : undefined;
  const users = Array.from({ length: connections }, () =>
    useConnection(port, next, (ms) => void latencies.push(ms)),
  );
  await Promise.all(users);
  const tookMs = performance.now() - startedMs;
  const sorted = Float64Array.from(latencies).sort();
  return { perSecond: (latencies.length / tookMs) * 1000, p99Ms: percentile(sorted, 0.99), next: at };
}

answerQuestions(perform);
