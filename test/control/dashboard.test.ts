import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { type Setup, setup } from '../support/setup.ts';

/* What a user sets in Stripe's Dashboard (docs: financial-connections/balances). */

const BALANCES = { financial_connections: { permissions: ['balances'] } } as const;
const WITH_BALANCES = { dashboard: { financialConnections: { permissions: ['balances'] } } } as const;
const BARE = { amount: 20_000, currency: 'usd' } as const;

const askedOf = (intent: Stripe.PaymentIntent | Stripe.SetupIntent) =>
  intent.payment_method_options?.us_bank_account?.financial_connections;

/** The account that the user of an intent links. */
async function linked({ emulator, stripe }: Setup, intent: string) {
  const { payment_method: method } = await emulator.collectBankAccount(intent);
  return stripe.financialConnections.accounts.retrieve(method.us_bank_account.financial_connections_account);
}

describe('what the Dashboard asks bank accounts for', () => {
  it('is what payments need, unless somebody has set more', async () => {
    const { emulator } = setup();

    expect(await emulator.dashboard()).toEqual({
      object: 'emulator.dashboard',
      financial_connections: { permissions: ['payment_method'] },
    });
  });

  it('is shown on an intent with dynamic types, and given to the account that is linked', async () => {
    const world = setup(WITH_BALANCES);
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });

    const intent = await stripe.paymentIntents.create({
      ...BARE,
      automatic_payment_methods: { enabled: true },
      customer,
    });
    const { id, permissions } = await linked(world, intent.id);
    await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance('1s');

    expect(askedOf(intent)).toEqual({ permissions: ['balances', 'payment_method'], prefetch: [] });
    expect(permissions).toEqual(['balances', 'payment_method']);
    const { balance, balance_refresh: refresh } = await stripe.financialConnections.accounts.retrieve(id);
    expect(refresh?.status).toBe('succeeded');
    expect(balance?.current).toEqual({ usd: 1_050_000 });
  });

  it('is shown on a SetupIntent, too', async () => {
    const world = setup(WITH_BALANCES);

    const intent = await world.stripe.setupIntents.create({});

    expect(askedOf(intent)?.permissions).toEqual(['balances', 'payment_method']);
    expect((await linked(world, intent.id)).permissions).toEqual(['balances', 'payment_method']);
  });

  it('is not asked where a call names permissions', async () => {
    const { stripe } = setup(WITH_BALANCES);

    const intent = await stripe.paymentIntents.create({
      ...BARE,
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['ownership', 'payment_method'] } },
      },
    });

    expect(askedOf(intent)?.permissions).toEqual(['ownership', 'payment_method']);
  });

  it('is not asked where the types are named', async () => {
    const world = setup(WITH_BALANCES);

    const { body } = await world.call('POST', '/v1/payment_intents', {
      form: 'amount=2000&currency=usd&payment_method_types[]=us_bank_account',
      headers: { 'stripe-version': '2026-08-26.dahlia' },
    });

    expect(askedOf(body)).toBeUndefined();
    expect((await linked(world, body.id)).permissions).toEqual(['payment_method']);
  });

  it('lets a call prefetch what it asks for', async () => {
    const { stripe } = setup(WITH_BALANCES);

    const intent = await stripe.paymentIntents.create({
      ...BARE,
      payment_method_options: { us_bank_account: { financial_connections: { prefetch: ['balances'] } } },
    });

    expect(askedOf(intent)).toEqual({ permissions: ['balances', 'payment_method'], prefetch: ['balances'] });
  });

  it('holds for what is created from then on', async () => {
    const { emulator, stripe } = setup();
    const before = await stripe.paymentIntents.create(BARE);

    expect(await emulator.updateDashboard(BALANCES)).toEqual({
      object: 'emulator.dashboard',
      financial_connections: { permissions: ['balances', 'payment_method'] },
    });

    const updated = await stripe.paymentIntents.update(before.id, { amount: 3000 });
    expect(askedOf(updated)?.permissions).toEqual(['payment_method']);
    expect(askedOf(await stripe.paymentIntents.create(BARE))?.permissions).toEqual([
      'balances',
      'payment_method',
    ]);
  });

  it('is another in each account', async () => {
    const world = setup();
    const connected = { headers: { 'stripe-account': 'acct_1' } };
    const permissionsOf = async (options: object) =>
      (await world.call('GET', '/_emulator/dashboard', options)).body.financial_connections.permissions;

    await world.call('POST', '/_emulator/dashboard', {
      form: 'financial_connections[permissions][]=transactions',
      ...connected,
    });

    expect(await permissionsOf(connected)).toEqual(['payment_method', 'transactions']);
    expect(await permissionsOf({})).toEqual(['payment_method']);
    const intent = await world.stripe.paymentIntents.create(BARE, { stripeAccount: 'acct_1' });
    expect(askedOf(intent)?.permissions).toEqual(['payment_method', 'transactions']);
  });

  it('is in snapshots, and what the options say after a reset', async () => {
    const { emulator } = setup(WITH_BALANCES);
    await emulator.updateDashboard({ financial_connections: { permissions: ['ownership'] } });
    const other = setup();

    await other.emulator.restore(await emulator.snapshot());
    await emulator.reset();

    expect((await other.emulator.dashboard()).financial_connections.permissions).toEqual([
      'ownership',
      'payment_method',
    ]);
    expect((await emulator.dashboard()).financial_connections.permissions).toEqual([
      'balances',
      'payment_method',
    ]);
  });

  it('stays where nothing is named', async () => {
    const { emulator } = setup(WITH_BALANCES);

    expect((await emulator.updateDashboard({})).financial_connections.permissions).toEqual([
      'balances',
      'payment_method',
    ]);
    expect(
      (await emulator.updateDashboard({ financial_connections: { permissions: [] } })).financial_connections
        .permissions,
    ).toEqual(['payment_method']);
  });

  it('is refused where there is no such permission', async () => {
    const { call, emulator } = setup();
    const form = 'financial_connections[permissions][]=balance';

    expect((await call('POST', '/_emulator/dashboard', { form })).body.error.message).toContain(
      'must be one of balances, ownership, payment_method, or transactions',
    );
    await expect(
      emulator.updateDashboard({ financial_connections: { permissions: ['balance' as 'balances'] } }),
    ).rejects.toThrow(TypeError);
    expect(() =>
      setup({ dashboard: { financialConnections: { permissions: ['balance' as 'balances'] } } }),
    ).toThrow(/^createEmulator: dashboard\.financialConnections\.permissions\[0\] is "balance"/);
  });
});

describe('a Checkout Session', () => {
  const lines = [
    { price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'Tea' } }, quantity: 1 },
  ];
  const paid = { mode: 'payment', line_items: lines, success_url: 'https://example.com' } as const;

  it('asks for what the Dashboard says, and gives it to the account that is linked', async () => {
    const { emulator, stripe } = setup(WITH_BALANCES);

    const session = await stripe.checkout.sessions.create({ ...paid });
    await emulator.completeCheckoutSession(session.id);

    expect(session.payment_method_options?.us_bank_account?.financial_connections?.permissions).toEqual([
      'balances',
      'payment_method',
    ]);
    const { data } = await stripe.financialConnections.accounts.list();
    expect(data.map(({ permissions }) => permissions)).toEqual([['balances', 'payment_method']]);
  });

  it('asks for it in subscription mode, too, where no options are shown', async () => {
    const { emulator, stripe } = setup(WITH_BALANCES);
    const monthly = { ...lines[0]?.price_data, currency: 'usd', recurring: { interval: 'month' } } as const;

    const session = await stripe.checkout.sessions.create({
      ...paid,
      mode: 'subscription',
      line_items: [{ price_data: monthly, quantity: 1 }],
    });
    await emulator.completeCheckoutSession(session.id);

    expect(session.payment_method_options?.us_bank_account).toBeUndefined();
    const { data } = await stripe.financialConnections.accounts.list();
    expect(data[0]?.permissions).toEqual(['balances', 'payment_method']);
  });

  it('offers what its configuration has on, and is refused where that is nothing', async () => {
    const { stripe } = setup();
    const off = { display_preference: { preference: 'off' } } as const;
    const { id } = await stripe.paymentMethodConfigurations.create({ card: off, link: off });
    const none = await stripe.paymentMethodConfigurations.create({
      card: off,
      link: off,
      us_bank_account: off,
    });

    const session = await stripe.checkout.sessions.create({ ...paid, payment_method_configuration: id });

    expect(session.payment_method_types).toEqual(['us_bank_account']);
    expect(session.payment_method_configuration_details).toEqual({ id, parent: null });
    await expect(
      stripe.checkout.sessions.create({ ...paid, payment_method_configuration: none.id }),
    ).rejects.toThrow(/^No valid payment method types for this Checkout Session\. Please ensure/);
    await expect(
      stripe.checkout.sessions.create({ ...paid, payment_method_configuration: 'pmc_none' }),
    ).rejects.toThrow("No such payment_method_configuration: 'pmc_none'");
  });
});

describe('what billing makes whose settings name no types asks for what the Dashboard does,', () => {
  const SUBSCRIBED = {
    items: [
      {
        price_data: {
          currency: 'usd',
          product: 'prod_desk',
          recurring: { interval: 'month' },
          unit_amount: 1500,
        },
      },
    ],
    payment_behavior: 'default_incomplete',
  } satisfies Partial<Stripe.SubscriptionCreateParams>;

  /** A subscription of a new customer. */
  async function subscribed(world: Setup, params: Partial<Stripe.SubscriptionCreateParams> = {}) {
    const { stripe } = world;
    await stripe.products.create({ id: 'prod_desk', name: 'Desk' });
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
    const expand = ['latest_invoice.payments'];
    return stripe.subscriptions.create({ ...SUBSCRIBED, customer, expand, ...params });
  }

  const intentOf = ({ latest_invoice: invoice }: Stripe.Subscription): string => {
    const payment = typeof invoice === 'string' ? undefined : invoice?.payments?.data[0]?.payment;
    return String(payment?.payment_intent);
  };

  it('and its PaymentIntent does not show it', async () => {
    const world = setup(WITH_BALANCES);
    const intent = intentOf(await subscribed(world));

    expect(askedOf(await world.stripe.paymentIntents.retrieve(intent))).toBeUndefined();
    expect((await linked(world, intent)).permissions).toEqual(['balances', 'payment_method']);
  });

  it('as does the SetupIntent of a trial', async () => {
    const world = setup(WITH_BALANCES);
    const { pending_setup_intent: intent } = await subscribed(world, { trial_period_days: 7 });

    expect((await linked(world, String(intent))).permissions).toEqual(['balances', 'payment_method']);
  });

  it('as does an invoice that is made by hand', async () => {
    const world = setup(WITH_BALANCES);
    const { stripe } = world;
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' });
    const draft = await stripe.invoices.create({ customer });
    await stripe.invoiceItems.create({ amount: 2000, customer, invoice: draft.id });
    const { payments } = await stripe.invoices.finalizeInvoice(draft.id, { expand: ['payments'] });
    const intent = String(payments?.data[0]?.payment.payment_intent);

    expect((await linked(world, intent)).permissions).toEqual(['balances', 'payment_method']);
  });

  it.each([
    { payment_method_types: ['us_bank_account'] },
    {
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['payment_method'] } },
      },
    },
  ] satisfies Stripe.SubscriptionCreateParams.PaymentSettings[])('unless they say %j', async (settings) => {
    const world = setup(WITH_BALANCES);
    const intent = intentOf(await subscribed(world, { payment_settings: settings }));

    expect((await linked(world, intent)).permissions).toEqual(['payment_method']);
  });
});
