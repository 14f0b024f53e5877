import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

describe('linking', () => {
  it('takes forms and JSON alike', async () => {
    const { call } = setup();

    const byForm = await call('POST', '/_emulator/financial_connections/accounts', {
      form: 'account=High Balance&permissions[]=balances&prefetch[]=balances',
    });
    const byJson = await call('POST', '/_emulator/financial_connections/accounts', {
      json: { account: 'High Balance', permissions: ['balances'], prefetch: ['balances'] },
    });

    expect(byForm.body).toMatchObject({
      display_name: 'High Balance',
      last4: '4321',
      balance_refresh: { status: 'pending' },
    });
    expect({ ...byJson.body, id: '' }).toEqual({ ...byForm.body, id: '' });
    expect(byForm.headers.get('emulator-sandbox')).toMatch(/^sk_test_\*+ator$/);
  });

  it('takes any field of an account, and what the bank knows', async () => {
    const { emulator, stripe } = setup();

    const { id } = await emulator.linkAccount({
      id: 'fca_mine',
      category: 'credit',
      display_name: 'Gold Card',
      last4: '4242',
      holdings: { balance: { current: { usd: -5_000 }, credit: { used: { usd: -6_000 } } } },
    });
    await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await emulator.clock.advance(1_000);

    expect(await stripe.financialConnections.accounts.retrieve('fca_mine')).toMatchObject({
      category: 'credit',
      subcategory: 'credit_card',
      display_name: 'Gold Card',
      balance: { type: 'credit', current: { usd: -5_000 }, credit: { used: { usd: -6_000 } } },
    });
  });

  it.each([
    ['an institution there is not', { institution: 'Test (Non-Oauth2)' }, 'Did you mean "Test (Non-OAuth)"?'],
    [
      'an account there is not',
      { account: 'Sucess' },
      'has no account called "Sucess": it has Success, Failure',
    ],
    ['an institution that is down', { institution: 'Down (Error)' }, 'no account can be linked there'],
    [
      'an account that another institution has',
      { account: 'Refresh Fails' },
      'Test (Non-OAuth) has no account called "Refresh Fails": give institution "Emulator: Refreshes"',
    ],
    ['a field there is not', { colour: 'blue' }, 'Received unknown parameter: colour'],
    [
      'a balance that the bank should know',
      { balance: { current: { usd: 1 } } },
      'given as holdings[balance], and the next refresh shows it.',
    ],
    [
      'a balance in what is no currency',
      { holdings: { balance: { current: { dollars: 1 } } } },
      '"dollars" is no currency. Write its three lower-case letters, such as usd.',
    ],
    [
      'a holder that is no account',
      { account_holder: { type: 'account', account: 'garbage' } },
      "No such account: 'garbage'",
    ],
    [
      'prefetching what is not permitted',
      { permissions: ['ownership'], prefetch: ['balances'] },
      'You must include `balances` in `permissions` to prefetch it.',
    ],
    [
      'a customer there is not',
      { account_holder: { type: 'customer', customer: 'cus_x' } },
      "No such customer: 'cus_x'",
    ],
  ])('refuses %s, and says what there is', async (_what, fields, message) => {
    await expect(setup().emulator.linkAccount(fields as never)).rejects.toThrow(message);
  });

  it('prefetches nothing of what is not permitted, if that is assumed', async () => {
    const { emulator } = setup({ assume: { prefetchWithoutPermission: 'ignored' } });

    const account = await emulator.linkAccount({ permissions: ['ownership'], prefetch: ['balances'] });

    expect(account.balance_refresh).toBeNull();
  });

  it('names the parameter of the account that there is not', async () => {
    const { call } = setup();
    const linked = await call('POST', '/_emulator/financial_connections/accounts', {
      form: 'account=Nobody',
    });

    expect(linked.body.error.param).toBe('account');
  });

  it('keeps what else the test account does when one thing is changed', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, {
      institution: 'Emulator: Refreshes',
      account: 'Refresh Fails',
      refresh: { balance: { delay: '5s' } },
    });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(5_000);

    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh?.status).toBe(
      'failed',
    );
  });

  it('tells of what is in store for an account, and lets it happen', async () => {
    const { emulator, stripe } = setup();
    const { id, status_details } = await emulator.linkAccount({
      institution: 'Eventually Requires Reauthentication',
    });
    const announced = emulator.events().map(({ type }) => type);

    await emulator.clock.advance(30 * 86_400_000);

    expect(status_details.active).toMatchObject({ action: 'relink_required', cause: 'access_expired' });
    expect(announced).toEqual([
      'financial_connections.account.created',
      'financial_connections.account.expected_deactivation_date_updated',
      'financial_connections.authorization.expected_deactivation_date_updated',
      'financial_connections.account.upcoming_deactivation',
      'financial_connections.authorization.upcoming_deactivation',
    ]);
    const account = await stripe.financialConnections.accounts.retrieve(id);
    expect(account.status).toBe('inactive');
    expect(account).not.toHaveProperty('status_details');
  });

  it('has tokenized numbers that expire', async () => {
    const { emulator, stripe } = setup();
    const { id } = await emulator.linkAccount({
      institution: 'Tokenized Account Number',
      account: 'Expiring at Once',
    });

    await emulator.clock.advance(1_000);

    expect((await stripe.financialConnections.accounts.retrieve(id)).account_numbers).toMatchObject([
      { identifier_type: 'tokenized_account_number', status: 'expired' },
    ]);
    expect(
      emulator
        .events()
        .map(({ type }) => type)
        .slice(1),
    ).toEqual([
      'financial_connections.account.upcoming_account_number_expiry',
      'financial_connections.account.account_numbers_updated',
    ]);
  });

  it('says nothing of numbers that expire when the account is disconnected', async () => {
    const { emulator, stripe } = setup();
    const { id } = await emulator.linkAccount({
      institution: 'Tokenized Account Number',
      account: 'Expiring at Once',
    });
    await stripe.financialConnections.accounts.disconnect(id);
    const before = emulator.events().length;

    await emulator.clock.advance(1_000);

    expect(emulator.events()).toHaveLength(before);
  });
});
