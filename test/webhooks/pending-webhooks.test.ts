import { describe, expect, it } from 'vitest';
import type { WebhookOptions } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

const HOUR_MS = 3_600_000;

/** A webhook that answers these statuses in turn, and then the last of them for ever. */
function answering(...statuses: readonly number[]): WebhookOptions {
  let calls = 0;
  return {
    handler: () => new Response('', { status: statuses[Math.min(calls++, statuses.length - 1)] ?? 200 }),
  };
}

/** One event, for these webhooks and for the one that every test has, which always succeeds. */
async function oneEvent(...webhooks: readonly WebhookOptions[]) {
  const world = setup({ webhooks });
  await world.stripe.customers.create();
  const [{ id } = { id: '' }] = world.emulator.events();
  await world.emulator.clock.advance(0);
  return {
    ...world,
    id: String(id),
    pending: async () => (await world.stripe.events.retrieve(String(id))).pending_webhooks,
    resend: async (endpoint: string) => {
      const delivery = world.emulator.deliveries().find((one) => one.endpoint === endpoint);
      await world.call('POST', `/_emulator/deliveries/${delivery?.id}/resend`);
      await world.emulator.clock.advance(0);
    },
    retry: async () => {
      await world.call('POST', `/v1/events/${String(id)}/retry`);
      await world.emulator.clock.advance(0);
    },
  };
}

describe('pending_webhooks', () => {
  it('takes an endpoint out once, whatever was resent', async () => {
    const world = await oneEvent(answering(500, 200), answering(500));
    expect(await world.pending()).toBe(2);

    await world.resend('webhook_1');
    expect(await world.pending()).toBe(1);

    await world.emulator.clock.advance(HOUR_MS);
    expect(world.emulator.deliveries().filter(({ status }) => status === 'succeeded')).toHaveLength(3);
    expect(await world.pending()).toBe(1);
  });

  it('is not changed by a retry of an event that its endpoint has', async () => {
    const world = await oneEvent(answering(200), answering(500));

    await world.retry();

    expect(world.emulator.deliveries().filter(({ resent }) => resent)).toHaveLength(3);
    expect(await world.pending()).toBe(1);
  });

  it('still counts an endpoint whose retries have ended, and one that is disabled', async () => {
    const world = setup({ webhooks: [answering(500)] });
    const { id } = await world.stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['customer.created'],
    });
    await world.stripe.customers.create();
    await world.emulator.clock.advance(0);
    await world.stripe.webhookEndpoints.update(id, { disabled: true });

    await world.emulator.clock.advance(10 * HOUR_MS);

    expect(world.emulator.deliveries().map(({ status }) => status)).toEqual([
      'failed',
      'succeeded',
      'abandoned',
    ]);
    expect(world.emulator.events()[0]?.pending_webhooks).toBe(2);
  });

  it('no longer counts an endpoint that is deleted', async () => {
    const world = setup();
    const { id } = await world.stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['customer.created'],
    });
    await world.stripe.customers.create();
    await world.stripe.customers.create();
    await world.emulator.clock.advance(0);
    const before = world.emulator.events().map(({ pending_webhooks: pending }) => pending);

    await world.stripe.webhookEndpoints.del(id);

    expect(before).toEqual([1, 1]);
    expect(world.emulator.events().map(({ pending_webhooks: pending }) => pending)).toEqual([0, 0]);
  });

  it('is not changed when deliveries are forgotten', async () => {
    const world = setup({ limits: { deliveries: 1 }, log: false, webhooks: [answering(500, 200)] });
    await world.stripe.customers.create();
    const [event] = world.emulator.events();
    await world.emulator.clock.advance(0);
    for (let made = 0; made < 3; made++) await world.stripe.customers.create();
    await world.emulator.clock.advance(HOUR_MS);
    const pending = async () => (await world.stripe.events.retrieve(String(event?.id))).pending_webhooks;
    const afterwards = await pending();

    await world.call('POST', `/v1/events/${String(event?.id)}/retry`);
    await world.emulator.clock.advance(0);

    expect([afterwards, await pending()]).toEqual([0, 0]);
  });

  it('travels with a snapshot', async () => {
    const world = await oneEvent(answering(500, 200));
    const document = await world.emulator.snapshot();

    await world.emulator.restore(document);
    await world.resend('webhook_1');
    await world.emulator.clock.advance(HOUR_MS);

    expect(await world.pending()).toBe(0);
  });
});
