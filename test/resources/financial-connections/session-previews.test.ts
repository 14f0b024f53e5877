import { describe, expect, it } from 'vitest';
import { type Body, type Setup, setup } from '../../support/setup.ts';

/* What previews have of sessions besides: hosted ones, those that relink an authorization, and how they end. */

const PREVIEW = '2026-08-26.preview';
const SESSIONS = '/v1/financial_connections/sessions';
const BANK = 'Test (Non-OAuth)';
const HOLDER = 'account_holder[type]=customer&account_holder[customer]=cus_1';
const PLAIN = `${HOLDER}&permissions[]=balances`;

const world = (options: Parameters<typeof setup>[0] = {}) =>
  setup({ objects: { customers: [{ id: 'cus_1' }] }, ...options });

const asked = async ({ call }: Setup, method: string, path: string, form?: string, version = PREVIEW) => {
  const options = { headers: { 'stripe-version': version }, ...(form === undefined ? {} : { form }) };
  return (await call(method, path, options)).body;
};
const created = (setting: Setup, form: string) => asked(setting, 'POST', SESSIONS, form);
const retrieved = (setting: Setup, id: string, version = PREVIEW) =>
  asked(setting, 'GET', `${SESSIONS}/${id}`, undefined, version);

/** Accounts of one customer at one bank, to which access was lost; and the authorization that they belong to. */
async function lost(setting: Setup, ...names: readonly string[]) {
  const { emulator } = setting;
  const accounts: Body[] = [];
  for (const account of names)
    accounts.push(
      await emulator.linkAccount({
        account,
        account_holder: { type: 'customer', customer: 'cus_1' },
        permissions: ['balances'],
      }),
    );
  for (const { id } of accounts) await emulator.updateAccount(id, { status: 'inactive' });
  const path = `/v1/financial_connections/accounts/${accounts[0].id}`;
  const { authorization } = await asked(setting, 'GET', path);
  return { ids: accounts.map(({ id }) => id as string), authorization: String(authorization) };
}

const relinking = (authorization: string, account?: string) =>
  `permissions[]=balances&permissions[]=transactions&relink_options[authorization]=${authorization}${account === undefined ? '' : `&relink_options[account]=${account}`}`;

const updatesOf = ({ emulator }: Setup) =>
  emulator.events().filter(({ type }) => type === 'financial_connections.session.updated');

describe('a session under a preview', () => {
  it('shows how it stands, and nothing of it to other versions', async () => {
    const setting = world();

    const session = await created(setting, PLAIN);

    expect(session).toMatchObject({ hosted: null, status: 'pending', ui_mode: 'modal', url: null });
    expect(session).not.toHaveProperty('status_details');
    const plain = await retrieved(setting, session.id, '2026-10-28.endive');
    for (const name of ['hosted', 'status', 'ui_mode', 'url']) expect(plain).not.toHaveProperty(name);
  });

  it.each([
    [{}, 'succeeded', undefined],
    [{ outcome: 'cancel' as const }, 'cancelled', { cancelled: { reason: 'other' } }],
    [{ outcome: 'expire' as const }, 'cancelled', { cancelled: { reason: 'other' } }],
    [{ outcome: 'down' as const }, 'failed', undefined],
    [{ institution: 'Down (Error)' }, 'failed', undefined],
  ])('ends, and session.updated tells so: %j', async (scenario, status, details) => {
    const setting = world();
    const { id } = await created(setting, PLAIN);

    await setting.emulator.completeSession(id, scenario);

    expect(await retrieved(setting, id)).toMatchObject({ status });
    expect((await retrieved(setting, id)).status_details).toEqual(details);
    expect(updatesOf(setting).map(({ data }) => data)).toMatchObject([
      { object: { id, client_secret: null }, previous_attributes: { status: 'pending' } },
    ]);
  });

  it('tells an endpoint of a preview its status', async () => {
    const setting = world({ apiVersion: PREVIEW });
    const { id } = await created(setting, PLAIN);

    await setting.emulator.completeSession(id);
    await setting.emulator.clock.advance(0);

    const told = setting.received.map(({ event }) => event as Body);
    const [update] = told.filter(({ type }) => type === 'financial_connections.session.updated');
    expect(update.data.object).toMatchObject({ id, status: 'succeeded', accounts: { total_count: 1 } });
    expect(told.at(-1)).toEqual(update);
  });

  it('has the same under a version with a flag by which programs ask for relinks', async () => {
    const setting = world();
    const version = '2022-08-01; financial_connections_relink_api_beta=v1';

    const session = await asked(setting, 'POST', SESSIONS, PLAIN, version);

    expect(session).toMatchObject({ status: 'pending', ui_mode: 'modal' });
  });

  it('that was created under another version sends no event', async () => {
    const setting = world();
    const { id } = await asked(setting, 'POST', SESSIONS, PLAIN, '2026-10-28.endive');

    await setting.emulator.completeSession(id);

    expect(updatesOf(setting)).toEqual([]);
    expect(await retrieved(setting, id)).toMatchObject({ status: 'succeeded', ui_mode: 'modal' });
  });

  it('of custom manual entry is canceled when its user wants to type, for the program to ask', async () => {
    const setting = world();
    const { id, manual_entry: entry } = await created(setting, `${PLAIN}&manual_entry[mode]=custom`);
    const typed = { routing_number: '110000000', account_number: '000123456789' };

    const ended = await setting.emulator.completeSession(id, { manual_entry: typed });

    expect(entry).toEqual({ mode: 'custom' });
    expect(ended).not.toHaveProperty('bank_account_token');
    expect(await retrieved(setting, id)).toMatchObject({
      status: 'cancelled',
      status_details: { cancelled: { reason: 'custom_manual_entry' } },
    });
    expect((await retrieved(setting, id, '2026-10-28.endive')).manual_entry).toEqual({ mode: 'disabled' });
  });

  it('keeps inferred balances among its prefetches to itself', async () => {
    const setting = world();
    const prefetch = 'prefetch[]=inferred_balances&prefetch[]=balances';

    const session = await created(setting, `${PLAIN}&${prefetch}`);

    expect(session.prefetch).toEqual(['inferred_balances', 'balances']);
    expect((await retrieved(setting, session.id, '2026-10-28.endive')).prefetch).toEqual(['balances']);
    expect((await setting.emulator.completeSession(session.id)).accounts.data[0]).toMatchObject({
      balance_refresh: { status: 'pending' },
    });
  });

  it('leads its user to the institution of its filters', async () => {
    const setting = world();
    const { id, filters } = await created(setting, `${PLAIN}&filters[institution]=fcinst_Qn1a6jqpI0Gb84`);

    await expect(setting.emulator.completeSession(id, { institution: BANK })).rejects.toThrow(
      'lead its user to Test (OAuth)',
    );
    const { accounts } = await setting.emulator.completeSession(id);

    expect(filters).toMatchObject({ institution: 'fcinst_Qn1a6jqpI0Gb84' });
    expect(accounts.data).toHaveLength(1);
  });

  it('cannot be completed at an institution that there is not', async () => {
    const setting = world();
    const { id } = await created(setting, `${PLAIN}&filters[institution]=fcinst_0`);

    await expect(setting.emulator.completeSession(id)).rejects.toThrow(
      'No test institution has the id "fcinst_0"',
    );
  });

  it.each([
    ['permissions[]=balances', 'Missing required param: account_holder.'],
    [`${PLAIN}&ui_mode=hosted`, 'Missing required param: hosted.'],
    [`${PLAIN}&relink_options[account]=fca_1`, 'Missing required param: relink_options[authorization].'],
    [`${PLAIN}&ui_mode=page`, /ui_mode/],
  ])('is refused: %s', async (form, message) => {
    const { error } = await created(world(), form);

    expect(error.message).toMatch(message);
  });

  it.each(['ui_mode=modal', 'relink_options[authorization]=fcauth_1', 'filters[institution]=fcinst_1'])(
    'alone has the parameter %s',
    async (parameter) => {
      const { error } = await asked(world(), 'POST', SESSIONS, `${PLAIN}&${parameter}`, '2026-10-28.endive');

      expect(error).toMatchObject({ code: 'parameter_unknown' });
    },
  );
});

describe('a hosted session', () => {
  const hosted = async (setting: Setup, delivery = 'url') => {
    const { authorization } = await lost(setting, 'Success');
    return created(
      setting,
      `${relinking(authorization)}&ui_mode=hosted&hosted[delivery_method]=${delivery}&return_url=https://example.com/back`,
    );
  };

  it.each(['url', 'email'])('has a page until it has ended: %s', async (delivery) => {
    const setting = world();
    const session = await hosted(setting, delivery);
    const page = await (await setting.emulator.fetch(session.url)).text();

    await setting.emulator.completeSession(session.id);

    expect(session).toMatchObject({
      hosted: { delivery_method: delivery, return_url: 'https://example.com/back' },
      ui_mode: 'hosted',
      url: expect.stringMatching(/^https:\/\/connections\.stripe\.com\/financial_connections\/hosted\//),
    });
    expect(page).toContain(`POST /_emulator/financial_connections/sessions/${session.id}/complete`);
    expect((await retrieved(setting, session.id)).url).toBeNull();
    expect(await (await setting.emulator.fetch(session.url)).text()).toContain('its state is "completed"');
  });

  it('that there is not has no page', async () => {
    const { status } = await world().emulator.fetch('https://example.com/financial_connections/hosted/x');

    expect(status).toBe(404);
  });

  it('expires after a day', async () => {
    const setting = world();
    const { id } = await hosted(setting);
    await setting.emulator.clock.advance('23h');
    const before = await retrieved(setting, id);

    await setting.emulator.clock.advance('1h');

    expect(before.status).toBe('pending');
    expect(await retrieved(setting, id)).toMatchObject({
      relink_result: { account: null, authorization: null, failure_reason: 'other' },
      status: 'cancelled',
      status_details: { cancelled: { reason: 'other' } },
      url: null,
    });
    expect(updatesOf(setting)).toHaveLength(1);
    await expect(setting.emulator.completeSession(id)).rejects.toThrow('its state is "expired"');
  });

  it('that has ended does not expire, and one that is a modal does not either', async () => {
    const setting = world();
    const { id } = await hosted(setting);
    await setting.emulator.completeSession(id);
    const modal = await created(setting, PLAIN);

    await setting.emulator.clock.advance('2d');

    expect((await retrieved(setting, id)).status).toBe('succeeded');
    expect((await retrieved(setting, modal.id)).status).toBe('pending');
    expect(updatesOf(setting)).toHaveLength(1);
  });

  it('is not waited for by runToIdle, and goes on after a restore', async () => {
    const setting = world();
    const { id } = await hosted(setting);
    await setting.emulator.clock.runToIdle();
    const other = setup();
    await other.emulator.restore(await setting.emulator.snapshot());

    await other.emulator.clock.advance('1d');

    expect((await retrieved(setting, id)).status).toBe('pending');
    expect((await retrieved(other, id)).status).toBe('cancelled');
  });
});

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
