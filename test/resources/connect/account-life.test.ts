import { describe, expect, it } from 'vitest';
import { BARE, verifiedAccount } from '../../support/connect.ts';
import { refusal, setup } from '../../support/setup.ts';

/* What becomes of connected accounts, and of ids that nobody has created one for. */

describe('a connected account afterwards', () => {
  it('is updated where it is told to be, and tells of it', async () => {
    const world = setup();
    const { stripe } = world;
    const { id } = await verifiedAccount(world);

    const account = await stripe.accounts.update(id, {
      business_profile: { support_email: 'help@example.com' },
      metadata: { shop: '7' },
      settings: { payouts: { schedule: { interval: 'weekly', weekly_anchor: 'friday' } } },
    });

    expect(account).toMatchObject({
      business_profile: { name: 'Rosen Bikes', support_email: 'help@example.com' },
      metadata: { shop: '7' },
      payouts_enabled: true,
      settings: { payouts: { schedule: { delay_days: 2, interval: 'weekly', weekly_anchor: 'friday' } } },
    });
    expect(world.emulator.events().at(-1)).toMatchObject({
      account: id,
      data: { previous_attributes: { metadata: { shop: null } } },
      type: 'account.updated',
    });
  });

  it('sends no event of an update that changes nothing', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);
    const count = world.emulator.events().length;

    await world.stripe.accounts.update(id, { business_type: 'individual' });

    expect(world.emulator.events().length).toBe(count);
  });

  it('is retrieved by its id, and as the own one with its header', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const own = await world.stripe.accounts.retrieveCurrent({}, { stripeAccount: id });

    expect(own).toEqual(await world.stripe.accounts.retrieve(id));
  });

  it('is listed, newest first, and none of them to itself', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const first = await verifiedAccount(world);
    await emulator.clock.advance(1000);
    const second = await stripe.accounts.create(BARE);

    const { data } = await stripe.accounts.list({ limit: 5 });
    const own = await stripe.accounts.list({}, { stripeAccount: first.id });

    expect(data).toEqual([second, first]);
    expect(own.data).toEqual([]);
  });

  it('is gone once it is deleted, in the path and in the header', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const deleted = await world.stripe.accounts.del(id);
    const inPath = await refusal(world.stripe.accounts.retrieve(id));
    const inHeader = await refusal(world.stripe.balance.retrieve({}, { stripeAccount: id }));

    expect(deleted).toEqual({ id, object: 'account', deleted: true });
    expect([inPath.statusCode, inPath.code]).toEqual([403, 'account_invalid']);
    expect(inHeader.message).toBe(inPath.message);
    expect((await world.stripe.accounts.list()).data).toEqual([]);
  });

  it('is rejected, and taken back', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const rejected = await world.stripe.accounts.reject(id, { reason: 'fraud_other' });
    const again = await world.stripe.accounts.unreject(id);

    expect(rejected).toMatchObject({
      capabilities: { transfers: 'inactive' },
      charges_enabled: false,
      payouts_enabled: false,
      requirements: { disabled_reason: 'rejected.platform_fraud' },
    });
    expect(again).toMatchObject({ charges_enabled: true, requirements: { disabled_reason: null } });
  });
});

describe('capabilities', () => {
  it('are listed, and retrieved also where they were not asked for', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const { data } = await world.stripe.accounts.listCapabilities(id);
    const other = await world.stripe.accounts.retrieveCapability(id, 'us_bank_account_ach_payments');

    expect(data.map((capability) => [capability.id, capability.status, capability.requested])).toEqual([
      ['card_payments', 'active', true],
      ['transfers', 'active', true],
    ]);
    expect(other).toMatchObject({ requested: false, requested_at: null, status: 'unrequested' });
  });

  it('are asked for later, and given back', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const asked = await world.stripe.accounts.updateCapability(id, 'us_bank_account_ach_payments', {
      requested: true,
    });
    const back = await world.stripe.accounts.updateCapability(id, 'transfers', { requested: false });

    expect(asked.status).toBe('active');
    expect(back.status).toBe('unrequested');
    expect((await world.stripe.accounts.retrieve(id)).capabilities).toEqual({
      card_payments: 'active',
      us_bank_account_ach_payments: 'active',
    });
  });

  it('of no such name are refused', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const error = await refusal(world.stripe.accounts.retrieveCapability(id, 'flying'));

    expect([error.statusCode, error.message]).toEqual([404, "No such capability: 'flying'"]);
  });
});

describe('an account that was never created', () => {
  it('exists on first use, and nothing is asked of it', async () => {
    const { stripe } = setup();

    const account = await stripe.accounts.retrieve('acct_1');
    const external = await stripe.accounts.createExternalAccount('acct_1', {
      external_account: 'btok_us_verified',
    });

    expect(account).toMatchObject({
      id: 'acct_1',
      charges_enabled: true,
      payouts_enabled: true,
      requirements: { currently_due: [] },
      type: 'custom',
    });
    expect(external.account).toBe('acct_1');
    expect((await stripe.accounts.retrieve('acct_1')).external_accounts?.data).toEqual([external]);
  });

  it('is kept once something is said of it', async () => {
    const { stripe } = setup();

    await stripe.accounts.update('acct_1', { metadata: { a: 'b' } });
    const { data } = await stripe.accounts.list();

    expect(data).toMatchObject([{ id: 'acct_1', metadata: { a: 'b' }, payouts_enabled: true }]);
  });

  it('is refused everywhere under assume.unknownAccount: error', async () => {
    const world = setup({ assume: { unknownAccount: 'error' } });
    const { stripe } = world;
    const { id } = await stripe.accounts.create(BARE);

    const refused = [
      await refusal(stripe.accounts.retrieve('acct_1')),
      await refusal(stripe.customers.create({}, { stripeAccount: 'acct_1' })),
      await refusal(stripe.accounts.listExternalAccounts('acct_1')),
    ];
    const inBody = await refusal(
      stripe.accountLinks.create({ account: 'acct_1', type: 'account_onboarding' }),
    );
    const known = await stripe.customers.create({}, { stripeAccount: id });

    const sentence =
      "The provided key 'sk_test_…ator' does not have access to account 'acct_1' (or that account does not exist). Application access may have been revoked.";
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['account_invalid']));
    expect(refused[0]?.message.replace(/'sk_test[^']*'/, "'sk_test_…ator'")).toBe(sentence);
    expect([inBody.statusCode, inBody.message, inBody.param]).toEqual([
      400,
      "No such account: 'acct_1'",
      'account',
    ]);
    expect(known.object).toBe('customer');
  });
});

describe('the platform itself', () => {
  it('is shown by GET /v1/account, and by its id', async () => {
    const { stripe } = setup();

    const own = await stripe.accounts.retrieveCurrent();

    expect(own).toMatchObject({
      object: 'account',
      charges_enabled: true,
      controller: { type: 'account' },
      type: 'standard',
    });
    expect(await stripe.accounts.retrieve(own.id)).toEqual(own);
    expect((await stripe.accounts.list()).data).toEqual([]);
  });

  it('is meant where Stripe-Account names it', async () => {
    const { stripe } = setup();
    const { id } = await stripe.accounts.retrieveCurrent();

    const customer = await stripe.customers.create({}, { stripeAccount: id });

    expect((await stripe.customers.retrieve(customer.id)).id).toBe(customer.id);
  });
});

it('an account expands where another object names it, with its external accounts', async () => {
  const world = setup();
  const { stripe } = world;
  const account = await verifiedAccount(world);

  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'account', account: account.id },
    permissions: ['payment_method'],
    expand: ['account_holder.account'],
  });
  const external = await stripe.accounts.listExternalAccounts(account.id, { expand: ['data.account'] });

  expect(session.account_holder?.account).toEqual(account);
  expect(external.data[0]?.account).toMatchObject({ id: account.id });
});
