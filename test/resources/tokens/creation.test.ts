import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../support/setup.ts';

const NUMBERS = {
  country: 'US',
  currency: 'usd',
  account_holder_name: 'Jenny Rosen',
  account_holder_type: 'individual' as const,
  routing_number: '110000000',
  account_number: '000123456789',
};

describe('a token of a bank account', () => {
  it('shows the bank account of its numbers, and not the account number', async () => {
    const { stripe, emulator } = setup();

    const token = await stripe.tokens.create({ bank_account: NUMBERS });

    expect(token).toEqual({
      id: expect.stringMatching(/^btok_\w{24}$/),
      object: 'token',
      bank_account: {
        id: expect.stringMatching(/^ba_\w{24}$/),
        object: 'bank_account',
        account_holder_name: 'Jenny Rosen',
        account_holder_type: 'individual',
        account_type: null,
        bank_name: 'STRIPE TEST BANK',
        country: 'US',
        currency: 'usd',
        fingerprint: expect.stringMatching(/^\w{16}$/),
        last4: '6789',
        routing_number: '110000000',
        status: 'new',
      },
      client_ip: null,
      created: Math.floor(emulator.clock.now().getTime() / 1000),
      livemode: false,
      type: 'bank_account',
      used: false,
    });
    expect(await stripe.tokens.retrieve(token.id)).toEqual(token);
  });

  it('can be made with a publishable key, and sends no event', async () => {
    const { clientFor, stripe } = setup();

    const token = await clientFor('pk_test_stripe_fc_emulator').tokens.create({ bank_account: NUMBERS });

    expect(await stripe.tokens.retrieve(token.id)).toMatchObject({ id: token.id });
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it.each([
    [
      { account_number: '1' },
      'You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/connect/testing#account-numbers.',
      'account_number_invalid',
      'bank_account[account_number]',
    ],
    [
      { routing_number: '11000' },
      'Routing number must have 9 digits',
      'routing_number_invalid',
      'bank_account[routing_number]',
    ],
    [
      { routing_number: undefined },
      'Missing required param: bank_account[routing_number].',
      'parameter_missing',
      'bank_account[routing_number]',
    ],
    [
      { account_number: undefined },
      'Missing required param: bank_account[account_number].',
      'parameter_missing',
      'bank_account[account_number]',
    ],
    [
      { country: 'CA' },
      'stripe-fc-emulator does not emulate bank accounts in CA yet. Bank accounts are in US and usd here: leave country and currency away.',
      undefined,
      undefined,
    ],
    [
      { currency: 'eur' },
      'stripe-fc-emulator does not emulate bank accounts in eur yet. Bank accounts are in US and usd here: leave country and currency away.',
      undefined,
      undefined,
    ],
  ])('is refused with %j', async (fields, message, code, param) => {
    // A cast: the SDK wants what is left away here.
    const bank = { ...NUMBERS, ...fields } as typeof NUMBERS;

    const error = await refusal(setup().stripe.tokens.create({ bank_account: bank }));

    expect(error).toMatchObject({ statusCode: 400, message });
    expect([error.code, error.param]).toEqual([code, param]);
  });

  it('can be copied from a PaymentMethod, which it uses up', async () => {
    const { stripe, call } = setup();
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details: { name: 'John Doe' },
      us_bank_account: {
        account_holder_type: 'company',
        account_type: 'savings',
        account_number: '000222222227',
        routing_number: '110000000',
      },
    });

    const { body } = await call('POST', '/v1/tokens', { form: `bank_account[payment_method]=${method.id}` });

    expect(body.bank_account).toMatchObject({
      account_holder_name: 'John Doe',
      account_holder_type: 'company',
      account_type: 'savings',
      fingerprint: method.us_bank_account?.fingerprint,
      last4: '2227',
      status: 'new',
    });
    const again = await call('POST', '/v1/tokens', { form: `bank_account[payment_method]=${method.id}` });
    expect(again.body.error.message).toContain('may not be used again');
    expect(
      (await refusal(stripe.paymentMethods.attach(method.id, { customer: customer.id }))).message,
    ).toContain('may not be used again');
  });

  it('of a PaymentMethod that is attached needs its customer, and leaves it to him', async () => {
    const { stripe, call } = setup();
    const customer = await stripe.customers.create({ payment_method: 'pm_usBankAccount_success' });
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const form = `bank_account[payment_method]=${method?.id}`;

    const without = await call('POST', '/v1/tokens', { form });
    const token = await call('POST', '/v1/tokens', { form: `${form}&customer=${customer.id}` });
    const again = await call('POST', '/v1/tokens', { form: `${form}&customer=${customer.id}` });

    expect(without.body.error).toMatchObject({ code: 'parameter_missing', param: 'customer' });
    expect(token.body.bank_account.status).toBe('verified');
    expect(again.status).toBe(200);
  });

  it('of a PaymentMethod takes no numbers beside', async () => {
    const { call } = setup();

    const { body } = await call('POST', '/v1/tokens', {
      form: 'bank_account[payment_method]=pm_usBankAccount_success&bank_account[country]=US',
    });

    expect(body.error.message).toBe(
      'You may only specify one of these parameters: bank_account[payment_method], bank_account[country].',
    );
  });
});

describe('a token of something else', () => {
  it('of personal data stands for nothing, and can be read again', async () => {
    const { stripe } = setup();

    const token = await stripe.tokens.create({ pii: { id_number: '000000000' } });

    expect(token).toMatchObject({ id: expect.stringMatching(/^pii_\w{24}$/), type: 'pii', used: false });
    expect(token).not.toHaveProperty('bank_account');
    expect(await stripe.tokens.retrieve(token.id)).toEqual(token);
  });

  it.each([
    ['card', { card: { number: '4242424242424242', exp_month: '5', exp_year: '2030', cvc: '314' } }],
    ['cvc_update', { cvc_update: { cvc: '123' } }],
    ['account', { account: { business_type: 'individual' as const } }],
    ['person', { person: { first_name: 'Jenny' } }],
  ])('of %s is refused in a sentence', async (kind, params) => {
    const error = await refusal(setup().stripe.tokens.create(params));

    expect(error.message).toBe(
      `stripe-fc-emulator does not emulate tokens of ${kind} yet. Use bank_account or pii.`,
    );
  });

  it('of a customer alone is refused in a sentence', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();

    expect((await refusal(stripe.tokens.create({ customer: id }))).message).toContain(
      'tokens of customer yet',
    );
  });

  it('of two things is refused', async () => {
    const both = setup().stripe.tokens.create({ bank_account: NUMBERS, pii: { id_number: '1' } });

    expect((await refusal(both)).message).toBe(
      'You may only specify one of these parameters: bank_account, pii.',
    );
  });
});

describe('a test token', () => {
  it.each([
    '',
    '_noAccount',
    '_accountClosed',
    '_insufficientFunds',
    '_debitNotAuthorized',
    '_invalidCurrency',
  ])('btok_us_verified%s can be read: each time it is a new one, verified', async (end) => {
    const { stripe } = setup();

    const one = await stripe.tokens.retrieve(`btok_us_verified${end}`);
    const other = await stripe.tokens.retrieve(`btok_us_verified${end}`);

    expect(one.bank_account?.status).toBe('verified');
    expect(one.id).not.toBe(other.id);
    expect(one.bank_account?.fingerprint).toBe(other.bank_account?.fingerprint);
  });

  it('of another name is none', async () => {
    expect((await refusal(setup().stripe.tokens.retrieve('btok_us_verified_x'))).message).toBe(
      "No such token: 'btok_us_verified_x'",
    );
  });
});
