import { describe, expect, it, vi } from 'vitest';
import { Table } from '../../../src/core/table.ts';
import { PREVIEW, previewSetup } from '../../support/preview.ts';
import { linkedAccount, setup } from '../../support/setup.ts';

const TEST = 'fcinst_Qn1a7A4KhL42se';

describe('an account in previews', () => {
  it('names its institution and its authorization, and expands the first', async () => {
    const world = previewSetup();
    const { id } = await linkedAccount(world);

    const account = await world.preview.financialConnections.accounts.retrieve(id);
    const { institution } = await world.preview.financialConnections.accounts.retrieve(id, {
      expand: ['institution'],
    });
    const { data } = await world.preview.financialConnections.accounts.list({ expand: ['data.institution'] });

    expect(account).toMatchObject({
      authorization: expect.stringMatching(/^fcauth_[0-9A-Za-z]{24}$/),
      inferred_balances_refresh: null,
      institution: TEST,
    });
    expect(institution).toMatchObject({ id: TEST, name: 'Test (Non-OAuth)' });
    expect(data[0]?.institution).toEqual(institution);
  });

  it('has nothing of that in other versions, and cannot be expanded by it', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const { status, body } = await world.call(
      'GET',
      `/v1/financial_connections/accounts/${id}?expand[]=institution`,
    );
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('This property cannot be expanded (institution)'),
    ]);
    for (const name of ['authorization', 'institution', 'inferred_balances_refresh'])
      expect(account).not.toHaveProperty(name);
  });

  it('tells why it is inactive, as long as it is so', async () => {
    const { emulator, preview } = previewSetup();
    const { id } = await emulator.linkAccount();
    const details = async () => (await preview.financialConnections.accounts.retrieve(id)).status_details;

    await emulator.updateAccount(id, { status: 'inactive' });
    const inactive = await details();
    await emulator.updateAccount(id, { status: 'active' });

    expect(inactive).toEqual({ inactive: { action: 'relink_required', cause: 'access_denied' } });
    expect(await details()).toBeUndefined();
  });

  it('has all of it under a flag of old, in the form of its version', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const { body } = await world.call('GET', `/v1/financial_connections/accounts/${id}`, {
      headers: { 'stripe-version': '2022-08-01; financial_connections_relink_api_beta=v1' },
    });

    expect(body).toMatchObject({ authorization: expect.stringMatching(/^fcauth_/), institution: TEST });
  });
});

describe('an authorization', () => {
  it('is that of every account of its holder and institution, and tells both', async () => {
    const world = previewSetup();
    const customer = await world.stripe.customers.create();
    const holder = { type: 'customer' as const, customer: customer.id };
    const [one, other] = [
      await world.emulator.linkAccount({ account_holder: holder }),
      await world.emulator.linkAccount({ account_holder: holder, account: 'High Balance' }),
    ];
    const { financialConnections } = world.preview;
    const ids = await Promise.all(
      [one, other].map(async ({ id }) => (await financialConnections.accounts.retrieve(id)).authorization),
    );

    const authorization = await financialConnections.authorizations.retrieve(ids[0] ?? '', {
      expand: ['account_holder.customer', 'institution'],
    });

    expect(ids[0]).toBe(ids[1]);
    expect(authorization).toMatchObject({
      id: ids[0],
      object: 'financial_connections.authorization',
      account_holder: { type: 'customer', customer: { id: customer.id } },
      institution: { id: TEST },
      institution_name: 'StripeBank',
      livemode: false,
      status: 'active',
      status_details: {},
    });
  });

  it('is inactive while its accounts are, and disconnected when all of them are', async () => {
    const world = previewSetup();
    const { id } = await linkedAccount(world);
    const { financialConnections } = world.preview;
    const { authorization = '' } = await financialConnections.accounts.retrieve(id);
    const shown = async () => {
      const { status, status_details } = await financialConnections.authorizations.retrieve(authorization);
      return { status, status_details };
    };

    await world.emulator.updateAccount(id, { status: 'inactive' });
    const inactive = await shown();
    await world.stripe.financialConnections.accounts.disconnect(id);

    expect(inactive).toEqual({
      status: 'inactive',
      status_details: { inactive: { action: 'relink_required' } },
    });
    expect(await shown()).toEqual({ status: 'disconnected', status_details: {} });
  });

  it('is missing where no account has it, and unknown outside of previews', async () => {
    const { call } = setup();
    const path = '/v1/financial_connections/authorizations/fcauth_1';

    const missing = await call('GET', path, { headers: { 'stripe-version': PREVIEW } });
    const unknown = await call('GET', path);

    expect([missing.status, missing.body.error.message]).toEqual([
      404,
      "No such financial_connections.authorization: 'fcauth_1'",
    ]);
    expect(unknown.body.error.message).toMatch('Unrecognized request URL');
  });
});

describe('an authorization that is asked for by its id', () => {
  const asking = () => {
    const world = previewSetup();
    const { accounts, authorizations } = world.preview.financialConnections;
    const found = (id: string) =>
      authorizations.retrieve(id).then(
        () => true,
        () => false,
      );
    const idOf = async (account: string) => String((await accounts.retrieve(account)).authorization);
    return { ...world, found, idOf };
  };

  it('is found though it was missing before its account was linked, and after a restore', async () => {
    const { emulator, found, idOf } = asking();
    const other = asking();
    const holder = { type: 'customer' as const, customer_account: 'acct_1' };
    const first = await idOf((await emulator.linkAccount({ account_holder: holder })).id);
    const missing = await other.found(first);
    const linked = await other.emulator.linkAccount({ account_holder: holder });
    // Its id depends on the sandbox, and not on when it is named.
    const there = await other.found(await other.idOf(linked.id));
    await other.emulator.restore(await emulator.snapshot());

    expect([missing, there, await other.found(first), await found(first)]).toEqual([false, true, true, true]);
  });

  it('is found by another of its accounts when one is put in place for another holder', async () => {
    const { emulator, found, idOf } = asking();
    const held = (name: string) => ({ type: 'customer' as const, customer_account: name });
    const { id: first } = await emulator.linkAccount({ account_holder: held('acct_1') });
    const { id: second } = await emulator.linkAccount({ account_holder: held('acct_1') });
    const shared = await idOf(first);
    await found('fcauth_1');
    const move = (id: string) =>
      emulator.putObjects({ 'financial_connections.accounts': [{ id, account_holder: held('acct_2') }] });

    await move(second);
    const one = await found(shared);
    const moved = await found(await idOf(second));

    expect([one, moved]).toEqual([true, true]);
  });

  it('is not looked for among all accounts more than once', async () => {
    const { emulator, found } = asking();
    await emulator.linkAccount();
    const walks = vi.spyOn(Table.prototype, 'values');
    await found('fcauth_1');
    const once = walks.mock.calls.length;
    await emulator.linkAccount();
    walks.mockClear();
    for (const id of ['fcauth_1', 'fcauth_2', 'fcauth_3']) await found(id);

    expect([once, walks.mock.calls.length]).toEqual([1, 0]);
    walks.mockRestore();
  });
});

describe('a subscription in previews', () => {
  it('may be to balances and inferred balances, which are refreshed at once and daily', async () => {
    const { emulator, preview } = previewSetup();
    const { id } = await emulator.linkAccount();
    const { accounts } = preview.financialConnections;

    const subscribed = await accounts.subscribe(id, { features: ['inferred_balances', 'balance'] });
    await emulator.clock.advance('3d');

    const types = emulator.events().map(({ type }) => type);
    const counted = (name: string) => types.filter((type) => type.endsWith(`refreshed_${name}`)).length;
    expect(subscribed).toMatchObject({
      balance_refresh: { status: 'pending' },
      inferred_balances_refresh: { status: 'pending' },
      subscriptions: ['balance', 'inferred_balances'],
      transaction_refresh: null,
    });
    expect([counted('balance'), counted('inferred_balances'), counted('transactions')]).toEqual([3, 3, 0]);
  });

  it('ends feature by feature', async () => {
    const { emulator, preview } = previewSetup();
    const { id } = await emulator.linkAccount();
    const { accounts } = preview.financialConnections;
    await accounts.subscribe(id, { features: ['transactions', 'balance'] });
    await emulator.clock.advance('1h');

    const left = await accounts.unsubscribe(id, { features: ['balance', 'inferred_balances'] });
    await emulator.clock.advance('2d');

    const types = emulator.events().map(({ type }) => type);
    expect(left.subscriptions).toEqual(['transactions']);
    expect(types.filter((type) => type.endsWith('refreshed_balance'))).toHaveLength(1);
    expect(types.filter((type) => type.endsWith('refreshed_transactions'))).toHaveLength(3);
  });

  it('is shown by other versions as far as they have it, and is not ended by them', async () => {
    const { emulator, preview, stripe } = previewSetup();
    const { id } = await emulator.linkAccount();
    await preview.financialConnections.accounts.subscribe(id, { features: ['transactions', 'balance'] });

    const shown = await stripe.financialConnections.accounts.retrieve(id);
    const ended = await stripe.financialConnections.accounts.unsubscribe(id, { features: ['transactions'] });

    const { subscriptions } = await preview.financialConnections.accounts.retrieve(id);
    expect([shown.subscriptions, ended.subscriptions, subscriptions]).toEqual([
      ['transactions'],
      [],
      ['balance'],
    ]);
  });
});

describe('what previews answer', () => {
  it('can be put in place in another sandbox, and is answered there as it was', async () => {
    const world = previewSetup();
    const customer = await world.stripe.customers.create();
    const holder = { type: 'customer' as const, customer: customer.id };
    const { id } = await world.emulator.linkAccount({ account_holder: holder, institution: 'Test (OAuth)' });
    await world.preview.financialConnections.accounts.subscribe(id, {
      features: ['balance', 'inferred_balances'],
    });
    await world.emulator.clock.advance('1m');
    await world.emulator.updateAccount(id, { status: 'inactive', inactive: { cause: 'account_closed' } });
    const account = await world.preview.financialConnections.accounts.retrieve(id);
    const authorization = await world.preview.financialConnections.authorizations.retrieve(
      account.authorization ?? '',
    );
    const other = previewSetup();

    await other.emulator.putObjects({
      customers: [{ id: customer.id }],
      'financial_connections.accounts': [JSON.parse(JSON.stringify(account))],
      'financial_connections.authorizations': [JSON.parse(JSON.stringify(authorization))],
    });

    const shown = await other.preview.financialConnections.accounts.retrieve(id);
    const { authorization: _of, ...rest } = JSON.parse(JSON.stringify(account));
    expect(shown).toMatchObject(rest);
    expect(await other.preview.financialConnections.authorizations.retrieve(authorization.id)).toMatchObject(
      JSON.parse(JSON.stringify(authorization)),
    );
  });
});
