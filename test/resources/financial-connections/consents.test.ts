import { describe, expect, it } from 'vitest';
import { PREVIEW } from '../../support/preview.ts';
import { setup } from '../../support/setup.ts';

const PATH = '/v1/financial_connections/consents';
const headers = { 'stripe-version': PREVIEW };

async function world() {
  const { stripe, ...rest } = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });
  const customer = await stripe.customers.create();
  const form = `account_holder[type]=customer&account_holder[customer]=${customer.id}`;
  return { ...rest, customer, form };
}

describe('a consent', () => {
  it('has a text to show, and expires half an hour later', async () => {
    const { call, customer, form } = await world();

    const { body } = await call('POST', PATH, { form, headers });

    expect(body).toEqual({
      id: expect.stringMatching(/^fccons_[0-9A-Za-z]{24}$/),
      object: 'financial_connections.consent',
      account_holder: { customer: customer.id, type: 'customer' },
      consent_text: expect.stringContaining('you agree'),
      created: 1_767_225_600,
      expires_at: 1_767_227_400,
      livemode: false,
      locale: 'en-US',
    });
    expect((await call('GET', `${PATH}/${body.id}`, { headers })).body).toEqual(body);
  });

  it.each([
    ['es', 'es', 'aceptas'],
    ['EN-gb', 'en-GB', 'you agree'],
    ['es-Latn-MX', 'es-Latn-MX', 'aceptas'],
  ])('in %s is told in its language, by its tag as it is written: %s', async (locale, tag, words) => {
    const { call, form } = await world();

    const { body } = await call('POST', PATH, { form: `${form}&locale=${locale}`, headers });

    expect(body.locale).toBe(tag);
    expect(body.consent_text).toContain(words);
  });

  it.each([
    ['en_US', 'financial_connections_consent_locale_invalid'],
    ['x', 'financial_connections_consent_locale_invalid'],
    ['en--US', 'financial_connections_consent_locale_invalid'],
    ['de', 'financial_connections_consent_locale_unsupported'],
    ['zh-Hans', 'financial_connections_consent_locale_unsupported'],
  ])('is not given in %s', async (locale, code) => {
    const { call, form } = await world();

    const { status, body } = await call('POST', PATH, { form: `${form}&locale=${locale}`, headers });

    expect([status, body.error.code, body.error.param]).toEqual([400, code, 'locale']);
  });

  it('needs somebody whose it is, who is expanded', async () => {
    const { call, customer, form } = await world();

    const refused = await call('POST', PATH, { form: 'locale=en', headers });
    const { body } = await call('POST', PATH, { form: `${form}&expand[]=account_holder.customer`, headers });

    expect([refused.status, refused.body.error.param]).toEqual([400, 'account_holder']);
    expect(body.account_holder.customer.id).toBe(customer.id);
  });

  it('is unknown outside of previews', async () => {
    const { call, form } = await world();

    expect((await call('POST', PATH, { form })).status).toBe(404);
    expect((await call('GET', `${PATH}/fccons_1`)).status).toBe(404);
  });
});
