import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../support/setup.ts';

/* Sentences and events of PaymentMethods as public recordings of Stripe have them. */

const CONNECTED = { stripeAccount: 'acct_1' };

/** A sandbox in which a connected account has been used. */
const platform = async () => {
  const world = setup();
  await world.stripe.customers.create({}, CONNECTED);
  return world;
};

describe('a PaymentMethod that is not there', () => {
  // 2025-10, with the key of a Connect platform.
  it('may be on a connected account, which a platform is told', async () => {
    const { stripe } = await platform();

    expect(await refusal(stripe.paymentMethods.retrieve('pm_nope'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'payment_method',
      message:
        "No such PaymentMethod: 'pm_nope'; It's possible this PaymentMethod exists on one of your connected accounts, in which case you should retry this request on that connected account. Learn more at https://stripe.com/docs/connect/authentication",
    });
  });

  // 2023-10.
  it('is the platform’s, which a connected account is told', async () => {
    const { stripe } = setup();
    const { id } = await stripe.paymentMethods.retrieve('pm_usBankAccount_success');
    const told = async (paymentMethod: string) =>
      (await refusal(stripe.paymentMethods.retrieve(paymentMethod, {}, CONNECTED))).message;

    expect(await told(id)).toBe(
      `No such PaymentMethod: '${id}'; OAuth key or Stripe-Account header was used but API request was provided with a platform-owned payment method ID. Please ensure that the provided payment method matches the specified account.`,
    );
    expect(await told('pm_nope')).toBe("No such PaymentMethod: 'pm_nope'");
  });

  // 2020, without the second half; an account without connected ones.
  it('is just not there for an account that is no platform', async () => {
    const { stripe } = setup();

    expect((await refusal(stripe.paymentMethods.retrieve('pm_nope'))).message).toBe(
      "No such PaymentMethod: 'pm_nope'",
    );
  });
});

describe('an attached PaymentMethod', () => {
  // 2025-10.
  it('has already been attached, without a code', async () => {
    const { call, stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const { id } = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: one.id });

    const { status, body } = await call('POST', `/v1/payment_methods/${id}/attach`, {
      form: `customer=${other.id}`,
    });

    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'The payment method you provided has already been attached to a customer.',
    );
    expect(Object.keys(body.error)).not.toContain('code');
  });

  // 2025-06: `previous_attributes`, although the type is not *.updated; keys of a delivered event.
  it('is detached by an event that has the customer in previous_attributes', async () => {
    const { emulator, received, stripe } = setup();
    const customer = await stripe.customers.create();
    const { id } = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: customer.id });

    await stripe.paymentMethods.detach(id, {}, { idempotencyKey: 'detaches' });
    await emulator.clock.runToIdle();

    const delivered = received.map(({ body }) => JSON.parse(body)).at(-1);
    expect(Object.keys(delivered)).toEqual([
      'id',
      'object',
      'api_version',
      'created',
      'data',
      'livemode',
      'pending_webhooks',
      'request',
      'type',
    ]);
    expect(delivered).toMatchObject({
      data: { object: { id, customer: null }, previous_attributes: { customer: customer.id } },
      pending_webhooks: 1,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: 'detaches' },
      type: 'payment_method.detached',
    });
  });
});

describe('a PaymentIntent that is not there', () => {
  // 2023-10.
  it('is missed by the parameter intent', async () => {
    const { stripe } = setup();

    expect(await refusal(stripe.paymentIntents.retrieve('pi_nope'))).toMatchObject({
      statusCode: 404,
      message: "No such payment_intent: 'pi_nope'",
      param: 'intent',
    });
  });
});
