import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

describe('health', () => {
  it('is answered without a key', async () => {
    const response = await createEmulator().fetch('/_emulator/health');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ready',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});

describe('deliveries and requests', () => {
  it('show every attempt', async () => {
    const { emulator, stripe, call } = setup();
    await stripe.customers.create();
    await emulator.clock.advance(0);

    const { body } = await call('GET', '/_emulator/deliveries');

    expect(body.data[0]).toMatchObject({
      type: 'customer.created',
      status: 'succeeded',
      attempts: [{ status: 200, error: null }],
    });
  });

  it('can be sent again', async () => {
    const { emulator, stripe, call, received } = setup();
    await stripe.customers.create();
    await emulator.clock.advance(0);
    const { body } = await call('GET', '/_emulator/deliveries');

    const again = await call('POST', `/_emulator/deliveries/${body.data[0].id}/resend`);
    await emulator.clock.advance(0);

    expect(again.body).toMatchObject({ resent: true, status: 'pending' });
    expect(received.map(({ event }) => event.id)).toEqual([body.data[0].event, body.data[0].event]);
    expect((await stripe.events.retrieve(body.data[0].event)).pending_webhooks).toBe(0);
  });

  it('tell of requests which events they caused, with the key masked', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create();

    const [request] = emulator.requests();

    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/customers',
      status: 200,
      events: [emulator.events()[0]?.id],
    });
    expect(request?.key).not.toBe(emulator.apiKey);
  });

  it('say why nobody was reached', async () => {
    const { emulator, stripe } = setup({
      webhooks: [
        { url: 'http://127.0.0.1:9/' },
        { handler: () => new Promise<Response>(() => {}), timeoutMs: 5 },
      ],
    });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    const failures = emulator.deliveries().flatMap(({ attempts }) => attempts.map(({ error }) => error));
    expect(failures).toEqual([expect.any(String), 'timed out after 5 ms', null]);
  });
});

describe('reset', () => {
  it('lists the endpoints that it removes', async () => {
    const { stripe, call } = setup();
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
    });

    const { body } = await call('POST', '/_emulator/reset');

    expect(body.removed).toEqual([endpoint.id]);
  });

  it('lists none that is back in place', async () => {
    const configured = { id: 'we_configured', url: 'http://127.0.0.1:9/', enabled_events: ['*'] };
    const { emulator } = setup({ objects: { webhook_endpoints: [configured] } });
    await emulator.putObjects({ webhook_endpoints: [{ ...configured, id: 'we_put' }] });

    expect((await emulator.reset()).removed).toEqual(['we_put']);
    expect((await emulator.reset({ all: true })).removed).toEqual(['we_configured']);
  });

  it('takes everything back to the start', async () => {
    const { emulator, stripe } = setup({
      seed: 's',
      objects: { customers: [{ id: 'cus_configured' }] },
    });
    const first = await stripe.customers.create();
    await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] });
    const start = emulator.clock.now();
    await emulator.clock.advance(5_000);

    await emulator.reset();
    const again = await stripe.customers.create();

    expect(again.id).toBe(first.id);
    expect(emulator.clock.now()).toEqual(start);
    expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([again.id, 'cus_configured']);
    expect(emulator.deliveries()).toHaveLength(1);
  });

  it('concerns one sandbox', async () => {
    const { emulator, clientFor } = setup();
    const other = clientFor('sk_test_other');
    await other.customers.create();

    await emulator.reset();

    expect((await other.customers.list()).data).toHaveLength(1);
  });

  it('of all drops what was configured, too', async () => {
    const { emulator, stripe, received } = setup({ objects: { customers: [{ id: 'cus_configured' }] } });

    await emulator.reset({ all: true });
    await stripe.customers.create();
    await emulator.clock.advance(0);

    expect((await stripe.customers.list()).data).toHaveLength(1);
    expect(received).toEqual([]);
  });
});

describe('which sandbox', () => {
  it('is the only one used so far, when there is no key', async () => {
    const { emulator, clientFor } = setup();
    await clientFor('sk_test_blue').customers.create();

    const response = await emulator.fetch('/_emulator/requests');

    expect(((await response.json()) as { data: unknown[] }).data).toHaveLength(1);
  });

  it('must be said when there are several', async () => {
    const { emulator, clientFor } = setup();
    await clientFor('sk_test_blue_sandbox').customers.create();
    await clientFor('sk_test_green_sandbox').customers.create();

    const response = await emulator.fetch('/_emulator/requests');

    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: { message: string } }).error.message).toMatch(
      /Which sandbox\? Several keys have been used: sk_test_\*+dbox, sk_test_\*+dbox/,
    );
  });

  it('of another key has webhooks of its own, besides the configured ones', async () => {
    const { emulator, clientFor, received } = setup();
    const own: string[] = [];
    const blue = emulator.sandbox('sk_test_blue', {
      webhooks: [{ handler: async (request) => new Response(String(own.push(await request.text()))) }],
    });
    await clientFor('sk_test_blue').customers.create();

    await blue.clock.advance(0);

    expect([own.length, received.length]).toEqual([1, 1]);
    expect(blue.events()).toHaveLength(1);
    expect(emulator.events()).toHaveLength(0);
  });
});
