import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/index.ts';
import { linkedAccount, openSession, refusal, setup } from '../../support/setup.ts';

describe('API versions', () => {
  it('are the newest unless named', async () => {
    const plain = await setup().call('GET', '/v1/customers');

    expect(plain.headers.get('stripe-version')).toBe('2026-10-28.endive');
  });

  it('are echoed', async () => {
    const { call } = setup();

    const asked = await call('GET', '/v1/customers', { headers: { 'stripe-version': '2024-06-20' } });

    expect(asked.headers.get('stripe-version')).toBe('2024-06-20');
  });

  it.each([
    '2011-01-01',
    '2022-11-15',
    '2024-06-20',
    '2025-02-24.acacia',
    '2026-08-26.dahlia',
    '2026-08-26.preview',
    '2026-10-28.endive',
  ])('%s is accepted', async (version) => {
    const { call } = setup();

    expect((await call('GET', '/v1/customers', { headers: { 'stripe-version': version } })).status).toBe(200);
  });

  it.each(['endive', '2026-13-01', '2026-10-28 endive', '2026-11-30.dahlia', '2030-01-01', ''])(
    '"%s" is refused',
    async (version) => {
      const { emulator } = setup();
      const answer = await emulator.fetch('https://api.stripe.com/v1/customers', {
        headers: { authorization: `Bearer ${emulator.apiKey}`, 'stripe-version': version },
      });

      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: { message: string } }).error.message).toBe(
        `Invalid Stripe API version: ${version}`,
      );
    },
  );

  it('of a webhook endpoint are stamped on what it gets', async () => {
    const { emulator, stripe } = setup();
    await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
      api_version: '2025-03-31.basil',
    });
    await stripe.customers.create();
    await emulator.clock.advance(0);

    const attempt = emulator.deliveries().find(({ endpoint }) => endpoint.startsWith('we_'))?.attempts[0];

    expect(attempt?.request.body).toContain('"api_version":"2025-03-31.basil"');
  });

  it('leave the fields that were only added, unless they are dated', async () => {
    const dated = setup({ assume: { additiveFields: 'dated' } });
    const always = setup();
    const fieldsOf = async (world: typeof dated) => {
      const { id } = await linkedAccount(world);
      return Object.keys(
        (
          await world.call('GET', `/v1/financial_connections/accounts/${id}`, {
            headers: { 'stripe-version': '2024-06-20' },
          })
        ).body,
      );
    };

    expect(await fieldsOf(always)).toContain('account_numbers');
    expect(await fieldsOf(dated)).not.toContain('account_numbers');
  });

  it('change sessions inside lists of their parents, too: expanded objects are rendered alike', async () => {
    const world = setup();
    const session = await openSession(world, { filters: { country: 'US' } });

    const old = await world.call('GET', `/v1/financial_connections/sessions/${session.id}`, {
      headers: { 'stripe-version': '2025-09-30.clover' },
    });

    expect(session.filters).toEqual({ account_subcategories: null, country: 'US' });
    expect(old.body.filters).toEqual({ account_subcategories: null, countries: ['US'], country: 'US' });
  });

  it('of a preview answer in the shape of the preview', async () => {
    const world = setup();
    const preview = world.clientFor(world.emulator.apiKey, { apiVersion: '2026-08-26.preview' as never });
    const { id } = await linkedAccount({ emulator: world.emulator, stripe: preview });
    const session = await openSession({ stripe: preview });

    expect(await preview.financialConnections.accounts.retrieve(id)).toMatchObject({ id });
    expect(await preview.financialConnections.sessions.retrieve(session.id)).toMatchObject({
      id: session.id,
    });
  });

  it('before endive, or none, take payment_method_types', async () => {
    const { call } = setup();
    const form = 'amount=2000&currency=usd&payment_method_types[]=us_bank_account';

    const unnamed = await call('POST', '/v1/payment_intents', { form });
    const older = await call('POST', '/v1/payment_intents', {
      form,
      headers: { 'stripe-version': '2026-08-26.dahlia' },
    });

    expect([unnamed.status, older.status]).toEqual([200, 200]);
  });

  it('from endive on have no payment_method_types', async () => {
    const error = await refusal(
      setup().stripe.paymentIntents.create({
        amount: 2_000,
        currency: 'usd',
        payment_method_types: ['us_bank_account'],
      } as never),
    );

    expect(error).toMatchObject({ statusCode: 400, code: 'payment_method_types_no_longer_supported' });
  });

  it('end retired parameters', async () => {
    const { call } = setup();
    const send = (version: string) =>
      call('POST', '/v1/customers', { form: 'coupon=SPRING', headers: { 'stripe-version': version } });

    expect((await send('2024-06-20')).status).toBe(200);
    expect((await send('2026-10-28.endive')).body.error.message).toBe('Received unknown parameter: coupon');
  });

  it('leave a hash of the user’s alone, whatever it has for `object`', async () => {
    const emulator = createEmulator({ log: false });
    const nextAction = { object: { toString: 1 } };
    await emulator.putObjects({ payment_intents: [{ id: 'pi_1', next_action: nextAction }] });

    const answer = await emulator.fetch('/v1/payment_intents/pi_1', {
      headers: { authorization: `Bearer ${emulator.apiKey}`, 'stripe-version': '2022-11-15' },
    });

    expect(await answer.json()).toMatchObject({ next_action: nextAction });
  });
});
