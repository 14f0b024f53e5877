import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/index.ts';
import { TYPED_IN, typedIn } from '../support/payment-methods.ts';
import { OFFLINE, paying } from '../support/payments.ts';
import { setup } from '../support/setup.ts';
import { TO_SET_UP } from '../support/setups.ts';

type Document = Snapshot & {
  version: number;
  readonly scopes: {
    readonly facts: Record<string, unknown>;
    readonly tables: {
      readonly event: [{ pending_webhooks: number }, boolean][];
      readonly charge: [{ balance_transaction: string | null }, boolean][];
    };
  }[];
  readonly jobs: { readonly job: { readonly kind: string; charge?: string } }[];
};

/** Two endpoints made by API, and a third one in the options, of which one takes what it gets; then two events. */
async function waiting() {
  const world = setup({
    webhooks: [{ handler: () => new Response('down', { status: 500 }) }],
    limits: { events: 1_000 },
  });
  const { stripe, emulator } = world;
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/webhook',
    enabled_events: ['customer.created'],
  });
  await stripe.customers.create();
  await stripe.customers.create();
  await emulator.clock.advance(0);
  return { ...world, endpoint, document: (await emulator.snapshot()) as Document };
}

/** What came with version 6. */
const SINCE_6: { readonly tables: readonly string[]; readonly facts: readonly string[] } = {
  tables: [
    'financial_connections.account_ownership',
    'financial_connections.authorization',
    'financial_connections.consent',
    'token',
  ],
  facts: ['authorizations', 'ledgers', 'ledgerTags', 'ownerships', 'transactionIds'],
};

/** What came with version 7. */
const SINCE_7: { readonly tables: readonly string[]; readonly facts: readonly string[] } = {
  tables: [
    'account',
    'bank_account',
    'checkout.session',
    'invoice',
    'invoice_payment',
    'invoiceitem',
    'line_item',
    'payment_method_configuration',
    'payout',
    'price',
    'product',
    'subscription',
  ],
  facts: ['bankAccounts', 'checkouts', 'dashboard', 'prices', 'subscriptionItems'],
};

/** As an emulator before version 7 has taken it: nothing was billed. */
function before7(document: Document): Document {
  const old = structuredClone(document);
  Object.assign(old, { version: 6 });
  for (const { tables, facts } of old.scopes) {
    for (const name of SINCE_7.tables) Reflect.deleteProperty(tables, name);
    for (const name of SINCE_7.facts) Reflect.deleteProperty(facts, name);
  }
  return old;
}

/** As an emulator before version 6 has taken it: banks knew balances, and nothing else. */
function before6(document: Document): Document {
  const old = before7(document);
  const jobs = old.jobs.filter(({ job }) => job.kind !== 'account.subscription');
  Object.assign(old, { version: 5, jobs });
  Reflect.deleteProperty(old, 'bank_seed');
  for (const { tables, facts } of old.scopes) {
    for (const name of SINCE_6.tables) Reflect.deleteProperty(tables, name);
    for (const name of SINCE_6.facts) Reflect.deleteProperty(facts, name);
  }
  return old;
}

/** As an emulator before version 5 has taken it: payments could only succeed, and nothing took their money back. */
function before5(document: Document): Document {
  const old = before6(document);
  Object.assign(old, { version: 4 });
  for (const { tables, facts } of old.scopes) {
    for (const name of ['setup_intent', 'setup_attempt', 'refund', 'dispute'])
      Reflect.deleteProperty(tables, name);
    for (const name of ['intents', 'microdeposits', 'singleUses']) Reflect.deleteProperty(facts, name);
  }
  for (const { job } of old.jobs) delete job.charge;
  return old;
}

/** As an emulator before version 4 has taken it: without balance transactions, and charges without three fields. */
function before4(document: Document): Document {
  const old = before5(document);
  Object.assign(old, { version: 3 });
  for (const { tables } of old.scopes) {
    Reflect.deleteProperty(tables, 'balance_transaction');
    for (const [charge] of tables.charge)
      for (const name of ['destination', 'dispute', 'order']) Reflect.deleteProperty(charge, name);
  }
  return old;
}

/** As an emulator before version 3 has taken it: who is waited for is not in it, only how many. */
function before3(document: Document): Document {
  const old = before4(document);
  Object.assign(old, { version: 2 });
  for (const { facts } of old.scopes) delete facts.awaiting;
  return old;
}

describe('a snapshot of version 2', () => {
  it('becomes, by its deliveries, what version 3 would have been', async () => {
    const { emulator, document } = await waiting();
    const { emulator: other } = setup();

    await other.restore(before3(document));

    expect(await other.snapshot()).toEqual(document);
    expect(emulator.events().map(({ pending_webhooks }) => pending_webhooks)).toEqual([2, 2]);
  });

  it('counts down from there', async () => {
    const { document, endpoint } = await waiting();
    const { emulator: other, stripe } = setup();
    await other.restore(before3(document));

    await stripe.webhookEndpoints.del(endpoint.id);

    expect(other.events().map(({ pending_webhooks }) => pending_webhooks)).toEqual([1, 1]);
  });
});

describe('a snapshot of version 3', () => {
  it('becomes what version 4 would have been: charges get the fields that were null, in their place', async () => {
    const world = setup();
    await paying(world);
    const document = (await world.emulator.snapshot()) as Document;
    const { emulator: other } = setup();

    await other.restore(before4(document));

    const { scopes } = (await other.snapshot()) as Document;
    expect(JSON.stringify(scopes)).toBe(JSON.stringify(document.scopes));
  });

  it('keeps its succeeded charges without a balance transaction, and gives one to each that succeeds later', async () => {
    const world = setup();
    await paying(world);
    await world.emulator.clock.advance(1_000);
    await paying(world);
    const old = before4((await world.emulator.snapshot()) as Document);
    for (const [charge] of old.scopes[0]?.tables.charge ?? []) charge.balance_transaction = null;
    const { emulator, stripe } = setup();

    await emulator.restore(old);
    await emulator.clock.advance(1_000);

    const { data } = await stripe.charges.list({ expand: ['data.balance_transaction'] });
    expect(data.map(({ status, balance_transaction: row }) => [status, row])).toMatchObject([
      ['succeeded', { object: 'balance_transaction', source: data[0]?.id }],
      ['succeeded', null],
    ]);
  });

  it('gets what PaymentIntents show since', async () => {
    const { emulator, stripe } = setup();
    const connections = { permissions: ['payment_method' as const] };
    await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method_options: { us_bank_account: { financial_connections: connections } },
    });
    const document = before4((await emulator.snapshot()) as Document);
    const old = JSON.parse(
      JSON.stringify(document)
        .replaceAll('"shared_payment_granted_token":null,', '')
        .replaceAll('"prefetch":[]', '"prefetch":null'),
    );
    const { emulator: other, stripe: client } = setup();

    await other.restore(old);

    const [intent] = (await client.paymentIntents.list()).data;
    expect(intent).toEqual((await stripe.paymentIntents.list()).data[0]);
    expect(JSON.stringify(intent)).toContain('"shared_payment_granted_token":null,"shipping"');
  });
});

describe('a snapshot of version 6', () => {
  it('becomes what version 7 would have been', async () => {
    const world = setup();
    await paying(world);
    const document = (await world.emulator.snapshot()) as Document;
    const { emulator: other } = setup();

    await other.restore(before7(document));

    expect(await other.snapshot()).toEqual(document);
  });
});

describe('a snapshot of version 5', () => {
  it('becomes what version 6 would have been', async () => {
    const world = setup();
    await world.emulator.linkAccount({ prefetch: ['balances'] });
    const document = (await world.emulator.snapshot()) as Document;
    const { emulator: other } = setup();

    await other.restore(before6(document));

    expect(await other.snapshot()).toEqual(document);
  });
});

describe('a snapshot of version 4', () => {
  it('goes on with the payments that were under way', async () => {
    const world = setup();
    await paying(world);
    const { emulator, stripe } = setup();

    await emulator.restore(before5((await world.emulator.snapshot()) as Document));
    await emulator.clock.advance(1_000);

    expect((await stripe.paymentIntents.list()).data[0]?.status).toBe('succeeded');
  });

  it.each([
    ['unsupported:no_account', 'no_account'],
    ['unsupported:charge_exceeds_weekly_limit', 'charge_exceeds_source_limit'],
    ['unsupported:dispute', 'disputed'],
    ['unsupported:failed_microdeposits', 'succeeds'],
    ['unsupported:the weather', 'succeeds'],
    ['stays_processing', 'stays_processing'],
  ])('has today’s word for how a payment ends: %s', async (then, now) => {
    const { emulator } = setup();
    await emulator.linkAccount({ account: 'Failure' });
    const old = before5((await emulator.snapshot()) as Document);
    const text = JSON.stringify(old).replace('"payment":"no_account"', `"payment":"${then}"`);
    const { emulator: other } = setup();

    await other.restore(JSON.parse(text));

    expect(JSON.stringify(await other.snapshot())).toContain(`"payment":"${now}"`);
  });

  it('has bank accounts that microdeposits do not reach', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentMethods.create(
      typedIn({ us_bank_account: { ...TYPED_IN, account_number: '000666666661' } }),
    );
    const text = JSON.stringify(before5((await emulator.snapshot()) as Document));
    const { emulator: other, stripe: client } = setup();

    await other.restore(
      JSON.parse(
        text.replace(
          /"fate":"succeeds","unreachable":true|"unreachable":true,"fate":"succeeds"/,
          '"fate":"unsupported:failed_microdeposits"',
        ),
      ),
    );
    const asked = await client.setupIntents.create({
      ...TO_SET_UP,
      payment_method: id,
      confirm: true,
      mandate_data: OFFLINE,
    });
    await other.clock.advance('1s');

    expect(asked.status).toBe('requires_action');
    expect((await client.setupIntents.retrieve(asked.id)).last_setup_error?.code).toBe(
      'payment_method_microdeposit_failed',
    );
  });
});

/* Taken by the emulators of their time, of one world: an endpoint that is down, one that was deleted, a payment, a refresh. */
const KEPT = readdirSync(new URL('../support/snapshots', import.meta.url));

describe('a snapshot that an earlier emulator has taken', () => {
  it.each(KEPT)(
    'goes on where it was: %s. Keep one of each version; a new table or fact is a new version',
    async (file) => {
      const text = readFileSync(new URL(`../support/snapshots/${file}`, import.meta.url), 'utf8');
      const document: Document = JSON.parse(text);
      const { emulator, stripe } = setup();

      await emulator.restore(document);
      await emulator.clock.advance(1_000);

      const [first] = emulator.events();
      const [intent] = (await stripe.paymentIntents.list()).data;
      const accounts = (await stripe.financialConnections.accounts.list()).data;
      expect(first).toMatchObject({ type: 'customer.created', pending_webhooks: 1 });
      expect(intent?.status).toBe('succeeded');
      expect(accounts.map(({ balance_refresh }) => balance_refresh?.status)).toContain('succeeded');
      expect((await stripe.customers.list({}, { stripeAccount: 'acct_1' })).data).toHaveLength(1);
    },
  );

  it('is there for each version that is read', async () => {
    const present = (await setup().emulator.snapshot()).version;
    const versions = Array.from({ length: present - 1 }, (_, at) => `version-${at + 2}.json`);

    expect(KEPT).toEqual(versions);
  });
});

describe('a snapshot from which a part is missing', () => {
  it('of version 3 is refused without who is waited for', async () => {
    const { document, emulator } = await waiting();
    const old = before3(document);
    Object.assign(old, { version: 3 });

    await expect(emulator.restore(old)).rejects.toThrow('in its scopes[0].facts.awaiting: there is none.');
  });

  it.each([
    ['tables', 'scopes[0].tables.customer'],
    ['facts', 'scopes[0].facts.logins'],
    ['idempotency', 'scopes[0].idempotency'],
    ['account', 'scopes[0].account'],
  ])('is refused without its %s: it would be lost', async (part, place) => {
    const { document, emulator } = await waiting();
    const [scope] = document.scopes;
    Reflect.deleteProperty(scope ?? {}, part);

    await expect(emulator.restore(document)).rejects.toThrow(`in its ${place}: there is none.`);
  });

  it.each(['issued', 'log'])('is refused without the %s of its requests', async (part) => {
    const { document, emulator } = await waiting();
    Reflect.deleteProperty(document.requests as object, part);

    await expect(emulator.restore(document)).rejects.toThrow(`in its requests.${part}: there is none.`);
  });
});

describe('a snapshot with something that this emulator does not know', () => {
  it.each([
    [
      'a table',
      (document: Document) => Object.assign(document.scopes[0]?.tables ?? {}, { transfer: [] }),
      'transfer',
    ],
    [
      'a fact',
      (document: Document) => Object.assign(document.scopes[0]?.facts ?? {}, { moods: [] }),
      'moods',
    ],
    ['a part', (document: Document) => Object.assign(document, { notes: 'mine' }), 'notes'],
  ])('is refused, because it would be lost: %s', async (_, change, name) => {
    const { document, emulator } = await waiting();
    change(document);

    await expect(emulator.restore(document)).rejects.toThrow(`it has a member "${name}", which none has.`);
  });

  it('is refused when a record is older than the one before it', async () => {
    const { document, emulator } = await waiting();
    document.scopes[0]?.tables.event.reverse();
    const [[newest] = []] = document.scopes[0]?.tables.event ?? [];
    Object.assign(newest ?? {}, { created: 9_999_999_999 });

    await expect(emulator.restore(document)).rejects.toThrow('it is older than the one before it.');
  });
});

describe('what is said of a damaged snapshot', () => {
  const refusal = async (change: (document: Document) => unknown): Promise<string> => {
    const { document, emulator } = await waiting();
    change(document);
    return emulator.restore(document).then(
      () => 'accepted',
      ({ message }: Error) => message,
    );
  };
  const long = 'x'.repeat(100_000);

  it.each([
    ['a value', (document: Document) => Object.assign(document.clock as object, { now_ms: long })],
    ['a member', (document: Document) => Object.assign(document.clock as object, { [long]: 1 })],
    ['a part', (document: Document) => Object.assign(document, { [long]: 1 })],
    ['a table', (document: Document) => Object.assign(document.scopes[0]?.tables ?? {}, { [long]: [] })],
    ['a fact', (document: Document) => Object.assign(document.scopes[0]?.facts ?? {}, { [long]: [] })],
    ['a prefix of ids', (document: Document) => Object.assign(document.ids as object, { [long]: -1 })],
    [
      'ids',
      (document: Document) =>
        Object.assign(document.scopes[0]?.facts ?? {}, { sessionSecrets: [[long, `${long}y`]] }),
    ],
  ])('carries little of what was in it: %s', async (_, change) => {
    const message = await refusal(change);

    expect(message).toContain('This snapshot is damaged');
    expect(message.length).toBeLessThan(700);
  });

  it('shows no password of a webhook', async () => {
    const message = await refusal((document) => {
      const text = JSON.stringify(document).replace(
        'http://127.0.0.1:9/webhook',
        'ftp://jenny:hunter2@example.com',
      );
      Object.assign(document, JSON.parse(text));
    });

    expect(message).toContain('ftp://jenny:****@example.com');
  });

  it.each([
    [
      '{"object":"emulator.snapshot","version":3,"version":3}',
      'damaged: its member "version" is there more than once.',
    ],
    ['{"object":"emulator.state","version":1}\n{"sandbox":"x"}', 'This is a file of --state'],
  ])('names the place, or what it is: %s', async (body, sentence) => {
    const { call } = setup();

    const { status, body: answer } = await call('PUT', '/_emulator/snapshot', { form: body });

    expect(status).toBe(400);
    expect(answer).toMatchObject({ error: { message: expect.stringContaining(sentence) } });
  });
});
