import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypes, OFFLINE, TO_PAY } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

/** Parameters that a version before endive took, and that the SDK’s types no longer have. */
const older = (params: object) => params as Stripe.PaymentIntentCreateParams;

describe('creating', () => {
  it('waits for a payment method, and offers what the account has switched on', async () => {
    const world = setup();

    const intent = await world.stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });

    expect(intent).toMatchObject({
      amount_received: 0,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      capture_method: 'automatic_async',
      payment_method_types: ['card', 'link', 'us_bank_account'],
      status: 'requires_payment_method',
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_[A-Za-z0-9]{25}$`));
    // Recorded 2025-11 and 2025-12; with types named, 2025-11-21, there are no financial_connections.
    expect(intent.payment_method_options?.us_bank_account).toEqual({
      financial_connections: { permissions: ['payment_method'], prefetch: [] },
      mandate_options: {},
      verification_method: 'automatic',
    });
    expect(eventTypes(world)).toEqual(['payment_intent.created']);
  });

  it('shows how bank accounts are to be collected', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method_options: {
        us_bank_account: {
          financial_connections: {
            permissions: ['payment_method', 'balances'],
            prefetch: ['balances'],
            filters: { account_subcategories: ['checking'] },
            return_url: 'https://example.com',
          },
          verification_method: 'instant',
          setup_future_usage: 'off_session',
        },
      },
    });

    expect(intent.payment_method_options).toEqual({
      us_bank_account: {
        financial_connections: {
          permissions: ['payment_method', 'balances'],
          prefetch: ['balances'],
          filters: { account_subcategories: ['checking'] },
          return_url: 'https://example.com',
        },
        mandate_options: {},
        setup_future_usage: 'off_session',
        verification_method: 'instant',
      },
    });
  });

  it('shows an empty prefetch when nothing is prefetched (recorded of all intents)', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['payment_method'] } },
      },
    });

    expect(intent.payment_method_options?.us_bank_account?.financial_connections).toEqual({
      permissions: ['payment_method'],
      prefetch: [],
    });
  });

  it('keeps what is said of cards', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method_options: { card: { request_three_d_secure: 'any', setup_future_usage: 'off_session' } },
    });

    expect(intent.payment_method_options?.card).toMatchObject({
      request_three_d_secure: 'any',
      setup_future_usage: 'off_session',
      network: null,
    });
  });

  it('echoes the rest of what it is given', async () => {
    const { stripe } = setup();
    const fields = {
      description: 'Order 6735',
      metadata: { order: '6735' },
      receipt_email: 'jenny@example.com',
      statement_descriptor: 'ROCKET RIDES',
      transfer_data: { destination: 'acct_123', amount: 500 },
      transfer_group: 'ORDER',
      shipping: { name: 'Jenny Rosen', address: { line1: '510 Townsend' } },
    };

    const intent = await stripe.paymentIntents.create({ ...TO_PAY, ...fields });

    expect(intent).toMatchObject(fields);
    expect(intent.shipping).toMatchObject({ carrier: null, address: { city: null } });
  });

  it('leaves bank accounts out for other currencies', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'EUR' });

    expect(intent).toMatchObject({ currency: 'eur', payment_method_types: ['card', 'link'] });
  });

  it('refuses another currency when bank accounts are all that it allows', async () => {
    const { stripe } = setup();

    const error = await refusal(stripe.paymentIntents.create({ ...TO_PAY, currency: 'eur' }));

    expect(error.message).toMatch(/^No valid payment method types for this Payment Intent\. /);
  });

  it('takes payment_method_types from older clients', async () => {
    const world = setup();
    const params = older({ amount: 1000, currency: 'usd', payment_method_types: ['us_bank_account'] });
    // The SDK's types know its own version only.
    const dahlia = world.clientFor(world.emulator.apiKey, {
      apiVersion: '2026-08-26.dahlia' as '2026-10-28.endive',
    });

    const intent = await dahlia.paymentIntents.create(params);

    expect(intent).toMatchObject({
      automatic_payment_methods: null,
      payment_method_types: ['us_bank_account'],
    });
  });

  it('refuses payment_method_types of newer clients', async () => {
    const { stripe } = setup();
    const params = older({ amount: 1000, currency: 'usd', payment_method_types: ['us_bank_account'] });

    expect(await refusal(stripe.paymentIntents.create(params))).toMatchObject({
      statusCode: 400,
      code: 'payment_method_types_no_longer_supported',
      param: 'payment_method_types',
    });
  });

  const connections = (financial_connections: object) => ({
    payment_method_options: { us_bank_account: { financial_connections } },
  });
  const OF_BANK = 'payment_method_options[us_bank_account]';

  it.each([
    [
      'an amount of nothing',
      { amount: 0 },
      'parameter_invalid_integer',
      'amount',
      /^The amount must be greater than or equal to the minimum charge amount .+ {2}If you want/,
    ],
    [
      'an amount with nine digits',
      { amount: 100_000_000 },
      'amount_too_large',
      // Recorded: no param.
      undefined,
      /^Amount must be no more than \$999,999\.99$/,
    ],
    [
      'an unknown currency',
      { currency: 'xyz' },
      undefined,
      'currency',
      /^Invalid currency: xyz\. Stripe currently supports/,
    ],
    [
      'an unknown customer',
      { customer: 'cus_nope' },
      'resource_missing',
      'customer',
      /^No such customer: 'cus_nope'$/,
    ],
    [
      'an unknown payment method',
      { payment_method: 'pm_nope' },
      'resource_missing',
      'payment_method',
      /^No such PaymentMethod: 'pm_nope'$/,
    ],
    [
      'permissions without payment_method',
      connections({ permissions: ['balances'] }),
      undefined,
      `${OF_BANK}[financial_connections][permissions]`,
      /`payment_method` permission must be included/,
    ],
    [
      'prefetching without permission',
      connections({ permissions: ['payment_method'], prefetch: ['balances'] }),
      undefined,
      `${OF_BANK}[financial_connections][prefetch]`,
      /You must include `balances`/,
    ],
    [
      'a filter for credit cards',
      connections({ filters: { account_subcategories: ['credit_card'] } }),
      undefined,
      `${OF_BANK}[financial_connections][filters][account_subcategories][0]`,
      /must be one of checking or savings$/,
    ],
    [
      'a target date of tomorrow',
      { payment_method_options: { us_bank_account: { target_date: '2026-01-02' } } },
      undefined,
      `${OF_BANK}[target_date]`,
      /between 3 and 15 calendar days/,
    ],
    [
      'a made-up verification method',
      { payment_method_options: { us_bank_account: { verification_method: 'magic' } } },
      undefined,
      `${OF_BANK}[verification_method]`,
      /must be one of automatic, instant, or microdeposits$/,
    ],
    [
      'a wrong name deep in a card',
      { payment_method_options: { card: { nope: 1 } } },
      'parameter_unknown',
      'payment_method_options[card][nope]',
      /^Received unknown parameter: payment_method_options\[card\]\[nope\]$/,
    ],
  ])('refuses %s', async (_, fields, code, param, message) => {
    const { stripe } = setup({ time: { start: '2026-01-01T12:00:00Z', runs: false } });

    const error = await refusal(
      stripe.paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        ...fields,
      } as Stripe.PaymentIntentCreateParams),
    );

    expect({ status: error.statusCode, code: error.code, param: error.param }).toEqual({
      status: 400,
      code,
      param,
    });
    expect(error.message).toMatch(message);
  });

  it('takes target dates from 3 to 15 days ahead, across the end of a leap February', async () => {
    const { stripe } = setup({ time: { start: '2028-02-27T23:00:00Z', runs: false } });
    const on = (target_date: string) =>
      stripe.paymentIntents.create({
        ...TO_PAY,
        payment_method_options: { us_bank_account: { target_date } },
      });

    expect((await on('2028-03-01')).payment_method_options?.us_bank_account?.target_date).toBe('2028-03-01');
    await on('2028-03-13');
    await refusal(on('2028-02-29'));
    await refusal(on('2028-03-14'));
    await refusal(on('soon'));
  });

  it('looks at the minimum when it is confirmed, or at once if assumed so', async () => {
    const lenient = setup();
    const strict = setup({ assume: { amountMinimum: 'create' } });

    const intent = await lenient.stripe.paymentIntents.create({
      ...TO_PAY,
      amount: 49,
      payment_method: 'pm_usBankAccount_success',
    });
    const confirmed = await refusal(
      lenient.stripe.paymentIntents.confirm(intent.id, { mandate_data: OFFLINE }),
    );
    const created = await refusal(strict.stripe.paymentIntents.create({ ...TO_PAY, amount: 49 }));

    for (const error of [confirmed, created])
      expect(error).toMatchObject({ code: 'amount_too_small', message: 'Amount must be at least $0.50 usd' });
  });
});
