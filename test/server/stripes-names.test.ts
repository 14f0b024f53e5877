import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { FRAME_PATH } from '../../src/stripe-js/protocol.ts';
import { served } from '../support/served.ts';

/* A server on loopback under the names that Stripe's hosts have, when somebody has pointed them here. */

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

function asked(port: number, path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers }, async (incoming) =>
      resolve({ status: incoming.statusCode, body: await text(incoming) }),
    )
      .on('error', reject)
      .end();
  });
}

const KEY = { authorization: 'Bearer sk_test_names' };
const CONTROL = [
  '/_emulator/health',
  '/_emulator/requests',
  '/v1/../_emulator/health',
  '/v3/%5femulator/health',
];

it.each(['/v3/', '/endive/stripe.js', FRAME_PATH, '/v3/fc/inner.js'])(
  'js.stripe.com has %s',
  async (path) => {
    const { server } = await served();

    expect(await asked(server.port, path, { host: 'js.stripe.com' })).toMatchObject({ status: 200 });
  },
);

it('js.stripe.com has nothing else: no API, no page, no control surface', async () => {
  const { server } = await served();
  const paths = ['/v1/customers', '/flow/oauth/a/details', '/c/pay/a', '/', ...CONTROL];

  for (const path of paths)
    expect(await asked(server.port, path, { host: 'js.stripe.com', ...KEY }), path).toMatchObject({
      status: 403,
    });
});

it('api.stripe.com has the API and neither pages nor the control surface, also once it is known', async () => {
  const { server } = await served();
  const at = (path: string) => asked(server.port, path, { host: 'api.stripe.com', ...KEY });

  expect(await at('/v1/customers')).toMatchObject({ status: 200 });
  for (const path of ['/v3/', '/c/pay/a', '/', ...CONTROL])
    expect(await at(path), path).toMatchObject({ status: 403 });
});

it.each(['connect.stripe.com', 'xjs.stripe.com', 'js.stripe.com.evil.test', 'stripe.com'])(
  '%s has nothing',
  async (host) => {
    const { server } = await served();

    expect(await asked(server.port, '/v3/', { host })).toMatchObject({ status: 403 });
  },
);

it('a document of the flow is not heard by the control surface: its origin is null, and of another site', async () => {
  const { server } = await served({ allowHosts: ['js.stripe.com'] });
  const at = (headers: Record<string, string>) =>
    asked(server.port, '/_emulator/requests', { host: `127.0.0.1:${server.port}`, ...KEY, ...headers });

  expect(await at({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  expect(await at({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
});

it('no line of the log and no request that is kept has a client_secret, which Stripe.js sends in the query', async () => {
  const { server, emulator, log } = await served();
  const secret = 'fcsess_client_secret_hidden';
  const key = emulator.publishableKey;
  const query = `key=${key}&client_secret=${secret}`;

  await asked(server.port, `/v1/link_account_sessions/session_receipt?${query}`, {});
  await asked(server.port, `/v1/payment_intents/pi_1?key=${key}&client_secret=pi_1_secret_hidden`, {});
  await asked(server.port, `/v1/nothing?${query}`, { origin: 'null' });
  await asked(server.port, `${FRAME_PATH}?${query}`, { host: 'evil.test' });

  expect(log.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(log)).not.toContain('hidden');
  expect(JSON.stringify(emulator.requests())).not.toContain('hidden');
});
