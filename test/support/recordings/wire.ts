import { expect } from 'vitest';
import { ACCEPTED, type Answered, BARE, CLOVER, type Comparison, paying } from './world.ts';

const KEY = 'a-key-of-recordings';
const KEYED = { 'Idempotency-Key': KEY, ...CLOVER };

const idempotency = ({ headers }: Answered) => ({
  key: headers.get('Idempotency-Key'),
  original: headers.get('Original-Request'),
  retry: headers.get('Stripe-Should-Retry'),
});

const ACCESS_CONTROL = [
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
];

export const wire = {
  keyedPost: async ({ call }) => {
    const answer = await call('POST', '/v1/customers', { name: 'Jenny' }, KEYED);

    const own = answer.headers.get('Request-Id');
    expect(answer.status).toBe(200);
    expect(idempotency(answer)).toEqual({ key: KEY, original: own, retry: 'false' });
  },

  keyedRefusalWhileExecuting: async (world) => {
    const { call } = world;
    const paid = await paying(world);
    const [first, second] = await Promise.all([
      call('POST', '/v1/customers', { name: 'Jenny' }),
      call('POST', '/v1/customers', { name: 'Rosen' }),
    ]);
    const method = await call('POST', '/v1/payment_methods/pm_usBankAccount_success/attach', {
      customer: first.body.id,
    });

    const refused = [
      await call(
        'POST',
        '/v1/payment_intents',
        { ...BARE, amount: '300000000' },
        { ...KEYED, 'Idempotency-Key': 'k1' },
      ),
      await call(
        'POST',
        `/v1/payment_methods/${method.body.id}/attach`,
        { customer: second.body.id },
        { ...KEYED, 'Idempotency-Key': 'k2' },
      ),
      await call('POST', `/v1/payment_intents/${paid.body.id}/confirm`, ACCEPTED, {
        ...KEYED,
        'Idempotency-Key': 'k3',
      }),
      await call(
        'POST',
        '/v1/payment_methods',
        {
          type: 'us_bank_account',
          'us_bank_account[routing_number]': '110000000',
          'us_bank_account[account_number]': '1',
          'us_bank_account[account_holder_type]': 'individual',
          'billing_details[name]': 'Jenny Rosen',
        },
        { ...KEYED, 'Idempotency-Key': 'k4' },
      ),
    ];

    expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual([
      [400, 'amount_too_large'],
      [400, undefined],
      [400, 'payment_intent_unexpected_state'],
      [400, 'account_number_invalid'],
    ]);
    for (const answer of refused)
      expect(idempotency(answer)).toEqual({
        key: expect.stringMatching(/^k\d$/),
        original: answer.headers.get('Request-Id'),
        retry: 'false',
      });
  },

  keyedRefusalBefore: async ({ call }) => {
    const refused = [
      await call(
        'POST',
        '/v1/payment_intents',
        { ...BARE, amount: '0' },
        { ...KEYED, 'Idempotency-Key': 'k1' },
      ),
      await call(
        'POST',
        '/v1/payment_methods/pm_nobody/attach',
        { customer: 'cus_nobody' },
        { ...KEYED, 'Idempotency-Key': 'k2' },
      ),
    ];

    expect(refused.map(({ status }) => status)).toEqual([400, 404]);
    for (const answer of refused)
      expect(idempotency(answer)).toEqual({
        key: expect.stringMatching(/^k\d$/),
        original: answer.headers.get('Request-Id'),
        retry: null,
      });
  },

  plainPost: async ({ call }) => {
    const answer = await call('POST', '/v1/customers', { name: 'Jenny' });
    expect(idempotency(answer)).toEqual({ key: null, original: null, retry: null });
  },

  get: async ({ call }) => {
    const answer = await call('GET', '/v1/customers', undefined, { 'Idempotency-Key': KEY });
    expect(idempotency(answer)).toEqual({ key: null, original: null, retry: null });
  },

  unauthorized: async ({ call }) => {
    const answer = await call('GET', '/v1/customers', undefined, { Authorization: 'Bearer nonsense' });

    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="Stripe"');
    expect(answer.headers.get('Vary')).toBe('Origin');
    expect(answer.headers.get('Request-Id')).toBeNull();
    expect(answer.headers.get('Stripe-Version')).toBeNull();
    for (const name of ACCESS_CONTROL) expect(answer.headers.has(name), name).toBe(true);
    expect(Object.keys(answer.body.error)).toEqual(['message', 'type']);
  },

  commonHeaders: async ({ call }) => {
    const answers = [
      await call('GET', '/v1/customers'),
      await call('POST', '/v1/customers', { name: 'Jenny' }),
      await call('GET', '/v1/customers/cus_nobody'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    for (const { headers } of answers) {
      for (const name of ACCESS_CONTROL) expect(headers.has(name), name).toBe(true);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-max-age')).toBe('300');
      expect(headers.get('cache-control')).toBe('no-cache, no-store');
      expect(headers.get('vary')).toBe('Origin');
      expect(headers.has('strict-transport-security')).toBe(true);
      expect(headers.get('request-id')).toMatch(/^req_[A-Za-z0-9]{14}$/);
      expect(headers.get('content-type')).toBe('application/json');
    }
  },

  allowedMethods: async ({ call }) => {
    const { headers } = await call('GET', '/v1/customers');
    expect(headers.get('access-control-allow-methods')).toMatch(/^GET, HEAD, /);
  },

  indented: async ({ call }) => {
    const answers = [
      await call('POST', '/v1/customers', { name: 'Jenny' }),
      await call('GET', '/v1/customers'),
      await call('GET', '/v1/customers/cus_nobody'),
    ];
    for (const { text, body } of answers) expect(text).toBe(JSON.stringify(body, null, 2));
    expect(answers[0]?.text).toContain('"metadata": {}');
    expect(answers[0]?.text).toContain('"preferred_locales": []');
  },

  requestLogUrl: async ({ call }) => {
    const { headers, body } = await call('GET', '/v1/customers/cus_nobody');
    const { pathname, search, host } = new URL(body.error.request_log_url);
    expect(host).toBe('dashboard.stripe.com');
    expect(pathname).toMatch(/^\/acct_[A-Za-z0-9]+\/test\/workbench\/logs$/);
    expect(search).toBe(`?object=${headers.get('request-id')}`);
  },

  errorKeys: async (world) => {
    const paid = await paying(world);
    const refused = await world.call('POST', `/v1/payment_intents/${paid.body.id}/confirm`, ACCEPTED);
    const missing = await world.call('GET', '/v1/customers/cus_nobody');

    expect(Object.keys(refused.body.error)).toEqual([
      'code',
      'doc_url',
      'message',
      'payment_intent',
      'request_log_url',
      'type',
    ]);
    expect(Object.keys(missing.body.error)).toEqual([
      'code',
      'doc_url',
      'message',
      'param',
      'request_log_url',
      'type',
    ]);
  },

  betaFlag: async ({ call }) => {
    const version = '2023-10-16; risk_in_requirements_beta=v1';
    const answer = await call('POST', '/v1/customers', { name: 'Jenny' }, { 'Stripe-Version': version });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Stripe-Version')).toBe(version);
  },

  programsFlags: async ({ call }) => {
    const sent = [
      '2022-08-01; financial_connections_transactions_beta=v1',
      '2022-08-01; financial_connections_transactions_beta=v1; financial_connections_relink_api_beta=v1',
      '2020-08-27; financial_connections_transactions_beta=v1',
      '2022-11-15; financial_connections_transactions_beta=v1',
      '2020-08-27;us_bank_account_beta=v2',
      '2020-08-27; us_bank_account_beta=v2',
    ];
    for (const version of sent) {
      const answer = await call('GET', '/v1/customers', undefined, { 'Stripe-Version': version });
      expect([answer.status, answer.headers.get('Stripe-Version')]).toEqual([200, version]);
    }
  },

  explicitKeys: async ({ call }) => {
    const answer = await call('GET', '/v1/customers', { 'expand[1]': 'data.tax' });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      message:
        'If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), the keys must be numeric and sequential starting from 0. You passed the keys `1`, we expected to have a key with the value `0`.',
      param: 'expand',
      type: 'invalid_request_error',
    });
  },
} satisfies Readonly<Record<string, Comparison>>;
