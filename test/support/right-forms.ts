import { documentedNumbers } from '../../src/bank/test-bank-accounts.ts';
import { FORMS } from './forms.ts';
import { PAYMENTS, SETUPS } from './fuzzed-world.ts';

/* What an endpoint is asked for that it can answer, in a world of `fuzzed-world.ts`. */

/** The PaymentMethods that stand for test accounts. */
export const TOKENS = documentedNumbers().flatMap(({ token }) => token ?? []);

const ACCEPTED = 'mandate_data[customer_acceptance][type]=offline';
const TYPE = 'allowed_payment_method_types[]=us_bank_account';
const CONFIRMED = `${TYPE}&confirm=true&${ACCEPTED}`;
const TYPED_IN =
  'payment_method_data[type]=us_bank_account&payment_method_data[billing_details][name]=J&payment_method_data[us_bank_account][routing_number]=110000000&payment_method_data[us_bank_account][account_number]=';

/** Of both kinds of intents: what comes to an end by itself, and what a refusal leaves behind. */
const METHODS = [
  ...['pm_blocked', ...TOKENS].map((method) => `payment_method=${method}`),
  ...['000123456789', '000666666661', '000888888885'].map((number) => TYPED_IN + number),
];
/** A form so often: what comes to the same with many others would be rare among them. */
const often = (form: string, times = 3): readonly string[] => Array.from({ length: times }, () => form);

const CONFIRMATIONS = [
  ...METHODS.map((method) => `${method}&${ACCEPTED}`),
  ...often(`payment_method=pm_blocked&${ACCEPTED}`),
  ...often('payment_method=pm_usBankAccount_success', 6),
  ACCEPTED,
  '',
];

const VERIFICATIONS = [
  ...often('descriptor_code=SM11AA', 4),
  'descriptor_code=SM33CC',
  'descriptor_code=SM44DD',
  ...often('descriptor_code=SM00ZZ', 4),
  ...often('amounts[]=32&amounts[]=45'),
  'amounts[]=45&amounts[]=32',
  'amounts[]=10&amounts[]=11',
  'amounts[]=40&amounts[]=41',
  ...often('amounts[]=1&amounts[]=1'),
];

const COLLECTIONS = [
  '',
  'account=Success',
  'account=Insufficient Funds',
  'manual_entry[routing_number]=110000000&manual_entry[account_number]=000123456789',
];

const NOBODY_WAITS = `${TYPED_IN}000123456789&${ACCEPTED}&error_on_requires_action=true`;

const AMOUNTS = [...often('amounts[]=1&amounts[]=1', 6), ...often('amounts[]=32&amounts[]=45', 5)];

const BEHAVIORS = [
  'allow_incomplete',
  'default_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
].map((behavior) => `&payment_behavior=${behavior}`);

const MORE: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/balance_transactions': ['', 'type=payment&currency=usd', 'source=py_1'],
  'POST /v1/refunds': ['charge=py_1', 'charge=py_1&reason=fraudulent', 'charge=py_1&amount=7&metadata[a]=1'],
  'POST /v1/charges': [
    ...often('amount=1000&currency=usd&customer=cus_1&source=ba_limited', 12),
    ...often('amount=1000&currency=usd&customer=cus_1&source=ba_2', 6),
  ],
  'POST /v1/customers/:customer/bank_accounts/:source/verify': AMOUNTS,
  'POST /v1/customers/:customer/sources/:source/verify': AMOUNTS,
  'GET /_emulator/events/wait': ['type=*'],
  'POST /v1/payment_intents': [
    ...METHODS.map((method) => `amount=2000&currency=usd&${method}&${CONFIRMED}`),
    ...often(`amount=2000&currency=usd&payment_method=pm_usBankAccount_success&${TYPE}&confirm=true`),
    ...often(`amount=2000&currency=usd&${NOBODY_WAITS}&${TYPE}&confirm=true`),
  ],
  'POST /v1/payment_intents/:payment_intent': ['amount=2500', 'payment_method=pm_usBankAccount_noAccount'],
  'POST /v1/payment_intents/:payment_intent/confirm': [...CONFIRMATIONS, ...often(NOBODY_WAITS, 6)],
  'POST /v1/payment_intents/:payment_intent/verify_microdeposits': VERIFICATIONS,
  'POST /v1/invoices/:invoice/pay': [
    ...often('payment_method=pm_closed&mandate=mandate_closed', 12),
    ...often('payment_method=pm_1&mandate=mandate_closed', 12),
  ],
  'POST /v1/subscriptions': ['', ...BEHAVIORS].flatMap((behavior) =>
    ['pm_1', 'pm_closed'].map(
      (method) => `customer=cus_1&items[0][price]=price_monthly&default_payment_method=${method}${behavior}`,
    ),
  ),
  'POST /v1/subscriptions/:subscription': BEHAVIORS.map(
    (behavior) =>
      `default_payment_method=pm_closed&items[0][id]=si_1&items[0][quantity]=9&proration_behavior=always_invoice${behavior}`,
  ),
  'POST /v1/subscription_items/:item': BEHAVIORS.map(
    (behavior) => `quantity=9&proration_behavior=always_invoice${behavior}`,
  ),
  'POST /v1/setup_intents': [
    ...METHODS.map((method) => `${method}&${CONFIRMED}`),
    ...often(`payment_method=pm_blocked&${CONFIRMED}`),
    `${TYPE}&single_use[amount]=100&single_use[currency]=usd`,
  ],
  'POST /v1/setup_intents/:setup_intent/confirm': CONFIRMATIONS,
  'POST /v1/setup_intents/:setup_intent/verify_microdeposits': VERIFICATIONS,
  'POST /_emulator/financial_connections/accounts': ['', 'account=Success&permissions[]=balances'],
  'POST /_emulator/financial_connections/accounts/:id': [
    'holdings[balance][current][usd]=1',
    'holdings[transactions][0][amount]=-100&holdings[transactions][0][description]=x',
  ],
  'POST /_emulator/financial_connections/accounts/:id/transactions': [
    'post[0][amount]=-100&post[0][description]=x',
    'post[0][amount]=100&post[0][description]=x&post[0][status]=pending',
  ],
  'POST /_emulator/financial_connections/sessions/:id/complete': ['', 'accounts[]=Success', 'outcome=cancel'],
  'POST /_emulator/payment_intents/:id/collect_bank_account': COLLECTIONS,
  'POST /_emulator/setup_intents/:id/collect_bank_account': COLLECTIONS,
  'POST /_emulator/payment_intents/:id': [
    'outcome=disputed',
    'outcome=insufficient_funds&settlement_delay=5s',
    'outcome=charge_exceeds_source_limit&block_after_return=yes',
    'refund_outcome=failed&refund_delay=5s&dispute_delay=1s',
    'microdeposit_type=amounts',
  ],
  'POST /_emulator/setup_intents/:id': ['microdeposit_type=amounts', 'settlement_delay=5s'],
  'POST /_emulator/dashboard': ['financial_connections[permissions][]=balances'],
  'POST /_emulator/objects': ['customers[0][id]=cus_3', 'payment_intents[0][id]=pi_3'],
  'POST /_emulator/clock/advance': ['by=5s', 'by=1d', 'until=idle', 'by=11d'],
};

/** Forms with which an endpoint may succeed; none is needed where there are none. */
export const rightFormsOf = (name: string): readonly string[] => {
  const forms = [...(FORMS[name] ?? []), ...(MORE[name] ?? [])];
  return forms.length === 0 ? [''] : forms;
};

const TO_CONFIRM = ['pi_bare', 'pi_ready', 'pi_limited'];
const TO_SET_UP = ['seti_bare', 'seti_ready', 'seti_1'];

/** The objects with which an endpoint may succeed, by their ids in the order of its path, where those are not most of their type. */
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/customers/:customer/payment_methods/:payment_method': ['cus_1 pm_1'],
  'POST /v1/customers/:customer/bank_accounts/:source/verify': ['cus_1 ba_1'],
  'POST /v1/customers/:customer/sources/:source/verify': ['cus_1 ba_1'],
  'GET /v1/financial_connections/sessions/:session': ['fcsess_1'],
  'DELETE /v1/products/:product': ['prod_bare'],
  'GET /v1/products/:product': ['prod_1'],
  'GET /v1/plans/:plan': ['price_monthly'],
  'GET /v1/prices/:price': ['price_1'],
  'GET /v1/invoice_payments/:invoice_payment': ['inpay_1'],
  'GET /v1/invoices/:invoice': ['in_1', 'in_open'],
  'GET /v1/invoices/:invoice/lines': ['in_1'],
  'POST /v1/invoices/:invoice': ['in_1', 'in_open'],
  'POST /v1/invoices/:invoice/add_lines': ['in_1'],
  'POST /v1/invoices/:invoice/finalize': ['in_1', 'in_sent'],
  'POST /v1/invoices/:invoice/lines/:line_item': ['in_1 il_1'],
  'DELETE /v1/subscriptions/:subscription': ['sub_1', 'sub_3'],
  'POST /v1/subscriptions/:subscription': ['sub_1', 'sub_closed'],
  'POST /v1/subscriptions/:subscription/resume': ['sub_3'],
  'DELETE /v1/subscription_items/:item': ['si_1', 'si_2'],
  'POST /v1/subscription_items/:item': ['si_1', 'si_2', 'si_closed'],
  'POST /v1/payouts/:payout/cancel': ['po_1'],
  'POST /v1/payouts/:payout/reverse': ['po_2'],
  'POST /v1/accounts/:account/login_links': ['acct_express'],
  'DELETE /v1/accounts/:account/external_accounts/:external_account': ['acct_1 ba_spare'],
  'POST /v1/invoices/:invoice/mark_uncollectible': ['in_open'],
  'POST /v1/invoices/:invoice/pay': ['in_1', 'in_sent'],
  'POST /v1/invoices/:invoice/remove_lines': ['in_1'],
  'POST /v1/invoices/:invoice/send': ['in_sent'],
  'POST /v1/invoices/:invoice/update_lines': ['in_1'],
  'POST /v1/invoices/:invoice/void': ['in_open'],
  'DELETE /v1/invoices/:invoice': ['in_sent', 'in_1'],
  'GET /v1/financial_connections/accounts/:account/owners': ['fca_1'],
  'POST /v1/financial_connections/accounts/:account/refresh': ['fca_1'],
  'POST /v1/financial_connections/accounts/:account/subscribe': ['fca_1'],
  'GET /v1/financial_connections/transactions/:transaction': ['fctxn_1', 'fctxn_2'],
  'POST /v1/payment_methods/:payment_method': ['pm_1'],
  'POST /v1/payment_methods/:payment_method/attach': ['pm_1', 'pm_usBankAccount_success'],
  'POST /v1/payment_methods/:payment_method/detach': ['pm_1'],
  'POST /v1/payment_intents/:payment_intent/confirm': [...TO_CONFIRM, 'pi_waiting'],
  'POST /v1/payment_intents/:payment_intent/verify_microdeposits': ['pi_waiting', ...PAYMENTS],
  'POST /v1/setup_intents/:setup_intent/confirm': [...TO_SET_UP, 'seti_waiting'],
  'POST /v1/setup_intents/:setup_intent/verify_microdeposits': SETUPS,
  'GET /v1/checkout/sessions/:session': ['cs_1'],
  'GET /v1/checkout/sessions/:session/line_items': ['cs_1'],
  'POST /v1/checkout/sessions/:session': ['cs_1'],
  'POST /v1/checkout/sessions/:session/expire': ['cs_1', 'cs_2'],
  'POST /_emulator/checkout/sessions/:id/complete': ['cs_1', 'cs_2', 'cs_3'],
  'POST /v1/charges/:charge/refund': ['py_1'],
  'POST /v1/charges/:charge/refunds': ['py_1'],
  'POST /_emulator/payment_intents/:id/collect_bank_account': TO_CONFIRM,
  'POST /_emulator/setup_intents/:id/collect_bank_account': TO_SET_UP,
  'POST /_emulator/payment_intents/:id/microdeposits/arrive': ['pi_waiting', 'pi_mistaken'],
  'POST /_emulator/setup_intents/:id/microdeposits/arrive': ['seti_waiting', 'seti_mistaken'],
};

export const rightSubjectsOf = (name: string): readonly string[] | undefined => SUBJECTS[name];
