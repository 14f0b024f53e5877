import { describe, expect, test } from 'vitest';
import { emulatorAt, fateOf } from '../../src/server/redirect/stripe-hosts.ts';
import { processes } from '../support/processes.ts';
import { emulatorOnPort, preloaded } from '../support/redirected.ts';

/** Clients as programs hard-code them: no host, no port, nothing of ours. */
const CLIENTS = {
  'the official client': "import Stripe from 'stripe'; const stripe = new Stripe('sk_test_coded');",
  'the official client over fetch':
    "import Stripe from 'stripe'; const stripe = new Stripe('sk_test_coded', { httpClient: Stripe.createFetchHttpClient() });",
  'the official client with an agent of its own':
    "import https from 'node:https'; import Stripe from 'stripe'; const stripe = new Stripe('sk_test_coded', { httpAgent: new https.Agent({ keepAlive: true }) });",
};

describe('a program that hard-codes its client', () => {
  test.each(Object.entries(CLIENTS))('reaches the emulator: %s', processes(1), async (_name, client) => {
    const { emulator, url } = await emulatorOnPort();

    const { out, err } = await preloaded(
      `${client}
      const { id } = await stripe.customers.create({ email: 'jenny@example.com' });
      const { data } = await stripe.customers.list({ limit: 1 });
      console.log(JSON.stringify([id, data[0].email]));`,
      { url },
    );

    expect(err).toBe('');
    const [id, email] = JSON.parse(out);
    expect(email).toBe('jenny@example.com');
    expect(emulator.sandbox('sk_test_coded').events()[0]?.data.object.id).toBe(id);
  });

  test('reaches it as CommonJS as well, by --require', processes(1), async () => {
    const { url } = await emulatorOnPort();

    const { out, err } = await preloaded(
      `const Stripe = require('stripe');
      new Stripe('sk_test_coded').customers.create().then(({ object }) => console.log(object));`,
      { url, how: '--require' },
    );

    expect([out.trim(), err]).toEqual(['customer', '']);
  });

  test('reaches it by whatever spelling of `request`, `get` and `fetch`', processes(1), async () => {
    const { url } = await emulatorOnPort();

    const { out, err } = await preloaded(
      `import https, { get, request } from 'node:https';
      import http from 'node:http';
      import { createRequire } from 'node:module';
      const required = createRequire(import.meta.url)('https');
      const headers = { Authorization: 'Bearer sk_test_coded', Host: 'api.stripe.com' };
      const path = '/v1/customers';
      const status = (send) => new Promise((resolve, reject) => send((answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject));
      const done = (outgoing) => { outgoing.end(); return outgoing; };
      const page = 'https://api.stripe.com' + path;
      console.log(JSON.stringify(await Promise.all([
        status((then) => get(page, { headers }, then)),
        status((then) => https.get({ hostname: 'api.stripe.com', path, headers }, then)),
        status((then) => done(request(new URL(page), { headers: Object.entries(headers).flat() }, then))),
        status((then) => done(required.request({ host: 'API.stripe.com', path: path + '?limit=1', headers, servername: 'api.stripe.com' }, then))),
        status((then) => http.get('http://api.stripe.com' + path, { headers }, then)),
        fetch(page, { headers: { authorization: headers.Authorization } }).then(({ status }) => status),
        fetch(new Request(page, { method: 'POST', headers: { authorization: headers.Authorization }, body: 'email=a@b.test' })).then(({ status }) => status),
        fetch(new URL(page), { headers: { authorization: headers.Authorization } }).then(({ status }) => status),
      ])));`,
      { url },
    );

    expect([err, JSON.parse(out)]).toEqual(['', Array(8).fill(200)]);
  });
});

describe('every other host of Stripe’s', () => {
  test('is refused with a sentence, whatever asks for it', processes(1), async () => {
    const { url } = await emulatorOnPort();

    const { out, err } = await preloaded(
      `import http from 'node:http';
      import http2 from 'node:http2';
      import https from 'node:https';
      import Stripe from 'stripe';
      const stripe = new Stripe('sk_test_coded', { maxNetworkRetries: 0 });
      const failure = (emitter) => new Promise((resolve) => emitter.on('error', ({ message }) => resolve(message)));
      const thrown = (promise) => promise.then(() => 'answered', (error) => error.detail?.message ?? error.message);
      console.log(JSON.stringify(await Promise.all([
        thrown(stripe.files.create({ purpose: 'dispute_evidence', file: { data: Buffer.from('a'), name: 'a.txt' } })),
        failure(https.get('https://connect.stripe.com/oauth/token')),
        failure(http.get('http://dashboard.stripe.com/')),
        failure(http2.connect('https://m.stripe.network')),
        thrown(fetch('https://js.stripe.com/v3/')),
      ])));`,
      { url },
    );

    expect(err).toBe('');
    const hosts = [
      'files.stripe.com',
      'connect.stripe.com',
      'dashboard.stripe.com',
      'm.stripe.network',
      'js.stripe.com',
    ];
    expect(JSON.parse(out)).toEqual(
      hosts.map((host) => expect.stringContaining(`${host} is Stripe's, and is not emulated`)),
    );
  });

  test.each([
    ['api.stripe.com', 'redirected'],
    ['API.Stripe.com.', 'redirected'],
    ['files.stripe.com', 'refused'],
    ['meter-events.stripe.com', 'refused'],
    ['stripe.com', 'refused'],
    ['api.stripe.com.evil.test', undefined],
    ['notstripe.com', undefined],
    ['127.0.0.1', undefined],
  ])('%s: %s', (host, fate) => {
    expect(fateOf(host)).toBe(fate);
  });
});

test('what is not Stripe’s is left alone', processes(1), async () => {
  const { url } = await emulatorOnPort();

  const { out } = await preloaded(
    `import http from 'node:http';
    const own = http.createServer((incoming, outgoing) => outgoing.end(incoming.headers.host)).listen(0, '127.0.0.1', async () => {
      const { port } = own.address();
      const text = await new Promise((resolve) => http.get({ port, host: '127.0.0.1' }, async (answer) => resolve((await answer.toArray()).join(''))));
      console.log(text === '127.0.0.1:' + port && (await (await fetch('http://127.0.0.1:' + port)).text()) === text);
      own.close();
      own.closeAllConnections();
    });`,
    { url },
  );

  expect(out.trim()).toBe('true');
});

describe('the address of the emulator', () => {
  test('is asked for at the start, by a sentence that names exec', processes(1), async () => {
    const { err, code, out } = await preloaded('console.log("ran")');

    expect(err).toContain('STRIPE_FC_EMULATOR_URL is not set');
    expect(err).toContain('npx stripe-fc-emulator exec -- node --import stripe-fc-emulator/redirect app.js');
    expect([code, out]).toEqual([1, '']);
  });

  test.each(['', 'localhost:12113', 'nonsense', 'https://api.stripe.com', 'ftp://127.0.0.1'])(
    'is not %j',
    (address) => {
      expect(() => emulatorAt(address)).toThrow(/STRIPE_FC_EMULATOR_URL is /);
    },
  );
});
