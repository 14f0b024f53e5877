import { describe, expect, it } from 'vitest';
import { openSession, refusal, setup } from '../../support/setup.ts';

const PAYING = { permissions: ['payment_method' as const] };

describe('the bank_account_token of a session', () => {
  it('is that of the one account that was collected for payments', async () => {
    const world = setup();
    const { id } = await openSession(world, PAYING);

    const { bank_account_token: token } = await world.emulator.completeSession(id);

    expect(token).toEqual({
      id: expect.stringMatching(/^btok_\w{24}$/),
      object: 'token',
      bank_account: {
        id: expect.stringMatching(/^ba_\w{24}$/),
        object: 'bank_account',
        account_holder_name: null,
        account_holder_type: null,
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
      created: Math.floor(world.emulator.clock.now().getTime() / 1000),
      livemode: false,
      type: 'bank_account',
      used: false,
    });
    expect(await world.stripe.tokens.retrieve(token.id)).toEqual(token);
  });

  it('has the fingerprint of a PaymentMethod of the same bank account', async () => {
    const { emulator, stripe } = setup();
    const session = await openSession({ stripe }, PAYING);
    const { accounts, bank_account_token: token } = await emulator.completeSession(session.id);

    const method = await stripe.paymentMethods.create({
      type: 'us_bank_account',
      billing_details: { name: 'Jenny Rosen' },
      us_bank_account: { financial_connections_account: accounts.data[0].id },
    });

    expect(token.bank_account.fingerprint).toBe(method.us_bank_account?.fingerprint);
  });

  it.each([
    ['the permission payment_method was not granted', { permissions: ['balances' as const] }, {}],
    ['two accounts can pay', PAYING, { accounts: ['Success', 'High Balance'] }],
    ['no account can pay', PAYING, { institution: 'Emulator: Balances', accounts: ['Credit Card'] }],
    [
      'the number is usable no more',
      PAYING,
      { institution: 'Tokenized Account Number', accounts: ['Expired'] },
    ],
    ['the user leaves', PAYING, { outcome: 'cancel' as const }],
  ])('is absent when %s', async (_, fields, scenario) => {
    const world = setup();
    const { id } = await openSession(world, fields);

    expect(await world.emulator.completeSession(id, scenario)).not.toHaveProperty('bank_account_token');
  });

  it('is that of the account that can pay, beside those that cannot', async () => {
    const world = setup();
    const { id } = await openSession(world, PAYING);

    const session = await world.emulator.completeSession(id, {
      institution: 'Emulator: Balances',
      accounts: ['Savings', 'Credit Card'],
    });

    expect(session.accounts.data).toHaveLength(2);
    expect(session.bank_account_token?.object).toBe('token');
  });

  it('is the platform’s, of an account that was collected for a connected one', async () => {
    const world = setup();
    const { id } = await openSession(world, {
      ...PAYING,
      account_holder: { type: 'account', account: 'acct_1' },
    });

    const { bank_account_token: token } = await world.emulator.completeSession(id);

    expect((await world.stripe.tokens.retrieve(token.id)).id).toBe(token.id);
    const elsewhere = world.stripe.tokens.retrieve(token.id, {}, { stripeAccount: 'acct_1' });
    expect((await refusal(elsewhere)).statusCode).toBe(404);
  });

  it('came with dahlia of July 2026: dated, older versions do not show it', async () => {
    const world = setup({ assume: { additiveFields: 'dated' } });
    const { id } = await openSession(world, PAYING);
    await world.emulator.completeSession(id);
    const at = async (version: string) => {
      const { body } = await world.call('GET', `/v1/financial_connections/sessions/${id}`, {
        headers: { 'stripe-version': version },
      });
      return 'bank_account_token' in body;
    };

    expect([await at('2026-06-24.dahlia'), await at('2026-07-29.dahlia')]).toEqual([false, true]);
  });
});

describe('tokens', () => {
  it('that there are not are refused', async () => {
    const error = await refusal(setup().stripe.tokens.retrieve('btok_0'));

    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such token: 'btok_0'",
      param: 'token',
    });
  });

  it('can be put in place, and so can a session that has one', async () => {
    const { emulator, stripe } = setup();

    await emulator.putObjects({
      tokens: [{ id: 'btok_1', used: true, bank_account: { id: 'ba_1', last4: '4242', status: 'verified' } }],
      'financial_connections.sessions': [{ id: 'fcsess_1', bank_account_token: 'btok_1' }],
    });

    const session = await stripe.financialConnections.sessions.retrieve('fcsess_1');
    expect(session.bank_account_token).toEqual(await stripe.tokens.retrieve('btok_1'));
    expect(session.bank_account_token).toMatchObject({ used: true, bank_account: { last4: '4242' } });
    await expect(emulator.completeSession('fcsess_1')).rejects.toThrow('its state is "completed"');
  });

  it.each([
    [{ type: 'card' }, /type/],
    [{ bank_account: 'ba_1' }, 'tokens[0].bank_account is "ba_1". Write a hash'],
    [{ bank_account: { number: '1' } }, 'bank_account has no field "number"'],
    [{ bank_account: { last4: null } }, /last4/],
  ])('are refused when they are none: %j', async (fields, message) => {
    await expect(setup().emulator.putObjects({ tokens: [fields] })).rejects.toThrow(message);
  });

  it('that a session names and that are not there are refused', async () => {
    const sessions = [{ id: 'fcsess_1', bank_account_token: 'btok_0' }];

    await expect(setup().emulator.putObjects({ 'financial_connections.sessions': sessions })).rejects.toThrow(
      'names "btok_0"',
    );
  });
});
