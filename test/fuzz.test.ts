import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Emulator, Snapshot } from '../src/index.ts';
import { type Arrival, arrivalsIn, sent } from './support/arrivals.ts';
import { endpointNames, endpointOf, NEVER } from './support/endpoints.ts';
import { furnished, MAX_BODY_BYTES, newEmulator } from './support/fuzzed-world.ts';
import {
  checkShown,
  differences,
  type ErrorBody,
  type Lasting,
  lastingRefusal,
  lastingRefusals,
  type Trace,
} from './support/lasting-refusals.ts';
import { PATIENCE_MS } from './support/patience.ts';

/*
 * Anything may arrive: what comes back is an answer or a refusal in Stripe's envelope, and a refusal leaves no trace,
 * but for those that tell of something that has happened.
 * FUZZ_RUNS=100000 looks further. How long the worst takes is in `npm run bench -- --only hostile`.
 */

const RUNS = Number(process.env.FUZZ_RUNS ?? 900);
const PARTS = Array.from({ length: 12 }, (_, at) => at + 1);
const NUM_RUNS = Math.ceil(RUNS / PARTS.length);
/** A run is up to eight requests, a few milliseconds on an idle machine. */
const LIMIT = { timeout: Math.max(PATIENCE_MS, NUM_RUNS * 100) };

/**
 * Everything that a refusal must leave as it was. Under an idempotency key a refusal may be remembered: then what
 * the keys remember is left out, and scopes that have nothing else.
 */
async function trace(emulator: Emulator, isKeyed: boolean): Promise<string> {
  const { requests: _requests, scopes, ...rest } = await emulator.snapshot();
  if (!isKeyed) return JSON.stringify({ ...rest, scopes });
  // A cast: a snapshot is plain JSON to its users.
  const kept = (scopes as Trace['scopes'])
    .filter(
      ({ account, tables }) => account === null || Object.values(tables).some(({ length }) => length > 0),
    )
    .map((scope) => ({ ...scope, idempotency: [] }));
  return JSON.stringify({ ...rest, scopes: kept });
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** Empty where there is none, or no body to show it. */
  readonly error: ErrorBody;
  readonly isReplayed: boolean;
  readonly lasting: Lasting | undefined;
}

/** The endpoints that have answered well, and the refusals that tell of something. */
const reached = new Map<string, number>();
const met = new Map<string, number>();

const count = (counts: Map<string, number>, name: string | undefined): void => {
  if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
};

/** How the keys of the sandbox that is looked at end. */
const OWN_KEYS = 'stripe_fc_emulator';

async function answerTo(request: Request, emulator: Emulator): Promise<Answer> {
  const { method, url } = request;
  const response = await emulator.fetch(request);
  const { status, headers } = response;
  const text = await response.text();
  const error = status < 400 || method === 'HEAD' ? {} : JSON.parse(text).error;
  const isReplayed = headers.get('idempotent-replayed') === 'true';
  // Of what another sandbox keeps, this one's snapshot does not tell.
  const isElsewhere = !request.headers.get('authorization')?.includes(OWN_KEYS);
  const lasting = isReplayed || isElsewhere ? undefined : lastingRefusal(request, status, error);
  count(met, lasting?.what);
  if (status === 200) count(reached, endpointOf(method, new URL(url).pathname));
  return { status, text, error, isReplayed, lasting };
}

type Check = (emulator: Emulator, next: Arrival, logged: readonly string[]) => Promise<void>;

type CheckEnd = (emulator: Emulator, logged: readonly string[]) => Promise<void>;

/** Plays arrivals in worlds that are furnished alike; `check` sees each before it is sent, and `checkEnd` the world then. */
async function play(check: Check, checkEnd: CheckEnd = async () => {}): Promise<void> {
  const arrivals = fc.array(arrival, { minLength: 1, maxLength: 8, size: 'max' });
  const property = fc.asyncProperty(arrivals, async (requests) => {
    const logged: string[] = [];
    const emulator = newEmulator(logged);
    await emulator.restore(document);
    for (const next of requests) await check(emulator, next, logged);
    await checkEnd(emulator, logged);
    await emulator.close();
  });
  await fc.assert(property, { numRuns: NUM_RUNS });
}

const checkEnvelope: Check = async (emulator, next, logged) => {
  const { status, text } = await answerTo(sent(next, emulator), emulator);
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
};

/** Whatever has arrived, what is to come of it comes, and what is left is a sandbox like any other. */
const checkFuture: CheckEnd = async (emulator, logged) => {
  await emulator.clock.advance('15d').catch((thrown: Error) => {
    // Refused where that lies behind the end of time.
    if (!thrown.message.startsWith('Time')) throw thrown;
  });
  expect(logged).toEqual([]);
  await emulator.restore(await emulator.snapshot());
};

const checkTrace: Check = async (emulator, next) => {
  const isKeyed = next.method === 'POST' && next.headers.some(([name]) => name === 'idempotency-key');
  const request = sent(next, emulator);
  const before = await trace(emulator, isKeyed);
  const { status, text, error, isReplayed, lasting } = await answerTo(request, emulator);
  if (status < 400) return;
  const after = await trace(emulator, isKeyed);
  // Compared part by part only to tell where they differ.
  const changed = after === before ? [] : differences(JSON.parse(before), JSON.parse(after));
  const { leaves = [], mayLeave = [] } = lasting ?? {};
  const unasked = changed.filter((part) => !leaves.includes(part) && !mayLeave.includes(part));
  expect(unasked, `a refusal left something in ${unasked.join()}: ${text}`).toEqual([]);
  expect(changed, `a refusal that tells of something did not leave it: ${text}`).toEqual(
    expect.arrayContaining([...leaves]),
  );
  if (lasting === undefined) expect(after === before, `a refusal changed an order: ${text}`).toBe(true);
  else if (lasting.intent !== undefined)
    expect(error.payment_intent ?? error.setup_intent).toMatchObject(lasting.intent(error.code));
  if (!isReplayed) await checkShown(emulator, request, error);
};

let document: Snapshot;
let arrival: fc.Arbitrary<Arrival>;
beforeAll(async () => {
  document = await (await furnished()).snapshot();
  arrival = arrivalsIn(document, MAX_BODY_BYTES);
});

describe.each(PARTS)(`whatever arrives in ${NUM_RUNS} worlds, part %i of ${PARTS.length}`, (part) => {
  // Half of such a world's time is its future: a third of them will do.
  it('is answered or refused in the envelope, and time goes on', LIMIT, () =>
    play(checkEnvelope, part % 3 === 0 ? checkFuture : undefined),
  );

  it('changes nothing when it is refused', LIMIT, () => play(checkTrace));
});

// Of fewer arrivals some endpoint may have had none that it could answer.
describe.skipIf(RUNS < 900)('of all that has arrived', () => {
  it('something was answered by every endpoint that answers anything', () => {
    expect(endpointNames.filter((name) => !reached.has(name))).toEqual(NEVER);
  });

  it('something was refused in every way that leaves something behind', () => {
    expect(lastingRefusals.filter((what) => !met.has(what))).toEqual([]);
  });
});
