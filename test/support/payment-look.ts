import { toldInvoice, toldInvoicePayment, toldSession, toldSubscription } from './door-world.ts';
import type { Caller } from './payment-calls.ts';
import type { Laws } from './payment-laws.ts';
import { same } from './payment-told.ts';
import { toldByEmulator, type Wire } from './payment-wire.ts';
import {
  type Told,
  toldAttempt,
  toldCharge,
  toldDispute,
  toldIntent,
  toldMandate,
  toldMethod,
  toldRefund,
  toldRow,
  type World,
} from './payment-world.ts';

/* The whole of the emulator's payments beside the model's: lists, what is retrieved, and the money. */

type List = (path: string, told: readonly Told[]) => Promise<void>;

/** How many of each are looked at now and then. */
const SOME = 5;

/** The last of each list, and what is retrieved by itself: alone they are the same as among others. */
export async function compareSome(caller: Caller, world: World, laws: Laws): Promise<void> {
  const list: List = async (path, told) => {
    const { data } = await caller.get(`${path}${path.includes('?') ? '&' : '?'}limit=${SOME}`);
    const last: readonly Wire[] = data.toReversed();
    same(world, `the last of ${path}`, last.map(toldByEmulator), told.slice(-SOME));
    for (const one of last) laws.see(one);
  };
  await compareLists(world, list);
  await findByLast(world, list);
  await retrieveSome(caller, world, laws);
}

/** All of them, and the money. */
export async function compareAll(caller: Caller, world: World, laws: Laws): Promise<void> {
  const listed: Wire[] = [];
  await compareLists(world, async (path, told) => {
    const all = await caller.all(path);
    same(world, path, all.map(toldByEmulator), told);
    listed.push(...all);
  });
  await retrieveSome(caller, world, laws);
  for (const one of listed) laws.see(one);
  await compareMoney(caller, world, listed);
  // What a connected account has is not the platform's.
  if (world.terms.account === null) return;
  for (const path of ['/v1/charges', '/v1/balance_transactions', '/v1/events'])
    same(world, `${path} of the platform`, (await caller.ofPlatform(path)).data.length, 0);
}

async function compareLists(
  { intents, attempts, charges, refunds, disputes, rows, invoices, links, sessions, subscriptions }: World,
  list: List,
): Promise<void> {
  await list('/v1/payment_intents', intents.filter(({ kind }) => kind === 'payment').map(toldIntent));
  await list('/v1/setup_intents', intents.filter(({ kind }) => kind === 'setup').map(toldIntent));
  await list('/v1/charges', charges.map(toldCharge));
  await list('/v1/refunds', refunds.map(toldRefund));
  await list('/v1/disputes', disputes.map(toldDispute));
  await list('/v1/balance_transactions', rows.map(toldRow));
  await list('/v1/invoices', invoices.map(toldInvoice));
  await list('/v1/invoice_payments', links.map(toldInvoicePayment));
  await list('/v1/subscriptions?status=all', subscriptions.map(toldSubscription));
  await list('/v1/checkout/sessions', sessions.map(toldSession));
  const last = intents.findLast(({ kind }) => kind === 'setup');
  if (last?.ref.id != null) {
    const own = attempts.filter(({ intent }) => intent === last);
    await list(`/v1/setup_attempts?setup_intent=${last.ref.id}`, own.map(toldAttempt));
  }
}

/** What has no list, and of each list the last ones. */
/** What is found of the last charge by filters. */
async function findByLast({ charges, refunds, disputes, rows }: World, list: List): Promise<void> {
  const last = charges.at(-1);
  const id = last?.ref.id;
  if (last === undefined || id == null) return;
  const ofIntent = charges.filter(({ payment }) => payment === last.payment);
  await list(`/v1/charges?payment_intent=${last.payment.ref.id}`, ofIntent.map(toldCharge));
  await list(`/v1/refunds?charge=${id}`, refunds.filter(({ charge }) => charge === last).map(toldRefund));
  await list(`/v1/disputes?charge=${id}`, disputes.filter(({ charge }) => charge === last).map(toldDispute));
  await list(
    `/v1/balance_transactions?source=${id}`,
    rows.filter(({ source }) => source === last.ref).map(toldRow),
  );
}

async function retrieveSome(caller: Caller, world: World, laws: Laws): Promise<void> {
  const retrieve = async (path: string, told: readonly Told[]) => {
    for (const expected of told.slice(-SOME)) {
      const [, ref] = expected;
      // A cast: the second of what is told is whose it is.
      const { id } = ref as { readonly id: string | null };
      if (id === null) continue;
      const found = await caller.get(`${path}/${id}`);
      same(world, `${path}/${id}`, toldByEmulator(found), expected);
      laws.see(found);
    }
  };
  await retrieve('/v1/mandates', world.mandates.map(toldMandate));
  await retrieve('/v1/payment_methods', world.methods.map(toldMethod));
  await retrieve('/v1/charges', world.charges.map(toldCharge));
  await retrieve('/v1/refunds', world.refunds.map(toldRefund));
  await retrieve('/v1/disputes', world.disputes.map(toldDispute));
  await retrieve('/v1/balance_transactions', world.rows.map(toldRow));
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

/** The balance is the sum of its transactions, and that of what was paid, refunded and taken back. */
async function compareMoney(caller: Caller, world: World, listed: readonly Wire[]): Promise<void> {
  const of = (type: string) => listed.filter(({ object }) => object === type);
  const { available, pending } = await caller.get('/v1/balance');
  const balance = sum([...available, ...pending].map(({ amount }: Wire) => amount));
  same(world, 'the balance', balance, sum(of('balance_transaction').map(({ net }) => net)));
  const fees = sum(of('balance_transaction').map(({ fee }) => fee));
  const paid = sum(of('charge').map(({ amount, status }) => (status === 'succeeded' ? amount : 0)));
  const refunded = sum(
    of('refund').map(({ amount, status, balance_transaction: row }) =>
      row !== null && status !== 'failed' ? amount : 0,
    ),
  );
  const taken = sum(of('dispute').map(({ amount }) => amount));
  same(world, 'what is left of the money', balance, paid - refunded - taken - fees);
  const received = new Map(of('payment_intent').map(({ id, amount_received }) => [id, amount_received]));
  for (const one of of('invoice_payment'))
    same(world, `what ${one.id} has paid`, received.get(one.payment.payment_intent), one.amount_paid ?? 0);
  const settled = sum(of('invoice_payment').map(({ amount_paid: amount }) => amount ?? 0));
  const offStripe = sum(of('invoice').map(({ amount_paid_off_stripe: amount }) => amount ?? 0));
  const paidOf = sum(of('invoice').map(({ amount_paid: amount }) => amount));
  same(world, 'what was paid of invoices', paidOf, settled + offStripe);
  for (const charge of of('charge')) {
    const ofCharge = of('refund').filter((one) => one.charge === charge.id && one.status !== 'failed');
    same(
      world,
      `what ${charge.id} refunded`,
      charge.amount_refunded,
      sum(ofCharge.map(({ amount }) => amount)),
    );
  }
}

const PATHS: Readonly<Record<string, string>> = {
  payment_intent: '/v1/payment_intents',
  setup_intent: '/v1/setup_intents',
  charge: '/v1/charges',
  refund: '/v1/refunds',
  dispute: '/v1/disputes',
  mandate: '/v1/mandates',
  payment_method: '/v1/payment_methods',
  invoice: '/v1/invoices',
  invoice_payment: '/v1/invoice_payments',
  'checkout.session': '/v1/checkout/sessions',
  subscription: '/v1/subscriptions',
};
/** An object is another a moment later, or none, and no event tells. */
const FLEETING = ['invoice.created', 'invoice.deleted'];

/** What the last event carries is what is retrieved, as long as the model tells the same of both. */
export async function compareFresh(caller: Caller, event: Wire | undefined): Promise<void> {
  if (event === undefined || FLEETING.includes(event.type)) return;
  const { object } = event.data;
  const found = await caller.get(`${PATHS[object.object]}/${object.id}`);
  const [is, was] = [JSON.stringify(found), JSON.stringify(object)];
  if (is !== was) throw new Error(`${object.id} is\n  ${is}\nand its last event told\n  ${was}`);
}
