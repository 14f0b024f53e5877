import type { Browser, BrowserContext, Page } from 'playwright-core';
import Stripe from 'stripe';
import { test as base } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/index.ts';
import { type Server, serve } from '../../../src/node.ts';
import { ROUTED, routedTo } from '../../../src/server/browser-route.ts';
import { launch } from './chromium.ts';
import { openSite, type Site } from './site.ts';

interface BrowserFixtures {
  /** One for each file. */
  readonly browser: Browser;
  /** Set with `test.override({ emulatorOptions: { … } })`. */
  readonly emulatorOptions: EmulatorOptions;
  readonly emulator: Emulator;
  /** The same emulator behind a port: where the popup of an OAuth login is, and what a page without routes loads. */
  readonly server: Server;
  /** The official client of that emulator. */
  readonly stripe: Stripe;
  /** In which js.stripe.com and api.stripe.com are the emulator. */
  readonly context: BrowserContext;
  /** A page of that context. */
  readonly page: Page;
  /** What the page has said in its console as a warning or an error, and what it has thrown. */
  readonly complaints: readonly string[];
  /** An application's site, on an origin of its own. */
  readonly site: Site;
}

/** What a page says in its console as a warning or an error, and what it throws, from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error')
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

export const test = base.extend<BrowserFixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are needed.
    async ({}, use) => {
      const browser = await launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  emulatorOptions: {},
  emulator: async ({ emulatorOptions }, use) => {
    await using emulator = createEmulator({ log: false, ...emulatorOptions });
    await use(emulator);
  },
  server: async ({ emulator }, use) => {
    await using server = await serve(emulator, { port: 0 });
    await use(server);
  },
  stripe: async ({ emulator }, use) =>
    use(new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(emulator.fetch) })),
  context: async ({ browser, emulator, server: _needed }, use) => {
    const context = await browser.newContext();
    await context.route(ROUTED, routedTo(emulator));
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => use(await context.newPage()),
  complaints: async ({ page }, use) => use(complaintsOf(page)),
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are needed.
  site: async ({}, use) => {
    await using site = await openSite();
    await use(site);
  },
});
