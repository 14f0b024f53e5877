import type Stripe from 'stripe';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { linkedAccount, openSession, refusal, setup } from '../support/setup.ts';

const REFRESHED = 'financial_connections.account.refreshed_balance';
const form = (values: Record<string, string>) => String(new URLSearchParams(values));

describe('health', () => {
  it('is answered without a key', async () => {
    const response = await createEmulator().fetch('/_emulator/health');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ready',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});

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

  it('knows the names from before December 2025', async () => {
    const account = await setup().emulator.linkAccount({ institution: 'Sandbox Bank (OAuth)' });

    expect(account).toMatchObject({ institution_name: 'StripeBank', display_name: 'Success', last4: '6789' });
  });
});

describe('completing a session', () => {
  it('finds it by its client_secret', async () => {
    const world = setup();
    const { id, client_secret } = await openSession(world);

    expect(await world.emulator.completeSession(client_secret ?? '')).toMatchObject({
      id,
      accounts: { data: [{ display_name: 'Success' }] },
    });
  });

  it.each(['cancel', 'expire', 'down'] as const)(
    'by "%s" ends it without accounts, and it cannot be completed again',
    async (outcome) => {
      const world = setup();
      const { id } = await openSession(world);

      const session = await world.emulator.completeSession(id, { outcome });

      expect(session.accounts.data).toEqual([]);
      await expect(world.emulator.completeSession(id)).rejects.toThrow(
        /has ended: its state is "(canceled|expired|failed)"/,
      );
    },
  );

  it.each([
    [
      'more accounts than its limit',
      { limits: { accounts: 1 } },
      { accounts: ['Success', 'High Balance'] },
      'allows 1 account(s), and 2 were picked',
    ],
    [
      'accounts that its filter hides',
      { filters: { account_subcategories: ['savings' as const] } },
      {},
      "the session's filters allow savings",
    ],
    [
      'accounts that cannot pay when all must',
      { filters: { require_payment_method_support: 'all' as const } },
      { institution: 'Invalid Payment Accounts' },
      'payment support of all accounts',
    ],
  ])('refuses %s', async (_what, fields, scenario, message) => {
    const world = setup();
    const { id } = await openSession(world, fields);

    await expect(world.emulator.completeSession(id, scenario)).rejects.toThrow(message);
    expect((await world.emulator.completeSession(id, { outcome: 'cancel' })).accounts.data).toEqual([]);
  });
});

describe('a customer who was deleted meanwhile', () => {
  it('has no session completed, which can be ended otherwise', async () => {
    const world = setup();
    const { id, account_holder: holder } = await openSession(world);
    await world.stripe.customers.del(String(holder?.customer));

    await expect(world.emulator.completeSession(id)).rejects.toThrow(
      'has been deleted. Create a session for',
    );
    expect((await world.emulator.completeSession(id, { outcome: 'cancel' })).accounts.data).toEqual([]);
  });

  it('has no bank account collected, and no payment confirmed', async () => {
    const { emulator, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer,
      allowed_payment_method_types: ['us_bank_account'],
    });
    await emulator.collectBankAccount(intent.id);
    await stripe.customers.del(customer);

    await expect(emulator.collectBankAccount(intent.id)).rejects.toThrow('has been deleted: create a');
    const refused = await refusal(
      stripe.paymentIntents.confirm(intent.id, {
        mandate_data: { customer_acceptance: { type: 'offline' } },
      }),
    );
    expect(refused).toMatchObject({ message: `No such customer: '${customer}'`, param: 'customer' });
  });
});

describe('collecting a bank account', () => {
  const asked = async (fields: object = {}) => {
    const world = setup();
    const { id } = await world.stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      ...fields,
    });
    return { ...world, id };
  };

  it('refuses accounts that the intent’s filter hides', async () => {
    const { emulator, id } = await asked({
      payment_method_options: {
        us_bank_account: { financial_connections: { filters: { account_subcategories: ['savings'] } } },
      },
    });

    await expect(emulator.collectBankAccount(id)).rejects.toThrow(
      "the PaymentIntent's filters allow savings.",
    );
    expect(
      await emulator.collectBankAccount(id, { institution: 'Emulator: Balances', account: 'Savings' }),
    ).toMatchObject({ status: 'requires_confirmation' });
  });

  it.each([{ institution: 'Test (OAuth)' }, { account: 'Success' }])(
    'refuses an account that is both typed in and picked by %j',
    async (picked) => {
      const { emulator, id } = await asked();
      const manual_entry = { routing_number: '110000000', account_number: '000123456789' };

      await expect(emulator.collectBankAccount(id, { manual_entry, ...picked })).rejects.toThrow(
        'Either a bank account is typed in, or one is picked',
      );
    },
  );
});

describe('a mandate for one payment', () => {
  it('is refused for a second one', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      customers: [{ id: 'cus_1' }],
      payment_methods: [{ id: 'pm_1', customer: 'cus_1' }],
      mandates: [{ id: 'mandate_1', payment_method: 'pm_1', type: 'single_use' }],
    });
    const pay = () =>
      stripe.paymentIntents.create({
        amount: 2_000,
        currency: 'usd',
        customer: 'cus_1',
        payment_method: 'pm_1',
        mandate: 'mandate_1',
        allowed_payment_method_types: ['us_bank_account'],
        confirm: true,
      });

    expect((await pay()).status).toBe('processing');
    expect((await refusal(pay())).message).toContain('This PaymentIntent requires a mandate');
  });
});

describe('choosing what a refresh does', () => {
  const refreshing = async (account: string, headers: Record<string, string> = {}) => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Refreshes', account });
    const refresh = (more: Record<string, string> = headers) =>
      world.call('POST', `/v1/financial_connections/accounts/${id}/refresh`, {
        form: 'features[]=balance',
        headers: more,
      });
    const retrieve = () => world.stripe.financialConnections.accounts.retrieve(id);
    return { ...world, id, refresh, retrieve };
  };

  it.each([
    ['Refresh Succeeds Slowly', 30_000, { balance_refresh: { status: 'succeeded' } }],
    ['Refresh Fails', 1_000, { balance_refresh: { status: 'failed' }, balance: null }],
    ['Refresh Deactivates', 1_000, { balance_refresh: { status: 'failed' }, status: 'inactive' }],
    ['No Balance', 1_000, { balance_refresh: { status: 'succeeded' }, balance: null }],
    [
      'Current Only',
      1_000,
      { balance_refresh: { status: 'succeeded' }, balance: { cash: { available: null } } },
    ],
    [
      'Never Finishes',
      86_400_000,
      { balance_refresh: { status: 'pending', next_refresh_available_at: null } },
    ],
  ])('by the account "%s"', async (account, delayMs, expected) => {
    const { emulator, refresh, retrieve } = await refreshing(account);
    await refresh();
    await emulator.clock.advance(delayMs - 1);
    const before = await retrieve();

    await emulator.clock.advance(1);

    expect(before.balance_refresh?.status).toBe('pending');
    expect(await retrieve()).toMatchObject(expected);
  });

  it('by the account "Refresh Fails Once": once', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Refresh Fails Once');
    const statuses: (string | undefined)[] = [];
    for (let time = 0; time < 3; time++) {
      await refresh();
      await emulator.clock.advance(1_000);
      statuses.push((await retrieve()).balance_refresh?.status);
    }

    expect(statuses).toEqual(['failed', 'succeeded', 'succeeded']);
  });

  it.each([
    ['failed', 'failed', 1_000],
    ['succeeded; delay=5s', 'succeeded', 5_000],
    ['delay=250ms; failed', 'failed', 250],
    ['unavailable', 'succeeded', 1_000],
  ])('by the header "%s"', async (directive, status, delayMs) => {
    const { emulator, refresh, retrieve } = await refreshing('Never Finishes', {
      'emulator-refresh': directive.includes('delay') ? directive : `${directive}; delay=1s`,
    });
    await refresh();
    await emulator.clock.advance(delayMs - 1);
    const before = await retrieve();
    await emulator.clock.advance(1);

    expect([before.balance_refresh?.status, (await retrieve()).balance_refresh?.status]).toEqual([
      'pending',
      status,
    ]);
  });

  it('immediately: over behind the answer, which is still pending', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Current Only', {
      'emulator-refresh': 'immediate',
    });

    const { body } = await refresh();

    expect(body.balance_refresh.status).toBe('pending');
    expect((await retrieve()).balance_refresh?.status).toBe('succeeded');
    expect(emulator.events().filter(({ type }) => type === REFRESHED)).toHaveLength(1);
  });

  it('by hand: it waits until it is told', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only', {
      'emulator-refresh': 'manual',
    });
    await refresh();
    await emulator.clock.advance(86_400_000);
    const waiting = await retrieve();

    await emulator.updateAccount(id, { refresh: { balance: { finish: 'failed' } } });

    expect(waiting.balance_refresh?.status).toBe('pending');
    expect((await retrieve()).balance_refresh?.status).toBe('failed');
    await expect(
      emulator.updateAccount(id, { refresh: { balance: { finish: 'succeeded' } } }),
    ).rejects.toThrow('No balance refresh of');
  });

  const intervalOf = ({ balance_refresh: refresh }: Stripe.FinancialConnections.Account) =>
    (refresh?.next_refresh_available_at ?? 0) - (refresh?.last_attempted_at ?? 0);

  it('by an interval of its own, for one request', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Current Only');
    const seen: number[] = [];
    for (const directive of [
      'succeeded; delay=5s; next_refresh_after=1h',
      'failed;next_refresh_after = 1d',
      'immediate',
    ]) {
      await refresh({ 'emulator-refresh': directive });
      await emulator.clock.runToIdle();
      seen.push(intervalOf(await retrieve()));
      await emulator.clock.advance(86_400_000);
    }

    expect(seen).toEqual([3_600, 86_400, 1]);
  });

  it('by an interval of its own, for the account', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only');
    await emulator.updateAccount(id, { refresh: { balance: { next_refresh_after: '1h' } } });
    await refresh();
    await emulator.clock.advance(1_000);

    const tooEarly = await refresh();
    await emulator.clock.advance(3_599_000);

    expect(intervalOf(await retrieve())).toBe(3_600);
    expect(tooEarly.headers.get('emulator-note')).toContain('available at');
    expect((await refresh()).body.balance_refresh.status).toBe('pending');
  });

  it('by an interval of its own, when it is ended by hand', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only');
    await refresh({ 'emulator-refresh': 'manual; next_refresh_after=1h' });

    await emulator.updateAccount(id, { refresh: { balance: { finish: 'succeeded' } } });

    expect(intervalOf(await retrieve())).toBe(3_600);
  });

  it.each(['next_refresh_after=5', 'next_refresh_after=manual', 'delay=next_refresh_after'])(
    'refuses "%s"',
    async (directive) => {
      const { refresh } = await refreshing('Current Only');

      expect((await refresh({ 'emulator-refresh': directive })).status).toBe(400);
    },
  );

  it('refuses an interval without a unit', async () => {
    const { emulator, id } = await refreshing('Current Only');

    await expect(
      emulator.updateAccount(id, { refresh: { balance: { next_refresh_after: '5' } } }),
    ).rejects.toThrow('Invalid refresh[balance][next_refresh_after]: "5". A duration carries its unit');
  });

  it('says where a balance belongs', async () => {
    const { emulator, id } = await refreshing('Current Only');

    await expect(emulator.updateAccount(id, { balance: { current: { usd: 1 } } } as never)).rejects.toThrow(
      'given as holdings[balance]',
    );
  });

  it('by a list of outcomes, after which the default holds again', async () => {
    const { emulator, id, refresh, retrieve } = await refreshing('Current Only');
    await emulator.updateAccount(id, { refresh: { balance: { outcome: 'failed, unavailable' } } });
    const seen: unknown[] = [];
    for (let time = 0; time < 3; time++) {
      await refresh();
      await emulator.clock.advance(1_000);
      const { balance_refresh, balance } = await retrieve();
      seen.push([balance_refresh?.status, balance === null]);
    }

    expect(seen).toEqual([
      ['failed', true],
      ['succeeded', true],
      ['succeeded', false],
    ]);
  });

  it('refuses a header that says nothing', async () => {
    const { refresh } = await refreshing('Current Only');

    const { status, body } = await refresh({ 'emulator-refresh': 'slowly' });

    expect(status).toBe(400);
    expect(body.error.message).toContain('Invalid Emulator-Refresh: "slowly". Say succeeded, failed');
  });

  it('moves as_of with each success, within one second, too', async () => {
    const { emulator, refresh, retrieve } = await refreshing('Current Only', {
      'emulator-refresh': 'immediate',
    });
    const seen: number[] = [];
    for (let time = 0; time < 3; time++) {
      await refresh();
      seen.push((await retrieve()).balance?.as_of ?? 0);
      await emulator.clock.advance(1_000);
    }

    expect(new Set(seen).size).toBe(3);
    expect(seen).toEqual([...seen].sort());
  });
});

describe('objects', () => {
  it('are put in place under any id, completed, without events', async () => {
    const { emulator, stripe } = setup();

    const put = await emulator.putObjects({
      customers: [{ id: 'cus_123', email: 'jenny@example.com' }],
      'financial_connections.accounts': [
        { id: 'fa_123', account_holder: { type: 'customer', customer: 'cus_123' } },
      ],
    });

    expect(put.customers?.[0]).toMatchObject({ id: 'cus_123', object: 'customer', name: null });
    expect(await stripe.financialConnections.accounts.retrieve('fa_123')).toMatchObject({
      display_name: 'Success',
      status: 'active',
    });
    expect(emulator.events()).toEqual([]);
  });

  it('are all put in place, or none', async () => {
    const { emulator, stripe } = setup();

    await expect(
      emulator.putObjects({ customers: [{ id: 'cus_1' }, { id: 'cus_2', emial: 'x' }] }),
    ).rejects.toThrow('Did you mean "email"?');

    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it('may have results that nobody refreshed', async () => {
    const { emulator, stripe } = setup();
    const balance = {
      as_of: 1_700_000_000,
      cash: { available: { usd: 1 } },
      current: { usd: 2 },
      type: 'cash',
    };

    await emulator.putObjects({
      'financial_connections.accounts': [
        {
          id: 'fca_1',
          balance,
          balance_refresh: {
            last_attempted_at: 1_700_000_000,
            next_refresh_available_at: 1_700_000_001,
            status: 'succeeded',
          },
        },
      ],
      payment_intents: [{ id: 'pi_1', amount: 500 }],
      payment_methods: [{ id: 'pm_1' }],
    });

    expect((await stripe.financialConnections.accounts.retrieve('fca_1')).balance).toEqual(balance);
    expect(await stripe.paymentIntents.retrieve('pi_1')).toMatchObject({
      amount: 500,
      status: 'requires_payment_method',
    });
    expect(await stripe.paymentMethods.retrieve('pm_1')).toMatchObject({ type: 'us_bank_account' });
  });

  it('that are configured stand in every new sandbox', async () => {
    const { clientFor } = setup({ objects: { customers: [{ id: 'cus_first' }] } });

    expect(await clientFor('sk_test_other').customers.retrieve('cus_first')).toMatchObject({
      id: 'cus_first',
    });
  });
});

describe('time', () => {
  it('stands in process, and runs what is due on the way, each at its own instant', async () => {
    const world = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    const jobs = await world.emulator.clock.advance(3_600_000);

    const event = world.emulator.events().find(({ type }) => type === REFRESHED);
    expect(event?.created).toBe(Date.parse('2026-01-01T00:00:01Z') / 1000);
    expect(jobs.map(({ kind }) => kind)).toEqual([
      'webhook.attempt',
      'webhook.attempt',
      'account.refresh',
      'webhook.attempt',
    ]);
    expect(world.emulator.clock.now()).toEqual(new Date('2026-01-01T01:00:00Z'));
  });

  it('is moved over HTTP, too', async () => {
    const { call } = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });

    const by = await call('POST', '/_emulator/clock/advance', { form: form({ by: '5s' }) });
    const to = await call('POST', '/_emulator/clock/advance', { form: form({ to: '2026-02-01T00:00:00Z' }) });
    const idle = await call('POST', '/_emulator/clock/advance', { form: form({ until: 'idle' }) });

    expect(by.body).toMatchObject({ object: 'emulator.clock', iso: '2026-01-01T00:00:05.000Z', jobs: [] });
    expect(to.body.iso).toBe('2026-02-01T00:00:00.000Z');
    expect(idle.status).toBe(200);
    expect((await call('GET', '/_emulator/clock')).body).toMatchObject({
      scale: 0,
      now: Date.parse('2026-02-01') / 1000,
    });
  });

  it.each([
    [{}, 'Say how far'],
    [{ by: '5' }, 'A duration carries its unit'],
    [{ to: 'tomorrow' }, 'Write Unix seconds or an ISO instant'],
    [{ to: '2026' }, 'Write Unix seconds or an ISO instant'],
    [{ until: 'done' }, 'The only thing to wait for is idle'],
    [{ to: '2020-01-01T00:00:00Z' }, 'Time only goes forward'],
  ])('refuses %j', async (values, message) => {
    const { call } = setup();

    const { status, body } = await call('POST', '/_emulator/clock/advance', {
      form: form(values as Record<string, string>),
    });

    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it.each(['2026-02-01T00:00:00', '2026-02-01', '1769904000', '2026-01-31T23:00:00-01:00'])(
    'is moved to %s, in UTC unless a zone is named',
    async (to) => {
      vi.stubEnv('TZ', 'Asia/Tokyo');
      onTestFinished(() => void vi.unstubAllEnvs());
      const { call } = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });

      const { body } = await call('POST', '/_emulator/clock/advance', { form: form({ to }) });

      expect(body.iso).toBe('2026-02-01T00:00:00.000Z');
    },
  );

  it('goes no further than it must to be idle: retries are background', async () => {
    const { emulator, stripe } = setup({ webhooks: [{ handler: () => new Response('', { status: 500 }) }] });
    await stripe.customers.create();
    const start = emulator.clock.now();

    await emulator.clock.runToIdle();

    expect(emulator.clock.now()).toEqual(start);
    expect(emulator.clock.pending()).toMatchObject([{ kind: 'webhook.attempt', background: true }]);
  });

  it('cannot be advanced by a webhook that it delivers', async () => {
    const outcomes: unknown[] = [];
    const { emulator, stripe } = setup({
      webhooks: [
        {
          handler: async () => {
            outcomes.push(await emulator.clock.advance(1).catch((refused: Error) => refused.message));
            return new Response();
          },
        },
      ],
    });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(outcomes).toEqual([expect.stringContaining('Time is being advanced already')]);
  });

  it('lets a webhook call the API back, at the instant of its delivery', async () => {
    const seen: unknown[] = [];
    const world = setup({
      webhooks: [
        {
          enabledEvents: [REFRESHED],
          handler: async (request) => {
            const { data } = (await request.json()) as { data: { object: { id: string } } };
            seen.push(
              (await world.stripe.financialConnections.accounts.retrieve(data.object.id)).balance?.cash
                ?.available,
              world.emulator.clock.now(),
            );
            return new Response();
          },
        },
      ],
    });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    const dueMs = world.emulator.clock.now().getTime() + 1_000;

    await world.emulator.clock.advance(60_000);

    expect(seen).toEqual([{ usd: 1_000_000 }, new Date(dueMs)]);
  });
});

describe('waiting', () => {
  it('finds what has happened', async () => {
    const { emulator, stripe, call } = setup();
    const { id } = await stripe.customers.create();

    expect(await emulator.waitForEvent('customer.created')).toMatchObject({ data: { object: { id } } });
    expect((await call('GET', `/_emulator/events/wait?type=customer.*&object=${id}`)).body.type).toBe(
      'customer.created',
    );
  });

  it('starts behind an event', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create();
    const first = await emulator.waitForEvent('customer.created');
    const second = await stripe.customers.create();

    expect((await emulator.waitForEvent('customer.created', { after: first.id })).data.object.id).toBe(
      second.id,
    );
  });

  it('on a clock that stands ends at once, and says what is pending', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await expect(world.emulator.waitForEvent(REFRESHED)).rejects.toThrow(
      `account.refresh of ${id} in 1.0 s. Move time with clock.advance(ms)`,
    );
  });

  it('on a clock that runs gets what is to come', async () => {
    const world = setup({ time: 'real', refresh: { balance: { delayMs: 5 } } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    expect(await world.emulator.waitForEvent({ type: REFRESHED, object: id })).toMatchObject({
      type: REFRESHED,
    });
    await world.emulator.close();
  });

  it('in vain ends with 408', async () => {
    const { call } = setup();

    const { status, body } = await call('GET', '/_emulator/events/wait?type=customer.deleted&timeout=5ms');

    expect(status).toBe(408);
    expect(body.error.message).toContain('No event customer.deleted came within 5 ms');
  });

  it('is sure that nothing comes, by moving a clock that stands', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    await world.emulator.expectNoEvent(REFRESHED, { withinMs: 999 });
    await expect(world.emulator.expectNoEvent(REFRESHED, { withinMs: 1 })).rejects.toThrow(
      'Expected no event',
    );
  });
});

describe('deliveries and requests', () => {
  it('show every attempt, and can be sent again', async () => {
    const { emulator, stripe, call, received } = setup();
    await stripe.customers.create();
    await emulator.clock.advance(0);
    const { body } = await call('GET', '/_emulator/deliveries');

    const again = await call('POST', `/_emulator/deliveries/${body.data[0].id}/resend`);
    await emulator.clock.advance(0);

    expect(body.data[0]).toMatchObject({
      type: 'customer.created',
      status: 'succeeded',
      attempts: [{ status: 200, error: null }],
    });
    expect(again.body).toMatchObject({ resent: true, status: 'pending' });
    expect(received.map(({ event }) => event.id)).toEqual([body.data[0].event, body.data[0].event]);
    expect((await stripe.events.retrieve(body.data[0].event)).pending_webhooks).toBe(0);
  });

  it('tell of requests which events they caused, with the key masked', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create();

    const [request] = emulator.requests();

    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/customers',
      status: 200,
      events: [emulator.events()[0]?.id],
    });
    expect(request?.key).not.toBe(emulator.apiKey);
  });

  it('say why nobody was reached', async () => {
    const { emulator, stripe } = setup({
      webhooks: [
        { url: 'http://127.0.0.1:9/' },
        { handler: () => new Promise<Response>(() => {}), timeoutMs: 5 },
      ],
    });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    const failures = emulator.deliveries().flatMap(({ attempts }) => attempts.map(({ error }) => error));
    expect(failures).toEqual([expect.any(String), 'timed out after 5 ms', null]);
  });
});

describe('reset', () => {
  it('takes everything back to the start, and lists the endpoints it removed', async () => {
    const { emulator, stripe, call } = setup({
      seed: 's',
      objects: { customers: [{ id: 'cus_configured' }] },
    });
    const first = await stripe.customers.create();
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
    });
    const start = emulator.clock.now();
    await emulator.clock.advance(5_000);

    const { body } = await call('POST', '/_emulator/reset');
    const again = await stripe.customers.create();

    expect(body.removed).toEqual([endpoint.id]);
    expect(again.id).toBe(first.id);
    expect(emulator.clock.now()).toEqual(start);
    expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([again.id, 'cus_configured']);
    expect(emulator.deliveries()).toHaveLength(1);
  });

  it('concerns one sandbox', async () => {
    const { emulator, clientFor } = setup();
    const other = clientFor('sk_test_other');
    await other.customers.create();

    await emulator.reset();

    expect((await other.customers.list()).data).toHaveLength(1);
  });

  it('of all drops what was configured, too', async () => {
    const { emulator, stripe, received } = setup({ objects: { customers: [{ id: 'cus_configured' }] } });

    await emulator.reset({ all: true });
    await stripe.customers.create();
    await emulator.clock.advance(0);

    expect((await stripe.customers.list()).data).toHaveLength(1);
    expect(received).toEqual([]);
  });
});

describe('which sandbox', () => {
  it('is the only one used so far, when there is no key', async () => {
    const { emulator, clientFor } = setup();
    await clientFor('sk_test_blue').customers.create();

    const response = await emulator.fetch('/_emulator/requests');

    expect(((await response.json()) as { data: unknown[] }).data).toHaveLength(1);
  });

  it('must be said when there are several', async () => {
    const { emulator, clientFor } = setup();
    await clientFor('sk_test_blue_sandbox').customers.create();
    await clientFor('sk_test_green_sandbox').customers.create();

    const response = await emulator.fetch('/_emulator/requests');

    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: { message: string } }).error.message).toMatch(
      /Which sandbox\? Several keys have been used: sk_test_\*+dbox, sk_test_\*+dbox/,
    );
  });

  it('of another key has webhooks of its own, besides the configured ones', async () => {
    const { emulator, clientFor, received } = setup();
    const own: string[] = [];
    const blue = emulator.sandbox('sk_test_blue', {
      webhooks: [{ handler: async (request) => new Response(String(own.push(await request.text()))) }],
    });
    await clientFor('sk_test_blue').customers.create();

    await blue.clock.advance(0);

    expect([own.length, received.length]).toEqual([1, 1]);
    expect(blue.events()).toHaveLength(1);
    expect(emulator.events()).toHaveLength(0);
  });
});

describe('options', () => {
  it.each([
    [{ sed: 'x' }, 'unknown option "sed". Did you mean "seed"?'],
    [{ assume: { earlyRefresh: 'never' } }, 'assume.earlyRefresh is "never". Say ignored or error.'],
    [
      { refresh: { balance: { outcome: 'done' } } },
      'refresh.balance.outcome is "done". Say succeeded, failed',
    ],
    [{ webhooks: [{}] }, 'needs a url or a handler'],
    [{ webhooks: [{ url: 'localhost' }] }, 'is no URL'],
    [{ time: { start: 'soon', runs: true } }, 'is no date'],
    [{ apiVersion: '2099-01-01' }, 'is no API version up to'],
    [{ limits: { events: 0 } }, 'Write a whole number of at least 1'],
  ])('%j are refused with what to write', (options, message) => {
    expect(() => createEmulator(options as never)).toThrow(message);
  });

  it('decide what is assumed', async () => {
    const world = setup({
      assume: {
        earlyRefresh: 'error',
        disconnectedBalance: 'kept',
        missingPermission: 'ignored',
        limitOutOfRange: 'clamped',
      },
    });
    const { id } = await linkedAccount(world, { prefetch: ['balances'] });
    const refresh = (features: Stripe.FinancialConnections.AccountRefreshParams.Feature[]) =>
      world.stripe.financialConnections.accounts.refresh(id, { features });

    await expect(refresh(['balance'])).rejects.toThrow(
      'not available for this Financial Connections account yet',
    );
    expect((await refresh(['ownership'])).ownership_refresh).toBeNull();
    await world.emulator.clock.advance(1_000);
    expect((await world.stripe.financialConnections.accounts.disconnect(id)).balance).not.toBeNull();
    expect((await world.call('GET', '/v1/customers?limit=0')).status).toBe(200);
  });

  it('bound what is kept, and say so once', async () => {
    const said: string[] = [];
    const { emulator, stripe } = setup({
      limits: { events: 3, requests: 2, idempotencyKeys: 2, deliveries: 2 },
      log: ({ kind, text }) => kind === 'notice' && said.push(text),
    });
    for (let made = 0; made < 6; made++) await stripe.customers.create();
    await emulator.clock.advance(0);

    expect(emulator.events()).toHaveLength(3);
    expect(emulator.requests()).toHaveLength(2);
    expect(emulator.deliveries()).toHaveLength(2);
    expect(said.sort()).toEqual([
      'More than 2 deliveries: the oldest are forgotten (limits.deliveries).',
      'More than 2 idempotency keys: the oldest are forgotten (limits.idempotencyKeys).',
      'More than 2 requests: the oldest are forgotten (limits.requests).',
      'More than 3 events: the oldest are forgotten (limits.events).',
    ]);
  });
});
