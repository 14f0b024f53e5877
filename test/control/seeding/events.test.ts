import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/index.ts';
import { refusal, setup } from '../../support/setup.ts';

/* Events that are put in place have happened; nobody is sent them. */

const START = '2026-01-01T00:00:00Z';
const NOW = Date.parse(START) / 1000;
const HAPPENED = {
  type: 'customer.updated',
  data: { object: { id: 'cus_gone', object: 'customer' }, previous_attributes: { name: 'Jenny' } },
};
const world = () => setup({ time: { start: START, runs: false } });

// The object of the event is as short as it was given, which the SDK's types do not know.
const quiet = () => {
  const received: string[] = [];
  const emulator = createEmulator({
    time: { start: START, runs: false },
    log: false,
    webhooks: [
      {
        handler: async (request) => {
          received.push(JSON.parse(await request.text()).id);
          return new Response();
        },
      },
    ],
  });
  const call = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const response = await emulator.fetch(path, {
      method,
      headers: { authorization: `Bearer ${emulator.apiKey}`, ...headers },
    });
    return response.json();
  };
  return { emulator, received, call };
};

describe('an event that is put in place', () => {
  it('is completed', async () => {
    const { emulator, call } = quiet();

    const { events = [] } = await emulator.putObjects({ events: [{ id: 'evt_1', ...HAPPENED }] });

    const expected = {
      id: 'evt_1',
      object: 'event',
      api_version: '2026-10-28.endive',
      created: NOW,
      data: HAPPENED.data,
      livemode: false,
      pending_webhooks: 0,
      request: { id: null, idempotency_key: null },
      type: 'customer.updated',
    };
    expect(events).toEqual([expected]);
    expect(Object.keys(events[0] ?? {})).toEqual(Object.keys(expected));
    expect(await call('GET', '/v1/events/evt_1')).toEqual(expected);
  });

  it('may be written as a form, and stand in every new sandbox', async () => {
    const { call } = setup();
    const put = await call('POST', '/_emulator/objects', {
      form: 'events[0][id]=evt_1&events[0][type]=customer.deleted&events[0][created]=1767225600&events[0][data][object][id]=cus_1&events[0][data][object][object]=customer&events[0][data][object][deleted]=true&events[0][request][id]=',
    });
    const configured = createEmulator({ objects: { events: [{ id: 'evt_1', ...HAPPENED }] }, log: false });

    expect(put.body.error?.message ?? put.body.events[0]).toMatchObject({
      created: NOW,
      request: { id: null, idempotency_key: null },
      type: 'customer.deleted',
    });
    expect((await configured.waitForEvent('customer.updated')).id).toBe('evt_1');
    expect((await configured.sandbox('sk_test_another').waitForEvent('customer.updated')).id).toBe('evt_1');
  });

  it('keeps the version of an older account', async () => {
    const options = { apiVersion: '2023-10-16', seed: 's', time: { start: START, runs: false } } as const;
    const [one, other] = [setup(options), setup(options)];
    await one.emulator.linkAccount({ permissions: ['balances'] });
    const { data } = (await one.call('GET', '/v1/events')).body;

    await other.emulator.putObjects({ events: data });

    expect((await other.call('GET', '/v1/events')).body.data).toEqual(data);
    expect(data).toMatchObject([{ api_version: '2023-10-16' }]);
  });

  it('is listed by its time and its type, and waited for', async () => {
    const { emulator, call } = quiet();
    await emulator.putObjects({
      events: [
        { id: 'evt_2', ...HAPPENED },
        { id: 'evt_1', ...HAPPENED, created: NOW - 60 },
        { id: 'evt_3', ...HAPPENED, type: 'customer.deleted' },
      ],
    });
    const ids = async (query: string) =>
      (await call('GET', `/v1/events?${query}`)).data.map(({ id }: { id: string }) => id);

    expect(await ids('')).toEqual(['evt_3', 'evt_2', 'evt_1']);
    expect(await ids('type=customer.updated')).toEqual(['evt_2', 'evt_1']);
    expect(await ids(`created[lt]=${NOW}`)).toEqual(['evt_1']);
    expect((await emulator.waitForEvent({ type: 'customer.updated', object: 'cus_gone' })).id).toBe('evt_1');
  });

  it('is sent to nobody, until it is sent again', async () => {
    const { emulator, call, received } = quiet();
    await emulator.putObjects({ events: [{ id: 'evt_1', ...HAPPENED }] });
    await emulator.clock.runToIdle();
    const before = [...received];

    await call('POST', '/v1/events/evt_1/retry');
    await emulator.clock.runToIdle();

    expect(before).toEqual([]);
    expect(received).toEqual(['evt_1']);
  });

  it('is of the connected account that it names', async () => {
    const { emulator, call } = quiet();
    await emulator.putObjects({ events: [{ id: 'evt_1', ...HAPPENED, account: 'acct_1' }] });

    const connected = { 'stripe-account': 'acct_1' };
    expect((await call('GET', '/v1/events/evt_1', connected)).account).toBe('acct_1');
    expect((await call('GET', '/v1/events/evt_1')).error.code).toBe('resource_missing');
    expect((await emulator.waitForEvent('customer.updated')).id).toBe('evt_1');
  });

  it('takes the place of an earlier one, and keeps its time', async () => {
    const { stripe, emulator } = world();
    const { id } = await stripe.customers.create({ name: 'Jenny' });
    const [created] = (await stripe.events.list()).data;
    await emulator.clock.advance(5_000);

    await emulator.putObjects({
      events: [{ id: created?.id, type: 'customer.updated', data: { ...created?.data } }],
    });

    const { data } = await stripe.events.list();
    expect(data).toMatchObject([{ id: created?.id, created: NOW, type: 'customer.updated' }]);
    expect(data[0]?.data.object).toMatchObject({ id });
  });

  it('is forgotten after 30 days, as any', async () => {
    const { stripe, emulator } = world();
    await stripe.customers.create();
    const [event] = (await stripe.events.list()).data;
    await emulator.putObjects({ events: [{ ...event, id: 'evt_old', created: NOW - 31 * 86_400 }] });

    expect((await refusal(stripe.events.retrieve('evt_old'))).code).toBe('resource_missing');
  });
});
