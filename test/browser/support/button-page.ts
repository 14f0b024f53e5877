import type { FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import type { Emulator } from '../../../src/index.ts';
import type { Site } from './site.ts';

/*
 * A shop in which somebody links a bank account: a page of its own with Stripe.js in it, and one button that calls one of
 * its methods, so that the modal is opened by a click as everywhere.
 */

export interface ShopOptions {
  /** Where Stripe.js comes from; the channel of the newest major at js.stripe.com by default. */
  readonly script?: string;
  /** Of the document. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the page says before it loads Stripe.js. */
  readonly settings?: object;
  readonly publishableKey: string;
  /** What `Stripe()` is given besides. */
  readonly options?: object;
}

/** A method of Stripe.js, and what it is called with. */
export type Called = readonly [method: string, ...given: readonly unknown[]];

const SCRIPT = 'https://js.stripe.com/endive/stripe.js';

const CODE = `
const { key, options } = JSON.parse(document.getElementById('shop').dataset.of);
window.stripe = Stripe(key, options);
document.querySelector('button').onclick = () => {
  const [method, ...given] = window.called;
  window.ended = window.stripe[method](...given);
};
`;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Opens it. No script stands in the document, so that it meets any policy. */
export async function openShop(page: Page, site: Site, options: ShopOptions): Promise<void> {
  const { script = SCRIPT, settings, headers = {}, publishableKey: key, options: given } = options;
  site.put('/settings.js', `window.__fcEmulator = ${JSON.stringify(settings)};`);
  site.put('/shop.js', CODE);
  const document = `<!doctype html>
<html lang="en"><title>Shop</title>
<body>
<h1>Shop</h1>
<button id="shop" data-of="${attribute(JSON.stringify({ key, options: given }))}">Link a bank account</button>
${settings === undefined ? '' : '<script src="/settings.js"></script>'}
<script src="${attribute(script)}"></script>
<script src="/shop.js"></script>
</body></html>`;
  await page.goto(site.put('/', document, headers));
}

/** Clicks the button; what the promise comes to is told by `ended`. */
export async function begin(page: Page, called: Called): Promise<void> {
  await page.evaluate(`window.called = ${JSON.stringify(called)}`);
  await page.getByRole('button', { name: 'Link a bank account' }).click();
}

/** What the promise of that click comes to. */
export const ended = <Result>(page: Page): Promise<Result> => page.evaluate<Result>('window.ended');

/** What stands in the modal, found as public suites find it. */
export const modalOf = (page: Page): FrameLocator =>
  page.frameLocator('iframe[name^="__privateStripeFrame"]');

/** A session of a new customer's. */
export async function newSession(
  stripe: Stripe,
  given: Partial<Stripe.FinancialConnections.SessionCreateParams> = {},
): Promise<Stripe.FinancialConnections.Session & { readonly client_secret: string }> {
  const customer = await stripe.customers.create({ name: 'Jenny Rosen', email: 'jenny@example.com' });
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances', 'payment_method'],
    ...given,
  });
  // A cast: a session that was just made tells its secret.
  return session as typeof session & { readonly client_secret: string };
}

/** What a page of that emulator's shop needs, unless a test says more. */
export const of = (emulator: Emulator, more: Partial<ShopOptions> = {}): ShopOptions => ({
  publishableKey: emulator.publishableKey,
  ...more,
});
