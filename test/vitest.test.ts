import Stripe from 'stripe';
import { describe, expect } from 'vitest';
import type { Emulator } from '../src/index.ts';
import { test } from '../src/vitest.ts';

const clientOf = (apiKey: string, fetch: Emulator['fetch']) =>
  new Stripe(apiKey, { httpClient: Stripe.createFetchHttpClient(fetch) });

describe('the vitest entry', () => {
  test('gives each test an emulator and what it delivers', async ({
    emulator,
    apiKey,
    webhookSecret,
    deliveries,
  }) => {
    const stripe = clientOf(apiKey, emulator.fetch);
    await stripe.customers.create();

    await emulator.clock.advance(0);

    const [first] = deliveries;
    expect(
      stripe.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', webhookSecret).type,
    ).toBe('customer.created');
  });

  test('starts from nothing in the next test', async ({ emulator, apiKey, deliveries }) => {
    expect((await clientOf(apiKey, emulator.fetch).customers.list()).data).toEqual([]);
    expect(deliveries).toEqual([]);
  });

  const seeded = test.extend({
    emulatorOptions: { seed: 'one', objects: { customers: [{ id: 'cus_first' }] } },
  });
  seeded('takes options', async ({ emulator, apiKey }) => {
    expect((await clientOf(apiKey, emulator.fetch).customers.list()).data.map(({ id }) => id)).toEqual([
      'cus_first',
    ]);
  });
});
