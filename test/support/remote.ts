import Stripe from 'stripe';
import { afterAll, afterEach } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { newConformity } from './conformance.ts';

/*
 * For tests that use the official client and nothing else: they run against the emulator in this process, or, with
 * STRIPE_API_BASE, against any server that speaks Stripe's API, Stripe's own included.
 */

const { STRIPE_API_BASE: base, STRIPE_API_KEY: key = '' } = process.env;

function remoteClient(apiBase: string): Stripe {
  if (key.includes('_live_'))
    throw new Error(
      'STRIPE_API_KEY is a live key: these tests create and delete objects. Use one that starts with sk_test_.',
    );
  if (key === '')
    throw new Error('STRIPE_API_BASE is set and STRIPE_API_KEY is not: give a test key of that server.');
  const { protocol, hostname, port } = new URL(apiBase);
  return new Stripe(key, {
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port === '' ? {} : { port }),
    telemetry: false,
  });
}

function localClient(): Stripe {
  const emulator = createEmulator();
  const conformity = newConformity();
  afterEach(conformity.expectNoProblems);
  afterAll(() => emulator.close());
  return new Stripe(emulator.apiKey, {
    httpClient: Stripe.createFetchHttpClient(conformity.checkedFetch(emulator)),
    telemetry: false,
  });
}

/** The client of one test file. */
export const stripeUnderTest = (): Stripe => (base === undefined ? localClient() : remoteClient(base));
