import { describe, expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

/* As Stripe.js calls: reference stripe-js.md, 4; without a header that would need a preflight. */

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** An intent, and calls of a page for it, each with the form that it gives. */
async function page() {
  const { emulator, stripe } = setup();
  const intent = await stripe.paymentIntents.create({ amount: 2_000, currency: 'usd' });
  const answered = async (response: Promise<Response>) => {
    const { status, headers, text } = await response.then(async (made) => ({
      status: made.status,
      headers: made.headers,
      text: await made.text(),
    }));
    return { status, headers, body: JSON.parse(text) };
  };
  const url = (path: string) => `https://api.stripe.com${path}`;
  return {
    emulator,
    intent,
    key: emulator.publishableKey,
    get: (path: string) => answered(emulator.fetch(url(path))),
    post: (path: string, body: string) =>
      answered(emulator.fetch(url(path), { method: 'POST', headers: FORM, body })),
    /** As MSW hands it over: a body that is still to be read. */
    streamed: (path: string, body: string) =>
      answered(emulator.fetch(new Request(url(path), { method: 'POST', headers: FORM, body }))),
  };
}

const BANK =
  'type=us_bank_account&us_bank_account[account_holder_type]=individual&us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=110000000&billing_details[name]=Jenny';

describe('a publishable key among the parameters', () => {
  // Seen in calls of public applications' pages.
  it('brings what Stripe.js says of itself, which no operation is told', async () => {
    const { post, key } = await page();

    const { status } = await post(
      '/v1/payment_methods',
      `${BANK}&guid=NA&muid=NA&sid=NA&payment_user_agent=stripe.js&referrer=https%3A%2F%2Fa.test&time_on_page=1&pasted_fields=number&client_attribution_metadata%5Bclient_session_id%5D=1&key=${key}`,
    );

    expect(status).toBe(200);
  });

  it('is read in the query of a GET', async () => {
    const { get, intent, key } = await page();

    const { status, body } = await get(
      `/v1/payment_intents/${intent.id}?key=${key}&client_secret=${intent.client_secret}`,
    );

    expect([status, body.id]).toEqual([200, intent.id]);
  });

  it.each(['post', 'streamed'] as const)('is read in the body of a POST (%s)', async (how) => {
    const { [how]: send, key } = await page();

    const { status, body } = await send('/v1/payment_methods', `${BANK}&key=${encodeURIComponent(key)}`);

    expect([status, body.object]).toEqual([200, 'payment_method']);
  });

  // RFC 9110, 5.5: a field value holds neither the end of a line nor what is beyond Latin-1.
  it.each([
    ['_stripe_version', '2020-08-27;a%0D%0AX-Evil:1', 'stripe-version', '2020-08-27;a??X-Evil:1'],
    ['_stripe_version', '2020-08-27;a%0A=v1', 'stripe-version', '2020-08-27;a?=v1'],
    ['_stripe_version', '2020-08-27;%E2%98%83', 'stripe-version', '2020-08-27;?'],
    ['_stripe_account', 'acct_%0AX-Evil:1', 'stripe-account', 'acct_?X-Evil:1'],
  ])('with %s=%s is answered in headers that can be sent', async (name, value, header, echoed) => {
    const { get, intent, key } = await page();

    const { status, headers } = await get(
      `/v1/payment_intents/${intent.id}?key=${key}&client_secret=${intent.client_secret}&${name}=${value}`,
    );

    expect([status < 500, headers.get(header), headers.get('x-evil')]).toEqual([true, echoed, null]);
  });

  it('does no more than such a key does in a header', async () => {
    const { post, key } = await page();

    expect((await post('/v1/customers', `key=${key}`)).body.error.code).toBe('secret_key_required');
  });

  it('of live mode is refused as in a header', async () => {
    const { post } = await page();

    expect((await post('/v1/payment_methods', `${BANK}&key=pk_live_0123456789abcdef`)).status).toBe(401);
  });

  it.each(['', 'key=', 'monkey=pk_test_stripe_fc_emulator', 'metadata[key]=pk_test_stripe_fc_emulator'])(
    'is none in %j',
    async (form) => {
      const { post } = await page();

      const { status, body } = await post('/v1/payment_methods', form);

      expect(status).toBe(401);
      expect(body.error.message).toMatch(/^You did not provide an API key\./);
    },
  );
});

describe('account and version among the parameters', () => {
  it('count as the headers do', async () => {
    const { post, key } = await page();

    const { status, headers } = await post(
      '/v1/payment_methods',
      `${BANK}&key=${key}&_stripe_account=acct_1&_stripe_version=2024-06-20`,
    );

    expect([status, headers.get('stripe-account'), headers.get('stripe-version')]).toEqual([
      200,
      'acct_1',
      '2024-06-20',
    ]);
  });

  it('are taken beside a publishable key in the header', async () => {
    const { emulator, intent, key } = await page();

    const response = await emulator.fetch(
      `https://api.stripe.com/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}&key=${key}&_stripe_version=2024-06-20`,
      { headers: { authorization: `Bearer ${key}` } },
    );

    expect([response.status, response.headers.get('stripe-version')]).toEqual([200, '2024-06-20']);
  });

  it('are unknown parameters to a secret key, whose client says it in headers', async () => {
    const { emulator } = await page();

    const response = await emulator.fetch('https://api.stripe.com/v1/customers', {
      method: 'POST',
      headers: { ...FORM, authorization: `Bearer ${emulator.apiKey}` },
      body: '_stripe_account=acct_1',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'parameter_unknown' } });
  });
});
