import { describe, expect, it } from 'vitest';
import { paying } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('finding', () => {
  it('misses an unknown intent by the parameter that Stripe names', async () => {
    const { stripe } = setup();

    const error = await refusal(stripe.paymentIntents.retrieve('pi_nope'));

    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'intent',
      message: "No such payment_intent: 'pi_nope'",
    });
  });

  it('lists intents and charges by what they belong to', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const customer = await stripe.customers.create();
    const first = await paying(world, { customer: customer.id, transfer_group: 'ORDER' });
    await emulator.clock.advance(60_000);
    const second = await paying(world);

    expect((await stripe.paymentIntents.list({ customer: customer.id })).data.map(({ id }) => id)).toEqual([
      first.id,
    ]);
    expect(
      (await stripe.paymentIntents.list({ created: { gt: first.created } })).data.map(({ id }) => id),
    ).toEqual([second.id]);
    expect((await stripe.charges.list()).data.map(({ payment_intent }) => payment_intent)).toEqual([
      second.id,
      first.id,
    ]);
    expect((await stripe.charges.list({ payment_intent: first.id })).data.map(({ id }) => id)).toEqual([
      first.latest_charge,
    ]);
    expect((await stripe.charges.list({ customer: customer.id, transfer_group: 'OTHER' })).data).toEqual([]);
    expect((await stripe.charges.list({ transfer_group: 'ORDER' })).data).toHaveLength(1);
  });
});
