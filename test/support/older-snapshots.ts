import type { Snapshot } from '../../src/index.ts';
import { setup } from './setup.ts';

/* Snapshots as emulators of before have taken them: without what has come since. */

export type Document = Snapshot & {
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
export async function waiting() {
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
export function before7(document: Document): Document {
  const old = structuredClone(document);
  Object.assign(old, { version: 6 });
  for (const { tables, facts } of old.scopes) {
    for (const name of SINCE_7.tables) Reflect.deleteProperty(tables, name);
    for (const name of SINCE_7.facts) Reflect.deleteProperty(facts, name);
  }
  return old;
}

/** As an emulator before version 6 has taken it: banks knew balances, and nothing else. */
export function before6(document: Document): Document {
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
export function before5(document: Document): Document {
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
export function before4(document: Document): Document {
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
export function before3(document: Document): Document {
  const old = before4(document);
  Object.assign(old, { version: 2 });
  for (const { facts } of old.scopes) delete facts.awaiting;
  return old;
}
