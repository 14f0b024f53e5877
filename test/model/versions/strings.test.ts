import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/index.ts';
import { setup } from '../../support/setup.ts';

const asking = async (version: string) => {
  const { emulator } = setup();
  const answer = await emulator.fetch('https://api.stripe.com/v1/customers', {
    headers: { authorization: `Bearer ${emulator.apiKey}`, 'stripe-version': version },
  });
  return { status: answer.status, echoed: answer.headers.get('stripe-version'), body: await answer.json() };
};

describe('a version', () => {
  it('is the newest unless named', async () => {
    const plain = await setup().call('GET', '/v1/customers');

    expect(plain.headers.get('stripe-version')).toBe('2026-10-28.endive');
  });

  it.each([
    '2011-01-01',
    '2020-08-27',
    '2024-06-20',
    '2025-02-24.acacia',
    '2026-08-26.dahlia',
    '2026-10-28.endive',
    // In the enum of WebhookEndpointCreateParams.api_version, stripe-node 23.1, between acacia and basil.
    '2025-03-01.dashboard',
    // Later ones of the train that is open only add (docs: api/versioning).
    '2026-11-18.endive',
    '2027-01-27.endive',
    '2026-08-26.preview',
    '2026-11-18.preview',
    // Nowhere documented as refused: the bare date of one with a train, and a date between two.
    '2025-03-31',
    '2023-01-01',
  ])('%s is accepted and echoed', async (version) => {
    expect(await asking(version)).toMatchObject({ status: 200, echoed: version });
  });

  it.each([
    // Recorded of 2024-11-27.
    '2023-10-16; risk_in_requirements_beta=v1',
    // As Financial Connections programs send it, 2022 to 2026.
    '2022-08-01; financial_connections_transactions_beta=v1',
    '2022-08-01; financial_connections_transactions_beta=v1; financial_connections_relink_api_beta=v1',
    // ACH samples, with and without a space.
    '2020-08-27;us_bank_account_beta=v2',
    '2020-08-27; us_bank_account_beta=v2',
    '2026-08-26.preview; feature_beta=v3',
    '2026-10-28.endive;a=v1;b=v2 ; c=v3',
  ])('%s is accepted and echoed as sent, whatever its flags', async (version) => {
    expect(await asking(version)).toMatchObject({ status: 200, echoed: version });
  });

  it.each([
    'endive',
    '2026-13-01',
    '2026-10-28 endive',
    '2026-11-30.dahlia',
    '2030-01-01',
    '2024-06-20; !',
    '; some_beta=v1',
    '',
  ])('"%s" is refused', async (version) => {
    const { status, body } = await asking(version);

    expect(status).toBe(400);
    expect((body as { error: { message: string } }).error.message).toBe(
      `Invalid Stripe API version: ${version}`,
    );
  });
});

describe('a version with flags', () => {
  const FLAGGED = '2022-08-01; financial_connections_transactions_beta=v1';

  it('is answered in the form of its date', async () => {
    const { stripe, call } = setup();
    const { id } = await stripe.paymentIntents.create({ amount: 1_000, currency: 'usd' });

    const { body } = await call('GET', `/v1/payment_intents/${id}`, {
      headers: { 'stripe-version': FLAGGED },
    });

    expect(body.charges).toMatchObject({ total_count: 0 });
  });

  // An event in public, of 2022-08, has api_version "2020-08-27; orders_beta=v4".
  it('of the account is that of its events', async () => {
    const { emulator, stripe } = setup({ apiVersion: FLAGGED });

    await stripe.customers.create();

    expect(emulator.events()[0]?.api_version).toBe(FLAGGED);
  });

  it('of an endpoint is shown by it, and stamped on what it gets', async () => {
    const { emulator, stripe } = setup();
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
      api_version: FLAGGED as '2022-08-01',
    });
    await stripe.customers.create();
    await emulator.clock.advance(0);
    const sent = emulator.deliveries().find(({ endpoint: to }) => to === endpoint.id)?.attempts[0]
      ?.request.body;

    expect(endpoint.api_version).toBe(FLAGGED);
    // The beginning of what is kept of a delivery that is tried again.
    expect(sent).toMatch(/"api_version": ?"2022-08-01; financial_connections_transactions_beta=v1"/);
  });

  it('is taken in the options of a webhook', async () => {
    const bodies: string[] = [];
    const handler = async (request: Request) => {
      bodies.push(await request.text());
      return new Response('ok');
    };
    const { stripe, emulator } = setup({ webhooks: [{ handler, apiVersion: FLAGGED }] });
    await stripe.customers.create();
    await emulator.clock.advance(0);

    expect(bodies.map((body) => JSON.parse(body).api_version)).toEqual([FLAGGED]);
  });

  it('takes what its date takes: payment_method_types', async () => {
    const { call } = setup();
    const form = 'amount=2000&currency=usd&payment_method_types[]=us_bank_account';
    const send = (version: string) =>
      call('POST', '/v1/payment_intents', { form, headers: { 'stripe-version': version } });

    expect((await send('2026-08-26.dahlia; some_beta=v1')).status).toBe(200);
    expect((await send('2026-09-30.endive; some_beta=v1')).body.error.code).toBe(
      'payment_method_types_no_longer_supported',
    );
  });
});

describe('a version in the options', () => {
  it('that is none is refused with one to write', () => {
    expect(() => createEmulator({ apiVersion: '2022' })).toThrow(
      'apiVersion: "2022" is no API version up to 2026-10-28.endive. Write one such as 2026-10-28.endive.',
    );
  });
});
