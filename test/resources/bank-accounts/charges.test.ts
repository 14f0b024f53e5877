import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../../src/index.ts';
import { eventTypes } from '../../support/payments.ts';
import { openSession, refusal, setup } from '../../support/setup.ts';

const SUM = { amount: 10_000, currency: 'usd' };

/** A customer with a verified source of a test token, and no events so far. */
async function withSource(token = 'btok_us_verified', options: EmulatorOptions = {}) {
  const world = setup(options);
  const { id: customer, default_source: source } = await world.stripe.customers.create({ source: token });
  const charge = (fields: Partial<Stripe.ChargeCreateParams> = {}) =>
    world.stripe.charges.create({ ...SUM, customer, ...fields });
  const told = () => eventTypes(world).slice(2);
  return { ...world, customer, source: String(source), charge, told };
}

/** A customer whose verified source is of an account whose payments are disputed. */
async function withDisputedSource(options: EmulatorOptions) {
  const world = setup(options);
  const { stripe } = world;
  const { id: token } = await stripe.tokens.create({
    bank_account: { country: 'US', routing_number: '110000000', account_number: '000555555559' },
  });
  const { id: customer, default_source: source } = await stripe.customers.create({ source: token });
  await stripe.customers.verifySource(customer, String(source), { amounts: [32, 45] });
  return { ...world, charge: () => stripe.charges.create({ ...SUM, customer }) };
}

/** What is in the balance, all of it. */
async function sumOf(stripe: Stripe) {
  const { available, pending } = await stripe.balance.retrieve();
  return { available: available[0]?.amount, pending: pending[0]?.amount };
}

describe('a charge of a source that is disputed', () => {
  it('blocks its bank account the second time, where returns do', async () => {
    const { charge, emulator } = await withDisputedSource({ assume: { blockAfterReturn: 'yes' } });
    for (const _ of ['first', 'second']) {
      expect((await charge()).status).toBe('pending');
      await emulator.clock.runToIdle();
    }

    expect((await refusal(charge())).code).toBe('bank_account_unusable');
  });
});

describe('a charge of a source', () => {
  it('is pending, with the bank account and a balance transaction', async () => {
    const { charge, customer, source, stripe, told } = await withSource();

    const pending = await charge({ description: 'Rent', metadata: { a: '1' } });

    const bank = await stripe.customers.retrieveSource(customer, source);
    expect(pending).toMatchObject({
      id: expect.stringMatching(/^py_/),
      amount: 10_000,
      balance_transaction: expect.stringMatching(/^txn_/),
      captured: true,
      customer,
      description: 'Rent',
      failure_code: null,
      metadata: { a: '1' },
      paid: false,
      payment_intent: null,
      payment_method: source,
      source: bank,
      status: 'pending',
    });
    expect(pending.payment_method_details).toEqual({
      ach_debit: {
        account_holder_type: 'individual',
        bank_name: 'STRIPE TEST BANK',
        country: 'US',
        fingerprint: bank && 'fingerprint' in bank ? bank.fingerprint : null,
        last4: '6789',
        routing_number: '110000000',
      },
      type: 'ach_debit',
    });
    expect(told()).toEqual(['charge.pending']);
    expect(await stripe.charges.retrieve(pending.id)).toEqual(pending);
  });

  it('is paid a while later, and its money comes after seven business days', async () => {
    const { charge, emulator, stripe, told } = await withSource('btok_us_verified', {
      time: { start: '2026-01-02T12:00:00Z', runs: false },
    });
    const { id, balance_transaction: row } = await charge();

    const before = await sumOf(stripe);
    await emulator.clock.advance('1s');
    const paid = await stripe.charges.retrieve(id);
    const transaction = await stripe.balanceTransactions.retrieve(String(row));
    const meanwhile = await sumOf(stripe);
    await emulator.clock.advance('12d');

    expect(paid).toMatchObject({ balance_transaction: row, paid: true, status: 'succeeded' });
    expect(transaction).toMatchObject({
      amount: 10_000,
      available_on: Date.parse('2026-01-13T00:00:00Z') / 1000,
      fee: 80,
      net: 9_920,
      reporting_category: 'charge',
      source: id,
      status: 'pending',
      type: 'payment',
    });
    expect([before, meanwhile]).toEqual(Array(2).fill({ available: 0, pending: 9_920 }));
    expect(await sumOf(stripe)).toEqual({ available: 9_920, pending: 0 });
    expect(told()).toEqual(['charge.pending', 'charge.succeeded']);
  });

  it.each([
    ['noAccount', 'no_account', 'errored'],
    ['accountClosed', 'account_closed', 'errored'],
    ['insufficientFunds', 'insufficient_funds', 'verified'],
    ['debitNotAuthorized', 'debit_not_authorized', 'errored'],
    ['invalidCurrency', 'payment_method_currency_mismatch', 'verified'],
  ])(
    'fails a while later from btok_us_verified_%s, and the balance is as it was',
    async (end, code, status) => {
      const { charge, customer, emulator, source, stripe, told } = await withSource(
        `btok_us_verified_${end}`,
      );
      const { id, balance_transaction: row } = await charge();

      await emulator.clock.advance('1s');

      const failed = await stripe.charges.retrieve(id, { expand: ['failure_balance_transaction'] });
      expect(failed).toMatchObject({
        balance_transaction: row,
        failure_balance_transaction: {
          amount: -10_000,
          fee: -80,
          net: -9_920,
          reporting_category: 'charge_failure',
          source: id,
          status: 'pending',
          type: 'payment_failure_refund',
        },
        failure_code: code,
        paid: false,
        status: 'failed',
      });
      expect(await sumOf(stripe)).toEqual({ available: 0, pending: 0 });
      expect(await stripe.customers.retrieveSource(customer, source)).toMatchObject({ status });
      expect(told()).toEqual([
        'charge.pending',
        'charge.failed',
        ...(status === 'errored' ? ['customer.source.updated'] : []),
      ]);
      await emulator.clock.advance('12d');
      expect(await sumOf(stripe)).toEqual({ available: 0, pending: 0 });
    },
  );

  it('can be made again when one has failed', async () => {
    const { charge, emulator } = await withSource('btok_us_verified_accountClosed');
    await charge();
    await emulator.clock.advance('1s');

    expect(await charge()).toMatchObject({ status: 'pending' });
  });

  it('that is not verified is refused, and nothing is charged', async () => {
    const { customer, stripe } = await withSource();
    const token = await stripe.tokens.create({
      bank_account: { country: 'US', routing_number: '110000000', account_number: '000222222227' },
    });
    const { id } = await stripe.customers.createSource(customer, { source: token.id });

    const error = await refusal(stripe.charges.create({ ...SUM, customer, source: id }));
    await stripe.customers.verifySource(customer, id, { amounts: [32, 45] });
    const charge = await stripe.charges.create({ ...SUM, customer, source: id });

    expect(error).toMatchObject({
      statusCode: 400,
      message: "The customer's bank account must be verified in order to create an ACH payment.",
    });
    expect((await stripe.charges.list()).data.map(({ id }) => id)).toEqual([charge.id]);
  });

  it('of another customer is refused', async () => {
    const { source, stripe } = await withSource();
    const { id: other } = await stripe.customers.create({ source: 'btok_us_verified' });

    expect(await refusal(stripe.charges.create({ ...SUM, customer: other, source }))).toMatchObject({
      statusCode: 404,
      code: 'missing',
      message: `Customer ${other} does not have a linked source with ID ${source}.`,
      param: 'source',
    });
    expect((await refusal(stripe.charges.create({ ...SUM, source }))).message).toBe(
      `No such token: '${source}'`,
    );
  });

  it.each([
    [{ amount: 49 }, 'amount_too_small'],
    [{ amount: 100_000_000 }, 'amount_too_large'],
    [{ amount: undefined }, 'parameter_missing'],
    [{ currency: undefined }, 'parameter_missing'],
  ])('is refused with %j', async (fields, code) => {
    const { charge, stripe } = await withSource();
    // A cast: the SDK has them optional, and never undefined.
    const error = await refusal(charge(fields as Partial<Stripe.ChargeCreateParams>));

    expect(error.code).toBe(code);
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it('in another currency is refused in a sentence', async () => {
    const { charge } = await withSource();

    expect((await refusal(charge({ currency: 'eur' }))).message).toBe(
      'stripe-fc-emulator does not emulate charges of bank accounts in eur yet. Charge in usd.',
    );
  });

  it('can be refunded, in part and in full', async () => {
    const { charge, emulator, stripe } = await withSource();
    const { id } = await charge();
    await emulator.clock.advance('1s');

    await stripe.refunds.create({ charge: id, amount: 4_000 });
    const rest = await stripe.refunds.create({ charge: id });
    await emulator.clock.advance('1s');

    expect(rest).toMatchObject({ amount: 6_000, payment_intent: null });
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 10_000, refunded: true });
    expect((await stripe.refunds.list({ charge: id })).data.map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
    ]);
    expect(await sumOf(stripe)).toEqual({ available: -10_000, pending: 9_920 });
  });

  it('can be refunded for 90 days', async () => {
    const { charge, emulator, stripe } = await withSource();
    const { id } = await charge();
    await emulator.clock.advance('91d');

    expect((await refusal(stripe.refunds.create({ charge: id }))).message).toContain('90 days');
  });

  it('that is refunded while pending goes with it when it fails', async () => {
    const { charge, emulator, stripe } = await withSource('btok_us_verified_noAccount');
    const { id } = await charge();
    const refund = await stripe.refunds.create({ charge: id });
    await emulator.clock.advance('1s');

    expect(refund).toMatchObject({ pending_reason: 'charge_pending', status: 'pending' });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed' });
    expect(await sumOf(stripe)).toEqual({ available: 0, pending: 0 });
  });
});

/** A customer with a verified source of numbers that no test token has. */
async function withNumber(account_number: string) {
  const world = setup();
  const { stripe } = world;
  const token = await stripe.tokens.create({
    bank_account: { country: 'US', routing_number: '110000000', account_number },
  });
  const { id: customer, default_source: source } = await stripe.customers.create({ source: token.id });
  await stripe.customers.verifySource(customer, String(source), { amounts: [32, 45] });
  return { ...world, customer };
}

describe('a charge of a bank account', () => {
  it('that is disputed takes its money back', async () => {
    const { customer, emulator, stripe } = await withNumber('000555555559');
    const { id } = await stripe.charges.create({ ...SUM, customer });
    await emulator.clock.advance('2s');

    const charge = await stripe.charges.retrieve(id);
    const [dispute] = (await stripe.disputes.list({ charge: id })).data;
    expect(charge).toMatchObject({ disputed: true, status: 'succeeded' });
    expect(dispute).toMatchObject({ amount: 10_000, payment_intent: null, status: 'lost' });
    expect(await sumOf(stripe)).toEqual({ available: -11_500, pending: 9_920 });
  });

  it('stays pending for ever where payments stay processing', async () => {
    const { customer, emulator, stripe } = await withNumber('000000000009');
    const { id } = await stripe.charges.create({ ...SUM, customer });
    await emulator.clock.advance('10d');

    expect((await stripe.charges.retrieve(id)).status).toBe('pending');
  });

  it.each([
    ['000777777771', 'charge_exceeds_source_limit'],
    ['000000004954', 'payment_method_provider_decline'],
  ])('that Stripe does not send to the bank is refused at once: %s', async (number, code) => {
    const world = await withNumber(number);
    const { customer, stripe } = world;

    const error = await refusal(stripe.charges.create({ ...SUM, customer }));

    const [failed] = (await stripe.charges.list()).data;
    expect(error).toMatchObject({ statusCode: 402, code, raw: { charge: failed?.id } });
    expect(failed).toMatchObject({ balance_transaction: null, failure_code: code, status: 'failed' });
    expect(eventTypes(world).at(-1)).toBe('charge.failed');
    expect(await sumOf(stripe)).toEqual({ available: 0, pending: 0 });
  });
});

describe('a charge of a token', () => {
  it('is of a bank account that is nobody’s, and can be made again of a test token', async () => {
    const { emulator, stripe } = setup();

    const charge = await stripe.charges.create({ ...SUM, source: 'btok_us_verified_insufficientFunds' });
    const other = await stripe.charges.create({ ...SUM, source: 'btok_us_verified_insufficientFunds' });
    await emulator.clock.advance('1s');

    expect(charge).toMatchObject({ customer: null, source: { object: 'bank_account', customer: null } });
    expect(other.payment_method).not.toBe(charge.payment_method);
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({
      failure_code: 'insufficient_funds',
      status: 'failed',
    });
  });

  it('of a Financial Connections session uses it up, and is among the account’s transactions', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const session = await openSession(world, { permissions: ['payment_method', 'transactions'] });
    const { accounts, bank_account_token: token } = await emulator.completeSession(session.id);
    const account = accounts.data[0].id;
    await stripe.charges.create({ ...SUM, source: token.id });
    await emulator.clock.advance('1s');

    await stripe.financialConnections.accounts.refresh(account, { features: ['transactions'] });
    await emulator.clock.advance('1m');

    const { data } = await stripe.financialConnections.transactions.list({ account });
    expect(data.some(({ amount }) => amount === -10_000)).toBe(true);
    expect((await refusal(stripe.charges.create({ ...SUM, source: token.id }))).code).toBe(
      'token_already_used',
    );
  });

  it('blocks its bank account for whatever comes after, where returns do', async () => {
    const { emulator, stripe } = setup({ assume: { blockAfterReturn: 'yes' } });
    const source = 'btok_us_verified_accountClosed';
    await stripe.charges.create({ ...SUM, source });
    await emulator.clock.advance('1s');

    const anew = await refusal(stripe.charges.create({ ...SUM, source }));
    const customer = await stripe.customers.create({ source });

    expect(anew).toMatchObject({ code: 'bank_account_unusable', statusCode: 402 });
    expect(await stripe.charges.retrieve(String(anew.charge))).toMatchObject({
      outcome: { reason: 'bank_account_closed', type: 'blocked' },
    });
    const method = await stripe.paymentMethods.retrieve(String(customer.default_source));
    expect(method.us_bank_account?.status_details).toEqual({
      blocked: { network_code: 'R02', reason: 'bank_account_closed' },
    });
  });

  it('blocks nothing where returns do not', async () => {
    const { emulator, stripe } = setup();
    const source = 'btok_us_verified_accountClosed';
    await stripe.charges.create({ ...SUM, source });
    await emulator.clock.advance('1s');

    expect((await stripe.charges.create({ ...SUM, source })).status).toBe('pending');
  });

  it('that has not been verified is refused, and the token stays', async () => {
    const { stripe } = setup();
    const { id } = await stripe.tokens.create({
      bank_account: { country: 'US', routing_number: '110000000', account_number: '000123456789' },
    });

    expect((await refusal(stripe.charges.create({ ...SUM, source: id }))).message).toContain(
      'must be verified',
    );
    expect((await stripe.tokens.retrieve(id)).used).toBe(false);
  });

  it('or of numbers of a card is refused in a sentence', async () => {
    const { call, stripe } = setup();

    const numbers = await call('POST', '/v1/charges', {
      form: 'amount=1000&currency=usd&source[object]=card&source[number]=4242424242424242',
    });

    expect(numbers.body.error.message).toContain('does not emulate sources of type card yet');
    for (const source of ['tok_visa', 'src_1', 'card_1'])
      expect((await refusal(stripe.charges.create({ ...SUM, source }))).message).toContain(
        'does not emulate charges of cards and other sources yet',
      );
  });
});
