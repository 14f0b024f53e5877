import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { intentLifecycle } from '../../../src/resources/payment-intents/operations.ts';
import { checkedFetch, refusal, type Setup, setup } from '../../support/setup.ts';

const OFFLINE = { customer_acceptance: { type: 'offline' } } as const;
const TO_PAY = {
  amount: 1000,
  currency: 'usd',
  allowed_payment_method_types: ['us_bank_account'],
} satisfies Stripe.PaymentIntentCreateParams;

const paying = (
  world: Setup,
  fields: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> =>
  world.stripe.paymentIntents.create({
    ...TO_PAY,
    payment_method: 'pm_usBankAccount_success',
    confirm: true,
    mandate_data: OFFLINE,
    ...fields,
  });

const eventTypes = ({ emulator }: Setup) => emulator.events().map((event) => event.type);

const browserOf = ({ emulator }: Setup) =>
  new Stripe(emulator.publishableKey, {
    httpClient: Stripe.createFetchHttpClient(checkedFetch(emulator)),
    maxNetworkRetries: 0,
  });

/** Parameters that a version before endive took, and that the SDK’s types no longer have. */
const older = (params: object) => params as Stripe.PaymentIntentCreateParams;

it('goes from state to state as drawn', () => {
  const events = ['attach', 'confirm', 'settle', 'cancel'] as const;
  const drawn = Object.entries(intentLifecycle).map(([state, row]) =>
    [state, ...events.map((event) => row[event] ?? '-')].join(' '),
  );

  expect(drawn).toEqual([
    'requires_payment_method requires_confirmation - - canceled',
    'requires_confirmation requires_confirmation processing - canceled',
    'requires_action requires_confirmation processing - canceled',
    'processing - - succeeded canceled',
    'requires_capture - - - canceled',
    'canceled - - - -',
    'succeeded - - - -',
  ]);
});

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
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_[A-Za-z0-9]{24}$`));
    expect(intent.payment_method_options?.us_bank_account).toEqual({
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

  it('shows prefetch as null when nothing is prefetched', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['payment_method'] } },
      },
    });

    expect(intent.payment_method_options?.us_bank_account?.financial_connections).toEqual({
      permissions: ['payment_method'],
      prefetch: null,
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

  it('leaves bank accounts out for other currencies, and refuses them when nothing else is left', async () => {
    const { stripe } = setup();

    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'EUR' });
    const error = await refusal(stripe.paymentIntents.create({ ...TO_PAY, currency: 'eur' }));

    expect(intent).toMatchObject({ currency: 'eur', payment_method_types: ['card', 'link'] });
    expect(error.message).toBe(
      'The currency provided (eur) is invalid. Payments with us_bank_account support the following currencies: usd.',
    );
  });

  it('takes payment_method_types from older clients, and names the successor to newer ones', async () => {
    const world = setup();
    const params = older({ amount: 1000, currency: 'usd', payment_method_types: ['us_bank_account'] });
    // The SDK's types know its own version only.
    const dahlia = world.clientFor(world.emulator.apiKey, {
      apiVersion: '2026-08-26.dahlia' as '2026-10-28.endive',
    });

    const intent = await dahlia.paymentIntents.create(params);
    const error = await refusal(world.stripe.paymentIntents.create(params));

    expect(intent).toMatchObject({
      automatic_payment_methods: null,
      payment_method_types: ['us_bank_account'],
    });
    expect(error).toMatchObject({
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
      'amount',
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
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    );
  });

  it.each([
    'accountClosed',
    'noAccount',
    'insufficientFunds',
    'debitNotAuthorized',
    'invalidCurrency',
    'failMicrodeposits',
    'dispute',
    'weeklyLimitExceeded',
    'riskLevelHighest',
  ])('says that %s is not emulated instead of pretending', async (token) => {
    const world = setup();

    const error = await refusal(paying(world, { payment_method: `pm_usBankAccount_${token}` }));

    expect(error.message).toMatch(/^stripe-fc-emulator does not emulate payments that end in \w+ yet\./);
    expect(eventTypes(world)).toEqual([]);
  });

  it('says that microdeposits are not emulated, and changes nothing', async () => {
    const { stripe, emulator } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);
    await emulator.collectBankAccount(intent.id, {
      manual_entry: { routing_number: '110000000', account_number: '000123456789' },
    });

    const error = await refusal(stripe.paymentIntents.confirm(intent.id, { mandate_data: OFFLINE }));

    expect(error.message).toContain('does not emulate microdeposits');
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_confirmation');
  });
});

describe('confirming', () => {
  it('wants a payment method, in words that depend on the customer', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const alone = await stripe.paymentIntents.create(TO_PAY);
    const owned = await stripe.paymentIntents.create({ ...TO_PAY, customer: customer.id });

    const first = await refusal(stripe.paymentIntents.confirm(alone.id));
    const second = await refusal(stripe.paymentIntents.confirm(owned.id));

    expect(first).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: alone.id },
    });
    expect(first.message).toBe(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
    expect(second.message).toBe(
      `You cannot confirm this PaymentIntent because it's missing a payment method. To confirm the PaymentIntent with ${customer.id}, specify a payment method attached to this customer along with the customer ID.`,
    );
  });

  it('wants a mandate, and shows the intent that waits for it', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method: 'pm_usBankAccount_success',
    });

    const error = await refusal(stripe.paymentIntents.confirm(intent.id));

    expect(error).toMatchObject({
      statusCode: 400,
      payment_intent: { id: intent.id, status: 'requires_confirmation' },
    });
    expect(error.message).toBe(
      'This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
    );
  });

  it('refuses the payment methods of other customers', async () => {
    const { stripe } = setup();
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: one.id });
    const alone = await stripe.paymentIntents.create(TO_PAY);
    const owned = await stripe.paymentIntents.create({ ...TO_PAY, customer: other.id });
    const confirm = (id: string) =>
      refusal(stripe.paymentIntents.confirm(id, { payment_method: method.id, mandate_data: OFFLINE }));

    const [first, second] = [await confirm(alone.id), await confirm(owned.id)];

    expect(first).toMatchObject({
      code: 'parameter_missing',
      param: 'source',
      payment_intent: { id: alone.id },
    });
    expect(first.message).toBe(
      `The \`payment_method\` parameter supplied ${method.id} belongs to the Customer ${one.id}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    );
    expect(second).toMatchObject({ param: 'payment_method', payment_intent: { id: owned.id } });
    expect(second.message).toBe(
      `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${other.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    );
  });

  it('refuses a payment method of a type that the intent does not take', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
    });

    const error = await refusal(
      stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_usBankAccount_success',
        mandate_data: OFFLINE,
      }),
    );

    expect(error).toMatchObject({ param: 'payment_method', payment_intent: { id: intent.id } });
    expect(error.message).toBe(
      'The PaymentMethod provided (us_bank_account) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: card. Alternatively, update the allowed payment_method_types for this PaymentIntent to include "us_bank_account".',
    );
  });

  it('refuses what has succeeded or been canceled', async () => {
    const world = setup();
    const { stripe } = world;
    const paid = await paying(world);
    await world.emulator.clock.advance(1000);
    const canceled = await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(TO_PAY)).id);

    const first = await refusal(stripe.paymentIntents.confirm(paid.id));
    const second = await refusal(stripe.paymentIntents.confirm(canceled.id));

    expect(first.message).toBe(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
    expect(second.message).toMatch(
      /^You cannot confirm this PaymentIntent because it has a status of canceled\./,
    );
    for (const error of [first, second]) expect(error.code).toBe('payment_intent_unexpected_state');
  });

  it('can be done from the browser, with the client secret', async () => {
    const world = setup();
    const intent = await world.stripe.paymentIntents.create(TO_PAY);
    const browser = browserOf(world);
    const secret = { client_secret: intent.client_secret ?? '' };

    const seen = await browser.paymentIntents.retrieve(intent.id, secret);
    const confirmed = await browser.paymentIntents.confirm(intent.id, {
      ...secret,
      payment_method: 'pm_usBankAccount_success',
      mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
      expand: ['latest_charge.payment_method_details.us_bank_account.mandate'],
      // What stripe.js sends besides what the SDK's types know.
    } as Stripe.PaymentIntentConfirmParams);

    expect(seen.id).toBe(intent.id);
    expect(confirmed.status).toBe('processing');
    expect(confirmed.latest_charge).toMatchObject({
      payment_method_details: {
        us_bank_account: { mandate: { customer_acceptance: { online: { ip_address: '127.0.0.1' } } } },
      },
    });
  });

  it('refuses a browser without the right secret', async () => {
    const world = setup();
    const intent = await world.stripe.paymentIntents.create(TO_PAY);
    const browser = browserOf(world);

    const missing = await refusal(browser.paymentIntents.retrieve(intent.id));
    const wrong = await refusal(
      browser.paymentIntents.retrieve(intent.id, { client_secret: `${intent.id}_secret_no` }),
    );

    expect(missing).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'client_secret' });
    expect(wrong).toMatchObject({ statusCode: 400, param: 'client_secret' });
    expect(wrong.message).toBe(
      'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    );
  });
});

describe('updating', () => {
  it('changes what is given and nothing else, without an event', async () => {
    const world = setup();
    const intent = await world.stripe.paymentIntents.create({
      ...TO_PAY,
      description: 'Order',
      metadata: { a: '1', b: '2' },
      receipt_email: 'jenny@example.com',
    });

    const updated = await world.stripe.paymentIntents.update(intent.id, {
      amount: 2500,
      metadata: { a: '' },
      receipt_email: '',
    });

    expect(updated).toEqual({
      ...intent,
      amount: 2500,
      metadata: { b: '2' },
      receipt_email: null,
    });
    expect(eventTypes(world)).toEqual(['payment_intent.created']);
  });

  it('lets go of bank accounts when the currency changes', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });

    const updated = await stripe.paymentIntents.update(intent.id, { currency: 'eur' });

    expect(updated.payment_method_types).toEqual(['card', 'link']);
    expect(updated.payment_method_options?.us_bank_account).toBeUndefined();
  });

  it('has to be confirmed anew with another payment method', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);

    const updated = await stripe.paymentIntents.update(intent.id, {
      payment_method: 'pm_usBankAccount_success',
    });

    expect(updated.status).toBe('requires_confirmation');
  });

  it('keeps the amount once the bank has been asked', async () => {
    const world = setup();
    const intent = await paying(world);

    const error = await refusal(world.stripe.paymentIntents.update(intent.id, { amount: 1 }));

    expect(error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      param: 'amount',
      payment_intent: { id: intent.id },
    });
    expect(error.message).toBe(
      "This PaymentIntent's amount could not be updated because it has a status of processing. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    );
    expect((await world.stripe.paymentIntents.update(intent.id, { description: 'Order' })).description).toBe(
      'Order',
    );
  });
});

describe('canceling', () => {
  it('is possible before and during payment, which then never comes', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const intent = await paying(world, { payment_method: 'pm_usBankAccount_processing' });
    await emulator.clock.advance(100 * 86_400_000);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('processing');

    const canceled = await stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });

    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'requested_by_customer',
      latest_charge: { status: 'failed' },
    });
    expect(canceled.canceled_at).toBeGreaterThan(canceled.created);
    expect(eventTypes(world).slice(-2)).toEqual(['charge.failed', 'payment_intent.canceled']);
  });

  it('stops a payment that would have succeeded', async () => {
    const world = setup();
    const intent = await paying(world);

    await world.stripe.paymentIntents.cancel(intent.id);
    await world.emulator.clock.advance(5000);

    expect((await world.stripe.paymentIntents.retrieve(intent.id)).status).toBe('canceled');
  });

  it('is refused afterwards', async () => {
    const { stripe } = setup();
    const intent = await stripe.paymentIntents.create(TO_PAY);
    await stripe.paymentIntents.cancel(intent.id);

    const error = await refusal(stripe.paymentIntents.cancel(intent.id));

    expect(error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: intent.id },
    });
    expect(error.message).toBe(
      'You cannot cancel this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.',
    );
  });
});

describe('finding', () => {
  it('misses an unknown intent by the parameter that Stripe names', async () => {
    const { stripe } = setup();

    const error = await refusal(stripe.paymentIntents.retrieve('pi_nope'));

    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'intent',
      message: "No such payment_intent: 'pi_nope'",
    });
  });

  it('lists intents and charges by what they belong to', async () => {
    const world = setup();
    const { stripe, emulator } = world;
    const customer = await stripe.customers.create();
    const first = await paying(world, { customer: customer.id, transfer_group: 'ORDER' });
    await emulator.clock.advance(60_000);
    const second = await paying(world);

    expect((await stripe.paymentIntents.list({ customer: customer.id })).data.map(({ id }) => id)).toEqual([
      first.id,
    ]);
    expect(
      (await stripe.paymentIntents.list({ created: { gt: first.created } })).data.map(({ id }) => id),
    ).toEqual([second.id]);
    expect((await stripe.charges.list()).data.map(({ payment_intent }) => payment_intent)).toEqual([
      second.id,
      first.id,
    ]);
    expect((await stripe.charges.list({ payment_intent: first.id })).data.map(({ id }) => id)).toEqual([
      first.latest_charge,
    ]);
    expect((await stripe.charges.list({ customer: customer.id, transfer_group: 'OTHER' })).data).toEqual([]);
    expect((await stripe.charges.list({ transfer_group: 'ORDER' })).data).toHaveLength(1);
  });
});
