import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { LINE, toPay, toSetUp } from '../../support/checkouts.ts';
import { eventTypes } from '../../support/payments.ts';
import { type Setup, setup } from '../../support/setup.ts';

/** A payment with all that was collected for it. */
async function paymentOf({ stripe }: Setup, id: string): Promise<Stripe.PaymentIntent> {
  const { payment_intent: payment } = await stripe.checkout.sessions.retrieve(id, {
    expand: ['payment_intent.payment_method', 'payment_intent.latest_charge'],
  });
  return payment as Stripe.PaymentIntent;
}

describe('a customer who pays on the page', () => {
  it('completes the session while his bank is still asked', async () => {
    const world = setup();
    const { id } = await toPay(world);

    const session = await world.emulator.completeCheckoutSession(id);

    expect(session).toMatchObject({
      id,
      object: 'checkout.session',
      customer_details: { email: 'jenny.rosen@example.com', name: 'Jenny Rosen' },
      payment_intent: expect.stringMatching(/^pi_/),
      payment_status: 'unpaid',
      status: 'complete',
      url: null,
    });
    expect(await paymentOf(world, id)).toMatchObject({
      amount: 2000,
      automatic_payment_methods: null,
      payment_details: { order_reference: id.slice(0, 25) },
      payment_method: {
        billing_details: { email: 'jenny.rosen@example.com', name: 'Jenny Rosen' },
        us_bank_account: { financial_connections_account: expect.stringMatching(/^fca_/) },
      },
      payment_method_types: ['us_bank_account'],
      status: 'processing',
    });
  });

  it('has paid once the bank has, and an event tells of it', async () => {
    const world = setup();
    const { id } = await toPay(world);
    await world.emulator.completeCheckoutSession(id);

    await world.emulator.clock.advance(1_000);

    expect((await world.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
    expect(eventTypes(world)).toEqual([
      'product.created',
      'price.created',
      'financial_connections.account.created',
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ]);
    expect(world.emulator.events().map(({ data }) => data.object.payment_status)).toEqual([
      ...Array.from({ length: 6 }, () => undefined),
      'unpaid',
      undefined,
      undefined,
      'paid',
    ]);
  });

  it('has a complete session that stays unpaid if the bank does not pay', async () => {
    const world = setup();
    const { id } = await toPay(world);
    await world.emulator.completeCheckoutSession(id, { account: 'Insufficient Funds' });

    await world.emulator.clock.advance(1_000);

    expect(await world.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'unpaid',
      status: 'complete',
    });
    expect(eventTypes(world).slice(-3)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
    expect((await paymentOf(world, id)).last_payment_error?.code).toBe('insufficient_funds');
  });

  it('is refused less than can be paid, and nothing is left of that', async () => {
    const world = setup();
    await world.emulator.putObjects({ 'checkout.sessions': [{ id: 'cs_little', amount_total: 30 }] });

    await expect(world.emulator.completeCheckoutSession('cs_little')).rejects.toThrow(
      'Amount must be at least $0.50 usd',
    );

    expect(eventTypes(world)).toEqual([]);
    expect((await world.stripe.paymentIntents.list()).data).toEqual([]);
  });

  it('accepts the mandate there, in his browser', async () => {
    const world = setup();
    const { id } = await toPay(world);
    await world.emulator.completeCheckoutSession(id);

    const { latest_charge: charge } = await paymentOf(world, id);
    const { us_bank_account: debit } = (charge as Stripe.Charge).payment_method_details ?? {};
    const mandate = await world.stripe.mandates.retrieve(String(debit?.mandate));

    expect(mandate).toMatchObject({
      customer_acceptance: {
        type: 'online',
        online: { ip_address: '127.0.0.1', user_agent: expect.stringContaining('Mozilla') },
      },
      status: 'active',
      type: 'single_use',
    });
  });

  it('gives his payment what payment_intent_data says, and not the session’s metadata', async () => {
    const world = setup();
    const { id } = await toPay(world, {
      client_reference_id: 'cart_1',
      metadata: { of: 'session' },
      payment_intent_data: {
        description: 'Order 6735',
        metadata: { of: 'payment' },
        receipt_email: 'jenny@example.com',
        statement_descriptor: 'ROCKET RIDES',
      },
    });
    await world.emulator.completeCheckoutSession(id);

    expect(await paymentOf(world, id)).toMatchObject({
      description: 'Order 6735',
      metadata: { of: 'payment' },
      receipt_email: 'jenny@example.com',
      statement_descriptor: 'ROCKET RIDES',
    });
    expect(await world.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      client_reference_id: 'cart_1',
      metadata: { of: 'session' },
    });
  });

  it('links his account with the permissions of the session, and what it prefetches', async () => {
    const world = setup();
    const { id } = await toPay(world, {
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
        },
      },
    });
    await world.emulator.completeCheckoutSession(id, { account: 'High Balance' });
    await world.emulator.clock.advance(1_000);

    const { payment_method: method } = await paymentOf(world, id);
    const { us_bank_account: bank } = method as Stripe.PaymentMethod;
    const account = await world.stripe.financialConnections.accounts.retrieve(
      String(bank?.financial_connections_account),
    );

    expect(account).toMatchObject({
      account_holder: null,
      balance_refresh: { status: 'succeeded' },
      display_name: 'High Balance',
      permissions: ['payment_method', 'balances'],
    });
  });

  it('is written down as a Customer where the session says so', async () => {
    const world = setup();
    const { id } = await toPay(world, { customer_creation: 'always' });

    const { customer } = await world.emulator.completeCheckoutSession(id, {
      billing_details: { name: 'John Doe', email: 'john@example.com' },
    });

    expect(await world.stripe.customers.retrieve(customer)).toMatchObject({
      email: 'john@example.com',
      name: 'John Doe',
    });
    expect(await paymentOf(world, id)).toMatchObject({ customer, payment_method: { customer: null } });
    const types = eventTypes(world);
    expect(types.indexOf('customer.created')).toBeLessThan(types.indexOf('payment_intent.created'));
  });

  it('is written down, with his bank account, where that is to be used again', async () => {
    const world = setup();
    const { id } = await toPay(world, { payment_intent_data: { setup_future_usage: 'off_session' } });

    const { customer } = await world.emulator.completeCheckoutSession(id);

    expect(customer).toMatch(/^cus_/);
    expect(await paymentOf(world, id)).toMatchObject({
      payment_method: { allow_redisplay: 'limited', customer },
      setup_future_usage: 'off_session',
    });
    expect(eventTypes(world)).toEqual([
      'product.created',
      'price.created',
      'customer.created',
      'financial_connections.account.created',
      'payment_intent.created',
      'payment_method.attached',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
    ]);
  });

  it('gives a Customer without an address of mail the one that he writes', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create({ name: 'Jenny' });
    const { id } = await toPay(world, { customer, customer_update: { name: 'auto' } });

    await world.emulator.completeCheckoutSession(id, {
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
    });

    expect(await world.stripe.customers.retrieve(customer)).toMatchObject({
      email: 'jenny@example.com',
      name: 'Jenny Rosen',
    });
  });

  it('finds the address of mail written that is known', async () => {
    const world = setup();
    const { id } = await toPay(world, { customer_email: 'known@example.com' });

    const { customer_details: details } = await world.emulator.completeCheckoutSession(id);

    expect(details.email).toBe('known@example.com');
  });

  it('pays nothing, and shows no bank account, where nothing is to be paid', async () => {
    const world = setup();
    const free = { ...LINE, price_data: { ...LINE.price_data, unit_amount: 0 } };
    const { id } = await toPay(world, { line_items: [free] });

    const session = await world.emulator.completeCheckoutSession(id);

    expect(session).toMatchObject({
      payment_intent: null,
      payment_status: 'no_payment_required',
      setup_intent: null,
      status: 'complete',
    });
    expect(eventTypes(world).slice(-1)).toEqual(['checkout.session.completed']);
  });

  it('goes back, and the session stays open', async () => {
    const world = setup();
    const { id } = await toPay(world);

    const session = await world.emulator.completeCheckoutSession(id, { outcome: 'cancel' });

    expect(session).toMatchObject({ payment_intent: null, status: 'open' });
    expect(eventTypes(world)).toEqual(['product.created', 'price.created']);
    expect(await world.emulator.completeCheckoutSession(id)).toMatchObject({ status: 'complete' });
  });

  it('can try again where his bank account is refused at once', async () => {
    const world = setup();
    const { id } = await toPay(world);

    await expect(
      world.emulator.completeCheckoutSession(id, { institution: 'Payment Blocked' }),
    ).rejects.toThrow();
    const refused = await world.stripe.checkout.sessions.retrieve(id);
    const completed = await world.emulator.completeCheckoutSession(id);

    expect(refused).toMatchObject({ payment_status: 'unpaid', status: 'open' });
    expect(completed).toMatchObject({ payment_intent: refused.payment_intent, status: 'complete' });
    expect(eventTypes(world)).not.toContain('checkout.session.async_payment_failed');
  });

  it('cannot complete a session twice', async () => {
    const world = setup();
    const { id } = await toPay(world);
    await world.emulator.completeCheckoutSession(id);

    await expect(world.emulator.completeCheckoutSession(id)).rejects.toThrow(
      `The Checkout Session ${id} has a status of "complete": no customer can complete it. Create a new one.`,
    );
  });

  it('uses up no id and makes no Customer if what he does makes no sense', async () => {
    const world = setup({ seed: 'same' });
    const { id } = await toPay(world, { customer_creation: 'always' });
    const other = setup({ seed: 'same' });
    const { id: same } = await toPay(other, { customer_creation: 'always' });

    await expect(world.emulator.completeCheckoutSession(id, { account: 'None' })).rejects.toThrow('None');

    expect(eventTypes(world)).not.toContain('customer.created');
    expect((await world.emulator.completeCheckoutSession(id)).payment_intent).toBe(
      (await other.emulator.completeCheckoutSession(same)).payment_intent,
    );
  });
});

describe('a customer who types a bank account in', () => {
  const TYPED = { manual_entry: { routing_number: '110000000', account_number: '000123456789' } };

  it('completes the session while his payment waits for microdeposits', async () => {
    const world = setup();
    const { id } = await toPay(world);

    const session = await world.emulator.completeCheckoutSession(id, TYPED);

    expect(session).toMatchObject({ payment_status: 'unpaid', status: 'complete' });
    const payment = await paymentOf(world, id);
    expect(payment).toMatchObject({
      next_action: { type: 'verify_with_microdeposits' },
      status: 'requires_action',
    });

    await world.stripe.paymentIntents.verifyMicrodeposits(payment.id, { descriptor_code: 'SM11AA' });
    await world.emulator.clock.advance(1_000);

    expect((await world.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
    expect(eventTypes(world).slice(-1)).toEqual(['checkout.session.async_payment_succeeded']);
  });

  it('has a SetupIntent that waits for them', async () => {
    const world = setup();
    const { id } = await toSetUp(world);

    const { setup_intent: setUp } = await world.emulator.completeCheckoutSession(id, TYPED);

    expect(await world.stripe.setupIntents.retrieve(setUp)).toMatchObject({ status: 'requires_action' });
    const verified = await world.stripe.setupIntents.verifyMicrodeposits(setUp, { amounts: [32, 45] });
    expect(verified.status).toBe('succeeded');
  });

  it('cannot where the bank account has to be verified at once', async () => {
    const world = setup();
    const { id } = await toPay(world, {
      payment_method_options: { us_bank_account: { verification_method: 'instant' } },
    });

    await expect(world.emulator.completeCheckoutSession(id, TYPED)).rejects.toThrow(
      'With verification_method=instant bank accounts cannot be typed in.',
    );
  });
});

describe('a Checkout Session whose customer has been deleted', () => {
  it.each(['payment', 'setup', 'subscription'] as const)('is not completed in mode %s', async (mode) => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const recurring = {
      ...LINE,
      price_data: { ...LINE.price_data, recurring: { interval: 'month' as const } },
    };
    const { id } =
      mode === 'setup'
        ? await toSetUp(world, { customer })
        : await toPay(world, { customer, mode, line_items: [mode === 'payment' ? LINE : recurring] });
    await world.stripe.customers.del(customer);

    await expect(world.emulator.completeCheckoutSession(id)).rejects.toThrow(
      `The customer ${customer} of this Checkout Session has been deleted: create a Checkout Session for another.`,
    );
    expect((await world.stripe.checkout.sessions.retrieve(id)).status).toBe('open');
  });
});
