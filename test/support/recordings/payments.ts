import { expect } from 'vitest';
import {
  ACCEPTED,
  type Answered,
  BARE,
  CLOVER,
  type Comparison,
  paying,
  type RecordingsWorld,
} from './world.ts';

const at = (version: string) => ({ 'Stripe-Version': version });

const created = (world: RecordingsWorld, version: string, fields: Readonly<Record<string, string>> = {}) =>
  world.call('POST', '/v1/payment_intents', { ...BARE, ...fields }, at(version));

async function chargeOf(world: RecordingsWorld, intent: Answered, version: string): Promise<Answered> {
  return world.call('GET', `/v1/charges/${intent.body.latest_charge}`, undefined, at(version));
}

const AUTOMATIC = { 'automatic_payment_methods[enabled]': 'true' };

export const payments = {
  additiveFields: async (world) => {
    const { body } = await created(world, '2023-10-16');
    expect(body).toMatchObject({
      customer_account: null,
      excluded_payment_method_types: null,
      managed_payments: { enabled: false },
      shared_payment_granted_token: null,
    });
  },

  captureMethod: async (world) => {
    const versions = [
      ['2020-08-27', 'automatic'],
      ['2023-10-16', 'automatic'],
      ['2024-09-30.acacia', 'automatic_async'],
      ['2025-03-31.basil', 'automatic_async'],
      ['2025-10-29.clover', 'automatic_async'],
    ] as const;
    for (const [version, method] of versions) {
      const { body } = await created(world, version);
      expect([version, body.capture_method]).toEqual([version, method]);
    }
  },

  captureMethodOfCreation: async (world) => {
    const { body } = await created(world, '2024-09-30.acacia');
    const later = await world.call('GET', `/v1/payment_intents/${body.id}`, undefined, at('2020-08-27'));
    expect(later.body.capture_method).toBe('automatic_async');
  },

  processing: async (world) => {
    const { body, status } = await paying(world, {}, '2024-06-20');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'processing',
      amount_details: { tip: {} },
      amount_received: 0,
      invoice: null,
      next_action: null,
      processing: null,
      payment_method_configuration_details: null,
      latest_charge: expect.stringMatching(/^py_/),
    });
    expect(body.payment_method_options.us_bank_account).toEqual({
      mandate_options: {},
      verification_method: 'automatic',
    });
  },

  automaticMethods: async (world) => {
    for (const version of ['2025-10-29.clover', '2023-10-16']) {
      const { body } = await created(world, version, AUTOMATIC);
      expect(body.payment_method_options.us_bank_account).toEqual({
        financial_connections: { permissions: ['payment_method'], prefetch: [] },
        mandate_options: {},
        verification_method: 'automatic',
      });
      expect(body.payment_method_configuration_details).toEqual({
        id: expect.stringMatching(/^pmc_/),
        parent: null,
      });
    }
  },

  explicitTypes: async (world) => {
    const { body } = await created(world, CLOVER['Stripe-Version'], {
      'payment_method_types[0]': 'card',
      'payment_method_types[1]': 'us_bank_account',
    });
    expect(body.payment_method_options.us_bank_account).toEqual({
      mandate_options: {},
      verification_method: 'automatic',
    });
    expect(body.payment_method_configuration_details).toBeNull();
  },

  prefetchIsAList: async (world) => {
    const options = 'payment_method_options[us_bank_account][financial_connections]';
    const { body } = await created(world, CLOVER['Stripe-Version'], {
      'payment_method_types[0]': 'us_bank_account',
      [`${options}[permissions][0]`]: 'payment_method',
    });
    expect(body.payment_method_options.us_bank_account.financial_connections).toEqual({
      permissions: ['payment_method'],
      prefetch: [],
    });
  },

  largeAmount: async (world) => {
    const { status, body } = await created(world, CLOVER['Stripe-Version'], { amount: '10100000' });
    expect([status, body.amount]).toEqual([200, 10_100_000]);
  },

  amountTooLarge: async (world) => {
    const { status, body } = await created(world, CLOVER['Stripe-Version'], { amount: '300000000' });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'amount_too_large',
      message: 'Amount must be no more than $999,999.99',
      type: 'invalid_request_error',
    });
    expect(body.error).not.toHaveProperty('param');
  },

  amountZero: async (world) => {
    const { status, body } = await created(world, CLOVER['Stripe-Version'], {
      amount: '0',
      'expand[0]': 'latest_charge.refunds.data.balance_transaction',
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'parameter_invalid_integer',
      message:
        'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
      param: 'amount',
      type: 'invalid_request_error',
    });
  },

  chargeExpansions: async (world) => {
    for (const version of [CLOVER['Stripe-Version'], '2026-03-25.dahlia']) {
      const { status, body } = await paying(
        world,
        {
          'expand[0]': 'latest_charge.balance_transaction',
          'expand[1]': 'latest_charge.payment_intent',
          'expand[2]': 'latest_charge.refunds.data.balance_transaction',
        },
        version,
      );
      expect(status).toBe(200);
      expect(body.latest_charge).toMatchObject({
        object: 'charge',
        balance_transaction: null,
        payment_intent: { object: 'payment_intent', id: body.id },
        refunds: { object: 'list', data: [], has_more: false },
      });
    }
  },

  emptyShippingName: async (world) => {
    const { status, body } = await created(world, '2020-08-27', {
      'shipping[name]': '',
      'shipping[address][line1]': '510 Townsend St',
    });
    expect([status, body.shipping.name]).toEqual([200, '']);
  },

  pendingCharge: async (world) => {
    const { body } = await chargeOf(world, await paying(world), CLOVER['Stripe-Version']);
    expect(body).toMatchObject({
      amount_captured: 2000,
      balance_transaction: null,
      calculated_statement_descriptor: null,
      captured: true,
      outcome: null,
      paid: false,
      radar_options: {},
      receipt_url: null,
      status: 'pending',
    });
    expect(Object.keys(body.payment_method_details.us_bank_account)).toEqual([
      'account_holder_type',
      'account_type',
      'bank_name',
      'fingerprint',
      'last4',
      'mandate',
      'payment_reference',
      'routing_number',
    ]);
    expect(body.payment_method_details.us_bank_account.payment_reference).toBeNull();
  },

  succeededCharge: async (world) => {
    const intent = await paying(world);
    await world.emulator.clock.runToIdle();
    const { body } = await chargeOf(world, intent, CLOVER['Stripe-Version']);
    expect(body).toMatchObject({
      balance_transaction: expect.stringMatching(/^txn_/),
      outcome: {
        network_status: 'approved_by_network',
        reason: null,
        risk_level: 'not_assessed',
        seller_message: 'Payment complete.',
        type: 'authorized',
      },
      paid: true,
      receipt_url: expect.stringMatching(/^https:\/\/pay\.stripe\.com\/receipts\/payment\//),
      status: 'succeeded',
    });
  },

  oldFieldsOfCharge: async (world) => {
    const pending = await paying(world);
    const before = await chargeOf(world, pending, CLOVER['Stripe-Version']);
    await world.emulator.clock.runToIdle();
    const after = await chargeOf(world, pending, CLOVER['Stripe-Version']);
    for (const { body } of [before, after])
      expect(body).toMatchObject({ destination: null, dispute: null, order: null });
  },

  invoiceOfCharge: async (world) => {
    const intent = await paying(world);
    for (const version of ['2024-06-20', '2023-10-16']) {
      const { body } = await chargeOf(world, intent, version);
      expect(body.invoice).toBeNull();
    }
    expect((await chargeOf(world, intent, CLOVER['Stripe-Version'])).body).not.toHaveProperty('invoice');
  },

  paymentMethod: async ({ call }) => {
    const { body } = await call('POST', '/v1/payment_methods', {
      type: 'us_bank_account',
      'us_bank_account[routing_number]': '110000000',
      'us_bank_account[account_number]': '000123456789',
      'us_bank_account[account_holder_type]': 'individual',
      'billing_details[name]': 'Jenny Rosen',
    });
    expect(body.allow_redisplay).toBe('unspecified');
    expect(body.us_bank_account).toMatchObject({
      financial_connections_account: null,
      fingerprint: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
      networks: { preferred: 'ach', supported: ['ach'] },
      status_details: {},
    });
  },

  alreadyAttached: async ({ call }) => {
    const [jenny, rosen] = [await call('POST', '/v1/customers', {}), await call('POST', '/v1/customers', {})];
    const attach = (method: string, customer: string) =>
      call('POST', `/v1/payment_methods/${method}/attach`, { customer });
    const method = await attach('pm_usBankAccount_success', jenny.body.id);
    const { status, body } = await attach(method.body.id, rosen.body.id);
    expect(status).toBe(400);
    expect(body.error.type).toBe('invalid_request_error');
    expect(body.error.message).toBe(
      'The payment method you provided has already been attached to a customer.',
    );
    expect(body.error).not.toHaveProperty('code');
  },

  noSuchPaymentMethod: async ({ call }) => {
    const { status, body } = await call('GET', '/v1/payment_methods/X');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      code: 'resource_missing',
      message: "No such PaymentMethod: 'X'",
      param: 'payment_method',
    });
  },

  noSuchPaymentMethodOfPlatform: async ({ call }) => {
    const connected = { 'Stripe-Account': 'acct_1032D82eZvKYlo2C' };
    const customer = await call('POST', '/v1/customers', {});
    const own = await call('POST', '/v1/payment_methods/pm_usBankAccount_success/attach', {
      customer: customer.body.id,
    });
    const { id } = own.body;
    const ofPlatform = await call('GET', `/v1/payment_methods/${id}`, undefined, connected);
    expect(ofPlatform.status).toBe(404);
    expect(ofPlatform.body.error).toMatchObject({
      message: `No such PaymentMethod: '${id}'; OAuth key or Stripe-Account header was used but API request was provided with a platform-owned payment method ID. Please ensure that the provided payment method matches the specified account.`,
      type: 'invalid_request_error',
    });

    const ofNobody = await call('GET', '/v1/payment_methods/X');
    expect(ofNobody.status).toBe(404);
    expect(ofNobody.body.error).toMatchObject({
      message:
        "No such PaymentMethod: 'X'; It's possible this PaymentMethod exists on one of your connected accounts, in which case you should retry this request on that connected account. Learn more at https://stripe.com/docs/connect/authentication",
      param: 'payment_method',
    });
  },

  noSuchPaymentIntent: async ({ call }) => {
    const { status, body } = await call('GET', '/v1/payment_intents/X');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ message: "No such payment_intent: 'X'", param: 'intent' });
  },

  usedBefore: async (world) => {
    const { call } = world;
    const customer = await call('POST', '/v1/customers', {});
    const method = await call('POST', '/v1/payment_methods/pm_usBankAccount_success/attach', {
      customer: customer.body.id,
    });
    await call('POST', `/v1/payment_methods/${method.body.id}/detach`, {});

    const { status, body } = await call(
      'POST',
      '/v1/payment_intents',
      {
        ...BARE,
        'payment_method_types[0]': 'us_bank_account',
        payment_method: method.body.id,
        ...ACCEPTED,
        confirm: 'true',
      },
      CLOVER,
    );

    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    );
    expect(body.error).not.toHaveProperty('code');
  },

  customerExpansions: async ({ call }) => {
    const { body } = await call('POST', '/v1/customers', {
      'expand[0]': 'tax',
      'expand[1]': 'invoice_credit_balance',
    });
    expect(Object.keys(body.tax)).toEqual(['automatic_tax', 'ip_address', 'location', 'provider']);
    expect(body.tax.provider).toBe('stripe');
    expect(body.invoice_credit_balance).toEqual({});
  },
} satisfies Readonly<Record<string, Comparison>>;
