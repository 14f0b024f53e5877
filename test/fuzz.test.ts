import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { internalsOf } from '../src/internals.ts';
import { type Arrival, arrival, sent } from './support/arrivals.ts';

/*
 * Anything may arrive: what comes back is an answer or a refusal in Stripe's envelope, in good time, and a refusal leaves
 * no trace.
 */

const MAX_BODY_BYTES = 40_000;
const SLOW_MS = 3_000;

const logged: string[] = [];

/** A sandbox with something of everything in it, and something still to come. */
async function furnished(): Promise<Emulator> {
  const emulator = newEmulator();
  const call = async (path: string, body: string) => {
    const response = await emulator.fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${emulator.apiKey}` },
      body,
    });
    expect(`${path} ${response.status}`).toBe(`${path} 200`);
  };
  await emulator.putObjects({ customers: [{ id: 'cus_1', email: 'jenny@example.com' }, { id: 'cus_2' }] });
  await emulator.putObjects({
    'financial_connections.accounts': [
      { id: 'fca_1', account_holder: { type: 'customer', customer: 'cus_1' } },
    ],
    'financial_connections.sessions': [
      {
        id: 'fcsess_1',
        client_secret: 'fcsess_client_secret_1',
        account_holder: { type: 'customer', customer: 'cus_1' },
      },
    ],
    payment_intents: [{ id: 'pi_1' }],
    webhook_endpoints: [{ id: 'we_1', url: 'http://localhost/webhook', enabled_events: ['*'] }],
  });
  await emulator.linkAccount({ id: 'fca_2', permissions: ['balances'], account: 'Success' });
  await call('/v1/financial_connections/accounts/fca_2/refresh', 'features[]=balance');
  await call('/v1/payment_methods/pm_usBankAccount_success/attach', 'customer=cus_1');
  return emulator;
}

function newEmulator(): Emulator {
  const emulator = createEmulator({
    seed: 'fuzz',
    time: { start: '2026-01-01T00:00:00Z', runs: false },
    limits: { bodyBytes: MAX_BODY_BYTES, sandboxes: 5 },
    log: ({ kind, text }) => void (kind === 'error' && logged.push(text)),
  });
  internalsOf(emulator).useTransport(async () => new Response('ok'));
  return emulator;
}

/** Everything that a refusal must leave as it was. */
async function trace(emulator: Emulator, keepsKeys: boolean): Promise<string> {
  const { requests: _requests, scopes, ...rest } = await emulator.snapshot();
  const compared = keepsKeys
    ? scopes
    : (scopes as readonly object[]).map((scope) => ({ ...scope, idempotency: [] }));
  return JSON.stringify({ ...rest, scopes: compared });
}

async function checkAnswer(emulator: Emulator, next: Arrival): Promise<void> {
  const isKeyed = next.method === 'POST' && next.headers.some(([name]) => name === 'idempotency-key');
  const before = await trace(emulator, !isKeyed);
  const startedMs = performance.now();
  const response = await emulator.fetch(sent(next, emulator));
  const text = await response.text();
  expect(performance.now() - startedMs, 'it takes too long').toBeLessThan(SLOW_MS);
  expect(response.status, `${text}\n${logged.splice(0).join('\n')}`).not.toBe(500);
  if (next.method === 'HEAD') return;
  const body = JSON.parse(text);
  if (response.status < 400) return;
  expect(Object.keys(body)).toEqual(['error']);
  expect(body.error).toMatchObject({
    type: expect.stringMatching(/_error$/),
    message: expect.stringMatching(/./),
  });
  expect(await trace(emulator, !isKeyed), `a refusal left something: ${text}`).toBe(before);
}

describe('whatever arrives', () => {
  it('is answered or refused in the envelope, and a refusal changes nothing', async () => {
    const document = await (await furnished()).snapshot();
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival(MAX_BODY_BYTES), { minLength: 1, maxLength: 8 }),
        async (arrivals) => {
          const emulator = newEmulator();
          await emulator.restore(document);
          for (const next of arrivals) await checkAnswer(emulator, next);
          await emulator.close();
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 1_500) },
    );
  }, 120_000);
});
