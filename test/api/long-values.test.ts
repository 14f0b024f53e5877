import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { type CallOptions, setup } from '../support/setup.ts';

// No sentence of the emulator's own has one.
const SENT = 'Ж';
const LONG = SENT.repeat(10_000);
const IN_URL = encodeURIComponent(LONG);
const MOST_SENT = 500;
const sentIn = (text: string): number => text.split(SENT).length - 1;

const ASCII = 'Q'.repeat(5_000);
const NESTED = `metadata${`[${LONG}]`.repeat(3)}=1`;

/** Requests that are refused because of a value, or a name, that is long. */
const REQUESTS: readonly (readonly [method: string, path: string, options?: CallOptions])[] = [
  ['POST', '/v1/customers', { form: `${IN_URL}=1` }],
  [
    'POST',
    '/v1/customers',
    { form: Array.from({ length: 300 }, (_, at) => `${SENT.repeat(9)}${at}=1`).join('&') },
  ],
  ['POST', '/v1/customers', { form: `email=${LONG}` }],
  ['POST', '/v1/customers', { form: `name=${LONG}` }],
  ['POST', '/v1/customers', { form: `metadata[${LONG}]=1` }],
  ['POST', '/v1/customers', { form: `metadata[a]=${LONG}` }],
  ['POST', '/v1/customers', { form: NESTED }],
  ['POST', '/v1/customers', { form: `metadata=1&${NESTED}` }],
  ['POST', '/v1/customers', { form: `name[${LONG}]=${LONG}` }],
  ['GET', `/v1/customers?limit=${IN_URL}`],
  ['GET', `/v1/customers?starting_after=${IN_URL}`],
  ['GET', `/v1/customers?expand[]=${IN_URL}`],
  ['GET', `/v1/customers/search?query=${IN_URL}:"a"`],
  ['GET', `/v1/customers/${IN_URL}`],
  ['GET', `/v1/${IN_URL}`],
  ['POST', '/v1/payment_intents', { form: `amount=${LONG}&currency=usd` }],
  ['POST', '/v1/payment_intents', { form: `amount=100&currency=${LONG}` }],
  ['POST', '/v1/webhook_endpoints', { form: `url=https://a.test&enabled_events[]=${LONG}` }],
  ['POST', '/v1/financial_connections/sessions', { form: `permissions[]=${LONG}` }],
  ['POST', '/_emulator/objects', { json: { [LONG]: [] } }],
  ['POST', '/_emulator/objects', { json: { customers: [{ [LONG]: 1 }] } }],
  ['POST', '/_emulator/objects', { json: { customers: [LONG] } }],
  ['POST', '/_emulator/objects', { json: { customers: [{ id: 'cus_1', name: [LONG] }] } }],
  ['POST', '/_emulator/objects', { json: { payment_methods: [{ id: 'pm_1', customer: LONG }] } }],
  ['POST', '/_emulator/financial_connections/accounts', { form: `institution=${LONG}` }],
  ['POST', '/_emulator/financial_connections/accounts', { form: `account=${LONG}` }],
  ['POST', '/_emulator/financial_connections/accounts', { form: `refresh[balance][delay]=${LONG}` }],
  ['POST', '/_emulator/clock/advance', { form: `by=${LONG}` }],
  ['POST', '/_emulator/clock/advance', { form: `to=${LONG}` }],
  ['POST', '/_emulator/clock/advance', { form: `until=${LONG}` }],
  ['GET', `/_emulator/events/wait?type=${IN_URL}`],
  ['GET', `/_emulator/events/wait?after=${IN_URL}`],
  ['GET', `/_emulator/${IN_URL}`],
];

describe('a refusal of something long', () => {
  it.each(REQUESTS.map((request) => [`${request[0]} ${request[1].slice(0, 60)}`, request] as const))(
    'carries at most 500 characters of what was sent: %s',
    async (_, [method, path, options]) => {
      const { call } = setup();

      const { status, body } = await call(method, path, options);

      expect(status).toBeGreaterThanOrEqual(400);
      expect(sentIn(decoded(body.error.message))).toBeLessThanOrEqual(MOST_SENT);
      expect(body.error.message.length).toBeLessThan(12_000);
      expect(body.error.param?.length ?? 0).toBeLessThanOrEqual(MOST_SENT);
    },
  );

  it.each(['stripe-version', 'idempotency-key', 'stripe-account'])(
    'answers at most as much of %s',
    async (name) => {
      const { call } = setup();

      const { status, headers, body } = await call('POST', '/v1/customers', { headers: { [name]: ASCII } });

      expect(status).toBeGreaterThanOrEqual(400);
      expect(body.error.message.split('Q').length - 1).toBeLessThanOrEqual(MOST_SENT);
      expect(headers.get(name)).toBe(`${'Q'.repeat(499)}...`);
    },
  );

  it.each<readonly [string, unknown]>([
    ['an unknown option', { [LONG]: 1 }],
    ['a seed', { seed: [LONG] }],
    ['a version', { apiVersion: LONG }],
    ['a URL', { webhooks: [{ url: LONG }] }],
    ['an event', { webhooks: [{ url: 'http://a.test', enabledEvents: [LONG] }] }],
    ['an assumption', { assume: { [LONG]: 'error' } }],
    ['a choice', { assume: { earlyRefresh: LONG } }],
    ['a start', { time: { start: LONG } }],
    ['an object', { objects: { customers: [{ [LONG]: 1 }] } }],
  ])('holds for options of createEmulator: %s', (_, options) => {
    // A cast: what is refused is no option.
    const refused = (): unknown => createEmulator(options as object);

    expect(refused).toThrow();
    try {
      refused();
    } catch (thrown) {
      expect(sentIn(String(thrown))).toBeLessThanOrEqual(MOST_SENT);
    }
  });
});

/** A path is told as it was sent: what a browser has escaped is as long as it is. */
const decoded = (text: string): string => text.replaceAll('%D0%96', SENT);
