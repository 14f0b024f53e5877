import type { Stripe as StripeJs } from '@stripe/stripe-js';
import type { FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import type { Emulator } from '../../../src/index.ts';
import type { PageSettings } from '../../../src/stripe-js/protocol.ts';
import type { Site } from './site.ts';

/* An application that links bank accounts by an unchanged Stripe.js. */

/** What the application is answered. */
interface Collected {
  readonly financialConnectionsSession?: { readonly accounts: readonly { readonly display_name: string }[] };
  readonly error?: { readonly type: string; readonly message: string };
}

export interface Collecting {
  readonly modal: FrameLocator;
  readonly session: Stripe.FinancialConnections.Session;
  /** What the promise has come to. */
  readonly result: Promise<Collected>;
  /** The names of the accounts that the page was told of. */
  readonly accounts: () => Promise<readonly string[]>;
}

const SHOP = `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
<button>Link</button><script src="https://js.stripe.com/v3/"></script></html>`;

export interface Shop {
  readonly page: Page;
  readonly site: Site;
  readonly stripe: Stripe;
  readonly emulator: Emulator;
}

export interface Asked {
  readonly settings?: PageSettings;
  readonly session?: Partial<Stripe.FinancialConnections.SessionCreateParams>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens the application and calls `collectFinancialConnectionsAccounts` of a new session. */
export async function collecting(
  shop: Shop,
  { settings, session, headers }: Asked = {},
): Promise<Collecting> {
  const { page, site, stripe, emulator } = shop;
  await page.goto(site.put('/', SHOP, headers));
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const created = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances', 'payment_method'],
    ...session,
  });
  const asked = { key: emulator.publishableKey, clientSecret: created.client_secret, settings };
  const result = page.evaluate(async ({ key, clientSecret, settings: said }) => {
    if (said !== undefined) window.__fcEmulator = said;
    // Casts: the types of Stripe.js say little of what its script puts there, and of a secret that it may be null.
    const { Stripe: made } = window as unknown as { Stripe: (key: string) => StripeJs };
    const answer: unknown = await made(key).collectFinancialConnectionsAccounts({
      clientSecret: clientSecret as string,
    });
    return answer as Collected;
  }, asked);
  // A test may end before it does.
  result.catch(() => undefined);
  return {
    modal: page.frameLocator('iframe[name^="__privateStripeFrame"]'),
    session: created,
    result,
    accounts: async () =>
      (await result).financialConnectionsSession?.accounts.map(({ display_name: name }) => name) ?? [],
  };
}

/** The same of a PaymentIntent, by `collectBankAccountForPayment`. */
export async function collectingForPayment({ page, site, stripe, emulator }: Shop, settings?: PageSettings) {
  await page.goto(site.put('/', SHOP));
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    customer: customer.id,
    allowed_payment_method_types: ['us_bank_account'],
  });
  const asked = { key: emulator.publishableKey, clientSecret: intent.client_secret, settings };
  const result = page.evaluate(async ({ key, clientSecret, settings: said }) => {
    if (said !== undefined) window.__fcEmulator = said;
    // Casts, as above.
    const { Stripe: made } = window as unknown as { Stripe: (key: string) => StripeJs };
    const { paymentIntent, error } = await made(key).collectBankAccountForPayment({
      clientSecret: clientSecret as string,
      params: {
        payment_method_type: 'us_bank_account',
        payment_method_data: { billing_details: { name: 'Jenny Rosen' } },
      },
    });
    return { status: paymentIntent?.status, error: error?.message };
  }, asked);
  // A test may end before it does.
  result.catch(() => undefined);
  return { modal: page.frameLocator('iframe[name^="__privateStripeFrame"]'), result };
}
