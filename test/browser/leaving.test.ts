import type { FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { describe, expect } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { clientOf, picked } from '../support/flow-client.ts';
import { begin, ended, modalOf, newSession, of, openShop } from './support/button-page.ts';
import { test } from './support/test.ts';

/*
 * A customer who leaves, at each pane, by Esc and by the close button: asked first, unless something is linked already.
 * To leave is no error, as at Stripe (docs: js/financial_connections).
 */

type Step = (modal: FrameLocator) => Promise<unknown>;

const click =
  (testId: string): Step =>
  (modal) =>
    modal.getByTestId(testId).click();
const bank =
  (name: string): Step =>
  (modal) =>
    modal.getByRole('button', { name }).click();
const sees =
  (heading: string | RegExp): Step =>
  (modal) =>
    modal.getByRole('heading', { name: heading }).waitFor();

const AGREED = click('agree-button');

/** How a customer comes to each pane that can be left before anything is linked. */
const BEFORE: Readonly<Record<string, readonly Step[]>> = {
  consent: [sees(/^Connect a bank account/)],
  institution_picker: [AGREED, sees('Select your bank')],
  partner_auth: [AGREED, bank('Test (OAuth)'), sees('Log in to Test (OAuth)')],
  bank_login: [AGREED, bank('Bank (Non-OAuth)'), (modal) => modal.getByLabel('Password').waitFor()],
  account_picker: [AGREED, click('featured-institution-default'), sees(/^Select account/)],
  manual_entry: [AGREED, click('manual-entry-link'), (modal) => modal.getByLabel('Routing number').waitFor()],
  institution_unavailable: [AGREED, bank('Down (Scheduled)'), sees(/maintenance$/)],
};

const LINKED = [AGREED, click('featured-institution-default'), click('success'), click('select-button')];
/** And those where something is, with the number of accounts that the session has then: numbers are none. */
const AFTER: Readonly<Record<string, { readonly steps: readonly Step[]; readonly accounts: number }>> = {
  networking_link_signup_pane: {
    steps: [...LINKED, (modal) => modal.getByTestId('link-not-now-button').waitFor()],
    accounts: 1,
  },
  networking_save_to_link_verification: {
    steps: [
      ...LINKED,
      (modal) => modal.getByTestId('link-phone-input').fill('4155550123'),
      click('link-signup-button'),
      sees('Confirm it is you'),
    ],
    accounts: 1,
  },
  success: {
    steps: [...LINKED, click('link-not-now-button'), (modal) => modal.getByTestId('done-button').waitFor()],
    accounts: 1,
  },
  manual_entry_success: {
    steps: [
      AGREED,
      click('manual-entry-link'),
      click('manualEntry-autofill-button'),
      click('continue-button'),
      (modal) => modal.getByTestId('done-button').waitFor(),
    ],
    accounts: 0,
  },
};

const WAYS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'by Esc': (page) => page.keyboard.press('Escape'),
  'by the close button': (page) => modalOf(page).getByTestId('close-button').click(),
};

const CASES = (panes: Readonly<Record<string, unknown>>) =>
  Object.keys(panes).flatMap((pane) => Object.keys(WAYS).map((way) => ({ pane, way })));

/** Where numbers can be typed in, too. */
const TYPED_IN = { manual_entry: { mode: 'automatic' } } as const;

interface Result {
  readonly error?: object;
  readonly financialConnectionsSession?: { readonly accounts: readonly object[] };
  readonly paymentIntent?: Stripe.PaymentIntent;
}

async function come(page: Page, steps: readonly Step[] = []): Promise<void> {
  for (const step of steps) await step(modalOf(page));
}

const leave = (page: Page, way: string) => WAYS[way]?.(page);
const isGone = (page: Page) => expect.poll(() => page.locator('iframe').count()).toBe(0);

describe('before anything is linked', () => {
  test.for(CASES(BEFORE))(
    '$way of $pane: asked, and then the session has no accounts',
    async ({ pane, way }, { page, site, emulator, stripe }) => {
      const { id, client_secret: clientSecret } = await newSession(stripe, TYPED_IN);
      await openShop(page, site, of(emulator));
      await begin(page, ['collectFinancialConnectionsAccounts', { clientSecret }]);
      await come(page, BEFORE[pane]);
      await leave(page, way);
      await modalOf(page).getByRole('alertdialog', { name: 'Are you sure you want to cancel?' }).waitFor();
      await modalOf(page).getByRole('button', { name: 'Yes, cancel' }).click();

      const { error, financialConnectionsSession } = await ended<Result>(page);
      expect(error).toBeUndefined();
      expect(financialConnectionsSession?.accounts).toEqual([]);
      expect((await stripe.financialConnections.sessions.retrieve(id)).accounts.data).toEqual([]);
      await isGone(page);
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Link a bank account');
    },
  );

  test.for(Object.keys(WAYS))(
    '%s, and not after all: the pane is as it was',
    async (way, { page, site, emulator, stripe }) => {
      const { client_secret: clientSecret } = await newSession(stripe, TYPED_IN);
      await openShop(page, site, of(emulator));
      await begin(page, ['collectFinancialConnectionsAccounts', { clientSecret }]);
      await come(page, BEFORE.manual_entry);
      const routing = modalOf(page).getByLabel('Routing number');
      await routing.fill('110000000');
      await leave(page, way);
      await modalOf(page).getByTestId('go-back-button').click();

      expect(await routing.inputValue()).toBe('110000000');
      expect(await page.locator('iframe').count()).toBe(1);
    },
  );

  test('an intent waits for a payment method as before, and can be collected for again', async ({
    page,
    site,
    emulator,
    stripe,
  }) => {
    const { client_secret: clientSecret } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
    });
    const params = {
      payment_method_type: 'us_bank_account',
      payment_method_data: { billing_details: { name: 'Jenny Rosen' } },
    };
    await openShop(page, site, of(emulator));
    await begin(page, ['collectBankAccountForPayment', { clientSecret, params }]);
    await come(page, BEFORE.account_picker);
    await leave(page, 'by Esc');
    await modalOf(page).getByTestId('confirm-cancel-button').click();

    const { error, paymentIntent } = await ended<Result>(page);
    expect(error).toBeUndefined();
    expect(paymentIntent).toMatchObject({ status: 'requires_payment_method', payment_method: null });

    await isGone(page);
    await begin(page, ['collectBankAccountForPayment', { clientSecret, params }]);
    await come(page, AFTER.success?.steps);
    await click('done-button')(modalOf(page));
    expect((await ended<Result>(page)).paymentIntent?.status).toBe('requires_confirmation');
  });
});

/** By another session: who saves an account there later is asked for a code. */
async function saveAddress(emulator: Emulator, stripe: Stripe): Promise<void> {
  const { client_secret: secret } = await newSession(stripe);
  const client = clientOf({ emulator, fetch: emulator.fetch as typeof fetch }, secret);
  await picked(client, ['Success']);
  await client.saveAccounts({ email_address: 'jenny@example.com', phone_number: '4155550123' });
}

describe('once something is linked', () => {
  test.for(CASES(AFTER))(
    '$way of $pane: nobody asks, and the session has what was linked',
    async ({ pane, way }, { page, site, emulator, stripe }) => {
      await saveAddress(emulator, stripe);
      const { client_secret: clientSecret } = await newSession(stripe, TYPED_IN);
      await openShop(page, site, of(emulator));
      await begin(page, ['collectFinancialConnectionsAccounts', { clientSecret }]);
      await come(page, AFTER[pane]?.steps);
      await leave(page, way);

      const { error, financialConnectionsSession } = await ended<Result>(page);
      expect(error).toBeUndefined();
      expect(financialConnectionsSession?.accounts).toHaveLength(AFTER[pane]?.accounts ?? Number.NaN);
      await isGone(page);
    },
  );
});

test.for(Object.keys(WAYS))(
  '%s of an error that nobody has foreseen: the page is told of it',
  async (way, { page, context, site, emulator, stripe }) => {
    const refusal = { error: { type: 'api_error', message: 'Nobody has foreseen this.' } };
    await context.route(/consent_acquired/, (route) => route.fulfill({ status: 500, json: refusal }));
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator));
    await begin(page, ['collectFinancialConnectionsAccounts', { clientSecret }]);
    await come(page, [AGREED, (modal) => modal.getByText('Nobody has foreseen this.').waitFor()]);
    await leave(page, way);

    expect((await ended<Result>(page)).error).toMatchObject(refusal.error);
    await isGone(page);
  },
);
