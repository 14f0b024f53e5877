import type Stripe from 'stripe';
import type StripePreview from 'stripe-preview';
import { describe, expect, it } from 'vitest';
import { previewSetup } from '../support/preview.ts';

/*
 * Every method that the clients have of Financial Connections, found on the clients themselves: one that a new version of
 * an SDK brings has no call here, and fails until it has one.
 */

type Previews = StripePreview['financialConnections'];
type Stable = Stripe['financialConnections'];

interface Ids {
  readonly account: string;
  readonly authorization: string;
  readonly customer: string;
  readonly institution: string;
  readonly ownership: string;
  readonly session: string;
  readonly transaction: string;
}

type Calls<Client> = Readonly<Record<string, (client: Client, ids: Ids) => Promise<unknown>>>;

const holder = ({ customer }: Ids) => ({ type: 'customer' as const, customer });

const CALLS: Calls<Stable> = {
  'accounts.list': ({ accounts }) => accounts.list({ limit: 1 }),
  'accounts.retrieve': ({ accounts }, { account }) => accounts.retrieve(account),
  'accounts.refresh': ({ accounts }, { account }) => accounts.refresh(account, { features: ['balance'] }),
  'accounts.subscribe': ({ accounts }, { account }) =>
    accounts.subscribe(account, { features: ['transactions'] }),
  'accounts.unsubscribe': ({ accounts }, { account }) =>
    accounts.unsubscribe(account, { features: ['transactions'] }),
  'accounts.listOwners': ({ accounts }, { account, ownership }) =>
    accounts.listOwners(account, { ownership }),
  'accounts.disconnect': ({ accounts }, { account }) => accounts.disconnect(account),
  'sessions.create': ({ sessions }, ids) =>
    sessions.create({ account_holder: holder(ids), permissions: ['balances'] }),
  'sessions.retrieve': ({ sessions }, { session }) => sessions.retrieve(session),
  'transactions.list': ({ transactions }, { account }) => transactions.list({ account }),
  'transactions.retrieve': ({ transactions }, { transaction }) => transactions.retrieve(transaction),
};

const CALLS_IN_PREVIEWS: Calls<Previews> = {
  // A cast: what both clients have, they call alike.
  ...(CALLS as unknown as Calls<Previews>),
  'accounts.refresh': ({ accounts }, { account }) =>
    accounts.refresh(account, { features: ['balance', 'inferred_balances', 'ownership', 'transactions'] }),
  'accounts.subscribe': ({ accounts }, { account }) =>
    accounts.subscribe(account, { features: ['balance', 'inferred_balances', 'transactions'] }),
  'accounts.unsubscribe': ({ accounts }, { account }) =>
    accounts.unsubscribe(account, { features: ['balance', 'inferred_balances', 'transactions'] }),
  'accounts.listInferredBalances': ({ accounts }, { account }) =>
    accounts.listInferredBalances(account, { limit: 1 }),
  'authorizations.retrieve': ({ authorizations }, { authorization }) =>
    authorizations.retrieve(authorization),
  'institutions.list': ({ institutions }) => institutions.list({ limit: 1 }),
  'institutions.retrieve': ({ institutions }, { institution }) => institutions.retrieve(institution),
  'sessions.create': ({ sessions }, ids) =>
    sessions.create({
      account_holder: holder(ids),
      permissions: ['balances', 'transactions'],
      prefetch: ['inferred_balances'],
    }),
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The names of the methods of each resource of a client. */
function methodsOf(client: object): readonly string[] {
  return Object.entries(client).flatMap(([resource, methods]) => {
    // The client that it belongs to is a member of it as well.
    if (!isObject(methods) || resource === 'stripe') return [];
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(methods));
    return names
      .filter((name) => name !== 'constructor' && !name.startsWith('_'))
      .map((name) => `${resource}.${name}`);
  });
}

/** A world with everything that is asked for. */
async function furnished() {
  const world = previewSetup();
  const { emulator, preview, stripe } = world;
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances', 'ownership', 'payment_method', 'transactions'],
    prefetch: ['balances', 'ownership', 'transactions'],
  });
  const { accounts } = await emulator.completeSession(session.id);
  await emulator.clock.advance('1m');
  const account: StripePreview.FinancialConnections.Account =
    await preview.financialConnections.accounts.retrieve(accounts.data[0].id);
  const { data: transactions } = await stripe.financialConnections.transactions.list({ account: account.id });
  const ids: Ids = {
    account: account.id,
    authorization: account.authorization ?? '',
    customer: customer.id,
    institution: String(account.institution),
    ownership: String(account.ownership),
    session: session.id,
    transaction: transactions[0]?.id ?? '',
  };
  return { ...world, ids };
}

type World = Awaited<ReturnType<typeof furnished>>;

describe.each([
  ['the client', ({ stripe }: World) => stripe.financialConnections, CALLS],
  ['the client of previews', ({ preview }: World) => preview.financialConnections, CALLS_IN_PREVIEWS],
] as const)('%s', (_, clientOf, calls) => {
  it('has no method without a call here, and each of these calls', async () => {
    const methods = methodsOf(clientOf(await furnished()));

    expect(methods.length).toBeGreaterThan(9);
    expect(methods.toSorted()).toEqual(Object.keys(calls).toSorted());
  });

  it.each(Object.entries(calls))('is answered: %s', async (_name, call) => {
    const world = await furnished();

    // A cast: each table is of the client that it stands beside.
    const answer = await (call as (client: unknown, ids: Ids) => Promise<{ object: string }>)(
      clientOf(world),
      world.ids,
    );

    expect(answer.object).toMatch(/^(list$|financial_connections\.)/);
  });
});
