import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

const RUNS = 60;
const HOUR_MS = 3_600_000;
const START = '2026-01-01T00:00:00Z';

/** Lets an arbitrary time pass: nothing, some turns of promises, or some of the event loop. */
async function aWhile(): Promise<void> {
  const turns = Math.floor(Math.random() * 5);
  for (let turn = 0; turn < turns; turn++)
    await (Math.random() < 0.5 ? Promise.resolve() : new Promise<void>((resolve) => setImmediate(resolve)));
}

interface Run {
  readonly digest: string;
  /** The endpoints in the order in which they have answered. */
  readonly order: string;
}

/** One seeded world with four webhooks that answer when they like, some of them with failure. */
async function run(): Promise<Run> {
  const bodies: string[][] = [[], [], [], []];
  const order: number[] = [];
  const webhooks = bodies.map((received, at) => ({
    handler: async (request: Request) => {
      const body = await request.text();
      await aWhile();
      received.push(body);
      order.push(at);
      // The statuses depend on the call, not on when it comes.
      return new Response('', { status: (received.length + at) % 3 === 0 ? 500 : 200 });
    },
  }));
  const emulator = createEmulator({
    seed: 'four',
    time: { start: START, runs: false },
    webhooks,
    log: false,
  });
  const headers = { authorization: `Bearer ${emulator.apiKey}` };
  const seen: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    for (let sent = 0; sent < 2; sent++)
      await emulator.fetch('https://api.stripe.com/v1/customers', { method: 'POST', headers });
    seen.push((await emulator.clock.advance(HOUR_MS)).map(({ subject, due }) => [subject, due]));
    seen.push(emulator.clock.pending(), emulator.events());
  }
  await emulator.clock.advance(24 * HOUR_MS);
  seen.push(
    emulator.events(),
    emulator.deliveries().map(({ id, endpoint, event, status }) => [id, endpoint, event, status]),
  );
  const digest = createHash('sha256')
    .update(JSON.stringify([bodies, seen]))
    .digest('hex');
  return { digest, order: order.join('') };
}

describe('the same seed', () => {
  it(`gives the same bodies, jobs and events ${RUNS} times, whichever of four webhooks answers first`, async () => {
    const runs: Run[] = [];
    for (let at = 0; at < RUNS; at++) runs.push(await run());

    expect(new Set(runs.map(({ order }) => order)).size).toBeGreaterThan(1);
    expect(new Set(runs.map(({ digest }) => digest)).size).toBe(1);
  });
});
