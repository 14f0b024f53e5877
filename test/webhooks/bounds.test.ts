import { describe, expect, it } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

const HOUR_MS = 3_600_000;

/** An emulator that has sent so many events, without the checks that `setup` makes of each answer. */
async function sending(count: number, options: EmulatorOptions) {
  const emulator = createEmulator({ log: false, ...options });
  const headers = { authorization: `Bearer ${emulator.apiKey}` };
  for (let sent = 0; sent < count; sent++)
    await emulator.fetch('https://api.stripe.com/v1/customers', { method: 'POST', headers });
  return emulator;
}

describe('limits.deliveries', () => {
  it('bounds those that have ended, though the oldest waits for a retry', async () => {
    let calls = 0;
    const handler = () => new Response('', { status: calls++ === 0 ? 500 : 200 });
    const emulator = await sending(12_000, { webhooks: [{ handler }] });

    await emulator.clock.advance(0);

    const [first, ...others] = emulator.deliveries();
    expect(first?.status).toBe('pending');
    expect(others).toHaveLength(10_000);
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect(others.at(-1)?.event).toBe(emulator.events().at(-1)?.id);
  }, 30_000);

  it('never forgets one that is pending, and says once that there are more', async () => {
    const told: string[] = [];
    const emulator = await sending(10, {
      limits: { deliveries: 3 },
      webhooks: [{ handler: () => new Response('', { status: 500 }) }],
      log: ({ kind, text }) => kind === 'notice' && text.includes('deliveries') && told.push(text),
    });
    await emulator.clock.advance(0);

    const pending = emulator.deliveries();
    await emulator.clock.advance(24 * HOUR_MS);

    expect(pending.map(({ status }) => status)).toEqual(Array(10).fill('pending'));
    expect(emulator.deliveries().map(({ status }) => status)).toEqual(Array(3).fill('failed'));
    expect(told.filter((text) => text.includes('are pending'))).toEqual([
      'More than 3 deliveries are pending: each is kept until it has ended, which limits.deliveries does not bound.',
    ]);
  });

  it('holds after a restore, too', async () => {
    const options = { limits: { deliveries: 3 }, webhooks: [{ handler: () => new Response() }] };
    const emulator = await sending(3, options);
    await emulator.clock.advance(0);
    const other = await sending(0, options);

    await other.restore(await emulator.snapshot());
    const headers = { authorization: `Bearer ${other.apiKey}` };
    await other.fetch('https://api.stripe.com/v1/customers', { method: 'POST', headers });
    await other.clock.advance(0);

    expect(other.deliveries().map(({ event }) => event)).toEqual(
      other
        .events()
        .slice(-3)
        .map(({ id }) => id),
    );
  });
});

describe('of the attempts of a delivery that is pending', () => {
  it('less than a kilobyte each is kept, and what was cut says so', async () => {
    const failing = {
      handler: () =>
        new Response('é'.repeat(5_000), { status: 500, headers: { 'x-long': 'x'.repeat(5_000) } }),
    };
    const { emulator, stripe } = setup({ webhooks: [failing] });
    await stripe.customers.create({ description: 'x'.repeat(4_000) });
    await emulator.clock.advance(2 * HOUR_MS);

    const [delivery] = emulator.deliveries();

    expect(delivery?.attempts).toHaveLength(2);
    for (const attempt of delivery?.attempts ?? []) {
      expect(new TextEncoder().encode(JSON.stringify(attempt)).length).toBeLessThanOrEqual(1_024);
      expect(attempt).toMatchObject({ status: 500, error: null, request: { headers: {} } });
      expect(attempt.response?.body).toBe(`${'é'.repeat(100)}… (the beginning of 5000 characters)`);
      expect(attempt.request.body).toMatch(/^\{\s*"id": "evt_.*… \(the beginning of \d{4} characters\)$/s);
    }
  });

  it('the last one is whole once it has ended', async () => {
    const failing = {
      handler: () => new Response('é'.repeat(4_000), { status: 500 }),
      retryScheduleMs: [HOUR_MS],
    };
    const { emulator, stripe } = setup({ webhooks: [failing] });
    await stripe.customers.create();

    await emulator.clock.advance(HOUR_MS);

    expect(emulator.deliveries()[0]?.attempts.map(({ response }) => response?.body.length)).toEqual([
      136, 4_000,
    ]);
  });
});
