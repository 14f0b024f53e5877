import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../src/index.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

/* Parameters that came or went: Stripe's sentence is the error, and a note says where they work. */

const NEWEST = '2026-10-28.endive';
const SESSIONS = '/v1/financial_connections/sessions';
const HOLDER = 'permissions[]=balances&account_holder[type]=account&account_holder[account]=acct_1';
const INTENT = 'amount=2000&currency=usd&payment_method_types[]=us_bank_account';

const post = ({ call }: Setup, path: string, form: string, version?: string) =>
  call('POST', path, { form, headers: version === undefined ? {} : { 'stripe-version': version } });

describe('a parameter that a later version has taken away', () => {
  it('is refused by it as Stripe does, and the note says where it works and what took its place', async () => {
    const { status, body, headers } = await post(
      setup(),
      SESSIONS,
      `${HOLDER}&filters[countries][]=US`,
      NEWEST,
    );

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'parameter_unknown',
      message: 'Received unknown parameter: filters[countries]',
      param: 'filters[countries]',
    });
    expect(headers.get('emulator-note')).toBe(
      '`filters[countries]` works in versions before 2026-09-30.endive; since then `filters[country]`, one country, takes its place. This call has version 2026-10-28.endive: send Stripe-Version: 2026-08-26.dahlia, or choose it for all calls that name none with --api-version 2026-08-26.dahlia (apiVersion in code).',
    );
  });

  it('is taken before, and the first of a list is used', async () => {
    const form = `${HOLDER}&filters[countries][]=US&filters[countries][]=CA`;
    const { body, headers } = await post(setup(), SESSIONS, form, '2022-08-01');

    expect(body.filters).toEqual({ account_subcategories: null, countries: ['US'], country: 'US' });
    expect(headers.get('emulator-note')).toBeNull();
  });

  it('says so in the log and among the requests, once', async () => {
    const logged: LogEntry[] = [];
    const world = setup({ log: (entry) => void logged.push(entry) });

    await post(world, SESSIONS, `${HOLDER}&filters[countries][]=US`, NEWEST);
    const noted = logged.filter((entry) => 'note' in entry && entry.note !== undefined);

    expect(noted).toMatchObject([{ kind: 'request', note: expect.stringContaining('2026-08-26.dahlia') }]);
    expect(world.emulator.requests().filter(({ note }) => note !== undefined)).toHaveLength(1);
  });

  it.each(['coupon', 'promotion_code'])('ends with basil on customers: %s', async (name) => {
    const statuses = [];
    for (const version of ['2020-08-27', '2025-02-24.acacia', '2025-03-31.basil', NEWEST])
      statuses.push((await post(setup(), '/v1/customers', `${name}=SPRING`, version)).status);

    expect(statuses).toEqual([200, 200, 400, 400]);
  });
});

describe('payment_method_types', () => {
  it.each([
    ['/v1/payment_intents', INTENT],
    ['/v1/payment_intents/pi_1', 'payment_method_types[]=us_bank_account'],
    ['/v1/payment_intents/pi_1/confirm', 'payment_method_types[]=us_bank_account'],
  ])('are refused by endive with a code of their own: %s', async (path, form) => {
    const world = setup({ objects: { payment_intents: [{ id: 'pi_1' }] } });

    const { status, body, headers } = await post(world, path, form, NEWEST);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'payment_method_types_no_longer_supported',
      param: 'payment_method_types',
    });
    expect(headers.get('emulator-note')).toContain(
      '`payment_method_types` works in versions before 2026-09-30.endive',
    );
  });

  it('are refused to the official client, which names the newest version', async () => {
    const params = { amount: 2_000, currency: 'usd', payment_method_types: ['us_bank_account'] };

    expect(await refusal(setup().stripe.paymentIntents.create(params as never))).toMatchObject({
      statusCode: 400,
      code: 'payment_method_types_no_longer_supported',
    });
  });

  it('are taken from a call that names no version, and the note says who refuses them', async () => {
    const { status, headers } = await post(setup(), '/v1/payment_intents', INTENT);

    expect(status).toBe(200);
    expect(headers.get('emulator-note')).toBe(
      '`payment_method_types` is taken because this call names no version: 2026-09-30.endive and later refuse it, and `allowed_payment_method_types` or `excluded_payment_method_types` take its place. Send Stripe-Version: 2026-10-28.endive to see so.',
    );
  });

  it('are refused to a call that names no version where the account has endive', async () => {
    expect((await post(setup({ apiVersion: NEWEST }), '/v1/payment_intents', INTENT)).status).toBe(400);
  });

  it('are taken without a word before endive', async () => {
    const { status, headers } = await post(setup(), '/v1/payment_intents', INTENT, '2026-08-26.dahlia');

    expect([status, headers.get('emulator-note')]).toEqual([200, null]);
  });

  // Changelog 2026-08-26.preview: previews have the removal before the others.
  it('are refused by the preview of August already', async () => {
    const statuses = [];
    for (const version of ['2026-07-29.preview', '2026-08-26.preview'])
      statuses.push((await post(setup(), '/v1/payment_intents', INTENT, version)).status);

    expect(statuses).toEqual([200, 400]);
  });

  it('are refused before anything happens: the key keeps no answer', async () => {
    const { call } = setup();
    const send = (version: string) =>
      call('POST', '/v1/payment_intents', {
        form: INTENT,
        headers: { 'idempotency-key': 'k', 'stripe-version': version },
      });

    expect((await send(NEWEST)).status).toBe(400);
    expect((await send('2026-08-26.dahlia')).status).toBe(200);
  });
});

describe('a parameter of a later version', () => {
  it('is unknown before, and the note says with which it came', async () => {
    const { status, body, headers } = await post(
      setup(),
      SESSIONS,
      `${HOLDER}&filters[country]=US`,
      '2026-08-26.dahlia',
    );

    expect(status).toBe(400);
    expect(body.error.message).toBe('Received unknown parameter: filters[country]');
    expect(headers.get('emulator-note')).toBe(
      '`filters[country]` came with 2026-09-30.endive; before it, `filters[countries]`, a list, stands in its place. This call has version 2026-08-26.dahlia: send Stripe-Version: 2026-10-28.endive, or choose it for all calls that name none with --api-version 2026-10-28.endive (apiVersion in code).',
    );
  });

  it.each([
    [SESSIONS, `${HOLDER}&ui_mode=hosted`, 'ui_mode'],
    [SESSIONS, `${HOLDER}&relink_options[account]=fca_1`, 'relink_options'],
    [SESSIONS, `${HOLDER}&filters[institution]=fcinst_1`, 'filters[institution]'],
  ])('that only previews have is unknown, and the note says so: %s %s', async (path, form, name) => {
    const { body, headers } = await post(setup(), path, form, NEWEST);

    expect(body.error.message).toBe(`Received unknown parameter: ${name}`);
    expect(headers.get('emulator-note')).toBe(
      `\`${name}\` is a parameter of previews, and other versions do not have it. This call has version ${NEWEST}: send Stripe-Version: 2026-08-26.preview, or choose it for all calls that name none with --api-version 2026-08-26.preview (apiVersion in code).`,
    );
  });

  it('of which only previews know a word is refused, and the note says so', async () => {
    const setting = setup();
    const { id } = await setting.emulator.linkAccount();
    const path = `/v1/financial_connections/accounts/${id}/refresh`;

    const { body, headers } = await post(setting, path, 'features[]=inferred_balances', NEWEST);

    expect(body.error.message).toBe(
      'Invalid features[0]: must be one of balance, ownership, or transactions',
    );
    expect(headers.get('emulator-note')).toMatch(/^Previews take what this call asks for\. This call has/);
  });

  it('that only previews have, and that nothing is behind, is unknown to all', async () => {
    for (const version of [NEWEST, '2026-08-26.preview']) {
      const form = 'amount=2000&currency=usd&fx_quote=fxq_1';
      const { body, headers } = await post(setup(), '/v1/payment_intents', form, version);

      expect(body.error.message).toBe('Received unknown parameter: fx_quote');
      expect(headers.get('emulator-note')).toBe(
        '`fx_quote` is a parameter of previews, such as 2026-08-26.preview, and nothing is emulated behind it.',
      );
    }
  });

  it('that no version has is told nothing of', async () => {
    const { body, headers } = await post(setup(), SESSIONS, `${HOLDER}&colour=red`, NEWEST);

    expect(body.error.message).toBe('Received unknown parameter: colour');
    expect(headers.get('emulator-note')).toBeNull();
  });
});

describe('a note on what a version refuses', () => {
  // A client shows the body of an error, and no headers.
  it('is printed as well, once', async () => {
    const printed: string[] = [];
    const { call } = setup({ log: ({ kind, text }) => void (kind === 'notice' && printed.push(text)) });
    const headers = { 'stripe-version': '2026-10-28.endive' };
    const form = 'amount=2000&currency=usd&payment_method_types[]=us_bank_account';

    await call('POST', '/v1/payment_intents', { form, headers });
    await call('POST', '/v1/payment_intents', { form, headers });

    expect(printed).toEqual([
      expect.stringMatching(/^`payment_method_types` works in versions before 2026-09-30\.endive; /),
    ]);
  });
});
