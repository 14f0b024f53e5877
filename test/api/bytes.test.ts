import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

/*
 * Stripe's bodies are indented by two spaces, with tight `[]` and `{}`, and without a newline at the end (recorded: 710
 * interactions of 2022 to 2026). What a receiver parses and writes anew is something else, there and here.
 */

const asWritten = (text: string): string => JSON.stringify(JSON.parse(text), null, 2);

const VERSIONS = ['2020-08-27', '2022-08-01', '2023-10-16', '2025-03-31.basil', '2026-10-28.endive'];

// What would show if the text were made by anything that does not know strings from what stands around them.
const text = fc.string({
  unit: fc.constantFrom('a', 'é', '"', '\\', '\n', ' ', '{', '}', '[', ']', ',', ':', '🐢', '  "a": 1'),
  maxLength: 12,
});

const wanted = fc.record({
  name: text,
  description: text,
  metadata: fc.dictionary(fc.constantFrom('a', 'b', '7', '03'), text, { maxKeys: 3 }),
  version: fc.constantFrom(...VERSIONS),
  limit: fc.integer({ min: 1, max: 4 }),
});

type Wanted = typeof wanted extends fc.Arbitrary<infer Value> ? Value : never;

interface Asking {
  readonly method?: string;
  readonly form?: string | URLSearchParams;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a sandbox and keeps the text of every answer. */
function asking(emulator: Emulator, version: string) {
  const texts: string[] = [];
  const ask = async (path: string, { method = 'GET', form, json, headers = {} }: Asking = {}) => {
    const body = json === undefined ? form?.toString() : JSON.stringify(json);
    const answer = await emulator.fetch(`https://api.stripe.com${path}`, {
      method,
      headers: {
        authorization: `Bearer ${emulator.apiKey}`,
        'stripe-version': version,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    texts.push(text);
    return { status: answer.status, body: JSON.parse(text) };
  };
  return { texts, ask };
}

const customerForm = ({ name, description, metadata }: Wanted): URLSearchParams =>
  new URLSearchParams([
    ['name', name],
    ['description', description],
    ...Object.entries(metadata).map(([key, value]) => [`metadata[${key}]`, value]),
  ]);

type Ask = ReturnType<typeof asking>['ask'];

/** Objects of several kinds, named as wanted, by way of the API and of the control surface. */
async function furnish(ask: Ask, given: Wanted): Promise<{ customer: string; intent: string }> {
  const form = customerForm(given);
  const { body: customer } = await ask('/v1/customers', { method: 'POST', form });
  const keyed = { method: 'POST', form, headers: { 'idempotency-key': 'a' } };
  await ask('/v1/customers', keyed);
  await ask('/v1/customers', keyed);
  const json = { account_holder: { type: 'customer', customer: customer.id }, display_name: given.name };
  await ask('/_emulator/financial_connections/accounts', { method: 'POST', json });
  const { body: intent } = await ask('/v1/payment_intents', {
    method: 'POST',
    form: `amount=500&currency=usd&customer=${customer.id}&payment_method=pm_usBankAccount_success&confirm=true&mandate_data[customer_acceptance][type]=offline&return_url=https://example.com`,
  });
  await ask('/_emulator/clock/advance', { method: 'POST', form: 'until=idle' });
  return { customer: customer.id, intent: intent.id };
}

const lists = ({ limit }: Wanted): readonly string[] => [
  `/v1/customers?limit=${limit}`,
  '/v1/customers?limit=1&created[gt]=99999999999',
  `/v1/events?limit=${limit}`,
  `/v1/payment_methods?limit=${limit}`,
  `/v1/financial_connections/accounts?limit=${limit}&expand[]=data.account_holder.customer`,
  '/v1/customers/search?query=created>0',
];

async function look(ask: Ask, given: Wanted, made: { customer: string; intent: string }): Promise<void> {
  for (const path of lists(given)) {
    // A record is told from the second time on, and a page, from what is stored of it.
    for (let times = 0; times < 3; times++) await ask(path);
  }
  const deep = 'expand[]=latest_charge.payment_intent.customer&expand[]=payment_method.customer';
  await ask(`/v1/payment_intents/${made.intent}?${deep}`);
  const { body: events } = await ask('/v1/events?limit=1');
  for (let times = 0; times < 3; times++) await ask(`/v1/events/${events.data[0].id}`);
  await ask(`/v1/customers/${made.customer}`, { method: 'DELETE' });
  await ask(`/v1/customers/${made.customer}`);
}

async function err(ask: Ask, { name }: Wanted): Promise<void> {
  await ask(`/v1/customers/${encodeURIComponent(name)}x`);
  await ask('/v1/nothing');
  await ask('/v1/customers', { headers: { authorization: 'Bearer nonsense' } });
  await ask('/v1/customers', { headers: { authorization: '' } });
  await ask('/v1/customers', { headers: { 'stripe-version': 'nonsense' } });
  await ask('/v1/customers', { method: 'POST', form: new URLSearchParams({ [`${name}x`]: name }) });
  await ask('/_emulator/nothing');
  await ask('/_emulator/clock/advance', { method: 'POST', form: new URLSearchParams({ by: name }) });
  await ask('/_emulator/snapshot', { method: 'PUT', json: { object: name } });
}

const CONTROL = ['health', 'clock', 'jobs', 'requests', 'deliveries', 'events/wait?type=customer.*'];

describe('every body', () => {
  it('is indented by two spaces, whatever is in it and however deep, without a newline at the end', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (given) => {
        const delivered: string[] = [];
        const receive = async (request: Request) => {
          delivered.push(await request.text());
          return new Response();
        };
        const apiVersion = given.version;
        const emulator = createEmulator({
          log: false,
          apiVersion,
          webhooks: [{ handler: receive }, { handler: receive, apiVersion: '2020-08-27' }],
        });
        const { texts, ask } = asking(emulator, given.version);
        const made = await furnish(ask, given);
        await look(ask, given, made);
        await err(ask, given);
        for (const path of CONTROL) await ask(`/_emulator/${path}`);
        await ask('/_emulator/reset', { method: 'POST' });

        expect(delivered.length).toBeGreaterThan(5);
        for (const body of [...texts, ...delivered]) expect(body).toBe(asWritten(body));
      }),
      { numRuns: 15 },
    );
  });

  it('has its empty lists and objects tight (recorded since 2023)', async () => {
    const { emulator } = setup();
    const { texts, ask } = asking(emulator, '2026-10-28.endive');

    await ask('/v1/customers');
    await ask('/v1/customers', { method: 'POST' });

    expect(texts[0]).toBe(
      '{\n  "object": "list",\n  "data": [],\n  "has_more": false,\n  "url": "/v1/customers"\n}',
    );
    expect(texts[1]).toContain('\n  "metadata": {},\n');
  });

  it('stays compact where it is a snapshot (contract: a snapshot alone)', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create();

    const text = await (
      await emulator.fetch('https://api.stripe.com/_emulator/snapshot', {
        headers: { authorization: `Bearer ${emulator.apiKey}` },
      })
    ).text();

    expect(text).toBe(JSON.stringify(JSON.parse(text)));
  });
});

describe('a webhook', () => {
  it('verifies as it arrived, and not when it was parsed and written anew, as express.json() makes one do', async () => {
    const { emulator, stripe, received } = setup();
    await stripe.customers.create();
    await emulator.clock.advance(0);
    const [{ body, signature } = { body: '', signature: '' }] = received;
    const request = { body: JSON.parse(body) };
    const verify = (payload: string) =>
      stripe.webhooks.constructEvent(payload, signature, emulator.webhookSecret);

    expect(verify(body).type).toBe('customer.created');
    expect(() => verify(JSON.stringify(request.body))).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
    expect(() => verify(JSON.stringify(request.body))).toThrow(
      'No signatures found matching the expected signature for payload. Are you passing the raw request body you received from Stripe?',
    );
  });
});
