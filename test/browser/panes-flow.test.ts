import type { FrameLocator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { collecting, collectingForPayment } from './support/shop.ts';
import { test } from './support/test.ts';

/* The panes against the emulator: what a user clicks through, and what has come of it. */

describe.each(['2026', 'legacy'] as const)('with the labels "%s"', (labels) => {
  test('an account is linked by the words that the panes have', async ({ page, site, stripe, emulator }) => {
    const isOld = labels === 'legacy';
    const { modal, accounts } = await collecting({ page, site, stripe, emulator }, { settings: { labels } });
    await modal.getByRole('button', { name: isOld ? 'Agree' : 'Agree and continue', exact: true }).click();
    await modal.getByText(isOld ? 'Test Institution' : 'Test (Non-OAuth)').click();
    await modal.getByRole('button', { name: 'Success ••••' }).click();
    await modal.getByRole('button', { name: isOld ? 'Link account' : 'Connect account' }).click();
    await modal.getByText(isOld ? 'Not now' : 'Finish without saving').click();
    await modal.getByText('Your account was connected').waitFor();
    await modal.locator('.la-v3-successTextWrapper').waitFor();
    await modal.getByTestId('done-button').click();

    expect(await accounts()).toEqual(['Success']);
  });
});

describe('the login form of a bank', () => {
  test('asks what its words say, lets a wrong password be corrected, and lets the user in', async ({
    page,
    site,
    stripe,
    emulator,
  }) => {
    const { modal, accounts } = await collecting({ page, site, stripe, emulator });
    const goOn = () => modal.getByTestId('continue-button').click();
    await modal.getByTestId('agree-button').click();
    await modal.getByText('Bank (Non-OAuth)').click();
    await modal.getByLabel('Username').fill('jenny');
    await modal.getByLabel('Password').fill('incorrect');
    await goOn();
    await modal.getByRole('alert').waitFor();
    await modal.getByLabel('Username').fill('jenny');
    await modal.getByLabel('Password').fill('options');
    await goOn();
    await modal.getByTestId('bank-option-select').selectOption('Email');
    await goOn();
    await modal.getByTestId('success').click();
    await modal.getByTestId('select-button').click();
    await modal.getByTestId('link-not-now-button').click();
    await modal.getByTestId('done-button').click();

    expect(await accounts()).toEqual(['Success']);
  });

  test('ends with "error", after which another bank can be picked', async ({
    page,
    site,
    stripe,
    emulator,
  }) => {
    const { modal, accounts } = await collecting({ page, site, stripe, emulator });
    await modal.getByTestId('agree-button').click();
    await modal.getByText('Bank (Non-OAuth)').click();
    await modal.getByLabel('Username').fill('jenny');
    await modal.getByLabel('Password').fill('error');
    await modal.getByTestId('continue-button').click();
    await modal.getByText('Select another bank').click();
    await modal.getByTestId('featured-institution-default').click();
    await modal.getByTestId('high balance').click();
    await modal.getByTestId('select-button').click();
    await modal.getByTestId('link-not-now-button').click();
    await modal.getByTestId('done-button').click();

    expect(await accounts()).toEqual(['High Balance']);
  });
});

test('a bank that is down says so, and another one can be picked', async ({
  page,
  site,
  stripe,
  emulator,
}) => {
  const { modal } = await collecting({ page, site, stripe, emulator });
  await modal.getByTestId('agree-button').click();
  await modal.getByText('Down (Unscheduled)').click();
  await modal.getByText('Down (Unscheduled) is currently unavailable').waitFor();
  await modal.getByText('Select another bank').click();
  await modal.getByText('Down (Scheduled)').click();
  await modal.getByText('Down (Scheduled) is undergoing maintenance').waitFor();
  await modal.getByText('Select another bank').click();
  await modal.getByRole('heading', { name: 'Select your bank' }).waitFor();

  expect(await modal.getByTestId('featured-institution-default').isVisible()).toBe(true);
});

test('a bank that only a search finds is found, by the letters of its name', async ({
  page,
  site,
  stripe,
  emulator,
}) => {
  const { modal } = await collecting({ page, site, stripe, emulator });
  await modal.getByTestId('agree-button').click();
  await modal.getByPlaceholder('Search').waitFor();
  const before = await modal.getByText('Tokenized Account Number').count();
  await modal.getByPlaceholder('Search').fill('tokenized');
  await modal.getByRole('status').getByText('1 bank found').waitFor();

  expect([before, await modal.getByText('Tokenized Account Number').count()]).toEqual([0, 1]);
});

describe('saving', () => {
  async function saved(modal: FrameLocator): Promise<void> {
    await modal.getByTestId('agree-button').click();
    await modal.getByTestId('featured-institution-default').click();
    await modal.getByTestId('success').click();
    await modal.getByTestId('select-button').click();
    await modal.getByTestId('link-email-input').fill('jenny@example.com');
    await modal.getByRole('textbox', { name: 'Phone number' }).fill('4015006000');
    await modal.getByTestId('link-signup-button').click();
  }

  test('is said at the end; an address that is known is asked for a code, of which some are refused', async ({
    page,
    site,
    stripe,
    emulator,
  }) => {
    const first = await collecting({ page, site, stripe, emulator });
    await saved(first.modal);
    await first.modal.getByText('Your account was connected and saved with Link.').waitFor();
    await first.modal.getByTestId('done-button').click();
    await first.result;
    const { modal, accounts } = await collecting({ page, site, stripe, emulator });
    await saved(modal);
    await modal.getByTestId('one-time-code-input').fill('000002');
    await modal.getByText('code expired').waitFor();
    await modal.getByTestId('one-time-code-input').fill('111111');
    await modal.getByText('Your account was connected and saved with Link.').waitFor();
    await modal.getByTestId('done-button').click();

    expect(await accounts()).toEqual(['Success']);
  });
});

describe('leaving', () => {
  test('asks first, and then nothing was linked', async ({ page, site, stripe, emulator }) => {
    const { modal, result } = await collecting({ page, site, stripe, emulator });
    await modal.getByTestId('agree-button').click();
    await modal.getByRole('button', { name: 'Close' }).click();
    await modal.getByRole('alertdialog', { name: 'Are you sure you want to cancel?' }).waitFor();
    await modal.getByText('Yes, cancel').click();

    expect(await result).toMatchObject({ financialConnectionsSession: { accounts: [] } });
  });

  test('after accounts were picked counts as linked, and nothing is asked', async ({
    page,
    site,
    stripe,
    emulator,
  }) => {
    const { modal, accounts } = await collecting({ page, site, stripe, emulator });
    await modal.getByTestId('agree-button').click();
    await modal.getByTestId('featured-institution-default').click();
    await modal.getByTestId('success').click();
    await modal.getByTestId('select-button').click();
    await modal.getByTestId('link-not-now-button').waitFor();
    await page.keyboard.press('Escape');

    expect(await accounts()).toEqual(['Success']);
  });
});

describe('a payment', () => {
  test('is given the account that was picked', async ({ page, site, stripe, emulator }) => {
    const { modal, result } = await collectingForPayment({ page, site, stripe, emulator });
    await modal.getByTestId('agree-button').click();
    await modal.getByTestId('featured-institution-default').click();
    await modal.getByTestId('success').click();
    await modal.getByTestId('select-button').click();
    await modal.getByTestId('link-not-now-button').click();
    await modal.getByTestId('done-button').click();

    expect(await result).toEqual({ status: 'requires_confirmation' });
  });

  test('is given numbers that are typed in, once these are right', async ({
    page,
    site,
    stripe,
    emulator,
  }) => {
    const { modal, result } = await collectingForPayment({ page, site, stripe, emulator });
    await modal.getByTestId('agree-button').click();
    await modal.getByText('Manually verify instead').click();
    await modal.getByText('Use test account').click();
    await modal.getByLabel('Routing number').fill('123');
    const submit = modal.getByTestId('continue-button').filter({ hasText: 'Submit' });
    await submit.click();
    await modal.locator('#manualEntry_routingNumber[aria-invalid="true"]').waitFor();
    await modal.getByLabel('Routing number').fill('110000000');
    // As one public suite types: by the label itself.
    const numbers = modal.locator('label').filter({ hasText: /^Account number$/ });
    await numbers.fill('000111111113');
    await modal.getByTestId('manualEntry-confirmAccountNumber-input').fill('000111111113');
    await submit.click();
    await modal.getByText(/^Next, finish up on/).waitFor();
    await modal.getByTestId('done-button').click();

    expect(await result).toEqual({ status: 'requires_confirmation' });
  });
});

describe('names that are markup', () => {
  const NAME = '<img src=x onerror="document.title=1">';
  test.override({
    emulatorOptions: {
      fixtures: {
        institutions: [{ name: NAME, aliases: [], accounts: 'odd' }],
        accounts: { odd: [{ name: NAME, last4: '0001' }] },
      },
    },
  });

  test('are shown as they are written', async ({ page, site, stripe, emulator }) => {
    const { modal } = await collecting({ page, site, stripe, emulator }, { settings: { labels: 'legacy' } });
    await modal.getByTestId('agree-button').click();
    await modal.getByText(NAME).click();
    await modal.getByTestId('select-button').waitFor();

    expect(await modal.getByRole('button', { name: NAME }).count()).toBe(1);
    expect(await modal.locator('img').count()).toBe(0);
  });
});
