import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { LINE, SUCCESS_URL } from '../../support/checkouts.ts';
import { eventTypes } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const MONTHLY = { ...LINE, price_data: { ...LINE.price_data, recurring: { interval: 'month' } } } as const;

/** A session by which somebody subscribes, and pays from a bank account. */
const toSubscribe = ({ stripe }: Setup, fields: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({
    allowed_payment_method_types: ['us_bank_account'],
    mode: 'subscription',
    line_items: [MONTHLY],
    success_url: SUCCESS_URL,
    ...fields,
  });

/** On the first day of a month of 31 days. */
const inJanuary = () => setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });

const TRIAL = { subscription_data: { trial_period_days: 14 } };

describe('a Checkout Session that subscribes', () => {
  it('always makes a Customer, and shows no options of bank accounts that were not sent', async () => {
    const world = setup();

    const session = await toSubscribe(world);

    expect(session).toMatchObject({
      amount_total: 2000,
      customer_creation: 'always',
      invoice_creation: null,
      mode: 'subscription',
      payment_method_collection: 'always',
      payment_method_options: {},
      payment_status: 'unpaid',
      subscription: null,
    });
    expect(session.id).toMatch(/^cs_test_a1\w{56}$/);
  });

  it('costs nothing at first where it begins with a trial', async () => {
    const world = setup();

    const session = await toSubscribe(world, { ...TRIAL, expand: ['line_items'] });

    expect(session.amount_total).toBe(0);
    expect(session.line_items?.data[0]).toMatchObject({ amount_total: 0, price: { unit_amount: 2000 } });
  });
});

describe('a Checkout Session is refused what no subscription could be made with', () => {
  const [soon, never] = [Date.UTC(2026, 0, 2) / 1_000, 1_000];

  it.each([
    [{ billing_cycle_anchor: never }, 'subscription_data[billing_cycle_anchor]', /in the future/],
    [{ billing_cycle_anchor: soon * 2 }, 'subscription_data[billing_cycle_anchor]', /cannot be later/],
    [
      { billing_cycle_anchor: soon, billing_cycle_anchor_config: { day_of_month: 1 } },
      undefined,
      /only specify/,
    ],
    [{ trial_period_days: 800 }, 'subscription_data[trial_period_days]', /at most 730 days/],
    [{ on_behalf_of: 'nobody' }, 'on_behalf_of', /No such on_behalf_of: 'nobody'/],
    [{ transfer_data: { destination: 'nobody' } }, 'transfer_data[destination]', /No such destination/],
  ])('%j', async (subscription_data, param, message) => {
    const world = inJanuary();

    const refused = await refusal(toSubscribe(world, { subscription_data }));

    expect(refused.param).toBe(param);
    expect(refused.message).toMatch(message);
    expect(eventTypes(world)).toEqual([]);
  });
});

describe('a Checkout Session with a billing_cycle_anchor', () => {
  const DAY = 86_400;

  /** A session with an anchor so much later than its creation. */
  const anchored = async (world: Setup, later: number, said: object = {}) => {
    const billing_cycle_anchor = Math.floor(world.emulator.clock.now().getTime() / 1_000) + later;
    const subscription_data = { billing_cycle_anchor, ...said };
    return toSubscribe(world, { subscription_data, line_items: [MONTHLY, LINE], expand: ['line_items'] });
  };
  const amounts = ({ line_items: lines }: Stripe.Checkout.Session) =>
    lines?.data.map(({ amount_total: amount }) => amount);

  it('costs at first what is left of the period, as its invoice does', async () => {
    const world = inJanuary();

    const session = await anchored(world, 10 * DAY);
    const { invoice } = await world.emulator.completeCheckoutSession(session.id);

    expect(session.amount_total).toBe(2645);
    expect(amounts(session)).toEqual([645, 2000]);
    expect((await world.stripe.invoices.retrieve(invoice)).total).toBe(2645);
  });

  it('costs nothing of what recurs where nothing is prorated', async () => {
    const world = inJanuary();

    const session = await anchored(world, 10 * DAY, { proration_behavior: 'none' });

    expect(session.amount_total).toBe(2000);
    expect(amounts(session)).toEqual([0, 2000]);
  });

  it('is billed for the whole period from the anchor on where that has passed', async () => {
    const world = inJanuary();
    const { id, created } = await anchored(world, 3_600);
    await world.emulator.clock.advance('2h');

    const { subscription, invoice } = await world.emulator.completeCheckoutSession(id);

    const anchor = created + 3_600;
    expect(await world.stripe.subscriptions.retrieve(subscription)).toMatchObject({
      billing_cycle_anchor: anchor,
      items: { data: [{ current_period_start: anchor, current_period_end: anchor + 31 * DAY }] },
    });
    expect((await world.stripe.invoices.retrieve(invoice)).total).toBe(4000);
  });
});

describe('a customer who subscribes on the page', () => {
  it('has an active subscription while his bank is asked, and its bank account by default', async () => {
    const world = setup();
    const { id } = await toSubscribe(world, { subscription_data: { metadata: { plan: 'one' } } });

    const session = await world.emulator.completeCheckoutSession(id);

    expect(session).toMatchObject({
      customer: expect.stringMatching(/^cus_/),
      invoice: expect.stringMatching(/^in_/),
      payment_intent: null,
      payment_status: 'unpaid',
      setup_intent: null,
      status: 'complete',
      subscription: expect.stringMatching(/^sub_/),
    });
    const { subscription } = await world.stripe.checkout.sessions.retrieve(id, {
      expand: ['subscription.default_payment_method', 'customer', 'invoice'],
    });
    expect(subscription).toMatchObject({
      customer: session.customer,
      default_payment_method: { customer: session.customer, type: 'us_bank_account' },
      latest_invoice: session.invoice,
      metadata: { plan: 'one' },
      status: 'active',
    });
  });

  it('has it told of in the order of what happens', async () => {
    const world = setup();
    const { id } = await toSubscribe(world);
    await world.emulator.completeCheckoutSession(id);
    await world.emulator.clock.advance(1_000);

    expect((await world.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
    const types = eventTypes(world);
    expect(types.slice(types.indexOf('customer.created'))).toEqual([
      'customer.created',
      'financial_connections.account.created',
      'customer.subscription.created',
      'invoice.created',
      'customer.updated',
      'invoice.finalized',
      'payment_intent.created',
      'payment_method.attached',
      'charge.pending',
      'payment_intent.processing',
      'customer.subscription.updated',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'checkout.session.async_payment_succeeded',
    ]);
  });

  it('has one that is past due, and an unpaid session, if the bank does not pay', async () => {
    const world = setup();
    const { id } = await toSubscribe(world);
    const { subscription } = await world.emulator.completeCheckoutSession(id, {
      account: 'Insufficient Funds',
    });
    await world.emulator.clock.advance(1_000);

    expect(await world.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'unpaid',
      status: 'complete',
    });
    expect((await world.stripe.subscriptions.retrieve(subscription)).status).toBe('past_due');
    expect(
      eventTypes(world)
        .filter((type) => type !== 'customer.updated')
        .slice(-3),
    ).toEqual([
      'invoice.payment_failed',
      'customer.subscription.updated',
      'checkout.session.async_payment_failed',
    ]);
  });

  it('has paid once the first invoice is paid another way, and no event tells of that', async () => {
    const world = setup();
    const { id } = await toSubscribe(world);
    const { invoice } = await world.emulator.completeCheckoutSession(id, { account: 'Insufficient Funds' });
    await world.emulator.clock.advance(1_000);

    await world.stripe.invoices.pay(invoice, { paid_out_of_band: true });

    expect((await world.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
    expect(eventTypes(world)).not.toContain('checkout.session.async_payment_succeeded');
  });

  it('is debited the next time by the mandate of the first', async () => {
    const world = setup();
    const { id } = await toSubscribe(world);
    const { subscription } = await world.emulator.completeCheckoutSession(id);

    await world.emulator.clock.advance('33d');

    const { data: invoices } = await world.stripe.invoices.list({ subscription });
    expect(invoices.map(({ status }) => status)).toEqual(['paid', 'paid']);
  });

  it('gives a bank account for what comes after a trial', async () => {
    const world = setup();
    const { id } = await toSubscribe(world, TRIAL);

    const { subscription, payment_status: status } = await world.emulator.completeCheckoutSession(id);

    expect(status).toBe('no_payment_required');
    expect(await world.stripe.subscriptions.retrieve(subscription)).toMatchObject({
      default_payment_method: expect.stringMatching(/^pm_/),
      status: 'trialing',
    });
    expect(eventTypes(world)).toContain('setup_intent.succeeded');
    await world.emulator.clock.advance('16d');
    expect((await world.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  it('pays what is sold once with the first invoice, and not again', async () => {
    const world = setup();
    const once = { ...LINE, price_data: { ...LINE.price_data, unit_amount: 500 } };
    const { id, amount_total: total } = await toSubscribe(world, { line_items: [MONTHLY, once] });
    const { subscription } = await world.emulator.completeCheckoutSession(id);

    await world.emulator.clock.advance('33d');

    const { data: invoices } = await world.stripe.invoices.list({ subscription });
    expect(total).toBe(2500);
    expect(invoices.map(({ amount_paid: paid }) => paid)).toEqual([2000, 2500]);
  });

  it('gives none where none is asked for', async () => {
    const world = setup();
    const { id } = await toSubscribe(world, { ...TRIAL, payment_method_collection: 'if_required' });

    const { subscription } = await world.emulator.completeCheckoutSession(id);

    expect(await world.stripe.subscriptions.retrieve(subscription)).toMatchObject({
      default_payment_method: null,
      status: 'trialing',
    });
    expect(eventTypes(world)).not.toContain('financial_connections.account.created');
  });

  it('waits for microdeposits with an incomplete subscription', async () => {
    const world = setup();
    const { id } = await toSubscribe(world);
    const { subscription } = await world.emulator.completeCheckoutSession(id, {
      manual_entry: { routing_number: '110000000', account_number: '000123456789' },
    });

    expect((await world.stripe.subscriptions.retrieve(subscription)).status).toBe('incomplete');
    const { data: payments } = await world.stripe.paymentIntents.list();
    await world.stripe.paymentIntents.verifyMicrodeposits(payments[0]?.id ?? '', { amounts: [32, 45] });

    expect((await world.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
    await world.emulator.clock.advance(1_000);
    expect((await world.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
  });

  it('is known to the Customer of the session, by the permissions that it asks for', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create({ email: 'jenny@example.com' });
    const { id } = await toSubscribe(world, {
      customer,
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['payment_method', 'balances'] } },
      },
    });
    await world.emulator.completeCheckoutSession(id);

    const { data: accounts } = await world.stripe.financialConnections.accounts.list({
      account_holder: { customer },
    });
    expect(accounts).toMatchObject([{ permissions: ['payment_method', 'balances'] }]);
  });

  it('asks for microdeposits before it meets a limit, as payments do', async () => {
    const world = inJanuary();
    const { id } = await toSubscribe(world);

    await world.emulator.completeCheckoutSession(id, {
      manual_entry: { routing_number: '110000000', account_number: '000777777771' },
    });

    const [intent] = (await world.stripe.paymentIntents.list()).data;
    expect(intent?.next_action?.type).toBe('verify_with_microdeposits');
  });

  it('meets no limit where nothing is due yet', async () => {
    const world = inJanuary();
    const { id } = await toSubscribe(world, TRIAL);

    await world.emulator.completeCheckoutSession(id, { account: 'Weekly Payment Volume Exceeded' });

    expect((await world.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('no_payment_required');
  });

  it('makes no subscription if his bank account is refused at once', async () => {
    const world = setup();
    const { id } = await toSubscribe(world);

    await expect(
      world.emulator.completeCheckoutSession(id, { institution: 'Payment Blocked' }),
    ).rejects.toThrow();

    expect((await world.stripe.checkout.sessions.retrieve(id)).status).toBe('open');
    expect((await world.stripe.subscriptions.list()).data).toEqual([]);
  });
});
