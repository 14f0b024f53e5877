import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

const emulator = createEmulator({ log: false });
const fetched = (url: string, init?: RequestInit): Promise<Response> => emulator.fetch(url, init);

const STAND_INS = [
  'https://js.stripe.com/v3',
  'https://js.stripe.com/v3/',
  'https://js.stripe.com/v3/?advancedFraudSignals=false',
  'https://js.stripe.com/acacia/stripe.js',
  'https://js.stripe.com/endive/stripe.js?advancedFraudSignals=false',
  'https://js.stripe.com/notyetthere/stripe.js',
  'http://localhost:12113/js.stripe.com/v3/',
  'http://127.0.0.1:12113/js.stripe.com/endive/stripe.js',
];
const SCRIPTS = [
  ...STAND_INS,
  'https://js.stripe.com/v3/fc/inner.js',
  'http://localhost:12113/js.stripe.com/v3/fc/inner.js',
  'http://localhost:12113/v3/fc/oauth.js',
];
const FRAME = 'https://js.stripe.com/v3/linked-accounts-inner-emulator.html';
const POPUP = 'http://localhost:12113/flow/oauth/bcauth_1';
const DOCUMENTS = [FRAME, 'http://localhost:12113/js.stripe.com/v3/linked-accounts-inner-0a1b2c.html', POPUP];

const policiesOf = (response: Response): readonly string[] =>
  (response.headers.get('content-security-policy') ?? '').split(', ');

describe('the scripts for browsers', () => {
  it.each(SCRIPTS)('are at %s, for any page, and are kept by no cache', async (url) => {
    const response = await fetched(url);

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  it('are the same at every path of the stand-in', async () => {
    const texts = await Promise.all(STAND_INS.map(async (url) => (await fetched(url)).text()));

    expect(new Set(texts).size).toBe(1);
  });

  it('need no key, and are asked for by their head, too', async () => {
    const response = await fetched('https://js.stripe.com/v3/', { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it.each([
    'https://js.stripe.com/V3/Stripe.js',
    'https://js.stripe.com/en-dive/stripe.js',
    'https://js.stripe.com/endive/other.js',
    'https://js.stripe.com/v3/fc/other.js',
    'https://js.stripe.com/js.stripe.com/js.stripe.com/v3/',
    'https://js.stripe.com/v3/linked-accounts-inner-a%2fb.html',
  ])('are not at %s', async (url) => {
    expect((await fetched(url)).status).toBe(401);
  });
});

describe.each(DOCUMENTS)('the document at %s', (url) => {
  it('may be shown by any page, one that is isolated included', async () => {
    const response = await fetched(url);

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(response.headers.has('x-frame-options')).toBe(false);
  });

  it('has an origin of its own, and runs nothing but its script', async () => {
    const response = await fetched(url);
    const [policy = ''] = policiesOf(response);

    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
    ])
      expect(policy.split('; ')).toContain(directive);
    expect(policy).toMatch(/; sandbox (?!.*allow-same-origin)/);
    expect(await response.text()).toMatch(/<body><\/body>/);
  });

  it('can call no path of the control surface', async () => {
    const sources = policiesOf(await fetched(url)).map((policy) => /connect-src ([^;]*)/.exec(policy)?.[1]);

    // One of them at least names paths alone.
    expect(
      sources.some((source = '') =>
        source.split(' ').every((one) => /\/(?:v1|flow\/oauth|bcauth_1)\/$/.test(one)),
      ),
    ).toBe(true);
  });
});

describe('the frame', () => {
  const policy = async (query: string): Promise<string> =>
    /connect-src ([^;]*)/.exec(policiesOf(await fetched(`${FRAME}${query}`)).join())?.[1] ?? '';

  it.each([
    ['', 'https://api.stripe.com'],
    ['?api=http%3A%2F%2Flocalhost%3A12113', 'http://localhost:12113'],
    ['?api=http://[::1]:12113', 'http://[::1]:12113'],
    ['?api=https://app.test', 'https://app.test'],
    ['?api=http://localhost:3000/proxy/stripe', 'http://localhost:3000/proxy/stripe'],
  ])('opened with "%s" may call %s', async (query, source) => {
    expect(await policy(query)).toBe(`${source}/v1/ ${source}/flow/oauth/`);
  });

  it.each([
    "?api='self'",
    '?api=http://a.test http://b.test',
    '?api=http://a.test/_emulator?',
    '?api=http://a.test;script-src *',
    '?api=*',
    '?api=http://a.test%0d%0aX: y',
  ])('opened with "%s" may call Stripe’s API, for which the emulator stands', async (query) => {
    expect(await policy(query)).toBe('https://api.stripe.com/v1/ https://api.stripe.com/flow/oauth/');
  });
});
