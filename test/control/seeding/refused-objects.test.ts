import { describe, expect, it } from 'vitest';
import type { ObjectsOption } from '../../../src/index.ts';
import { setup } from '../../support/setup.ts';

const START = '2026-01-01T00:00:00Z';
const world = () => setup({ time: { start: START, runs: false } });
const account = (fields: object): ObjectsOption => ({
  'financial_connections.accounts': [{ id: 'fca_1', ...fields }],
});
const of = (type: string, fields: Readonly<Record<string, unknown>>): ObjectsOption => ({ [type]: [fields] });

const CYCLIC: Record<string, unknown> = {};
CYCLIC.itself = CYCLIC;

const HAPPENED = { type: 'customer.created', data: { object: { id: 'cus_9', object: 'customer' } } };

describe('objects are refused', () => {
  const REFUSED: readonly (readonly [objects: unknown, message: string])[] = [
    // Accounts and sessions: by the parsers of the control surface and of the API.
    [account({ balance: 'x' }), 'Invalid object'],
    [
      account({ balance: {} }),
      'Missing required param: financial_connections.accounts[0][balance][current].',
    ],
    [account({ balance: { current: { usd: 1.5 } } }), 'Invalid integer: 1.5'],
    [
      account({ balance: { current: { USD: 1 } } }),
      '"USD" is no currency. Write its three lower-case letters',
    ],
    [
      account({ balance: { current: { usd: 1 }, type: 'credit', cash: { available: null } } }),
      'a balance of type credit has no cash.',
    ],
    [account({ balance_refresh: { status: 'done' } }), 'must be one of failed, pending, or succeeded'],
    [
      account({ balance_refresh: { status: 'pending', next_refresh_available_at: 5 } }),
      'a pending refresh has none: leave it away.',
    ],
    [account({ account_numbers: [{ status: 'transactable' }] }), 'account_numbers][0][identifier_type]'],
    [account({ ownership: 5.5, last4: ['1'] }), 'Invalid string'],
    [
      account({ created: null }),
      "You passed an empty string for 'financial_connections.accounts[0][created]'",
    ],
    [account({ account_holder: { type: 'account', account: 'garbage' } }), "No such account: 'garbage'"],
    [of('financial_connections.sessions', { permissions: ['all'] }), 'must be one of balances, ownership'],
    [of('financial_connections.sessions', { permissions: [] }), 'Missing required param'],
    [of('financial_connections.sessions', { account_holder: 'cus_1' }), 'Invalid object'],
    [of('financial_connections.sessions', { limits: { accounts: 0 } }), 'greater than or equal to 1'],
    [
      of('financial_connections.sessions', { permissions: ['balances'], prefetch: ['ownership'] }),
      'You must include `ownership`',
    ],
    // SetupIntents and their attempts.
    [of('setup_intents', { status: 'done' }), 'must be one of requires_payment_method'],
    // Bank accounts: whose status decides what becomes of them.
    [of('tokens', { bank_account: { status: 'done' } }), 'must be one of new, validated'],
    [of('charges', { source: { id: 'ba_1', status: 'done' } }), 'Say new, validated'],
    [of('setup_intents', { usage: 'sometimes' }), 'must be one of off_session or on_session'],
    [of('setup_intents', { single_use: { amount: 1 } }), 'setup_intent has no field "single_use"'],
    [of('setup_attempts', { payment_method: 'pm_1' }), 'setup_attempts[0].setup_intent is missing'],
    // Customers: by the parsers of the API.
    [of('customers', { email: 'nobody' }), 'Invalid email address: nobody'],
    [of('customers', { balance: 'much' }), 'Invalid integer: much'],
    [of('customers', { balance: null }), "empty string for 'customers[0][balance]'"],
    [of('customers', { tax_exempt: 'yes' }), 'must be one of none, reverse, or exempt'],
    [of('customers', { address: { planet: 'Mars' } }), 'customers[0][address][planet]'],
    [of('customers', { metadata: { a: { b: 'c' } } }), 'Invalid string'],
    [of('customers', { created: 1.5 }), 'customers[0].created is 1.5. Write a whole number'],
    [of('customers', { id: '' }), 'customers[0].id is "". Write a text'],
    [of('customers', { delinquent: 'maybe' }), 'customers[0].delinquent is "maybe". Write true or false'],
    // The rest: against a template of their type.
    [of('payment_intents', { payment_method_types: null }), 'payment_method_types is null. Write a list of'],
    [of('payment_intents', { payment_method_types: [null] }), 'Write a list of texts'],
    [of('payment_intents', { amount: null }), 'amount is null. Write a whole number'],
    [of('payment_intents', { amount: 10.5 }), 'amount is 10.5. Write a whole number'],
    [of('payment_intents', { canceled_at: 'now' }), 'canceled_at is "now". Write a whole number'],
    [of('payment_intents', { currency: 'gold' }), 'Invalid currency: gold'],
    [of('payment_intents', { description: { a: 1 } }), 'description is {"a":1}. Write a text'],
    [of('payment_intents', { metadata: { a: ['b'] } }), 'Invalid string'],
    [
      of('payment_intents', { capture_method: 'later' }),
      'must be one of automatic, automatic_async, or manual',
    ],
    [of('payment_methods', { billing_details: 'x' }), 'billing_details is "x". Write a hash'],
    [of('payment_methods', { billing_details: { eMail: 'x' } }), 'no field "eMail". Did you mean "email"?'],
    [of('payment_methods', { us_bank_account: { last4: 1 } }), 'us_bank_account.last4 is 1. Write a text'],
    [of('charges', { paid: null }), 'charges[0].paid is null. Write true or false'],
    [of('mandates', {}), 'mandates[0].payment_method is missing'],
    [of('webhook_endpoints', {}), 'Missing required param: webhook_endpoints[0][url].'],
    [of('webhook_endpoints', { url: 'localhost' }), 'An explicit scheme'],
    [of('webhook_endpoints', { url: 'http://a.test', enabled_events: ['x'] }), 'must be one of'],
    [of('webhook_endpoints', { url: 'http://a.test', enabled_events: [] }), 'Missing required param'],
    [of('webhook_endpoints', { url: 'http://a.test', status: 'on' }), 'must be one of disabled or enabled'],
    [
      of('webhook_endpoints', { url: 'http://a.test', api_version: 'old' }),
      'Invalid Stripe API version: old',
    ],
    [of('events', {}), 'events[0].data.object is missing'],
    [of('events', { data: { object: { id: 'cus_1' } } }), 'give what the event tells of'],
    [
      of('events', { ...HAPPENED, type: 'customer.made' }),
      'events[0].type is "customer.made", and there is no',
    ],
    [of('events', { ...HAPPENED, type: '*' }), 'events[0].type is "*", and there is no such event'],
    [of('events', { ...HAPPENED, data: { object: {}, before: {} } }), 'has no field "before"'],
    [
      of('events', { ...HAPPENED, data: { ...HAPPENED.data, previous_attributes: 'x' } }),
      'previous_attributes is "x". Write a hash',
    ],
    [of('events', { ...HAPPENED, account: 'garbage' }), 'the id of a connected account, such as acct_123'],
    [of('events', { ...HAPPENED, api_version: 'old' }), 'Invalid Stripe API version: old'],
    [of('events', { ...HAPPENED, pending_webhooks: -1 }), 'pending_webhooks is -1. Write a number from 0'],
    [of('events', { ...HAPPENED, request: 'req_1' }), 'Write a hash'],
    [of('events', { ...HAPPENED, request: { key: 'a' } }), 'request has no field "key"'],
    // What is always true of them.
    [of('customers', { object: 'charge' }), 'customers[0].object is "charge", and can only be "customer".'],
    [of('charges', { livemode: true }), 'charges[0].livemode is true, and can only be false.'],
    [account({ livemode: 'true' }), 'livemode is "true", and can only be false.'],
    // References to nothing.
    [
      account({ account_holder: { type: 'customer', customer: 'cus_0' } }),
      'customer names "cus_0", and there is',
    ],
    [
      of('financial_connections.sessions', { account_holder: { type: 'customer', customer: 'cus_0' } }),
      '.account_holder.customer names "cus_0"',
    ],
    [of('payment_intents', { customer: 'cus_0' }), 'payment_intents[0].customer names "cus_0"'],
    [of('payment_intents', { payment_method: 'pm_0' }), 'payment_intents[0].payment_method names "pm_0"'],
    [of('payment_intents', { latest_charge: 'py_0' }), 'payment_intents[0].latest_charge names "py_0"'],
    [of('charges', { payment_intent: 'pi_0' }), 'charges[0].payment_intent names "pi_0"'],
    [of('mandates', { payment_method: 'pm_0' }), 'mandates[0].payment_method names "pm_0"'],
    [
      of('payment_methods', { us_bank_account: { financial_connections_account: 'fca_0' } }),
      'payment_methods[0].us_bank_account.financial_connections_account names "fca_0"',
    ],
    // What JSON cannot hold.
    [of('customers', { created: Number.NaN }), 'customers[0].created is NaN'],
    [of('customers', { name: () => 'x' }), 'customers[0].name is function'],
    [of('customers', { metadata: new Map() }), 'customers[0].metadata is a Map'],
  ];

  it.each(REFUSED)('that make no sense: %j', async (objects, message) => {
    const { emulator, stripe } = world();

    await expect(
      emulator.putObjects({ customers: [{ id: 'cus_1' }], ...(objects as object) }),
    ).rejects.toThrow(message);
    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it.each([
    ['a name that holds itself', of('customers', { name: CYCLIC }), 'Write fewer levels, or leave it away.'],
    ['a list in it', of('payment_methods', { metadata: { list: [CYCLIC] } }), 'Write fewer levels'],
    ['a BigInt', of('customers', { livemode: 1n }), 'objects are plain data, as in JSON'],
    ['a BigInt as an object', { customers: [1n] }, 'customers[0] is bigint: objects are plain data'],
  ] as const)('that JSON cannot hold: %s', async (_what, objects, message) => {
    const { emulator } = world();

    await expect(emulator.putObjects(objects as unknown as ObjectsOption)).rejects.toThrow(message);
  });

  it('without using up ids', async () => {
    const made = async (mistaken: boolean) => {
      const { emulator } = setup({ seed: 's', time: { start: START, runs: false } });
      if (mistaken) await emulator.putObjects({ customers: [{}], charges: [{ paid: 1 }] }).catch(() => {});
      return (await emulator.putObjects({ customers: [{}] })).customers?.[0]?.id;
    };

    expect(await made(true)).toBe(await made(false));
  });
});
