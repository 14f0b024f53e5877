import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { EmulatorOptions, ObjectsOption } from '../../../src/index.ts';
import { paying } from '../../support/payments.ts';
import { type Setup, setup } from '../../support/setup.ts';

/* What is put in place while it is under way ends by itself, as if it had been created. */

const time = { start: '2026-01-01T00:00:00Z', runs: false };
const frozen = (options: EmulatorOptions = {}) => setup({ time, ...options });
const asAnswered = (objects: object): ObjectsOption => JSON.parse(JSON.stringify(objects));

const CLOSED = '000111111113';
const SOURCE = { id: 'ba_1', customer: 'cus_1', status: 'new' };
const PENDING = { pending_verification: ['individual.verification.document'] };

type Case = readonly [what: string, objects: object, how: (stripe: Stripe) => Promise<object>, end: object];

const ENDS: readonly Case[] = [
  [
    'a charge that no intent has made',
    { charges: [{ id: 'py_1' }] },
    (stripe) => stripe.charges.retrieve('py_1'),
    { balance_transaction: expect.stringMatching(/^txn_/), paid: true, status: 'succeeded' },
  ],
  [
    'a charge of a source that has been closed',
    {
      bank_accounts: [{ ...SOURCE, account_number: CLOSED, status: 'verified' }],
      charges: [{ id: 'py_1', customer: 'cus_1', payment_method: 'ba_1' }],
    },
    (stripe) => stripe.charges.retrieve('py_1'),
    { failure_code: 'account_closed', status: 'failed' },
  ],
  [
    'a payment',
    {
      payment_intents: [{ id: 'pi_1', status: 'processing', latest_charge: 'py_1' }],
      charges: [{ id: 'py_1', payment_intent: 'pi_1' }],
    },
    (stripe) => stripe.paymentIntents.retrieve('pi_1'),
    { status: 'succeeded' },
  ],
  [
    'a refund',
    { charges: [{ id: 'py_1', status: 'succeeded' }], refunds: [{ id: 'pyr_1', charge: 'py_1' }] },
    (stripe) => stripe.refunds.retrieve('pyr_1'),
    { status: 'succeeded' },
  ],
  [
    'a refund that waits for its payment',
    {
      charges: [{ id: 'py_1', amount: 2000 }],
      refunds: [{ id: 'pyr_1', amount: 2000, charge: 'py_1', pending_reason: 'charge_pending' }],
    },
    (stripe) => stripe.refunds.retrieve('pyr_1'),
    { balance_transaction: expect.stringMatching(/^txn_/), status: 'succeeded' },
  ],
  [
    'a payout',
    { payouts: [{ id: 'po_1', status: 'in_transit' }] },
    (stripe) => stripe.payouts.retrieve('po_1'),
    { status: 'paid' },
  ],
  [
    'the look at a connected account',
    { accounts: [{ id: 'acct_1', capabilities: { transfers: 'pending' }, requirements: PENDING }] },
    (stripe) => stripe.accounts.retrieve('acct_1'),
    { capabilities: { transfers: 'active' }, requirements: { pending_verification: [] } },
  ],
  [
    'the way of deposits that do not reach their source',
    { bank_accounts: [{ ...SOURCE, account_number: '000666666661' }] },
    (stripe) => stripe.customers.retrieveSource('cus_1', 'ba_1'),
    { status: 'verification_failed' },
  ],
];

describe('what is under way when it is put in place ends', () => {
  it.each(ENDS)('%s', async (_, objects, retrieve, end) => {
    const { emulator, stripe } = frozen();
    await emulator.putObjects(asAnswered({ customers: [{ id: 'cus_1' }], ...objects }));
    const before = await retrieve(stripe);

    await emulator.clock.runToIdle();

    expect(before).not.toMatchObject(end);
    expect(await retrieve(stripe)).toMatchObject(end);
  });

  it('by the delays of the options, also among the objects with which a sandbox begins', async () => {
    const { emulator, stripe } = frozen({
      connect: { payoutDelayMs: 5000 },
      objects: { payouts: [{ id: 'po_1' }] },
    });
    const status = async () => (await stripe.payouts.retrieve('po_1')).status;

    await emulator.clock.advance(4999);
    expect(await status()).toBe('pending');
    await emulator.clock.advance(1);

    expect(await status()).toBe('paid');
  });

  it('and tells of it', async () => {
    const { emulator } = frozen();
    await emulator.putObjects({ payouts: [{ id: 'po_1' }] });

    expect(emulator.events()).toEqual([]);
    await emulator.clock.runToIdle();

    expect(emulator.events().map(({ type }) => type)).toEqual(['payout.paid']);
  });

  it('in the connected account whose it is', async () => {
    const { call, emulator, stripe } = frozen();
    const stripeAccount = 'acct_1';
    const { status } = await call('POST', '/_emulator/objects', {
      headers: { 'stripe-account': stripeAccount },
      json: { payouts: [{ id: 'po_1' }] },
    });

    await emulator.clock.runToIdle();

    expect(status).toBe(200);
    expect((await stripe.payouts.retrieve('po_1', {}, { stripeAccount })).status).toBe('paid');
  });
});

describe('a payment that is put back while it is under way', () => {
  const statusOf = async ({ stripe }: Pick<Setup, 'stripe'>, id: string) =>
    (await stripe.paymentIntents.retrieve(id)).status;

  it('ends when it would have ended, and is waited for once', async () => {
    const world = frozen();
    const { id, latest_charge } = await paying(world, {});
    await world.emulator.clock.advance(600);
    const intent = await world.stripe.paymentIntents.retrieve(id);
    const charge = await world.stripe.charges.retrieve(String(latest_charge));

    await world.emulator.putObjects(asAnswered({ payment_intents: [intent], charges: [charge] }));

    const settling = world.emulator.clock.pending().filter(({ kind }) => kind === 'payment_intent.settle');
    expect(settling).toHaveLength(1);
    await world.emulator.clock.advance(400);
    expect(await statusOf(world, id)).toBe('succeeded');
  });

  it('stays processing where its bank account lets it for ever', async () => {
    const world = frozen();
    const { id } = await paying(world, { payment_method: 'pm_usBankAccount_processing' });
    const intent = await world.stripe.paymentIntents.retrieve(id);

    await world.emulator.putObjects(asAnswered({ payment_intents: [intent] }));
    await world.emulator.clock.runToIdle();

    expect(await statusOf(world, id)).toBe('processing');
  });
});
