import type { Page } from 'playwright-core';
import Stripe from 'stripe';
import { describe, expect } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { routeStripe } from '../../src/playwright.ts';
import { begin, ended, modalOf, newSession, of, openShop } from './support/button-page.ts';
import { test } from './support/test.ts';

/*
 * The login at a bank in a window of its own, opened by a click from pages that isolate themselves and from others:
 * test/browser/panes-oauth.test.ts has what the panes say meanwhile.
 */

interface Result {
  readonly error?: object;
  readonly financialConnectionsSession?: { readonly accounts: readonly { readonly display_name: string }[] };
}

/** Up to the pane that opens the window. */
async function atPrepane(page: Page, institution: string): Promise<void> {
  const modal = modalOf(page);
  await modal.getByTestId('agree-button').click();
  await modal.getByRole('button', { name: institution }).click();
  await modal.getByRole('heading', { name: `Log in to ${institution}` }).waitFor();
}

/** Opens the window by the click that a customer makes. */
async function opened(page: Page): Promise<Page> {
  const window = page.waitForEvent('popup');
  await modalOf(page).getByTestId('continue-button').click();
  return window;
}

/** From the pane after the login on. */
async function finish(page: Page): Promise<void> {
  await modalOf(page).getByTestId('link-not-now-button').click();
  await modalOf(page).getByTestId('done-button').click();
}

const pick = async (page: Page, name: string): Promise<void> => {
  await modalOf(page).getByTestId(name).click();
  await modalOf(page).getByTestId('select-button').click();
};

const linked = async (page: Page): Promise<readonly string[] | undefined> =>
  (await ended<Result>(page)).financialConnectionsSession?.accounts.map(({ display_name }) => display_name);

const COLLECT = 'collectFinancialConnectionsAccounts';

test('a context that is routed opens the window without a server', async ({ browser, site }) => {
  await using emulator = createEmulator({ log: false });
  const stripe = new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(emulator.fetch) });
  const context = await browser.newContext();
  await routeStripe(context, emulator);
  const page = await context.newPage();
  const { client_secret: clientSecret } = await newSession(stripe);
  await openShop(page, site, of(emulator));
  await begin(page, [COLLECT, { clientSecret }]);
  await atPrepane(page, 'Test (OAuth)');
  await (await opened(page)).getByTestId('oauth-allow-button').click();
  await pick(page, 'success');
  await finish(page);

  expect(await linked(page)).toEqual(['Success']);
  await context.close();
});

test('what is allowed at Test (OAuth) is picked in the modal afterwards', async ({
  page,
  site,
  emulator,
  server,
  stripe,
}) => {
  const { client_secret: clientSecret } = await newSession(stripe);
  await openShop(page, site, of(emulator));
  await begin(page, [COLLECT, { clientSecret }]);
  await atPrepane(page, 'Test (OAuth)');
  const bank = await opened(page);
  const closed = bank.waitForEvent('close');

  expect(bank.url()).toMatch(new RegExp(`^${server.url}/flow/oauth/bcauth_\\w+$`));
  await bank.getByTestId('oauth-allow-button').click();
  await closed;
  await pick(page, 'high balance');
  await finish(page);
  expect(await linked(page)).toEqual(['High Balance']);
});

test('a window that is closed and not opened again lets the customer leave', async ({
  page,
  site,
  emulator,
  stripe,
}) => {
  const { client_secret: clientSecret } = await newSession(stripe);
  await openShop(page, site, of(emulator));
  await begin(page, [COLLECT, { clientSecret }]);
  await atPrepane(page, 'Test (OAuth)');
  await (await opened(page)).close();
  await modalOf(page).getByTestId('close-button').click();
  await modalOf(page).getByTestId('confirm-cancel-button').click();

  expect(await linked(page)).toEqual([]);
});

describe('a page that isolates itself', () => {
  const COOP = { 'Cross-Origin-Opener-Policy': 'same-origin' };
  const BOTH = { ...COOP, 'Cross-Origin-Embedder-Policy': 'require-corp' };

  test.for([
    ['COOP', COOP],
    ['COOP and COEP', BOTH],
  ] as const)(
    'by %s learns of the end from the emulator, because the window cannot tell it',
    async ([, headers], { page, context, site, emulator, stripe }) => {
      const { client_secret: clientSecret } = await newSession(stripe);
      await openShop(page, site, of(emulator, { headers }));
      await begin(page, [COLLECT, { clientSecret }]);
      await atPrepane(page, 'Test (OAuth)');
      const window = context.waitForEvent('page');
      await modalOf(page).getByTestId('continue-button').click();
      const link = modalOf(page).getByTestId('oauth-link');
      // A browser that severs the window says that there is none: then the link opens it.
      const bank = await Promise.race([window, link.click().then(() => window)]);
      await bank.getByTestId('oauth-allow-button').click();

      await pick(page, 'success');
      await finish(page);
      expect(await linked(page)).toEqual(['Success']);
    },
  );
});
