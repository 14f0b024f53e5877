import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { internalsOf } from '../src/server/internals.ts';
import { type Arrival, arrival, sent } from './support/arrivals.ts';

/*
 * Anything may arrive: what comes back is an answer or a refusal in Stripe's envelope, and a refusal leaves no trace.
 * FUZZ_RUNS=100000 looks further. How long the worst takes is in `npm run bench -- --only hostile`.
 */

const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
const PARTS = Array.from({ length: 12 }, (_, at) => at + 1);
const NUM_RUNS = Math.ceil(RUNS / PARTS.length);
/** A run is up to eight requests, a few milliseconds on an idle machine. */
const LIMIT = { timeout: Math.max(5_000, NUM_RUNS * 100) };
const MAX_BODY_BYTES = 40_000;

function newEmulator(logged: string[] = []): Emulator {
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

/**
 * Everything that a refusal must leave as it was. Under an idempotency key a refusal may be remembered: then what
 * the keys remember is left out, and scopes that have nothing else.
 */
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

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function answerTo(next: Arrival, emulator: Emulator): Promise<Answer> {
  const response = await emulator.fetch(sent(next, emulator));
  return { status: response.status, text: await response.text() };
}

/** Plays arrivals in worlds that are furnished alike; `check` sees each before it is sent. */
async function play(
  check: (emulator: Emulator, next: Arrival, logged: readonly string[]) => Promise<void>,
): Promise<void> {
  const document = await (await furnished()).snapshot();
  const arrivals = fc.array(arrival(MAX_BODY_BYTES), { minLength: 1, maxLength: 8, size: 'max' });
  const property = fc.asyncProperty(arrivals, async (requests) => {
    const logged: string[] = [];
    const emulator = newEmulator(logged);
    await emulator.restore(document);
    for (const next of requests) await check(emulator, next, logged);
    await emulator.close();
  });
  await fc.assert(property, { numRuns: NUM_RUNS });
}

async function checkEnvelope(emulator: Emulator, next: Arrival, logged: readonly string[]): Promise<void> {
  const { status, text } = await answerTo(next, emulator);
  expect(status, `${text}\n${logged.join('\n')}`).not.toBe(500);
  // An answer to HEAD has no body, nor has one to OPTIONS: it is a page's preflight.
  if (next.method === 'HEAD' || status === 204) return;
  const body = JSON.parse(text);
  if (status < 400) return;
  expect(Object.keys(body)).toEqual(['error']);
  const { type, message } = body.error;
  expect({ type, message }).toEqual({
    type: expect.stringMatching(/_error$/),
    message: expect.stringMatching(/./),
  });
}

async function checkTrace(emulator: Emulator, next: Arrival): Promise<void> {
  const isKeyed = next.method === 'POST' && next.headers.some(([name]) => name === 'idempotency-key');
  const before = await trace(emulator, isKeyed);
  const { status, text } = await answerTo(next, emulator);
  if (status < 400) return;
  const after = await trace(emulator, isKeyed);
  // Compared member by member only to tell where they differ.
  if (after !== before)
    expect(JSON.parse(after), `a refusal left something: ${text}`).toEqual(JSON.parse(before));
  expect(after === before, `a refusal changed an order: ${text}`).toBe(true);
}

describe.each(PARTS)(`whatever arrives in ${NUM_RUNS} worlds, part %i of ${PARTS.length}`, () => {
  it('is answered or refused in the envelope', LIMIT, () => play(checkEnvelope));

  it('changes nothing when it is refused', LIMIT, () => play(checkTrace));
});
