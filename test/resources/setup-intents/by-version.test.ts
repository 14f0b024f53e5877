import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

const creating = (version: string, form = '') =>
  setup({ log: false }).call('POST', '/v1/setup_intents', {
    form,
    headers: { 'stripe-version': version },
  });

describe('what a version has a SetupIntent be', () => {
  it.each([
    ['2023-08-15', null, ['card']],
    ['2023-08-16', { allow_redirects: 'always', enabled: true }, ['card', 'link', 'us_bank_account']],
  ])('%s: %j by default', async (version, automatic, types) => {
    const { body } = await creating(version);

    expect(body).toMatchObject({ automatic_payment_methods: automatic, payment_method_types: types });
  });

  it('names its types until endive', async () => {
    const form = 'payment_method_types[]=us_bank_account';
    const older = await creating('2026-08-26.dahlia', form);
    const newer = await creating('2026-09-30.endive', form);

    expect(older.body).toMatchObject({
      automatic_payment_methods: null,
      payment_method_types: ['us_bank_account'],
      payment_method_configuration_details: null,
      payment_method_options: {
        us_bank_account: { mandate_options: {}, verification_method: 'automatic' },
      },
    });
    expect(newer.body.error).toMatchObject({
      code: 'payment_method_types_no_longer_supported',
      param: 'payment_method_types',
    });
  });

  it('is used on session, if asked, before dahlia', async () => {
    const older = await creating('2026-02-25.clover', 'usage=on_session');
    const wrong = await creating('2026-02-25.clover', 'usage=sometimes');

    expect(older.body.usage).toBe('on_session');
    expect(wrong.body.error).toMatchObject({ param: 'usage' });
    expect(wrong.body.error.message).toBe('Invalid usage: must be one of off_session or on_session');
  });

  it('is used off session since, whatever is asked, and a note says so', async () => {
    for (const usage of ['on_session', 'sometimes']) {
      const { body, headers } = await creating('2026-03-25.dahlia', `usage=${usage}`);

      expect(body.usage).toBe('off_session');
      expect(headers.get('emulator-note')).toContain('Stripe answers `usage` with off_session');
    }
  });
});

// Recorded, 2023-12.
it('in 2023-10-16 the refusal to cancel twice has its slip', async () => {
  const { call } = setup();
  const headers = { 'stripe-version': '2023-10-16' };
  const { body: made } = await call('POST', '/v1/setup_intents', { headers });
  await call('POST', `/v1/setup_intents/${made.id}/cancel`, { headers });

  const { body } = await call('POST', `/v1/setup_intents/${made.id}/cancel`, { headers });

  expect(body.error.message).toBe('You cannot cancel this SetupIntent because it it already canceled.');
});
