import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { serve } from '../src/node.ts';
import { setup } from './support/setup.ts';

const REFRESHED = 'financial_connections.account.refreshed_balance';

describe('the main job', () => {
  it('is done in process: link, refresh, advance, verify the webhook, read the balance', async () => {
    const { emulator, stripe, received } = setup();
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const session = await stripe.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer: customer.id },
      permissions: ['balances'],
    });
    const { accounts } = await emulator.completeSession(session.client_secret ?? '');
    const id: string = accounts.data[0].id;

    await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await emulator.clock.advance(1_000);

    const webhook = received.find(({ event }) => event.type === REFRESHED);
    const event = stripe.webhooks.constructEvent(
      webhook?.body ?? '',
      webhook?.signature ?? '',
      emulator.webhookSecret,
    );
    const account = await stripe.financialConnections.accounts.retrieve(id);
    expect(event.data.object).toEqual(JSON.parse(JSON.stringify(account)));
    expect(account.balance?.cash?.available?.usd).toBe(1_000_000);
    expect(
      (await stripe.financialConnections.sessions.retrieve(session.id)).accounts.data.map(
        (linked) => linked.id,
      ),
    ).toEqual([id]);
  });

  it('is done over a socket with the transport that the client uses by default', async () => {
    await using application = await receiver();
    const emulator = createEmulator({ log: false, webhooks: [{ url: application.url }] });
    const server = await serve(emulator, { port: 0 });
    const stripe = new Stripe(emulator.apiKey, {
      host: '127.0.0.1',
      port: server.port,
      protocol: 'http',
      telemetry: false,
    });
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const session = await stripe.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer: customer.id },
      permissions: ['balances'],
      prefetch: ['balances'],
    });
    const control = (path: string, form: string) =>
      fetch(`${server.url}/_emulator/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${emulator.apiKey}` },
        body: new URLSearchParams(form),
      });

    await control(`financial_connections/sessions/${session.id}/complete`, 'accounts[]=High Balance');
    await control('clock/advance', 'until=idle');

    const [linked] = (await stripe.financialConnections.sessions.retrieve(session.id)).accounts.data;
    expect(application.types()).toEqual([
      'customer.created',
      'financial_connections.account.created',
      REFRESHED,
    ]);
    expect(linked?.balance?.cash?.available).toEqual({ usd: 10_000_000 });
    await server.close();
    await emulator.close();
  });
});

/** An application's webhook endpoint, which verifies what it is sent. */
async function receiver() {
  const types: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const signature = String(request.headers['stripe-signature']);
    types.push(
      Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, 'whsec_stripe_fc_emulator').type,
    );
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    types: () => types,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
