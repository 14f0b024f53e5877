import type { IncomingMessage, ServerResponse } from 'node:http';
import { brokenOff, checkAnnounced, decodedBody } from '../api/body.ts';
import { errors } from '../core/catalogue.ts';

const gone = (): Error => brokenOff('the client has hung up');

/** Reads a body that is still arriving, once it is asked for. */
export function bodyReader(
  incoming: IncomingMessage,
  length: string | null,
): (maxBytes: number) => Promise<string> {
  return (maxBytes) =>
    new Promise((resolve, reject) => {
      checkAnnounced(length, maxBytes);
      // It was not asked for at once, because the sandbox was catching up.
      if (incoming.destroyed) reject(gone());
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        // Only one of unknown length can come to that; the rest of it is drained.
        if (size > maxBytes) reject(errors.bodyTooLarge(maxBytes));
        else chunks.push(chunk);
      });
      incoming.on('end', () => {
        try {
          resolve(decodedBody(Buffer.concat(chunks)));
        } catch (thrown) {
          reject(thrown);
        }
      });
      incoming.on('error', (cause) => reject(brokenOff(cause)));
      incoming.on('close', () => reject(gone()));
    });
}

// As @hono/node-server does it: a client may be writing still, and must not go on for ever.
const DRAIN_MS = 500;
const MAX_DRAINED_BYTES = 67_108_864;

/** Once the answer is out, lets the rest of a body go by that it did not wait for; not for ever: then the connection ends. */
export function drain(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.once('finish', () => {
    if (incoming.complete || incoming.destroyed) return;
    let bytes = 0;
    const end = (): void => incoming.socket.destroySoon();
    const timer = setTimeout(end, DRAIN_MS);
    timer.unref();
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_DRAINED_BYTES) end();
    });
    for (const over of ['end', 'error', 'close']) incoming.once(over, () => clearTimeout(timer));
    incoming.resume();
  });
}
