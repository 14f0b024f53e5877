import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

/* What events show of a PaymentIntent in older versions, whenever they are delivered or read. */

const DEBIT =
  'amount=1000&currency=usd&confirm=true&mandate_data[customer_acceptance][type]=offline&allowed_payment_method_types[]=us_bank_account';
const PAY = `${DEBIT}&payment_method=pm_usBankAccount_success`;
const OLD = '2020-08-27';

/** A webhook in a version, and what it got. */
function webhook(apiVersion: string) {
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body.
  const events: any[] = [];
  const handler = async (request: Request) => {
    events.push(JSON.parse(await request.text()));
    return new Response('ok');
  };
  const of = (type: string) => events.find((event) => event.type === type);
  return { option: { handler, apiVersion }, of };
}

describe('one event, sent to endpoints of three versions', () => {
  // As recorded: one event delivered to 2020-08-27, 2024-09-30.acacia and 2025-04-30.basil.
  it('has one id and one time, and the form of each', async () => {
    const versions = [OLD, '2024-09-30.acacia', '2025-04-30.basil'];
    const hooks = versions.map(webhook);
    const { call, emulator } = setup({ webhooks: hooks.map(({ option }) => option) });

    await call('POST', '/v1/payment_intents', { form: PAY });
    await emulator.clock.advance(2_000);
    const sent = hooks.map(({ of }) => of('payment_intent.succeeded'));

    expect(new Set(sent.map(({ id, created }) => `${id} ${created}`)).size).toBe(1);
    expect(sent.map(({ api_version: version }) => version)).toEqual(versions);
    expect(sent.map(({ data }) => 'charges' in data.object)).toEqual([true, false, false]);
    expect(sent.map(({ data }) => data.object.invoice)).toEqual([null, null, undefined]);
  });
});

describe('an event about a PaymentIntent', () => {
  const chargesIn = (event: { data: { object: unknown } }) =>
    (event.data.object as { charges: { data: { status: string }[] } }).charges.data.map(
      ({ status }) => status,
    );

  it('has the charges of its time, however late it is sent', async () => {
    const bodies: string[] = [];
    const handler = async (request: Request) => {
      bodies.push(await request.text());
      return new Response('', { status: bodies.length === 1 ? 500 : 200 });
    };
    const { call, emulator } = setup({
      webhooks: [{ handler, apiVersion: OLD, enabledEvents: ['payment_intent.processing'] }],
    });

    await call('POST', '/v1/payment_intents', { form: PAY });
    await emulator.clock.advance(2 * 3_600_000);
    const { body } = await call('GET', '/v1/charges');

    expect(bodies.map((text) => chargesIn(JSON.parse(text)))).toEqual([['pending'], ['pending']]);
    expect(body.data[0].status).toBe('succeeded');
  });

  it('has them when it is read later, and after a snapshot', async () => {
    const { call, emulator } = setup({ apiVersion: OLD });
    await call('POST', '/v1/payment_intents', { form: PAY });
    await emulator.clock.advance(2_000);
    const restored = setup({ apiVersion: OLD });
    await restored.emulator.restore(await emulator.snapshot());

    for (const world of [{ call }, restored]) {
      const { body } = await world.call('GET', '/v1/events?type=payment_intent.processing');
      expect(chargesIn(body.data[0])).toEqual(['pending']);
      expect(body.data[0].data.object.charges).toMatchObject({ has_more: false, total_count: 1 });
    }
  });

  it('has them in a connected account, too', async () => {
    const { call } = setup({ apiVersion: OLD });
    const headers = { 'stripe-account': 'acct_1' };
    await call('POST', '/v1/payment_intents', { form: PAY, headers });

    const { body } = await call('GET', '/v1/events?type=payment_intent.processing', { headers });

    expect(chargesIn(body.data[0])).toEqual(['pending']);
  });

  it('that an older snapshot has kept shows the charges that there are', async () => {
    const { call, emulator } = setup({ apiVersion: OLD });
    await call('POST', '/v1/payment_intents', { form: PAY });
    await emulator.clock.advance(2_000);
    const document = JSON.parse(JSON.stringify(await emulator.snapshot()));
    document.version = 3;
    for (const { facts } of document.scopes) delete facts.eventCharges;
    const restored = setup({ apiVersion: OLD });
    await restored.emulator.restore(document);

    const { body } = await restored.call('GET', '/v1/events?type=payment_intent.processing');

    expect(chargesIn(body.data[0])).toEqual(['succeeded']);
  });

  it('is forgotten with its charges', async () => {
    const { call, emulator } = setup({ limits: { events: 2 }, log: () => {} });
    for (const _ of [1, 2, 3]) await call('POST', '/v1/payment_intents', { form: PAY });

    const { scopes } = JSON.parse(JSON.stringify(await emulator.snapshot()));

    expect(scopes[0].facts.eventCharges.length).toBeLessThanOrEqual(2);
  });

  it('stays in the version of the account, whatever the version of the call', async () => {
    const { call } = setup({ apiVersion: '2024-06-20' });
    await call('POST', '/v1/payment_intents', { form: PAY });

    const { body } = await call('GET', '/v1/events?type=payment_intent.processing', {
      headers: { 'stripe-version': OLD },
    });

    expect(body.data[0]).toMatchObject({ api_version: '2024-06-20', data: { object: { invoice: null } } });
    expect(body.data[0].data.object).not.toHaveProperty('charges');
  });
});

describe('previous_attributes', () => {
  it('have no field that came after the version, if these are dated', async () => {
    const hooks = ['2024-06-20', '2025-09-30.clover'].map(webhook);
    const { stripe, emulator } = setup({
      assume: { additiveFields: 'dated' },
      webhooks: hooks.map(({ option }) => option),
    });
    const { id } = await stripe.customers.create({ name: 'Jenny', business_name: 'Rosen' });

    await stripe.customers.update(id, { name: 'Jenny Rosen', business_name: 'Rosen & Sons' });
    await emulator.clock.advance(1);

    expect(hooks.map(({ of }) => of('customer.updated').data.previous_attributes)).toEqual([
      { name: 'Jenny' },
      { business_name: 'Rosen', name: 'Jenny' },
    ]);
  });
});
