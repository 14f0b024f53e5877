import {
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestInfo,
  type TestType,
} from '@playwright/test';
import { createEmulator } from './emulator.ts';
import type { Emulator, EmulatorOptions } from './options/options.ts';
import { ROUTED, type Routed, routedTo } from './server/browser-route.ts';
import { internalsOf } from './server/internals.ts';
import { listen } from './server/listen.ts';

export interface EmulatorFixtures {
  /**
   * The secret key that names the test's sandbox: one of the test's own, unless `test.use({ apiKey })` says which. Tests
   * that share one do not run in parallel, because it is reset before each.
   */
  readonly apiKey: string;
  /** The test's sandbox. `page` has its publishable key in the place of the application's own. */
  readonly emulator: Emulator;
}

export interface EmulatorWorkerFixtures {
  /** Options of the emulator, one for each worker: `test.use({ emulatorOptions: { … } })` at the top of a file. */
  readonly emulatorOptions: EmulatorOptions;
  /** The port that it listens on; 0, the default, takes a free one. A back end is told of a fixed one, with one worker. */
  readonly emulatorPort: number;
  /** Where that is: `http://127.0.0.1:…`, for a back end that the test starts. */
  readonly emulatorUrl: string;
}

/** What a test of Playwright's has, and what is added to it. */
export type EmulatorTest = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & EmulatorFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & EmulatorWorkerFixtures
>;

/** As much of a `BrowserContext` or a `Page` as is needed, of whichever version. */
interface Routable {
  route(url: RegExp, handler: (route: Routed) => Promise<void>): Promise<unknown>;
}

/**
 * Has the emulator, or a sandbox of it, answer what a context or a page asks of js.stripe.com and api.stripe.com, with the
 * publishable key of that sandbox in the place of the page's own. `page` of this `test` has it already.
 */
export async function routeStripe(
  context: Routable,
  emulator: Pick<Emulator, 'fetch' | 'publishableKey'>,
): Promise<void> {
  await context.route(ROUTED, routedTo(emulator, emulator.publishableKey));
}

/** No two attempts at a test share what they leave behind. */
const ownKey = ({ testId, repeatEachIndex, retry }: TestInfo): string =>
  `sk_test_playwright_${testId.replace(/\W/g, '')}_${repeatEachIndex}_${retry}`;

interface HeldByWorker {
  readonly held: { readonly emulator: Emulator; readonly url: string };
}

/** Playwright's `test` with an emulator behind its pages: `test('…', async ({ page, emulator }) => { … })`. */
export const test: EmulatorTest = base.extend<EmulatorFixtures, EmulatorWorkerFixtures & HeldByWorker>({
  emulatorOptions: [{}, { scope: 'worker', option: true }],
  emulatorPort: [0, { scope: 'worker', option: true }],
  held: [
    async ({ emulatorOptions, emulatorPort }, use) => {
      await using emulator = createEmulator(emulatorOptions);
      const { log, ...internals } = internalsOf(emulator);
      // A notice, as of the clock that stands, is for those who start a server by hand.
      const quiet: typeof log = (entry) => {
        if (entry.kind !== 'notice') log(entry);
      };
      await using server = await listen({ ...internals, log: quiet }, { port: emulatorPort }, false);
      await use({ emulator, url: server.url });
    },
    { scope: 'worker' },
  ],
  emulatorUrl: [async ({ held }, use) => use(held.url), { scope: 'worker' }],
  apiKey: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed.
    async ({}, use, info) => use(ownKey(info)),
    { option: true },
  ],
  emulator: async ({ held, apiKey }, use) => {
    const emulator = held.emulator.sandbox(apiKey);
    await emulator.reset();
    await use(emulator);
  },
  context: async ({ context, emulator }, use) => {
    await routeStripe(context, emulator);
    await use(context);
  },
});
