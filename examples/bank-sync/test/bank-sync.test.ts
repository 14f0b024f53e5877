import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type World } from '../../world.ts';
import { BankSync } from '../bank-sync.ts';
import { webhook } from '../webhook.ts';

type Transaction = Stripe.FinancialConnections.Transaction;

// How long a refresh takes unless an account says otherwise.
const REFRESH_MS = 1_000;
const DAY_MS = 86_400_000;
const WORKER = { accounts: ['Persona: Payroll worker'] };

let world: World;
let sync: BankSync;
let customer: string;
let receive: (request: Request) => Promise<Response>;

beforeEach(async () => {
  world = await openWorld((request) => receive(request));
  sync = new BankSync(world.stripe);
  receive = webhook(world.stripe, world.webhookSecret, sync);
  customer = (await world.stripe.customers.create({ email: 'jenny@example.com' })).id;
});
afterEach(() => world[Symbol.asyncDispose]());

/** The customer links an account, or mends the connection to one; resolves to its id. */
async function link(scenario = WORKER): Promise<string> {
  const { id, client_secret } = await sync.startLinking(customer);
  await world.completeSession(client_secret ?? '', scenario);
  const [account = ''] = await sync.finishLinking(id);
  return account;
}

const known = (id: string) => [...(sync.accounts.get(id)?.transactions.values() ?? [])];

/** What the bank has told up to now, read from the beginning. */
async function told(account: string): Promise<readonly Transaction[]> {
  const all: Transaction[] = [];
  for await (const transaction of world.stripe.financialConnections.transactions.list({
    account,
    limit: 100,
  }))
    if (transaction.status !== 'void') all.push(transaction);
  return all;
}

const byId = (transactions: readonly Transaction[]) =>
  [...transactions].sort((a, b) => (a.id < b.id ? -1 : 1));

test('linking an account reads its balance and half a year of transactions', async () => {
  const id = await link();
  await world.advance(REFRESH_MS);

  const seconds = known(id).map(({ transacted_at: at }) => at);
  expect(sync.accounts.get(id)?.balance?.current.usd).toBeGreaterThan(0);
  expect(known(id).length).toBeGreaterThan(100);
  expect(Math.max(...seconds) - Math.min(...seconds)).toBeGreaterThan(170 * 86_400);
});

test('each day brings what is new and what has changed, and nothing is lost', async () => {
  const id = await link();
  await world.advance(REFRESH_MS);
  const pending = known(id).filter(({ status }) => status === 'pending');

  await world.advance(10 * DAY_MS);

  expect(pending.length).toBeGreaterThan(0);
  expect(byId(known(id))).toEqual(byId(await told(id)));
  expect(known(id).filter(({ id: other }) => pending.some((one) => one.id === other))).not.toContainEqual(
    expect.objectContaining({ status: 'pending' }),
  );
});

test('a refresh that fails loses nothing: the next one brings it', async () => {
  const id = await link();
  await world.advance(REFRESH_MS);
  const before = known(id).length;

  await world.updateAccount(id, {
    refresh: { transactions: { outcome: 'failed, failed' } },
  });
  await world.advance(2 * DAY_MS);
  expect(known(id)).toHaveLength(before);
  await world.advance(5 * DAY_MS);

  expect(known(id).length).toBeGreaterThan(before);
  expect(byId(known(id))).toEqual(byId(await told(id)));
});

test('an event that comes twice changes nothing the second time', async () => {
  const id = await link();
  await world.advance(REFRESH_MS);
  const before = sync.accounts.get(id);
  const { data } = await world.stripe.events.list({
    type: 'financial_connections.account.refreshed_transactions',
  });

  for (const event of data) await sync.handle(event);

  expect(sync.accounts.get(id)).toEqual(before);
});

test('a broken connection is told of, and keeps what was read', async () => {
  const id = await link();
  await world.advance(REFRESH_MS);
  const before = known(id);

  await world.updateAccount(id, { status: 'inactive' });
  await world.advance(3 * DAY_MS);

  expect(sync.accounts.get(id)?.connection).toBe('broken');
  expect(known(id)).toEqual(before);
});

test('a customer who logs in anew gets what happened meanwhile', async () => {
  const id = await link();
  await world.advance(REFRESH_MS);
  await world.updateAccount(id, { status: 'inactive' });
  await world.advance(9 * DAY_MS);
  const before = known(id).length;

  const mended = await link();
  await world.advance(REFRESH_MS);

  expect(sync.accounts.get(mended)?.connection).toBe('connected');
  expect(known(mended).length).toBeGreaterThan(before);
  expect(byId(known(mended))).toEqual(byId(await told(mended)));
});
