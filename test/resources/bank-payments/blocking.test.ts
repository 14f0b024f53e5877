import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { JENNY, TYPED_IN } from '../../support/payment-methods.ts';
import { eventTypes, OFFLINE, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const CLOSED = 'pm_usBankAccount_accountClosed';
const UNUSABLE = 'The bank account provided cannot be used. A different bank account must be used.';

/** Two customers have saved the account, and a payment of the first one has come back. */
async function blocked(options: Parameters<typeof setup>[0] = { assume: { blockAfterReturn: 'yes' } }) {
  const world = setup(options);
  const { emulator, stripe } = world;
  const save = async () => {
    const { id: customer } = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach(CLOSED, { customer });
    return { customer, payment_method: method.id };
  };
  const [payer, other] = [await save(), await save()];
  await paying(world, payer);
  const before = eventTypes(world).length;
  await emulator.clock.advance(1000);
  return { ...world, payer, other, late: emulator.events().slice(before) };
}

const statusOf = async ({ stripe }: Pick<Setup, 'stripe'>, id: string) =>
  (await stripe.paymentMethods.retrieve(id)).us_bank_account?.status_details;

describe('a return that blocks', () => {
  it('blocks every PaymentMethod of the account, and tells of each', async () => {
    const world = await blocked();
    const reason = { blocked: { network_code: 'R02', reason: 'bank_account_closed' } };

    expect(await statusOf(world, world.payer.payment_method)).toEqual(reason);
    expect(await statusOf(world, world.other.payment_method)).toEqual(reason);
    expect(world.late.map(({ type }) => type)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'mandate.updated',
      'payment_method.automatically_updated',
      'payment_method.automatically_updated',
    ]);
    expect(world.late.at(-1)?.data.previous_attributes).toEqual({ us_bank_account: { status_details: {} } });
  });

  it('refuses whatever is confirmed with the account from then on', async () => {
    const world = await blocked();

    const payment = await refusal(paying(world, world.other));
    const setUp = await refusal(
      world.stripe.setupIntents.create({
        allowed_payment_method_types: ['us_bank_account'],
        confirm: true,
        mandate_data: OFFLINE,
        ...world.other,
      }),
    );
    const anew = await refusal(paying(world, { payment_method: CLOSED }));

    for (const error of [payment, setUp, anew])
      expect(error).toMatchObject({ code: 'bank_account_unusable', message: UNUSABLE, statusCode: 402 });
    const [charge] = (await world.stripe.charges.list()).data;
    expect(charge).toMatchObject({
      failure_code: 'bank_account_unusable',
      outcome: { network_status: 'not_sent_to_network', reason: 'bank_account_closed', type: 'blocked' },
      status: 'failed',
    });
    const [attempt] = (
      await world.stripe.setupAttempts.list({ setup_intent: String(setUp.setup_intent?.id) })
    ).data;
    expect(attempt).toMatchObject({ setup_error: { code: 'bank_account_unusable' }, status: 'failed' });
  });

  it('refuses an account that microdeposits verify too late', async () => {
    const world = setup({ assume: { blockAfterReturn: 'yes' } });
    const { id: customer } = await world.stripe.customers.create();
    const waiting = await world.stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      confirm: true,
      customer,
      mandate_data: OFFLINE,
      payment_method_data: {
        type: 'us_bank_account',
        billing_details: JENNY,
        us_bank_account: { ...TYPED_IN, account_number: '000111111113' },
      },
    });
    await paying(world, { payment_method: CLOSED });
    await world.emulator.clock.advance(1000);

    const error = await refusal(
      world.stripe.setupIntents.verifyMicrodeposits(waiting.id, { descriptor_code: 'SM11AA' }),
    );

    expect(error).toMatchObject({ code: 'bank_account_unusable', statusCode: 402 });
    expect(error.setup_intent).toMatchObject({ status: 'requires_payment_method' });
    expect(eventTypes(world).at(-1)).toBe('setup_intent.setup_failed');
  });

  it('leaves no mandate behind that holds', async () => {
    const world = await blocked();

    const { charge: id } = await refusal(paying(world, world.other));

    const charge = await world.stripe.charges.retrieve(String(id));
    const mandate = String(charge.payment_method_details?.us_bank_account?.mandate);
    expect((await world.stripe.mandates.retrieve(mandate)).status).toBe('inactive');
  });

  it('is told to secret keys alone', async () => {
    const { clientFor, emulator, other, stripe } = await blocked();
    const intent = await stripe.paymentIntents.create({ ...TO_PAY, ...other });
    const browser = clientFor(emulator.publishableKey);
    const expand = ['payment_method'];

    const secretly = await stripe.paymentIntents.retrieve(intent.id, { expand });
    const openly = await browser.paymentIntents.retrieve(intent.id, {
      client_secret: String(intent.client_secret),
      expand,
    });
    const refused = await refusal(
      browser.paymentIntents.confirm(intent.id, {
        client_secret: String(intent.client_secret),
        mandate_data: OFFLINE,
      } as Stripe.PaymentIntentConfirmParams),
    );

    expect(secretly.payment_method).toMatchObject({ us_bank_account: { status_details: { blocked: {} } } });
    expect(openly.payment_method).toMatchObject({ us_bank_account: { status_details: {} } });
    for (const answer of [openly, refused.raw]) expect(JSON.stringify(answer)).not.toContain('network_code');
    expect(refused.message).toBe(UNUSABLE);
  });

  it('blocks nothing unless that is said, for all or for one intent', async () => {
    const world = await blocked({});
    expect(await statusOf(world, world.payer.payment_method)).toEqual({});

    const { id } = await paying(world, world.payer);
    await world.emulator.updateIntent(id, { block_after_return: 'yes' });
    await world.emulator.clock.advance(1000);

    expect(await statusOf(world, world.payer.payment_method)).toHaveProperty('blocked');
  });

  it.each(['insufficientFunds', 'invalidCurrency'])('is none for %s', async (token) => {
    const world = setup({ assume: { blockAfterReturn: 'yes' } });

    const { payment_method } = await paying(world, { payment_method: `pm_usBankAccount_${token}` });
    await world.emulator.clock.advance(1000);

    expect(await statusOf(world, String(payment_method))).toEqual({});
  });
});

describe('a dispute', () => {
  it('takes the mandate the first time, and blocks the account the second', async () => {
    const world = setup({ assume: { blockAfterReturn: 'yes' } });
    const { emulator, stripe } = world;
    const { id: customer } = await stripe.customers.create();
    const { id } = await stripe.paymentMethods.attach('pm_usBankAccount_dispute', { customer });
    const saved = { customer, payment_method: id, setup_future_usage: 'off_session' } as const;
    const mandateOf = async (intent: Stripe.PaymentIntent) => {
      const charge = await stripe.charges.retrieve(String(intent.latest_charge));
      return (await stripe.mandates.retrieve(String(charge.payment_method_details?.us_bank_account?.mandate)))
        .status;
    };

    const first = await paying(world, saved);
    await emulator.clock.advance('2s');
    expect(await mandateOf(first)).toBe('inactive');
    expect(await statusOf(world, id)).toEqual({});
    const unagreed = await refusal(
      stripe.paymentIntents.create({ ...TO_PAY, confirm: true, customer, payment_method: id }),
    );
    expect(unagreed.payment_intent).toMatchObject({ status: 'requires_confirmation' });

    await paying(world, saved);
    await emulator.clock.advance('2s');

    expect(await statusOf(world, id)).toEqual({
      blocked: { network_code: 'R10', reason: 'debit_not_authorized' },
    });
    expect(eventTypes(world).slice(-2)).toEqual(['mandate.updated', 'payment_method.automatically_updated']);
  });
});
