import fc from 'fast-check';
import { documentedNumbers } from '../../src/bank/test-bank-accounts.ts';
import { actions } from '../../src/control/index.ts';
import type { HashShape, Shape } from '../../src/core/shape.ts';
import type { Emulator, Snapshot } from '../../src/index.ts';
import { PAYMENT_FATES } from '../../src/model/payments.ts';
import { NEWEST_PREVIEW } from '../../src/model/versions/version-string.ts';
import { operations } from '../../src/resources/index.ts';
import { CONTROL } from './endpoints.ts';
import { headers, list, monsters } from './hostile-parts.ts';
import { filledIn, type Ids, idsOf, knownIn, namesIn, type Scopes, subjectsIn } from './path-ids.ts';
import { rightFormsOf, rightSubjectsOf, TOKENS } from './right-forms.ts';

/** A request as it may arrive, whoever sends it. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

// Who waits for an event that never comes would wait as long as the time-out says, so that nobody may name another.
const PROMPT: Readonly<Record<string, string>> = { '/events/wait': '/events/wait?timeout=1ms' };
const HOLES: Readonly<Record<string, string>> = {
  '/financial_connections/accounts': ':account',
  '/financial_connections/sessions': ':session',
  '/checkout/sessions': ':session',
  '/deliveries': ':delivery',
  '/payment_intents': ':payment_intent',
  '/setup_intents': ':setup_intent',
};

interface Target {
  readonly method: string;
  readonly path: string;
  readonly names: readonly string[];
}

interface Known extends Target {
  /** As tables of endpoints name it. */
  readonly name: string;
}

/** Every action of the control surface, with its ids called as those of the API are, and one that there is not. */
const ACTIONS: readonly Known[] = [
  ...actions.map(({ method, path, names }) => {
    const hole = Object.entries(HOLES).find(([start]) => path.startsWith(`${start}/:id`))?.[1];
    return {
      name: `${method} ${CONTROL}${path}`,
      method,
      path: `${CONTROL}${PROMPT[path] ?? path.replace(':id', hole ?? ':id')}`,
      names: names.filter((name) => name !== 'timeout').flatMap((name) => [name, `${name}[]`]),
    };
  }),
  { name: '', method: 'POST', path: `${CONTROL}/nothing`, names: [] },
];

/** The bracketed names of a table of parameters, as far as it can be walked. */
function parametersIn(parsers: Readonly<Record<string, Shape<unknown>>>, path = ''): readonly string[] {
  return Object.entries(parsers).flatMap(([name, parser]) => {
    const whole = path === '' ? name : `${path}[${name}]`;
    const { members: inner } = parser as Partial<HashShape<Record<string, Shape<unknown>>>>;
    return [whole, `${whole}[]`, ...(inner === undefined ? [] : parametersIn(inner, whole))];
  });
}

const OWN: readonly Known[] = operations.map(({ name, method, path, params }) => ({
  name,
  method,
  path,
  names: parametersIn(params.members),
}));
const KNOWN = [...OWN, ...ACTIONS];
const ALL_NAMES = [...new Set(KNOWN.flatMap(({ names }) => names))];

const PROTOTYPE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
/** What can be in paths by its type, with every id and secret of a sandbox. */
interface Found {
  readonly ids: Ids;
  readonly all: readonly string[];
  readonly secrets: readonly string[];
}

/** Of everything in a sandbox. */
function foundIn(document: Snapshot): Found {
  // A cast: a snapshot is plain JSON to its users.
  const whole = document as unknown as Scopes;
  const [platform = { tables: {}, facts: {} }] = whole.scopes;
  const ids = idsOf(platform, whole);
  const known = [...ids.values()].flat();
  const secrets = known.flatMap(({ client_secret: secret }) => secret ?? []);
  const all = [...known.map(({ id }) => id), ...secrets, ...TOKENS, 'pm_card_visa', ...ODD_IDS];
  return { ids, all: [...new Set(all)], secrets };
}

const ODD_IDS = [
  ...list('cus_nope | cus_live_1 | search | % | %2F | %00 | .. | é'),
  '',
  'x'.repeat(3_000),
  ...PROTOTYPE,
];
const odd = fc.string({ unit: 'binary', maxLength: 12 });
// Encoding refuses lone surrogates; no client can send them.
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** A path with one id each for its `:names`. */
const filled = (path: string, idFor: (name: string) => fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(...namesIn(path).map(idFor)).map((found) => filledIn(path, found));

const METHODS = [...list('GET | POST | DELETE | PUT | PATCH | HEAD | OPTIONS | QUERY'), ...PROTOTYPE];

/** A known path, mostly with ids that exist; or one that nobody knows. */
function targets({ ids, all }: Found): fc.Arbitrary<Target> {
  const idFor = (path: string) => (name: string) => {
    const own = knownIn(ids, path, name).map(({ id }) => id);
    return fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...(own.length === 0 ? all : own)) },
      { weight: 1, arbitrary: fc.constantFrom(...all) },
      { weight: 1, arbitrary: odd },
    );
  };
  const known = fc
    .constantFrom(...KNOWN)
    .chain((one) => filled(one.path, idFor(one.path)).map((path): Target => ({ ...one, path })));
  return fc.oneof(
    { weight: 20, arbitrary: known },
    {
      weight: 1,
      arbitrary: fc
        .tuple(known, fc.constantFrom(...METHODS))
        .map(([whole, method]) => ({ ...whole, method })),
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
}

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
  ...PAYMENT_FATES,
  ...documentedNumbers().map(({ number }) => number),
  ...list(`0 | 1 | -1 | 2000 | 49 | 1e309 | 1.5 | NaN | Infinity | true | false | null | 5s | 1000d | 9999999999d | idle
    2026-02-30 | 2026-01-05 | 2026-01-01T00:00:00Z | * | balance | balances | ownership | transactions | payment_method
    customer | account | usd | eur | US | us_bank_account | card | succeeded | failed | failed, succeeded | active | inactive
    disconnected | manual | never | immediate | cancel | down | expire | Success | Failure | Test (Non-OAuth) | Down (Error)
    Emulator: Refreshes | 000123456789 | 110000000 | jenny@example.com | http://localhost/webhook | https://[ | javascript:1
    customer.created | data | data.customer | latest_charge | a.b.c.d.e | automatic | offline | online | canceled | en | none
    SM11AA | SM33CC | SM44DD | sm11aa | 32 | 45 | 10 | 11 | 40 | 41 | yes | no | amounts | descriptor_code
    off_session | on_session | instant | microdeposits | abandoned | requested_by_customer | fraudulent | individual | checking | Insufficient Funds
    email:"a" | constructor:"x" | __proto__:"x" | metadata["toString"]:"x" | created>1 | name~"e" AND phone:null | paper`),
  ...['9'.repeat(20), '9'.repeat(400), 'x'.repeat(5_001)],
];
const valuesOf = ({ all }: Found): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom(...VALUES, ...all.filter((text) => text.length < 100)),
    },
    { weight: 1, arbitrary: odd },
  );
const bracketed = (text: string): string => encoded(text).replaceAll('%5B', '[').replaceAll('%5D', ']');
type FormFor = (names: readonly string[]) => fc.Arbitrary<string>;
const formsOf =
  (value: fc.Arbitrary<string>): FormFor =>
  (names) =>
    fc
      .array(fc.tuple(nameFor(names), value), { maxLength: 5 })
      .map((pairs) => pairs.map(([key, text]) => `${bracketed(key)}=${encoded(text)}`).join('&'));

const jsonName = fc.constantFrom(
  ...PROTOTYPE,
  ...list(`id | object | customers | financial_connections.accounts | financial_connections.sessions | payment_intents | charges
    payment_methods | mandates | setup_intents | setup_attempts | refunds | disputes | balance_transactions | events | webhook_endpoints | status | created | metadata | email | url | holdings | balance | current
    usd | refresh | outcome | accounts | institution | by | version | scopes | clock | ids | jobs`),
);
const DEEP = [`${'['.repeat(15_000)}${']'.repeat(15_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`];
function jsonTexts(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(value, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(jsonName, tie('json'), { maxKeys: 4 }),
    ),
  }));
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.dictionary(jsonName, json, { maxKeys: 4 }).map((whole) => JSON.stringify(whole)),
    },
    { weight: 1, arbitrary: json.map((whole) => JSON.stringify(whole)) },
    { weight: 1, arbitrary: fc.constantFrom('{', '{"a"', '[]', '{}', '"', ...DEEP) },
  );
}

const withQuery = (path: string, query: string): string =>
  query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
const takesBody = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

/** The paths of an endpoint that it can answer, as far as that is known. */
function rightPaths({ name, path }: Known, ids: Ids): readonly string[] {
  const known = rightSubjectsOf(name)?.map((subject) => subject.split(' ')) ?? subjectsIn(ids, path);
  const filledOnes = known.map((subject) => filledIn(path, subject));
  return filledOnes.length === 0 ? [path] : filledOnes;
}

/** What a page has: a publishable key, and the secret of one intent. */
const FROM_BROWSER: Arrival['headers'] = [['authorization', 'Bearer pk_test_stripe_fc_emulator']];
const idOfSecret = (secret: string): string => `/${secret.replace(/_secret_.*/, '')}`;

/** Those of which more can be asked come more often. */
const ASKED = KNOWN.flatMap((one) =>
  Array.from({ length: Math.ceil(rightFormsOf(one.name).length / 8) }, () => one),
);

/** The endpoints that only previews have, and how such a call says that it is one. */
const OF_PREVIEWS = new Set(operations.filter(({ ofPreviews }) => ofPreviews).map(({ name }) => name));
const IN_PREVIEWS: Arrival['headers'] = [['stripe-version', NEWEST_PREVIEW]];
const inVersionOf = (name: string, given: Arrival['headers']): Arrival['headers'] =>
  OF_PREVIEWS.has(name)
    ? [...given.filter(([header]) => header !== 'stripe-version'), ...IN_PREVIEWS]
    : given;

/** Of the endpoints that this emulator has, with what they can answer; now and then something is added to it. */
function rightArrivals(document: Snapshot, { ids, secrets }: Found, formFor: FormFor): fc.Arbitrary<Arrival> {
  const snapshot = JSON.stringify(document);
  const set: fc.Arbitrary<Arrival['headers']> = fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant(FROM_BROWSER) },
    { weight: 3, arbitrary: headers },
  );
  return fc.constantFrom(...ASKED).chain((asked) => {
    const { name, method, names } = asked;
    const whole = fc.constantFrom(...rightPaths(asked, ids));
    const added = fc.oneof(
      { weight: 4, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: formFor(names) },
    );
    const form = fc
      .tuple(fc.constantFrom(...rightFormsOf(name)), added)
      .map((parts) => parts.filter((part) => part !== '').join('&'));
    return fc.record({ whole, form, set }).map(({ whole: at, form: bare, set: chosen }) => {
      const given = inVersionOf(name, chosen);
      const secret =
        chosen === FROM_BROWSER ? secrets.find((one) => at.includes(idOfSecret(one))) : undefined;
      const sent = secret === undefined ? bare : `${bare}&client_secret=${secret}`;
      if (method === 'PUT') return { method, path: at, headers: given, body: snapshot };
      return takesBody(method)
        ? { method, path: at, headers: given, body: sent }
        : { method, path: withQuery(at, sent), headers: given, body: undefined };
    });
  });
}

function anyArrivals(found: Found, formFor: FormFor, maxBytes: number): fc.Arbitrary<Arrival> {
  const jsonText = jsonTexts(valuesOf(found));
  return targets(found).chain(({ method, path, names }) => {
    const body = fc.oneof(
      { weight: 20, arbitrary: formFor(names) },
      { weight: path.startsWith(CONTROL) ? 20 : 1, arbitrary: jsonText },
      { weight: 2, arbitrary: fc.constantFrom(...monsters(maxBytes)) },
      { weight: 5, arbitrary: fc.constant(undefined) },
    );
    const hasBody = takesBody(method);
    const query = fc.oneof(
      { weight: hasBody ? 5 : 1, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: formFor(names) },
    );
    return fc.record({ query, body, headers }).map(({ query: asked, body: given, headers: set }) => ({
      method,
      path: withQuery(path, asked),
      headers: set,
      body: hasBody ? given : undefined,
    }));
  });
}

/** Requests of every sort to such a sandbox: right ones, nearly right ones, and none at all. */
export function arrivalsIn(document: Snapshot, maxBytes: number): fc.Arbitrary<Arrival> {
  const found = foundIn(document);
  const formFor = formsOf(valuesOf(found));
  return fc.oneof(
    { weight: 3, arbitrary: rightArrivals(document, found, formFor) },
    { weight: 2, arbitrary: anyArrivals(found, formFor, maxBytes) },
  );
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
