import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../support/setup.ts';

const with_ = (authorization?: string) => {
  const { emulator } = setup();
  return emulator
    .fetch(
      'https://api.stripe.com/v1/customers',
      authorization === undefined ? {} : { headers: { authorization } },
    )
    .then(async (response) => ({
      status: response.status,
      error: ((await response.json()) as { error?: { message: string; code?: string; type: string } }).error,
    }));
};

describe('keys', () => {
  it.each([
    ['Bearer', 'Bearer sk_test_blue'],
    ['Basic, as the user name', `Basic ${btoa('sk_test_blue:')}`],
    ['Basic without a colon', `Basic ${btoa('sk_test_blue')}`],
    ['a restricted key', 'Bearer rk_test_blue'],
  ])('are accepted by %s', async (_how, authorization) => {
    expect((await with_(authorization)).status).toBe(200);
  });

  it('are missed with the sentence that says how to send one', async () => {
    const { status, error } = await with_();

    expect(status).toBe(401);
    expect(error?.message).toMatch(
      /^You did not provide an API key\. You need to provide your API key in the Authorization header/,
    );
    expect(error?.type).toBe('invalid_request_error');
  });

  it('that are malformed are shown masked', async () => {
    const { status, error } = await with_('Bearer something-secret-1234');

    expect(status).toBe(401);
    expect(error?.message).toBe('Invalid API Key provided: somethin*********1234');
  });

  it.each(['sk_live_0123456789abcdef', 'rk_live_0123456789abcdef', 'pk_live_0123456789abcdef'])(
    'of live mode are refused: %s',
    async (key) => {
      const { status, error } = await with_(`Bearer ${key}`);

      expect(status).toBe(401);
      expect(error?.message).toContain('A live key');
      expect(error?.message).not.toContain('0123456789abcdef');
    },
  );

  it('of one name see one sandbox, of two names two', async () => {
    const { clientFor } = setup();
    const { id } = await clientFor('sk_test_blue').customers.create();

    expect(await clientFor('rk_test_blue').customers.retrieve(id)).toMatchObject({ id });
    expect(await refusal(clientFor('sk_test_green').customers.retrieve(id))).toMatchObject({
      statusCode: 404,
    });
  });

  it('that look real meet by their account part', async () => {
    const { clientFor } = setup();
    const account = '5AbCdEfGhIjKlMnOp';
    const { id, client_secret } = await clientFor(
      `sk_test_${account}${'x'.repeat(82)}`,
    ).paymentIntents.create({ amount: 2_000, currency: 'usd' });

    const browser = clientFor(`pk_test_${account}${'y'.repeat(82)}`);

    expect(await browser.paymentIntents.retrieve(id, { client_secret } as never)).toMatchObject({ id });
  });

  it('that are publishable need the client_secret', async () => {
    const { emulator, stripe, clientFor } = setup();
    const { id } = await stripe.paymentIntents.create({ amount: 2_000, currency: 'usd' });
    const browser = clientFor(emulator.publishableKey);

    const without = await refusal(browser.paymentIntents.retrieve(id));
    const wrong = await refusal(
      browser.paymentIntents.retrieve(id, { client_secret: `${id}_secret_wrong` } as never),
    );

    expect(without).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'client_secret' });
    expect(wrong.message).toBe(
      'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    );
  });
});

describe('Stripe-Account', () => {
  it('selects objects of another account under the same key', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create({}, { stripeAccount: 'acct_1' });

    const missing = await refusal(stripe.customers.retrieve(id));
    const found = await stripe.customers.retrieve(id, {}, { stripeAccount: 'acct_1' });

    expect(missing.statusCode).toBe(404);
    expect(found.id).toBe(id);
    expect((await stripe.events.list({}, { stripeAccount: 'acct_1' })).data[0]).toMatchObject({
      account: 'acct_1',
      type: 'customer.created',
    });
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it('is echoed, and refused when it is no account', async () => {
    const { call } = setup();

    const good = await call('GET', '/v1/customers', { headers: { 'stripe-account': 'acct_1' } });
    const bad = await call('GET', '/v1/customers', { headers: { 'stripe-account': 'cus_1' } });

    expect(good.headers.get('stripe-account')).toBe('acct_1');
    expect(bad).toMatchObject({ status: 403, body: { error: { code: 'account_invalid' } } });
  });

  it('sends its events to connect endpoints, and the platform’s own to the others', async () => {
    const { emulator, stripe } = setup();
    const connect = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/connect',
      enabled_events: ['*'],
      connect: true,
    });
    const own = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/own',
      enabled_events: ['*'],
    });

    await stripe.customers.create({}, { stripeAccount: 'acct_1' });
    await stripe.customers.create();

    const made = emulator.deliveries().filter(({ endpoint }) => endpoint.startsWith('we_'));
    expect(made.map(({ endpoint, account }) => [endpoint, account])).toEqual([
      [connect.id, 'acct_1'],
      [own.id, null],
    ]);
  });
});

describe('the rate limit', () => {
  it('is off by default', async () => {
    const { call } = setup();
    const answers = await Promise.all(Array.from({ length: 60 }, () => call('GET', '/v1/customers')));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('lets 25 reads and 25 writes a second through', async () => {
    const { emulator, call } = setup({ rateLimit: 'stripe' });
    const burst = async (method: string) => {
      const answers: Awaited<ReturnType<typeof call>>[] = [];
      for (let sent = 0; sent < 26; sent++) answers.push(await call(method, '/v1/customers'));
      return answers;
    };

    const [reads, writes] = [await burst('GET'), await burst('POST')];
    await emulator.clock.advance(1_000);
    const later = await call('GET', '/v1/customers');

    expect(reads.map(({ status }) => status)).toEqual([...Array(25).fill(200), 429]);
    expect(writes.at(-1)).toMatchObject({
      status: 429,
      body: { error: { code: 'rate_limit', type: 'invalid_request_error' } },
    });
    expect(writes.at(-1)?.headers.get('stripe-should-retry')).toBe('false');
    expect(later.status).toBe(200);
  });
});
