import { describe, expect, it } from 'vitest';
import { clientOf, loggedIn, refusedWith } from '../support/flow-client.ts';
import { openSession, setup } from '../support/setup.ts';

async function opened(fields: Parameters<typeof openSession>[1] = {}, options = {}) {
  const world = setup(options);
  const session = await openSession(world, fields);
  return { ...world, session, client: clientOf(world, session.client_secret) };
}

describe('the login form of a bank', () => {
  const shown = async () => {
    const world = await opened();
    const login = await loggedIn(world.client, 'Bank (Non-OAuth)');
    const enter = (fields: Record<string, string>) => world.client.login(login.id, fields);
    return { ...world, login, enter };
  };

  it('lets anybody in', async () => {
    const { enter, login, client } = await shown();

    expect(login.next_pane).toBe('bank_login');
    expect((await refusedWith(client.partnerAccounts(login.id))).message).toBe(
      'The user has not logged in: the login is opened.',
    );
    expect(await enter({ username: 'anybody', password: 'anything' })).toEqual({
      id: login.id,
      prompt: null,
      error: null,
      ended: false,
      next_pane: 'account_picker',
    });
    expect((await client.partnerAccounts(login.id)).data[0]?.name).toBe('Success');
  });

  it.each(['options', 'mfa', 'confirm_mfa', 'security_question'])('asks for more by %s', async (word) => {
    const { enter } = await shown();

    const asked = await enter({ username: 'user', password: word });
    const again = await enter({ answer: 'mfa' });
    const done = await enter({ answer: '123456' });

    expect(asked).toMatchObject({ prompt: { type: word }, next_pane: null, ended: false });
    expect(again).toMatchObject({ prompt: { type: 'mfa' } });
    expect(done).toMatchObject({ prompt: null, next_pane: 'account_picker' });
  });

  it('gives another try by incorrect, and ends by error in any field', async () => {
    const { enter, client, login } = await shown();

    const again = await enter({ username: 'user', password: 'incorrect' });
    const ended = await enter({ username: 'error', password: 'password' });
    const after = await refusedWith(enter({ username: 'user', password: 'password' }));
    const other = await loggedIn(client, 'Test (Non-OAuth)');

    expect(again).toMatchObject({ prompt: { type: 'credentials' }, error: expect.any(String), ended: false });
    expect(ended).toMatchObject({ prompt: null, ended: true, next_pane: null });
    expect(after.message).toBe('This login is ended.');
    expect((await refusedWith(client.retrieveAuthSession(login.id))).status).toBe(404);
    expect(other.next_pane).toBe('account_picker');
  });

  it('wants something in each field', async () => {
    const { enter } = await shown();

    expect(await enter({ username: '', password: 'x' })).toMatchObject({
      prompt: { type: 'credentials' },
      error: 'Enter a user name and a password: any will do.',
    });
    expect(await enter({})).toMatchObject({ prompt: { type: 'credentials' } });
  });
});

describe('a login by a popup', () => {
  const shown = async (at = 'Test (OAuth)', fields = {}) => {
    const world = await opened(fields, { publicUrl: 'https://emulator.test' });
    const login = await loggedIn(world.client, at);
    const at_ = (what: string) => `https://emulator.test/flow/oauth/${login.id}/${what}`;
    const page = async () => (await world.emulator.fetch(at_('details'))).json();
    const decide = async (form: string) => {
      const answer = await world.emulator.fetch(at_('decision'), { method: 'POST', body: form });
      return { status: answer.status, body: await answer.json() };
    };
    return { ...world, login, page, decide };
  };

  it('is open until the user has decided, and then lets in', async () => {
    const { login, page, decide, client } = await shown();

    const before = await client.oauthResults(login.id);
    const details = await page();
    const decided = await decide('decision=allow');
    const result = await client.oauthResults(login.id);
    const authorized = await client.authorized(login.id, result?.public_token);

    expect(login).toMatchObject({
      next_pane: 'partner_auth',
      is_oauth: true,
      url: `https://emulator.test/flow/oauth/${login.id}`,
      display: { text: { oauth_prepane: { cta: { text: 'Continue' } } } },
    });
    expect(before).toBe(undefined);
    expect(details).toEqual({
      institution: 'Test (OAuth)',
      business_name: null,
      labels: '2026',
      accounts: null,
      single_account: false,
      outcome: null,
    });
    expect(decided).toMatchObject({ status: 200, body: { outcome: 'success' } });
    expect(result).toMatchObject({ emulator: { outcome: 'success' } });
    expect(authorized).toMatchObject({ next_pane: 'account_picker', skip_account_selection: false });
  });

  it('is denied once, and another one can be opened', async () => {
    const { login, decide, client } = await shown();

    await decide('decision=deny');
    const late = await decide('decision=allow');
    const result = await client.oauthResults(login.id);
    const refused = await refusedWith(client.authorized(login.id));
    const again = await loggedIn(client, 'Test (OAuth)');

    expect(late.body.outcome).toBe('denied');
    expect(result).toEqual({ public_token: null, emulator: { outcome: 'denied' } });
    expect(refused.message).toBe('The user has not logged in: the login is denied.');
    expect(again.id).not.toBe(login.id);
  });

  it('offers the accounts there, where the bank asks for them', async () => {
    const { login, page, decide, client } = await shown('Bank (OAuth)', { limits: { accounts: 1 } });
    const { accounts, single_account } = await page();

    const none = await decide('decision=allow');
    const many = await decide(`decision=allow&accounts[]=${accounts[0].id}&accounts[]=${accounts[1].id}`);
    const other = await decide('decision=allow&accounts[]=bcacct_other');
    await decide(`decision=allow&accounts[]=${accounts[1].id}`);
    const listed = await client.partnerAccounts((await client.authorized(login.id)).id);

    expect(single_account).toBe(true);
    expect(accounts[0]).toEqual({
      id: expect.stringMatching(/^bcacct_/),
      name: 'Success',
      displayable_account_numbers: '6789',
      allow_selection: true,
      allow_selection_message: null,
      emulator: { preselected: false },
    });
    expect([none.status, many.status, other.status]).toEqual([400, 400, 400]);
    expect(listed.skip_account_selection).toBe(true);
    expect(listed.data.map(({ name }) => name)).toEqual([accounts[1].name]);
  });

  it('is over when the user has gone back, or has left', async () => {
    const { login, decide, page, client } = await shown();
    const canceled = await client.cancelAuthSession(login.id);
    const late = await decide('decision=allow');
    const again = await loggedIn(client, 'Test (OAuth)');
    await client.complete();

    expect(canceled.next_pane).toBe('institution_picker');
    expect(late.body.error.message).toBe('This login is over: the window can be closed.');
    expect(again.is_oauth).toBe(true);
    expect((await page()).error).toMatchObject({ code: 'resource_missing' });
  });

  it('tells nothing to who does not know its id, or asks otherwise', async () => {
    const { emulator, client } = await opened();
    const direct = await loggedIn(client);
    const asked = async (id: string, method = 'GET', what = 'details') => {
      const answer = await emulator.fetch(`https://connections.stripe.com/flow/oauth/${id}/${what}`, {
        method,
      });
      return { status: answer.status, error: (await answer.json()).error.message };
    };

    expect(await asked('bcauth_none')).toEqual({
      status: 404,
      error: "No such auth_session: 'bcauth_none'",
    });
    expect(await asked(direct.id)).toEqual({
      status: 400,
      error: 'This institution opens no window to log in by.',
    });
    expect((await asked(direct.id, 'POST')).status).toBe(404);
    expect(await asked(direct.id, 'POST', 'decision')).toMatchObject({ status: 400 });
  });
});
