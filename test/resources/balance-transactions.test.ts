import { describe, expect, it } from 'vitest';
import { paid, paying } from '../support/payments.ts';
import { refusal, setup } from '../support/setup.ts';

const START = '2026-01-01T00:00:00Z';
const NOW = Date.parse(START) / 1000;
const DAY = 86_400;

describe('the balance transaction of a payment', () => {
  it('is named by the charge from charge.succeeded on, and by none before', async () => {
    const { charge, emulator, stripe } = await paid();

    // Recorded: null while pending, "txn_…" once it has succeeded.
    const named = emulator
      .events()
      .filter(({ type }) => type.startsWith('charge.'))
      .map(({ type, data }) => [type, data.object.balance_transaction]);
    expect(named).toEqual([
      ['charge.pending', null],
      ['charge.succeeded', charge.balance_transaction],
    ]);
    expect(charge.balance_transaction).toMatch(/^txn_/);
    expect(await stripe.balanceTransactions.retrieve(String(charge.balance_transaction))).toMatchObject({
      source: charge.id,
    });
  });

  it('comes after success, with charge.updated, where that is assumed and the capture is asynchronous', async () => {
    const world = setup({ assume: { balanceTransaction: 'after_success' } });
    const told = () =>
      world.emulator
        .events()
        .filter(({ type }) => type !== 'mandate.updated')
        .slice(-3)
        .map(({ type, data }) => [type, data.object.balance_transaction, data.previous_attributes]);
    await paying(world);
    await world.emulator.clock.runToIdle();
    const [row] = (await world.stripe.balanceTransactions.list()).data;

    // docs: payments/payment-intents/asynchronous-capture
    expect(told()).toEqual([
      ['charge.succeeded', null, undefined],
      ['payment_intent.succeeded', undefined, undefined],
      ['charge.updated', row?.id, { balance_transaction: null }],
    ]);

    await paying(world, { capture_method: 'automatic' });
    await world.emulator.clock.runToIdle();
    expect(told().at(-2)).toEqual(['charge.succeeded', expect.stringMatching(/^txn_/), undefined]);
  });

  it('has every field that Stripe answers, in its order', async () => {
    const { charge, stripe } = await paid({ description: 'Rent' });
    const id = String(charge.balance_transaction);

    const shown = { ...(await stripe.balanceTransactions.retrieve(id)) };

    expect(shown).toEqual({
      id,
      object: 'balance_transaction',
      amount: 2000,
      available_on: shown.created,
      balance_type: 'payments',
      created: shown.created,
      currency: 'usd',
      description: 'Rent',
      exchange_rate: null,
      fee: 16,
      fee_details: [
        {
          amount: 16,
          application: null,
          currency: 'usd',
          description: 'Stripe processing fees',
          type: 'stripe_fee',
        },
      ],
      net: 1984,
      // Recorded: type and category of 108 payments by `py_`.
      reporting_category: 'charge',
      source: charge.id,
      status: 'available',
      type: 'payment',
    });
    expect(shown.created).toBe(charge.created + 1);
  });

  // stripe.com/pricing: 0.8 %, at most $5.00; half cents are rounded up (assumed).
  it.each([
    [50, 0],
    [62, 0],
    [63, 1],
    [2000, 16],
    [62_499, 500],
    [10_100_000, 500],
  ])('takes of %i a fee of %i', async (amount, fee) => {
    const { stripe } = await paid({ amount });

    const [transaction] = (await stripe.balanceTransactions.list()).data;

    expect(transaction).toMatchObject({ amount, fee, net: amount - fee });
    expect(transaction?.fee_details).toHaveLength(fee === 0 ? 0 : 1);
  });

  it('is not made of a payment that never succeeds', async () => {
    const world = setup();
    const intent = await paying(world, { payment_method: 'pm_usBankAccount_processing' });
    await world.stripe.paymentIntents.cancel(intent.id);

    const charge = await world.stripe.charges.retrieve(String(intent.latest_charge));

    expect(charge).toMatchObject({ status: 'failed', balance_transaction: null });
    expect((await world.stripe.balanceTransactions.list()).data).toEqual([]);
  });

  it('belongs to the account whose payment it is', async () => {
    const world = setup();
    const connected = { stripeAccount: 'acct_1' };
    await world.stripe.paymentIntents.create(
      {
        amount: 1000,
        currency: 'usd',
        allowed_payment_method_types: ['us_bank_account'],
        payment_method: 'pm_usBankAccount_success',
        mandate_data: { customer_acceptance: { type: 'offline' } },
        confirm: true,
      },
      connected,
    );
    await world.emulator.clock.runToIdle();

    expect((await world.stripe.balanceTransactions.list()).data).toEqual([]);
    expect((await world.stripe.balanceTransactions.list({}, connected)).data).toHaveLength(1);
  });
});

describe('balance transactions', () => {
  const several = async () => {
    const world = setup({ time: { start: START, runs: false } });
    await world.emulator.putObjects({
      balance_transactions: [
        { id: 'txn_1', amount: 100, created: NOW - 2 * DAY, source: 'py_1' },
        { id: 'txn_2', amount: -100, created: NOW - DAY, source: 're_1', type: 'payment_refund' },
        { id: 'txn_3', amount: 300, currency: 'eur', available_on: NOW + DAY },
      ],
    });
    return world;
  };

  it.each([
    ['nothing', {}, ['txn_3', 'txn_2', 'txn_1']],
    ['created', { created: { lt: NOW - DAY } }, ['txn_1']],
    ['currency', { currency: 'eur' }, ['txn_3']],
    ['source', { source: 'py_1' }, ['txn_1']],
    ['type', { type: 'payment_refund' }, ['txn_2']],
    ['source and type', { source: 'py_1', type: 'payment_refund' }, []],
    // Seen in a sandbox under 2026-08-26.dahlia: what is unknown finds nothing, and is no error.
    ['an unknown payout', { payout: 'po_1' }, []],
    ['an unknown type', { type: 'nonsense' }, []],
    ['an unknown source', { source: 'py_nope' }, []],
    // Typed until stripe-node 12, and taken since.
    ['the day from which they are available', { limit: 3, ...{ available_on: { gt: NOW } } }, ['txn_3']],
    ['a page', { limit: 1, starting_after: 'txn_3' }, ['txn_2']],
  ] as const)('are listed by %s', async (_, filter, ids) => {
    const { stripe } = await several();

    expect((await stripe.balanceTransactions.list(filter)).data.map(({ id }) => id)).toEqual(ids);
  });

  it('are missing by their name', async () => {
    const { stripe } = setup();

    // Seen in a sandbox under 2026-08-26.dahlia.
    expect(await refusal(stripe.balanceTransactions.retrieve('txn_x'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such balance transaction: 'txn_x'",
    });
  });

  it('become available when their time has come, wherever they are shown, and keep nobody waiting', async () => {
    const { stripe, emulator } = await several();
    await emulator.putObjects({
      charges: [{ id: 'py_3', status: 'succeeded', balance_transaction: 'txn_3' }],
    });
    const statuses = async () => [
      (await stripe.balanceTransactions.retrieve('txn_3')).status,
      (await stripe.balanceTransactions.list()).data[0]?.status,
      (await stripe.charges.retrieve('py_3', { expand: ['balance_transaction'] })).balance_transaction,
    ];

    const before = await statuses();
    await emulator.clock.runToIdle();
    expect(emulator.clock.now().getTime()).toBe(NOW * 1000);
    await emulator.clock.advance(DAY * 1000);

    expect(before).toMatchObject(['pending', 'pending', { status: 'pending' }]);
    expect(await statuses()).toMatchObject(['available', 'available', { status: 'available' }]);
  });
});

describe('a balance transaction that is put in place', () => {
  it('may be an answer as it is', async () => {
    const { charge, stripe } = await paid();
    const answer = await stripe.balanceTransactions.retrieve(String(charge.balance_transaction));
    const { emulator, stripe: other } = setup();

    await emulator.putObjects({
      balance_transactions: [{ ...answer }],
      charges: [{ ...charge, customer: null, payment_intent: null, payment_method: null }],
    });

    expect({
      ...(await other.balanceTransactions.retrieve(answer.id, { expand: ['source'] })),
    }).toMatchObject({
      ...answer,
      source: { id: charge.id, object: 'charge' },
    });
  });

  it('may be in another currency, at a rate, from JSON or a form', async () => {
    const { emulator, stripe, call } = setup();
    await emulator.putObjects({ balance_transactions: [{ id: 'txn_1', exchange_rate: 1.234 }] });
    await call('POST', '/_emulator/objects', {
      form: 'balance_transactions[0][id]=txn_2&balance_transactions[0][exchange_rate]=0.5',
    });

    const { data } = await stripe.balanceTransactions.list();

    expect(data.map(({ exchange_rate: rate }) => rate)).toEqual([0.5, 1.234]);
  });

  it.each([
    [{ type: 'paymnet' }, 'type'],
    [{ amount: 'much' }, 'amount'],
    [{ status: 'gone' }, 'status'],
    [{ exchange_rate: 'high' }, 'exchange_rate'],
    [{ fee_details: [16] }, 'a list of hashes'],
    [{ fee_details: [{ amuont: 16 }] }, 'Did you mean "amount"?'],
  ])('is refused where it makes no sense: %j', async (fields, name) => {
    const { emulator } = setup();

    await expect(emulator.putObjects({ balance_transactions: [fields] })).rejects.toThrow(name);
  });
});
