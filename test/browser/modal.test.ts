import type { FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { describe, expect } from 'vitest';
import { begin, ended, modalOf, newSession, of, openShop } from './support/button-page.ts';
import { test } from './support/test.ts';

/* Each method that opens the modal, from the click of a customer to what its promise comes to, by the words of each set. */

interface Words {
  readonly agree: string;
  readonly institution: string;
  readonly connect: RegExp;
  readonly skip: string;
}

const WORDS: Readonly<Record<'2026' | 'legacy', Words>> = {
  '2026': {
    agree: 'Agree and continue',
    institution: 'Test (Non-OAuth)',
    connect: /^Connect accounts?$/,
    skip: 'Finish without saving',
  },
  legacy: {
    agree: 'Agree',
    institution: 'Test Institution',
    connect: /^Link accounts?$/,
    skip: 'Not now',
  },
};

/** Goes through the panes as a public suite would, by roles and names. */
async function link(modal: FrameLocator, words: Words, ...accounts: readonly string[]): Promise<void> {
  await modal.getByRole('button', { name: words.agree, exact: true }).click();
  await modal.getByText(words.institution).first().click();
  for (const name of accounts) await modal.getByRole('button', { name: new RegExp(`^${name} ••••`) }).click();
  await modal.getByRole('button', { name: words.connect }).click();
  await modal.getByRole('button', { name: words.skip, exact: true }).click();
  await modal.getByTestId('done-button').click();
}

const PARAMS = {
  payment_method_type: 'us_bank_account',
  payment_method_data: { billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' } },
};

interface Named {
  readonly display_name: string;
  readonly id: string;
}
interface Result {
  readonly error?: object;
  readonly financialConnectionsSession?: { readonly id: string; readonly accounts: readonly Named[] };
  readonly token?: { readonly id: string; readonly object: string; readonly type: string };
  readonly paymentIntent?: Stripe.PaymentIntent;
  readonly setupIntent?: Stripe.SetupIntent;
}

const result = (page: Page) => ended<Result>(page);

describe.each(['2026', 'legacy'] as const)('by the words of %s', (labels) => {
  const words = WORDS[labels];

  test('collectFinancialConnectionsAccounts links the accounts that were picked', async ({
    page,
    site,
    emulator,
    stripe,
    complaints,
  }) => {
    const { id, client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator, { settings: { labels } }));
    await begin(page, ['collectFinancialConnectionsAccounts', { clientSecret }]);
    await link(modalOf(page), words, 'Success', 'High Balance');

    const { financialConnectionsSession, error } = await result(page);
    expect(error).toBeUndefined();
    expect(financialConnectionsSession?.id).toBe(id);
    expect(financialConnectionsSession?.accounts.map(({ display_name }) => display_name)).toEqual([
      'Success',
      'High Balance',
    ]);
    const { accounts } = await stripe.financialConnections.sessions.retrieve(id);
    expect(accounts.data.map((account) => account.id).sort()).toEqual(
      financialConnectionsSession?.accounts.map((account) => account.id).sort(),
    );
    expect(complaints).toEqual([]);
  });

  test('collectBankAccountToken makes a token of one account', async ({
    page,
    site,
    emulator,
    stripe,
    complaints,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator, { settings: { labels } }));
    await begin(page, ['collectBankAccountToken', { clientSecret }]);
    await link(modalOf(page), words, 'Success');

    const { token, financialConnectionsSession } = await result(page);
    expect(token).toMatchObject({ object: 'token', type: 'bank_account' });
    expect(financialConnectionsSession?.accounts.map(({ display_name }) => display_name)).toEqual([
      'Success',
    ]);
    const customer = await stripe.customers.create({ source: token?.id ?? '' });
    expect(customer.default_source).toMatch(/^ba_/);
    expect(complaints).toEqual([]);
  });

  test('collectBankAccountForPayment gives the PaymentIntent its bank account, which a confirmation debits', async ({
    page,
    site,
    emulator,
    stripe,
    complaints,
  }) => {
    const { id, client_secret: clientSecret } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
    });
    await openShop(page, site, of(emulator, { settings: { labels } }));
    await begin(page, [
      'collectBankAccountForPayment',
      { clientSecret, params: PARAMS, expand: ['payment_method'] },
    ]);
    await link(modalOf(page), words, 'Success');

    const { paymentIntent } = await result(page);
    expect(paymentIntent).toMatchObject({
      id,
      status: 'requires_confirmation',
      payment_method: {
        type: 'us_bank_account',
        billing_details: { name: 'Jenny Rosen' },
        us_bank_account: { last4: '6789' },
      },
    });
    const confirmed = await page.evaluate<Result>(
      `stripe.confirmUsBankAccountPayment(${JSON.stringify(clientSecret)})`,
    );
    expect(confirmed.paymentIntent?.status).toBe('processing');
    await emulator.clock.runToIdle();
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
    expect(complaints).toEqual([]);
  });

  test('collectBankAccountForSetup gives the SetupIntent its bank account', async ({
    page,
    site,
    emulator,
    stripe,
    complaints,
  }) => {
    const { client_secret: clientSecret } = await stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
    });
    await openShop(page, site, of(emulator, { settings: { labels } }));
    await begin(page, ['collectBankAccountForSetup', { clientSecret, params: PARAMS }]);
    await link(modalOf(page), words, 'Success');

    const { setupIntent } = await result(page);
    expect(setupIntent).toMatchObject({
      status: 'requires_confirmation',
      payment_method: expect.stringMatching(/^pm_/),
    });
    const confirmed = await page.evaluate<Result>(
      `stripe.confirmUsBankAccountSetup(${JSON.stringify(clientSecret)})`,
    );
    expect(confirmed.setupIntent?.status).toBe('succeeded');
    expect(complaints).toEqual([]);
  });
});

test('an account whose numbers are typed in waits for its microdeposits, which the page verifies', async ({
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
  await openShop(page, site, of(emulator));
  await begin(page, ['collectBankAccountForPayment', { clientSecret, params: PARAMS }]);
  const modal = modalOf(page);
  await modal.getByTestId('agree-button').click();
  await modal.getByText('Manually verify instead').click();
  await modal.getByLabel('Routing number').fill('110000000');
  await modal.getByLabel('Account number', { exact: true }).fill('000123456789');
  await modal.getByLabel('Confirm account number').fill('000123456789');
  await modal.getByRole('button', { name: 'Submit' }).click();
  await modal.getByTestId('done-button').click();
  const secret = JSON.stringify(clientSecret);

  expect((await result(page)).paymentIntent?.status).toBe('requires_confirmation');
  const confirmed = await page.evaluate<Result>(`stripe.confirmUsBankAccountPayment(${secret})`);
  expect(confirmed.paymentIntent?.next_action?.type).toBe('verify_with_microdeposits');
  const verified = await page.evaluate<Result>(
    `stripe.verifyMicrodepositsForPayment(${secret}, { descriptor_code: 'SM11AA' })`,
  );
  expect(verified.paymentIntent?.status).toBe('processing');
});

describe('a last pane that is skipped', () => {
  test.override({ emulatorOptions: { assume: { successPane: 'skipped' } } });

  test('the flow ends without its last pane where that is skipped', async ({
    page,
    site,
    emulator,
    stripe,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator));
    await begin(page, ['collectFinancialConnectionsAccounts', { clientSecret }]);
    for (const testId of [
      'agree-button',
      'featured-institution-default',
      'success',
      'select-button',
      'link-not-now-button',
    ])
      await modalOf(page).getByTestId(testId).click();

    expect((await result(page)).financialConnectionsSession?.accounts).toHaveLength(1);
  });
});
