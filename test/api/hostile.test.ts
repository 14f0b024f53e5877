import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

/* What the fuzzer has found, or would find one day: each by name, so that it stays found. */

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const digits = '9'.repeat(400);

describe('what no honest client sends', () => {
  it.each<[string, string, string | undefined, string]>([
    [
      'GET',
      '/v1/customers/search?query=constructor:"x"',
      undefined,
      'Field `constructor` is an unsupported search field for resource `customers`.',
    ],
    [
      'GET',
      '/v1/customers/search?query=__proto__:"x"',
      undefined,
      'Field `__proto__` is an unsupported search field for resource `customers`.',
    ],
    [
      'GET',
      '/v1/customers?expand[]=data.constructor',
      undefined,
      'This property cannot be expanded (constructor).',
    ],
    ['GET', '/v1/events?expand[]=__proto__', undefined, 'This property cannot be expanded (__proto__).'],
    ['POST', '/v1/customers', '__proto__[a]=1', 'Received unknown parameter: __proto__'],
    [
      'GET',
      `/v1/events?created[gt]=${digits}`,
      undefined,
      `Invalid timestamp: must be an integer Unix timestamp in seconds, but you passed ${digits}`,
    ],
    ['POST', '/_emulator/objects', '{"constructor":[{}]}', 'There are no objects of type "constructor".'],
    ['POST', '/_emulator/objects', '{"customers":[{"__proto__":1}]}', 'customer has no field "__proto__".'],
    ['POST', '/_emulator/objects', '{"charges":null}', '"charges" is a list of objects'],
    [
      'POST',
      '/_emulator/objects',
      '{"payment_intents":[{"status":"done"}]}',
      'Invalid payment_intents[0].status: must be one of requires_payment_method',
    ],
    [
      'POST',
      '/_emulator/financial_connections/accounts',
      nested(5_000),
      'parameters may be nested at most 32 levels deep',
    ],
    ['POST', '/_emulator/clock/advance', 'to=99999999999999999999', 'Time ends with the year 9999'],
    ['POST', '/_emulator/clock/advance', `by=${digits}d`, 'and is at most 36500d'],
    [
      'PUT',
      '/_emulator/snapshot',
      '{"object":"emulator.snapshot","version":2,"clock":{"now_ms":0},"ids":{},"scopes":[null]}',
      'This snapshot is damaged, in its scopes',
    ],
  ])('%s %s %s is refused', async (method, path, form, message) => {
    const { call, emulator } = setup();
    const before = emulator.clock.now();

    const { status, body } = await call(method, path, form === undefined ? {} : { form });

    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
    expect(emulator.clock.now()).toEqual(before);
  });

  it('is refused as a key when it could not stand in a header', async () => {
    const { call } = setup();
    const authorization = `Basic ${btoa('sk_test_abcdefgh\u0000\n\u0001:')}`;

    for (const path of ['/v1/customers', '/_emulator/clock']) {
      expect((await call('GET', path, { headers: { authorization } })).status).toBe(401);
    }
  });

  it('rejects, and does not throw, where a URL is none', async () => {
    await expect(createEmulator().fetch('nowhere')).rejects.toThrow(TypeError);
  });
});

describe('metadata with names of the language', () => {
  it.each(['__proto__', 'constructor', 'toString', 'object'])(
    'keeps %s as any other, and shows its change',
    async (name) => {
      const { call, emulator } = setup();
      const value = 'financial_connections.session';
      const { body: customer } = await call('POST', '/v1/customers', { form: 'name=Jenny' });

      const { body } = await call('POST', `/v1/customers/${customer.id}`, {
        form: `metadata[${name}]=${value}`,
        headers: { 'stripe-version': '2023-08-16' },
      });

      expect(Object.entries(body.metadata)).toEqual([[name, value]]);
      expect(JSON.stringify(emulator.events().at(-1)?.data.previous_attributes)).toBe(
        `{"metadata":{"${name}":null}}`,
      );
    },
  );
});

describe('objects', () => {
  it('are put in place in any order, holders after their accounts', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      'financial_connections.accounts': [
        { id: 'fca_1', account_holder: { type: 'customer', customer: 'cus_1' } },
      ],
      customers: [{ id: 'cus_1' }],
    });

    const { data } = await stripe.financialConnections.accounts.list({
      account_holder: { customer: 'cus_1' },
    });

    expect(data.map(({ id }) => id)).toEqual(['fca_1']);
  });

  it('find their new place when they are put again with another time', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      customers: [
        { id: 'cus_1', created: 1 },
        { id: 'cus_2', created: 2 },
      ],
    });
    await emulator.putObjects({ customers: [{ id: 'cus_1', created: 3 }] });

    const { data } = await stripe.customers.list();

    expect(data.map(({ id }) => id)).toEqual(['cus_1', 'cus_2']);
  });
});

describe('a refusal', () => {
  it('uses up no id of a seed', async () => {
    const next = async (refusals: number) => {
      const { call, stripe } = setup({ seed: 'seed' });
      for (let count = 0; count < refusals; count++)
        await call('POST', '/v1/payment_intents', { form: 'amount=0&currency=usd' });
      return (await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' })).id;
    };

    expect(await next(3)).toBe(await next(0));
  });
});
