import { describe, expect, it } from 'vitest';
import { WHOLE } from '../support/connect.ts';
import { refusal, setup } from '../support/setup.ts';

const REFRESHED = 'financial_connections.account.refreshed_balance';

/** An account collected for acct_1, which a platform does for its users' payouts. */
async function collected() {
  const world = setup();
  const session = await world.stripe.financialConnections.sessions.create({
    account_holder: { type: 'account', account: 'acct_1' },
    permissions: ['balances'],
  });
  const { accounts } = await world.emulator.completeSession(session.id);
  const id: string = accounts.data[0].id;
  const refresh = () =>
    world.stripe.financialConnections.accounts.refresh(
      id,
      { features: ['balance'] },
      { stripeAccount: 'acct_1' },
    );
  return { ...world, id, refresh };
}

describe('accounts of a connected account', () => {
  it('are controlled in process without naming it', async () => {
    const { emulator, stripe, id } = await collected();

    await emulator.updateAccount(id, { status: 'inactive' });

    expect(
      (await stripe.financialConnections.accounts.retrieve(id, {}, { stripeAccount: 'acct_1' })).status,
    ).toBe('inactive');
  });

  it('are controlled over HTTP with Stripe-Account', async () => {
    const { call, id } = await collected();
    const path = `/_emulator/financial_connections/accounts/${id}`;

    expect((await call('POST', path, { form: 'status=inactive' })).status).toBe(404);
    expect(
      (await call('POST', path, { form: 'status=inactive', headers: { 'stripe-account': 'acct_1' } })).body
        .status,
    ).toBe('inactive');
    expect((await call('POST', path, { headers: { 'stripe-account': 'garbage' } })).status).toBe(403);
  });

  it('have sessions and intents of their own, which are completed without naming it', async () => {
    const { emulator, stripe } = setup();
    const other = { stripeAccount: 'acct_1' };
    const customer = await stripe.customers.create({}, other);
    const session = await stripe.financialConnections.sessions.create(
      { account_holder: { type: 'customer', customer: customer.id }, permissions: ['balances'] },
      other,
    );
    const intent = await stripe.paymentIntents.create(
      { amount: 2_000, currency: 'usd', allowed_payment_method_types: ['us_bank_account'] },
      other,
    );

    expect((await emulator.completeSession(session.id)).accounts.data).toHaveLength(1);
    expect((await emulator.collectBankAccount(intent.id)).status).toBe('requires_confirmation');
  });
});

describe('their events', () => {
  it('are waited for like the platform’s', async () => {
    const { emulator, refresh } = await collected();
    await refresh();

    await expect(emulator.expectNoEvent(REFRESHED, { withinMs: 5_000 })).rejects.toThrow('Expected no event');
    expect(await emulator.waitForEvent(REFRESHED)).toMatchObject({ account: 'acct_1' });
  });

  it('stand in one order with the platform’s', async () => {
    const { emulator, stripe } = await collected();
    await stripe.customers.create();

    expect(emulator.events().map(({ type, account }) => [type, account])).toEqual([
      ['financial_connections.account.created', 'acct_1'],
      ['customer.created', undefined],
    ]);
  });

  it('are waited for alone with Stripe-Account', async () => {
    const { call, stripe } = setup();
    await stripe.customers.create();
    await stripe.customers.create({ name: 'other' }, { stripeAccount: 'acct_1' });

    const { body } = await call('GET', '/_emulator/events/wait?type=customer.created', {
      headers: { 'stripe-account': 'acct_1' },
    });

    expect(body.data.object.name).toBe('other');
  });

  it('are not retrieved without Stripe-Account', async () => {
    const { emulator, stripe } = await collected();
    const { id = '' } = emulator.events()[0] ?? {};

    expect((await refusal(stripe.events.retrieve(id))).statusCode).toBe(404);
    expect(await stripe.events.retrieve(id, {}, { stripeAccount: 'acct_1' })).toMatchObject({ id });
  });

  it('survive a snapshot', async () => {
    const { emulator, refresh, stripe, id } = await collected();
    await refresh();

    await emulator.restore(await emulator.snapshot());
    await emulator.clock.advance(1_000);

    expect(emulator.events().map(({ type }) => type)).toEqual([
      'financial_connections.account.created',
      REFRESHED,
    ]);
    expect(
      (await stripe.financialConnections.accounts.retrieve(id, {}, { stripeAccount: 'acct_1' })).balance?.cash
        ?.available,
    ).toEqual({ usd: 1_000_000 });
  });
});

it('a look at a session for an account makes none: at the bound it is answered, and objects are put in place whole', async () => {
  const { emulator, stripe } = setup({ limits: { sandboxes: 1 } });
  await stripe.customers.list({}, { stripeAccount: 'acct_1' });
  const session = { id: 'fcsess_1', account_holder: { type: 'account', account: 'acct_2' } };

  await emulator.putObjects({
    customers: [{ id: 'cus_1' }],
    'financial_connections.sessions': [session],
    payment_methods: [{ id: 'pm_1' }],
  });

  expect((await stripe.financialConnections.sessions.retrieve('fcsess_1')).id).toBe('fcsess_1');
  expect((await stripe.paymentMethods.retrieve('pm_1')).id).toBe('pm_1');
});

it('an account beyond the bound is refused as it is created: what is told of it later would be lost', async () => {
  const { emulator, stripe } = setup({ limits: { sandboxes: 1 } });
  const { external_account: _none, ...whole } = WHOLE;
  const { id } = await stripe.accounts.create(whole);

  const refused = await refusal(stripe.accounts.create(whole));
  await emulator.clock.runToIdle();

  expect(refused.message).toContain('already has 1 connected accounts (limits.sandboxes)');
  expect((await stripe.accounts.list()).data.map((account) => account.id)).toEqual([id]);
  expect(emulator.events().map(({ type }) => type)).toEqual(['account.updated']);
});
