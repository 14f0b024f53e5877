import { createEmulator } from '../../../src/index.ts';
import { atMost, heapBytes, same } from '../promise.ts';

/* 60,000 events to an endpoint that is dead, beside one that is not: every attempt is made, and little is kept of each. */

const EVENTS = 60_000;
const ATTEMPTS = 4;
const DAY_MS = 86_400_000;
const KEPT = 10_000;
const bytesEach = (bytes: number): string => `${Math.round(bytes)} bytes`;

let refused = 0;
let taken = 0;
const emulator = createEmulator({
  log: false,
  webhooks: [
    {
      handler: () => {
        refused++;
        return new Response('down', { status: 500 });
      },
    },
    {
      handler: () => {
        taken++;
        return new Response('ok');
      },
    },
  ],
});
const headers = { authorization: `Bearer ${emulator.apiKey}` };
const body = 'name=Jenny Rosen&email=jenny@example.com';
for (let at = 0; at < EVENTS; at++) await emulator.fetch('/v1/customers', { method: 'POST', headers, body });
const beforeBytes = await heapBytes();

await emulator.clock.advance(0);
const pending = emulator.deliveries().filter(({ status }) => status === 'pending').length;
const heldBytes = (await heapBytes()) - beforeBytes;
same('deliveries that wait for a retry', pending, EVENTS);
atMost('heap for each of them, its finished neighbour included', heldBytes / pending, 2_500, bytesEach);

await emulator.clock.advance(DAY_MS);
same('attempts at the dead endpoint', refused, EVENTS * ATTEMPTS);
same('deliveries to the other one', taken, EVENTS);
same('deliveries that are kept once all have ended', emulator.deliveries().length, KEPT);
const leftBytes = (await heapBytes()) - beforeBytes;
atMost('heap for each kept delivery', leftBytes / KEPT, 6_000, bytesEach);
same(
  'events that say so',
  emulator.events().every(({ pending_webhooks }) => pending_webhooks === 1),
  true,
);
