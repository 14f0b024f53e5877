import { describe, expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

const BASE = 'https://api.stripe.com';

/** `fetch` as a program calls it, and what a Request would say of the same. */
function caller() {
  const { emulator } = setup();
  const authorization = `Bearer ${emulator.apiKey}`;
  const fetch = (path: string, init: RequestInit = {}) =>
    emulator.fetch(BASE + path, { ...init, headers: { authorization, ...init.headers } });
  return { emulator, fetch, authorization };
}

const refusalOf = (input: string, init: RequestInit): unknown => {
  try {
    return new Request(input, init);
  } catch (thrown) {
    return thrown;
  }
};

describe('fetch', () => {
  it.each<[string, string, RequestInit]>([
    ['a GET with a body', '/v1/customers', { body: 'a=b' }],
    ['a GET with an empty body', '/v1/customers', { method: 'GET', body: '' }],
    ['a HEAD with a body', '/v1/customers', { method: 'HEAD', body: 'a=b' }],
    ['a header’s name with a space', '/v1/customers', { headers: { 'a b': 'c' } }],
    ['a header’s value with a line break', '/v1/customers', { headers: { a: 'b\nc' } }],
    ['a header’s value beyond Latin-1', '/v1/customers', { headers: { a: '€' } }],
    ['a header that is no pair', '/v1/customers', { headers: [['a']] as unknown as [string, string][] }],
    ['no headers, as null', '/v1/customers', { headers: null as unknown as HeadersInit }],
    ['CONNECT', '/v1/customers', { method: 'CONNECT' }],
    ['TRACE', '/v1/customers', { method: 'trace' }],
    ['TRACK', '/v1/customers', { method: 'TRACK' }],
    ['a method with a space', '/v1/customers', { method: 'G ET' }],
    ['a header named by a symbol', '/v1/customers', { headers: { [Symbol('a')]: 'b' } as HeadersInit }],
    ['options that are a number', '/v1/customers', 5 as unknown as RequestInit],
    ['a signal that is none', '/v1/customers', { signal: {} as AbortSignal }],
    ['a mode that is none', '/v1/customers', { mode: 'nonsense' as RequestMode }],
    ['a port out of range', ':99999/v1/customers', {}],
    ['an address out of range', '', {}],
  ])('rejects %s as a Request would', async (what, path, init) => {
    const { emulator } = setup();
    const url = what === 'an address out of range' ? 'http://300.1.2.3/v1/customers' : BASE + path;
    const refusal = refusalOf(url, init);

    const rejected = await emulator.fetch(url, init).catch((reason: unknown) => reason);

    expect(refusal).toBeInstanceOf(TypeError);
    expect(rejected).toBeInstanceOf(TypeError);
    expect(rejected).toMatchObject({
      message: expect.stringMatching(/^fetch: [\s\S]*[^.]\. Give /),
      cause: refusal,
    });
  });

  it('rejects a URL with a password as a Request would', async () => {
    const { emulator } = setup();
    const url = 'https://user:password@api.stripe.com/v1/customers';

    await expect(emulator.fetch(url)).rejects.toMatchObject({
      message: expect.stringContaining('https://user:****@api.stripe.com/v1/customers'),
      cause: refusalOf(url, {}),
    });
  });

  it.each<[string, string, RequestInit, number]>([
    ['lower-case methods', '/v1/customers', { method: 'post', body: 'name=Jenny' }, 200],
    ['a method that is none of Stripe’s', '/v1/customers', { method: 'patch' }, 404],
    ['dots in a path', '/v1/events/../customers', {}, 200],
    ['escapes in a path', '/v1/%63ustomers', {}, 404],
    ['a fragment', '/v1/customers#there', {}, 200],
    ['another slash', '//v1/customers', {}, 404],
    ['more of a Request’s options', '/v1/customers', { redirect: 'manual', keepalive: true }, 200],
    ['a query with escapes', '/v1/customers?limit=1&email=a%40b.c', {}, 200],
    [
      'a space around a value',
      '/v1/customers',
      { headers: { 'stripe-version': ' 2026-09-30.endive ' } },
      200,
    ],
  ])('understands %s', async (_what, path, init, status) => {
    const { fetch } = caller();

    expect((await fetch(path, init)).status).toBe(status);
  });

  it.each<[string, () => BodyInit]>([
    ['a text', () => 'name=Jenny+Rosen'],
    ['a form', () => new URLSearchParams({ name: 'Jenny Rosen' })],
    ['bytes', () => new TextEncoder().encode('name=Jenny+Rosen')],
    ['a blob', () => new Blob(['name=Jenny', '+Rosen'])],
    ['a stream', () => new Blob(['name=Jenny+Rosen']).stream()],
    ['a text after a mark of the byte order', () => '\ufeffname=Jenny+Rosen'],
  ])('takes %s as a body', async (_what, body) => {
    const { fetch } = caller();

    const answer = await fetch('/v1/customers', {
      method: 'POST',
      body: body(),
      duplex: 'half',
    } as RequestInit);

    expect(await answer.json()).toMatchObject({ name: 'Jenny Rosen' });
  });

  it('takes half a character for one that is unknown, as a Request does', async () => {
    const { fetch } = caller();

    const answer = await fetch('/v1/customers', { method: 'POST', body: 'name=\ud800' });

    expect(await answer.json()).toMatchObject({ name: '\ufffd' });
  });

  it.each<[string, (authorization: string) => HeadersInit]>([
    ['a hash', (authorization) => ({ Authorization: authorization })],
    ['pairs', (authorization) => [['AUTHORIZATION', authorization]]],
    ['Headers', (authorization) => new Headers({ authorization })],
  ])('takes headers as %s', async (_what, headers) => {
    const { emulator, authorization } = caller();

    expect((await emulator.fetch(`${BASE}/v1/customers`, { headers: headers(authorization) })).status).toBe(
      200,
    );
  });

  it('joins headers of one name, as a Request does', async () => {
    const { emulator, authorization } = caller();
    const headers: [string, string][] = [
      ['authorization', authorization],
      ['stripe-version', '2026-09-30.endive'],
      ['Stripe-Version', '2026-10-28.endive'],
    ];

    const answer = await emulator.fetch(`${BASE}/v1/customers`, { headers });

    expect(answer.headers.get('stripe-version')).toBe('2026-09-30.endive, 2026-10-28.endive');
    expect(answer.status).toBe(400);
  });

  it('counts a body as bytes', async () => {
    const { emulator } = setup({ limits: { bodyBytes: 100 } });
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    const statusOf = async (body: string) =>
      (await emulator.fetch(`${BASE}/v1/customers`, { method: 'POST', headers, body })).status;

    expect(await statusOf(`name=${'x'.repeat(95)}`)).toBe(200);
    expect(await statusOf(`name=${'é'.repeat(48)}`)).toBe(413);
  });
});
