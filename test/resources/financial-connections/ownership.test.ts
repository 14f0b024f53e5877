import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, refusal, type Setup, setup } from '../../support/setup.ts';

const START = '2026-01-01T00:00:00Z';
const START_SECONDS = Date.parse(START) / 1000;
const AT = 'Ownership Accounts';
const world = () => setup({ time: { start: START, runs: false } });
type Fields = Parameters<Setup['emulator']['linkAccount']>[0];

/** An account whose ownership has been refreshed, and the id of what came of it. */
async function owned(at: Setup, fields: Fields = {}) {
  const { id } = await linkedAccount(at, {
    permissions: ['ownership'],
    prefetch: ['ownership'],
    institution: AT,
    ...fields,
  });
  await at.emulator.clock.advance(1_000);
  const account = await at.stripe.financialConnections.accounts.retrieve(id);
  return { id, account, ownership: account.ownership as string };
}

async function refreshed({ emulator, stripe }: Setup, id: string) {
  await stripe.financialConnections.accounts.refresh(id, { features: ['ownership'] });
  await emulator.clock.advance(1_000);
  return stripe.financialConnections.accounts.retrieve(id);
}

const namesOf = async ({ stripe }: Setup, id: string, ownership: string) => {
  const { data } = await stripe.financialConnections.accounts.listOwners(id, { ownership });
  return data.map(({ name }) => name);
};

describe('an ownership', () => {
  it('is pending while it is prefetched, and has the owner of the docs when nobody has said another', async () => {
    const at = world();
    const { id, ownership, ownership_refresh } = await linkedAccount(at, {
      permissions: ['ownership'],
      prefetch: ['ownership'],
    });
    await at.emulator.clock.advance(1_000);

    const account = await at.stripe.financialConnections.accounts.retrieve(id, { expand: ['ownership'] });

    expect([ownership, ownership_refresh?.status]).toEqual([null, 'pending']);
    expect(account.ownership_refresh).toMatchObject({
      last_attempted_at: START_SECONDS,
      status: 'succeeded',
    });
    const shown = account.ownership as { id: string };
    expect(shown).toMatchObject({
      object: 'financial_connections.account_ownership',
      created: START_SECONDS,
      owners: {
        object: 'list',
        data: [
          {
            object: 'financial_connections.account_owner',
            email: 'jenny.rosen@example.com',
            name: 'Jenny Rosen',
            ownership: shown.id,
            phone: '+1 555-555-5555',
            raw_address: '510 Townsend San Francisco, CA 94103',
            refreshed_at: START_SECONDS,
          },
        ],
        has_more: false,
        url: `/v1/financial_connections/accounts/${id}/owners?ownership=${shown.id}`,
      },
    });
  });

  it.each([
    ['One Owner', ['Jenny Rosen']],
    ['Joint Owners', ['Jenny Rosen', 'John Rosen']],
    ['Business Name', ['Rocket Rides LLC']],
    ['Name Only', ['Jenny Rosen']],
    ['Masked Owner', ['J**** R****']],
    ['No Owners', []],
  ])('of %s has the owners %j', async (account, names) => {
    const at = world();
    const { id, ownership } = await owned(at, { account });

    expect(await namesOf(at, id, ownership)).toEqual(names);
  });

  it('has null for what the bank does not know', async () => {
    const at = world();
    const { id, ownership } = await owned(at, { account: 'Name Only' });

    const { data } = await at.stripe.financialConnections.accounts.listOwners(id, { ownership });

    expect(data[0]).toMatchObject({ name: 'Jenny Rosen', email: null, phone: null, raw_address: null });
  });

  it('is a new one after each refresh, with what the bank knows then; the earlier stays as it was', async () => {
    const at = world();
    const { id, ownership: earlier } = await owned(at, { holdings: { owners: [{ name: 'Ada' }] } });
    await at.emulator.updateAccount(id, { holdings: { owners: [{ name: 'Bob' }, { name: 'Ada' }] } });
    const before = await namesOf(at, id, earlier);

    const { ownership } = await refreshed(at, id);

    expect(before).toEqual(['Ada']);
    expect(ownership).not.toBe(earlier);
    expect(await namesOf(at, id, ownership as string)).toEqual(['Bob', 'Ada']);
    expect(await namesOf(at, id, earlier)).toEqual(['Ada']);
  });

  it('stays when a later refresh fails, and when the account is disconnected', async () => {
    const at = world();
    const { id, ownership } = await owned(at);
    await at.emulator.updateAccount(id, { refresh: { ownership: { outcome: 'failed' } } });

    const failed = await refreshed(at, id);
    const gone = await at.stripe.financialConnections.accounts.disconnect(id);

    expect([failed.ownership_refresh?.status, failed.ownership]).toEqual(['failed', ownership]);
    expect(gone.ownership).toBe(ownership);
    expect(await namesOf(at, id, ownership)).toEqual(['Jenny Rosen']);
  });

  it('does not come of a refresh that fails, of which the balance is refreshed all the same', async () => {
    const at = world();
    const { account } = await owned(at, {
      account: 'Ownership Refresh Fails',
      permissions: ['balances', 'ownership'],
      prefetch: ['balances', 'ownership'],
    });

    expect(account.ownership).toBeNull();
    expect(account.ownership_refresh?.status).toBe('failed');
    expect(account.balance_refresh?.status).toBe('succeeded');
  });

  it('is expanded in lists and in the accounts of a session, and leads to its owners', async () => {
    const at = world();
    const { id: session } = await openSession(at, { permissions: ['ownership'], prefetch: ['ownership'] });
    await at.emulator.completeSession(session, { institution: AT, accounts: ['Joint Owners'] });
    await at.emulator.clock.advance(1_000);
    const named = (ownership: unknown) =>
      (ownership as { owners: { data: readonly { name: string }[] } }).owners.data.map(({ name }) => name);

    const { data } = await at.stripe.financialConnections.accounts.list({
      session,
      expand: ['data.ownership'],
    });
    const { accounts } = await at.stripe.financialConnections.sessions.retrieve(session, {
      expand: ['accounts.data.ownership'],
    });

    expect(named(data[0]?.ownership)).toEqual(['Jenny Rosen', 'John Rosen']);
    expect(named(accounts.data[0]?.ownership)).toEqual(['Jenny Rosen', 'John Rosen']);
  });
});

describe('the list of owners', () => {
  const many = Array.from({ length: 23 }, (_, at) => ({ name: `Owner ${at + 1}` }));

  it('goes through its pages in the order of the bank, in both directions', async () => {
    const at = world();
    const { id, ownership } = await owned(at, { holdings: { owners: many } });
    const list = (params: object) =>
      at.stripe.financialConnections.accounts.listOwners(id, { ownership, ...params });

    const all = await list({ limit: 4 }).autoPagingToArray({ limit: 100 });
    const back = await list({ limit: 3, ending_before: all[5]?.id });

    expect(all.map(({ name }) => name)).toEqual(many.map(({ name }) => name));
    expect(back.data.map(({ name }) => name)).toEqual(['Owner 3', 'Owner 4', 'Owner 5']);
    expect(back.has_more).toBe(true);
  });

  it('has the rest of an ownership that shows ten', async () => {
    const at = world();
    const { id } = await owned(at, { holdings: { owners: many } });

    const { ownership } = await at.stripe.financialConnections.accounts.retrieve(id, {
      expand: ['ownership'],
    });

    expect(ownership).toMatchObject({ owners: { has_more: true, total_count: 23 } });
    expect((ownership as { owners: { data: unknown[] } }).owners.data).toHaveLength(10);
  });

  it('is refused of an ownership of another account, of none, and from an owner of another one', async () => {
    const at = world();
    const first = await owned(at);
    const second = await owned(at);
    const list = (ownership: string, params: object = {}) =>
      refusal(at.stripe.financialConnections.accounts.listOwners(first.id, { ownership, ...params }));
    const { data } = await at.stripe.financialConnections.accounts.listOwners(second.id, {
      ownership: second.ownership,
    });

    const missing = { statusCode: 400, code: 'resource_missing' };
    expect(await list(second.ownership)).toMatchObject({ ...missing, param: 'ownership' });
    expect(await list('fcaowns_none')).toMatchObject({ ...missing, param: 'ownership' });
    expect(await list(first.ownership, { starting_after: data[0]?.id })).toMatchObject({
      ...missing,
      param: 'starting_after',
    });
  });

  it('is there of an account that has become inactive', async () => {
    const at = world();
    const { id, ownership } = await owned(at);
    await at.emulator.updateAccount(id, { status: 'inactive' });

    expect(await namesOf(at, id, ownership)).toEqual(['Jenny Rosen']);
  });
});

describe('what is said of owners', () => {
  it.each([
    [[{}], 'holdings[owners][0][name]'],
    [[{ name: '' }], 'holdings[owners][0][name]'],
    [[{ name: 'Ada', age: 5 }], 'holdings[owners][0][age]'],
    ['Ada', 'holdings[owners]'],
    [Array.from({ length: 51 }, () => ({ name: 'Ada' })), 'holdings[owners]'],
  ])('is refused when nobody could own an account so: %j', async (owners, param) => {
    const { call } = world();

    const { status, body } = await call('POST', '/_emulator/financial_connections/accounts', {
      json: { holdings: { owners } },
    });

    expect(status).toBe(400);
    expect(body.error.param).toBe(param);
  });

  it('may be that there are none, and holds for fixtures too', async () => {
    const at = setup({
      time: { start: START, runs: false },
      fixtures: {
        institutions: [{ name: 'Mine', accounts: 'mine' }],
        accounts: { mine: [{ name: 'Ours', owners: [{ name: 'Ada', phone: null }, { name: 'Bob' }] }] },
      },
    });
    const ours = await owned(at, { institution: 'Mine', account: 'Ours' });
    const none = await owned(at, { holdings: { owners: [] } });

    expect(await namesOf(at, ours.id, ours.ownership)).toEqual(['Ada', 'Bob']);
    expect(await namesOf(at, none.id, none.ownership)).toEqual([]);
  });
});

describe('an ownership that is put in place', () => {
  it('is listed, expanded and answered again as it is', async () => {
    const at = world();
    const put = await at.emulator.putObjects({
      'financial_connections.account_ownerships': [
        { id: 'fcaowns_1', account: 'fca_1', created: 5, owners: [{ id: 'fcaown_1', name: 'Ada' }] },
      ],
      'financial_connections.accounts': [{ id: 'fca_1', ownership: 'fcaowns_1' }],
    });
    const { ownership } = await at.stripe.financialConnections.accounts.retrieve('fca_1', {
      expand: ['ownership'],
    });

    expect(put['financial_connections.account_ownerships']).toEqual([JSON.parse(JSON.stringify(ownership))]);
    expect(ownership).toMatchObject({
      created: 5,
      owners: { data: [{ id: 'fcaown_1', ownership: 'fcaowns_1', refreshed_at: 5, email: null }] },
    });
    expect(await namesOf(at, 'fca_1', 'fcaowns_1')).toEqual(['Ada']);
  });

  it('has the owners that the bank knows when none are given', async () => {
    const at = world();
    await at.emulator.putObjects({
      'financial_connections.accounts': [{ id: 'fca_1', holdings: { owners: [{ name: 'Bob' }] } }],
      'financial_connections.account_ownerships': [{ id: 'fcaowns_1', account: 'fca_1' }],
    });

    expect(await namesOf(at, 'fca_1', 'fcaowns_1')).toEqual(['Bob']);
  });

  it('may be missing where an account names it: then it stays an id', async () => {
    const at = world();
    await at.emulator.putObjects({
      'financial_connections.accounts': [{ id: 'fca_1', ownership: 'fcaowns_elsewhere' }],
    });

    const { ownership } = await at.stripe.financialConnections.accounts.retrieve('fca_1', {
      expand: ['ownership'],
    });

    expect(ownership).toBe('fcaowns_elsewhere');
  });

  it.each([
    [{}, 'account is missing'],
    [{ account: 'fca_none' }, 'there is no such financial_connections.account'],
    [
      {
        account: 'fca_1',
        owners: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
      },
      'as of an owner before',
    ],
    [{ account: 'fca_1', owners: [{ name: 'A', ownership: 'fcaowns_2' }] }, 'is one of fcaowns_1'],
    [{ account: 'fca_1', owners: [{ email: 'a@example.com' }] }, 'Missing required param'],
  ])('is refused when it makes no sense: %j', async (fields, message) => {
    const at = world();
    const put = at.emulator.putObjects({
      'financial_connections.accounts': [{ id: 'fca_1' }],
      'financial_connections.account_ownerships': [{ id: 'fcaowns_1', ...fields }],
    });

    await expect(put).rejects.toThrow(message);
  });
});
