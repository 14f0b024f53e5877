import { createHash } from 'node:crypto';
import type { Emulator } from '../../src/index.ts';
import { NEWEST_PREVIEW } from '../../src/model/versions/version-string.ts';
import type { Operation } from '../../src/resources/operation.ts';
import type { Form } from './effect-bases.ts';
import { encoded, merged, type Probe, parses } from './effect-probes.ts';
import { type Answered, call, quietEmulator, richWorld } from './rich-world.ts';

/*
 * Whether a parameter is read: the same call is made in the same world with it, without it and with other values of it.
 * If the answer, the events and everything that is kept are the same each time, its value changes nothing.
 */

/** The calls that are refused however they are made; of all others what they are called with must succeed. */
export const isAlwaysRefused = ({ name }: Operation): boolean =>
  /\/(capture|increment_authorization)$/.test(name) ||
  /^POST \/v1\/(disputes.*|refunds\/:refund\/cancel)$/.test(name);

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

/** A version in which the `usage` of a SetupIntent is not yet without effect. */
const READS_USAGE = '2026-02-25.clover';

/** The Checkout Session of the mode that a form is about. */
const checkoutFor = (query: string): string => (query.includes('recurring') ? 'cs_1' : 'cs_4');

type Seen = Map<string, string>;

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
  readonly #whole: Snapshot;
  readonly #withoutPast: Snapshot;
  readonly #read: Emulator;
  readonly #event: string;
  /** What was seen of the operation that was asked last, by form. */
  #known: { readonly of: Operation; readonly answers: Seen; readonly worlds: Seen } | undefined;

  private constructor(world: Emulator, snapshot: Snapshot) {
    this.#whole = snapshot;
    this.#withoutPast = withoutPast(snapshot);
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
    await world.restore(operation.path.startsWith('/v1/events') ? this.#whole : this.#withoutPast);
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

  /** What was asked before is known. */
  async #once(
    operation: Operation,
    form: Form,
    kind: 'answers' | 'worlds',
    see: () => Promise<string>,
  ): Promise<string> {
    if (this.#known?.of !== operation) this.#known = { of: operation, answers: new Map(), worlds: new Map() };
    const seen = this.#known[kind];
    const key = JSON.stringify(form);
    const text = seen.get(key) ?? (await see());
    seen.set(key, text);
    return text;
  }

  /** The answer to a call. */
  #answer(operation: Operation, form: Form): Promise<string> {
    return this.#once(operation, form, 'answers', async () =>
      answerText(await this.#called(operation, form, await this.#worldFor(operation))),
    );
  }

  /** All that can be seen of a call: its answer, and for one that may change something what is there afterwards. */
  #seen(operation: Operation, form: Form): Promise<string> {
    if (!writes(operation)) return this.#answer(operation, form);
    return this.#once(operation, form, 'worlds', async () => {
      const world = await this.#worldFor(operation);
      const answer = answerText(await this.#called(operation, form, world));
      const { scopes, jobs, deliveries } = (await world.snapshot()) as unknown as Record<string, unknown>;
      const all = JSON.stringify([answer, scopes, jobs, deliveries]);
      return createHash('sha256').update(all).digest('hex');
    });
  }

  /** The refusal of a call with what parameters are probed beside, if it is refused. */
  async refusal(operation: Operation, base: Form): Promise<string | undefined> {
    const { body } = await this.#called(operation, base, await this.#worldFor(operation));
    return body.error?.message;
  }

  /** Whether any two values of the parameter lead to different things: to different answers, or to different worlds. */
  async hasEffect(operation: Operation, probe: Probe): Promise<boolean> {
    const answersDiffer = await differs(probe, (form) => this.#answer(operation, form));
    return answersDiffer || (await this.#changes(operation, probe));
  }

  #changes(operation: Operation, probe: Probe): Promise<boolean> {
    return differs(probe, (form) => this.#seen(operation, form));
  }

  /** Those of the probes whose values lead to different things, sent together as far as they can be. */
  async withEffect(operation: Operation, probes: readonly Probe[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const base of new Set(probes.map((probe) => probe.base))) {
      const ofBase = probes.filter((probe) => probe.base === base);
      for (const probe of await this.#suspects(operation, base, ofBase))
        if (await this.#changes(operation, probe)) found.push(probe.path);
    }
    return found;
  }

  /** Those of the probes that have to be looked at alone: something differs where they are sent, or nothing can be beside them. */
  async #suspects(operation: Operation, base: Form, probes: readonly Probe[]): Promise<readonly Probe[]> {
    const { together, alone } = sentTogether(operation, base, probes);
    const texts = new Set<string>([await this.#seen(operation, base)]);
    for (const form of together) texts.add(await this.#seen(operation, form));
    if (texts.size === 1) return alone;
    if (probes.length === 1) return probes;
    const half = probes.length >> 1;
    return [
      ...(await this.#suspects(operation, base, probes.slice(0, half))),
      ...(await this.#suspects(operation, base, probes.slice(half))),
    ];
  }
}

/** A refusal names the request, which differs each time. */
const answerText = ({ status, body }: Answered): string =>
  JSON.stringify([status, body.error === undefined ? body : [body.error.message, body.error.param]]);

async function differs({ forms }: Probe, textOf: (form: Form) => Promise<string>): Promise<boolean> {
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
