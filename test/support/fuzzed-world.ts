import { createEmulator, type Emulator } from '../../src/index.ts';
import { internalsOf } from '../../src/server/internals.ts';
import { call } from './rich-world.ts';

export const MAX_BODY_BYTES = 40_000;

export function newEmulator(logged: string[] = []): Emulator {
  const emulator = createEmulator({
    seed: 'fuzz',
    time: { start: '2026-01-01T00:00:00Z', runs: false },
    limits: { bodyBytes: MAX_BODY_BYTES, sandboxes: 5 },
    log: ({ kind, text }) => {
      if (kind === 'error') logged.push(text);
    },
  });
  internalsOf(emulator).useTransport(async () => new Response('ok'));
  return emulator;
}

const BANK_DEBIT = { allowed_payment_method_types: ['us_bank_account'] };
const ACCEPTED = 'mandate_data[customer_acceptance][type]=offline';

/** Those that wait for microdeposits, and by their names what comes of it when they are verified. */
export const PAYMENTS = ['pi_waiting', 'pi_mistaken', 'pi_unreached', 'pi_declined'];
export const SETUPS = ['seti_waiting', 'seti_mistaken', 'seti_unreached'];

/** Calls what answers 200. */
async function ask(emulator: Emulator, path: string, body: string): Promise<void> {
  const { status, text } = await call(emulator, 'POST', path, body);
  if (status !== 200) throw new Error(`${path} answers ${status}: ${text}`);
}

async function putInPlace(emulator: Emulator): Promise<void> {
  const account_holder = { type: 'customer', customer: 'cus_1' };
  const blocked = { network_code: 'R02', reason: 'bank_account_closed' };
  await emulator.putObjects({
    customers: [{ id: 'cus_1', email: 'jenny@example.com' }, { id: 'cus_2' }],
    'financial_connections.accounts': [
      {
        id: 'fca_1',
        account_holder,
        inferred_balances_refresh: { status: 'succeeded' },
        ownership: 'fcaowns_1',
        transaction_refresh: { id: 'fctxnref_1', status: 'succeeded' },
      },
    ],
    'financial_connections.account_ownerships': [{ id: 'fcaowns_1', account: 'fca_1' }],
    'financial_connections.authorizations': [{ id: 'fcauth_1' }],
    'financial_connections.consents': [{ id: 'fccons_1', account_holder }],
    'financial_connections.transactions': [
      { id: 'fctxn_1', account: 'fca_1', amount: -5, description: 'x' },
      { id: 'fctxn_2', account: 'fca_1', amount: -5, description: 'x', status: 'pending' },
    ],
    'financial_connections.sessions': [
      { id: 'fcsess_1', client_secret: 'fcsess_client_secret_1', account_holder },
    ],
    payment_method_configurations: [{ id: 'pmc_1' }],
    payment_methods: [
      { id: 'pm_1', customer: 'cus_1' },
      {
        id: 'pm_closed',
        customer: 'cus_1',
        us_bank_account: { fingerprint: 'closed', status_details: { blocked } },
      },
      { id: 'pm_blocked', us_bank_account: { fingerprint: 'blocked', status_details: { blocked } } },
    ],
    mandates: [
      { id: 'mandate_1', payment_method: 'pm_1' },
      { id: 'mandate_closed', payment_method: 'pm_closed' },
    ],
    bank_accounts: [
      { id: 'ba_1', customer: 'cus_1', account_number: '000123456789' },
      { id: 'ba_2', customer: 'cus_1', account_number: '000222222227', status: 'verified' },
      { id: 'ba_3', account: 'acct_1', default_for_currency: true },
      { id: 'ba_spare', account: 'acct_1' },
      { id: 'ba_limited', customer: 'cus_1', account_number: '000777777771', status: 'verified' },
    ],
    tokens: [{ id: 'btok_1' }],
    products: [{ id: 'prod_1' }, { id: 'prod_bare' }],
    invoices: [
      { id: 'in_1', customer: 'cus_1', default_payment_method: 'pm_1', lines: [{ id: 'il_1', amount: 500 }] },
      {
        id: 'in_open',
        customer: 'cus_1',
        default_payment_method: 'pm_1',
        lines: [{ amount: 500 }],
        status: 'open',
      },
      {
        id: 'in_sent',
        collection_method: 'send_invoice',
        customer: 'cus_1',
        due_date: 2_000_000_000,
        lines: [{ amount: 500 }],
      },
    ],
    invoice_payments: [
      { id: 'inpay_1', invoice: 'in_open', payment: { payment_intent: 'pi_bare', type: 'payment_intent' } },
    ],
    invoiceitems: [{ id: 'ii_1', customer: 'cus_1', amount: 500 }],
    prices: [
      { id: 'price_4', product: 'prod_1' },
      { id: 'price_1', product: 'prod_1', lookup_key: 'shirt' },
      { id: 'price_monthly', product: 'prod_1', recurring: { interval: 'month' } },
      ...['price_5', 'price_6'].map((id) => ({ id, product: 'prod_1', recurring: { interval: 'month' } })),
    ],
    subscriptions: [
      {
        id: 'sub_1',
        customer: 'cus_1',
        default_payment_method: 'pm_1',
        items: [
          { id: 'si_1', price: 'price_monthly' },
          { id: 'si_2', price: 'price_5' },
        ],
      },
      { id: 'sub_2', customer: 'cus_1', items: [{ price: 'price_monthly' }], status: 'canceled' },
      {
        id: 'sub_closed',
        customer: 'cus_1',
        default_payment_method: 'pm_closed',
        items: [{ id: 'si_closed', price: 'price_monthly' }],
      },
      { id: 'sub_3', customer: 'cus_1', items: [{ price: 'price_monthly' }], status: 'paused' },
    ],
    accounts: [
      { id: 'acct_1', business_type: 'individual' },
      { id: 'acct_express', type: 'express', details_submitted: true },
    ],
    payouts: [{ id: 'po_2', status: 'paid' }],
    'checkout.sessions': [
      { id: 'cs_1', line_items: [{ price: 'price_1' }] },
      { id: 'cs_2', mode: 'setup' },
      { id: 'cs_3', mode: 'subscription', line_items: [{ price: 'price_monthly' }] },
    ],
    charges: [{ id: 'py_1', balance_transaction: 'txn_1', customer: 'cus_1' }],
    balance_transactions: [{ id: 'txn_1', amount: 2000, fee: 16, source: 'py_1' }],
    refunds: [{ id: 'pyr_1', charge: 'py_1', amount: 100, status: 'succeeded' }],
    payment_intents: [
      { id: 'pi_1' },
      ...['pi_bare', 'pi_limited', ...PAYMENTS].map((id) => ({ id, ...BANK_DEBIT })),
      { id: 'pi_ready', customer: 'cus_1', payment_method: 'pm_1', ...BANK_DEBIT },
    ],
    setup_intents: [
      ...['seti_1', 'seti_bare', ...SETUPS].map((id) => ({ id, ...BANK_DEBIT })),
      { id: 'seti_ready', customer: 'cus_1', payment_method: 'pm_1', ...BANK_DEBIT },
    ],
  });
}

/** Two mistakes in amounts are made, and the third would end it. */
async function mistake(emulator: Emulator, path: string): Promise<void> {
  for (const wrong of ['amounts[]=1&amounts[]=1', 'amounts[]=2&amounts[]=2'])
    await call(emulator, 'POST', `${path}/verify_microdeposits`, wrong);
}

async function wait(emulator: Emulator): Promise<void> {
  for (const id of [...PAYMENTS, ...SETUPS]) {
    const path = `/v1/${id.startsWith('pi_') ? 'payment' : 'setup'}_intents/${id}`;
    const account_number = id.endsWith('_unreached') ? '000666666661' : '000123456789';
    await emulator.collectBankAccount(id, { manual_entry: { routing_number: '110000000', account_number } });
    await ask(emulator, `${path}/confirm`, ACCEPTED);
    if (id.endsWith('_mistaken')) await mistake(emulator, path);
  }
  await emulator.updateIntent('pi_declined', { outcome: 'highest_risk_level' });
}

/** A sandbox with something of everything in it, and something still to come. */
export async function furnished(): Promise<Emulator> {
  const emulator = newEmulator();
  await putInPlace(emulator);
  const pay = (token: string) =>
    ask(
      emulator,
      '/v1/payment_intents',
      `amount=2000&currency=usd&allowed_payment_method_types[]=us_bank_account&payment_method=pm_usBankAccount_${token}&confirm=true&${ACCEPTED}`,
    );
  await pay('dispute');
  await pay('accountClosed');
  await emulator.clock.advance(2_500);
  // It is under way, and would have arrived by then.
  await emulator.putObjects({ payouts: [{ id: 'po_1', status: 'pending' }] });
  await pay('success');
  await wait(emulator);
  await emulator.putObjects({
    webhook_endpoints: [{ id: 'we_1', url: 'http://localhost/webhook', enabled_events: ['*'] }],
  });
  await emulator.updateIntent('pi_limited', { outcome: 'charge_exceeds_transaction_limit' });
  await emulator.linkAccount({ id: 'fca_2', permissions: ['balances'], account: 'Success' });
  await ask(emulator, '/v1/financial_connections/accounts/fca_2/refresh', 'features[]=balance');
  await ask(emulator, '/v1/payment_methods/pm_usBankAccount_success/attach', 'customer=cus_1');
  return emulator;
}
