import type { Emulator } from '../../src/index.ts';
import { REFERENCES } from '../../src/model/expandable.ts';
import { isObjectType, type ObjectType } from '../../src/model/records.ts';
import { NEWEST_PREVIEW } from '../../src/model/versions/version-string.ts';
import { operations } from '../../src/resources/index.ts';
import type { Operation } from '../../src/resources/operation.ts';
import { CONTROL } from './endpoints.ts';
import { isAsStripeWrites } from './json-bytes.ts';
import { call } from './rich-world.ts';

/* Whatever can be asked of a sandbox, asked of every object in it: no answer may be a 500, nor be written otherwise than Stripe writes. */

const VERSIONS = ['2026-10-28.endive', '2022-08-01', NEWEST_PREVIEW];
const TYPES: Readonly<Record<string, ObjectType>> = {
  account: 'financial_connections.account',
  authorization: 'financial_connections.authorization',
  configuration: 'payment_method_configuration',
  consent: 'financial_connections.consent',
  plan: 'price',
  session: 'financial_connections.session',
  source: 'bank_account',
};

interface Field {
  readonly object?: string;
  readonly fields?: Fields;
}
type Fields = Readonly<Record<string, Field | object>>;

const pathsOf = (fields: Fields, under = ''): readonly string[] =>
  Object.entries<Field>(fields).flatMap(([name, { fields: inner }]) => [
    under + name,
    ...(inner === undefined ? [] : pathsOf(inner, `${under}${name}.`)),
  ]);

/** Everything that can be expanded, and what is expanded in that. */
const DEEPER: Readonly<Record<string, readonly string[]>> = {
  payment_intent: ['latest_charge.payment_method_details.us_bank_account.mandate', 'payment_method.customer'],
  balance_transaction: ['source.customer.tax'],
  charge: ['payment_intent.payment_method.customer', 'refunds.data.balance_transaction'],
  bank_account: ['customer.default_source.customer'],
  customer: [
    'default_source.customer',
    'sources.data.customer',
    'cash_balance',
    'invoice_credit_balance',
    'sources',
    'subscriptions',
    'tax',
    'tax_ids',
  ],
  setup_attempt: ['setup_intent.latest_attempt.customer', 'payment_method.customer'],
  setup_intent: ['latest_attempt.setup_intent.mandate', 'payment_method.customer'],
  mandate: ['payment_method.customer.invoice_settings.default_payment_method'],
};

const expansion = ({ answers, list }: Operation): string => {
  const paths = [...(isObjectType(answers) ? pathsOf(REFERENCES[answers]) : []), ...(DEEPER[answers] ?? [])];
  const deepest = paths.filter((path) => path.split('.').length + (list ? 1 : 0) <= 4);
  return deepest.map((path) => `expand[]=${list ? 'data.' : ''}${path}`).join('&');
};

const RETURN = 'return_url=https://example.com/return';

/** Parameters with which the operations get as far as they can. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/customers/search': [
    'query=email~"exa" OR name~"jen" OR phone:"1"',
    'query=metadata["a"]:"1" created>0',
  ],
  'GET /v1/charges/search': ['query=amount>0', 'query=refunded:null payment_method_details.card.last4:4242'],
  'GET /v1/payment_intents/search': ['query=amount>0', 'query=status:"succeeded" OR currency:"usd"'],
  'GET /v1/invoice_payments': [
    '',
    'invoice=in_2&status=open',
    'payment[type]=payment_intent&payment[payment_intent]=pi_9',
  ],
  'GET /v1/invoices': ['', 'customer=cus_1&status=open', 'collection_method=send_invoice&due_date[gt]=5'],
  'GET /v1/invoices/search': ['query=total>0', 'query=status:"open" OR subscription:"sub_1"'],
  'POST /v1/invoices': [
    'customer=cus_1&auto_advance=true&metadata[a]=1&pending_invoice_items_behavior=include',
    'customer=cus_1&collection_method=send_invoice&days_until_due=3&description=x',
    'customer=cus_1&payment_settings[payment_method_options][us_bank_account][financial_connections][permissions][]=payment_method',
  ],
  'POST /v1/invoices/:invoice': ['description=x&metadata[b]=2', 'auto_advance=true', 'footer=x'],
  'POST /v1/invoices/:invoice/add_lines': ['lines[0][amount]=5', 'lines[0][pricing][price]=price_4'],
  'POST /v1/invoices/:invoice/finalize': ['', 'auto_advance=true'],
  'POST /v1/invoices/:invoice/lines/:line_item': ['amount=9', 'description=x&metadata[b]=2'],
  'POST /v1/invoices/:invoice/pay': ['', 'paid_out_of_band=true', 'payment_method=pm_1&mandate=mandate_1'],
  'POST /v1/invoices/:invoice/remove_lines': ['lines[0][id]=il_1&lines[0][behavior]=unassign'],
  'POST /v1/invoices/:invoice/update_lines': ['lines[0][id]=il_1&lines[0][quantity]=2'],
  'GET /v1/invoiceitems': ['', 'customer=cus_1&pending=true', 'pending=false', 'invoice=in_gone'],
  'POST /v1/invoiceitems': [
    'customer=cus_1&amount=5&currency=usd',
    'customer=cus_1&pricing[price]=price_4&quantity=3&metadata[a]=1',
    'customer=cus_1&price_data[currency]=usd&price_data[product]=prod_1&price_data[unit_amount]=4',
  ],
  'POST /v1/invoiceitems/:invoiceitem': ['amount=9&description=y', 'quantity=4', 'metadata[b]=2'],
  'GET /v1/prices': ['', 'lookup_keys[]=shirt&lookup_keys[]=mug', 'product=prod_1&active=true'],
  'GET /v1/prices/search': [`query=lookup_key:"shirt" OR product:"prod_2"`],
  'POST /v1/checkout/sessions': [
    'mode=setup&currency=usd&success_url=https://a.test',
    'mode=payment&success_url=https://a.test&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=700&line_items[0][price_data][product_data][name]=Mug',
  ],
  'POST /v1/checkout/sessions/:session': ['metadata[b]=2', 'payment_intent_data[description]=x'],
  'GET /v1/checkout/sessions': ['', 'status=open', 'customer_details[email]=jenny@example.com'],
  'GET /v1/products': ['', 'ids[]=prod_1&ids[]=prod_2', 'active=true&url=https://a.test'],
  'GET /v1/products/search': ['query=active:"true" name~"shirt"'],
  'POST /v1/prices': [
    'currency=usd&unit_amount=500&product_data[name]=x',
    'currency=usd&unit_amount_decimal=0.5&product=prod_1&recurring[interval]=day&lookup_key=shirt&transfer_lookup_key=true',
  ],
  'POST /v1/prices/:price': ['metadata[b]=2&nickname=x&currency_options[gbp][unit_amount]=4'],
  'POST /v1/products': ['name=x&default_price_data[currency]=usd&default_price_data[unit_amount]=1'],
  'POST /v1/products/:product': ['metadata[b]=2&name=y&package_dimensions=&default_price='],
  'GET /v1/subscriptions': ['status=all', 'customer=cus_1&price=price_1', 'status=ended'],
  'GET /v1/subscriptions/search': ['query=status:"active" OR metadata["a"]:"1"'],
  'POST /v1/subscriptions': [
    'customer=cus_1&items[0][price]=price_1&payment_behavior=default_incomplete',
    'customer=cus_1&items[0][price]=price_5&trial_period_days=5&add_invoice_items[0][price]=price_4',
  ],
  'POST /v1/subscriptions/:subscription': ['metadata[b]=2', 'cancel_at_period_end=true', 'trial_end=now'],
  'GET /v1/subscription_items': ['subscription=sub_1'],
  'POST /v1/subscription_items/:item': ['quantity=3', 'quantity=4&proration_behavior=always_invoice'],
  'GET /v1/financial_connections/accounts': ['', 'account_holder[customer]=cus_1', 'session=fcsess_2'],
  'GET /v1/financial_connections/transactions': [
    'account=fca_1',
    'account=fca_2&transacted_at[gte]=1767000000',
    'account=fca_1&transaction_refresh[after]=fctxnref_1',
  ],
  'GET /v1/events': ['', 'type=customer.*&delivery_success=true', 'type=customer.created'],
  'GET /v1/payment_methods': ['customer=cus_1'],
  'GET /v1/refunds': ['', 'charge=py_1', 'payment_intent=pi_1'],
  'GET /v1/disputes': ['', 'charge=py_1', 'payment_intent=pi_1'],
  'POST /v1/charges/:charge': ['metadata[b]=2&fraud_details[user_report]=safe&description=x'],
  'POST /v1/charges': ['amount=1000&currency=usd&customer=cus_1&source=ba_2'],
  'POST /v1/customers/:customer/sources': ['source=btok_us_verified_noAccount'],
  'POST /v1/customers/:customer/sources/:source': ['metadata[b]=2&account_holder_name=x'],
  'POST /v1/customers/:customer/sources/:source/verify': [
    'amounts[]=32&amounts[]=45',
    'amounts[]=1&amounts[]=2',
  ],
  'POST /v1/customers/:customer/bank_accounts': ['bank_account=btok_us_verified_invalidCurrency'],
  'POST /v1/customers/:customer/bank_accounts/:source/verify': ['amounts[]=32&amounts[]=45'],
  'POST /v1/tokens': [
    'pii[id_number]=1',
    'bank_account[country]=US&bank_account[routing_number]=110000000&bank_account[account_number]=000123456789',
  ],
  'POST /v1/charges/:charge/refund': ['amount=1'],
  'POST /v1/refunds': ['charge=py_1&amount=1', 'payment_intent=pi_1'],
  'POST /v1/refunds/:refund': ['metadata[b]=2'],
  'GET /v1/charges': ['', 'customer=cus_1', 'payment_intent=pi_1'],
  'POST /v1/customers/:customer': ['metadata[b]=2&shipping[name]=x&shipping[address][city]=y&balance=7'],
  'POST /v1/payment_intents/:payment_intent': [
    'metadata[b]=2&transfer_data[amount]=5&payment_method=pm_usBankAccount_success',
    'payment_method_options[us_bank_account][setup_future_usage]=off_session&shipping[name]=x&shipping[address][city]=y',
  ],
  'POST /v1/payment_intents/:payment_intent/confirm': [
    `mandate=mandate_1&${RETURN}`,
    `mandate_data[customer_acceptance][type]=offline&${RETURN}`,
    `payment_method=pm_1&mandate_data[customer_acceptance][type]=offline&${RETURN}`,
  ],
  'GET /v1/setup_attempts': ['setup_intent=seti_1'],
  'GET /v1/setup_intents': ['', 'customer=cus_1', 'payment_method=pm_1&attach_to_self=false'],
  'POST /v1/setup_intents': [
    `payment_method=pm_usBankAccount_success&confirm=true&mandate_data[customer_acceptance][type]=offline&${RETURN}`,
  ],
  'POST /v1/setup_intents/:setup_intent': [
    'metadata[b]=2&payment_method=pm_usBankAccount_success&payment_method_options[us_bank_account][verification_method]=automatic',
  ],
  'POST /v1/setup_intents/:setup_intent/confirm': [
    `mandate_data[customer_acceptance][type]=offline&${RETURN}`,
    `payment_method=pm_1&mandate_data[customer_acceptance][type]=offline&${RETURN}`,
  ],
  'POST /v1/payment_method_configurations/:configuration': ['link[display_preference][preference]=off'],
  'POST /v1/payment_methods/:payment_method': ['metadata[b]=2&billing_details[name]=x'],
  'POST /v1/payment_methods/:payment_method/attach': ['customer=cus_1'],
  'GET /v1/financial_connections/accounts/:account/owners': ['ownership=fcaowns_1', 'ownership=fcaowns_2'],
  'POST /v1/financial_connections/accounts/:account/subscribe': ['features[]=transactions'],
  'POST /v1/financial_connections/accounts/:account/unsubscribe': ['features[]=transactions'],
  'POST /v1/financial_connections/accounts/:account/refresh': [
    'features[]=balance&features[]=ownership&features[]=transactions',
  ],
  'POST /v1/financial_connections/sessions': [
    'account_holder[type]=customer&account_holder[customer]=cus_1&permissions[]=balances',
  ],
  'POST /v1/financial_connections/consents': [
    'account_holder[type]=customer&account_holder[customer]=cus_1&locale=es',
  ],
  'POST /v1/webhook_endpoints': ['url=http://localhost/x&enabled_events[]=*'],
  'POST /v1/webhook_endpoints/:webhook_endpoint': ['metadata[b]=2&disabled=false'],
  'POST /v1/payment_methods': [
    'type=us_bank_account&billing_details[name]=x&us_bank_account[financial_connections_account]=fca_1',
  ],
  'POST /v1/payment_intents': [
    `amount=2000&currency=usd&payment_method=pm_1&customer=cus_1&confirm=true&${RETURN}`,
  ],
  'POST /v1/payment_intents/:payment_intent/increment_authorization': ['amount=3000'],
};

/** The ids in a document by the type of their object, with the account whose they are. */
interface Known {
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly account: string | null;
}

export interface Document {
  readonly scopes: readonly {
    readonly account: string | null;
    readonly tables: Readonly<Record<string, readonly (readonly [{ readonly id: string }, boolean])[]>>;
    readonly facts: { readonly transactionIds?: readonly (readonly [string, object])[] };
  }[];
}

const knownOf = ({ scopes }: Document): readonly Known[] =>
  scopes.map(({ account, tables, facts }) => ({
    account,
    ids: {
      ...Object.fromEntries(
        Object.entries(tables).map(([type, entries]) => [type, entries.map(([{ id }]) => id)]),
      ),
      // Those that have no id of the caller's are found by their lists.
      institution: ['fcinst_Qn1a7A4KhL42se'],
      transaction: facts.transactionIds?.map(([id]) => id) ?? [],
    },
  }));

/** The paths of an operation, one for each object that it can be about. */
function pathsFor({ path }: Operation, { ids }: Known): readonly string[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const [first] = names;
  if (first === undefined) return [path];
  const type = path.startsWith('/v1/checkout/') ? 'checkout.session' : (TYPES[first] ?? first);
  const subjects = ids[type] ?? [];
  return subjects.map((id) => {
    const rest = names
      .slice(1)
      .reduce((left, name) => left.replace(`:${name}`, ids[name]?.[0] ?? 'pm_1'), path);
    return rest.replace(`:${first}`, encodeURIComponent(id));
  });
}

const ENDS = /^DELETE|\/(cancel|detach|disconnect)$/;
/** Reads first, then changes, then what ends an object. */
const order = ({ method, name }: Operation): number => (method === 'GET' ? 0 : ENDS.test(name) ? 2 : 1);

type Asked = (method: string, path: string, body?: string | object, version?: string) => Promise<void>;

/** Every way to ask for it: with each form that helps, and everything expanded. */
const queriesFor = (operation: Operation): readonly string[] =>
  (FORMS[operation.name] ?? ['']).map((form) =>
    [form, expansion(operation), operation.list ? 'limit=100' : ''].filter((part) => part !== '').join('&'),
  );

async function askApi(asked: Asked, known: Known): Promise<void> {
  for (const operation of [...operations].sort((a, b) => order(a) - order(b))) {
    const paths = pathsFor(operation, known);
    const calls = paths.flatMap((path) => queriesFor(operation).map((query) => [path, query] as const));
    for (const [path, query] of calls) {
      if (operation.method !== 'GET')
        await asked(operation.method, path, query, operation.ofPreviews ? NEWEST_PREVIEW : VERSIONS[0]);
      else for (const version of VERSIONS) await asked('GET', `${path}?${query}`, undefined, version);
    }
  }
}

const LOOKS = [
  '/health',
  '/clock',
  '/dashboard',
  '/jobs',
  '/deliveries',
  '/requests',
  '/snapshot',
  '/events/wait?type=customer.*',
];

async function askCheckouts(asked: Asked, ids: Known['ids']): Promise<void> {
  // Others stay open, so that they can be expired.
  for (const id of ids['checkout.session']?.slice(0, 1) ?? [])
    await asked('POST', `${CONTROL}/checkout/sessions/${encodeURIComponent(id)}/complete`, {
      billing_details: { name: 'Jenny' },
    });
}

async function askControl(asked: Asked, { ids }: Known): Promise<void> {
  for (const path of LOOKS) await asked('GET', CONTROL + path);
  await asked('POST', `${CONTROL}/dashboard`, 'financial_connections[permissions][]=balances');
  await asked('POST', `${CONTROL}/financial_connections/accounts`, { prefetch: ['balances'] });
  for (const id of ids['financial_connections.account'] ?? []) {
    const path = `${CONTROL}/financial_connections/accounts/${encodeURIComponent(id)}`;
    await asked('POST', path, 'refresh[ownership][finish]=succeeded');
    await asked('POST', `${path}/transactions`, 'post[0][amount]=-5&post[0][description]=x');
    for (const transaction of ids.transaction ?? [])
      await asked('POST', `${path}/transactions`, { void: [transaction] });
    await asked('POST', path, {
      holdings: { balance: { current: { usd: 1 } } },
      refresh: { balance: { delay: '1s' } },
    });
    await asked(
      'POST',
      `${path}/reconnect`,
      'permissions[]=payment_method&permissions[]=balances&permissions[]=ownership&permissions[]=transactions',
    );
    await asked('POST', path, {
      status_details: { active: { expected_deactivation_date: 4_000_000_000 } },
      account_numbers: [{ identifier_type: 'tokenized_account_number', status: 'transactable' }],
      supported_payment_method_types: ['us_bank_account'],
    });
  }
  for (const id of ids['financial_connections.session'] ?? [])
    await asked('POST', `${CONTROL}/financial_connections/sessions/${encodeURIComponent(id)}/complete`, {
      accounts: ['Success', 'High Balance'],
    });
  await askCheckouts(asked, ids);
  for (const type of ['payment_intent', 'setup_intent'])
    for (const id of ids[type] ?? []) {
      const intent = `${CONTROL}/${type}s/${encodeURIComponent(id)}`;
      await asked('POST', intent, 'outcome=succeeds&settlement_delay=1s');
      await asked('POST', intent, 'microdeposit_type=amounts&settlement_delay=1s');
      await asked('POST', `${intent}/microdeposits/arrive`);
      // Here, because it waits for them no longer when it has another bank account.
      for (const how of ['amounts[]=1&amounts[]=2', 'descriptor_code=SM11AA'])
        await asked('POST', `/v1/${type}s/${encodeURIComponent(id)}/verify_microdeposits`, how);
      const path = `${intent}/collect_bank_account`;
      await asked('POST', path, 'account=Success');
      await asked('POST', path, {
        manual_entry: { routing_number: '110000000', account_number: '000123456789' },
      });
    }
  await asked('POST', `${CONTROL}/objects`, {
    'financial_connections.accounts': [{ id: 'fca_1' }],
    customers: [{ id: 'cus_1' }],
    payment_methods: [{ id: 'pm_1', customer: 'cus_1' }],
    webhook_endpoints: [{ id: 'we_1', url: 'http://localhost/' }],
  });
}

interface Asking {
  /** Whether what is due runs before the API is asked, or after. */
  readonly jobsFirst?: boolean;
  readonly onAnswer?: (method: string, path: string, status: number) => void;
}

/** Asks everything, and lets time pass; what has gone wrong, one sentence each. */
export async function everythingWrong(
  emulator: Emulator,
  document: Document,
  logged: readonly string[],
  { jobsFirst = true, onAnswer = () => {} }: Asking = {},
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const asking =
    (headers: Readonly<Record<string, string>>): Asked =>
    async (method, path, body, version = VERSIONS[0] ?? '') => {
      const { status, text } = await call(emulator, method, path, body, {
        ...headers,
        'stripe-version': version,
      });
      onAnswer(method, path, status);
      if (!path.endsWith('/snapshot') && !isAsStripeWrites(text))
        wrong.push(`${method} ${path.slice(0, 200)} is not indented as Stripe's bodies are`);
      if (status >= 500) wrong.push(`${method} ${path.slice(0, 200)} ${status}`);
    };
  const passed = async (pass: () => Promise<unknown>) => {
    await pass().catch((thrown: Error) => {
      // Refused, if what is to come lies behind the end of time.
      if (!/^(Time|More than)/.test(thrown.message)) wrong.push(thrown.stack ?? thrown.message);
    });
  };
  const scopes = knownOf(document);
  const asScope = ({ account }: Known) => asking(account === null ? {} : { 'stripe-account': account });
  for (const known of scopes) await askControl(asScope(known), known);
  const [{ id = '' } = {}] = emulator.deliveries();
  await asking({})('POST', `${CONTROL}/deliveries/${id}/resend`);
  if (jobsFirst) await passed(() => emulator.clock.runToIdle());
  for (const known of scopes) await askApi(asScope(known), known);
  await passed(() => emulator.clock.runToIdle());
  await passed(() => emulator.clock.advance(31 * 86_400_000));
  emulator.events();
  emulator.requests();
  // What came of it is a sandbox like any other.
  await passed(async () => {
    const { status, body } = await call(emulator, 'PUT', `${CONTROL}/snapshot`, await emulator.snapshot());
    onAnswer('PUT', `${CONTROL}/snapshot`, status);
    if (status !== 200) wrong.push(`It cannot be restored: ${body.error.message}`);
  });
  await asking({})('POST', `${CONTROL}/clock/advance`, 'by=1s');
  await asking({})('POST', `${CONTROL}/reset`);
  return [...wrong, ...logged];
}
