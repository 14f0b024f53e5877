import { describe, expect, it } from 'vitest';
import { eventTypes, OFFLINE, paying, TO_PAY } from '../support/payments.ts';
import { linkedAccount, setup } from '../support/setup.ts';

const STILL = { time: { start: '2026-01-05T15:00:00Z', runs: false } } as const;

describe('what is said of one intent', () => {
  it('is how long the bank takes, and how its payment ends', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });

    const answer = await emulator.updateIntent(id, { outcome: 'no_account', settlement_delay: '1h' });
    await stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });
    await emulator.clock.advance('59m');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
    await emulator.clock.advance('1m');

    expect(answer).toMatchObject({ id, object: 'payment_intent', status: 'requires_confirmation' });
    expect((await stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe('no_account');
    const other = await paying(world);
    await emulator.clock.advance('1s');
    expect((await stripe.paymentIntents.retrieve(other.id)).status).toBe('succeeded');
  });

  it('decides how a payment ends that is under way', async () => {
    const world = setup(STILL);
    const { id } = await paying(world);

    await world.emulator.updateIntent(id, { outcome: 'debit_not_authorized' });
    await world.emulator.clock.advance('1s');

    expect((await world.stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe(
      'debit_not_authorized',
    );
  });

  it('ends a payment that would stay processing for ever', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await paying(world, { payment_method: 'pm_usBankAccount_processing' });
    await emulator.clock.advance('30d');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');

    await emulator.updateIntent(id, { outcome: 'disputed', settlement_delay: '2s', dispute_delay: '3s' });
    await emulator.clock.advance('2s');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
    expect((await stripe.disputes.list()).data).toEqual([]);
    await emulator.clock.advance('3s');

    expect((await stripe.disputes.list()).data).toHaveLength(1);
  });

  it('is that Stripe refuses it as it is confirmed', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });
    await emulator.updateIntent(id, { outcome: 'charge_exceeds_transaction_limit' });

    await expect(stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE })).rejects.toMatchObject({
      code: 'charge_exceeds_transaction_limit',
      statusCode: 402,
    });
  });

  it('is how its refunds go', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await paying(world);
    await emulator.updateIntent(id, { refund_delay: '2s', refund_outcome: 'failed' });
    await emulator.clock.advance('1s');

    const refund = await stripe.refunds.create({ payment_intent: id });
    await emulator.clock.advance('1999ms');
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('pending');
    await emulator.clock.advance('1ms');

    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('failed');
  });

  it('is said bit by bit, in forms and in JSON, and survives a snapshot', async () => {
    const { call, emulator, stripe } = setup(STILL);
    const { id } = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });
    await call('POST', `/_emulator/payment_intents/${id}`, { form: 'settlement_delay=5s' });
    await call('POST', `/_emulator/payment_intents/${id}`, { json: { outcome: 'no_account' } });

    await emulator.restore(await emulator.snapshot());
    await stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });
    await emulator.clock.advance('4s');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
    await emulator.clock.advance('1s');

    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
  });

  it('is said of a SetupIntent by the same method', async () => {
    const { call, emulator, stripe } = setup(STILL);
    const { id } = await stripe.setupIntents.create({ allowed_payment_method_types: ['us_bank_account'] });

    const answer = await emulator.updateIntent(id, { microdeposit_type: 'amounts' });
    const { status } = await call('POST', `/_emulator/setup_intents/${id}`, {
      form: 'microdeposit_type=amounts',
    });
    await emulator.collectBankAccount(id, {
      manual_entry: { routing_number: '110000000', account_number: '000123456789' },
    });
    const asked = await stripe.setupIntents.confirm(id, { mandate_data: OFFLINE });

    expect([answer.object, status]).toEqual(['setup_intent', 200]);
    expect(asked.next_action?.verify_with_microdeposits?.microdeposit_type).toBe('amounts');
  });

  it.each([
    [{ outcome: 'bounces' }, /outcome.*must be one of succeeds, stays_processing, disputed/],
    [{ settlement_delay: 5 }, /settlement_delay/],
    [{ colour: 'blue' }, /colour/],
  ])('is none of %j', async (patch, sentence) => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentIntents.create(TO_PAY);

    await expect(emulator.updateIntent(id, patch as never)).rejects.toThrow(sentence);
  });

  it('changes nothing that Stripe shows, and sends no event', async () => {
    const world = setup();
    const { id } = await world.stripe.paymentIntents.create(TO_PAY);
    const before = await world.stripe.paymentIntents.retrieve(id);

    expect(await world.emulator.updateIntent(id, { outcome: 'no_account' })).toEqual(before);
    expect(eventTypes(world)).toEqual(['payment_intent.created']);
  });
});

describe('what is said of an intent whose payment is under way, or over', () => {
  it('holds for what is under way: each delay runs anew', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await paying(world, { payment_method: 'pm_usBankAccount_dispute' });

    await emulator.updateIntent(id, { settlement_delay: '1h' });
    await emulator.clock.advance('59m');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
    await emulator.clock.advance('1m');
    await emulator.updateIntent(id, { dispute_delay: '1d', refund_delay: '2d' });
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 500 });
    await emulator.updateIntent(id, { refund_delay: '5s' });
    await emulator.clock.advance('5s');
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    await emulator.clock.advance('23h');
    expect((await stripe.disputes.list()).data).toEqual([]);
    await emulator.clock.advance('1h');

    expect((await stripe.disputes.list()).data).toHaveLength(1);
    expect(emulator.clock.pending().filter(({ background }) => !background)).toEqual([]);
  });

  it('is an outcome for one payment: the next ends as its account says', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await paying(world);
    await emulator.updateIntent(id, { outcome: 'insufficient_funds' });
    await emulator.clock.advance('1s');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');

    await stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_usBankAccount_success',
      mandate_data: OFFLINE,
    });
    await emulator.clock.advance('1s');

    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });

  it('disputes a payment that has succeeded, once', async () => {
    const world = setup(STILL);
    const { emulator, stripe } = world;
    const { id } = await paying(world);
    await emulator.clock.advance('1s');

    await emulator.updateIntent(id, { outcome: 'disputed', dispute_delay: '1m' });
    await emulator.updateIntent(id, { outcome: 'disputed' });
    await emulator.clock.advance('1m');

    expect((await stripe.disputes.list()).data).toMatchObject([{ payment_intent: id, status: 'lost' }]);
    await expect(emulator.updateIntent(id, { outcome: 'disputed' })).rejects.toThrow('disputed already');
  });

  it.each([
    [{ outcome: 'no_account' }, 'of its outcome only disputed can still be said'],
    [{ settlement_delay: '1s' }, 'settlement_delay is of what comes before'],
    [{ microdeposit_type: 'amounts' }, 'microdeposit_type is of what comes before'],
  ] as const)('is refused when it has succeeded, where it changes nothing: %j', async (patch, sentence) => {
    const world = setup(STILL);
    const { id } = await paying(world);
    await world.emulator.clock.advance('1s');

    await expect(world.emulator.updateIntent(id, patch)).rejects.toThrow(sentence);
  });

  it('is refused when it has been canceled', async () => {
    const world = setup(STILL);
    const { id } = await paying(world);
    await world.stripe.paymentIntents.cancel(id);

    await expect(world.emulator.updateIntent(id, { refund_delay: '1s' })).rejects.toThrow(
      'has been canceled',
    );
  });

  it('is refused of a SetupIntent, where it is of payments, and when that has ended', async () => {
    const { emulator, stripe } = setup(STILL);
    const { id } = await stripe.setupIntents.create({ allowed_payment_method_types: ['us_bank_account'] });

    await expect(emulator.updateIntent(id, { outcome: 'no_account' })).rejects.toThrow(
      `outcome is of payments, and ${id} is a SetupIntent`,
    );
    await stripe.setupIntents.cancel(id);
    await expect(emulator.updateIntent(id, { microdeposit_type: 'amounts' })).rejects.toThrow('has ended');
  });
});

describe('what is said of all intents', () => {
  it('is how long the bank takes, which answers after the confirmation even if it takes no time', async () => {
    const world = setup({ ...STILL, payments: { settlementDelayMs: 0 } });

    const { id, status } = await paying(world);
    await world.emulator.clock.advance(0);

    expect(status).toBe('processing');
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });

  it('takes a duration with its unit', async () => {
    const world = setup({ ...STILL, payments: { settlementDelayMs: '1h' } });
    const { id } = await paying(world);

    await world.emulator.clock.advance('59m');
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('processing');
    await world.emulator.clock.advance('1m');

    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });
});

it('payments from an account end as its fixture says', async () => {
  const world = setup({
    ...STILL,
    fixtures: {
      accounts: {
        basic: [{ name: 'Frozen', account_number: '000123456780', payment: 'bank_account_restricted' }],
      },
    },
  });
  const { id: linked } = await linkedAccount(world, { account: 'Frozen', permissions: ['payment_method'] });
  const method = await world.stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { financial_connections_account: linked },
  });

  const { id } = await paying(world, { payment_method: method.id });
  await world.emulator.clock.advance('1s');

  expect((await world.stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe(
    'bank_account_restricted',
  );
});
