import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { toldOf, verifiedAccount, WHOLE } from '../../support/connect.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const BANK = {
  object: 'bank_account',
  account_holder_name: 'Jenny Rosen',
  account_holder_type: 'individual',
  account_number: '000123456789',
  country: 'US',
  currency: 'usd',
  routing_number: '110000000',
} as const;

const added = (
  { stripe }: Setup,
  account: string,
  params: Partial<Stripe.AccountCreateExternalAccountParams> = {},
) => stripe.accounts.createExternalAccount(account, { external_account: BANK, ...params });

/** The default ones of an account. */
async function defaultsOf({ stripe }: Setup, account: string): Promise<readonly string[]> {
  const { data } = await stripe.accounts.listExternalAccounts(account);
  return data.filter(({ default_for_currency: own }) => own).map(({ id }) => id);
}

describe('an external account', () => {
  it('is made of numbers, with the fields and in the order of the recordings', async () => {
    const world = setup();

    const external = await added(world, 'acct_1', { metadata: { a: 'b' } });

    expect(Object.entries(external)).toEqual(
      Object.entries({
        id: external.id,
        object: 'bank_account',
        account: 'acct_1',
        account_holder_name: 'Jenny Rosen',
        account_holder_type: 'individual',
        account_type: null,
        available_payout_methods: ['standard', 'instant'],
        bank_name: 'STRIPE TEST BANK',
        country: 'US',
        currency: 'usd',
        default_for_currency: true,
        fingerprint: external.fingerprint,
        future_requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
        last4: '6789',
        metadata: { a: 'b' },
        requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
        routing_number: '110000000',
        status: 'new',
      }),
    );
  });

  it('is made of a token, which can be used once', async () => {
    const world = setup();
    const { object: _object, ...numbers } = BANK;
    const token = await world.stripe.tokens.create({ bank_account: numbers });

    const external = await added(world, 'acct_1', { external_account: token.id });
    const error = await refusal(added(world, 'acct_2', { external_account: token.id }));

    expect(external).toMatchObject({ account: 'acct_1', last4: '6789' });
    expect([error.statusCode, error.code, error.message]).toEqual([
      400,
      'token_already_used',
      `You cannot use a Stripe token more than once: ${token.id}.`,
    ]);
  });

  it.each([['tok_visa_debit'], [{ object: 'card', token: 'tok_visa' } as const]])(
    'is no card: %o',
    async (external_account) => {
      const world = setup();

      const error = await refusal(added(world, 'acct_1', { external_account }));

      expect(error.message).toBe(
        'stripe-fc-emulator does not emulate external accounts that are cards yet. Use a bank account, such as btok_us_verified.',
      );
    },
  );

  it('with a number that is no test number is refused by its own sentence', async () => {
    const world = setup();

    const error = await refusal(
      added(world, 'acct_1', { external_account: { ...BANK, account_number: '123' } }),
    );

    expect([error.code, error.param]).toEqual(['account_number_invalid', 'external_account[account_number]']);
  });

  it('is new, also where it is made of what has been verified', async () => {
    const world = setup();
    const ofMethod = await world.call('POST', '/v1/tokens', {
      form: 'bank_account[payment_method]=pm_usBankAccount_success',
    });

    const ofTest = await added(world, 'acct_1', { external_account: 'btok_us_verified' });
    const copied = await added(world, 'acct_1', { external_account: ofMethod.body.id });

    expect(ofMethod.body.bank_account.status).toBe('verified');
    expect([ofTest.status, copied.status]).toEqual(['new', 'new']);
  });

  it('is retrieved, and listed by what it is, newest first', async () => {
    const world = setup();
    const { stripe } = world;
    const first = await added(world, 'acct_1');
    const second = await added(world, 'acct_1', { external_account: 'btok_us_verified' });

    const banks = await stripe.accounts.listExternalAccounts('acct_1', { object: 'bank_account' });
    const cards = await stripe.accounts.listExternalAccounts('acct_1', { object: 'card' });
    const page = await stripe.accounts.listExternalAccounts('acct_1', { starting_after: second.id });

    expect(await stripe.accounts.retrieveExternalAccount('acct_1', first.id)).toEqual(first);
    expect(banks).toMatchObject({ data: [second, first], url: '/v1/accounts/acct_1/external_accounts' });
    expect(cards.data).toEqual([]);
    expect(page.data).toEqual([first]);
  });

  it('of another account is none of this one', async () => {
    const world = setup();
    const { id } = await added(world, 'acct_1');

    const error = await refusal(world.stripe.accounts.retrieveExternalAccount('acct_2', id));

    expect([error.statusCode, error.message]).toEqual([404, `No such external account: '${id}'`]);
  });

  it('cannot be verified: there is no such endpoint', async () => {
    const world = setup();
    const { id } = await added(world, 'acct_1');

    const { status, body } = await world.call('POST', `/v1/accounts/acct_1/external_accounts/${id}/verify`, {
      form: 'amounts[]=32&amounts[]=45',
    });

    expect(status).toBe(404);
    expect(body.error.message).toContain(
      `Unrecognized request URL (POST: /v1/accounts/acct_1/external_accounts/${id}/verify).`,
    );
  });
});

describe('the default of a currency', () => {
  it('is the first, until another is created as it', async () => {
    const world = setup();
    const first = await added(world, 'acct_1');
    const second = await added(world, 'acct_1');
    const before = await defaultsOf(world, 'acct_1');

    const third = await added(world, 'acct_1', { default_for_currency: true });

    expect([first.default_for_currency, second.default_for_currency]).toEqual([true, false]);
    expect(before).toEqual([first.id]);
    expect(await defaultsOf(world, 'acct_1')).toEqual([third.id]);
    expect(toldOf(world, 'acct_1')).toEqual([
      'account.external_account.created',
      'account.external_account.created',
      'account.external_account.updated',
      'account.external_account.created',
    ]);
  });

  it('is another that is told to be it, and never nobody', async () => {
    const world = setup();
    const first = await added(world, 'acct_1');
    const second = await added(world, 'acct_1');

    await world.stripe.accounts.updateExternalAccount('acct_1', second.id, { default_for_currency: true });
    await world.stripe.accounts.updateExternalAccount('acct_1', second.id, { default_for_currency: false });

    expect(await defaultsOf(world, 'acct_1')).toEqual([second.id]);
    const updated = world.emulator.events().filter(({ type }) => type === 'account.external_account.updated');
    expect(updated.map(({ data }) => [data.object.id, data.previous_attributes])).toEqual([
      [first.id, { default_for_currency: true }],
      [second.id, { default_for_currency: false }],
    ]);
  });

  it('cannot be deleted, and others can', async () => {
    const world = setup();
    const first = await added(world, 'acct_1');
    const second = await added(world, 'acct_1');

    const error = await refusal(world.stripe.accounts.deleteExternalAccount('acct_1', first.id));
    const deleted = await world.stripe.accounts.deleteExternalAccount('acct_1', second.id);
    const sole = await refusal(world.stripe.accounts.deleteExternalAccount('acct_1', first.id));

    expect([error.statusCode, error.code, error.message]).toEqual([
      400,
      undefined,
      'You cannot delete the default external account for your default currency. Please make another external account the default using the `default_for_currency` param, and then delete this one.',
    ]);
    expect(sole.message).toBe(error.message);
    expect(deleted).toEqual({ id: second.id, object: 'bank_account', currency: 'usd', deleted: true });
  });

  it('of a currency that is not the account’s own can be deleted once it is the last', async () => {
    const world = setup();
    const { id } = await world.stripe.accounts.create({ type: 'custom', country: 'CA' });
    const first = await added(world, id);
    const second = await added(world, id);

    const error = await refusal(world.stripe.accounts.deleteExternalAccount(id, first.id));
    await world.stripe.accounts.deleteExternalAccount(id, second.id);
    await world.stripe.accounts.deleteExternalAccount(id, first.id);

    expect(error.message).toContain('You cannot delete the default external account');
    expect((await world.stripe.accounts.listExternalAccounts(id)).data).toEqual([]);
  });
});

describe('what is told of external accounts', () => {
  it('comes to connect endpoints with the account, a deleted one whole', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const got: { account: string | null; type: string; endpoint: string }[] = [];
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://localhost:1/',
      enabled_events: ['account.external_account.deleted'],
      connect: true,
    });
    await added(world, 'acct_1');
    const second = await added(world, 'acct_1');

    await stripe.accounts.deleteExternalAccount('acct_1', second.id);

    const deliveries = await emulator.deliveries();
    got.push(...deliveries.filter((delivery) => delivery.endpoint === endpoint.id));
    const event = emulator.events().at(-1);
    expect(got).toMatchObject([{ account: 'acct_1', type: 'account.external_account.deleted' }]);
    expect(event).toMatchObject({ account: 'acct_1', data: { object: second } });
    expect(event?.data.object).not.toHaveProperty('deleted');
    expect(event?.request?.id).toMatch(/^req_/);
  });

  it('says that one is not asked for any more', async () => {
    const world = setup();
    const { external_account: _later, ...rest } = WHOLE;
    const { id } = await world.stripe.accounts.create(rest);
    await world.emulator.clock.runToIdle();
    const before = await world.stripe.accounts.retrieve(id);

    await added(world, id);

    expect(before.requirements?.currently_due).toEqual(['external_account']);
    expect(await world.stripe.accounts.retrieve(id)).toMatchObject({
      payouts_enabled: true,
      requirements: { currently_due: [] },
    });
    expect(toldOf(world, id).slice(-4)).toEqual([
      'account.external_account.created',
      'capability.updated',
      'capability.updated',
      'account.updated',
    ]);
  });
});

describe('updating', () => {
  it('changes the holder and metadata, and nothing else of a bank account', async () => {
    const world = setup();
    const { id } = await added(world, 'acct_1');

    const updated = await world.stripe.accounts.updateExternalAccount('acct_1', id, {
      account_holder_name: 'John Rosen',
      account_holder_type: 'company',
      account_type: 'savings',
      metadata: { a: 'b' },
    });

    expect(updated).toMatchObject({
      account_holder_name: 'John Rosen',
      account_holder_type: 'company',
      account_type: 'savings',
      metadata: { a: 'b' },
    });
  });

  it('an account with external_account replaces its default: one deleted, one created', async () => {
    const world = setup();
    const before = await verifiedAccount(world);
    const count = toldOf(world, before.id).length;

    const after = await world.stripe.accounts.update(before.id, {
      external_account: 'btok_us_verified_noAccount',
    });

    expect(before.external_accounts?.data).toHaveLength(1);
    expect(after.external_accounts?.data).toMatchObject([{ default_for_currency: true, last4: '1116' }]);
    expect(after.payouts_enabled).toBe(true);
    expect(toldOf(world, before.id).slice(count)).toEqual([
      'account.external_account.deleted',
      'account.external_account.created',
    ]);
  });
});

it('does not hear default_for_currency within the hash of a bank account', async () => {
  const { call, stripe } = setup();
  await stripe.accounts.createExternalAccount('acct_1', { external_account: 'btok_us_verified' });
  const bank = {
    account_number: '000111111116',
    country: 'US',
    default_for_currency: 'true',
    object: 'bank_account',
    routing_number: '110000000',
  };
  const form = Object.entries(bank).map(([name, value]) => `external_account[${name}]=${value}`);

  const { body } = await call('POST', '/v1/accounts/acct_1/external_accounts', { form: form.join('&') });

  expect(body).toMatchObject({ default_for_currency: false, last4: '1116' });
});
