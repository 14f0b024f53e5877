import fc from 'fast-check';
import { actions } from '../../src/control/index.ts';
import type { HashShape, Shape } from '../../src/core/shape.ts';
import type { Emulator } from '../../src/index.ts';
import { operations } from '../../src/resources/index.ts';

/** A request as it may arrive, whoever sends it. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

const list = (text: string): readonly string[] => text.trim().split(/\s*\|\s*|\n\s*/);
// Who waits for an event that never comes would wait as long as the time-out says, so that nobody may name another.
const PROMPT: Readonly<Record<string, string>> = { '/events/wait': '/events/wait?timeout=1ms' };
const HOLES: Readonly<Record<string, string>> = {
  '/financial_connections/accounts': ':account',
  '/financial_connections/sessions': ':session',
  '/payment_intents': ':payment_intent',
};

/** Every action of the control surface, with its ids called as those of the API are, and one that there is not. */
const CONTROL = [
  ...actions.map(({ method, path, names }) => {
    const hole = Object.entries(HOLES).find(([start]) => path.startsWith(`${start}/:id`))?.[1];
    return {
      method,
      path: `/_emulator${PROMPT[path] ?? path.replace(':id', hole ?? ':id')}`,
      names: names.filter((name) => name !== 'timeout').flatMap((name) => [name, `${name}[]`]),
    };
  }),
  { method: 'POST', path: '/_emulator/nothing', names: [] },
];

/** The bracketed names of a table of parameters, as far as it can be walked. */
function namesIn(parsers: Readonly<Record<string, Shape<unknown>>>, path = ''): readonly string[] {
  return Object.entries(parsers).flatMap(([name, parser]) => {
    const whole = path === '' ? name : `${path}[${name}]`;
    const { members: inner } = parser as Partial<HashShape<Record<string, Shape<unknown>>>>;
    return [whole, `${whole}[]`, ...(inner === undefined ? [] : namesIn(inner, whole))];
  });
}

const OWN = operations.map(({ method, path, params }) => ({ method, path, names: namesIn(params.members) }));
const KNOWN = [...OWN, ...CONTROL];
const ALL_NAMES = [...new Set(KNOWN.flatMap(({ names }) => names))];

const PROTOTYPE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
const IDS_OF: Readonly<Record<string, readonly string[]>> = {
  account: ['fca_1', 'fca_2'],
  customer: ['cus_1', 'cus_2'],
  payment_intent: ['pi_1'],
  payment_method: ['pm_1', 'pm_usBankAccount_success', 'pm_card_visa'],
  session: ['fcsess_1', 'fcsess_client_secret_1'],
  webhook_endpoint: ['we_1'],
};
const ODD_IDS = [
  ...list('cus_nope | cus_live_1 | search | % | %2F | %00 | .. | é'),
  '',
  'x'.repeat(3_000),
  ...PROTOTYPE,
];
const IDS = [...Object.values(IDS_OF).flat(), ...ODD_IDS];
const odd = fc.string({ unit: 'binary', maxLength: 12 });
// Encoding refuses lone surrogates; no client can send them.
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

interface Target {
  readonly method: string;
  readonly path: string;
  readonly names: readonly string[];
}

/** A path with ids for its `:names`, mostly ones that exist. */
function filled({ method, path, names }: Target): fc.Arbitrary<Target> {
  const holes = path.match(/:\w+/g) ?? [];
  const ids = holes.map((hole) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...(IDS_OF[hole.slice(1)] ?? IDS)) },
      { weight: 1, arbitrary: fc.constantFrom(...IDS) },
      { weight: 1, arbitrary: odd },
    ),
  );
  return fc.tuple(...ids).map((found) => {
    let at = 0;
    return { method, names, path: path.replace(/:\w+/g, () => encoded(found[at++] ?? '')) };
  });
}

const METHODS = [...list('GET | POST | DELETE | PUT | PATCH | HEAD | OPTIONS | QUERY'), ...PROTOTYPE];
const known = fc.constantFrom<Target>(...KNOWN).chain(filled);
const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 20, arbitrary: known },
  {
    weight: 1,
    arbitrary: fc.tuple(known, fc.constantFrom(...METHODS)).map(([whole, method]) => ({ ...whole, method })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(known, fc.constantFrom('/', '//', '/x', '%', '?', '#a', '/../..'))
      .map(([whole, end]) => ({ ...whole, path: whole.path + end })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...METHODS), fc.webPath())
      .map(([method, path]) => ({ method, path, names: [] })),
  },
);

const brackets = fc
  .array(fc.constantFrom('[a]', '[]', '[0]', '[', ']', '[type]', ...PROTOTYPE.map((word) => `[${word}]`)), {
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const nameFor = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...(names.length === 0 ? ALL_NAMES : names)) },
    { weight: 1, arbitrary: fc.constantFrom(...ALL_NAMES) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...ALL_NAMES, ...PROTOTYPE), brackets)
        .map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: odd },
  );

const VALUES = [
  '',
  ...list(`0 | 1 | -1 | 2000 | 49 | 1e309 | 1.5 | NaN | Infinity | true | false | null | 5s | 1000d | 9999999999d | idle
    2026-02-30 | 2026-01-05 | 2026-01-01T00:00:00Z | * | balance | balances | ownership | transactions | payment_method
    customer | account | usd | eur | US | us_bank_account | card | succeeded | failed | failed, succeeded | active | inactive
    disconnected | manual | never | immediate | cancel | down | expire | Success | Failure | Test (Non-OAuth) | Down (Error)
    Emulator: Refreshes | 000123456789 | 110000000 | jenny@example.com | http://localhost/webhook | https://[ | javascript:1
    customer.created | data | data.customer | latest_charge | a.b.c.d.e | automatic | offline | online | canceled | en | none
    email:"a" | constructor:"x" | __proto__:"x" | metadata["toString"]:"x" | created>1 | name~"e" AND phone:null | paper`),
  ...['9'.repeat(20), '9'.repeat(400), 'x'.repeat(5_001)],
  ...IDS.filter((text) => text.length < 100),
];
const value = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...VALUES) }, { weight: 1, arbitrary: odd });
const bracketed = (text: string): string => encoded(text).replaceAll('%5B', '[').replaceAll('%5D', ']');
const formFor = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(nameFor(names), value), { maxLength: 5 })
    .map((pairs) => pairs.map(([key, text]) => `${bracketed(key)}=${encoded(text)}`).join('&'));

const jsonName = fc.constantFrom(
  ...PROTOTYPE,
  ...list(`id | object | customers | financial_connections.accounts | financial_connections.sessions | payment_intents | charges
    payment_methods | mandates | webhook_endpoints | status | created | metadata | email | url | holdings | balance | current
    usd | refresh | outcome | accounts | institution | by | version | scopes | clock | ids | jobs`),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(value, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(jsonName, tie('json'), { maxKeys: 4 }),
  ),
}));
const DEEP = [`${'['.repeat(15_000)}${']'.repeat(15_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`];
const jsonText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(jsonName, json, { maxKeys: 4 }).map((whole) => JSON.stringify(whole)),
  },
  { weight: 1, arbitrary: json.map((whole) => JSON.stringify(whole)) },
  { weight: 1, arbitrary: fc.constantFrom('{', '{"a"', '[]', '{}', '"', ...DEEP) },
);

/** Bodies that cost whoever reads them naïvely. */
export const monsters = (maxBytes: number): readonly (string | Uint8Array<ArrayBuffer>)[] => [
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

const KEYS = [
  ...list(
    'sk_test_stripe_fc_emulator | rk_test_stripe_fc_emulator | pk_test_stripe_fc_emulator | sk_test_blue | sk_live_1 | sk_test_ | nonsense',
  ),
  `sk_test_${'k'.repeat(5_000)}`,
];
const BASIC = [
  'sk_test_blue:',
  'sk_test_a\n\u0000b:',
  'sk_test_abcdefgh\u0000\u0001\u0002\u0003\u00ff',
  ':',
  '',
].map((text) => `Basic ${btoa(text)}`);
const header = (name: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).map((text) => [name, text] as const);
const headers = fc.uniqueArray(
  fc.oneof(
    header(
      'authorization',
      ...KEYS.map((key) => `Bearer ${key}`),
      ...BASIC,
      'Basic %%%',
      'Bearer ',
      'Bearer',
      '',
      'Digest x',
    ),
    header(
      'stripe-version',
      ...list(
        '2026-10-28.endive | 2026-09-30.endive | 2025-08-27.basil | 2020-08-27 | 2026-08-26.preview | 9999-01-01 | constructor | 2026-13-40',
      ),
      '',
    ),
    header('stripe-account', 'acct_1', 'acct_2', 'acct_', '', 'constructor', '__proto__', 'x y'),
    header('idempotency-key', 'a', 'b', '', 'k'.repeat(255), 'k'.repeat(256), '__proto__', 'ÿ'),
    header(
      'content-type',
      ...list(
        'application/x-www-form-urlencoded | application/json | multipart/form-data; boundary=x | text/plain | constructor',
      ),
      '',
    ),
    header(
      'emulator-refresh',
      ...list(
        'failed | succeeded; delay=5s | manual | never | immediate | current_only;immediate | ; ; | delay= | delay=99999999999999d | constructor',
      ),
    ),
    header('user-agent', 'ÿ', 'x'.repeat(10_000)),
  ),
  { selector: ([name]) => name, maxLength: 3 },
);

/** Requests of every sort: right ones, nearly right ones, and none at all. */
export function arrival(maxBytes: number): fc.Arbitrary<Arrival> {
  return target.chain(({ method, path, names }) => {
    const body = fc.oneof(
      { weight: 20, arbitrary: formFor(names) },
      { weight: path.startsWith('/_emulator') ? 20 : 1, arbitrary: jsonText },
      { weight: 2, arbitrary: fc.constantFrom(...monsters(maxBytes)) },
      { weight: 5, arbitrary: fc.constant(undefined) },
    );
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const query = fc.oneof(
      { weight: hasBody ? 5 : 1, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: formFor(names) },
    );
    return fc.record({ query, body, headers }).map(({ query: asked, body: given, headers: set }) => {
      const full = asked === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${asked}`;
      return { method, path: full, headers: set, body: hasBody ? given : undefined };
    });
  });
}

/** What `fetch` is called with; the emulator's own key unless another is set. */
export function sent(
  { method, path, headers: set, body }: Arrival,
  { apiKey }: Pick<Emulator, 'apiKey'>,
): Request {
  const all = new Headers(set.map(([name, text]) => [name, text]));
  if (!all.has('authorization')) all.set('authorization', `Bearer ${apiKey}`);
  const url = `https://api.stripe.com${path.startsWith('/') ? path : `/${path}`}`;
  return new Request(url, { method, headers: all, ...(body === undefined ? {} : { body }) });
}
