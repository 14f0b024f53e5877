import { describe, expect, it } from 'vitest';
import { paying } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

/* Bank debits are captured automatically: these endpoints tell what state an intent is in. */

describe('capturing', () => {
  it('an intent that has succeeded shows it in the error (sentence: public projects, 2025)', async () => {
    const world = setup();
    const { id } = await paying(world);
    await world.emulator.clock.advance(1000);

    const error = await refusal(world.stripe.paymentIntents.capture(id));

    expect(error).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      message: 'This PaymentIntent could not be captured because it has already been captured.',
      payment_intent: { id, status: 'succeeded' },
    });
  });

  it('an intent that is being paid names the status that is wanted (sentence: public projects)', async () => {
    const world = setup();
    const { id } = await paying(world);

    const error = await refusal(world.stripe.paymentIntents.capture(id, { amount_to_capture: 500 }));

    expect(error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message:
        'This PaymentIntent could not be captured because it has a status of processing. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
      payment_intent: { id },
    });
  });

  it('an unknown intent is a 404', async () => {
    expect(await refusal(setup().stripe.paymentIntents.capture('pi_nope'))).toMatchObject({
      statusCode: 404,
      message: "No such payment_intent: 'pi_nope'",
      // Recorded 2023-10.
      param: 'intent',
    });
  });

  it('what was put in place as authorized says that it is not emulated', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({ payment_intents: [{ id: 'pi_1', status: 'requires_capture' }] });

    for (const call of [
      stripe.paymentIntents.capture('pi_1'),
      stripe.paymentIntents.incrementAuthorization('pi_1', { amount: 5000 }),
    ])
      expect((await refusal(call)).message).toBe(
        'stripe-fc-emulator does not emulate authorized payments yet. Bank debits are captured automatically.',
      );
  });
});

it('incrementing an authorization is refused by the state, with the intent', async () => {
  const world = setup();
  const { id } = await paying(world);

  const error = await refusal(world.stripe.paymentIntents.incrementAuthorization(id, { amount: 5000 }));

  expect(error).toMatchObject({
    statusCode: 400,
    code: 'payment_intent_unexpected_state',
    payment_intent: { id, status: 'processing' },
  });
});
