import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, type Received, refusal, setup } from './support/setup.ts';

/*
 * Details of Stripe's behaviour that are easy to get wrong, one test each. They are numbered here alone, so that the last
 * test can tell which are missing.
 */

/** Not filled yet: ownership, transactions, subscriptions, setup intents, Checkout and microdeposits. */
const OPEN: ReadonlySet<number> = new Set([26, 27, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 47, 51, 52]);
const LAST = 80;

const filled = new Set<number>();

function corner(number: number, sentence: string, test: () => Promise<void>): void {
  filled.add(number);
  it(sentence, test);
}

const types = (received: readonly Received[]): readonly string[] => received.map(({ event }) => event.type);
const REFRESHED = 'financial_connections.account.refreshed_balance';
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

describe('refreshing', () => {
  corner(1, 'a refresh of "balances" is refused: the feature is "balance"', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const error = await refusal(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balances'] }),
    );

    expect(error.message).toBe('Invalid features[0]: must be one of balance, ownership, or transactions');
    expect(error).toMatchObject({ statusCode: 400, param: 'features[0]' });
  });

  corner(2, 'a session that asks for "balance" is refused: the permission is "balances"', async () => {
    const error = await refusal(openSession(setup(), { permissions: ['balance'] }));

    expect(error.message).toBe(
      'Invalid permissions[0]: must be one of balances, ownership, payment_method, or transactions',
    );
  });

  corner(3, 'a refresh without features misses a parameter', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const { status, body } = await world.call('POST', `/v1/financial_connections/accounts/${id}/refresh`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'parameter_missing',
      param: 'features',
      message: 'Missing required param: features.',
    });
  });

  corner(4, 'an empty list of features arrives as a missing parameter', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const error = await refusal(world.stripe.financialConnections.accounts.refresh(id, { features: [] }));

    expect(error).toMatchObject({ code: 'parameter_missing', param: 'features' });
  });

  corner(5, 'a refresh answers the account, pending, with no next time', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const account = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(account.object).toBe('financial_connections.account');
    expect(account.balance_refresh).toEqual({
      last_attempted_at: seconds(world.emulator.clock.now()),
      next_refresh_available_at: null,
      status: 'pending',
    });
  });

  corner(6, 'the answer to a refresh still has the old balance', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    const first = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(2_000);

    const second = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(first.balance).toBeNull();
    expect(second.balance?.cash?.available).toEqual({ usd: 1_000_000 });
  });

  corner(7, 'a second refresh while one is pending starts nothing', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    const first = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(500);

    const second = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(10_000);

    expect(second.balance_refresh).toEqual(first.balance_refresh);
    expect(types(world.received).filter((type) => type === REFRESHED)).toHaveLength(1);
  });

  corner(8, 'a refresh starts at next_refresh_available_at, and not a second before', async () => {
    const world = setup({ refresh: { balance: { nextRefreshAfterMs: 60_000 } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    const { balance_refresh: done } = await world.stripe.financialConnections.accounts.retrieve(id);
    const availableMs = (done?.next_refresh_available_at ?? 0) * 1000;

    await world.emulator.clock.advance({ to: new Date(availableMs - 1_000) });
    const early = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance({ to: new Date(availableMs) });
    const due = await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(early.balance_refresh).toEqual(done);
    expect(due.balance_refresh?.status).toBe('pending');
  });

  corner(9, 'an inactive account has no next refresh, whatever its last one was', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);

    await world.emulator.updateAccount(id, { status: 'inactive' });
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(account.balance_refresh).toMatchObject({ status: 'succeeded', next_refresh_available_at: null });
    expect(account.balance?.cash?.available).toEqual({ usd: 1_000_000 });
  });

  corner(10, 'a failed refresh sends refreshed_balance, too', async () => {
    const world = setup({ refresh: { balance: { outcome: 'failed' } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);

    expect(types(world.received)).toContain(REFRESHED);
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh?.status).toBe(
      'failed',
    );
  });

  corner(11, 'a failed refresh leaves the earlier balance', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    await world.emulator.updateAccount(id, { refresh: { balance: { outcome: 'failed' } } });
    const before = await world.stripe.financialConnections.accounts.retrieve(id);

    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    const after = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(after.balance_refresh?.status).toBe('failed');
    expect(after.balance).toEqual(before.balance);
  });

  corner(12, 'features refresh independently: two hashes, two events', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { permissions: ['balances', 'ownership'] });

    const account = await world.stripe.financialConnections.accounts.refresh(id, {
      features: ['balance', 'ownership'],
    });
    await world.emulator.clock.advance(1_000);

    expect([account.balance_refresh?.status, account.ownership_refresh?.status]).toEqual([
      'pending',
      'pending',
    ]);
    expect(account.transaction_refresh).toBeNull();
    expect(types(world.received)).toEqual(
      expect.arrayContaining([REFRESHED, 'financial_connections.account.refreshed_ownership']),
    );
  });

  corner(13, 'a refresh of an inactive account is refused and changes nothing', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { status: 'inactive' });
    const before = await world.stripe.financialConnections.accounts.retrieve(id);

    const error = await refusal(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }),
    );

    expect(error).toMatchObject({ code: 'financial_connections_account_inactive', statusCode: 400 });
    expect({
      ...(await world.stripe.financialConnections.accounts.retrieve(id)),
      lastResponse: null,
    }).toEqual({ ...before, lastResponse: null });
  });

  corner(14, 'a refresh can fail and deactivate the account', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, {
      institution: 'Emulator: Refreshes',
      account: 'Refresh Deactivates',
    });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.clock.advance(1_000);
    const account = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(account.status).toBe('inactive');
    expect(account.balance_refresh).toMatchObject({ status: 'failed', next_refresh_available_at: null });
    expect(types(world.received)).toContain('financial_connections.account.deactivated');
  });

  corner(15, 'without the permission there is never a balance refresh', async () => {
    const world = setup();
    const session = await openSession(world, { permissions: ['ownership'], prefetch: ['ownership'] });

    const { accounts } = await world.emulator.completeSession(session.id);
    const id: string = accounts.data[0].id;
    const error = await refusal(
      world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] }),
    );

    expect(accounts.data[0]).toMatchObject({
      balance_refresh: null,
      ownership_refresh: { status: 'pending' },
    });
    expect(error.statusCode).toBe(400);
    expect((await world.stripe.financialConnections.accounts.retrieve(id)).balance_refresh).toBeNull();
  });

  corner(16, 'a prefetch is pending as soon as the user links, and ends by itself', async () => {
    const world = setup();
    const session = await openSession(world, { prefetch: ['balances'] });

    const { accounts } = await world.emulator.completeSession(session.id);
    await world.emulator.clock.advance(1_000);

    expect(accounts.data[0].balance_refresh.status).toBe('pending');
    expect(types(world.received)).toContain(REFRESHED);
  });
});

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

  corner(20, 'the client_secret of a session may be null, and is not before 2025-11-17.clover', async () => {
    const world = setup({
      objects: { 'financial_connections.sessions': [{ id: 'fcsess_1', client_secret: null }] },
    });
    const path = '/v1/financial_connections/sessions/fcsess_1';

    const newest = await world.call('GET', path);
    const response = await world.emulator.fetch(`https://api.stripe.com${path}`, {
      headers: { authorization: `Bearer ${world.emulator.apiKey}`, 'stripe-version': '2025-10-29.clover' },
    });

    expect(newest.body.client_secret).toBeNull();
    expect(((await response.json()) as { client_secret: unknown }).client_secret).toBe('');
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
      expect(answers[2]?.body.filters).toEqual({ account_subcategories: null, countries: ['US'] });
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
      url: '/v1/financial_connections/accounts',
    });
  });
});

describe('accounts and balances', () => {
  corner(29, 'nullable fields are present and null', async () => {
    const world = setup();
    const account = await world.emulator.linkAccount({ permissions: [] });

    expect(account).toMatchObject({
      account_holder: null,
      account_numbers: null,
      balance: null,
      balance_refresh: null,
      ownership: null,
      ownership_refresh: null,
      permissions: [],
      subscriptions: [],
      transaction_refresh: null,
    });
    expect(account).toHaveProperty('display_name');
    expect(account).toHaveProperty('last4');
  });

  const refreshed = async (account: string) => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Balances', account });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    return world.stripe.financialConnections.accounts.retrieve(id);
  };

  corner(30, 'a balance has the hash that its type names, and no other', async () => {
    const cash = await refreshed('Checking');
    const credit = await refreshed('Credit Card');

    expect(Object.keys(cash.balance ?? {}).sort()).toEqual(['as_of', 'cash', 'current', 'type']);
    expect(Object.keys(credit.balance ?? {}).sort()).toEqual(['as_of', 'credit', 'current', 'type']);
  });

  corner(31, 'what a credit account owes is negative in current and in used', async () => {
    const { balance } = await refreshed('Credit Card');

    expect(balance?.current.usd).toBeLessThan(0);
    expect(balance?.credit?.used?.usd).toBeLessThan(0);
  });

  corner(32, 'as_of may be later than last_attempted_at', async () => {
    const { balance, balance_refresh } = await refreshed('Checking');

    expect(balance?.as_of).toBeGreaterThan(balance_refresh?.last_attempted_at ?? 0);
  });

  corner(33, 'available may be null while current is not', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, {
      institution: 'Emulator: Refreshes',
      account: 'Current Only',
    });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);

    const { balance } = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(balance).toMatchObject({ cash: { available: null }, current: { usd: 420_000 } });
  });

  corner(34, 'currencies are lower case', async () => {
    const { balance } = await refreshed('Multi-Currency');

    expect(Object.keys(balance?.current ?? {})).toEqual(['usd', 'eur']);
  });

  corner(
    35,
    'disconnecting answers a disconnected account without a balance, and sends one event',
    async () => {
      const world = setup();
      const { id } = await linkedAccount(world, { prefetch: ['balances'] });
      await world.emulator.clock.advance(1_000);

      const account = await world.stripe.financialConnections.accounts.disconnect(id);
      await world.stripe.financialConnections.accounts.disconnect(id);
      await world.emulator.clock.advance(0);

      expect(account).toMatchObject({ status: 'disconnected', balance: null });
      expect(
        types(world.received).filter((type) => type === 'financial_connections.account.disconnected'),
      ).toHaveLength(1);
    },
  );
});

describe('payments', () => {
  const intentWith = (options: object) => ({
    amount: 20_000,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_options: { us_bank_account: { financial_connections: options } },
  });

  corner(46, 'the permissions of an intent must include payment_method', async () => {
    const error = await refusal(
      setup().stripe.paymentIntents.create(intentWith({ permissions: ['balances'] })),
    );

    expect(error).toMatchObject({
      statusCode: 400,
      param: 'payment_method_options[us_bank_account][financial_connections][permissions]',
    });
  });

  corner(48, 'the filter of an intent knows only checking and savings', async () => {
    const filters = { account_subcategories: ['credit_card'] };

    const error = await refusal(setup().stripe.paymentIntents.create(intentWith({ filters })));

    expect(error.message).toContain('must be one of checking or savings');
  });

  corner(49, 'a bank account that was typed in has no Financial Connections account', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentIntents.create(intentWith({ permissions: ['payment_method'] }));

    const intent = await emulator.collectBankAccount(id, {
      manual_entry: { routing_number: '110000000', account_number: '000123456789' },
    });

    expect(intent.payment_method.us_bank_account.financial_connections_account).toBeNull();
  });

  corner(50, 'expanding payment_method on the intent leads to the account', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentIntents.create(
      intentWith({ permissions: ['payment_method', 'balances'], prefetch: ['balances'] }),
    );
    await emulator.collectBankAccount(id);

    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
    const account =
      (intent.payment_method as Stripe.PaymentMethod).us_bank_account?.financial_connections_account ?? '';

    expect((await stripe.financialConnections.accounts.retrieve(account)).balance_refresh?.status).toBe(
      'pending',
    );
  });

  corner(53, 'a payment from 000000000009 stays in processing, and can be canceled', async () => {
    const { emulator, stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: 'pm_usBankAccount_processing',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });
    await emulator.clock.advance(86_400_000);

    const later = await stripe.paymentIntents.retrieve(intent.id);
    const canceled = await stripe.paymentIntents.cancel(intent.id);

    expect([intent.status, later.status, canceled.status]).toEqual(['processing', 'processing', 'canceled']);
  });
});

describe('webhooks', () => {
  const answering = (...statuses: readonly number[]) => {
    const bodies: string[] = [];
    const signatures: string[] = [];
    const handler = async (request: Request) => {
      bodies.push(await request.text());
      signatures.push(request.headers.get('stripe-signature') ?? '');
      return new Response('', { status: statuses[Math.min(bodies.length, statuses.length) - 1] ?? 200 });
    };
    return { bodies, signatures, handler };
  };
  const HOUR_MS = 3_600_000;

  corner(54, 'an event follows the version of its endpoint, not of the request', async () => {
    const old = answering(200);
    const { emulator, clientFor } = setup({
      webhooks: [{ handler: old.handler, apiVersion: '2025-09-30.clover' }],
    });

    await clientFor(emulator.apiKey, { apiVersion: '2024-06-20' as never }).customers.create();
    await emulator.clock.advance(0);

    expect(JSON.parse(old.bodies[0] ?? '').api_version).toBe('2025-09-30.clover');
    expect(emulator.events()[0]?.api_version).toBe('2026-10-28.endive');
  });

  corner(55, 'two endpoints of different versions get one event in two bodies', async () => {
    const [older, newer] = [answering(200), answering(200)];
    const { emulator, stripe } = setup({
      assume: { additiveFields: 'dated' },
      webhooks: [{ handler: older.handler, apiVersion: '2025-09-30.clover' }, { handler: newer.handler }],
    });
    const customer = await stripe.customers.create();
    await emulator.linkAccount({ account_holder: { type: 'customer', customer: customer.id } });

    await emulator.clock.advance(0);
    const [one, two] = [older, newer].map(({ bodies }) => JSON.parse(bodies.at(-1) ?? ''));

    expect(one.id).toBe(two.id);
    expect(one.data.object).not.toHaveProperty('account_numbers');
    expect(two.data.object).toHaveProperty('account_numbers');
  });

  corner(56, 'pending_webhooks counts what is undelivered, in the body, too', async () => {
    const { emulator, stripe, received } = setup();
    await stripe.customers.create();
    const before = emulator.events()[0];

    await emulator.clock.advance(0);
    const after = await stripe.events.retrieve(before?.id ?? '');

    expect(before?.pending_webhooks).toBe(1);
    expect(received[0]?.event.pending_webhooks).toBe(1);
    expect(after.pending_webhooks).toBe(0);
  });

  corner(57, 'the whole whsec_ string signs the exact bytes, anew at each attempt', async () => {
    const flaky = answering(500, 200);
    const { emulator, stripe } = setup({
      webhooks: [{ handler: flaky.handler, secret: 'whsec_of_its_own' }],
    });
    await stripe.customers.create();

    await emulator.clock.advance(HOUR_MS);

    expect(flaky.bodies).toHaveLength(2);
    for (const [at, body] of flaky.bodies.entries()) {
      const event = Stripe.webhooks.constructEvent(body, flaky.signatures[at] ?? '', 'whsec_of_its_own');
      expect(event.type).toBe('customer.created');
    }
  });

  corner(58, 'a redirect is a failure', async () => {
    const { emulator, stripe } = setup({ webhooks: [{ handler: answering(302).handler }] });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(emulator.deliveries()[0]).toMatchObject({ status: 'pending', attempts: [{ status: 302 }] });
  });

  corner(59, 'test mode retries three times', async () => {
    const broken = answering(500);
    const { emulator, stripe } = setup({ webhooks: [{ handler: broken.handler }] });
    await stripe.customers.create();

    await emulator.clock.advance(100 * HOUR_MS);

    expect(broken.bodies).toHaveLength(4);
    expect(emulator.deliveries()[0]?.status).toBe('failed');
  });

  corner(60, 'a deleted or disabled endpoint gets no retries', async () => {
    const { emulator, stripe } = setup();
    const deleted = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/a',
      enabled_events: ['customer.created'],
    });
    const disabled = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/b',
      enabled_events: ['customer.created'],
    });
    await stripe.customers.create();
    await emulator.clock.advance(0);

    await stripe.webhookEndpoints.del(deleted.id);
    await stripe.webhookEndpoints.update(disabled.id, { disabled: true });
    await emulator.clock.advance(100 * HOUR_MS);

    const attempts = emulator.deliveries().filter(({ endpoint }) => endpoint.startsWith('we_'));
    expect(attempts.map(({ status, attempts: made }) => [status, made.length])).toEqual([
      ['abandoned', 1],
      ['abandoned', 1],
    ]);
  });

  corner(61, 'the secret of an endpoint is shown once', async () => {
    const { stripe } = setup();

    const created = await stripe.webhookEndpoints.create({
      url: 'https://example.com/hook',
      enabled_events: ['*'],
    });
    const retrieved = await stripe.webhookEndpoints.retrieve(created.id);

    expect(created.secret).toMatch(/^whsec_[A-Za-z0-9]+$/);
    expect(retrieved).not.toHaveProperty('secret');
  });

  corner(62, 'an endpoint for * is not sent what needs explicit selection', async () => {
    const { wants } = await import('../src/webhooks/deliveries.ts');

    const explicit = [
      'identity.verification_session.redacted',
      'issuing_authorization.request',
      'reporting.report_type.updated',
    ];

    expect(explicit.map((type) => wants(['*'], type))).toEqual([false, false, false]);
    expect(explicit.map((type) => wants([type], type))).toEqual([true, true, true]);
    expect(wants(['*'], 'customer.created')).toBe(true);
  });
});

describe('requests', () => {
  corner(
    63,
    'the message about unknown parameters has no final period, that about a missing one has',
    async () => {
      const { call } = setup();

      const unknown = await call('POST', '/v1/customers', { form: 'foo=1&bar=2' });
      const missing = await call('POST', '/v1/financial_connections/sessions', {
        form: 'permissions[]=balances',
      });

      expect(unknown.body.error).toMatchObject({
        code: 'parameter_unknown',
        message: 'Received unknown parameters: foo, bar',
        param: 'foo',
      });
      expect(missing.body.error).toMatchObject({
        code: 'parameter_missing',
        message: 'Missing required param: account_holder.',
      });
    },
  );

  corner(64, 'a missing id is a 404 in the path and a 400 in a parameter', async () => {
    const { stripe } = setup();

    const inPath = await refusal(stripe.customers.retrieve('cus_x'));
    const inParameter = await refusal(
      stripe.financialConnections.sessions.create({
        account_holder: { type: 'customer', customer: 'cus_x' },
        permissions: ['balances'],
      }),
    );

    expect(inPath).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_x'",
    });
    expect(inParameter).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'account_holder[customer]',
    });
  });

  const post = (world: ReturnType<typeof setup>, form: string, key = 'once', path = '/v1/customers') =>
    world.call('POST', path, { form, headers: { 'idempotency-key': key } });

  corner(65, 'an idempotency key belongs to one body and one path', async () => {
    const world = setup();
    const first = await post(world, 'email=a@example.com');

    const otherBody = await post(world, 'email=b@example.com');
    const otherPath = await post(world, 'email=a@example.com', 'once', `/v1/customers/${first.body.id}`);

    expect(otherBody).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    expect(otherPath).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
  });

  corner(66, 'a refused parameter burns no idempotency key, a refused deed does', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { status: 'inactive' });
    const path = `/v1/financial_connections/accounts/${id}/refresh`;

    const invalid = await post(world, 'email=nobody', 'k1');
    const valid = await post(world, 'email=a@example.com', 'k1');
    const refused = await post(world, 'features[]=balance', 'k2', path);
    await world.emulator.updateAccount(id, { status: 'active' });
    const again = await post(world, 'features[]=balance', 'k2', path);

    expect([invalid.status, valid.status]).toEqual([400, 200]);
    expect(again.status).toBe(400);
    expect(again.body).toEqual(refused.body);
  });

  corner(67, 'a replay repeats no side effect', async () => {
    const world = setup();
    const first = await post(world, 'email=a@example.com');

    const again = await post(world, 'email=a@example.com');

    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(world.emulator.events()).toHaveLength(1);
  });

  corner(68, 'of two concurrent requests with one key, one is told so', async () => {
    const world = setup();

    const answers = await Promise.all([
      post(world, 'email=a@example.com'),
      post(world, 'email=a@example.com'),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('idempotency_key_in_use');
    expect(world.emulator.events()).toHaveLength(1);
  });

  corner(69, 'an idempotency key on a GET is ignored', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();
    await stripe.customers.retrieve(id, {}, { idempotencyKey: 'once' });
    await stripe.customers.update(id, { name: 'Jenny' });

    const again = await stripe.customers.retrieve(id, {}, { idempotencyKey: 'once' });

    expect(again).toMatchObject({ name: 'Jenny' });
  });
});

describe('lists and expansion', () => {
  corner(70, 'a limit of 0 or 101 is refused', async () => {
    const { call } = setup();

    const [low, high] = [
      await call('GET', '/v1/customers?limit=0'),
      await call('GET', '/v1/customers?limit=101'),
    ];

    expect(low).toMatchObject({
      status: 400,
      body: { error: { param: 'limit', code: 'parameter_invalid_integer' } },
    });
    expect(high).toMatchObject({
      status: 400,
      body: { error: { param: 'limit', code: 'parameter_invalid_integer' } },
    });
  });

  const customers = async (count: number) => {
    const world = setup();
    const ids: string[] = [];
    for (let made = 0; made < count; made++) ids.unshift((await world.stripe.customers.create()).id);
    return { ...world, ids };
  };

  corner(71, 'a list goes one way at a time', async () => {
    const { stripe, ids } = await customers(2);

    const error = await refusal(
      stripe.customers.list({ starting_after: ids[0] ?? '', ending_before: ids[1] ?? '' }),
    );

    expect(error.message).toBe(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    );
  });

  corner(72, 'ending_before gives the page next to its cursor', async () => {
    const { stripe, ids } = await customers(6);

    const page = await stripe.customers.list({ ending_before: ids[4] ?? '', limit: 2 });

    expect(page.data.map(({ id }) => id)).toEqual([ids[2], ids[3]]);
    expect(page.has_more).toBe(true);
  });

  corner(73, 'objects of one second are listed in one order, none twice and none lost', async () => {
    const { stripe, ids } = await customers(25);

    const paged: string[] = [];
    for await (const { id } of stripe.customers.list({ limit: 4 })) paged.push(id);

    expect(paged).toEqual(ids);
  });

  corner(74, 'a list expands under data, an object does not', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    const onList = await refusal(world.stripe.financialConnections.accounts.list({ expand: ['ownership'] }));
    const onObject = await refusal(
      world.stripe.financialConnections.accounts.retrieve(id, { expand: ['data.ownership'] }),
    );

    expect(onList.message).toBe(
      "This property cannot be expanded (ownership). You may want to try expanding 'data.ownership' instead.",
    );
    expect(onObject.message).toBe('This property cannot be expanded (data).');
  });

  corner(75, 'an object of live mode cannot be seen with a test key', async () => {
    const error = await refusal(setup().stripe.customers.retrieve('cus_live_123'));

    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    expect(error.message).toContain(
      'a similar object exists in live mode, but a test mode key was used to make this request.',
    );
  });

  corner(76, 'an account collected for a connected account is found with Stripe-Account only', async () => {
    const { emulator, stripe } = setup();
    const session = await stripe.financialConnections.sessions.create({
      account_holder: { type: 'account', account: 'acct_123' },
      permissions: ['balances'],
    });
    const { accounts } = await emulator.completeSession(session.id);
    const id: string = accounts.data[0].id;

    const without = await refusal(stripe.financialConnections.accounts.retrieve(id));
    const found = await stripe.financialConnections.accounts.retrieve(id, {}, { stripeAccount: 'acct_123' });
    const refreshed = await stripe.financialConnections.accounts.refresh(
      id,
      { features: ['balance'] },
      { stripeAccount: 'acct_123' },
    );

    expect(without.statusCode).toBe(404);
    expect(found.account_holder).toEqual({ account: 'acct_123', type: 'account' });
    expect(refreshed.balance_refresh?.status).toBe('pending');
  });

  corner(77, 'deleting a customer leaves its accounts', async () => {
    const world = setup();
    const { id, account_holder: holder } = await linkedAccount(world);

    await world.stripe.customers.del(holder?.customer as string);

    expect((await world.stripe.financialConnections.accounts.retrieve(id)).status).toBe('active');
  });

  corner(78, 'an account is a financial_connections.account in lists, sessions and events', async () => {
    const world = setup();
    const session = await openSession(world);
    const { accounts } = await world.emulator.completeSession(session.id);

    const list = await world.stripe.financialConnections.accounts.list({ session: session.id });
    const event = world.emulator.events().at(-1);

    const objects = [...list.data, ...accounts.data, event?.data.object].map(({ object }) => object);
    expect(new Set(objects)).toEqual(new Set(['financial_connections.account']));
  });

  corner(79, 'a publishable key gets a 401 on accounts', async () => {
    const { emulator, clientFor } = setup();

    const error = await refusal(clientFor(emulator.publishableKey).financialConnections.accounts.list());

    expect(error).toMatchObject({ statusCode: 401, code: 'secret_key_required' });
  });

  corner(80, 'HEAD, PUT and PATCH are not recognized', async () => {
    const { emulator } = setup();
    const answers = await Promise.all(
      ['HEAD', 'PUT', 'PATCH'].map((method) =>
        emulator.fetch('https://api.stripe.com/v1/customers', {
          method,
          headers: { authorization: `Bearer ${emulator.apiKey}` },
        }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await answers[1]?.text()).toContain('Unrecognized request URL (PUT: /v1/customers)');
  });
});

describe('the table', () => {
  it('has every number, with a test or listed as open', () => {
    const missing = Array.from({ length: LAST }, (_, at) => at + 1).filter(
      (number) => !filled.has(number) && !OPEN.has(number),
    );
    const both = [...filled].filter((number) => OPEN.has(number));

    expect({ missing, both }).toEqual({ missing: [], both: [] });
  });
});
