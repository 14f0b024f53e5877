import { describe, expect, it } from 'vitest';
import { created, lost, PREVIEW, relinking, retrieved, world } from '../../support/session-previews.ts';
import type { Body } from '../../support/setup.ts';

/* Sessions of previews that are to relink an authorization. */

describe('a session that relinks an authorization', () => {
  it('is for its holder, and makes every account of it active again that was lost', async () => {
    const setting = world();
    const { ids, authorization } = await lost(setting, 'Success', 'High Balance');
    const session = await created(setting, `${relinking(authorization)}&prefetch[]=balances`);
    const before = setting.emulator.events().length;

    const { accounts } = await setting.emulator.completeSession(session.id);
    await setting.emulator.clock.advance('1s');

    expect(session).toMatchObject({
      account_holder: { type: 'customer', customer: 'cus_1' },
      relink_options: { account: null, authorization },
    });
    expect(session).not.toHaveProperty('relink_result');
    expect(new Set(accounts.data.map(({ id }: Body) => id))).toEqual(new Set(ids));
    for (const account of accounts.data)
      expect(account).toMatchObject({ status: 'active', permissions: ['balances', 'transactions'] });
    expect(await retrieved(setting, session.id)).toMatchObject({
      relink_result: { account: null, authorization, failure_reason: null },
      status: 'succeeded',
    });
    const types = setting.emulator.events().slice(before);
    expect(types.map(({ type }) => type.replace('financial_connections.', ''))).toEqual([
      'account.reactivated',
      'account.reactivated',
      'session.updated',
      'account.refreshed_balance',
      'account.refreshed_balance',
    ]);
  });

  it('tells the account that was asked for, alone of several', async () => {
    const setting = world();
    const { ids, authorization } = await lost(setting, 'Success', 'High Balance');
    const { id } = await created(setting, relinking(authorization, ids[1]));

    const { accounts } = await setting.emulator.completeSession(id);

    expect(accounts.data.map((account: Body) => account.id)).toEqual([ids[1]]);
    expect((await retrieved(setting, id)).relink_result).toEqual({
      account: ids[1],
      authorization,
      failure_reason: null,
    });
  });

  it('fails with no_account when another account is chosen, and the old one stays inactive', async () => {
    const setting = world();
    const { ids, authorization } = await lost(setting, 'Success', 'High Balance');
    const { id } = await created(setting, relinking(authorization, ids[0]));

    const { accounts } = await setting.emulator.completeSession(id, { accounts: ['High Balance'] });

    expect(accounts.data).toMatchObject([{ id: ids[1], status: 'active' }]);
    expect(await retrieved(setting, id)).toMatchObject({
      relink_result: { account: null, authorization: null, failure_reason: 'no_account' },
      status: 'succeeded',
    });
    const old = await setting.stripe.financialConnections.accounts.retrieve(ids[0] ?? '');
    expect(old.status).toBe('inactive');
  });

  it('fails with no_authorization at another institution, whose accounts are new', async () => {
    const setting = world();
    const { ids, authorization } = await lost(setting, 'Success');
    const { id } = await created(setting, relinking(authorization));

    const { accounts } = await setting.emulator.completeSession(id, { institution: 'Test (OAuth)' });

    expect(accounts.data).toMatchObject([{ display_name: 'Success', status: 'active' }]);
    expect(ids).not.toContain(accounts.data[0].id);
    expect((await retrieved(setting, id)).relink_result.failure_reason).toBe('no_authorization');
  });

  it.each([{ outcome: 'cancel' as const }, { outcome: 'down' as const }, { outcome: 'expire' as const }])(
    'fails with other when it is not finished: %j',
    async (scenario) => {
      const setting = world();
      const { ids, authorization } = await lost(setting, 'Success');
      const { id } = await created(setting, relinking(authorization));

      await setting.emulator.completeSession(id, scenario);

      expect((await retrieved(setting, id)).relink_result).toEqual({
        account: null,
        authorization: null,
        failure_reason: 'other',
      });
      const old = await setting.stripe.financialConnections.accounts.retrieve(ids[0] ?? '');
      expect(old.status).toBe('inactive');
    },
  );

  it('changes the permissions of an account that was never lost, without an event of it', async () => {
    const setting = world();
    const { ids, authorization } = await lost(setting, 'Success');
    await setting.emulator.updateAccount(ids[0] ?? '', { status: 'active' });
    const { id } = await created(setting, relinking(authorization));
    const before = setting.emulator.events().length;

    const { accounts } = await setting.emulator.completeSession(id);

    expect(accounts.data).toMatchObject([{ id: ids[0], permissions: ['balances', 'transactions'] }]);
    expect(setting.emulator.events().slice(before)).toHaveLength(1);
    expect((await retrieved(setting, id)).relink_result.authorization).toBe(authorization);
  });

  it('relinks the same account whatever is assumed of sessions that do not ask for it', async () => {
    const setting = world({ assume: { relink: 'new_account' } });
    const { ids, authorization } = await lost(setting, 'Success');
    const { id } = await created(setting, relinking(authorization));

    expect((await setting.emulator.completeSession(id)).accounts.data[0].id).toBe(ids[0]);
  });

  it('is refused for what there is not, and for an account of another authorization', async () => {
    const setting = world();
    const { authorization } = await lost(setting, 'Success');
    const other = await setting.emulator.linkAccount({ institution: 'Test (OAuth)' });

    const errors = await Promise.all([
      created(setting, relinking('fcauth_0')),
      created(setting, relinking(authorization, 'fca_0')),
      created(setting, relinking(authorization, other.id)),
    ]);

    expect(errors.map(({ error }) => [error.code, error.message, error.param])).toEqual([
      [
        'resource_missing',
        "No such financial_connections.authorization: 'fcauth_0'",
        'relink_options[authorization]',
      ],
      ['resource_missing', "No such financial_connections.account: 'fca_0'", 'relink_options[account]'],
      [
        undefined,
        `The account '${other.id}' does not belong to the authorization '${authorization}'.`,
        'relink_options[account]',
      ],
    ]);
  });

  it('finds an account of a connected account under its header', async () => {
    const setting = world();
    const headers = { 'stripe-account': 'acct_1', 'stripe-version': PREVIEW };
    const holder = { type: 'account', account: 'acct_1' };
    const { body: account } = await setting.call('POST', '/_emulator/financial_connections/accounts', {
      json: { account_holder: holder },
      headers,
    });
    const path = `/v1/financial_connections/accounts/${account.id}`;
    await setting.call('POST', `/_emulator/financial_connections/accounts/${account.id}`, {
      form: 'status=inactive',
      headers,
    });
    const { authorization } = (await setting.call('GET', path, { headers })).body;
    const session = await created(
      setting,
      `account_holder[type]=account&account_holder[account]=acct_1&${relinking(authorization)}`,
    );

    const { accounts } = await setting.emulator.completeSession(session.id);

    expect(accounts.data).toMatchObject([{ id: account.id, status: 'active' }]);
  });
});
