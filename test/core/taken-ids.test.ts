import { describe, expect, it } from 'vitest';
import type { EmulatorOptions, Snapshot } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

const SEEDED: EmulatorOptions = { seed: 'demo', time: { start: '2026-01-01', runs: false } };

describe('an id of the stream of a seed that is taken already', () => {
  it('by an answer of an earlier run that is put in place is passed over', async () => {
    const first = await setup(SEEDED).stripe.customers.create({ name: 'Jenny' });
    const { emulator, stripe } = setup(SEEDED);
    await emulator.putObjects({ customers: [{ ...first }] });

    const { id } = await stripe.customers.create({ name: 'Joe' });

    expect(id).not.toBe(first.id);
    expect((await stripe.customers.retrieve(first.id)) as object).toMatchObject({ name: 'Jenny' });
    expect((await stripe.customers.list()).data).toHaveLength(2);
  });

  it('by an object of the options is passed over', async () => {
    const first = await setup(SEEDED).stripe.customers.create({ name: 'Jenny' });
    const { stripe } = setup({ ...SEEDED, objects: { customers: [{ id: first.id }] } });

    expect((await stripe.customers.create()).id).not.toBe(first.id);
  });

  it.each(['customer', 'account', 'payment intent'] as const)('by a linked %s, too', async (what) => {
    const make = async ({ emulator, stripe }: ReturnType<typeof setup>): Promise<string> => {
      if (what === 'customer') return (await stripe.customers.create()).id;
      if (what === 'account') return (await emulator.linkAccount()).id;
      return (await stripe.paymentIntents.create({ amount: 1_000, currency: 'usd' })).id;
    };
    const taken = await make(setup(SEEDED));
    const world = setup(SEEDED);
    const type = {
      customer: 'customers',
      account: 'financial_connections.accounts',
      'payment intent': 'payment_intents',
    };
    const fields = what === 'payment intent' ? { amount: 1_000, currency: 'usd' } : {};
    await world.emulator.putObjects({ [type[what]]: [{ id: taken, ...fields }] });

    expect(await make(world)).not.toBe(taken);
  });

  it('in a snapshot whose counts were lowered is passed over: objects, events and deliveries', async () => {
    const { emulator, stripe } = setup(SEEDED);
    await stripe.customers.create();
    await emulator.clock.advance(0);
    const document: Snapshot = { ...(await emulator.snapshot()), ids: {} };

    await emulator.restore(document);
    await stripe.customers.create();
    await emulator.clock.advance(0);

    expect((await stripe.customers.list()).data).toHaveLength(2);
    expect(emulator.events()).toHaveLength(2);
    expect(emulator.deliveries().map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    await emulator.restore(await emulator.snapshot());
  });

  it('is passed over in the same way when the world is played again', async () => {
    const play = async () => {
      const { emulator, stripe } = setup(SEEDED);
      const taken = (await setup(SEEDED).stripe.customers.create()).id;
      await emulator.putObjects({ customers: [{ id: taken }] });
      return [(await stripe.customers.create()).id, (await stripe.customers.create()).id];
    };

    expect(await play()).toEqual(await play());
  });

  it('by a webhook endpoint of another account is passed over, and so is its secret', async () => {
    const endpoint = { url: 'http://127.0.0.1:1/', enabled_events: ['*' as const] };
    const first = await setup(SEEDED).stripe.webhookEndpoints.create(endpoint);
    const { call, stripe } = setup(SEEDED);
    await call('POST', '/_emulator/objects', {
      json: { webhook_endpoints: [{ id: first.id, url: 'http://127.0.0.1:2/', secret: first.secret }] },
      headers: { 'stripe-account': 'acct_1' },
    });

    const created = await stripe.webhookEndpoints.create(endpoint);

    expect(created.id).not.toBe(first.id);
    expect(created.secret).not.toBe(first.secret);
  });
});

describe('what can be there only once is refused a second time', () => {
  it('the id of an endpoint, in another account', async () => {
    const { call } = setup();
    const json = { webhook_endpoints: [{ id: 'we_1', url: 'http://127.0.0.1:1/' }] };
    await call('POST', '/_emulator/objects', { json });

    const { status, body } = await call('POST', '/_emulator/objects', {
      json,
      headers: { 'stripe-account': 'acct_1' },
    });

    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        message: 'webhook_endpoints[0].id is we_1, which is an endpoint of the platform: choose another id.',
      },
    });
  });

  it('the client_secret of a session; one that it had before leads nowhere', async () => {
    const { emulator } = setup();
    const type = 'financial_connections.sessions';
    await emulator.putObjects({ [type]: [{ id: 'fcsess_1', client_secret: 'secret_1' }] });

    await expect(
      emulator.putObjects({ [type]: [{ id: 'fcsess_2', client_secret: 'secret_1' }] }),
    ).rejects.toThrow('client_secret is that of fcsess_1: it leads to one session.');
    await emulator.putObjects({ [type]: [{ id: 'fcsess_1', client_secret: 'secret_2' }] });
    await emulator.putObjects({ [type]: [{ id: 'fcsess_2', client_secret: 'secret_1' }] });

    expect((await emulator.completeSession('secret_1', {})).id).toBe('fcsess_2');
  });
});
