import { describe, expect, it } from 'vitest';
import { clientOf, institution, loggedIn, pageOf, picked, refusedWith } from '../support/flow-client.ts';
import { openSession, setup } from '../support/setup.ts';

/* The authentication flow by its endpoints, as its pages and Stripe's mobile clients call them. */

async function opened(fields: Parameters<typeof openSession>[1] = {}, options = {}) {
  const world = setup(options);
  const session = await openSession(world, fields);
  return { ...world, session, client: clientOf(world, session.client_secret) };
}

describe('a user of the authentication flow', () => {
  it('consents, picks an institution and accounts, and has linked them', async () => {
    const { stripe, session, client, emulator } = await opened();

    const begun = await client.synchronize('en');
    const consented = await client.consentAcquired();
    const login = await client.openAuthSession((await institution(client, 'Test (Non-OAuth)')).id);
    const { data } = await client.partnerAccounts(login.id);
    const [success, high] = ['Success', 'High Balance'].map((name) => data.find((one) => one.name === name));
    const selected = await client.selectAccounts(login.id, [success?.id ?? '', high?.id ?? '']);
    const before = await stripe.financialConnections.sessions.retrieve(session.id);
    const saved = await client.disableNetworking();
    const receipt = await client.complete();

    expect(begun.manifest).toMatchObject({ id: session.id, next_pane: 'consent', single_account: false });
    expect(consented.next_pane).toBe('institution_picker');
    expect(login).toMatchObject({ next_pane: 'account_picker', is_oauth: false, url: null });
    expect(selected.next_pane).toBe('networking_link_signup_pane');
    expect(selected.data.map(({ linked_account_id: id }) => id?.slice(0, 4))).toEqual(['fca_', 'fca_']);
    expect(before.accounts.data).toEqual([]);
    expect(saved).toEqual({ next_pane: 'success', display: { text: { success_pane: null } } });
    expect(receipt).toMatchObject({ id: session.id, status: 'succeeded' });
    expect(receipt.accounts.data.map(({ id }) => id)).toEqual(
      selected.data.map(({ linked_account_id: id }) => id),
    );
    const after = await stripe.financialConnections.sessions.retrieve(session.id);
    expect(after.accounts.data.map((account) => account.display_name)).toEqual(['Success', 'High Balance']);
    expect(emulator.events().filter(({ type }) => type.endsWith('account.created'))).toHaveLength(2);
  });

  it('links another institution as well', async () => {
    const { client } = await opened();
    await picked(client, ['Success']);
    await client.disableNetworking();

    const more = await client.linkMoreAccounts();
    await picked(client, ['Savings'], 'Emulator: Balances');
    const receipt = await client.complete();

    expect(more.next_pane).toBe('institution_picker');
    expect(receipt.accounts.data.map((account) => account.display_name)).toEqual(['Success', 'Savings']);
  });

  it('links no more accounts than the session allows, one after the other neither', async () => {
    const { client } = await opened({ limits: { accounts: 2 } });
    await picked(client, ['Success']);
    await client.disableNetworking();
    await client.linkMoreAccounts();

    const refused = await refusedWith(picked(client, ['Success', 'Insufficient Funds']));

    expect(refused.message).toBe('The session allows 2 account(s), and 3 were picked.');
  });

  it('links a single account where one is allowed', async () => {
    const { client } = await opened({ limits: { accounts: 1 } });
    const { manifest } = await client.synchronize();
    await picked(client, ['Success']);
    await client.disableNetworking();
    await client.linkMoreAccounts();

    const refused = await refusedWith(loggedIn(client));

    expect(manifest).toMatchObject({ single_account: true, disable_link_more_accounts: true });
    expect(refused.message).toBe('One account is linked already, and no other can be.');
  });

  it.each([
    ['consent', async (client: Client) => void (await client.synchronize())],
    ['institution_picker', async (client: Client) => void (await client.consentAcquired())],
    ['account_picker', async (client: Client) => void (await loggedIn(client))],
    ['partner_auth', async (client: Client) => void (await loggedIn(client, 'Test (OAuth)'))],
    ['bank_login', async (client: Client) => void (await loggedIn(client, 'Bank (Non-OAuth)'))],
  ])('leaves at %s with nothing linked', async (pane, until) => {
    const { client, session, stripe, emulator } = await opened();
    await until(client);

    const { manifest } = await client.synchronize();
    const receipt = await client.complete();

    expect(manifest.next_pane).toBe(pane);
    expect(receipt.status).toBe('cancelled');
    expect((await stripe.financialConnections.sessions.retrieve(session.id)).accounts.data).toEqual([]);
    expect(emulator.events().some(({ type }) => type.includes('financial_connections'))).toBe(false);
    await expect(emulator.completeSession(session.id)).rejects.toThrow('its state is "canceled"');
  });

  it('leaves at an institution that is down, which has failed the session', async () => {
    const { client } = await opened();
    await refusedWith(loggedIn(client, 'Down (Error)'));

    expect((await client.complete()).status).toBe('failed');
  });

  it('has linked what was picked, whenever the window is closed', async () => {
    const { client } = await opened();
    const { next_pane: pane } = await picked(client, ['Success']);

    const receipt = await client.complete();

    expect(pane).toBe('networking_link_signup_pane');
    expect(receipt).toMatchObject({ status: 'succeeded', accounts: { total_count: 1 } });
    expect(await client.complete()).toEqual(receipt);
    expect(await client.receipt()).toEqual(receipt);
  });

  it('can open a session again that was left, and not one that was used or has expired', async () => {
    const { client } = await opened();
    await client.synchronize();
    await client.complete();
    const again = await client.synchronize();
    await picked(client, ['Success']);
    await client.complete();
    const used = await refusedWith(client.synchronize());
    const { client: other } = await opened();
    const expired = await refusedWith(other.complete('session_expired'));

    expect(again.manifest.next_pane).toBe('consent');
    expect(used).toMatchObject({ status: 400, type: 'invalid_request_error' });
    expect(used.message).toContain('its state is completed');
    expect(expired.message).toContain('its state is expired');
    expect((await refusedWith(other.synchronize())).message).toBe(expired.message);
    expect((await refusedWith(other.complete())).message).toBe(expired.message);
  });

  it('cannot, under assume.canceledSession=ended', async () => {
    const { client } = await opened({}, { assume: { canceledSession: 'ended' } });
    await client.complete();

    expect((await refusedWith(client.synchronize())).message).toContain('its state is canceled');
  });

  it('meets an error, which fails the session', async () => {
    const { client } = await opened();

    expect((await client.complete('api_error')).status).toBe('failed');
  });
});

type Client = ReturnType<typeof clientOf>;

describe('the institutions of the picker', () => {
  it('are featured, but for those that are found by their name alone', async () => {
    const { client } = await opened();
    const { data, show_manual_entry } = await client.featuredInstitutions();

    expect(data.map(({ name, emulator }) => [name, emulator.test_id]).slice(0, 2)).toEqual([
      ['Test (Non-OAuth)', 'featured-institution-default'],
      ['Test (OAuth)', 'featured-institution-default_oauth'],
    ]);
    expect(data.map(({ name }) => name)).not.toContain('Tokenized Account Number');
    expect(show_manual_entry).toBe(false);
  });

  it('are found by today’s name and by the one of before', async () => {
    const { client } = await opened();
    const found = async (text: string) =>
      (await client.searchInstitutions(text)).data.map(({ name }) => name);

    expect(await found('test oauth inst')).toEqual(['Test (OAuth)']);
    expect(await found('tokenized')).toEqual(['Tokenized Account Number']);
    expect(await found('nowhere')).toEqual([]);
  });

  it.each([
    ['bcinst_LLQZzmKZMjl0j0', 'Test (OAuth)'],
    ['bcinst_QsDedeogZ5PA7V', 'Test (Non-OAuth)'],
    ['bcinst_Jg18xEfPHevfHP', 'Test (Non-OAuth)'],
    ['fcinst_Qn1aVTBBJ4ubmQ', 'Bank (Non-OAuth)'],
  ])('are named by the ids that public code has: %s', async (id, name) => {
    const { client } = await opened();
    await client.consentAcquired();

    expect((await client.openAuthSession(id)).institution.name).toBe(name);
  });

  it('tell when they are there again, where the outage is a planned one', async () => {
    const { client, emulator } = await opened();
    const planned = await refusedWith(loggedIn(client, 'Down (Scheduled)'));
    const unplanned = await refusedWith(loggedIn(client, 'Down (Unscheduled)'));
    const seconds = emulator.clock.now().getTime() / 1000;

    expect(planned).toMatchObject({
      message: 'Down (Scheduled) is currently unavailable.',
      extra_fields: { institution_unavailable: true, expected_to_be_available_at: seconds + 3_600 },
    });
    expect(unplanned.extra_fields).toEqual({ institution_unavailable: true });
    expect((await client.synchronize()).manifest.next_pane).toBe('institution_picker');
  });

  it('are none where the session asks for another country', async () => {
    const { client } = await opened({ filters: { country: 'GB' } });

    expect((await client.featuredInstitutions()).data).toEqual([]);
  });
});

describe('the accounts of the picker', () => {
  it('lack what the session’s filter by subcategory hides', async () => {
    const { client } = await opened({ filters: { account_subcategories: ['savings'] } });
    const login = await loggedIn(client, 'Emulator: Balances');
    const { data } = await client.partnerAccounts(login.id);

    expect(new Set(data.map(({ subcategory }) => subcategory))).toEqual(new Set(['savings']));
  });

  it('cannot be picked that could not pay, where each has to', async () => {
    const { client } = await opened({ filters: { require_payment_method_support: 'all' } });
    const login = await loggedIn(client, 'Invalid Payment Accounts');
    const [account] = (await client.partnerAccounts(login.id)).data;
    const refused = await refusedWith(client.selectAccounts(login.id, [account?.id ?? '']));

    expect(account).toMatchObject({ allow_selection: false, allow_selection_message: expect.any(String) });
    expect(refused.message).toBe(`"${account?.name}": This account cannot be used for payments.`);
    expect(refused.param).toBe('selected_accounts[0]');
  });

  it('are picked already where they are to be linked again', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const account_holder = { type: 'customer' as const, customer };
    const lost = await world.emulator.linkAccount({ account_holder, account: 'High Balance' });
    await world.emulator.updateAccount(lost.id, { status: 'inactive' });
    const { authorization } = await ofPreview(world, 'GET', `/v1/financial_connections/accounts/${lost.id}`);
    const session = await ofPreview(world, 'POST', '/v1/financial_connections/sessions', {
      'relink_options[authorization]': authorization,
      'permissions[]': 'balances',
    });
    const client = clientOf(world, session.client_secret);

    const { manifest } = await client.synchronize();
    const login = await loggedIn(client);
    const { data } = await client.partnerAccounts(login.id);
    const preselected = data.filter(({ emulator }) => emulator.preselected);
    await client.selectAccounts(
      login.id,
      preselected.map(({ id }) => id),
    );
    const receipt = await client.complete();

    expect(manifest.initial_institution?.name).toBe('Test (Non-OAuth)');
    expect(preselected.map(({ name }) => name)).toEqual(['High Balance']);
    expect(receipt).toMatchObject({
      accounts: { data: [{ id: lost.id, status: 'active' }] },
      relink_result: { account: null, authorization, failure_reason: null },
    });
  });

  it('come in pages of as many as are asked for', async () => {
    const { client, session, fetch, emulator } = await opened();
    const names = [
      'Success',
      'Failure',
      'Account closes after linking',
      'Insufficient Funds',
      'High Balance',
      'Very High Balance',
      'Success (Later Disputed)',
      'Payment Processes Indefinitely',
      'Debit Not Authorized',
      'Weekly Payment Volume Exceeded',
    ];
    await picked(client, names);
    await client.disableNetworking();
    await client.linkMoreAccounts();
    await picked(client, ['Success', 'High Balance']);
    const receipt = await client.complete();
    const last = receipt.accounts.data.at(-1)?.id;

    const rest = await client.listAccounts(last);
    const all = await pageOf({ emulator, fetch })<{ data: object[]; has_more: boolean }>(
      'GET',
      '/v1/link_account_sessions/list_accounts',
      { client_secret: session.client_secret, limit: 100 },
    );

    expect(receipt.accounts).toMatchObject({ has_more: true, total_count: 12 });
    expect(receipt.accounts.data).toHaveLength(10);
    expect(rest).toMatchObject({ has_more: false, data: [{}, {}] });
    expect(all).toMatchObject({ has_more: false });
    expect(all.data).toHaveLength(12);
  });
});

/** A call in a version of previews. */
async function ofPreview(
  { call }: ReturnType<typeof setup>,
  method: string,
  path: string,
  form?: Record<string, string>,
) {
  const { body } = await call(method, path, {
    ...(form === undefined ? {} : { form: new URLSearchParams(form).toString() }),
    headers: { 'stripe-version': '2026-08-26.preview' },
  });
  return body;
}

describe('a secret', () => {
  it('that is of no session is refused, and not repeated', async () => {
    const world = setup();
    const refused = await refusedWith(clientOf(world, 'fcsess_client_secret_unknown').synchronize());

    expect(refused).toMatchObject({ status: 404, code: 'resource_missing', param: 'client_secret' });
    expect(JSON.stringify(refused)).not.toContain('fcsess_client_secret_unknown');
  });

  it('is asked for', async () => {
    const world = setup();
    const refused = await refusedWith(pageOf(world)('GET', '/v1/link_account_sessions/session_receipt'));

    expect(refused).toMatchObject({ status: 400, code: 'parameter_missing', param: 'client_secret' });
  });

  it('is of the connected account that the call names', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create({}, { stripeAccount: 'acct_1' });
    const session = await world.stripe.financialConnections.sessions.create(
      { account_holder: { type: 'customer', customer }, permissions: ['balances'] },
      { stripeAccount: 'acct_1' },
    );
    const elsewhere = await refusedWith(clientOf(world, session.client_secret).synchronize());
    const client = clientOf(world, session.client_secret, { stripeAccount: 'acct_1' });

    expect(elsewhere.status).toBe(404);
    expect((await client.synchronize()).manifest.id).toBe(session.id);
  });
});
