import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FlowScenario } from '../../src/model/flow.ts';
import type { CreateStripeOptions } from '../../src/stripe-js.ts';
import { PREVIEW } from '../support/preview.ts';
import { type Setup, setup } from '../support/setup.ts';
import { inPage, secretOf } from '../support/stripe-js.ts';

/* The modal of a session by a page whose user is played by calls: what the methods resolve with. */

const PERMISSIONS = ['payment_method' as const, 'balances' as const];

async function withSession(
  options: CreateStripeOptions = {},
  fields: { readonly limits?: { readonly accounts: number } } = {},
  made: Setup = setup(),
) {
  const world = inPage(options, made);
  const customer = await world.stripe.customers.create();
  const session = await world.stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: PERMISSIONS,
    ...fields,
  });
  return { ...world, session, clientSecret: secretOf(session) };
}

describe('collectFinancialConnectionsAccounts()', () => {
  it('resolves with the session as Stripe.js shows it: its accounts are a plain list', async () => {
    const { page, stripe, session, clientSecret } = await withSession();

    const { financialConnectionsSession, error } = await page.collectFinancialConnectionsAccounts({
      clientSecret,
    });

    expect(error).toBeUndefined();
    expect(financialConnectionsSession).toEqual({
      id: session.id,
      permissions: PERMISSIONS,
      accounts: [expect.objectContaining({ display_name: 'Success', last4: '6789', status: 'active' })],
    });
    const { accounts } = await stripe.financialConnections.sessions.retrieve(session.id);
    expect(accounts.data.map(({ id }) => id)).toEqual(
      financialConnectionsSession?.accounts.map(({ id }) => id),
    );
  });

  it('shows of an account what the types of Stripe.js have, and nothing else', async () => {
    const { page, clientSecret } = await withSession();

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({ clientSecret });

    expect(Object.keys(financialConnectionsSession?.accounts[0] ?? {}).sort()).toEqual([
      'balance',
      'balance_refresh',
      'category',
      'created',
      'display_name',
      'id',
      'institution_name',
      'last4',
      'livemode',
      'object',
      'ownership',
      'ownership_refresh',
      'permissions',
      'status',
      'subcategory',
      'supported_payment_method_types',
    ]);
  });

  it('links all accounts that the scenario names', async () => {
    const { page, clientSecret } = await withSession({
      autofill: { accounts: ['Success', 'High Balance'] },
    });

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({ clientSecret });

    expect(financialConnectionsSession?.accounts.map((account) => account.display_name)).toEqual([
      'Success',
      'High Balance',
    ]);
  });

  it.each<FlowScenario>([
    { outcome: 'cancel' },
    { outcome: 'cancel_at:institution_picker' },
    { outcome: 'cancel_at:account_picker' },
    { outcome: 'down' },
    { outcome: 'oauth_denied' },
    { outcome: 'login_error' },
  ])(
    'resolves with no accounts, and no error, where the user has linked none: $outcome',
    async (autofill) => {
      const { page, session, clientSecret } = await withSession({ autofill });

      expect(await page.collectFinancialConnectionsAccounts({ clientSecret })).toEqual({
        financialConnectionsSession: { id: session.id, permissions: PERMISSIONS, accounts: [] },
        error: undefined,
      });
    },
  );

  it('keeps what was linked where the user leaves at the very end', async () => {
    const { page, clientSecret } = await withSession({ autofill: 'cancel_at:success' });

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({ clientSecret });

    expect(financialConnectionsSession?.accounts).toHaveLength(1);
  });

  it.each(['expire', 'api_error'])(
    'resolves with an error where the flow has failed: %s',
    async (autofill) => {
      const { page, clientSecret } = await withSession({ autofill });

      const result = await page.collectFinancialConnectionsAccounts({ clientSecret });

      expect(result).toEqual({
        financialConnectionsSession: undefined,
        error: expect.objectContaining({ message: expect.any(String), type: expect.any(String) }),
      });
    },
  );

  it('resolves with an error where the session was used', async () => {
    const { page, clientSecret } = await withSession();
    await page.collectFinancialConnectionsAccounts({ clientSecret });

    const { error, financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({
      clientSecret,
    });

    expect(error?.type).toBe('invalid_request_error');
    expect(financialConnectionsSession).toBeUndefined();
  });

  it('opens a session again that the user has left', async () => {
    const { emulator, page, session, clientSecret } = await withSession();
    await emulator.setScenario(session.id, { outcome: 'cancel' });
    await page.collectFinancialConnectionsAccounts({ clientSecret });
    await emulator.setScenario(session.id, { outcome: 'success' });

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({ clientSecret });

    expect(financialConnectionsSession?.accounts).toHaveLength(1);
  });

  it('logs in with the bank, by a form or in its own window', async () => {
    for (const institution of ['Bank (Non-OAuth)', 'Test (OAuth)', 'Bank (OAuth)']) {
      const { page, clientSecret } = await withSession({ autofill: { institution } });

      const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({
        clientSecret,
      });

      expect(financialConnectionsSession?.accounts).toHaveLength(1);
    }
  });

  it.each<[string, FlowScenario, RegExp]>([
    ['an institution', { institution: 'Nowhere' }, /"Nowhere": the picker has none/],
    [
      'an account',
      { accounts: ['Nothing'] },
      /The account "Nothing" cannot be picked as the scenario says: .* offers Success/,
    ],
  ])('rejects where there is not %s that the scenario names', async (_what, autofill, message) => {
    const { page, clientSecret } = await withSession({ autofill });

    await expect(page.collectFinancialConnectionsAccounts({ clientSecret })).rejects.toThrow(message);
  });
});

describe('a session of a connected account', () => {
  it('is found by the page that was made for that account', async () => {
    const world = setup();
    const account = 'acct_1emulatorconnect';
    const session = await world.stripe.financialConnections.sessions.create(
      { account_holder: { type: 'account', account }, permissions: PERMISSIONS },
      { stripeAccount: account },
    );
    const { page } = inPage({ stripeAccount: account }, world);

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({
      clientSecret: secretOf(session),
    });

    expect(financialConnectionsSession?.accounts).toHaveLength(1);
  });
});

describe('more accounts than a page of the API has', () => {
  it('are all shown, in their order', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `Account ${at + 1}`);
    const world = setup({
      fixtures: {
        institutions: [{ name: 'Mine', accounts: 'mine' }],
        accounts: { mine: names.map((name) => ({ name })) },
      },
    });
    const made = await withSession({ autofill: { institution: 'Mine', accounts: names } }, {}, world);

    const { financialConnectionsSession } = await made.page.collectFinancialConnectionsAccounts({
      clientSecret: made.clientSecret,
    });

    expect(financialConnectionsSession?.accounts.map((account) => account.display_name)).toEqual(names);
    expect(made.calls.filter(({ asked }) => asked.endsWith('/list_accounts'))).toHaveLength(1);
  });
});

describe('a consent that was given before', () => {
  const collectedAt = 1_767_225_600;

  it('is not asked for again', async () => {
    const { page, call, calls, session, clientSecret } = await withSession({ autofill: 'success' });
    const { body: consent } = await call('POST', '/v1/financial_connections/consents', {
      form: `account_holder[type]=customer&account_holder[customer]=${session.account_holder?.customer}`,
      headers: { 'stripe-version': PREVIEW },
    });

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({
      clientSecret,
      preCollectedConsent: { consent: consent.id, collectedAt },
    });

    expect(financialConnectionsSession?.accounts).toHaveLength(1);
    const given = calls.filter(({ asked }) => asked.endsWith('/consent_acquired'));
    expect(given.map(({ form }) => form.get('consent'))).toEqual([consent.id]);
  });

  it('is asked for all the same where there is none such, and the console says why', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    onTestFinished(() => warn.mockRestore());
    const { page, clientSecret } = await withSession({ autofill: 'cancel_at:consent' });

    const { financialConnectionsSession } = await page.collectFinancialConnectionsAccounts({
      clientSecret,
      preCollectedConsent: { consent: 'fccons_none', collectedAt },
    });

    expect(financialConnectionsSession?.accounts).toEqual([]);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/is not accepted\. No such .*'fccons_none'/));
  });
});

describe('collectBankAccountToken()', () => {
  it('resolves with a token of the one account', async () => {
    const { page, clientSecret } = await withSession({}, { limits: { accounts: 1 } });

    const { token, financialConnectionsSession, error } = await page.collectBankAccountToken({
      clientSecret,
    });

    expect(error).toBeUndefined();
    expect(token).toMatchObject({ object: 'token', type: 'bank_account', bank_account: { last4: '6789' } });
    expect(financialConnectionsSession?.accounts).toHaveLength(1);
  });

  it('links one account, also where its session takes several', async () => {
    const { page, stripe, session, clientSecret } = await withSession({
      autofill: { accounts: ['Success', 'High Balance'] },
    });

    const { error } = await page.collectBankAccountToken({ clientSecret });

    expect(error).toMatchObject({ type: 'invalid_request_error' });
    expect((await stripe.financialConnections.sessions.retrieve(session.id)).accounts.data).toEqual([]);
  });

  it('resolves with a token of the one account of a session that takes several', async () => {
    const { page, clientSecret } = await withSession();

    const { token, financialConnectionsSession } = await page.collectBankAccountToken({ clientSecret });

    expect(token?.object).toBe('token');
    expect(financialConnectionsSession?.accounts).toHaveLength(1);
  });

  it('resolves with no token where the user has left', async () => {
    const { page, session, clientSecret } = await withSession({ autofill: 'cancel' });

    const result = await page.collectBankAccountToken({ clientSecret });

    expect(result).toEqual({
      financialConnectionsSession: { id: session.id, permissions: PERMISSIONS, accounts: [] },
      token: undefined,
      error: undefined,
    });
  });

  it('resolves with an error where the session has ended', async () => {
    const { page, clientSecret } = await withSession();
    await page.collectBankAccountToken({ clientSecret });

    expect(await page.collectBankAccountToken({ clientSecret })).toEqual({
      financialConnectionsSession: undefined,
      token: undefined,
      error: expect.objectContaining({ type: 'invalid_request_error' }),
    });
  });
});
