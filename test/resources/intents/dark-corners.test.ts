import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { KINDS, type Kind, type Verification } from '../../support/microdeposits.ts';
import { eventTypes, OFFLINE, paying } from '../../support/payments.ts';
import { type Setup, setup } from '../../support/setup.ts';

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

const ENDED = 'payment_method_microdeposit_verification';

/** The status that a verification comes to, or the code of the error that an intent is left with. */
async function endOf({ lastError, retrieve, verify, waiting }: Kind, how: Verification): Promise<unknown> {
  const world = setup();
  const { id } = await waiting(world);
  await verify(world, id, how).catch(() => undefined);
  const ended = await retrieve(world, id);
  return lastError(ended)?.code ?? ended.status;
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
    for (const kind of KINDS)
      for (const [end, amounts, code] of [
        [kind.after, [32, 45], 'SM11AA'],
        [`${ENDED}_attempts_exceeded`, [10, 11], 'SM33CC'],
        [`${ENDED}_timeout`, [40, 41], 'SM44DD'],
      ] as const)
        expect([
          await endOf(kind, { amounts: [...amounts] }),
          await endOf(kind, { descriptor_code: code }),
        ]).toEqual([end, end]);
  });

  it('has all its dark corners told', expectAllTold);
});
