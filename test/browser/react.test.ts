import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { bundledIn, installed } from './support/strangers.ts';
import { test } from './support/test.ts';

/*
 * `<Elements>` and an element of react-stripe-js, unchanged, in React's StrictMode, which mounts all twice. Each major is
 * tried with a @stripe/stripe-js and a React of its time.
 */

const SOURCE = readFileSync(new URL('./react/application.js', import.meta.url), 'utf8');
const MAJORS = ['2', '3', '5', '7'];

const scripts = new Map<string, string>();

/** The application's page, once its Stripe object is there. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('There', { exact: true }).waitFor();
}

const heard = (page: Page): Promise<unknown> => page.evaluate('window.heard');
const element = (page: Page) => page.getByTestId('element');

describe.each(MAJORS)('react-stripe-js %s', (major) => {
  const shop = test.extend<{ readonly url: string }>({
    url: async ({ site }, use) => {
      const folder = `react/${major}`;
      installed(folder);
      const script = scripts.get(major) ?? (await bundledIn(folder, SOURCE));
      scripts.set(major, script);
      site.put('/shop.js', script);
      await use(
        site.put('/', '<title>Shop</title><body><div id="root"></div><script src="/shop.js"></script>'),
      );
    },
  });

  shop(
    'takes the stand-in for Stripe’s object, and mounts its element once',
    async ({ page, complaints, url }) => {
      await open(page, url);

      expect(await page.evaluate('typeof window.stripe.collectFinancialConnectionsAccounts')).toBe(
        'function',
      );
      await expect.poll(() => heard(page)).toContain('onReady 0');
      expect(await element(page).locator('.StripeElement').count()).toBe(1);
      expect(await element(page).locator('.StripeElement > *').count()).toBe(1);
      expect(complaints).toEqual([]);
    },
  );

  shop('changes the listeners and the options of what is mounted', async ({ page, complaints, url }) => {
    await open(page, url);
    await page.getByRole('button', { name: 'Rendered 0' }).click();
    await page.getByRole('button', { name: 'Rendered 1' }).click();
    await page.getByRole('button', { name: 'Dark' }).click();

    expect(await page.getByRole('button', { name: 'Rendered 2' }).count()).toBe(1);
    expect(await element(page).locator('.StripeElement > *').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  shop(
    'unmounts an element, mounts another, and leaves the page as it was',
    async ({ page, complaints, url }) => {
      await open(page, url);
      await page.getByRole('button', { name: 'Hide' }).click();

      expect(await page.locator('.StripeElement').count()).toBe(0);
      await page.getByRole('button', { name: 'Show' }).click();
      expect(await element(page).locator('.StripeElement > *').count()).toBe(1);

      await page.evaluate('window.leave()');
      expect(await page.locator('#root > *').count()).toBe(0);
      expect(complaints).toEqual([]);
    },
  );
});
