import type { Emulator } from '../../src/index.ts';
import { REFERENCES } from '../../src/model/expandable.ts';
import { isObjectType } from '../../src/model/records.ts';
import { NEWEST_PREVIEW } from '../../src/model/versions/version-string.ts';
import { operations } from '../../src/resources/index.ts';
import type { Operation } from '../../src/resources/operation.ts';
import { CONTROL } from './endpoints.ts';
import { FORMS } from './forms.ts';
import { isAsStripeWrites } from './json-bytes.ts';
import { filledIn, type Ids, idsOf, type Scope, type Scopes, subjectsIn } from './path-ids.ts';
import { call } from './rich-world.ts';

/* Whatever can be asked of a sandbox, asked of every object in it: no answer may be a 500, nor be written otherwise than Stripe writes. */

const VERSIONS = ['2026-10-28.endive', '2022-08-01', NEWEST_PREVIEW];
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

/** What is known of a scope, and the account whose it is. */
interface Known {
  readonly ids: Ids;
  readonly account: string | null;
}

export interface Document extends Scopes {
  readonly scopes: readonly (Scope & { readonly account: string | null })[];
}

const knownOf = (document: Document): readonly Known[] =>
  document.scopes.map((scope) => ({ account: scope.account, ids: idsOf(scope, document) }));

/** What is left for those that are asked later. */
const SPARED: Readonly<Record<string, readonly string[]>> = {
  'DELETE /v1/customers/:customer/bank_accounts/:source': ['ba_2'],
  'POST /v1/customers/:customer/sources/:source/verify': ['ba_4'],
  'POST /v1/invoices/:invoice/finalize': ['in_4'],
  'POST /v1/invoices/:invoice/mark_uncollectible': ['in_1', 'in_2'],
  'POST /v1/invoices/:invoice/pay': ['in_4'],
  'POST /v1/invoices/:invoice/void': ['in_1'],
};

/** The paths of an operation, one for each object that it can be about. */
const pathsFor = ({ name, path }: Operation, { ids }: Known): readonly string[] =>
  subjectsIn(ids, path)
    .filter((subject) => !subject.some((id) => SPARED[name]?.includes(id)))
    .map((subject) => filledIn(path, subject));

const ENDS = /^DELETE|\/(cancel|detach|disconnect|pay|void)$/;
/** Of drafts, and of accounts that have told everything: they are so no longer when they have been changed. */
const EARLY = /\/(\w+_lines|lines\/:line_item|login_links)$/;

/** Reads first, then changes, then what ends an object. */
function order({ method, name }: Operation): number {
  if (method === 'GET') return 0;
  if (ENDS.test(name)) return 3;
  return EARLY.test(name) ? 1 : 2;
}

/** What other objects belong to ends after them. */
const ORDERED: readonly Operation[] = [
  ...operations.filter((one) => order(one) < 3).toSorted((a, b) => order(a) - order(b)),
  ...operations.filter((one) => order(one) === 3).toReversed(),
];

type Asked = (method: string, path: string, body?: string | object, version?: string) => Promise<void>;

/** Every way to ask for it: with each form that helps, and everything expanded. */
const queriesFor = (operation: Operation): readonly string[] =>
  (FORMS[operation.name] ?? ['']).map((form) =>
    [form, expansion(operation), 'limit' in operation.params.members ? 'limit=100' : '']
      .filter((part) => part !== '')
      .join('&'),
  );

async function askApi(asked: Asked, known: Known): Promise<void> {
  for (const operation of ORDERED) {
    const paths = pathsFor(operation, known);
    const calls = paths.flatMap((path) => queriesFor(operation).map((query) => [path, query] as const));
    for (const [path, query] of calls) {
      if (operation.method !== 'GET')
        await asked(operation.method, path, query, operation.ofPreviews ? NEWEST_PREVIEW : VERSIONS[0]);
      else for (const version of VERSIONS) await asked('GET', `${path}?${query}`, undefined, version);
    }
  }
}

/** Of the whole sandbox, the same for whoever asks; and what each account sees of its own. */
const LOOKS = ['/health', '/clock', '/jobs', '/deliveries', '/requests', '/snapshot'];
// Who has no such event does not wait for one.
const OWN_LOOKS = ['/dashboard', '/events/wait?type=customer.*&timeout=1ms'];

async function askCheckouts(asked: Asked, ids: Known['ids']): Promise<void> {
  // Others stay open, so that they can be expired.
  for (const { id } of ids.get('checkout.session')?.slice(0, 1) ?? [])
    await asked('POST', `${CONTROL}/checkout/sessions/${encodeURIComponent(id)}/complete`, {
      billing_details: { name: 'Jenny' },
    });
}

async function askControl(asked: Asked, { ids }: Known): Promise<void> {
  for (const path of OWN_LOOKS) await asked('GET', CONTROL + path);
  await asked('POST', `${CONTROL}/dashboard`, 'financial_connections[permissions][]=balances');
  await asked('POST', `${CONTROL}/financial_connections/accounts`, { prefetch: ['balances'] });
  for (const { id } of ids.get('financial_connections.account') ?? []) {
    const path = `${CONTROL}/financial_connections/accounts/${encodeURIComponent(id)}`;
    await asked('POST', path, 'refresh[ownership][finish]=succeeded');
    await asked('POST', `${path}/transactions`, 'post[0][amount]=-5&post[0][description]=x');
    for (const { id: transaction } of ids.get('transaction') ?? [])
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
  for (const { id } of ids.get('financial_connections.session') ?? []) {
    const session = `${CONTROL}/financial_connections/sessions/${encodeURIComponent(id)}`;
    await asked('POST', `${session}/scenario`, 'outcome=cancel_at:account_picker&show=instant');
    await asked('POST', `${session}/complete`, { accounts: ['Success', 'High Balance'] });
  }
  await askCheckouts(asked, ids);
  for (const type of ['payment_intent', 'setup_intent'])
    for (const { id } of ids.get(type) ?? []) {
      const intent = `${CONTROL}/${type}s/${encodeURIComponent(id)}`;
      await asked('POST', intent, 'outcome=succeeds&settlement_delay=1s');
      await asked('POST', intent, 'microdeposit_type=amounts&settlement_delay=1s');
      await asked('POST', `${intent}/scenario`, { accounts: ['Success'], save_pane: 'none' });
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
  for (const path of LOOKS) await asking({})('GET', CONTROL + path);
  for (const known of scopes) await askControl(asScope(known), known);
  const [{ id = '' } = {}] = emulator.deliveries();
  await asking({})('POST', `${CONTROL}/deliveries/${id}/resend`);
  if (jobsFirst) await passed(() => emulator.clock.runToIdle());
  // It would have arrived by then, and is to be one that can be canceled.
  await asking({})('POST', `${CONTROL}/objects`, { payouts: [{ id: 'po_2', status: 'pending' }] });
  // The platform may end connected accounts, and is asked after them.
  for (const known of scopes.toReversed()) await askApi(asScope(known), known);
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
