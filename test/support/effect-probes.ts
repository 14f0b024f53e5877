import type { Emulator } from '../../src/index.ts';
import { NEWEST_PREVIEW } from '../../src/model/versions/version-string.ts';
import type { Operation } from '../../src/resources/operation.ts';
import { EXTRA_PARAMETERS } from '../../src/resources/params/extra.ts';
import { BASES, BESIDE, type Form } from './effect-bases.ts';
import { asForm, type Case, CaseMaker } from './parameter-cases.ts';
import { type Answered, call, quietEmulator, richWorld } from './rich-world.ts';
import { type Shape, stripeTypes } from './stripe-types.ts';

/*
 * Whether a parameter is read: the same call is made in the same world with it, without it and with other values of it.
 * If the answer, the events and everything that is kept are the same each time, its value changes nothing.
 */

const SHAPES = { ...stripeTypes('previewParameters'), ...stripeTypes('parameters') };

/** The calls that are refused however they are made; of all others what they are called with must succeed. */
export const isAlwaysRefused = ({ name }: Operation): boolean =>
  /\/(capture|increment_authorization)$/.test(name) ||
  /^POST \/v1\/(disputes.*|refunds\/:refund\/cancel)$/.test(name);

const EXTREMES = ['1', '9999999999'];

/** Values that mean something, tried beside those that the type allows; by the last name of a path. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  amounts: [['10', '11']],
  account_number: ['000111111116', '000222222227'],
  capture_method: ['manual'],
  default_payment_method: ['pm_1', 'pm_2'],
  delivery_success: ['true', 'false'],
  descriptor_code: ['SM33CC'],
  email: ['jenny@example.com', 'other@example.com'],
  expires_at: ['1767232801', '1767236401'],
  payment_link: ['plink_1', 'plink_2'],
  tax_behavior: ['inclusive', 'exclusive'],
  ending_before: ['x'],
  financial_connections_account: ['fca_1', 'fca_2', 'fca_3'],
  limit: ['1', '2'],
  metadata: [{ a: '2' }, { b: '2' }],
  page: ['1'],
  query: ['created<5'],
  reason: ['duplicate', 'fraudulent'],
  routing_number: ['110000000', '111000025'],
  session: ['fcsess_2'],
  starting_after: ['x'],
  client_secret: ['x'],
  type: ['customer.created', 'us_bank_account', 'card'],
  created: ['5'],
  currency: ['usd', 'eur'],
  default_currency: ['cad', 'eur'],
  features: [['ownership'], ['balance']],
  locale: ['en', 'es'],
  gt: EXTREMES,
  gte: EXTREMES,
  lt: EXTREMES,
  lte: EXTREMES,
  permissions: [['balances'], ['ownership']],
  proration_date: ['1767312000', '1768000000'],
  url: ['https://example.com/other'],
};

const IDS: Readonly<Record<string, string>> = {
  account: 'fca_1',
  authorization: 'fcauth_1',
  capability: 'card_payments',
  external_account: 'ba_4',
  balance_transaction: 'txn_1',
  charge: 'py_1',
  configuration: 'pmc_1',
  consent: 'fccons_1',
  customer: 'cus_1',
  invoice: 'in_1',
  invoice_payment: 'inpay_1',
  line_item: 'il_1',
  institution: 'fcinst_Qn1a7A4KhL42se',
  dispute: 'du_1',
  mandate: 'mandate_1',
  token: 'btok_1',
  payment_intent: 'pi_1',
  payment_method: 'pm_1',
  plan: 'price_1',
  price: 'price_1',
  invoiceitem: 'ii_1',
  product: 'prod_1',
  refund: 'pyr_1',
  source: 'ba_1',
  session: 'fcsess_1',
  setup_intent: 'seti_1',
  subscription: 'sub_1',
  item: 'si_1',
  transaction: 'fctxn_1',
  webhook_endpoint: 'we_1',
};

/** Of connected accounts and of payouts. */
const connectIds = (path: string): typeof IDS => ({
  account: path.endsWith('/login_links') ? 'acct_express' : 'acct_1',
  payout: path.endsWith('/reverse') ? 'po_5' : 'po_4',
});

function ownIds({ path }: Operation, query: string): typeof IDS {
  if (path.includes('/checkout/')) return { session: checkoutFor(query) };
  if (path.endsWith('/resume')) return { subscription: 'sub_3' };
  return /^\/v1\/(accounts|payouts)/.test(path) ? connectIds(path) : {};
}

/** Of those that wait for microdeposits. */
const WAITING_IDS: typeof IDS = { payment_intent: 'pi_waiting', setup_intent: 'seti_waiting' };

/** Of one that is open. */
const OPEN_IDS: typeof IDS = { invoice: 'in_2' };

const nameOf = (path: string): string => /([^[\]]+)\]?$/.exec(path)?.[1] ?? path;
const withoutIndexes = (path: string): string => path.replace(/\[(?:\d+|key)\]/g, '');
const segmentsOf = (path: string): readonly string[] => path.split(/\]?\[|\]/).filter((name) => name !== '');

/** A probe of one parameter: what it is sent beside, and with which values. */
export interface Probe {
  readonly path: string;
  readonly base: Form;
  readonly forms: readonly Form[];
}

/** The form with `value` at the path; without it when the value is undefined. Of a list the first element is meant. */
function withValue(form: Form, [name = '', ...rest]: readonly string[], value: unknown): Form {
  const { [name]: was, ...others } = form;
  if (rest.length === 0) return value === undefined ? others : { ...form, [name]: value };
  if (Array.isArray(was)) return { ...form, [name]: [withValue(was[0] ?? {}, rest, value)] };
  const inner = typeof was === 'object' && was !== null ? (was as Form) : {};
  return { ...form, [name]: withValue(inner, rest, value) };
}

const valueAt = (form: unknown, segments: readonly string[]): unknown =>
  segments.reduce<unknown>((value, name) => {
    const within = Array.isArray(value) ? value[0] : value;
    return typeof within === 'object' && within !== null ? (within as Form)[name] : undefined;
  }, form);

function shapesOf({ sdkParams }: Operation): Readonly<Record<string, Shape>> {
  return sdkParams === '' ? {} : (SHAPES[sdkParams]?.o ?? {});
}

const isHash = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The second, with what the first has beside it; of two lists of hashes the first elements are one. */
function merging(was: unknown, is: unknown): unknown {
  if (isHash(was) && isHash(is)) return merged(was, is);
  const isOfHashes = Array.isArray(was) && Array.isArray(is) && isHash(was[0]) && isHash(is[0]);
  return isOfHashes ? [merging(was[0], is[0])] : (is ?? was);
}

const merged = (base: Form, form: Form): Form =>
  Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(form)])].map((name) => [
      name,
      merging(base[name], form[name]),
    ]),
  );

/** What every operation takes in the same way; it has tests of its own. */
const CONVENTIONS = new Set(['expand']);

const baseFor = ({ name }: Operation, path: string): Form =>
  BESIDE.find(([operation, parameter]) => operation.test(name) && parameter.test(path))?.[2] ??
  BASES[name] ??
  {};

/** The probes of an operation: one for each parameter, at every depth. */
export function probesOf(operation: Operation): readonly Probe[] {
  const maker = new CaseMaker([]);
  maker.hash(shapesOf(operation), '', asForm);
  const extras = EXTRA_PARAMETERS as Readonly<Record<string, object>>;
  const byPath = new Map<string, Case[]>();
  for (const one of maker.cases) {
    if (one.expected !== null || one.path === '') continue;
    const path = withoutIndexes(one.path);
    byPath.set(path, [...(byPath.get(path) ?? []), one]);
  }
  for (const name of [...Object.keys(extras[operation.name] ?? {}), ...Object.keys(operation.params.members)])
    if (!byPath.has(name) && !CONVENTIONS.has(name)) byPath.set(name, []);
  // What a hash does is what its members do.
  const hasMembers = (path: string): boolean =>
    [...byPath.keys()].some((other) => other.startsWith(`${path}[`));
  const paths = [...byPath].filter(([path]) => !hasMembers(path));
  return paths.map(([path, cases]) => {
    const base = baseFor(operation, path);
    const forms = formsFor(base, path, cases).filter((form) => parses(operation, form));
    return { path, base, forms: [...new Map(forms.map((form) => [encoded(form).join('&'), form])).values()] };
  });
}

const ANY = ['x', 'y', 'true', 'false', '1', '2', ['x'], 'pm_1'];

function formsFor(base: Form, path: string, cases: readonly Case[]): readonly Form[] {
  const segments = segmentsOf(path);
  const [first] = cases;
  const around = merged((first?.form ?? {}) as Form, base);
  const values = [
    ...cases.map(({ form }) => valueAt(form, segments)),
    ...(VALUES[nameOf(path)] ?? []),
    ...ANY,
  ];
  const own = cases
    .filter(({ what }) => what === 'valid')
    .map(({ form }) => withValue(merged(form as Form, base), segments, valueAt(form, segments)));
  return [
    withValue(around, segments, undefined),
    ...own,
    ...values.map((value) => withValue(around, segments, value)),
  ];
}

function encoded(form: unknown, under = ''): readonly string[] {
  if (Array.isArray(form)) return form.flatMap((one, at) => encoded(one, `${under}[${at}]`));
  if (typeof form === 'object' && form !== null)
    return Object.entries(form).flatMap(([name, value]) =>
      value === undefined ? [] : encoded(value, under === '' ? name : `${under}[${name}]`),
    );
  return [`${encodeURIComponent(under)}=${encodeURIComponent(String(form))}`];
}

const parses = (operation: Operation, form: Form): boolean => {
  try {
    operation.parse(asForm(form), operation.ofPreviews);
    return true;
  } catch {
    return false;
  }
};

/** A version in which the `usage` of a SetupIntent is not yet without effect. */
const READS_USAGE = '2026-02-25.clover';

/** The Checkout Session of the mode that a form is about. */
const checkoutFor = (query: string): string => (query.includes('recurring') ? 'cs_1' : 'cs_4');

type Snapshot = Awaited<ReturnType<Emulator['snapshot']>>;

/** What a snapshot says of a world, as far as it matters here. */
interface Past {
  readonly scopes: readonly { readonly tables: object; readonly facts: object }[];
  readonly jobs: readonly { readonly job: { readonly kind: string } }[];
}

/** The same world without its events and deliveries, of which nothing that is written takes notice; they are most of it. */
function withoutPast(snapshot: Snapshot): Snapshot {
  const past = snapshot as unknown as Past;
  return {
    ...snapshot,
    deliveries: [],
    jobs: past.jobs.filter(({ job }) => job.kind !== 'webhook.attempt'),
    scopes: past.scopes.map((scope) => ({
      ...scope,
      tables: { ...scope.tables, event: [] },
      facts: { ...scope.facts, awaiting: [], eventCharges: [] },
    })),
  } as Snapshot;
}

/** What is always refused leaves the world as it is. */
const writes = (operation: Operation): boolean => operation.method !== 'GET' && !isAlwaysRefused(operation);

/** A world of everything, which can be gone back to. */
export class Laboratory {
  readonly #written: Snapshot;
  readonly #read: Emulator;
  readonly #event: string;
  /** What was answered, by form; of the operation that was asked last. */
  #answers: { readonly of: Operation; readonly texts: Map<string, string> } | undefined;

  private constructor(world: Emulator, snapshot: Snapshot) {
    this.#written = withoutPast(snapshot);
    this.#read = world;
    this.#event = world.events()[0]?.id ?? '';
  }

  static async open(): Promise<Laboratory> {
    const world = await richWorld();
    await world.putObjects({
      customers: [{ id: 'cus_3' }, { id: 'cus_4' }],
      payment_methods: [{ id: 'pm_3', customer: 'cus_1' }],
      tokens: [{ id: 'btok_1' }],
      bank_accounts: [{ id: 'ba_4', account: 'acct_1' }],
      payouts: [{ id: 'po_5', status: 'paid' }],
      prices: [{ id: 'price_4', product: 'prod_1', unit_amount: 700 }],
      'checkout.sessions': [
        {
          id: 'cs_4',
          line_items: [{ price: 'price_4' }, { id: 'li_1', price: 'price_4' }],
          payment_link: 'plink_1',
        },
      ],
    });
    await world.clock.advance(1000);
    // It is under way, and would have arrived by then.
    await world.putObjects({ payouts: [{ id: 'po_4' }] });
    return new Laboratory(world, await world.snapshot());
  }

  async #worldFor(operation: Operation): Promise<Emulator> {
    if (!writes(operation)) return this.#read;
    const world = quietEmulator();
    await world.restore(this.#written);
    return world;
  }

  async #called(operation: Operation, form: Form, world: Emulator): ReturnType<typeof call> {
    const query = encoded(form).join('&');
    const ids = operation.path.endsWith('/verify_microdeposits') ? WAITING_IDS : IDS;
    const open = /\/invoices\/:invoice\/(void|mark_uncollectible)$/.test(operation.path) ? OPEN_IDS : {};
    const own = ownIds(operation, query);
    const path = operation.path.replace(/:(\w+)/g, (_, name: string) =>
      name === 'event' ? this.#event : (own[name] ?? open[name] ?? ids[name] ?? name),
    );
    const version = operation.ofPreviews ? NEWEST_PREVIEW : 'usage' in form ? READS_USAGE : undefined;
    const headers: Record<string, string> = version === undefined ? {} : { 'stripe-version': version };
    return operation.method === 'GET'
      ? await call(world, 'GET', `${path}?${query}`, undefined, headers)
      : await call(world, operation.method, path, query, headers);
  }

  /** The answer to a call; what was asked before is known. */
  async #answer(operation: Operation, form: Form): Promise<string> {
    if (this.#answers?.of !== operation) this.#answers = { of: operation, texts: new Map() };
    const { texts } = this.#answers;
    const key = JSON.stringify(form);
    const known = texts.get(key);
    if (known !== undefined) return known;
    const text = answerText(await this.#called(operation, form, await this.#worldFor(operation)));
    texts.set(key, text);
    return text;
  }

  /** All that can be seen of a call: its answer, and for one that may change something what is there afterwards. */
  async #seen(operation: Operation, form: Form): Promise<string> {
    if (!writes(operation)) return this.#answer(operation, form);
    const world = await this.#worldFor(operation);
    const answer = answerText(await this.#called(operation, form, world));
    const { scopes, jobs, deliveries } = (await world.snapshot()) as unknown as Record<string, unknown>;
    return JSON.stringify([answer, scopes, jobs, deliveries]);
  }

  /** The refusal of a call with what parameters are probed beside, if it is refused. */
  async refusal(operation: Operation, base: Form): Promise<string | undefined> {
    const { body } = await this.#called(operation, base, await this.#worldFor(operation));
    return body.error?.message;
  }

  /** Whether any two values of the parameter lead to different things: to different answers, or to different worlds. */
  async hasEffect(operation: Operation, { forms }: Probe): Promise<boolean> {
    return (
      (await differs(forms, (form) => this.#answer(operation, form))) ||
      (writes(operation) && (await differs(forms, (form) => this.#seen(operation, form))))
    );
  }

  /** Those of the probes whose values lead to different things, sent together as far as they can be. */
  async withEffect(operation: Operation, probes: readonly Probe[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const base of new Set(probes.map((probe) => probe.base))) {
      const ofBase = probes.filter((probe) => probe.base === base);
      const { together, alone } = sentTogether(operation, base, ofBase);
      const texts = new Set<string>([await this.#seen(operation, base)]);
      for (const form of together) texts.add(await this.#seen(operation, form));
      for (const probe of texts.size > 1 ? ofBase : alone)
        if (await this.hasEffect(operation, probe)) found.push(probe.path);
    }
    return found;
  }
}

/** A refusal names the request, which differs each time. */
const answerText = ({ status, body }: Answered): string =>
  JSON.stringify([status, body.error === undefined ? body : [body.error.message, body.error.param]]);

async function differs(forms: readonly Form[], textOf: (form: Form) => Promise<string>): Promise<boolean> {
  const [first, ...others] = forms;
  if (first === undefined) return false;
  const text = await textOf(first);
  for (const other of others) if ((await textOf(other)) !== text) return true;
  return false;
}

/** So many values of each parameter are sent together with those of others. */
const ROUNDS = 4;

/** Forms with a value each for all of the probes, and the probes of which a value fits into none of them. */
function sentTogether(operation: Operation, base: Form, probes: readonly Probe[]) {
  const alone = new Set<Probe>();
  const together = Array.from({ length: ROUNDS }, (_, round) => {
    let form = base;
    for (const probe of probes) {
      const next = merged(form, probe.forms[round % probe.forms.length] ?? {});
      if (parses(operation, next)) form = next;
      else alone.add(probe);
    }
    return form;
  });
  return { together, alone: [...alone] };
}
