import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypes, OFFLINE, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('paying', () => {
  it('goes through processing, never directly to succeeded', async () => {
    const world = setup();
    const { stripe, emulator } = world;

    const intent = await paying(world);
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    await emulator.clock.advance(1000);
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });

    expect(intent).toMatchObject({
      status: 'processing',
      amount_received: 0,
      next_action: null,
      processing: null,
    });
    expect(charge).toMatchObject({
      status: 'pending',
      paid: false,
      captured: true,
      amount_captured: 1000,
      outcome: null,
      payment_intent: intent.id,
    });
    expect(charge.id).toMatch(/^py_/);
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 1000,
      latest_charge: { status: 'succeeded', paid: true },
    });
    expect(eventTypes(world)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it('leads to the linked account by way of the payment method, not of the charge', async () => {
    const { stripe, emulator } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);
    await emulator.collectBankAccount(intent.id);
    await stripe.paymentIntents.confirm(intent.id, { mandate_data: OFFLINE });

    const expanded = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['payment_method', 'latest_charge'],
    });

    const { payment_method: method, latest_charge: charge } = expanded as {
      payment_method: Stripe.PaymentMethod;
      latest_charge: Stripe.Charge;
    };
    expect(method.us_bank_account?.financial_connections_account).toMatch(/^fca_/);
    expect(JSON.stringify(charge)).not.toContain('fca_');
    expect(charge.payment_method_details?.us_bank_account).toMatchObject({
      last4: '6789',
      fingerprint: method.us_bank_account?.fingerprint,
    });
  });

  it('waits to be confirmed once it has a payment method', async () => {
    const { stripe, emulator } = setup();
    const given = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });
    const collected = await stripe.paymentIntents.create(TO_PAY);

    const intent = await emulator.collectBankAccount(collected.id);

    expect(given.status).toBe('requires_confirmation');
    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      payment_method: { billing_details: { name: 'Jenny Rosen' } },
    });
  });

  it('makes a mandate of how the customer agreed', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });

    const confirmed = await stripe.paymentIntents.confirm(intent.id, {
      mandate_data: {
        customer_acceptance: { type: 'online', online: { ip_address: '8.8.8.8', user_agent: 'device' } },
      },
      expand: ['latest_charge.payment_method_details.us_bank_account.mandate'],
    });

    const charge = confirmed.latest_charge as Stripe.Charge;
    const mandate = charge.payment_method_details?.us_bank_account?.mandate as Stripe.Mandate;
    expect(mandate).toMatchObject({
      customer_acceptance: { type: 'online', online: { ip_address: '8.8.8.8', user_agent: 'device' } },
      single_use: { amount: 1000, currency: 'usd' },
      status: 'active',
      type: 'single_use',
    });
    expect(await stripe.mandates.retrieve(mandate.id)).toEqual(mandate);
  });

  it('saves the payment method when it is to be used again, and then needs no new mandate', async () => {
    const world = setup();
    const { stripe } = world;
    const customer = await stripe.customers.create();
    const first = await paying(world, { customer: customer.id, setup_future_usage: 'off_session' });

    const [saved] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const second = await stripe.paymentIntents.create({
      ...TO_PAY,
      customer: customer.id,
      payment_method: saved?.id ?? '',
      confirm: true,
      off_session: true,
    });

    expect(saved?.id).toBe(first.payment_method);
    expect(second.status).toBe('processing');
    expect(eventTypes(world).slice(0, 4)).toEqual([
      'customer.created',
      'payment_intent.created',
      'payment_method.attached',
      'charge.pending',
    ]);
  });

  it('makes the payment method of payment_method_data', async () => {
    const { stripe, emulator } = setup();
    const account = await emulator.linkAccount();

    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method_data: {
        type: 'us_bank_account',
        billing_details: { name: 'Jenny Rosen' },
        us_bank_account: { financial_connections_account: account.id },
      },
      confirm: true,
      mandate_data: OFFLINE,
      expand: ['payment_method'],
    });

    expect(intent).toMatchObject({
      status: 'processing',
      payment_method: { us_bank_account: { financial_connections_account: account.id } },
    });
    const error = await refusal(
      stripe.paymentIntents.create({
        ...TO_PAY,
        payment_method_data: { type: 'us_bank_account', us_bank_account: { routing_number: '110000000' } },
      }),
    );
    expect(error.message).toBe('Missing required param: payment_method_data[billing_details][name].');
  });

  it('uses a payment method once that belongs to nobody', async () => {
    const world = setup();
    const intent = await paying(world);

    const error = await refusal(paying(world, { payment_method: String(intent.payment_method) }));

    expect(error.message).toBe(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    );
  });
});

describe('a mandate for one payment', () => {
  it('is refused for a second one', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      customers: [{ id: 'cus_1' }],
      payment_methods: [{ id: 'pm_1', customer: 'cus_1' }],
      mandates: [{ id: 'mandate_1', payment_method: 'pm_1', type: 'single_use' }],
    });
    const pay = () =>
      stripe.paymentIntents.create({
        amount: 2_000,
        currency: 'usd',
        customer: 'cus_1',
        payment_method: 'pm_1',
        mandate: 'mandate_1',
        allowed_payment_method_types: ['us_bank_account'],
        confirm: true,
      });

    expect((await pay()).status).toBe('processing');
    expect((await refusal(pay())).message).toContain('This PaymentIntent requires a mandate');
  });

  it.each(['active', 'inactive'] as const)('is %s once that has ended, as assumed', async (usedMandate) => {
    const world = setup({ assume: { usedMandate } });
    const intent = await paying(world, { expand: ['latest_charge'] });
    const { payment_method_details: details } = intent.latest_charge as Stripe.Charge;
    const mandate = String(details?.us_bank_account?.mandate);
    expect((await world.stripe.mandates.retrieve(mandate)).status).toBe('active');

    await world.emulator.clock.advance(1000);

    expect((await world.stripe.mandates.retrieve(mandate)).status).toBe(usedMandate);
  });
});
