import { accountOfKey } from '../../src/core/account-id.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/index.ts';
import { internalsOf } from '../../src/server/internals.ts';
import { SOLD } from './rich-catalog.ts';
import { BILLED } from './rich-invoices.ts';

/*
 * A sandbox with something of everything in it: every type of object, every fact, every kind of job pending, deliveries
 * pending and ended, idempotency keys, connected accounts, deleted objects and a log of requests.
 */

const JSON_BODY = { 'content-type': 'application/json' };

/** An emulator on a clock that stands, in which a webhook to one host always fails. `logged` gets its errors. */
export function quietEmulator(logged: string[] = [], options: EmulatorOptions = {}): Emulator {
  const emulator = createEmulator({
    seed: 'rich',
    time: { start: '2026-01-01T00:00:00Z', runs: false },
    webhooks: [{ handler: () => new Response('ok') }],
    log: ({ kind, text }) => {
      if (kind === 'error') logged.push(text);
    },
    ...options,
  });
  internalsOf(emulator).useTransport(
    async (url) => new Response('', { status: url.includes('down') ? 500 : 200 }),
  );
  return emulator;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: who asks knows what is answered.
  readonly body: any;
}

/** A call with a form or, if it is an object, with JSON. */
export async function call(
  emulator: Emulator,
  method: string,
  path: string,
  body?: string | object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const json = typeof body === 'object' ? JSON_BODY : {};
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const response = await emulator.fetch(path, {
    method,
    headers: { authorization: `Bearer ${emulator.apiKey}`, ...json, ...headers },
    ...(text === undefined ? {} : { body: text }),
  });
  const answered = await response.text();
  return {
    status: response.status,
    text: answered,
    // Most answers are only looked at.
    get body() {
      return JSON.parse(answered);
    },
  };
}

const HOLDER = { type: 'customer', customer: 'cus_1' } as const;
const CONNECTED = { 'stripe-account': 'acct_1' };
const DEBIT = 'amount=2000&currency=usd&allowed_payment_method_types[]=us_bank_account';
const ACCEPTED = 'mandate_data[customer_acceptance][type]=offline';
const ACCOUNTS = '/v1/financial_connections/accounts';

async function furnish(emulator: Emulator): Promise<void> {
  const own = accountOfKey(emulator.apiKey.replace('sk_test_', ''));
  await emulator.putObjects({
    customers: [
      { id: 'cus_1', email: 'jenny@example.com', metadata: { a: '1' }, shipping: { name: 'J', address: {} } },
      { id: 'cus_3', default_source: 'ba_1' },
      { id: 'cus_2', name: 'Jenny', phone: '1', discount: { coupon: { id: 'c' } } },
    ],
    'financial_connections.accounts': [
      {
        id: 'fca_1',
        account_holder: HOLDER,
        balance: { current: { usd: 5 } },
        inferred_balances_refresh: { status: 'succeeded' },
        ownership: 'fcaowns_1',
        ownership_refresh: { status: 'pending' },
        subscriptions: ['transactions'],
      },
      {
        id: 'fca_2',
        institution: 'Emulator: Balances',
        account: 'Credit Card',
        transaction_refresh: { id: 'fctxnref_1', status: 'succeeded' },
      },
    ],
    'financial_connections.transactions': [
      { id: 'fctxn_1', account: 'fca_2', amount: -5, description: 'x' },
      { account: 'fca_2', amount: 7, description: 'y', status: 'pending' },
    ],
    'financial_connections.account_ownerships': [
      {
        id: 'fcaowns_1',
        account: 'fca_1',
        owners: [{ id: 'fcaown_1', name: 'Jenny', email: 'jenny@example.com' }, { name: 'John' }],
      },
      {
        id: 'fcaowns_2',
        account: 'fca_2',
        owners: Array.from({ length: 12 }, () => ({ name: 'One of many' })),
      },
    ],
    'financial_connections.sessions': [
      { id: 'fcsess_1', client_secret: 'fcsess_client_secret_1', account_holder: HOLDER },
      { id: 'fcsess_2', account_holder: HOLDER, accounts: ['fca_1'] },
    ],
    'financial_connections.authorizations': [{ id: 'fcauth_1' }],
    ...SOLD,
    ...BILLED,
    'financial_connections.consents': [{ id: 'fccons_1', account_holder: HOLDER, locale: 'es-US' }],
    bank_accounts: [
      { id: 'ba_1', customer: 'cus_1', account_number: '000222222227', account_holder_name: 'Jenny' },
      { id: 'ba_2', customer: 'cus_1', status: 'verified', metadata: { a: '1' } },
      { id: 'ba_9', account: own },
      { id: 'ba_4', customer: 'cus_1', account_number: '000123456789' },
      { id: 'ba_3', account: 'acct_1', default_for_currency: true, account_number: '000111111113' },
    ],
    payment_method_configurations: [
      { id: 'pmc_1', active: false, application: 'ca_1', parent: 'pmc_2' },
      { id: 'pmc_2', klarna: { display_preference: { preference: 'on' } } },
    ],
    accounts: [
      {
        id: 'acct_1',
        business_type: 'individual',
        individual: { first_name: 'Jenny' },
        metadata: { a: '1' },
      },
      {
        id: 'acct_express',
        type: 'express',
        capabilities: { transfers: 'pending' },
        details_submitted: true,
        payouts_enabled: false,
      },
    ],
    payouts: [
      { id: 'po_1', balance_transaction: 'txn_6', destination: 'ba_9', status: 'failed' },
      { id: 'po_2', status: 'pending' },
      { id: 'po_3', status: 'paid' },
    ],
    payment_methods: [{ id: 'pm_1', customer: 'cus_1' }, { id: 'pm_2' }],
    charges: [
      {
        id: 'py_1',
        balance_transaction: 'txn_1',
        customer: 'cus_1',
        outcome: { type: 'authorized' },
        shipping: { name: 'J' },
      },
    ],
    balance_transactions: [
      { id: 'txn_1', amount: 2000, fee: 16, source: 'py_1', available_on: 1_767_312_000 },
      { id: 'txn_2', source: 'py_gone', exchange_rate: 1.5 },
    ],
    refunds: [
      {
        id: 'pyr_1',
        charge: 'py_1',
        balance_transaction: 'txn_3',
        status: 'succeeded',
        metadata: { a: '1' },
      },
      { id: 'pyr_2', charge: 'py_1', failure_balance_transaction: 'txn_4', failure_reason: 'unknown' },
    ],
    disputes: [{ id: 'du_1', charge: 'py_1', balance_transaction: 'txn_5', status: 'lost' }],
    mandates: [{ id: 'mandate_1', payment_method: 'pm_1' }],
    payment_intents: [
      {
        id: 'pi_1',
        customer: 'cus_1',
        latest_charge: 'py_1',
        last_payment_error: { payment_method: 'pm_9' },
      },
      { id: 'pi_9', amount: 500, customer: 'cus_1' },
    ],
    setup_intents: [
      {
        id: 'seti_1',
        attach_to_self: false,
        customer: 'cus_1',
        flow_directions: ['inbound'],
        last_setup_error: { payment_method: 'pm_9' },
        latest_attempt: 'setatt_1',
        mandate: 'mandate_1',
      },
      { id: 'seti_2', allowed_payment_method_types: ['card'] },
    ],
    setup_attempts: [
      { id: 'setatt_2', payment_method: 'pm_2', setup_intent: 'seti_1', status: 'abandoned' },
      {
        id: 'setatt_1',
        customer: 'cus_1',
        payment_method: 'pm_1',
        setup_error: { payment_method: 'pm_9' },
        setup_intent: 'seti_1',
        status: 'failed',
      },
    ],
    webhook_endpoints: [
      { id: 'we_1', url: 'http://localhost/hook', enabled_events: ['*'], metadata: { a: '1' } },
      { id: 'we_2', url: 'http://down.example/', enabled_events: ['*'], api_version: '2023-10-16' },
      { id: 'we_3', url: 'http://localhost/connect', enabled_events: ['*'], connect: true },
    ],
  });
}

async function link(emulator: Emulator): Promise<void> {
  await emulator.updateDashboard({ financial_connections: { permissions: ['ownership'] } });
  const refresh = {
    balance: { outcome: ['failed', 'succeeded'], delay: '9s', next_refresh_after: '1h' },
    ownership: { outcome: 'succeeded', delay: 'manual' },
    // biome-ignore lint/suspicious/noThenProperty: the control surface's word for the outcome after the listed ones.
    transactions: { outcome: ['failed'], then: 'succeeded', delay: 'never' },
  } as const;
  const holdings = {
    balance: { as_of: 5, current: { usd: 7 }, cash: { available: null } },
    owners: [{ name: 'Jenny Rosen' }],
  };
  await emulator.linkAccount({ id: 'fca_3', account_holder: HOLDER, refresh, holdings });
  const { body: list } = await call(emulator, 'GET', '/v1/financial_connections/transactions?account=fca_2');
  await emulator.updateTransactions('fca_2', { void: [list.data.at(-1).id] });
  const features = 'features[]=balance&features[]=ownership&features[]=transactions';
  await call(emulator, 'POST', `${ACCOUNTS}/fca_3/refresh`, features);
  await emulator.linkAccount({ institution: 'Eventually Requires Reauthentication', account_holder: HOLDER });
  await emulator.linkAccount({ institution: 'Tokenized Account Number', account: 'Expiring in 30 Days' });
  const session =
    'account_holder[type]=account&account_holder[account]=acct_1&permissions[]=balances&permissions[]=payment_method';
  const { body } = await call(emulator, 'POST', '/v1/financial_connections/sessions', session);
  await emulator.completeSession(body.id);
}

async function pay(emulator: Emulator): Promise<void> {
  const method = '&payment_method=pm_usBankAccount_success';
  const options = 'payment_method_options[us_bank_account]';
  const asked = `${options}[financial_connections][permissions][]=payment_method&${options}[verification_method]=instant`;
  const transfer = 'transfer_data[destination]=acct_1&transfer_data[metadata][a]=1&metadata[a]=1';
  const paid = await call(
    emulator,
    'POST',
    '/v1/payment_intents',
    `${DEBIT}&customer=cus_1&${asked}&${transfer}`,
    { 'idempotency-key': 'pays' },
  );
  await emulator.collectBankAccount(paid.body.id);
  await call(emulator, 'POST', `/v1/payment_intents/${paid.body.id}/confirm`, ACCEPTED);
  await call(emulator, 'POST', '/v1/payment_intents', `${DEBIT}${method}&confirm=true&${ACCEPTED}`);
}

/** A payment that has come back, whose account is blocked since, and one that was refused at once. */
async function bounce(emulator: Emulator): Promise<void> {
  const pay = (token: string) =>
    call(
      emulator,
      'POST',
      '/v1/payment_intents',
      `${DEBIT}&payment_method=pm_usBankAccount_${token}&confirm=true&${ACCEPTED}`,
    );
  const { body } = await pay('accountClosed');
  await emulator.updateIntent(body.id, { block_after_return: 'yes' });
  await pay('weeklyLimitExceeded');
  await emulator.clock.advance(1000);
}

/** A payment that has been disputed, another that will be, and refunds that wait for their end or for a payment. */
async function takeBack(emulator: Emulator): Promise<void> {
  const pay = async (token: string) => {
    const form = `${DEBIT}&payment_method=pm_usBankAccount_${token}&confirm=true&${ACCEPTED}`;
    return (await call(emulator, 'POST', '/v1/payment_intents', form)).body.id;
  };
  await pay('dispute');
  await emulator.clock.advance(3000);
  await pay('dispute');
  const settled = await pay('success');
  await emulator.clock.advance(1000);
  await call(emulator, 'POST', '/v1/refunds', `payment_intent=${settled}&amount=500`);
  await call(emulator, 'POST', '/v1/refunds', `payment_intent=${await pay('processing')}`);
}

/** Intents of both kinds that wait for microdeposits, one of them after a mistake. */
async function wait(emulator: Emulator): Promise<void> {
  const holder = { customer: 'cus_1', allowed_payment_method_types: ['us_bank_account'] };
  await emulator.putObjects({
    payment_intents: [{ id: 'pi_waiting', ...holder }],
    setup_intents: [{ id: 'seti_waiting', ...holder }],
  });
  for (const [id, path] of [
    ['pi_waiting', '/v1/payment_intents'],
    ['seti_waiting', '/v1/setup_intents'],
  ] as const) {
    const typed = { routing_number: '110000000', account_number: '000123456789' };
    await emulator.collectBankAccount(id, { manual_entry: typed });
    await call(emulator, 'POST', `${path}/${id}/confirm`, ACCEPTED);
  }
  const mistaken = 'amounts[]=1&amounts[]=2';
  await call(emulator, 'POST', '/v1/setup_intents/seti_waiting/verify_microdeposits', mistaken);
}

/** Setups in three states: with a mandate, with one for a single payment, and one that microdeposits have to verify. */
async function setUp(emulator: Emulator): Promise<void> {
  const setup = (form: string) =>
    call(emulator, 'POST', '/v1/setup_intents', `allowed_payment_method_types[]=us_bank_account&${form}`);
  const confirm = (id: string) => call(emulator, 'POST', `/v1/setup_intents/${id}/confirm`, ACCEPTED);
  const typed = 'payment_method_data[us_bank_account]';
  await setup(`customer=cus_1&payment_method=pm_usBankAccount_success&confirm=true&${ACCEPTED}`);
  const { body } = await setup('attach_to_self=true&single_use[amount]=100&single_use[currency]=usd');
  await emulator.collectBankAccount(body.id);
  await confirm(body.id);
  await setup(
    `payment_method_data[type]=us_bank_account&payment_method_data[billing_details][name]=J&${typed}[routing_number]=110000000&${typed}[account_number]=000123456789&confirm=true&${ACCEPTED}`,
  );
}

/** Sources of which one is charged, one is not yet verified, and one is not reached by its deposits; and a token. */
async function chargeSources(emulator: Emulator): Promise<void> {
  const numbers = (name: string, number: string) =>
    `${name}[country]=US&${name}[routing_number]=110000000&${name}[account_number]=${number}`;
  const sources = '/v1/customers/cus_1/sources';
  await call(emulator, 'POST', sources, numbers('source', '000666666661'));
  await call(emulator, 'POST', `${sources}/ba_1/verify`, 'amounts[]=1&amounts[]=2');
  await call(emulator, 'POST', '/v1/charges', 'amount=1000&currency=usd&customer=cus_1&source=ba_2');
  await call(emulator, 'POST', '/v1/charges', 'amount=1000&currency=usd&source=btok_us_verified');
  await call(emulator, 'POST', '/v1/tokens', numbers('bank_account', '000222222227'));
}
const WHOLE = [
  'type=custom&business_type=company&capabilities[transfers][requested]=true&external_account=btok_us_verified',
  'tos_acceptance[date]=1&tos_acceptance[ip]=203.0.113.7&company[name]=J&company[phone]=1&company[tax_id]=1',
  'company[address][line1]=1&company[address][city]=B&company[address][state]=ID&company[address][postal_code]=1',
].join('&');

/** An account that waits to be verified, one that is gone, and a payout that is under way. */
async function payOut(emulator: Emulator): Promise<void> {
  await call(emulator, 'POST', '/v1/accounts', WHOLE);
  const { body } = await call(emulator, 'POST', '/v1/accounts', 'type=express&email=jenny@example.com');
  await call(emulator, 'DELETE', `/v1/accounts/${body.id}`);
  const paid = `${DEBIT}&payment_method=pm_usBankAccount_success&confirm=true&${ACCEPTED}`;
  await call(emulator, 'POST', '/v1/payment_intents', paid, CONNECTED);
  await emulator.clock.advance(1000);
  await call(emulator, 'POST', '/v1/payouts', 'amount=100&currency=usd', CONNECTED);
}

async function connect(emulator: Emulator): Promise<void> {
  await call(emulator, 'POST', '/v1/customers', 'name=Connected', { ...CONNECTED, 'idempotency-key': 'k' });
  await call(
    emulator,
    'POST',
    '/v1/webhook_endpoints',
    'url=http://localhost/own&enabled_events[]=*',
    CONNECTED,
  );
  await call(
    emulator,
    'POST',
    '/_emulator/financial_connections/accounts',
    { prefetch: ['balances'] },
    CONNECTED,
  );
  await call(emulator, 'POST', '/v1/customers', 'name=Other', { 'stripe-account': 'acct_2' });
}

/** The sandbox, some hours into its time; what is to come is due a second later and after. */
export async function richWorld(emulator: Emulator = quietEmulator()): Promise<Emulator> {
  await furnish(emulator);
  await call(emulator, 'DELETE', '/v1/customers/cus_2');
  await call(emulator, 'POST', '/v1/customers', 'email=nobody', { 'idempotency-key': 'refused' });
  await emulator.clock.advance(4 * 3_600_000);
  await bounce(emulator);
  await link(emulator);
  await connect(emulator);
  await emulator.clock.advance(1);
  await takeBack(emulator);
  await wait(emulator);
  await payOut(emulator);
  await pay(emulator);
  await setUp(emulator);
  await chargeSources(emulator);
  return emulator;
}
