import { expect, test } from 'vitest';
import { served } from '../support/served.ts';

const PAGE = 'https://app.test:3000';

test('a page that is allowed may ask first, and read what it is answered; another may not', async () => {
  const { server } = await served({ allowOrigins: [PAGE] });
  const asked = {
    'access-control-request-method': 'DELETE',
    'access-control-request-headers': 'authorization',
  };
  const ask = (origin: string, method: string, headers = {}) =>
    fetch(`${server.url}/_emulator/clock`, {
      method,
      headers: { origin, 'sec-fetch-site': 'cross-site', ...headers },
    });

  const [preflight, answer, other, otherPreflight] = await Promise.all([
    ask(PAGE, 'OPTIONS', asked),
    ask(PAGE, 'GET'),
    ask('https://evil.test', 'GET'),
    ask('https://evil.test', 'OPTIONS', asked),
  ]);

  expect([preflight, answer, other, otherPreflight].map(({ status }) => status)).toEqual([
    204, 200, 403, 403,
  ]);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
  for (const { headers } of [preflight, answer])
    expect(headers.get('access-control-allow-origin')).toBe(PAGE);
  for (const { headers } of [other, otherPreflight])
    expect(headers.get('access-control-allow-origin')).toBeNull();
});
