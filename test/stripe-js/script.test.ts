// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stripeConstructor } from '../../src/stripe-js/constructor.ts';
import { scriptOrigin } from '../../src/stripe-js/script-origin.ts';
import { createStripe } from '../../src/stripe-js.ts';
import { VERSION } from '../../src/version.ts';

describe('where the script comes from tells', () => {
  it.each([
    ['https://js.stripe.com/v3', 3],
    ['https://js.stripe.com/v3/', 3],
    ['https://js.stripe.com/v3?advancedFraudSignals=false', 3],
    ['https://js.stripe.com/basil/stripe.js', 'basil'],
    ['https://js.stripe.com/endive/stripe.js?advancedFraudSignals=false', 'endive'],
    ['https://js.stripe.com/fennel/stripe.js', 'fennel'],
    ['http://127.0.0.1:12113/js.stripe.com/v3/', 3],
    ['http://127.0.0.1:12113/js.stripe.com/clover/stripe.js', 'clover'],
    [undefined, 3],
  ])('the version: %s is %s', (src, version) => {
    expect(scriptOrigin(src).version).toBe(version);
  });

  it('that a page believes to speak with Stripe', () => {
    expect(scriptOrigin('https://js.stripe.com/endive/stripe.js?autofill=success')).toMatchObject({
      mode: 'origin-preserving',
      apiBase: 'https://api.stripe.com',
      filesBase: 'https://js.stripe.com',
      autofill: 'success',
    });
  });

  it('that a page speaks with the emulator itself', () => {
    expect(scriptOrigin('http://127.0.0.1:12113/js.stripe.com/v3/')).toMatchObject({
      mode: 'direct',
      apiBase: 'http://127.0.0.1:12113',
      filesBase: 'http://127.0.0.1:12113/js.stripe.com',
      autofill: undefined,
    });
  });
});

const DIRECT = 'http://127.0.0.1:12113/js.stripe.com/endive/stripe.js';

describe('Stripe()', () => {
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
      asked.push(`${url}?${init?.body ?? ''}`);
      return Promise.resolve(Response.json({ id: 'btok_1' }));
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    delete window.__fcEmulator;
  });

  it('answers an object with new and without', () => {
    const Stripe = stripeConstructor(DIRECT);

    expect(Stripe('pk_test_1').elements).toBeTypeOf('function');
    expect(new Stripe('pk_test_1').elements).toBeTypeOf('function');
    expect(Stripe.apply(undefined, ['pk_test_1', undefined]).elements).toBeTypeOf('function');
  });

  it('tells its version, and that it is no Stripe', () => {
    const Stripe = stripeConstructor(DIRECT);

    expect(Stripe.version).toBe('endive');
    expect(Stripe.__emulator).toEqual({
      version: VERSION,
      mode: 'direct',
      apiBase: 'http://127.0.0.1:12113',
    });
  });

  it('calls the emulator that the script came from, with its key', async () => {
    await stripeConstructor(DIRECT)('pk_test_1').createToken('pii', { personal_id_number: '1' });

    expect(asked).toEqual(['http://127.0.0.1:12113/v1/tokens?pii%5Bid_number%5D=1&key=pk_test_1']);
  });

  it('calls with the base and the key that the page names instead', async () => {
    window.__fcEmulator = { apiBase: 'http://127.0.0.1:1/', publishableKey: 'pk_test_own' };

    await stripeConstructor(DIRECT)('pk_test_1').createToken('pii', { personal_id_number: '1' });

    expect(asked).toEqual(['http://127.0.0.1:1/v1/tokens?pii%5Bid_number%5D=1&key=pk_test_own']);
  });
});

describe.each([
  ['Stripe()', (key: unknown) => stripeConstructor(DIRECT)(key)],
  // A cast: the type takes a text alone.
  ['createStripe()', (key: unknown) => createStripe(key as string)],
])('%s', (_name, made) => {
  it('refuses a live key, and says that nothing has been sent', () => {
    expect(() => made('pk_live_1')).toThrow(/^A live key was given to an emulator/);
  });

  it.each(['sk_test_1', 'rk_test_1', 'sk_live_1'])(
    'refuses a secret key, and does not repeat it: %s',
    (key) => {
      expect(() => made(key)).toThrow(/it was given a secret one/);
      expect(() => made(key)).not.toThrow(key);
      expect(() => made(key)).toThrow(expect.objectContaining({ name: 'IntegrationError' }));
    },
  );

  it.each([undefined, '', 3])('refuses %s', (key) => {
    expect(() => made(key)).toThrow('Stripe() takes a publishable key: it was given none.');
  });
});

it('createStripe() refuses a scenario that makes no sense as it is made', () => {
  expect(() => createStripe('pk_test_1', { autofill: 'sucess' })).toThrow(/"success"/);
});

it('createStripe() says what to give where there is no fetch', () => {
  vi.stubGlobal('fetch', undefined);

  expect(() => createStripe('pk_test_1')).toThrow(/Give it one, such as emulator\.fetch/);
  vi.unstubAllGlobals();
});
