import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../support/setup.ts';
import {
  agreedAccount,
  at,
  feeOf,
  priceOf,
  START,
  shop,
  shopWithMethod,
  tellingFrom,
  toldOf,
  waitingSubscription,
} from '../../../support/subscribing.ts';

describe('a new subscription', () => {
  it('with default_incomplete waits for its first payment', async () => {
    const world = await shop();

    const { subscription } = await waitingSubscription(world, {
      expand: ['latest_invoice.confirmation_secret'],
    });

    expect(subscription).toMatchObject({
      status: 'incomplete',
      collection_method: 'charge_automatically',
      currency: 'usd',
      billing_cycle_anchor: at(START),
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' } },
      items: {
        total_count: 1,
        data: [
          { current_period_start: at(START), current_period_end: at('2026-02-15T12:00:00Z'), quantity: 1 },
        ],
      },
      latest_invoice: {
        status: 'open',
        amount_due: 1000,
        billing_reason: 'subscription_create',
        confirmation_secret: { type: 'payment_intent' },
      },
      pending_setup_intent: null,
    });
  });

  it('bills with its first invoice what has waited for the customer', async () => {
    const world = await shop();
    const { customer, stripe } = world;
    const { id } = await stripe.invoiceItems.create({ amount: 700, currency: 'usd', customer });
    await stripe.invoiceItems.create({ amount: 700, currency: 'eur', customer });

    const preview = await stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price: world.price }] },
    });
    const { subscription } = await waitingSubscription(world, { expand: ['latest_invoice'] });

    expect(preview.total).toBe(1700);
    const latest = subscription.latest_invoice as Stripe.Invoice;
    expect(latest).toMatchObject({ amount_due: 1700, lines: { total_count: 2 } });
    expect((await stripe.invoiceItems.retrieve(id)).invoice).toBe(latest.id);
  });

  it('tells of itself, then of its invoice, then of its payment', async () => {
    const world = await shop();
    const told = tellingFrom(world);

    await waitingSubscription(world);

    expect(told().filter((type) => type !== 'customer.updated')).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
    ]);
  });

  it('is told of with its first invoice', async () => {
    const world = await shop();

    const { subscription } = await waitingSubscription(world);

    const [created] = toldOf(world, 'customer.subscription.created');
    expect(created?.data.object).toMatchObject({
      status: 'incomplete',
      latest_invoice: subscription.latest_invoice,
    });
  });

  it('has a PaymentIntent that is for later ones as well', async () => {
    const world = await shop();

    const { intent } = await waitingSubscription(world);

    expect(await world.stripe.paymentIntents.retrieve(intent)).toMatchObject({
      amount: 1000,
      capture_method: 'automatic',
      description: 'Subscription creation',
      setup_future_usage: 'off_session',
      status: 'requires_payment_method',
    });
  });

  it('becomes active as it is created where the customer can be debited', async () => {
    const { stripe, customer, price } = await shopWithMethod();

    const subscription = await stripe.subscriptions.create({ customer, items: [{ price }] });

    expect(subscription.status).toBe('active');
    expect((await stripe.invoices.retrieve(String(subscription.latest_invoice))).status).toBe('open');
  });

  it('takes its own default before the customer’s', async () => {
    const world = await shopWithMethod('pm_usBankAccount_insufficientFunds');
    const { stripe, customer, price, emulator } = world;
    const own = await agreedAccount(world);

    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      default_payment_method: own,
      off_session: true,
    });
    await emulator.clock.advance(1_000);

    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id, {
      expand: ['latest_invoice'],
    });
    expect(invoice).toMatchObject({ status: 'paid' });
  });

  it('is refused where there is nothing to pay with', async () => {
    const { stripe, customer, price } = await shop();

    const refused = await refusal(stripe.subscriptions.create({ customer, items: [{ price }] }));

    expect(refused).toMatchObject({ statusCode: 400, code: 'resource_missing', param: undefined });
    expect(refused.message).toMatch(
      /^This customer has no attached payment source or default payment method\./,
    );
  });

  it('with error_if_incomplete is not made where the payment would be refused', async () => {
    const world = await shopWithMethod();
    const { stripe, customer, price } = world;
    const { id: unagreed } = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer });

    const refused = await refusal(
      stripe.subscriptions.create({
        customer,
        items: [{ price }],
        default_payment_method: unagreed,
        payment_behavior: 'error_if_incomplete',
      }),
    );

    expect(refused.code).toBe('payment_intent_mandate_invalid');
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
  });

  it('with allow_incomplete stays incomplete where the payment is refused', async () => {
    const world = await shop();
    const { stripe, customer, price } = world;
    const { id: unagreed } = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer });

    const { status } = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      default_payment_method: unagreed,
    });

    expect(status).toBe('incomplete');
  });

  it('shows its plan and quantity itself while it has one item', async () => {
    const world = await shop();
    const { stripe, customer, price } = world;
    const other = await priceOf(world);

    const one = await stripe.subscriptions.create({
      customer,
      items: [{ price, quantity: 3 }],
      payment_behavior: 'default_incomplete',
    });
    const two = await stripe.subscriptions.create({
      customer,
      items: [{ price }, { price: other }],
      payment_behavior: 'default_incomplete',
    });

    expect(one).toMatchObject({ plan: { id: price, object: 'plan', amount: 1000 }, quantity: 3 });
    expect(two).toMatchObject({ plan: null, quantity: null, items: { total_count: 2 } });
  });

  it('bills each item times its quantity, and what is added once', async () => {
    const world = await shop();
    const { stripe, customer, price } = world;
    const fee = await feeOf(world);

    const { latest_invoice: invoice } = await stripe.subscriptions.create({
      customer,
      items: [{ price, quantity: 2 }],
      add_invoice_items: [{ price: fee }],
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice'],
    });

    expect(invoice).toMatchObject({ amount_due: 2500, lines: { total_count: 2 } });
  });

  it('makes a price of its own where one is described', async () => {
    const { stripe, customer } = await shop();
    const { id: product } = await stripe.products.create({ name: 'Silver' });

    const { items } = await stripe.subscriptions.create({
      customer,
      items: [
        { price_data: { currency: 'usd', product, unit_amount: 700, recurring: { interval: 'week' } } },
      ],
      payment_behavior: 'default_incomplete',
    });

    expect(items.data[0]?.price).toMatchObject({ product, unit_amount: 700, active: false });
    expect(items.data[0]?.current_period_end).toBe(at('2026-01-22T12:00:00Z'));
  });

  it('is of a plan by its old name, on the item or on the subscription itself', async () => {
    const { stripe, call, customer, price } = await shop();

    const onItem = await stripe.subscriptions.create({
      customer,
      items: [{ plan: price }],
      payment_behavior: 'default_incomplete',
    });
    const { body } = await call('POST', '/v1/subscriptions', {
      form: `customer=${customer}&plan=${price}&quantity=2&payment_behavior=default_incomplete`,
    });

    expect(onItem.items.data[0]?.price.id).toBe(price);
    expect(body).toMatchObject({ plan: { id: price }, quantity: 2 });
  });

  it('that costs nothing is active at once, and sets up what to pay with later', async () => {
    const world = await shop();
    const free = await priceOf(world, { unit_amount: 0 });

    const subscription = await world.stripe.subscriptions.create({
      customer: world.customer,
      items: [{ price: free }],
      payment_settings: { payment_method_types: ['us_bank_account'] },
      expand: ['latest_invoice', 'pending_setup_intent'],
    });

    expect(subscription).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_due: 0 },
      pending_setup_intent: {
        object: 'setup_intent',
        customer: world.customer,
        payment_method_types: ['us_bank_account'],
        usage: 'off_session',
      },
    });
  });

  it('that is to be paid by its customer is active at once, with a draft', async () => {
    const { stripe, customer, price } = await shop();

    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      collection_method: 'send_invoice',
      days_until_due: 30,
      expand: ['latest_invoice'],
    });

    expect(subscription).toMatchObject({
      status: 'active',
      days_until_due: 30,
      latest_invoice: { status: 'draft', due_date: at('2026-02-14T12:00:00Z') },
    });
  });

  it('is to end as it says', async () => {
    const { stripe, customer, price } = await shop();
    const fields = { customer, items: [{ price }], payment_behavior: 'default_incomplete' as const };

    const atEnd = await stripe.subscriptions.create({ ...fields, cancel_at_period_end: true });
    const later = await stripe.subscriptions.create({ ...fields, cancel_at: at('2026-06-01T00:00:00Z') });

    expect(atEnd).toMatchObject({
      cancel_at: at('2026-02-15T12:00:00Z'),
      cancel_at_period_end: true,
      canceled_at: at(START),
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect(later).toMatchObject({
      cancel_at: at('2026-06-01T00:00:00Z'),
      cancel_at_period_end: false,
      canceled_at: at(START),
      cancellation_details: { reason: 'cancellation_requested' },
    });
  });

  it('bills a part of a period up to an anchor that is ahead, or nothing', async () => {
    const { stripe, customer, price } = await shop();
    const fields = {
      customer,
      items: [{ price }],
      payment_behavior: 'default_incomplete' as const,
      billing_cycle_anchor: at('2026-01-31T00:00:00Z'),
      expand: ['latest_invoice'],
    };

    const prorated = await stripe.subscriptions.create(fields);
    const free = await stripe.subscriptions.create({ ...fields, proration_behavior: 'none' });

    expect(prorated).toMatchObject({ latest_invoice: { amount_due: 500 } });
    expect(prorated.items.data[0]?.current_period_end).toBe(at('2026-01-31T00:00:00Z'));
    expect(free).toMatchObject({ status: 'active', latest_invoice: { amount_due: 0 } });
  });

  it('passes its settings of payment on to its invoice and to its PaymentIntent', async () => {
    const world = await shop();
    const options = {
      us_bank_account: {
        financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
        verification_method: 'instant',
      },
    };

    const { subscription, intent } = await waitingSubscription(world, {
      payment_settings: {
        payment_method_types: ['us_bank_account'],
        payment_method_options: options as never,
        save_default_payment_method: 'on_subscription',
      },
    });

    expect(subscription.payment_settings).toMatchObject({
      payment_method_options: { ...options, card: null },
      payment_method_types: ['us_bank_account'],
      save_default_payment_method: 'on_subscription',
    });
    const invoice = await world.stripe.invoices.retrieve(String(subscription.latest_invoice));
    expect(invoice.payment_settings.payment_method_options).toMatchObject(options);
    expect(await world.stripe.paymentIntents.retrieve(intent)).toMatchObject({
      payment_method_types: ['us_bank_account'],
      payment_method_options: options,
    });
  });
});
