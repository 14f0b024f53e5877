import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

const emulator = createEmulator({ log: false });
const URL_OF_CUSTOMERS = 'https://api.stripe.com/v1/customers';

describe('a preflight in process', () => {
  it('is answered with what it asks for', async () => {
    const response = await emulator.fetch(URL_OF_CUSTOMERS, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, stripe-version',
      },
    });

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization, stripe-version');
  });

  it('is answered where a browser that is played hides what it asks for, Authorization named', async () => {
    const { status, headers } = await emulator.fetch(new Request(URL_OF_CUSTOMERS, { method: 'OPTIONS' }));

    expect([status, headers.get('access-control-allow-headers')]).toEqual([204, '*, Authorization']);
  });
});

it('lets a page read what a Request of it is answered, errors included', async () => {
  const authorization = `Bearer ${emulator.apiKey}`;
  const [found, refused] = await Promise.all([
    emulator.fetch(new Request(URL_OF_CUSTOMERS, { headers: { authorization } })),
    emulator.fetch(new Request(URL_OF_CUSTOMERS)),
  ]);

  expect([found, refused].map(({ status }) => status)).toEqual([200, 401]);
  for (const { headers } of [found, refused]) expect(headers.get('access-control-allow-origin')).toBe('*');
});
