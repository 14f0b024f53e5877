import { expect } from 'vitest';
import { type Comparison, paying, type RecordingsWorld } from './world.ts';

async function session(
  { call }: RecordingsWorld,
  fields: Readonly<Record<string, string>> = {},
  version = '2024-06-20',
) {
  const customer = await call('POST', '/v1/customers', {});
  return call(
    'POST',
    '/v1/financial_connections/sessions',
    {
      'account_holder[type]': 'customer',
      'account_holder[customer]': customer.body.id,
      'permissions[0]': 'payment_method',
      'permissions[1]': 'balances',
      ...fields,
    },
    { 'Stripe-Version': version },
  );
}

/** The accounts of a session that its user has completed. */
async function collected(world: RecordingsWorld, institution: string, accounts: readonly string[]) {
  const { body } = await session(world);
  const completed = await world.call(
    'POST',
    `/_emulator/financial_connections/sessions/${body.id}/complete`,
    Object.fromEntries([
      ['institution', institution],
      ...accounts.map((name, index) => [`accounts[${index}]`, name]),
    ]),
  );
  expect(completed.body.error).toBeUndefined();
  return completed.body.accounts.data;
}

const OLD_VERSIONS = ['2020-08-27', '2024-09-30.acacia', '2025-04-30.basil'] as const;

export const connections = {
  sessionAccounts: async (world) => {
    const { body } = await session(world);
    expect(body.accounts).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: '/v1/financial_connections/accounts',
    });
    expect(Object.keys(body.accounts)).toEqual(['object', 'data', 'has_more', 'total_count', 'url']);
    expect(body.client_secret).toMatch(/^fcsess_client_secret_[A-Za-z0-9]{24}$/);
  },

  sessionWithoutFilters: async (world) => {
    const { body } = await session(world);
    expect(body.filters).toMatchObject({ account_subcategories: null, countries: null });
  },

  sessionWithFilters: async (world) => {
    const { body } = await session(world, { 'filters[countries][0]': 'US' }, '2022-11-15');
    expect(body.filters).toMatchObject({ countries: ['US'] });
  },

  supportedTypes: async (world) => {
    const [checking] = await collected(world, 'Test (Non-OAuth)', ['Success']);
    const [savings, card] = await collected(world, 'Emulator: Balances', ['Savings', 'Credit Card']);
    expect(checking.supported_payment_method_types).toEqual(['us_bank_account', 'link']);
    expect(savings.supported_payment_method_types).toEqual(['us_bank_account']);
    expect(card.supported_payment_method_types).toEqual([]);
  },

  closedAccount: async (world) => {
    const [closed] = await collected(world, 'Test (Non-OAuth)', ['Account Closed']);
    expect(closed).toMatchObject({
      balance: null,
      institution_name: 'StripeBank',
      status: 'inactive',
      subscriptions: [],
      supported_payment_method_types: ['us_bank_account', 'link'],
      transaction_refresh: null,
    });
  },

  tenAccounts: async (world) => {
    const accounts: { display_name: string; status: string }[] = await collected(world, 'Test (Non-OAuth)', [
      'Failure',
      'Account closes after linking',
      'Success',
    ]);
    expect(accounts.map(({ status }) => status)).toEqual(['inactive', 'inactive', 'active']);

    const { body } = await session(world);
    const refused = await world.call(
      'POST',
      `/_emulator/financial_connections/sessions/${body.id}/complete`,
      { institution: 'Test (Non-OAuth)', 'accounts[0]': 'None of them' },
    );
    const [, names = ''] = refused.body.error.message.split('it has ');
    expect(names.split(', ')).toHaveLength(10);
  },

  subscribeToInactive: async (world) => {
    const [closed] = await collected(world, 'Test (Non-OAuth)', ['Account Closed']);
    const { status, body } = await world.call(
      'POST',
      `/v1/financial_connections/accounts/${closed.id}/subscribe`,
      { 'features[0]': 'transactions' },
    );
    expect(status).toBe(400);
    expect(body.error.message).toBe('Data cannot be refreshed on inactive accounts.');
  },

  detached: async ({ call, emulator }) => {
    const customer = await call('POST', '/v1/customers', {});
    const method = await call('POST', '/v1/payment_methods/pm_usBankAccount_success/attach', {
      customer: customer.body.id,
    });
    await call('POST', `/v1/payment_methods/${method.body.id}/detach`, {});
    const event = emulator.events().find(({ type }) => type === 'payment_method.detached');
    expect(event?.data).toMatchObject({ previous_attributes: { customer: customer.body.id } });
  },

  eventKeys: async ({ call, emulator }) => {
    const bodies: string[] = [];
    const handler = async (request: Request) => {
      bodies.push(await request.text());
      return new Response();
    };
    emulator.sandbox(emulator.apiKey, { webhooks: [{ handler }] });
    await call('POST', '/v1/customers', {}, { 'Idempotency-Key': 'k' });
    await emulator.clock.advance(0);

    const event = JSON.parse(bodies[0] ?? '{}');
    expect(Object.keys(event)).toEqual([
      'id',
      'object',
      'api_version',
      'created',
      'data',
      'livemode',
      'pending_webhooks',
      'request',
      'type',
    ]);
    expect(event.request).toEqual({ id: expect.stringMatching(/^req_/), idempotency_key: 'k' });
    expect(event.pending_webhooks).toBeGreaterThanOrEqual(1);
  },

  eventInThreeVersions: async (world) => {
    const { emulator } = world;
    const arrived: {
      readonly id: string;
      readonly created: number;
      readonly api_version: string;
      type: string;
      data: { object: object };
    }[] = [];
    const handler = async (request: Request) => {
      arrived.push(JSON.parse(await request.text()));
      return new Response();
    };
    emulator.sandbox(emulator.apiKey, {
      webhooks: OLD_VERSIONS.map((apiVersion) => ({
        handler,
        apiVersion,
        enabledEvents: ['payment_intent.processing' as const],
      })),
    });
    await paying(world);
    await emulator.clock.advance(0);

    const [oldest, acacia, basil] = OLD_VERSIONS.map((version) =>
      arrived.find(({ api_version }) => api_version === version),
    );
    expect(arrived.map(({ id, created }) => [id, created])).toEqual(
      OLD_VERSIONS.map(() => [oldest?.id, oldest?.created]),
    );
    expect(oldest?.data.object).toMatchObject({
      charges: {
        object: 'list',
        total_count: 1,
        url: expect.stringMatching(/^\/v1\/charges\?payment_intent=pi_/),
      },
      invoice: null,
    });
    expect(acacia?.data.object).toMatchObject({ invoice: null });
    expect(acacia?.data.object).not.toHaveProperty('charges');
    expect(basil?.data.object).not.toHaveProperty('invoice');
  },
} satisfies Readonly<Record<string, Comparison>>;
