import fc from 'fast-check';
import type { Emulator } from '../../src/index.ts';
import { operations } from '../../src/resources/index.ts';

/** A request as it may arrive, whoever sends it. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

const CONTROL_PATHS = [
  '/health', '/financial_connections/accounts', '/financial_connections/accounts/:account',
  '/financial_connections/sessions/:session/complete', '/payment_intents/:payment_intent/collect_bank_account',
  '/objects', '/snapshot', '/reset', '/clock', '/clock/advance', '/jobs', '/events/wait', '/deliveries',
  '/deliveries/:delivery/resend', '/requests', '/nothing',
].map((path) => `/_emulator${path}`);

const PROTOTYPE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
const IDS = [
  'cus_1', 'cus_2', 'fca_1', 'fca_2', 'fcsess_1', 'fcsess_client_secret_1', 'pi_1', 'we_1', 'pm_usBankAccount_success',
  'pm_card_visa', 'cus_nope', 'cus_live_1', 'search', '', '%', '%2F', '%00', '..', 'é', 'x'.repeat(3_000), ...PROTOTYPE,
];
const odd = fc.string({ unit: 'binary', maxLength: 12 });
const id = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...IDS) }, { weight: 1, arbitrary: odd });

const known = fc.constantFrom(...operations.map(({ method, path }) => ({ method, path })), ...CONTROL_PATHS.flatMap((path) => ['GET', 'POST', 'PUT'].map((method) => ({ method, path }))));
const template = known.chain(({ method, path }) =>
  fc.tuple(fc.constant(method), fc.array(id, { minLength: 2, maxLength: 2 })).map(([sameMethod, ids]) => {
    let at = 0;
    const filled = path.replace(/:\w+/g, () => encodeURIComponent(wellFormed(ids[at++] ?? '')));
    return { method: sameMethod, path: filled };
  }),
);
// Encoding refuses lone surrogates; no client can send them.
const wellFormed = (text: string): string => text.toWellFormed();

const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY', ...PROTOTYPE];
const target = fc.oneof(
  { weight: 20, arbitrary: template },
  { weight: 2, arbitrary: fc.tuple(template, fc.constantFrom(...METHODS)).map(([{ path }, method]) => ({ method, path })) },
  { weight: 1, arbitrary: fc.tuple(template, fc.constantFrom('/', '//', '/x', '%', '?', '#a', '/../..')).map(([{ method, path }, end]) => ({ method, path: path + end })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...METHODS), fc.webPath()).map(([method, path]) => ({ method, path: path || '/' })) },
);

const names = new Set<string>(['features[]', 'features[0]', 'expand[]', 'expand[0]', 'by', 'to', 'until', 'type', 'object', 'after', 'status', 'account', 'institution', 'outcome', 'all', 'customers', 'scopes',
  'account_holder[type]', 'account_holder[customer]', 'account_holder[account]', 'permissions[]', 'prefetch[]', 'filters[country]', 'filters[countries][]', 'limits[accounts]', 'manual_entry[mode]',
  'metadata[a]', 'metadata[]', 'created[gt]', 'created[lte]', 'created', 'invoice_settings[footer]', 'address[line1]', 'enabled_events[]', 'refresh[balance][outcome]', 'refresh[balance][delay]', 'refresh[balance][finish]',
  'holdings[balance][current][usd]', 'payment_method_data[type]', 'payment_method_options[us_bank_account][verification_method]', 'mandate_data[customer_acceptance][type]', 'us_bank_account[account_number]', 'us_bank_account[routing_number]', 'us_bank_account[financial_connections_account]', 'billing_details[name]', 'manual_entry[account_number]',
]);
// A wait would be one.
for (const { params } of operations) for (const name of Object.keys(params.parsers)) if (name !== 'timeout') names.add(name);
const brackets = fc.array(fc.constantFrom('[a]', '[]', '[0]', '[', ']', '[type]', ...PROTOTYPE.map((name) => `[${name}]`)), { maxLength: 3 }).map((parts) => parts.join(''));
const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...names) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...names, ...PROTOTYPE), brackets).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: odd },
);

const VALUES = [
  '', '0', '1', '-1', '2000', '49', '1e309', '9'.repeat(20), '9'.repeat(400), '1.5', 'NaN', 'Infinity', 'true', 'false', 'null', '5s', '1000d', '9999999999d', 'idle', '2026-02-30', '2026-01-05', '2026-01-01T00:00:00Z',
  '*', 'balance', 'balances', 'ownership', 'transactions', 'payment_method', 'customer', 'account', 'usd', 'eur', 'US', 'us_bank_account', 'card', 'succeeded', 'failed', 'failed, succeeded', 'active', 'inactive', 'disconnected',
  'manual', 'never', 'immediate', 'cancel', 'expire', 'Success', 'Failure', 'Test (Non-OAuth)', 'Down (Error)', 'Emulator: Refreshes', '000123456789', '110000000', 'jenny@example.com', 'http://localhost/webhook', 'https://[', 'javascript:1',
  'customer.created', 'data', 'data.customer', 'payment_method', 'latest_charge', 'a.b.c.d.e', 'automatic', 'offline', 'online', 'email:"a"', 'constructor:"x"', 'metadata["toString"]:"x"', 'created>1', 'name~"e" AND phone:null', 'x'.repeat(5_001), ...IDS.filter((text) => text.length < 100),
];
const value = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...VALUES) }, { weight: 1, arbitrary: odd });
const escaped = (text: string): string => encodeURIComponent(wellFormed(text)).replaceAll('%5B', '[').replaceAll('%5D', ']');
const form = fc.array(fc.tuple(name, value), { maxLength: 6 }).map((pairs) => pairs.map(([key, text]) => `${escaped(key)}=${escaped(text)}`).join('&'));

const jsonName = fc.constantFrom(...PROTOTYPE, 'id', 'object', 'customers', 'financial_connections.accounts', 'financial_connections.sessions', 'payment_intents', 'payment_methods', 'charges', 'mandates', 'webhook_endpoints', 'status', 'created', 'metadata', 'email', 'url', 'holdings', 'balance', 'current', 'usd', 'refresh', 'outcome', 'accounts', 'institution', 'by');
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(value, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(jsonName, tie('json'), { maxKeys: 4 }),
  ),
}));
const jsonText = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(jsonName, json, { maxKeys: 4 }).map((whole) => JSON.stringify(whole)) },
  { weight: 1, arbitrary: json.map((whole) => JSON.stringify(whole)) },
  { weight: 1, arbitrary: fc.constantFrom('{', '{"a"', '[]', '{}', '"', `${'['.repeat(15_000)}${']'.repeat(15_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) },
);

const monsters = (maxBytes: number): readonly (string | Uint8Array<ArrayBuffer>)[] => [
  `description=${'x'.repeat(maxBytes)}`,
  `a${'[b]'.repeat(5_000)}=1`,
  `a${'[]'.repeat(5_000)}=1`,
  Array.from({ length: 3_000 }, (_, at) => `k${at}=1`).join('&'),
  Array.from({ length: 1_000 }, (_, at) => `metadata[k${at}]=1`).join('&'),
  'features[]=balance&'.repeat(1_500),
  '&'.repeat(30_000),
  '%'.repeat(1_000),
  new Uint8Array([0xc3, 0x28, 0xff, 0xfe]),
  new Uint8Array([0x61, 0x3d, 0x25, 0x46, 0x46]),
];

const VERSIONS = ['2026-10-28.endive', '2026-09-30.endive', '2025-08-27.basil', '2020-08-27', '2026-08-26.preview', '9999-01-01', '', 'constructor', '2026-13-40'];
const KEYS = ['sk_test_stripe_fc_emulator', 'rk_test_stripe_fc_emulator', 'pk_test_stripe_fc_emulator', 'sk_test_blue', 'sk_live_1', 'sk_test_', 'nonsense', `sk_test_${'k'.repeat(5_000)}`];
const BASIC = ['sk_test_blue:', 'sk_test_a\n\u0000b:', 'sk_test_\u00ff\u0001\u0002\u0003\u0004', ':', ''].map((text) => `Basic ${btoa(text)}`);
const header = (name: string, values: readonly string[]) => fc.constantFrom(...values).map((text) => [name, text] as const);
const headers = fc.uniqueArray(
  fc.oneof(
    header('authorization', [...KEYS.map((key) => `Bearer ${key}`), ...BASIC, 'Basic %%%', 'Bearer ', 'Bearer', '', 'Digest x']),
    header('stripe-version', VERSIONS),
    header('stripe-account', ['acct_1', 'acct_2', 'acct_', '', 'constructor', '__proto__', 'x y']),
    header('idempotency-key', ['a', 'b', '', 'k'.repeat(255), 'k'.repeat(256), '__proto__', 'ÿ']),
    header('content-type', ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data; boundary=x', 'text/plain', '', 'constructor']),
    header('emulator-refresh', ['failed', 'succeeded; delay=5s', 'manual', 'never', 'immediate', 'current_only;immediate', '; ;', 'delay=', 'delay=99999999999999d', 'constructor']),
    header('user-agent', ['ÿ', 'x'.repeat(10_000)]),
  ),
  { selector: ([name]) => name, maxLength: 3 },
);

/** Requests of every sort: right ones, nearly right ones, and none at all. */
export function arrival(maxBytes: number): fc.Arbitrary<Arrival> {
  const body = fc.oneof(
    { weight: 10, arbitrary: form },
    { weight: 4, arbitrary: jsonText },
    { weight: 1, arbitrary: fc.constantFrom(...monsters(maxBytes)) },
    { weight: 3, arbitrary: fc.constant(undefined) },
  );
  const query = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: form });
  return fc.record({ target, query, body, headers }).map(({ target: { method, path }, query: asked, body: given, headers: set }) => {
    const waited = path.includes('/events/wait') ? 'timeout=1ms' : '';
    const whole = [asked, waited].filter((part) => part !== '').join('&');
    const hasBody = method !== 'GET' && method !== 'HEAD';
    return { method, path: whole === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${whole}`, headers: set, body: hasBody ? given : undefined };
  });
}

/** What `fetch` is called with; the emulator's own key unless another is set. */
export function sent({ method, path, headers, body }: Arrival, { apiKey }: Pick<Emulator, 'apiKey'>): [Request] {
  const all = new Headers(headers.map(([name, value]) => [name, value]));
  if (!all.has('authorization')) all.set('authorization', `Bearer ${apiKey}`);
  return [new Request(`https://api.stripe.com${path.startsWith('/') ? path : `/${path}`}`, { method, headers: all, ...(body === undefined ? {} : { body }) })];
}
