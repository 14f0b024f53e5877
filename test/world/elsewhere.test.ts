import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LogEntry } from '../../src/index.ts';
import { refusal, type Setup, setup } from '../support/setup.ts';

/* A key is a sandbox, and a connected account a part of one: who looks in the wrong one is told where it is. */

const OTHER = 'sk_test_of_somebody_else';
const OWN_MASKED = 'sk_test_**************ator';
const OTHER_MASKED = 'sk_test_************else';
const ACCOUNT = 'acct_1Connected';

/** One object of each type that the API can be asked for, in the sandbox of the emulator's key. */
async function oneOfEach({ stripe, emulator }: Setup) {
  const customer = await stripe.customers.create();
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances'],
  });
  const account = await emulator.linkAccount();
  const intent = await stripe.paymentIntents.create({
    amount: 1_000,
    currency: 'usd',
    customer: customer.id,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    payment_method: 'pm_usBankAccount_success',
    mandate_data: { customer_acceptance: { type: 'offline' } },
    confirm: true,
  });
  const [event] = emulator.events();
  await emulator.clock.runToIdle();
  const [charge] = (await stripe.charges.list()).data;
  const setUp = await stripe.setupIntents.create();
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://localhost/hook',
    enabled_events: ['*'],
  });
  return {
    customer: `/v1/customers/${customer.id}`,
    'financial_connections.session': `/v1/financial_connections/sessions/${session.id}`,
    'financial_connections.account': `/v1/financial_connections/accounts/${account.id}`,
    payment_intent: `/v1/payment_intents/${intent.id}`,
    setup_intent: `/v1/setup_intents/${setUp.id}`,
    payment_method: `/v1/payment_methods/${String(intent.payment_method)}`,
    charge: `/v1/charges/${charge?.id}`,
    mandate: `/v1/mandates/${String(charge?.payment_method_details?.us_bank_account?.mandate)}`,
    event: `/v1/events/${event?.id}`,
    webhook_endpoint: `/v1/webhook_endpoints/${endpoint.id}`,
  };
}

const noteOf = async (call: Promise<unknown>): Promise<string | undefined> =>
  (await refusal(call)).headers?.['emulator-note'];

describe('what exists in the sandbox of another key', () => {
  it('is not found, and the note says where it is, for every type', async () => {
    const world = setup();
    const paths = await oneOfEach(world);

    for (const [type, path] of Object.entries(paths)) {
      const answer = await world.call('GET', path, { headers: { authorization: `Bearer ${OTHER}` } });

      const id = path.split('/').at(-1);
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({
        code: 'resource_missing',
        message: expect.stringMatching(/'$/),
      });
      expect(answer.headers.get('emulator-note')).toBe(
        `The ${type} ${id} exists in the sandbox of ${OWN_MASKED}; this call has come to the sandbox of ${OTHER_MASKED}. Each key is a sandbox of its own: use one for both, emulator.apiKey or what createEmulator({ apiKey }) is given.`,
      );
    }
  });

  it('is told of when a parameter names it', async () => {
    const { stripe, clientFor } = setup();
    const { id } = await stripe.customers.create();

    const note = await noteOf(
      clientFor(OTHER).paymentIntents.create({ amount: 100, currency: 'usd', customer: id }),
    );

    expect(note).toContain(`The customer ${id} exists in the sandbox of ${OWN_MASKED}`);
  });

  it('is told of in the log', async () => {
    const entries: LogEntry[] = [];
    const { stripe, clientFor, emulator } = setup({ log: (entry) => entries.push(entry) });
    const { id } = await stripe.customers.create();

    await refusal(clientFor(OTHER).customers.retrieve(id));

    const told = expect.stringContaining(`exists in the sandbox of ${OWN_MASKED}`);
    expect(entries.at(-1)).toMatchObject({ kind: 'request', status: 404, note: told });
    expect(emulator.sandbox(OTHER).requests().at(-1)).toMatchObject({ note: told });
  });

  it('is told of on the console, once for a sandbox', async () => {
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => complaints.mockRestore());
    const { stripe, clientFor } = setup();
    const { id } = await stripe.customers.create();

    for (let time = 0; time < 2; time++) await refusal(clientFor(OTHER).customers.retrieve(id));

    expect(complaints.mock.calls.flat()).toEqual([
      expect.stringMatching(`^stripe-fc-emulator: The customer ${id} exists in the sandbox of `),
    ]);
  });

  it('is told of by methods, behind their sentence', async () => {
    const { emulator, clientFor } = setup();
    const client = clientFor(OTHER);
    const { id: customer } = await client.customers.create();
    const session = await client.financialConnections.sessions.create({
      account_holder: { type: 'customer', customer },
      permissions: ['balances'],
    });

    for (const name of [session.id, String(session.client_secret)])
      await expect(emulator.completeSession(name)).rejects.toThrow(
        `No such financial_connections.session: '${name}'. stripe-fc-emulator: The financial_connections.session ${name} exists in the sandbox of ${OTHER_MASKED};`,
      );
  });

  it('is told of by the control surface', async () => {
    const { emulator, call } = setup();
    const { id } = await emulator.sandbox(OTHER).linkAccount();

    const { status, headers } = await call('POST', `/_emulator/financial_connections/accounts/${id}`, {
      form: 'status=inactive',
    });

    expect(status).toBe(404);
    expect(headers.get('emulator-note')).toContain(`${id} exists in the sandbox of ${OTHER_MASKED}`);
  });

  it('is looked for in a bounded number of sandboxes, among which the emulator’s own always is', async () => {
    const { emulator, stripe, clientFor } = setup();
    const [own, second] = [await stripe.customers.create(), await clientFor(OTHER).customers.create()];
    for (let made = 0; made < 500; made++) emulator.sandbox(`sk_test_${made}`);
    const asking = clientFor('sk_test_499').customers;

    expect(await noteOf(asking.retrieve(own.id))).toContain(OWN_MASKED);
    expect(await noteOf(asking.retrieve(second.id))).toBeUndefined();
  });

  it('is told of without its key, whoever asks', async () => {
    const { stripe, clientFor, emulator } = setup({ apiKey: 'sk_test_a_long_secret_name_of_mine' });
    const { id } = await stripe.customers.create();

    const note = await noteOf(clientFor(OTHER).customers.retrieve(id));

    expect(note).toContain('the sandbox of sk_test_**********************mine');
    expect(note).not.toContain(emulator.apiKey);
  });
});

describe('what exists in another account of the same sandbox', () => {
  it('is told of to the platform', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create({}, { stripeAccount: ACCOUNT });

    expect(await noteOf(stripe.customers.retrieve(id))).toBe(
      `The customer ${id} exists in this sandbox, in its connected account ${ACCOUNT}: send the header Stripe-Account: ${ACCOUNT}.`,
    );
  });

  it('is told of to a connected account', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();

    expect(await noteOf(stripe.customers.retrieve(id, {}, { stripeAccount: ACCOUNT }))).toBe(
      `The customer ${id} exists in this sandbox, on its platform: leave the header Stripe-Account: ${ACCOUNT} away.`,
    );
  });

  it('is told of to another sandbox', async () => {
    const { stripe, clientFor } = setup();
    const { id } = await stripe.customers.create({}, { stripeAccount: ACCOUNT });

    expect(await noteOf(clientFor(OTHER).customers.retrieve(id))).toContain(
      `exists in the sandbox of ${OWN_MASKED}, in its connected account ${ACCOUNT};`,
    );
  });
});

it('whatever the catalogue says is missing is looked for elsewhere', () => {
  const source = readFileSync(new URL('../../src/core/catalogue.ts', import.meta.url), 'utf8');
  // What is there and only not attached has the same code, and is missing nowhere.
  const missing = source.match(/message: sentence`No such /g) ?? [];

  expect(missing.length).toBeGreaterThan(2);
  expect(source.match(/missing: id,\n\s+message: sentence`No such /g)).toHaveLength(missing.length);
});

it('what exists nowhere has no note', async () => {
  const { stripe, clientFor } = setup();
  await clientFor(OTHER).customers.create();

  expect(await noteOf(stripe.customers.retrieve('cus_nowhere'))).toBeUndefined();
});

describe('events that are waited for in vain', () => {
  it('are told of when they are in the sandbox of another key', async () => {
    const { emulator, clientFor } = setup();
    const { id } = await clientFor(OTHER).customers.create();
    const [event] = emulator.sandbox(OTHER).events();

    await expect(emulator.waitForEvent({ type: 'customer.*', object: id })).rejects.toThrow(
      `There is such an event, customer.created [${event?.id}], in the sandbox of ${OTHER_MASKED}; this call has come to the sandbox of ${OWN_MASKED}.`,
    );
  });

  it('are told of on a clock that runs, when time is up', async () => {
    const { emulator, clientFor } = setup({ time: 'real' });
    await clientFor(OTHER).customers.create();

    await expect(emulator.waitForEvent('customer.created', { timeoutMs: '1ms' })).rejects.toThrow(
      `within 1 ms. Nothing is pending. There is such an event, customer.created`,
    );
    await emulator.close();
  });

  it('are told of by the endpoint, when they are in another account', async () => {
    const { stripe, call } = setup();
    await stripe.customers.create();

    const { status, headers } = await call(
      'GET',
      '/_emulator/events/wait?type=customer.created&timeout=1ms',
      {
        headers: { 'stripe-account': ACCOUNT },
      },
    );

    expect(status).toBe(408);
    expect(headers.get('emulator-note')).toContain('in this sandbox, on its platform');
  });

  it('are not told of when there are none', async () => {
    const { emulator, clientFor } = setup();
    await clientFor(OTHER).customers.create();

    await expect(emulator.waitForEvent('customer.deleted')).rejects.toThrow(/clock\.runToIdle\(\)\.$/);
  });
});

describe('who waits where nothing happens', () => {
  it('is told in which sandbox something does', async () => {
    const { emulator } = setup();
    await emulator.sandbox(OTHER).linkAccount({ prefetch: ['balances'], permissions: ['balances'] });

    await expect(emulator.waitForEvent('payment_intent.succeeded')).rejects.toThrow(
      `Nothing is pending. Something is in the sandbox of ${OTHER_MASKED}: each key is a sandbox of its own.`,
    );
  });
});
