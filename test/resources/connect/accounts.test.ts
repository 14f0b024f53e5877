import { describe, expect, it } from 'vitest';
import { BARE, INDIVIDUAL, toldOf, verifiedAccount, WHOLE } from '../../support/connect.ts';
import { refusal, setup } from '../../support/setup.ts';

describe('creating a connected account', () => {
  it('answers a custom one as recorded: capabilities inactive, and everything past due', async () => {
    const { stripe } = setup();

    const account = await stripe.accounts.create({ ...BARE, country: 'US' });

    expect(account).toMatchObject({
      object: 'account',
      capabilities: { card_payments: 'inactive', transfers: 'inactive' },
      charges_enabled: false,
      controller: {
        fees: { payer: 'application_custom' },
        is_controller: true,
        losses: { payments: 'application' },
        requirement_collection: 'application',
        stripe_dashboard: { type: 'none' },
        type: 'application',
      },
      country: 'US',
      default_currency: 'usd',
      details_submitted: false,
      email: null,
      external_accounts: {
        object: 'list',
        data: [],
        total_count: 0,
        url: `/v1/accounts/${account.id}/external_accounts`,
      },
      payouts_enabled: false,
      type: 'custom',
    });
    expect(account.id).toMatch(/^acct_\w{16}$/);
    expect(account.requirements).toMatchObject({
      alternatives: [
        {
          alternative_fields_due: ['business_profile.product_description'],
          original_fields_due: ['business_profile.url'],
        },
      ],
      currently_due: [
        'business_profile.mcc',
        'business_profile.url',
        'business_type',
        'external_account',
        'representative.dob.day',
        'representative.dob.month',
        'representative.dob.year',
        'representative.email',
        'representative.first_name',
        'representative.last_name',
        'settings.payments.statement_descriptor',
        'tos_acceptance.date',
        'tos_acceptance.ip',
      ],
      disabled_reason: 'requirements.past_due',
      pending_verification: [],
    });
    expect(account.requirements?.past_due).toEqual(account.requirements?.currently_due);
  });

  it.each([
    ['express', 'application_express', 'application', 'express', true],
    ['standard', 'account', 'stripe', 'full', false],
  ] as const)('knows an %s one by its controller', async (type, payer, payments, dashboard, hasLinks) => {
    const { stripe } = setup();

    const account = await stripe.accounts.create({ type, email: 'jenny@example.com' });

    expect(account).toMatchObject({
      controller: {
        fees: { payer },
        losses: { payments },
        requirement_collection: 'stripe',
        stripe_dashboard: { type: dashboard },
      },
      email: 'jenny@example.com',
      type,
    });
    expect('login_links' in account).toBe(hasLinks);
  });

  it('takes a controller in the place of a type, and is of none then', async () => {
    const { stripe } = setup();

    const account = await stripe.accounts.create({
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        stripe_dashboard: { type: 'express' },
      },
    });

    expect(account).toMatchObject({
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        requirement_collection: 'stripe',
        stripe_dashboard: { type: 'express' },
      },
      type: 'none',
    });
  });

  it('refuses a type and a controller at once', async () => {
    const { stripe } = setup();

    const error = await refusal(
      stripe.accounts.create({
        type: 'custom',
        controller: {} as never,
        ...{ 'controller[fees][payer]': 'account' },
      }),
    );

    expect(error.message).toBe('You may only specify one of these parameters: type, controller.');
  });

  it('takes what programs of before 2019 send: requested_capabilities and bank_account', async () => {
    const { call } = setup();
    const form = [
      'type=custom&country=US&requested_capabilities[0]=card_payments&requested_capabilities[1]=transfers',
      'bank_account[country]=US&bank_account[currency]=usd&bank_account[account_number]=000123456789',
      'bank_account[routing_number]=110000000&settings[payouts][schedule][interval]=manual',
    ].join('&');

    const { body } = await call('POST', '/v1/accounts', {
      form,
      headers: { 'stripe-version': '2023-10-16' },
    });

    expect(body.capabilities).toEqual({ card_payments: 'inactive', transfers: 'inactive' });
    expect(body.external_accounts.data).toMatchObject([
      { account: body.id, default_for_currency: true, last4: '6789', status: 'new' },
    ]);
    expect(body.settings.payouts.schedule).toEqual({ delay_days: 2, interval: 'manual' });
  });

  it('shows an individual without what is secret, and the company of one', async () => {
    const { stripe } = setup();

    const account = await stripe.accounts.create(WHOLE);

    expect(account.individual).toMatchObject({
      object: 'person',
      account: account.id,
      address: { ...INDIVIDUAL.address, line2: null },
      dob: INDIVIDUAL.dob,
      id_number_provided: true,
      phone: '+10000000000',
      relationship: { representative: true },
      ssn_last_4_provided: true,
      verification: { status: 'pending' },
    });
    expect(account.individual).not.toHaveProperty('id_number');
    expect(Object.keys(account.individual ?? {}).slice(0, 3)).toEqual(['id', 'object', 'account']);
    expect(account.company).toMatchObject({
      address: { line1: 'address_full_match' },
      phone: '+10000000000',
    });
  });

  it('makes of the name what customers read on their statements', async () => {
    const { stripe } = setup();

    const { settings } = await stripe.accounts.create({
      ...BARE,
      business_profile: { name: 'Chuck Bartowski' },
    });

    expect(settings?.payments.statement_descriptor).toBe('CHUCK BARTOWSKI');
    expect(settings?.card_payments.statement_descriptor_prefix).toBe('CHUCK BART');
    expect(settings?.dashboard.display_name).toBe('Chuck Bartowski');
  });

  it.each([
    ['GB', 'gbp'],
    ['DE', 'eur'],
    ['us', 'usd'],
  ])('of %s keeps %s', async (country, currency) => {
    const { stripe } = setup();

    const account = await stripe.accounts.create({ ...BARE, country });

    expect([account.country, account.default_currency]).toEqual([country.toUpperCase(), currency]);
  });

  it('refuses to accept the terms of who is asked by Stripe', async () => {
    const { stripe } = setup();

    const error = await refusal(
      stripe.accounts.create({ type: 'express', tos_acceptance: { date: 1, ip: '203.0.113.7' } }),
    );

    expect([error.statusCode, error.message]).toEqual([
      400,
      'You cannot accept the Terms of Service on behalf of accounts where controller[requirement_collection]=stripe, which includes Standard and Express accounts.',
    ]);
  });
});

describe('verification', () => {
  it('waits for no account that is deleted meanwhile', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.accounts.create(WHOLE);

    await stripe.accounts.del(id);

    expect(JSON.stringify(await emulator.snapshot())).not.toContain('connected_account.verify');
  });

  it('waits for a minute once all is given, and makes the account active', async () => {
    const world = setup();
    const { stripe, emulator } = world;

    const account = await stripe.accounts.create(WHOLE);
    await emulator.clock.advance(59_999);
    const waiting = await stripe.accounts.retrieve(account.id);
    await emulator.clock.advance(1);
    const verified = await stripe.accounts.retrieve(account.id);

    expect(account).toMatchObject({
      capabilities: { card_payments: 'pending', transfers: 'pending' },
      details_submitted: true,
      requirements: { currently_due: [], disabled_reason: 'requirements.pending_verification' },
    });
    expect(account.requirements?.pending_verification).toContain('individual.id_number');
    expect(waiting).toEqual(account);
    expect(verified).toMatchObject({
      capabilities: { card_payments: 'active', transfers: 'active' },
      charges_enabled: true,
      individual: { verification: { status: 'verified' } },
      payouts_enabled: true,
      requirements: { disabled_reason: null, pending_verification: [] },
    });
    expect(toldOf(world, account.id)).toEqual([
      'account.external_account.created',
      'capability.updated',
      'capability.updated',
      'account.updated',
    ]);
  });

  it('takes as long as connect.verificationDelayMs says', async () => {
    const { stripe, emulator } = setup({ connect: { verificationDelayMs: '2s' } });
    const { id } = await stripe.accounts.create(WHOLE);

    await emulator.clock.advance(2000);

    expect((await stripe.accounts.retrieve(id)).payouts_enabled).toBe(true);
  });

  it('tells what was before, of the account and of each capability', async () => {
    const world = setup();
    const { id } = await verifiedAccount(world);

    const [capability, , updated] = world.received.slice(-3).map(({ event }) => event);

    expect(capability).toMatchObject({
      account: id,
      data: {
        object: { id: 'card_payments', object: 'capability', account: id, status: 'active' },
        previous_attributes: { status: 'pending' },
      },
      type: 'capability.updated',
    });
    expect(updated).toMatchObject({
      account: id,
      data: {
        object: { id, external_accounts: { total_count: 1 }, payouts_enabled: true },
        previous_attributes: { charges_enabled: false, payouts_enabled: false },
      },
      type: 'account.updated',
    });
  });

  it('begins with what is missing: transfers do without a merchant category', async () => {
    const { stripe, emulator } = setup();
    const { id } = await stripe.accounts.create({
      ...WHOLE,
      business_profile: { name: 'Chuck Bartowski', url: 'https://example.com' },
    });
    await emulator.clock.runToIdle();

    const account = await stripe.accounts.retrieve(id);

    expect(account).toMatchObject({
      capabilities: { card_payments: 'inactive', transfers: 'active' },
      charges_enabled: false,
      payouts_enabled: false,
      requirements: {
        currently_due: ['business_profile.mcc'],
        disabled_reason: 'requirements.past_due',
      },
    });
  });

  it('of a company asks for its own, and goes on once it is there', async () => {
    const { stripe, emulator } = setup();
    const { id, requirements } = await stripe.accounts.create({
      type: 'custom',
      business_type: 'company',
      capabilities: { transfers: { requested: true } },
      external_account: 'btok_us_verified',
      tos_acceptance: { date: 1, ip: '203.0.113.7' },
    });

    await stripe.accounts.update(id, {
      company: {
        address: { city: 'Boise', line1: '1 Main St', postal_code: '83702', state: 'ID' },
        name: 'Rosen Bikes',
        phone: '0000000000',
        tax_id: '000000000',
      },
    });
    await emulator.clock.runToIdle();
    const account = await stripe.accounts.retrieve(id);

    expect(requirements?.currently_due).toEqual([
      'company.address.city',
      'company.address.line1',
      'company.address.postal_code',
      'company.address.state',
      'company.name',
      'company.phone',
      'company.tax_id',
    ]);
    expect(account).toMatchObject({
      capabilities: { transfers: 'active' },
      company: { name: 'Rosen Bikes', tax_id_provided: true },
      payouts_enabled: true,
    });
  });
});
