import { expect } from 'vitest';
import { ACCEPTED, BARE, type Comparison, type RecordingsWorld } from './world.ts';

const ACACIA = { 'Stripe-Version': '2024-06-20' };

const TYPED_IN = {
  'payment_method_types[0]': 'us_bank_account',
  'payment_method_data[type]': 'us_bank_account',
  'payment_method_data[billing_details][name]': 'Jenny Rosen',
  'payment_method_data[us_bank_account][routing_number]': '110000000',
  'payment_method_data[us_bank_account][account_number]': '000123456789',
};
const OPTIONS = 'payment_method_options[us_bank_account]';

/** A SetupIntent with a bank account that was typed in. */
const typedIn = ({ call }: RecordingsWorld, fields: Readonly<Record<string, string>> = {}) =>
  call('POST', '/v1/setup_intents', { ...TYPED_IN, ...fields }, ACACIA);

export const setups = {
  customerOfSetup: async (world) => {
    const { call } = world;
    const { body: customer } = await call('POST', '/v1/customers', {});
    const { body } = await call(
      'POST',
      '/v1/setup_intents',
      {
        'payment_method_types[0]': 'us_bank_account',
        customer: customer.id,
        payment_method: 'pm_usBankAccount_success',
        'expand[0]': 'payment_method',
      },
      ACACIA,
    );
    expect(body.payment_method.customer).toBeNull();

    const path = `/v1/setup_intents/${body.id}/confirm`;
    const confirmed = await call('POST', path, { ...ACCEPTED, 'expand[0]': 'payment_method' }, ACACIA);
    expect(confirmed.body.payment_method.customer).toBe(customer.id);
  },

  createdSetup: async (world) => {
    const { body } = await typedIn(world);
    expect(body).toMatchObject({
      cancellation_reason: null,
      last_setup_error: null,
      latest_attempt: null,
      mandate: null,
      next_action: null,
      single_use_mandate: null,
      status: 'requires_confirmation',
      usage: 'off_session',
    });
    expect(body).not.toHaveProperty('attach_to_self');
  },

  microdepositsOfSetup: async (world) => {
    for (const method of [undefined, 'automatic', 'microdeposits']) {
      const chosen: Record<string, string> =
        method === undefined ? {} : { [`${OPTIONS}[verification_method]`]: method };
      const { body } = await typedIn(world, { ...chosen, confirm: 'true', ...ACCEPTED });
      expect(body).toMatchObject({
        latest_attempt: expect.stringMatching(/^setatt_/),
        mandate: expect.stringMatching(/^mandate_/),
        next_action: {
          type: 'verify_with_microdeposits',
          verify_with_microdeposits: { microdeposit_type: 'descriptor_code' },
        },
        status: 'requires_action',
      });
    }
  },

  optionsOfSetup: async (world) => {
    const connections = `${OPTIONS}[financial_connections]`;
    const { body } = await typedIn(world, {
      [`${connections}[permissions][0]`]: 'payment_method',
      [`${connections}[permissions][1]`]: 'balances',
    });
    expect(body.payment_method_options).toEqual({
      us_bank_account: {
        financial_connections: { permissions: ['payment_method', 'balances'], prefetch: [] },
        mandate_options: {},
        verification_method: 'automatic',
      },
    });
  },

  secretsOfIntents: async ({ call }) => {
    const { body: setup } = await call('POST', '/v1/setup_intents', {});
    const { body: payment } = await call('POST', '/v1/payment_intents', BARE);
    expect(setup.client_secret).toMatch(new RegExp(`^${setup.id}_secret_[A-Za-z0-9]{31}$`));
    expect(payment.client_secret).toMatch(new RegExp(`^${payment.id}_secret_[A-Za-z0-9]{25}$`));
  },

  noSuchSetupIntent: async ({ call }) => {
    const { status, body } = await call('GET', '/v1/setup_intents/seti_x');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      code: 'resource_missing',
      message: "No such setupintent: 'seti_x'",
      param: 'intent',
    });
  },
} satisfies Readonly<Record<string, Comparison>>;
