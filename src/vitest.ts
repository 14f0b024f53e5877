import { test as base, type TestAPI } from 'vitest';
import { createEmulator } from './emulator.ts';
import type { ApiResource, Emulator, EmulatorOptions } from './options/options.ts';
import { withWebhook } from './options/with-webhook.ts';

/** A webhook as the test's own endpoint received it. */
interface ReceivedWebhook {
  /** The exact bytes that were signed, as text. */
  readonly body: string;
  /** The header `Stripe-Signature`. */
  readonly signature: string;
  readonly event: ApiResource;
}

export interface EmulatorFixtures {
  /** Options of the emulator; set them with `test.override({ emulatorOptions: { … } })` or `test.extend`. */
  readonly emulatorOptions: EmulatorOptions;
  /** An emulator of the test's own, closed after it. */
  readonly emulator: Emulator;
  readonly apiKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  /** What has been delivered so far, in order. */
  readonly deliveries: readonly ReceivedWebhook[];
}

/** Vitest's `test` with an emulator for each test: `test('…', async ({ emulator, deliveries }) => { … })`. */
export const test: TestAPI<EmulatorFixtures> = base.extend<
  EmulatorFixtures & { readonly received: ReceivedWebhook[] }
>({
  emulatorOptions: {},
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are needed.
  received: async ({}, use) => use([]),
  emulator: async ({ emulatorOptions, received }, use) => {
    const collect = async (request: Request): Promise<Response> => {
      const body = await request.text();
      received.push({
        body,
        signature: request.headers.get('stripe-signature') ?? '',
        event: JSON.parse(body),
      });
      return new Response();
    };
    await using emulator = createEmulator(withWebhook(emulatorOptions, { handler: collect }));
    await use(emulator);
  },
  apiKey: async ({ emulator }, use) => use(emulator.apiKey),
  publishableKey: async ({ emulator }, use) => use(emulator.publishableKey),
  webhookSecret: async ({ emulator }, use) => use(emulator.webhookSecret),
  deliveries: async ({ emulator: _needed, received }, use) => use(received),
  // A cast, because `received` is the test's own and not for its users.
}) as TestAPI<EmulatorFixtures>;
