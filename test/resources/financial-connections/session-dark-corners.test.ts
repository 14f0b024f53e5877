import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { openSession, type Received, refusal, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/financial-connections/session-dark-corners.test.ts');
const types = (received: readonly Received[]): readonly string[] => received.map(({ event }) => event.type);

describe('sessions', () => {
  corner(17, 'each account that is linked has an account.created of its own', async () => {
    const world = setup();
    const session = await openSession(world);

    await world.emulator.completeSession(session.id, {
      accounts: ['Success', 'High Balance', 'Insufficient Funds'],
    });
    await world.emulator.clock.advance(0);

    expect(
      types(world.received).filter((type) => type === 'financial_connections.account.created'),
    ).toHaveLength(3);
  });

  corner(18, 'an abandoned session has no accounts and sends no event', async () => {
    const world = setup();
    const session = await openSession(world);
    const before = world.emulator.events().length;

    await world.emulator.completeSession(session.id, { outcome: 'cancel' });

    expect((await world.stripe.financialConnections.sessions.retrieve(session.id)).accounts.data).toEqual([]);
    expect(world.emulator.events()).toHaveLength(before);
  });

  corner(19, 'a session has no status, created or metadata', async () => {
    const session = await openSession(setup());

    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['status']));
    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['created']));
    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['metadata']));
  });

  corner(20, 'the client_secret of a session may be null, under every version', async () => {
    const world = setup({
      objects: { 'financial_connections.sessions': [{ id: 'fcsess_1', client_secret: null }] },
    });
    const path = '/v1/financial_connections/sessions/fcsess_1';

    const newest = await world.call('GET', path);
    const response = await world.emulator.fetch(`https://api.stripe.com${path}`, {
      headers: { authorization: `Bearer ${world.emulator.apiKey}`, 'stripe-version': '2025-10-29.clover' },
    });

    expect(newest.body.client_secret).toBeNull();
    expect(((await response.json()) as { client_secret: unknown }).client_secret).toBeNull();
  });

  corner(
    21,
    'filters[country] belongs to endive and later, filters[countries] to what came before',
    async () => {
      const world = setup();
      const { id } = await world.stripe.customers.create();
      const create = (filter: string, version: string) =>
        world.emulator
          .fetch('https://api.stripe.com/v1/financial_connections/sessions', {
            method: 'POST',
            headers: { authorization: `Bearer ${world.emulator.apiKey}`, 'stripe-version': version },
            body: new URLSearchParams(
              `account_holder[type]=customer&account_holder[customer]=${id}&permissions[]=balances&${filter}=US`,
            ),
          })
          .then(async (response) => ({ status: response.status, body: JSON.parse(await response.text()) }));

      const answers = await Promise.all([
        create('filters[country]', '2026-10-28.endive'),
        create('filters[countries][]', '2026-10-28.endive'),
        create('filters[countries][0]', '2026-08-26.dahlia'),
        create('filters[country]', '2026-08-26.dahlia'),
      ]);

      expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 400]);
      expect(answers[0]?.body.filters).toEqual({ account_subcategories: null, country: 'US' });
      // Both: from 2026-08-26 on `country` is there under every version (stripe-node types of 22).
      expect(answers[2]?.body.filters).toEqual({
        account_subcategories: null,
        countries: ['US'],
        country: 'US',
      });
      expect(answers[1]?.body.error.message).toBe('Received unknown parameter: filters[countries]');
    },
  );

  corner(22, 'limits need accounts, and an empty value means any number', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    const base = `account_holder[type]=customer&account_holder[customer]=${id}&permissions[]=balances`;

    const missing = await world.call('POST', '/v1/financial_connections/sessions', {
      form: `${base}&limits[foo]=`,
    });
    const unlimited = await world.call('POST', '/v1/financial_connections/sessions', {
      form: `${base}&limits[accounts]=`,
    });

    expect(missing.status).toBe(400);
    expect(unlimited.status).toBe(200);
    expect(unlimited.body).not.toHaveProperty('limits');
  });

  corner(23, 'endive sessions default to no manual entry and no maximum', async () => {
    const session = await openSession(setup());

    expect(session.manual_entry).toEqual({ mode: 'disabled' });
    expect(session.limits).toBeUndefined();
  });

  corner(24, 'a customer holder takes no account_holder[account]', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();

    const error = await refusal(
      world.stripe.financialConnections.sessions.create({
        account_holder: { type: 'customer', customer: id, account: 'acct_1' },
        permissions: ['balances'],
      }),
    );

    expect(error).toMatchObject({ statusCode: 400, param: 'account_holder[account]' });
  });

  corner(25, 'a list of accounts takes one filter', async () => {
    const world = setup();
    const session = await openSession(world);
    const holder = session.account_holder?.customer as string;

    const error = await refusal(
      world.stripe.financialConnections.accounts.list({
        account_holder: { customer: holder },
        session: session.id,
      }),
    );

    expect(error.message).toBe(
      'You may only specify one of these parameters: account_holder[customer], session.',
    );
  });

  corner(28, 'the accounts of a session are listed under the URL of all accounts', async () => {
    const session = await openSession(setup());

    expect(session.accounts).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: '/v1/financial_connections/accounts',
    });
  });

  it('have all their dark corners told', expectAllTold);
});
