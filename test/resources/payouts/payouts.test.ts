import { describe, expect, it } from 'vitest';
import { payoutLifecycle } from '../../../src/resources/payouts/record.ts';
import { BARE, fund, toldOf, verifiedAccount } from '../../support/connect.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

it('a payout goes from state to state as drawn', () => {
  const drawn = Object.entries(payoutLifecycle).map(([state, row]) =>
    [state, row.arrive ?? '-', row.fail ?? '-', row.cancel ?? '-', row.reverse ?? '-'].join(' '),
  );

  expect(drawn).toEqual([
    // state    arrive fail   cancel   reverse
    'pending    paid   failed canceled -'.replace(/ +/g, ' '),
    'in_transit paid   failed -        -'.replace(/ +/g, ' '),
    'paid       -      -      -        paid'.replace(/ +/g, ' '),
    'failed     -      -      -        -'.replace(/ +/g, ' '),
    'canceled   -      -      -        -'.replace(/ +/g, ' '),
  ]);
});

/** A connected account with money, paid out to a test account. */
async function funded(external_account = 'btok_us_verified') {
  const world = setup();
  const { id } = await verifiedAccount(world, { external_account });
  await fund(world, id);
  return { ...world, id, header: { stripeAccount: id } };
}

const available = async ({ stripe }: Pick<Setup, 'stripe'>, header: { stripeAccount?: string } = {}) =>
  (await stripe.balance.retrieve({}, header)).available[0]?.amount;

describe('a payout', () => {
  it('is as recorded, takes the money at once, and arrives', async () => {
    const { emulator, header, id, stripe, ...world } = await funded();
    const { data: externals } = await stripe.accounts.listExternalAccounts(id);

    const payout = await stripe.payouts.create({ amount: 5000, currency: 'usd' }, header);
    const left = await available({ stripe }, header);
    await emulator.clock.advance(1000);
    const paid = await stripe.payouts.retrieve(payout.id, {}, header);

    expect(payout).toMatchObject({
      object: 'payout',
      amount: 5000,
      automatic: false,
      currency: 'usd',
      description: null,
      destination: externals[0]?.id,
      failure_code: null,
      method: 'standard',
      reconciliation_status: 'not_applicable',
      source_type: 'card',
      status: 'pending',
      trace_id: { status: 'pending', value: null },
      type: 'bank_account',
    });
    expect(payout.id).toMatch(/^po_/);
    expect(payout.arrival_date % 86_400).toBe(0);
    expect(left).toBe(9920 - 5000);
    expect(paid.status).toBe('paid');
    expect(toldOf({ emulator, stripe, ...world }, id).slice(-2)).toEqual(['payout.created', 'payout.paid']);
    expect(
      await stripe.balanceTransactions.retrieve(String(payout.balance_transaction), {}, header),
    ).toMatchObject({
      amount: -5000,
      description: 'STRIPE PAYOUT',
      fee: 0,
      net: -5000,
      reporting_category: 'payout',
      source: payout.id,
      type: 'payout',
    });
  });

  it.each([
    ['btok_us_verified_accountClosed', 'account_closed', 'The bank account has been closed.'],
    [
      'btok_us_verified_noAccount',
      'no_account',
      'The bank account details on file are probably incorrect. No bank account could be located with those details.',
    ],
    [
      'btok_us_verified_insufficientFunds',
      'insufficient_funds',
      'Your Stripe account has insufficient funds to cover the payout.',
    ],
    ['btok_us_verified_debitNotAuthorized', 'debit_not_authorized', expect.any(String)],
    ['btok_us_verified_invalidCurrency', 'invalid_currency', expect.any(String)],
  ])(
    'to %s fails with %s, its money comes back, and the bank account is errored',
    async (token, code, message) => {
      const { emulator, header, id, stripe, ...world } = await funded(token);
      const before = await available({ stripe }, header);

      const { id: payout, destination } = await stripe.payouts.create(
        { amount: 5000, currency: 'usd' },
        header,
      );
      await emulator.clock.runToIdle();
      const failed = await stripe.payouts.retrieve(
        payout,
        { expand: ['failure_balance_transaction', 'destination'] },
        header,
      );

      expect(failed).toMatchObject({
        destination: { id: destination, object: 'bank_account', status: 'errored' },
        failure_balance_transaction: {
          amount: 5000,
          description: 'REFUND FOR PAYOUT (STRIPE PAYOUT)',
          reporting_category: 'payout_reversal',
          type: 'payout_failure',
        },
        failure_code: code,
        failure_message: message,
        status: 'failed',
      });
      expect(await available({ stripe }, header)).toBe(before);
      expect(toldOf({ emulator, stripe, ...world }, id).slice(-3)).toEqual([
        'payout.created',
        'payout.failed',
        'account.external_account.updated',
      ]);
      expect(emulator.events().at(-1)).toMatchObject({
        data: { object: { status: 'errored' }, previous_attributes: { status: 'new' } },
      });
    },
  );

  it('takes as long as connect.payoutDelayMs says', async () => {
    const world = setup({ connect: { payoutDelayMs: '1d' } });
    const { emulator, stripe } = world;
    await fund(world);
    const { id } = await stripe.payouts.create({ amount: 100, currency: 'usd' });

    await emulator.clock.advance('23h');
    const waiting = await stripe.payouts.retrieve(id);
    await emulator.clock.advance('1h');

    expect([waiting.status, (await stripe.payouts.retrieve(id)).status]).toEqual(['pending', 'paid']);
  });

  it('of the platform goes to a bank account of its own', async () => {
    const world = setup();
    const { stripe } = world;
    await fund(world);

    const first = await stripe.payouts.create({ amount: 100, currency: 'usd', expand: ['destination'] });
    const second = await stripe.payouts.create({ amount: 100, currency: 'usd' });

    const own = await stripe.accounts.retrieveCurrent();
    expect(first.destination).toMatchObject({ account: own.id, default_for_currency: true, last4: '6789' });
    expect(second.destination).toBe((first.destination as { id: string }).id);
  });

  it('goes to the external account that it names', async () => {
    const { header, id, stripe } = await funded();
    const other = await stripe.accounts.createExternalAccount(id, { external_account: 'btok_us_verified' });

    const payout = await stripe.payouts.create(
      {
        amount: 1,
        currency: 'usd',
        destination: other.id,
        description: 'Rent',
        metadata: { a: 'b' },
        statement_descriptor: 'RENT',
      },
      header,
    );

    expect(payout).toMatchObject({
      description: 'Rent',
      destination: other.id,
      metadata: { a: 'b' },
      statement_descriptor: 'RENT',
    });
  });

  it('can be made again once its bank account has been updated', async () => {
    const { emulator, header, id, stripe } = await funded('btok_us_verified_noAccount');
    const { destination } = await stripe.payouts.create({ amount: 1, currency: 'usd' }, header);
    await emulator.clock.runToIdle();

    const enabled = await stripe.accounts.updateExternalAccount(id, String(destination), {});

    expect(enabled.status).toBe('new');
  });
});

describe('a payout is refused', () => {
  it('of more than there is', async () => {
    const { header, stripe } = await funded();

    const error = await refusal(stripe.payouts.create({ amount: 9921, currency: 'usd' }, header));

    expect([error.statusCode, error.code, error.message]).toEqual([
      400,
      'balance_insufficient',
      'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).',
    ]);
  });

  it('without an external account in its currency', async () => {
    const world = setup();
    const { stripe } = world;
    await fund(world, 'acct_1');
    const { header } = await funded();

    const none = await refusal(
      stripe.payouts.create({ amount: 1, currency: 'usd' }, { stripeAccount: 'acct_1' }),
    );
    const euros = await refusal(stripe.payouts.create({ amount: 1, currency: 'eur' }));

    expect(header.stripeAccount).toMatch(/^acct_/);
    expect(none.message).toBe("Sorry, you don't have any external accounts in that currency (usd).");
    expect(euros.message).toBe("Sorry, you don't have any external accounts in that currency (eur).");
  });

  it('to the external account of another', async () => {
    const world = await funded();
    const other = await world.stripe.accounts.createExternalAccount('acct_2', {
      external_account: 'btok_us_verified',
    });

    const error = await refusal(
      world.stripe.payouts.create({ amount: 1, currency: 'usd', destination: other.id }, world.header),
    );

    expect([error.statusCode, error.message, error.param]).toEqual([
      400,
      `No such external account: '${other.id}'`,
      'destination',
    ]);
  });

  it('of an account whose payouts are not enabled', async () => {
    const world = setup();
    const { id } = await world.stripe.accounts.create({ ...BARE, external_account: 'btok_us_verified' });
    await fund(world, id);

    const error = await refusal(
      world.stripe.payouts.create({ amount: 1, currency: 'usd' }, { stripeAccount: id }),
    );

    expect([error.statusCode, error.code]).toEqual([400, 'payouts_not_allowed']);
  });

  it('at once of more than $9999', async () => {
    const { header, stripe } = await funded();

    const error = await refusal(
      stripe.payouts.create({ amount: 999_901, currency: 'usd', method: 'instant' }, header),
    );

    expect(error.message).toBe(
      'Instant Payouts to bank accounts are only supported for amounts less than or equal to $9999',
    );
  });
});

describe('a payout afterwards', () => {
  it('is canceled while it is pending: its money returns', async () => {
    const { emulator, header, stripe } = await funded();
    const { id } = await stripe.payouts.create({ amount: 5000, currency: 'usd' }, header);

    const canceled = await stripe.payouts.cancel(id, { expand: ['failure_balance_transaction'] }, header);
    const again = await refusal(stripe.payouts.cancel(id, {}, header));
    expect(JSON.stringify(await emulator.snapshot())).not.toContain('payout.end');
    await emulator.clock.runToIdle();

    expect(canceled).toMatchObject({
      failure_balance_transaction: { amount: 5000, type: 'payout_cancel' },
      status: 'canceled',
    });
    expect(again.message).toBe('This payout cannot cancel because it has a status of canceled.');
    expect((await stripe.payouts.retrieve(id, {}, header)).status).toBe('canceled');
    expect(await available({ stripe }, header)).toBe(9920);
    expect(emulator.events().at(-1)?.type).toBe('payout.canceled');
  });

  it('is reversed once: another one takes the money back', async () => {
    const { emulator, header, stripe } = await funded();
    const { id } = await stripe.payouts.create({ amount: 5000, currency: 'usd' }, header);
    const early = await refusal(stripe.payouts.reverse(id, {}, header));
    await emulator.clock.runToIdle();

    const reversal = await stripe.payouts.reverse(id, { metadata: { a: 'b' } }, header);
    const twice = await refusal(stripe.payouts.reverse(id, {}, header));
    await emulator.clock.runToIdle();

    expect(early.message).toBe('This payout cannot reverse because it has a status of pending.');
    expect(reversal).toMatchObject({
      amount: -5000,
      metadata: { a: 'b' },
      original_payout: id,
      status: 'pending',
    });
    expect((await stripe.payouts.retrieve(id, {}, header)).reversed_by).toBe(reversal.id);
    expect((await stripe.payouts.retrieve(reversal.id, {}, header)).status).toBe('paid');
    expect(twice.message).toBe(`The payout ${id} has already been reversed.`);
    expect(await available({ stripe }, header)).toBe(9920);
  });

  it('is reversed into the balance that it has been taken from', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({ payouts: [{ id: 'po_1', source_type: 'bank_account', status: 'paid' }] });

    const reversal = await stripe.payouts.reverse('po_1');

    expect(reversal.source_type).toBe('bank_account');
    expect((await stripe.balance.retrieve()).available[0]?.source_types).toEqual({
      bank_account: 1000,
      card: 0,
    });
  });

  it('has other metadata, and tells of it', async () => {
    const { emulator, header, stripe } = await funded();
    const { id } = await stripe.payouts.create({ amount: 1, currency: 'usd' }, header);

    const updated = await stripe.payouts.update(id, { metadata: { a: 'b' } }, header);

    expect(updated.metadata).toEqual({ a: 'b' });
    expect(emulator.events().at(-1)).toMatchObject({
      data: { previous_attributes: { metadata: { a: null } } },
      type: 'payout.updated',
    });
  });

  it('is listed in its own account, by status, destination and dates', async () => {
    const { emulator, header, stripe } = await funded();
    const first = await stripe.payouts.create({ amount: 1, currency: 'usd' }, header);
    await emulator.clock.runToIdle();
    const second = await stripe.payouts.create({ amount: 2, currency: 'usd' }, header);
    const listed = async (params: Parameters<typeof stripe.payouts.list>[0]) =>
      (await stripe.payouts.list(params, header)).data.map(({ id }) => id);

    expect(await listed({})).toEqual([second.id, first.id]);
    expect(await listed({ status: 'paid' })).toEqual([first.id]);
    expect(await listed({ destination: String(first.destination), status: 'pending' })).toEqual([second.id]);
    expect(await listed({ arrival_date: { gt: second.arrival_date } })).toEqual([]);
    expect(await listed({ created: { gte: second.created } })).toEqual([second.id]);
    expect((await stripe.payouts.list()).data).toEqual([]);
    const nowhere = await refusal(stripe.payouts.list({ destination: 'ba_0' }, header));
    expect(nowhere.message).toBe("No such external account: 'ba_0'");
  });

  it('has no history: only automatic ones tell what they have paid out', async () => {
    const { header, stripe } = await funded();
    const { id } = await stripe.payouts.create({ amount: 1, currency: 'usd' }, header);

    const error = await refusal(stripe.balanceTransactions.list({ payout: id }, header));

    expect(error.message).toBe(
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
    );
  });
});
