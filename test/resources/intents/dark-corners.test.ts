import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { KINDS } from '../../support/microdeposits.ts';
import { eventTypes, OFFLINE, paying } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/intents/dark-corners.test.ts');

/** A PaymentMethod of an account linked by Financial Connections. */
async function linked({ emulator, stripe }: Setup): Promise<string> {
  const account = await emulator.linkAccount({ permissions: ['payment_method'] });
  const method = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { financial_connections_account: account.id },
  });
  return method.id;
}

describe('verification', () => {
  corner(51, 'a setup of a linked account succeeds at once, and a payment is processed first', async () => {
    const world = setup();
    const set = await world.stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: await linked(world),
      mandate_data: OFFLINE,
      confirm: true,
    });
    const paid = await paying(world, { payment_method: await linked(world) });

    expect([set.status, set.next_action, paid.status, paid.next_action]).toEqual([
      'succeeded',
      null,
      'processing',
      null,
    ]);
    await world.emulator.clock.runToIdle();
    expect(eventTypes(world).filter((type) => /^(payment|setup)_intent/.test(type))).toEqual([
      'setup_intent.created',
      'setup_intent.succeeded',
      'payment_intent.created',
      'payment_intent.processing',
      'payment_intent.succeeded',
    ]);
  });

  corner(52, 'the documented amounts and codes verify, exceed the attempts, or time out', async () => {
    for (const { waiting, verify, after, retrieve } of KINDS)
      for (const [amounts, code, ended] of [
        [[32, 45], 'SM11AA', undefined],
        [[10, 11], 'SM33CC', 'payment_method_microdeposit_verification_attempts_exceeded'],
        [[40, 41], 'SM44DD', 'payment_method_microdeposit_verification_timeout'],
      ] as const)
        for (const how of [{ amounts: [...amounts] }, { descriptor_code: code }]) {
          const world = setup();
          const { id } = await waiting(world);

          if (ended === undefined) expect((await verify(world, id, how)).status).toBe(after);
          else expect((await refusal(verify(world, id, how))).code).toBe(ended);

          expect((await retrieve(world, id)).status).toBe(
            ended === undefined ? after : 'requires_payment_method',
          );
        }
  });

  it('has all its dark corners told', expectAllTold);
});
