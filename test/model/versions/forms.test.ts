import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/index.ts';
import { linkedAccount, openSession, type Setup, setup } from '../../support/setup.ts';

/* How each object looks in older versions: one fact of reference and recordings each. */

const DEBIT =
  'amount=1000&currency=usd&confirm=true&mandate_data[customer_acceptance][type]=offline&allowed_payment_method_types[]=us_bank_account';

async function paid(world: Setup): Promise<string> {
  const form = `${DEBIT}&payment_method=pm_usBankAccount_success`;
  const { body } = await world.call('POST', '/v1/payment_intents', { form });
  await world.emulator.clock.advance(2_000);
  return body.id;
}

const get = ({ call }: Setup, path: string, version: string) =>
  call('GET', path, { headers: { 'stripe-version': version } });

describe('a PaymentIntent', () => {
  // One event in three versions (recorded); changelog 2022-11-15 and 2025-03-31.basil.
  it.each([
    ['2020-08-27', true, true],
    ['2022-08-01', true, true],
    ['2022-11-15', false, true],
    ['2025-02-24.acacia', false, true],
    ['2025-03-01.dashboard', false, true],
    ['2025-03-31.basil', false, false],
    ['2026-10-28.endive', false, false],
  ])('has in %s its charges: %s, an invoice: %s', async (version, charges, invoice) => {
    const world = setup();
    const id = await paid(world);

    const { body } = await get(world, `/v1/payment_intents/${id}`, version);

    expect('charges' in body).toBe(charges);
    expect('invoice' in body).toBe(invoice);
    expect(body.invoice ?? null).toBeNull();
    // Beside `charges` since 2023 (recorded of 16 intents).
    expect(body.latest_charge).toMatch(/^py_/);
  });

  it('has its charges in a list that counts them, each in the same version', async () => {
    const world = setup();
    const id = await paid(world);

    const { body } = await get(world, `/v1/payment_intents/${id}`, '2020-08-27');

    expect(body.charges).toEqual({
      object: 'list',
      data: [expect.objectContaining({ id: body.latest_charge, invoice: null, status: 'succeeded' })],
      has_more: false,
      total_count: 1,
      url: `/v1/charges?payment_intent=${id}`,
    });
    expect(body.charges.data[0].refunds).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/charges/${body.latest_charge}/refunds`,
    });
  });

  it('has no charges in its list before the first attempt', async () => {
    const world = setup();
    const { id } = await world.stripe.paymentIntents.create({ amount: 1_000, currency: 'usd' });

    const { body } = await get(world, `/v1/payment_intents/${id}`, '2020-08-27');

    expect(body.charges).toMatchObject({ data: [], has_more: false, total_count: 0 });
  });

  it('has the newest of several charges first', async () => {
    const world = setup({
      objects: {
        payment_intents: [{ id: 'pi_1' }],
        charges: Array.from({ length: 12 }, (_, at) => ({
          id: `py_${at}`,
          created: at,
          payment_intent: 'pi_1',
        })),
      },
    });

    const { charges } = (await get(world, '/v1/payment_intents/pi_1', '2020-08-27')).body;

    expect(charges.data.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual(['py_11', 'py_10']);
    expect(charges).toMatchObject({ has_more: true, total_count: 12 });
  });

  it('has these fields where the alphabet has them', async () => {
    const world = setup();
    const id = await paid(world);

    const { body } = await get(world, `/v1/payment_intents/${id}`, '2020-08-27');
    const [, , ...names] = Object.keys(body);

    expect(names).toEqual([...names].sort());
    expect(Object.keys(body.charges.data[0]).slice(2)).toEqual(
      Object.keys(body.charges.data[0]).slice(2).sort(),
    );
  });

  it('in an error is in the version of the call, too', async () => {
    const world = setup();
    const id = await paid(world);

    const { body } = await world.call('POST', `/v1/payment_intents/${id}/confirm`, {
      headers: { 'stripe-version': '2020-08-27' },
    });

    expect(body.error.payment_intent).toMatchObject({ id, charges: { total_count: 1 }, invoice: null });
  });

  it('in a list, and where it is expanded, is in the version of the call', async () => {
    const world = setup();
    const id = await paid(world);

    const { body: intents } = await get(world, '/v1/payment_intents', '2022-08-01');
    const { body: charges } = await get(world, '/v1/charges?expand[]=data.payment_intent', '2022-08-01');

    expect(intents.data[0].charges.total_count).toBe(1);
    expect(charges.data[0]).toMatchObject({
      payment_intent: { id, charges: { total_count: 1 } },
      invoice: null,
    });
  });
});

describe('what can be expanded', () => {
  it.each([
    ['2020-08-27', 'charges'],
    ['2022-08-01', 'charges.data.customer'],
    ['2022-08-01', 'charges.data.refunds'],
    ['2022-08-01', 'charges.data.balance_transaction'],
    ['2022-08-01', 'charges.data.invoice'],
    ['2025-02-24.acacia', 'invoice'],
    ['2024-06-20', 'invoice.subscription'],
    ['2024-06-20', 'invoice.payment_intent'],
    ['2025-02-24.acacia', 'latest_charge.invoice'],
  ])('has in %s %s', async (version, path) => {
    const world = setup();
    const id = await paid(world);

    expect((await get(world, `/v1/payment_intents/${id}?expand[]=${path}`, version)).status).toBe(200);
    if (path.split('.').length < 4)
      expect((await get(world, `/v1/payment_intents?expand[]=data.${path}`, version)).status).toBe(200);
  });

  it('is really there, within the charges of an older version', async () => {
    const world = setup();
    const id = await paid(world);

    const { body } = await get(
      world,
      `/v1/payment_intents/${id}?expand[]=charges.data.payment_intent`,
      '2022-08-01',
    );

    expect(body.charges.data[0].payment_intent).toMatchObject({ id, object: 'payment_intent' });
  });

  it.each([
    ['2022-11-15', 'charges', '2022-11-15', '2022-08-01', '`latest_charge` takes its place'],
    [
      '2026-10-28.endive',
      'charges.data.customer',
      '2022-11-15',
      '2022-08-01',
      '`latest_charge` takes its place',
    ],
    ['2025-03-31.basil', 'invoice', '2025-03-31.basil', '2025-02-24.acacia', 'invoices name their payments'],
    [
      '2026-10-28.endive',
      'latest_charge.invoice',
      '2025-03-31.basil',
      '2025-02-24.acacia',
      'invoices name their payments',
    ],
  ])('has in %s no %s, and a note says where it was', async (version, path, before, last, instead) => {
    const world = setup();
    const id = await paid(world);

    const { status, body, headers } = await get(world, `/v1/payment_intents/${id}?expand[]=${path}`, version);

    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^This property cannot be expanded/);
    expect(headers.get('emulator-note')).toBe(
      `\`${path}\` can be expanded in versions before ${before}; since then ${instead}. This call has version ${version}: send Stripe-Version: ${last}, or choose it for all calls that name none with --api-version ${last} (apiVersion in code).`,
    );
  });

  // "New users can't expand total_count on earlier Stripe versions" (changelog 2025-03-31.basil).
  it.each(['2020-08-27', '2025-02-24.acacia', '2025-03-31.basil', '2026-10-28.endive'])(
    'has in %s no total_count of a list',
    async (version) => {
      const world = setup();

      for (const query of ['expand[]=total_count', 'expand[]=data.total_count', 'include[]=total_count'])
        expect((await get(world, `/v1/customers?${query}`, version)).body.error.code).toBe(
          'property_forbidden',
        );
    },
  );
});

describe('a Customer', () => {
  it('has before 2022-08-01 a default_currency that is null when it is new', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();

    const older = await get(world, `/v1/customers/${id}`, '2020-08-27');
    const newer = await get(world, `/v1/customers/${id}`, '2022-08-01');

    expect(older.body.default_currency).toBeNull();
    expect(newer.body).not.toHaveProperty('default_currency');
  });

  it('that is deleted has none', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    await world.stripe.customers.del(id);

    const { body } = await get(world, `/v1/customers/${id}`, '2020-08-27');

    expect(body).toEqual({ id, object: 'customer', deleted: true });
  });
});

describe('a Session', () => {
  it('has before endive its countries beside its country', async () => {
    const world = setup();
    const session = await openSession(world, { filters: { country: 'US' } });

    const old = await get(world, `/v1/financial_connections/sessions/${session.id}`, '2025-09-30.clover');

    expect(session.filters).toEqual({ account_subcategories: null, country: 'US' });
    // Recorded in 2023: {countries: ["US"]}.
    expect(old.body.filters).toEqual({ account_subcategories: null, countries: ['US'], country: 'US' });
  });

  it('without filters has nulls in their place', async () => {
    const world = setup();
    const session = await openSession(world);

    const old = await get(world, `/v1/financial_connections/sessions/${session.id}`, '2022-08-01');

    expect(session.filters).toEqual({ account_subcategories: null, country: null });
    // Recorded in 2024: {account_subcategories: null, countries: null}.
    expect(old.body.filters).toEqual({ account_subcategories: null, countries: null, country: null });
  });

  it.each(['2020-08-27', '2025-03-31.basil', '2026-10-28.endive'])(
    'counts its accounts in %s, none of them and all of them',
    async (version) => {
      const world = setup();
      const { id, accounts } = await openSession(world);
      await world.emulator.completeSession(id, { accounts: ['Success', 'High Balance'] });

      const { body } = await get(world, `/v1/financial_connections/sessions/${id}`, version);

      // Recorded in 2022, 2023 and 2024.
      expect(accounts).toMatchObject({ data: [], total_count: 0 });
      expect(Object.keys(body.accounts)).toEqual(['object', 'data', 'has_more', 'total_count', 'url']);
      expect(body.accounts.total_count).toBe(2);
    },
  );

  it('has the default of endive for manual entry only if endive made it', async () => {
    const world = setup();
    const older = world.clientFor(world.emulator.apiKey, { apiVersion: '2026-08-26.dahlia' as never });

    const before = await openSession({ stripe: older });
    const since = await openSession(world);
    const read = await older.financialConnections.sessions.retrieve(since.id);

    expect(before).not.toHaveProperty('manual_entry');
    expect([since.manual_entry, read.manual_entry]).toEqual([{ mode: 'disabled' }, { mode: 'disabled' }]);
  });
});

describe('an Account', () => {
  it('has before endive no numbers that are pending, and deactivated ones that have expired', async () => {
    const number = (status: string) => ({
      expected_expiry_date: null,
      identifier_type: 'account_number',
      status,
      supported_networks: ['ach'],
    });
    const world = setup();
    await world.emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_1', account_numbers: ['transactable', 'pending', 'expired'].map(number) as never },
      ],
    });
    const statuses = async (version: string) =>
      (await get(world, '/v1/financial_connections/accounts/fca_1', version)).body.account_numbers.map(
        ({ status }: { status: string }) => status,
      );

    expect(await statuses('2026-09-30.endive')).toEqual(['transactable', 'pending', 'expired']);
    expect(await statuses('2026-08-26.dahlia')).toEqual(['transactable', 'deactivated']);
  });
});

describe('an error about the numbers of an account', () => {
  const ask = async (version: string) => {
    const { call } = setup({
      objects: {
        'financial_connections.accounts': [
          {
            id: 'fca_1',
            institution: 'Invalid Payment Accounts',
            supported_payment_method_types: ['us_bank_account'],
          },
        ],
      },
    });
    const form =
      'type=us_bank_account&billing_details[name]=J&us_bank_account[financial_connections_account]=fca_1';
    const { body } = await call('POST', '/v1/payment_methods', {
      form,
      headers: { 'stripe-version': version },
    });
    return body.error;
  };

  it('has its code from clover on, and before only type and message', async () => {
    const before = await ask('2025-08-27.basil');
    const since = await ask('2025-09-30.clover');

    expect(since.code).toBe('financial_connections_account_unavailable_account_numbers');
    expect(before).toMatchObject({ message: since.message, type: 'invalid_request_error' });
    expect(before).not.toHaveProperty('code');
    expect(before).not.toHaveProperty('doc_url');
  });
});

describe('fields that were only added', () => {
  const fieldsOf = async (additiveFields: 'always' | 'dated', version: string) => {
    const world = setup({ assume: { additiveFields } });
    const { id } = await linkedAccount(world);
    return Object.keys((await get(world, `/v1/financial_connections/accounts/${id}`, version)).body);
  };

  // Under 2023-10-16 on 2026-05-08 a PaymentIntent has customer_account (recorded).
  it('are there under every version', async () => {
    expect(await fieldsOf('always', '2020-08-27')).toEqual(
      expect.arrayContaining(['account_numbers', 'subscriptions', 'transaction_refresh']),
    );
  });

  it.each([
    ['2023-10-16', ['account_numbers', 'subscriptions', 'transaction_refresh']],
    ['2024-06-20', ['account_numbers']],
    ['2025-11-17.clover', []],
  ])('are not there in %s before their day if they are dated: %s', async (version, hidden) => {
    const fields = await fieldsOf('dated', version);

    expect(
      ['account_numbers', 'subscriptions', 'transaction_refresh'].filter((name) => !fields.includes(name)),
    ).toEqual(hidden);
  });
});

describe('an older form', () => {
  it('of a preview is that of its date', async () => {
    const world = setup();
    const preview = world.clientFor(world.emulator.apiKey, { apiVersion: '2026-08-26.preview' as never });
    const { id } = await linkedAccount({ emulator: world.emulator, stripe: preview });
    const session = await openSession({ stripe: preview });

    expect(await preview.financialConnections.accounts.retrieve(id)).toMatchObject({ id });
    expect(await preview.financialConnections.sessions.retrieve(session.id)).toMatchObject({
      id: session.id,
      filters: { countries: null },
    });
  });

  it('leaves a hash of the user’s alone, whatever it has for `object`', async () => {
    const emulator = createEmulator({ log: false });
    const nextAction = { object: { toString: 1 } };
    await emulator.putObjects({ payment_intents: [{ id: 'pi_1', next_action: nextAction }] });

    const answer = await emulator.fetch('/v1/payment_intents/pi_1', {
      headers: { authorization: `Bearer ${emulator.apiKey}`, 'stripe-version': '2022-11-15' },
    });

    expect(await answer.json()).toMatchObject({ next_action: nextAction });
  });
});
