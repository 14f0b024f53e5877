import { describe, expect, it } from 'vitest';
import { createEmulator, type LogEntry } from '../../src/index.ts';
import { RequestLog } from '../../src/sandbox/request-log.ts';
import { setup } from '../support/setup.ts';

const MB = 1_000_000;
const kept = (emulator: { requests(): unknown }): number => JSON.stringify(emulator.requests()).length;

describe('the log of requests', () => {
  it('keeps little of 500 refusals of a megabyte each', async () => {
    const { call, emulator } = setup({ limits: { bodyBytes: 2 * MB } });
    for (let at = 0; at < 500; at++) {
      const name = at % 2 === 0 ? `name=${'x'.repeat(MB)}` : `${'y'.repeat(MB)}=1`;
      expect((await call('POST', '/v1/customers', { form: name })).status).toBe(400);
    }

    expect(emulator.requests()).toHaveLength(500);
    expect(kept(emulator)).toBeLessThan(500 * 2_000);
  });

  it('keeps 2,000 characters of each text, and no more', async () => {
    const { call, emulator } = setup();
    const long = 'x'.repeat(MB);
    const headers = { 'idempotency-key': long, 'stripe-account': long, 'stripe-version': long };
    await call('POST', `/v1/${long}`, { headers });
    await call('POST', `/v1/${'x'.repeat(1_996)}`);

    const [cutOne, whole] = emulator.requests();
    expect(cutOne?.path).toBe(`/v1/${'x'.repeat(1_995)}…`);
    for (const text of [cutOne?.idempotency_key, cutOne?.account, cutOne?.stripe_version])
      expect(text).toBe(`${'x'.repeat(1_999)}…`);
    expect(whole?.path).toBe(`/v1/${'x'.repeat(1_996)}`);
  });

  it('is bounded as a whole, forgets the oldest, and says so once', async () => {
    const logged: LogEntry[] = [];
    const emulator = createEmulator({ limits: { requests: 10 }, log: (entry) => logged.push(entry) });
    const send = (path: string) =>
      emulator.fetch(`http://localhost/v1/${path}`, {
        headers: { authorization: `Bearer ${emulator.apiKey}`, 'stripe-account': 'y'.repeat(5_000) },
      });
    for (let at = 0; at < 30; at++) await send(`${at}/${'x'.repeat(5_000)}`);

    expect(kept(emulator)).toBeLessThan(10 * 4_096 * 1.2);
    expect(emulator.requests().length).toBeLessThan(10);
    expect(emulator.requests().at(-1)?.path).toMatch(/^\/v1\/29\//);
    const said = logged.filter(({ text }) => text.includes('limits.requests'));
    expect(said.map(({ text }) => text)).toEqual([
      'The log of requests has more than 40960 characters: the oldest are forgotten (4096 for each of limits.requests).',
    ]);
  });

  it('keeps an object that an error shows only while it is small', () => {
    const log = new RequestLog(10, () => {});
    const error = { type: 'card_error', message: 'No.' };
    const small = { id: 'pi_1', object: 'payment_intent', status: 'succeeded', metadata: { a: '1' } };
    const large = {
      ...small,
      metadata: Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [at, 'x'])),
    };
    for (const payment_intent of [small, large]) log.add({ ...PLAIN, error: { ...error, payment_intent } });

    const [last, first] = log.list();
    expect(first?.error).toEqual({ ...error, payment_intent: small });
    expect(last?.error).toEqual({
      ...error,
      payment_intent: { id: 'pi_1', object: 'payment_intent', status: 'succeeded' },
    });
  });

  it('names a hundred events of one request, and says when there were more', () => {
    const said = new Set<string>();
    const log = new RequestLog(10, (sentence) => said.add(sentence));
    for (let at = 0; at < 100_000; at++) log.noteEvent(PLAIN.id, `evt_${at}`);
    log.add(PLAIN);

    expect(log.list()[0]?.events).toHaveLength(100);
    expect([...said]).toEqual([
      'A request has caused more than 100 events: the log of requests names the first of them.',
    ]);
  });

  it('holds what is restored to the same bounds', async () => {
    const { call, emulator } = setup({ limits: { requests: 5 } });
    await call('GET', '/v1/customers');
    // A cast: the document is anybody's.
    const document = (await emulator.snapshot()) as unknown as {
      requests: { log: { path: string }[] };
    };
    const [entry] = document.requests.log;
    document.requests.log = Array.from({ length: 50 }, () => ({ ...entry, path: `/v1/${'x'.repeat(MB)}` }));
    await emulator.restore(document as never);

    expect(emulator.requests()).toHaveLength(5);
    expect(kept(emulator)).toBeLessThan(5 * 4_096);
  });

  it('lists the newest as it goes round', async () => {
    const { call, emulator } = setup({ limits: { requests: 3 } });
    for (let at = 0; at < 11; at++) {
      await call('GET', `/v1/${at}`);
      const from = Math.max(0, at - 2);
      const last = Array.from({ length: at - from + 1 }, (_, later) => `/v1/${from + later}`);
      expect(emulator.requests().map(({ path }) => path)).toEqual(last);
    }
  });
});

const PLAIN = {
  id: 'req_1',
  method: 'POST',
  path: '/v1/customers',
  status: 402,
  created: 0,
  key: null,
  stripe_version: null,
  idempotency_key: null,
  account: null,
  replayed: false,
  emulated: true,
} as const;
