import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { wants } from '../../src/webhooks/deliveries.ts';
import { cornersOf } from '../support/dark-corners.ts';
import { setup } from '../support/setup.ts';

const NEWEST = '2026-10-28.endive';

const { corner, expectAllTold } = cornersOf('webhooks/dark-corners.test.ts');

describe('webhooks', () => {
  const answering = (...statuses: readonly number[]) => {
    const bodies: string[] = [];
    const signatures: string[] = [];
    const handler = async (request: Request) => {
      bodies.push(await request.text());
      signatures.push(request.headers.get('stripe-signature') ?? '');
      return new Response('', { status: statuses[Math.min(bodies.length, statuses.length) - 1] ?? 200 });
    };
    return { bodies, signatures, handler };
  };
  const HOUR_MS = 3_600_000;

  corner(54, 'an event follows the version of its endpoint, not of the request', async () => {
    const old = answering(200);
    const { emulator, clientFor } = setup({
      webhooks: [{ handler: old.handler, apiVersion: '2025-09-30.clover' }],
    });

    await clientFor(emulator.apiKey, { apiVersion: '2024-06-20' as never }).customers.create();
    await emulator.clock.advance(0);

    expect(JSON.parse(old.bodies[0] ?? '').api_version).toBe('2025-09-30.clover');
    expect(emulator.events()[0]?.api_version).toBe('2026-10-28.endive');
  });

  corner(55, 'two endpoints of different versions get one event in two bodies', async () => {
    const [older, newer] = [answering(200), answering(200)];
    const { emulator, stripe } = setup({
      assume: { additiveFields: 'dated' },
      webhooks: [{ handler: older.handler, apiVersion: '2025-09-30.clover' }, { handler: newer.handler }],
    });
    const customer = await stripe.customers.create();
    await emulator.linkAccount({ account_holder: { type: 'customer', customer: customer.id } });

    await emulator.clock.advance(0);
    const [one, two] = [older, newer].map(({ bodies }) => JSON.parse(bodies.at(-1) ?? ''));

    expect(one.id).toBe(two.id);
    expect(one.data.object).not.toHaveProperty('account_numbers');
    expect(two.data.object).toHaveProperty('account_numbers');
  });

  corner(56, 'pending_webhooks counts what is undelivered, in the body, too', async () => {
    const { emulator, stripe, received } = setup();
    await stripe.customers.create();
    const before = emulator.events()[0];

    await emulator.clock.advance(0);
    const after = await stripe.events.retrieve(before?.id ?? '');

    expect(before?.pending_webhooks).toBe(1);
    expect(received[0]?.event.pending_webhooks).toBe(1);
    expect(after.pending_webhooks).toBe(0);
  });

  corner(57, 'the whole whsec_ string signs the exact bytes, anew at each attempt', async () => {
    const flaky = answering(500, 200);
    const { emulator, stripe } = setup({
      webhooks: [{ handler: flaky.handler, secret: 'whsec_of_its_own' }],
    });
    await stripe.customers.create();

    await emulator.clock.advance(HOUR_MS);

    expect(flaky.bodies).toHaveLength(2);
    for (const [at, body] of flaky.bodies.entries()) {
      const event = Stripe.webhooks.constructEvent(body, flaky.signatures[at] ?? '', 'whsec_of_its_own');
      expect(event.type).toBe('customer.created');
    }
  });

  corner(58, 'a redirect is a failure', async () => {
    const { emulator, stripe } = setup({ webhooks: [{ handler: answering(302).handler }] });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(emulator.deliveries()[0]).toMatchObject({ status: 'pending', attempts: [{ status: 302 }] });
  });

  corner(59, 'test mode retries three times', async () => {
    const broken = answering(500);
    const { emulator, stripe } = setup({ webhooks: [{ handler: broken.handler }] });
    await stripe.customers.create();

    await emulator.clock.advance(100 * HOUR_MS);

    expect(broken.bodies).toHaveLength(4);
    expect(emulator.deliveries()[0]?.status).toBe('failed');
  });

  corner(60, 'a deleted or disabled endpoint gets no retries', async () => {
    const { emulator, stripe } = setup();
    const deleted = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/a',
      enabled_events: ['customer.created'],
    });
    const disabled = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/b',
      enabled_events: ['customer.created'],
    });
    await stripe.customers.create();
    await emulator.clock.advance(0);

    await stripe.webhookEndpoints.del(deleted.id);
    await stripe.webhookEndpoints.update(disabled.id, { disabled: true });
    await emulator.clock.advance(100 * HOUR_MS);

    const attempts = emulator.deliveries().filter(({ endpoint }) => endpoint.startsWith('we_'));
    expect(attempts.map(({ status, attempts: made }) => [status, made.length])).toEqual([
      ['abandoned', 1],
      ['abandoned', 1],
    ]);
  });

  corner(61, 'the secret of an endpoint is shown once', async () => {
    const { stripe } = setup();

    const created = await stripe.webhookEndpoints.create({
      url: 'https://example.com/hook',
      enabled_events: ['*'],
    });
    const retrieved = await stripe.webhookEndpoints.retrieve(created.id);

    expect(created.secret).toMatch(/^whsec_[A-Za-z0-9]+$/);
    expect(retrieved).not.toHaveProperty('secret');
  });

  corner(62, 'an endpoint for * is not sent what needs explicit selection', async () => {
    const explicit = [
      'identity.verification_session.redacted',
      'issuing_authorization.request',
      'reporting.report_type.updated',
    ];

    expect(explicit.map((type) => wants(['*'], type, NEWEST))).toEqual([false, false, false]);
    expect(explicit.map((type) => wants([type], type, NEWEST))).toEqual([true, true, true]);
    expect(wants(['*'], 'customer.created', NEWEST)).toBe(true);
  });

  it('have all their dark corners told', expectAllTold);
});
