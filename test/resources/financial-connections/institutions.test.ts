import { describe, expect, it } from 'vitest';
import { PREVIEW, previewSetup } from '../../support/preview.ts';
import { setup } from '../../support/setup.ts';

const PATH = '/v1/financial_connections/institutions';
const TEST = 'fcinst_Qn1a7A4KhL42se';

const all = async (world: ReturnType<typeof previewSetup>) => {
  const institutions = [];
  for await (const institution of world.preview.financialConnections.institutions.list({ limit: 4 }))
    institutions.push(institution);
  return institutions;
};

describe('an institution', () => {
  it('shows what its test accounts have', async () => {
    const { preview } = previewSetup();

    expect(await preview.financialConnections.institutions.retrieve(TEST)).toMatchObject({
      id: TEST,
      object: 'financial_connections.institution',
      countries: ['US'],
      features: {
        balances: { supported: true },
        ownership: { supported: true },
        payment_method: { supported: true },
        transactions: { supported: true },
      },
      livemode: false,
      name: 'Test (Non-OAuth)',
      routing_numbers: ['110000000'],
      status: 'active',
      url: null,
    });
  });

  it('has the status by which its failures are known, and cannot be paid from where none of its accounts can', async () => {
    const world = previewSetup();

    const institutions = await all(world);

    const notActive = institutions.filter(({ status }) => status !== 'active');
    expect(notActive.map(({ name, status }) => [name, status])).toEqual([
      ['Down (Scheduled)', 'inactive'],
      ['Down (Unscheduled)', 'inactive'],
      ['Down (Error)', 'degraded'],
    ]);
    const payable = institutions.find(({ name }) => name === 'Invalid Payment Accounts')?.features;
    expect(payable?.payment_method.supported).toBe(false);
  });

  it('is found by its id where institutions are named', async () => {
    const { emulator, preview } = previewSetup({
      fixtures: { institutions: [{ name: 'First Bank', accounts: 'basic', url: 'https://first.test' }] },
    });
    const first = (await preview.financialConnections.institutions.list({ limit: 100 })).data.at(-1);

    await emulator.linkAccount({ institution: first?.id ?? '' });

    expect(first).toMatchObject({ name: 'First Bank', url: 'https://first.test', status: 'active' });
    expect((await preview.financialConnections.accounts.list()).data[0]?.display_name).toBe('Success');
  });

  it('of a name has the same id in every emulator, and another one may be given', async () => {
    const institutions = [
      { name: 'First Bank', accounts: 'basic' },
      { name: 'Second Bank', accounts: 'basic', id: 'fcinst_second' },
    ];
    const ids = async () => (await all(previewSetup({ fixtures: { institutions } }))).map(({ id }) => id);

    const [one, other] = [await ids(), await ids()];

    expect(one).toEqual(other);
    expect(new Set(one).size).toBe(one.length);
    expect(one).toContain('fcinst_second');
    expect(one.every((id) => /^fcinst_[0-9A-Za-z]+$/.test(id))).toBe(true);
  });

  it('that is replaced keeps its id', async () => {
    const { preview } = previewSetup({
      fixtures: { institutions: [{ name: 'Test (Non-OAuth)', down: 'is down' }] },
    });

    const shown = await preview.financialConnections.institutions.retrieve(TEST);

    expect(shown).toMatchObject({ status: 'inactive', routing_numbers: [] });
  });
});

describe('the list of institutions', () => {
  it('has the same order on pages of any size, and backwards', async () => {
    const world = previewSetup();
    const list = (params: { limit?: number; ending_before?: string }) =>
      world.preview.financialConnections.institutions.list(params);

    const whole = (await list({ limit: 100 })).data.map(({ id }) => id);
    const paged = (await all(world)).map(({ id }) => id);
    const before = (await list({ limit: 2, ending_before: whole[5] ?? '' })).data.map(({ id }) => id);

    expect(whole[0]).toBe(TEST);
    expect(paged).toEqual(whole);
    expect(before).toEqual(whole.slice(3, 5));
  });

  it('refuses a cursor that there is not', async () => {
    const { call } = setup();

    const { status, body } = await call('GET', `${PATH}?starting_after=fcinst_x`, {
      headers: { 'stripe-version': PREVIEW },
    });

    expect([status, body.error.code, body.error.param]).toEqual([400, 'resource_missing', 'starting_after']);
  });
});

describe('institutions', () => {
  it.each(['', `/${TEST}`])('are unknown outside of previews, and a note says so: %s', async (rest) => {
    const { call } = setup();

    const { status, body, headers } = await call('GET', PATH + rest);

    expect(status).toBe(404);
    expect(body.error.message).toMatch(`Unrecognized request URL (GET: ${PATH}${rest})`);
    expect(headers.get('emulator-note')).toMatch(/^Only previews have this endpoint\. /);
  });

  it('that there are not are missing', async () => {
    const { call } = setup();

    const { status, body } = await call('GET', `${PATH}/fcinst_x`, {
      headers: { 'stripe-version': PREVIEW },
    });

    expect([status, body.error.message]).toEqual([
      404,
      "No such financial_connections.institution: 'fcinst_x'",
    ]);
  });
});
