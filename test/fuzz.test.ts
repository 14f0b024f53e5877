import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { internalsOf } from '../src/server/internals.ts';
import { type Arrival, arrival, sent } from './support/arrivals.ts';

/*
 * Anything may arrive: what comes back is an answer or a refusal in Stripe's envelope, in good time, and a refusal leaves
 * no trace. FUZZ_RUNS=100000 looks further.
 */

const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
const MAX_BODY_BYTES = 40_000;
const SLOW_MS = 3_000;

const logged: string[] = [];
const statuses = new Map<number, number>();

function newEmulator(): Emulator {
  const emulator = createEmulator({
    seed: 'fuzz',
    time: { start: '2026-01-01T00:00:00Z', runs: false },
    limits: { bodyBytes: MAX_BODY_BYTES, sandboxes: 5 },
    log: ({ kind, text }) => {
      if (kind === 'error') logged.push(text);
    },
  });
  internalsOf(emulator).useTransport(async () => new Response('ok'));
  return emulator;
}

/** A sandbox with something of everything in it, and something still to come. */
async function furnished(): Promise<Emulator> {
  const emulator = newEmulator();
  const call = async (path: string, body: string) => {
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    const response = await emulator.fetch(path, { method: 'POST', headers, body });
    expect(`${path} ${response.status}`).toBe(`${path} 200`);
  };
  const account_holder = { type: 'customer', customer: 'cus_1' };
  await emulator.putObjects({
    'financial_connections.accounts': [{ id: 'fca_1', account_holder }],
    'financial_connections.sessions': [
      { id: 'fcsess_1', client_secret: 'fcsess_client_secret_1', account_holder },
    ],
    customers: [{ id: 'cus_1', email: 'jenny@example.com' }, { id: 'cus_2' }],
    payment_intents: [{ id: 'pi_1' }],
    payment_methods: [{ id: 'pm_1' }],
    webhook_endpoints: [{ id: 'we_1', url: 'http://localhost/webhook', enabled_events: ['*'] }],
  });
  await emulator.linkAccount({ id: 'fca_2', permissions: ['balances'], account: 'Success' });
  await call('/v1/financial_connections/accounts/fca_2/refresh', 'features[]=balance');
  await call('/v1/payment_methods/pm_usBankAccount_success/attach', 'customer=cus_1');
  return emulator;
}

interface Scope {
  readonly account: string | null;
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
}

/** Everything that a refusal must leave as it was; a key remembers a business refusal. */
async function trace(emulator: Emulator, isKeyed: boolean): Promise<string> {
  const { requests: _requests, scopes, ...rest } = await emulator.snapshot();
  if (!isKeyed) return JSON.stringify({ ...rest, scopes });
  const kept = (scopes as readonly Scope[])
    .filter(
      ({ account, tables }) => account === null || Object.values(tables).some(({ length }) => length > 0),
    )
    .map((scope) => ({ ...scope, idempotency: [] }));
  return JSON.stringify({ ...rest, scopes: kept });
}

async function checkAnswer(emulator: Emulator, next: Arrival): Promise<void> {
  const isKeyed = next.method === 'POST' && next.headers.some(([name]) => name === 'idempotency-key');
  const before = await trace(emulator, isKeyed);
  const startedMs = performance.now();
  const response = await emulator.fetch(sent(next, emulator));
  const text = await response.text();
  expect(performance.now() - startedMs, 'it takes too long').toBeLessThan(SLOW_MS);
  expect(response.status, `${text}\n${logged.splice(0).join('\n')}`).not.toBe(500);
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  // An answer to HEAD has no body.
  const body = next.method === 'HEAD' ? null : JSON.parse(text);
  if (response.status < 400) return;
  if (next.method !== 'HEAD') {
    expect(Object.keys(body)).toEqual(['error']);
    const { type, message } = body.error;
    expect({ type, message }).toEqual({
      type: expect.stringMatching(/_error$/),
      message: expect.stringMatching(/./),
    });
  }
  const after = await trace(emulator, isKeyed);
  // Compared member by member only to tell where they differ.
  if (after !== before)
    expect(JSON.parse(after), `a refusal left something: ${text}`).toEqual(JSON.parse(before));
  expect(after === before, `a refusal changed an order: ${text}`).toBe(true);
}

describe('whatever arrives', () => {
  const test = async () => {
    const document = await (await furnished()).snapshot();
    const arrivals = fc.array(arrival(MAX_BODY_BYTES), { minLength: 1, maxLength: 8, size: 'max' });
    const property = fc.asyncProperty(arrivals, async (requests) => {
      const emulator = newEmulator();
      await emulator.restore(document);
      for (const next of requests) await checkAnswer(emulator, next);
      await emulator.close();
    });
    await fc.assert(property, { numRuns: RUNS });
    console.info(
      `fuzz: ${[...statuses]
        .sort()
        .map(([status, count]) => `${count} × ${status}`)
        .join(', ')}`,
    );
  };
  it('is answered or refused in the envelope, and a refusal changes nothing', test, RUNS * 100);
});
