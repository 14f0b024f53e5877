import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../../support/setup.ts';

const PAGES = { refresh_url: 'https://example.com/again', return_url: 'https://example.com/back' };

describe('an account link', () => {
  it.each([
    ['custom', 'c'],
    ['express', 'e'],
    ['standard', 's'],
  ] as const)('of a %s account leads to /setup/%s for five minutes', async (type, letter) => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.accounts.create({ type });

    const link = await stripe.accountLinks.create({ account: id, type: 'account_onboarding', ...PAGES });

    const now = emulator.clock.now().getTime() / 1000;
    expect(link).toEqual({
      object: 'account_link',
      created: now,
      expires_at: now + 300,
      url: expect.stringMatching(
        new RegExp(`^https://connect\\.stripe\\.com/setup/${letter}/${id}/\\w{12}$`),
      ),
    });
  });

  it.each(['refresh_url', 'return_url'] as const)('needs a %s', async (name) => {
    const { stripe } = setup();
    const { [name]: _left, ...rest } = PAGES;

    const error = await refusal(
      stripe.accountLinks.create({ account: 'acct_1', type: 'account_onboarding', ...rest }),
    );

    expect([error.code, error.message]).toEqual(['parameter_missing', `Missing required param: ${name}.`]);
  });

  it('takes what is to be collected in one way', async () => {
    const { stripe } = setup();

    const error = await refusal(
      stripe.accountLinks.create({
        account: 'acct_1',
        type: 'account_update',
        collect: 'currently_due',
        collection_options: { fields: 'eventually_due' },
        ...PAGES,
      }),
    );

    expect(error.message).toBe('You may only specify one of these parameters: collect, collection_options.');
  });
});

describe('a link of the emulator', () => {
  it('updates custom accounts only', async () => {
    const { stripe } = setup();
    const { id } = await stripe.accounts.create({ type: 'standard' });
    const update = { type: 'account_update', ...PAGES } as const;

    const error = await refusal(stripe.accountLinks.create({ account: id, ...update }));

    expect([error.message, error.param]).toEqual([
      'Invalid type: must be one of ["account_onboarding"]',
      'type',
    ]);
    expect((await stripe.accountLinks.create({ account: 'acct_1', ...update })).object).toBe('account_link');
  });

  it('leads to a page that says what to call', async () => {
    const { emulator, stripe } = setup();
    const { url } = await stripe.accountLinks.create({
      account: 'acct_1',
      type: 'account_onboarding',
      ...PAGES,
    });
    await stripe.accounts.del('acct_2');

    const page = await emulator.fetch(url);
    const gone = await emulator.fetch(url.replace('acct_1', 'acct_2'));

    expect(await page.text()).toContain('POST /v1/accounts/acct_1');
    expect(gone.status).toBe(404);
  });

  it('leads to the server that answers', async () => {
    const { emulator } = setup({ publicUrl: 'http://localhost:9999' });

    const response = await emulator.fetch('/v1/account_links', {
      method: 'POST',
      headers: { authorization: `Bearer ${emulator.apiKey}` },
      body: new URLSearchParams({ account: 'acct_1', type: 'account_onboarding', ...PAGES }),
    });

    expect((await response.json()).url).toMatch(/^http:\/\/localhost:9999\/setup\/c\/acct_1\/\w{12}$/);
  });
});

describe('a login link', () => {
  it('leads to the dashboard of an express account that is onboarded', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({ accounts: [{ id: 'acct_express', type: 'express' }] });

    const link = await stripe.accounts.createLoginLink('acct_express');

    expect(link).toEqual({
      object: 'login_link',
      created: emulator.clock.now().getTime() / 1000,
      url: expect.stringMatching(/^https:\/\/connect\.stripe\.com\/express\/acct_express\/\w{12}$/),
    });
  });

  it('is refused of others', async () => {
    const { stripe } = setup();
    const { id } = await stripe.accounts.create({ type: 'express' });

    const early = await refusal(stripe.accounts.createLoginLink(id));
    const custom = await refusal(stripe.accounts.createLoginLink('acct_1'));

    expect(early.message).toBe(
      'Cannot create a login link for an account that has not completed onboarding.',
    );
    expect(custom.message).toBe(
      'Cannot create an edit link for the account acct_1, which is not an Express account.',
    );
  });
});

describe('an account session', () => {
  it('shows all components, and those that were not asked for as off', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.accounts.create({ type: 'custom' });

    const session = await stripe.accountSessions.create({
      account: id,
      components: {
        account_onboarding: { enabled: true },
        payouts: { enabled: true, features: { instant_payouts: true, external_account_collection: false } },
      },
    });

    expect(session).toMatchObject({
      object: 'account_session',
      account: id,
      components: {
        account_onboarding: {
          enabled: true,
          features: { disable_stripe_user_authentication: false, external_account_collection: true },
        },
        payments: { enabled: false, features: { refund_management: true } },
        payouts: {
          enabled: true,
          features: {
            disable_stripe_user_authentication: true,
            external_account_collection: false,
            instant_payouts: true,
            standard_payouts: false,
          },
        },
        tax_settings: { enabled: false, features: {} },
      },
      expires_at: emulator.clock.now().getTime() / 1000 + 3600,
      livemode: false,
    });
    expect(Object.keys(session.components)).toHaveLength(25);
    expect(session.client_secret).toMatch(/^accs_secret__\w+$/);
  });
});
