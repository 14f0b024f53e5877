import { describe, expect, it } from 'vitest';
import {
  asked,
  BANK,
  created,
  lost,
  PLAIN,
  PREVIEW,
  relinking,
  retrieved,
  SESSIONS,
  updatesOf,
  world,
} from '../../support/session-previews.ts';
import { type Body, type Setup, setup } from '../../support/setup.ts';

/* What previews have of sessions besides: how they stand and end, and those that are hosted. */

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

  it('tells an endpoint of another version its status, too, which has named the event', async () => {
    const told: Body[] = [];
    const handler = async (request: Request) => {
      told.push(await request.json());
      return new Response('ok');
    };
    const setting = world({
      webhooks: [{ handler, enabledEvents: ['financial_connections.session.updated'] }],
    });
    const { id } = await created(setting, PLAIN);

    await setting.emulator.completeSession(id);
    await setting.emulator.clock.advance(0);

    expect(told).toMatchObject([
      { api_version: '2026-10-28.endive', data: { object: { id, status: 'succeeded' } } },
    ]);
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

    const session = await created(setting, `${PLAIN}&permissions[]=transactions&${prefetch}`);

    expect(session.prefetch).toEqual(['inferred_balances', 'balances']);
    expect((await retrieved(setting, session.id, '2026-10-28.endive')).prefetch).toEqual(['balances']);
    expect((await setting.emulator.completeSession(session.id)).accounts.data[0]).toMatchObject({
      balance_refresh: { status: 'pending' },
    });
  });

  it.each(['created', 'put in place'])(
    'prefetches inferred balances as soon as its user has linked: %s',
    async (how) => {
      const setting = world();
      const form = `${PLAIN}&permissions[]=transactions&prefetch[]=inferred_balances`;
      const session = await created(setting, form);
      const { emulator } = how === 'created' ? setting : world();
      if (how !== 'created') await emulator.putObjects({ 'financial_connections.sessions': [session] });

      const { accounts } = await emulator.completeSession(session.id);
      await emulator.clock.advance('1s');

      expect(accounts.data).toHaveLength(1);
      expect(emulator.events().map(({ type }) => type)).toContain(
        'financial_connections.account.refreshed_inferred_balances',
      );
    },
  );

  it('prefetches inferred balances only with the permissions that they need', async () => {
    const setting = world();

    const { error } = await created(setting, `${PLAIN}&prefetch[]=inferred_balances`);

    expect(error).toMatchObject({ param: 'prefetch', message: expect.stringContaining('transactions') });
    await expect(
      setting.emulator.putObjects({
        'financial_connections.sessions': [{ permissions: ['balances'], prefetch: ['inferred_balances'] }],
      }),
    ).rejects.toThrow('transactions');
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
    const id = 'fcsess_1';
    await setting.emulator.putObjects({
      'financial_connections.sessions': [{ id, filters: { institution: 'fcinst_0' } }],
    });

    await expect(setting.emulator.completeSession(id)).rejects.toThrow(
      'No test institution has the id "fcinst_0"',
    );
  });

  it.each([
    ['permissions[]=balances', 'Missing required param: account_holder.'],
    [`${PLAIN}&relink_options[account]=fca_1`, 'Missing required param: relink_options[authorization].'],
    [`${PLAIN}&ui_mode=page`, /ui_mode/],
    [`${PLAIN}&filters[institution]=fcinst_0`, "No such financial_connections.institution: 'fcinst_0'"],
  ])('is refused: %s', async (form, message) => {
    const { error } = await created(world(), form);

    expect(error.message).toMatch(message);
  });

  it('relinks nothing of another account holder', async () => {
    const setting = world();
    const { authorization } = await lost(setting, 'Success');
    const { id: customer } = await setting.stripe.customers.create();
    const holderOf = (id: string) => `&account_holder[type]=customer&account_holder[customer]=${id}`;

    const { error } = await created(setting, relinking(authorization) + holderOf(customer));
    const own = await created(setting, relinking(authorization) + holderOf('cus_1'));

    expect(error).toMatchObject({
      message: `The authorization '${authorization}' does not belong to the account holder of the session.`,
      param: 'account_holder',
    });
    expect(own.account_holder).toEqual({ type: 'customer', customer: 'cus_1' });
  });

  it.each([
    ['preview', PREVIEW, 'complete'],
    ['preview', PREVIEW, undefined],
    ['preview', PREVIEW, 'expire'],
    ['other', '2026-10-28.endive', 'complete'],
    ['other', '2026-10-28.endive', undefined],
    ['other', '2026-10-28.endive', 'cancel'],
  ] as const)('is as it was when an answer of a %s version is put back: %s, %s', async (_, version, end) => {
    const setting = world();
    const { emulator } = setting;
    const { authorization } = await lost(setting, 'Success');
    const { id } = await created(
      setting,
      `${relinking(authorization)}&ui_mode=hosted&hosted[delivery_method]=url`,
    );
    if (end !== undefined) await emulator.completeSession(id, end === 'complete' ? {} : { outcome: end });
    const [before, jobs] = [await retrieved(setting, id), emulator.clock.pending()];

    await emulator.putObjects({
      'financial_connections.sessions': [await retrieved(setting, id, version)],
    });

    expect(await retrieved(setting, id)).toEqual(before);
    expect(emulator.clock.pending()).toEqual(jobs);
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

  it('needs nothing more where nothing is relinked', async () => {
    const session = await created(world(), `${PLAIN}&ui_mode=hosted&return_url=https://example.com/back`);

    expect(session).toMatchObject({
      hosted: { return_url: 'https://example.com/back' },
      url: expect.stringMatching(/^https:/),
    });
  });

  it('tells how it reaches its user where it relinks', async () => {
    const setting = world();
    const { authorization } = await lost(setting, 'Success');

    const { error } = await created(setting, `${relinking(authorization)}&ui_mode=hosted`);

    expect(error).toMatchObject({ code: 'parameter_missing', param: 'hosted' });
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

describe('what previews answer of a session', () => {
  // What is put in place is of the newest version, which has a default.

  it.each([
    [PLAIN, undefined],
    [
      `${PLAIN}&permissions[]=transactions&manual_entry[mode]=custom&prefetch[]=inferred_balances&prefetch[]=balances`,
      'cancel' as const,
    ],
    [`${PLAIN}&filters[institution]=fcinst_Qn1a6jqpI0Gb84&limits[accounts]=2`, 'down' as const],
    [`${PLAIN}&filters[countries][]=US`, 'expire' as const],
  ])('can be put in place as it is: %s, %s', async (form, outcome) => {
    const setting = world();
    const { id } = await created(setting, form);
    if (outcome !== undefined) await setting.emulator.completeSession(id, { outcome });
    const session = await retrieved(setting, id);
    const other = world();

    await other.emulator.putObjects({ 'financial_connections.sessions': [session] });

    expect(await retrieved(other, id)).toEqual(session);
  });

  it('can be put in place as it is when it is hosted, and its page is there', async () => {
    const setting = world();
    const { authorization } = await lost(setting, 'Success');
    const form = `${relinking(authorization)}&ui_mode=hosted&hosted[delivery_method]=url&return_url=https://example.com/`;
    const session = await created(setting, form);
    const other = world();

    await other.emulator.putObjects({ 'financial_connections.sessions': [session] });
    const page = await other.emulator.fetch(session.url);
    const put = await retrieved(other, session.id);
    await other.emulator.clock.advance('1d');

    expect(put).toEqual(session);
    expect(page.status).toBe(200);
    expect(await retrieved(other, session.id)).toMatchObject({ status: 'cancelled', url: null });
  });

  it('can be put in place when it tells of a relink', async () => {
    const setting = world();
    const { authorization } = await lost(setting, 'Success');
    const { id } = await created(setting, relinking(authorization));
    await setting.emulator.completeSession(id, { outcome: 'cancel' });
    const session = await retrieved(setting, id);
    const other = world();

    await other.emulator.putObjects({ 'financial_connections.sessions': [session] });

    expect(session.relink_result.failure_reason).toBe('other');
    expect(await retrieved(other, id)).toEqual(session);
  });
});
