import { describe, expect, it } from 'vitest';
import { linkedAccount, type Setup, setup } from '../support/setup.ts';

/* What an answer says beside its body: counted over 710 recorded interactions of 2022 to 2026, 401s of 2025-04 to 2026-07. */

/** Of every answer, as recorded in 2026-03. */
const COMMON = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required',
  'access-control-max-age': '300',
  'cache-control': 'no-cache, no-store',
  'content-type': 'application/json',
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  vary: 'Origin',
};

const REQUEST_ID = expect.stringMatching(/^req_[0-9A-Za-z]{14}$/);

const keyed = { 'idempotency-key': 'once' };
const told = ({ headers }: { headers: Headers }) => Object.fromEntries(headers);
const post = ({ call }: Setup, path: string, form: string, headers: Record<string, string> = keyed) =>
  call('POST', path, { form, headers });

const INTENT = 'currency=usd&payment_method_types[]=us_bank_account';

/** Calls whose execution begins, and ends in a refusal, as recorded. */
const REFUSED_ONCE_BEGUN: Readonly<Record<string, (world: Setup) => ReturnType<Setup['call']>>> = {
  amount_too_large: (world) => post(world, '/v1/payment_intents', `amount=300000000&${INTENT}`),
  account_number_invalid: (world) =>
    post(
      world,
      '/v1/payment_methods',
      'type=us_bank_account&billing_details[name]=J&us_bank_account[account_holder_type]=individual&us_bank_account[routing_number]=110000000&us_bank_account[account_number]=123',
    ),
  payment_intent_unexpected_state: async (world) => {
    const { body } = await post(world, '/v1/payment_intents', `amount=2000&${INTENT}`, {});
    await post(world, `/v1/payment_intents/${body.id}/cancel`, '', {});
    return post(world, `/v1/payment_intents/${body.id}/cancel`, '');
  },
  'an inactive account': async (world) => {
    const { id } = await linkedAccount(world, { status: 'inactive' });
    return post(world, `/v1/financial_connections/accounts/${id}/refresh`, 'features[]=balance');
  },
};

/** Calls that are refused before, as recorded. */
const REFUSED_BEFORE: Readonly<Record<string, (world: Setup) => ReturnType<Setup['call']>>> = {
  'amount 0': (world) => post(world, '/v1/payment_intents', `amount=0&${INTENT}`),
  'a parameter that is not known': (world) => post(world, '/v1/customers', 'typ=x'),
  'an id in the path that is of nothing': (world) =>
    post(world, '/v1/payment_methods/pm_nope/attach', 'customer=cus_nope'),
  'an expansion that there is not': (world) => post(world, '/v1/customers', 'expand[]=nope'),
};

describe('a POST with an idempotency key', () => {
  it('names itself as the original request, and says not to try again', async () => {
    const answer = await post(setup(), '/v1/customers', '');

    const own = answer.headers.get('request-id');
    expect(told(answer)).toEqual({
      ...COMMON,
      'idempotency-key': 'once',
      'original-request': own,
      'request-id': REQUEST_ID,
      'stripe-should-retry': 'false',
      'stripe-version': '2026-10-28.endive',
    });
  });

  it('names the first request when it is answered again', async () => {
    const world = setup();
    const first = await post(world, '/v1/customers', '');

    const again = await post(world, '/v1/customers', '');

    expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
    expect(told(again)).toMatchObject({
      'idempotency-key': 'once',
      'idempotent-replayed': 'true',
      'original-request': first.headers.get('request-id'),
      'stripe-should-retry': 'false',
    });
  });

  it.each(Object.entries(REFUSED_ONCE_BEGUN))(
    'refused once it has begun (%s) says not to try again, and is answered so again',
    async (_, provoke) => {
      const answer = await provoke(setup());

      expect(answer.status).toBe(400);
      expect(told(answer)).toMatchObject({
        'idempotency-key': 'once',
        'original-request': answer.headers.get('request-id'),
        'stripe-should-retry': 'false',
      });
    },
  );

  it.each(Object.entries(REFUSED_BEFORE))(
    'refused before it has begun (%s) does not say whether to try again, and its key is free',
    async (_, provoke) => {
      const world = setup();

      const answer = await provoke(world);
      const next = await post(world, '/v1/customers', '');

      expect([400, 404]).toContain(answer.status);
      expect(told(answer)).toMatchObject({
        'idempotency-key': 'once',
        'original-request': answer.headers.get('request-id'),
      });
      expect(answer.headers.has('stripe-should-retry')).toBe(false);
      expect(next.status).toBe(200);
    },
  );
});

describe('other calls', () => {
  it.each([
    ['POST', '/v1/customers', {}],
    ['POST', '/v1/nothing', {}],
    ['GET', '/v1/customers', keyed],
    ['GET', '/v1/customers/cus_nope', keyed],
    ['DELETE', '/v1/customers/cus_nope', keyed],
  ])('%s %s says nothing of keys', async (method, path, headers) => {
    const answer = await setup().call(method, path, { headers });

    expect(told(answer)).toEqual({
      ...COMMON,
      'request-id': REQUEST_ID,
      'stripe-version': '2026-10-28.endive',
    });
  });
});

describe('a 401', () => {
  const UNAUTHORIZED = { ...COMMON, 'www-authenticate': 'Bearer realm="Stripe"' };

  it.each([
    ['without a key', 'authorization', ''],
    ['with one that is none', 'authorization', 'Bearer nonsense'],
  ])('%s has a message and a type, and no request', async (_, name, value) => {
    const answer = await setup().call('POST', '/v1/customers', { headers: { ...keyed, [name]: value } });

    expect(answer.status).toBe(401);
    expect(told(answer)).toEqual(UNAUTHORIZED);
    expect(Object.keys(answer.body.error)).toEqual(['message', 'type']);
  });

  it('for a publishable key has a code besides, and no request', async () => {
    const { emulator, call } = setup();
    const authorization = `Bearer ${emulator.publishableKey}`;

    const answer = await call('GET', '/v1/customers', { headers: { authorization } });

    expect(answer.status).toBe(401);
    expect(told(answer)).toEqual(UNAUTHORIZED);
    expect(Object.keys(answer.body.error)).toEqual(['code', 'doc_url', 'message', 'type']);
  });
});

describe('request_log_url (recorded from 2026-03 on)', () => {
  const logUrl = async ({ call }: Setup, headers: Record<string, string> = {}): Promise<string> => {
    const { headers: said, body } = await call('GET', '/v1/customers/cus_nope', { headers });
    return body.error.request_log_url.replace(said.get('request-id') ?? 'none', 'req_X');
  };

  it('leads to the request in the Workbench of the account whose key it is, always the same', async () => {
    const [one, same] = [await logUrl(setup()), await logUrl(setup())];
    const other = await logUrl(setup(), { authorization: 'Bearer sk_test_another' });

    expect(one).toMatch(
      /^https:\/\/dashboard\.stripe\.com\/acct_1[0-9A-Za-z]{15}\/test\/workbench\/logs\?object=req_X$/,
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('is of the connected account that a call is for', async () => {
    expect(await logUrl(setup(), { 'stripe-account': 'acct_123' })).toBe(
      'https://dashboard.stripe.com/acct_123/test/workbench/logs?object=req_X',
    );
  });

  it('is of the account that a real key names in its beginning (assumed)', async () => {
    const key = `sk_test_51Abc${'D'.repeat(12)}${'e'.repeat(80)}`;

    expect(await logUrl(setup(), { authorization: `Bearer ${key}` })).toContain(
      `/acct_1Abc${'D'.repeat(12)}/`,
    );
  });
});

describe('an id of a request', () => {
  it('has 14 characters, in its header, in events and with a seed, too', async () => {
    const { emulator, stripe, call } = setup({ seed: 'a' });
    const { id } = await stripe.customers.create();

    const { headers } = await call('GET', `/v1/customers/${id}`);

    expect(headers.get('request-id')).toEqual(REQUEST_ID);
    expect(emulator.events().map(({ request }) => request.id)).toEqual([REQUEST_ID]);
    expect(id).toMatch(/^cus_[0-9A-Za-z]{24}$/);
  });
});
