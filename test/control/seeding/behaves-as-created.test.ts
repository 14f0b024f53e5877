import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, refusal, setup } from '../../support/setup.ts';

const frozen = () => setup({ seed: 's', time: { start: '2026-01-01T00:00:00Z', runs: false } });
const billing_details = { name: 'Jenny' };
const bankAccount = (us_bank_account: object, id = 'pm_1') => ({ id, billing_details, us_bank_account });

describe('a PaymentMethod that is put in place', () => {
  const pay = ({ stripe }: ReturnType<typeof frozen>, paymentMethod: string) =>
    stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      payment_method: paymentMethod,
      mandate_data: { customer_acceptance: { type: 'offline' } },
      allowed_payment_method_types: ['us_bank_account'],
      confirm: true,
    });

  it('has to be verified if it was typed in', async () => {
    const world = frozen();
    const numbers = { routing_number: '110000000', account_number: '000123456789' };
    await world.emulator.putObjects({ payment_methods: [bankAccount(numbers)] });

    expect((await pay(world, 'pm_1')).next_action?.type).toBe('verify_with_microdeposits');
    expect((await world.stripe.paymentMethods.retrieve('pm_1')).us_bank_account).toMatchObject({
      last4: '6789',
      routing_number: '110000000',
    });
  });

  it('may be an answer in a form, which writes null as nothing', async () => {
    const { call } = frozen();

    const { body } = await call('POST', '/_emulator/objects', {
      form: 'payment_methods[0][us_bank_account][financial_connections_account]=&payment_methods[0][us_bank_account][last4]=1234&payment_methods[0][billing_details][tax_id]=',
    });

    expect(body.payment_methods[0].us_bank_account).toMatchObject({
      financial_connections_account: null,
      last4: '1234',
    });
  });

  it('is refused for a number of no test account, by its place', async () => {
    const { emulator } = frozen();

    await expect(
      emulator.putObjects({ payment_methods: [bankAccount({ account_number: '1' })] }),
    ).rejects.toMatchObject({ body: { param: 'payment_methods[0][us_bank_account][account_number]' } });
  });

  it('shows the bank account that the same call links after it, and pays as that does', async () => {
    const world = frozen();
    const { emulator, stripe } = world;
    await emulator.putObjects({
      payment_methods: [bankAccount({ financial_connections_account: 'fca_1' })],
      'financial_connections.accounts': [{ id: 'fca_1', account: 'Payment Processes Indefinitely' }],
    });

    const intent = await pay(world, 'pm_1');
    await emulator.clock.runToIdle();

    expect((await stripe.paymentMethods.retrieve('pm_1')).us_bank_account?.last4).toBe('0009');
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('processing');
  });

  it('keeps the details that are given over those of the bank', async () => {
    const { emulator, stripe } = frozen();
    await emulator.putObjects({
      'financial_connections.accounts': [{ id: 'fca_1', supported_payment_method_types: [] }],
      payment_methods: [bankAccount({ financial_connections_account: 'fca_1', last4: '4242' })],
    });

    expect((await stripe.paymentMethods.retrieve('pm_1')).us_bank_account).toMatchObject({
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: 'fca_1',
      last4: '4242',
    });
  });

  it('stays used up when it is put in place anew', async () => {
    const world = frozen();
    const { id: account } = await linkedAccount(world);
    const { id } = await world.stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details,
      us_bank_account: { financial_connections_account: account },
    });
    await pay(world, id);
    const { body } = await world.call('GET', `/v1/payment_methods/${id}`);

    await world.emulator.putObjects({ payment_methods: [body] });

    expect((await refusal(pay(world, id))).message).toContain('previously used');
  });
});

describe('a session that is put in place', () => {
  it('has ended when it has accounts, as the API answers it', async () => {
    const world = frozen();
    const { id } = await openSession(world);
    await world.emulator.completeSession(id, { accounts: ['Success', 'High Balance'] });
    const { body } = await world.call('GET', `/v1/financial_connections/sessions/${id}`);

    const put = await world.emulator.putObjects({ 'financial_connections.sessions': [body] });

    expect(put).toEqual({ 'financial_connections.sessions': [body] });
    await expect(world.emulator.completeSession(id)).rejects.toThrow('its state is "completed"');
  });

  it('finds its accounts in the same call, with the connected account that they are for', async () => {
    const { emulator, stripe } = frozen();
    const account_holder = { type: 'account', account: 'acct_1' };
    await emulator.putObjects({
      'financial_connections.sessions': [{ id: 'fcsess_1', account_holder, accounts: { data: ['fca_1'] } }],
      'financial_connections.accounts': [{ id: 'fca_1', account_holder }],
    });

    const { accounts } = await stripe.financialConnections.sessions.retrieve('fcsess_1');

    expect(accounts.data.map(({ id }) => id)).toEqual(['fca_1']);
  });

  it('cannot have accounts that do not exist', async () => {
    await expect(
      frozen().emulator.putObjects({ 'financial_connections.sessions': [{ accounts: { data: ['fca_0'] } }] }),
    ).rejects.toThrow('financial_connections.sessions[0].accounts.data[0] names "fca_0"');
  });
});

describe('a PaymentIntent that is put in place', () => {
  const intentOf = async (fields: object) => {
    const { emulator, stripe } = frozen();
    await emulator.putObjects({ payment_intents: [{ id: 'pi_1', ...fields }] });
    return stripe.paymentIntents.retrieve('pi_1');
  };

  it('takes what a call could not name together, as an answer does', async () => {
    const answer = {
      automatic_payment_methods: { allow_redirects: 'never', enabled: true },
      payment_method_types: ['cashapp', 'us_bank_account'],
    };

    expect(await intentOf(answer)).toMatchObject({
      ...answer,
      payment_method_options: { us_bank_account: { verification_method: 'automatic' } },
    });
  });

  it('may be one that no call creates', async () => {
    const old = { payment_method_options: { us_bank_account: { target_date: '2020-02-02' } } };

    expect(
      await intentOf({ ...old, amount: 0, currency: 'eur', payment_method_types: ['us_bank_account'] }),
    ).toMatchObject({ ...old, amount: 0, currency: 'eur', payment_method_types: ['us_bank_account'] });
    expect(await intentOf({ automatic_payment_methods: null })).toMatchObject({
      automatic_payment_methods: null,
      payment_method_types: ['card', 'link', 'us_bank_account'],
    });
  });

  it('shows the whole of what is given in part', async () => {
    expect((await intentOf({ shipping: { phone: '1' } })).shipping).toEqual({
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      carrier: null,
      phone: '1',
      tracking_number: null,
    });
  });

  it('keeps what is known of cards', async () => {
    const card = { installments: { available_plans: [], enabled: true, plan: null }, network: 'visa' };

    expect((await intentOf({ payment_method_options: { card } })).payment_method_options?.card).toEqual({
      ...card,
      mandate_options: null,
      request_three_d_secure: 'automatic',
    });
  });
});

describe('an account that is put in place', () => {
  it('breaks when its kind does, unannounced', async () => {
    const { emulator, stripe, received } = frozen();
    await emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_1', institution: 'Tokenized Account Number', account: 'Expiring in 30 Days' },
      ],
    });
    await emulator.clock.advance(0);
    const announced = received.length;

    await emulator.clock.advance(31 * 86_400_000);

    expect(announced).toBe(0);
    expect((await stripe.financialConnections.accounts.retrieve('fca_1')).account_numbers).toMatchObject([
      { status: 'expired' },
    ]);
  });
});

describe('an intent that is put in place with a payment method, and asks for one all the same', () => {
  const asking = {
    payment_method: 'pm_1',
    payment_method_types: ['us_bank_account'],
    status: 'requires_payment_method',
  };
  const mandate_data = { customer_acceptance: { type: 'offline' as const } };

  it.each([
    ['a bank account that is verified', {}],
    ['one that was typed in', { account_number: '000123456789', routing_number: '110000000' }],
  ])('is not confirmed, and nothing is left behind: %s', async (_, us_bank_account) => {
    const { emulator, stripe } = frozen();
    await emulator.putObjects({
      payment_methods: [bankAccount(us_bank_account)],
      payment_intents: [{ id: 'pi_1', ...asking }],
      setup_intents: [{ id: 'seti_1', ...asking }],
    });
    const before = await emulator.snapshot();

    const errors = [
      await refusal(stripe.paymentIntents.confirm('pi_1', { mandate_data })),
      await refusal(stripe.setupIntents.confirm('seti_1', { mandate_data })),
    ];

    expect(errors.map(({ message }) => message)).toEqual([
      'This payment_intent cannot confirm because it has a status of requires_payment_method.',
      'This setup_intent cannot confirm because it has a status of requires_payment_method.',
    ]);
    const tables = (snapshot: object) => JSON.stringify(snapshot).match(/"tables":.*?"facts"/)?.[0];
    expect(tables(await emulator.snapshot())).toBe(tables(before));
  });
});

describe('a SetupIntent that is put in place', () => {
  it('waits for what it has, and is confirmed as any other', async () => {
    const { emulator, stripe } = frozen();
    await emulator.putObjects({
      customers: [{ id: 'cus_1' }],
      payment_methods: [{ id: 'pm_1' }],
      setup_intents: [
        {
          id: 'seti_1',
          customer: 'cus_1',
          payment_method: 'pm_1',
          payment_method_types: ['us_bank_account'],
          usage: 'on_session',
        },
      ],
    });
    const before = await stripe.setupIntents.retrieve('seti_1');

    const intent = await stripe.setupIntents.confirm('seti_1', {
      mandate_data: { customer_acceptance: { type: 'offline' } },
      expand: ['latest_attempt', 'payment_method'],
    });

    expect(before).toMatchObject({ status: 'requires_confirmation', usage: 'on_session' });
    expect(intent).toMatchObject({
      status: 'succeeded',
      latest_attempt: { status: 'succeeded', usage: 'on_session' },
      payment_method: { customer: 'cus_1' },
    });
  });

  it('forgets that another of its id was to be used once', async () => {
    const { emulator, stripe } = frozen();
    const { id } = await stripe.setupIntents.create({ single_use: { amount: 100, currency: 'usd' } });
    await emulator.putObjects({ setup_intents: [{ id, payment_method_types: ['us_bank_account'] }] });

    const intent = await stripe.setupIntents.confirm(id, {
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });

    expect(intent).toMatchObject({
      mandate: expect.stringMatching(/^mandate_/),
      single_use_mandate: null,
    });
  });
});

describe('a webhook endpoint that is put in place', () => {
  it('goes on to hear of connected accounts only', async () => {
    const { emulator, stripe, call } = frozen();
    const { id } = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
      connect: true,
    });
    const { body } = await call('GET', `/v1/webhook_endpoints/${id}`);
    await emulator.putObjects({ webhook_endpoints: [body] });

    await stripe.customers.create();
    await stripe.customers.create({}, { stripeAccount: 'acct_1' });

    const heard = emulator.deliveries().filter(({ endpoint }) => endpoint === id);
    expect(heard.map(({ account }) => account)).toEqual(['acct_1']);
  });
});
