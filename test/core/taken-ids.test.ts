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
});
