import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../../src/index.ts';
import { serve } from '../../src/node.ts';
import { internalsOf } from '../../src/server/internals.ts';
import { call } from '../support/rich-world.ts';
import { served } from '../support/served.ts';

const PAGE = '/microdeposit/';
const TYPED =
  'payment_method_data[type]=us_bank_account&payment_method_data[billing_details][name]=J&payment_method_data[us_bank_account][routing_number]=110000000&payment_method_data[us_bank_account][account_number]=000123456789';
const CONFIRMED = `allowed_payment_method_types[]=us_bank_account&confirm=true&mandate_data[customer_acceptance][type]=offline&${TYPED}`;

const KINDS = [
  { type: 'payment_intent', path: '/v1/payment_intents', form: `amount=2000&currency=usd&${CONFIRMED}` },
  { type: 'setup_intent', path: '/v1/setup_intents', form: CONFIRMED },
] as const;

interface Waiting {
  readonly next_action: { readonly verify_with_microdeposits: { readonly hosted_verification_url: string } };
}
const urlIn = (intent: unknown): string =>
  (intent as Waiting).next_action.verify_with_microdeposits.hosted_verification_url;

const waiting = async (emulator: Emulator, { path, form }: (typeof KINDS)[number] = KINDS[0]) =>
  (await call(emulator, 'POST', path, form)).body;

describe.each(KINDS)('the URL of a page of a $type', (kind) => {
  it('is one of Stripe’s in process, wherever the intent is shown', async () => {
    const delivered: string[] = [];
    const handler = async (request: Request) => {
      const { data } = (await request.json()) as { data: { object: Waiting } };
      if (data.object.next_action != null) delivered.push(urlIn(data.object));
      return new Response('ok');
    };
    const emulator = createEmulator({ webhooks: [{ handler }] });
    const intent = await waiting(emulator, kind);
    const url = urlIn(intent);
    const get = async (path: string) => (await call(emulator, 'GET', path)).body;
    const expanded = await get(`${kind.path}/${intent.id}?expand[]=payment_method`);
    const older = await call(emulator, 'GET', `${kind.path}/${intent.id}`, undefined, {
      'stripe-version': '2022-11-15',
    });
    const refused = await call(
      emulator,
      'POST',
      `${kind.path}/${intent.id}/verify_microdeposits`,
      'amounts[]=1',
    );
    const [event] = (await get(`/v1/events?type=${kind.type}.requires_action`)).data;
    await emulator.clock.runToIdle();

    expect(url).toMatch(/^https:\/\/payments\.stripe\.com\/microdeposit\/[ps]acs_test_[A-Za-z0-9]+$/);
    const shown = [
      await get(`${kind.path}/${intent.id}`),
      (await get(kind.path)).data[0],
      expanded,
      older.body,
      refused.body.error[kind.type],
      event.data.object,
      (await get(`/v1/events/${event.id}`)).data.object,
      emulator.events().find(({ type }) => type === event.type)?.data.object,
      JSON.parse(JSON.stringify(await emulator.arriveMicrodeposits(intent.id).catch(() => intent))),
    ].map(urlIn);
    expect([...shown, ...delivered]).toEqual(Array.from({ length: shown.length + 1 }, () => url));
  });

  it('is answered by fetch, in one line and without a key', async () => {
    const emulator = createEmulator();
    const intent = await waiting(emulator, kind);

    const answer = await emulator.fetch(urlIn(intent));
    const head = await emulator.fetch(urlIn(intent), { method: 'HEAD' });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const text = await answer.text();
    expect(text).toContain(`POST /_emulator/${kind.type}s/${intent.id}/microdeposits/arrive`);
    expect(text).toContain(`POST /v1/${kind.type}s/${intent.id}/verify_microdeposits`);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('a page', () => {
  it('tells of what has become of the microdeposits', async () => {
    const emulator = createEmulator();
    const intent = await waiting(emulator);
    const text = async () => (await emulator.fetch(urlIn(intent))).text();

    const before = await text();
    await call(
      emulator,
      'POST',
      `/v1/payment_intents/${intent.id}/verify_microdeposits`,
      'descriptor_code=SM11AA',
    );

    expect(before).toContain(`The microdeposits of the PaymentIntent ${intent.id} are underway.`);
    expect(await text()).toContain('are verified.');
  });

  it.each([`${PAGE}pacs_test_x`, PAGE])('that belongs to nothing is not found: %s', async (path) => {
    const emulator = createEmulator();
    await waiting(emulator);

    const answer = await emulator.fetch(`https://payments.stripe.com${path}`);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
  });

  it('is nothing that can be posted to', async () => {
    const emulator = createEmulator({ log: false });
    const intent = await waiting(emulator);

    expect((await emulator.fetch(urlIn(intent), { method: 'POST' })).status).toBe(401);
  });

  it('of a connected account, and of another key, is found without either', async () => {
    const emulator = createEmulator();
    const other = emulator.sandbox('sk_test_another');
    const { path, form } = KINDS[0];
    const { body } = await call(other, 'POST', path, form, { 'stripe-account': 'acct_1' });

    expect((await emulator.fetch(urlIn(body))).status).toBe(200);
  });
});

describe('behind a port', () => {
  it('a page has the origin of the server, which answers it', async () => {
    const { emulator, server } = await served();
    const intent = await waiting(emulator);

    const answer = await fetch(urlIn(intent));
    const head = await fetch(urlIn(intent), { method: 'HEAD' });

    expect(urlIn(intent)).toMatch(new RegExp(`^${server.url}${PAGE}pacs_test_`));
    expect([answer.status, head.status]).toEqual([200, 200]);
    expect(await answer.text()).toContain('/microdeposits/arrive');
  });

  it('it is the origin of today, whatever it was when the microdeposits were sent', async () => {
    const emulator = createEmulator();
    const intent = await waiting(emulator);
    const seen = async () => urlIn((await call(emulator, 'GET', `/v1/payment_intents/${intent.id}`)).body);
    const server = await serve(emulator, { port: 0 });
    const there = await seen();
    await server.close();

    expect(there).toBe(urlIn(intent).replace('https://payments.stripe.com', server.url));
    expect(await seen()).toBe(urlIn(intent));
  });

  it('events that are delivered carry it', async () => {
    const { emulator, server } = await served();
    const bodies: string[] = [];
    internalsOf(emulator).useTransport(async (_, { body }) => {
      bodies.push(body);
      return new Response('ok');
    });
    const events = 'enabled_events[]=payment_intent.requires_action';
    await call(emulator, 'POST', '/v1/webhook_endpoints', `url=http://localhost/hook&${events}`);

    await waiting(emulator);
    await emulator.clock.runToIdle();

    expect(bodies.map((body) => urlIn(JSON.parse(body).data.object).startsWith(server.url))).toEqual([true]);
  });

  it('publicUrl comes before it', async () => {
    const { emulator, server } = await served({}, { publicUrl: 'https://Stripe.App.test/' });
    const intent = await waiting(emulator);

    expect(urlIn(intent)).toMatch(/^https:\/\/stripe\.app\.test\/microdeposit\/pacs_test_/);
    expect((await fetch(urlIn(intent).replace('https://stripe.app.test', server.url))).status).toBe(200);
  });
});

it('publicUrl has to be an origin', () => {
  expect(() => createEmulator({ publicUrl: 'stripe.app.test' })).toThrow(
    'createEmulator: publicUrl is "stripe.app.test". Give an origin such as https://app.test:3000',
  );
});

it('what is stored is a path, so that a snapshot is right wherever it is restored', async () => {
  const emulator = createEmulator();
  const url = urlIn(await waiting(emulator));

  const document = await emulator.snapshot();
  const other = createEmulator({ publicUrl: 'http://localhost:1' });
  await other.restore(document);

  expect(JSON.stringify(document)).toContain(`"${url.replace('https://payments.stripe.com', '')}"`);
  const { data } = (await call(other, 'GET', '/v1/payment_intents')).body;
  expect(urlIn(data[0])).toBe(url.replace('https://payments.stripe.com', 'http://localhost:1'));
});
