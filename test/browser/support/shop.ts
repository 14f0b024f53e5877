import type { FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import type { Emulator } from '../../../src/index.ts';
import type { PageSettings } from '../../../src/stripe-js/protocol.ts';
import { begin, type Called, ended, modalOf, newSession, of, openShop } from './button-page.ts';
import type { Site } from './site.ts';

/* The shop of button-page.ts, with its button clicked: of what most tests of the panes ask. */

/** What the application is answered. */
interface Collected {
  readonly financialConnectionsSession?: { readonly accounts: readonly { readonly display_name: string }[] };
  readonly error?: { readonly type: string; readonly message: string };
}

interface Begun<Result> {
  readonly modal: FrameLocator;
  /** What the promise has come to. */
  readonly result: Promise<Result>;
}

export interface Collecting extends Begun<Collected> {
  readonly session: Stripe.FinancialConnections.Session;
  /** The names of the accounts that the page was told of. */
  readonly accounts: () => Promise<readonly string[]>;
}

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

async function begun<Result>(
  { page, site, emulator }: Shop,
  { session: _, ...shown }: Asked,
  called: Called,
): Promise<Begun<Result>> {
  await openShop(page, site, of(emulator, shown));
  await begin(page, called);
  const result = ended<Result>(page);
  // A test may end before it does.
  result.catch(() => undefined);
  return { modal: modalOf(page), result };
}

/** Opens the application and calls `collectFinancialConnectionsAccounts` of a new session. */
export async function collecting(shop: Shop, asked: Asked = {}): Promise<Collecting> {
  const session = await newSession(shop.stripe, asked.session);
  const { client_secret: clientSecret } = session;
  const { modal, result } = await begun<Collected>(shop, asked, [
    'collectFinancialConnectionsAccounts',
    { clientSecret },
  ]);
  const accounts = async (): Promise<readonly string[]> =>
    (await result).financialConnectionsSession?.accounts.map(({ display_name: name }) => name) ?? [];
  return { modal, session, result, accounts };
}

/** The same of a PaymentIntent, by `collectBankAccountForPayment`. */
export async function collectingForPayment(shop: Shop, asked: Asked = {}) {
  const customer = await shop.stripe.customers.create({ email: 'jenny@example.com' });
  const { client_secret: clientSecret } = await shop.stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    customer: customer.id,
    allowed_payment_method_types: ['us_bank_account'],
  });
  const params = {
    payment_method_type: 'us_bank_account',
    payment_method_data: { billing_details: { name: 'Jenny Rosen' } },
  };
  const { modal, result } = await begun<{
    readonly paymentIntent?: { readonly status: string };
    readonly error?: { readonly message: string };
  }>(shop, asked, ['collectBankAccountForPayment', { clientSecret, params }]);
  return {
    modal,
    result: result.then(({ paymentIntent, error }) => ({
      status: paymentIntent?.status,
      error: error?.message,
    })),
  };
}
