import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { collecting } from './support/shop.ts';
import { test } from './support/test.ts';

/* Banks that log their customers in by a window of their own. */

/** Opens the window by the prepane's button. */
async function opened(context: BrowserContext, modal: FrameLocator): Promise<Page> {
  const opens = context.waitForEvent('page');
  await modal.getByTestId('continue-button').click();
  return opens;
}

async function closing(popup: Page, press: string): Promise<void> {
  const closes = popup.waitForEvent('close');
  await popup.getByTestId(press).click();
  await closes;
}

async function atPrepane(modal: FrameLocator, bank: string): Promise<void> {
  await modal.getByTestId('agree-button').click();
  await modal.getByText(bank, { exact: true }).click();
  await modal.getByTestId('continue-button').waitFor();
}

async function finished(modal: FrameLocator): Promise<void> {
  await modal.getByTestId('link-not-now-button').click();
  await modal.getByTestId('done-button').click();
}

async function pickedAndFinished(modal: FrameLocator): Promise<void> {
  await modal.getByTestId('success').click();
  await modal.getByTestId('select-button').click();
  await finished(modal);
}

/** A page that isolates itself cannot see what becomes of its windows. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

describe.each([
  ['a page', {}, {}],
  ['a page that isolates itself', {}, ISOLATED],
  ['a frame whose document the page has put there', { frame: 'srcdoc' }, {}],
] as const)('%s', (_what, settings, headers) => {
  test('is told when the bank’s window has allowed it', async ({ context, page, site, stripe, emulator }) => {
    const shop = { page, site, stripe, emulator };
    const { modal, accounts } = await collecting(shop, { settings, headers });
    await atPrepane(modal, 'Test (OAuth)');
    await closing(await opened(context, modal), 'oauth-allow-button');
    await pickedAndFinished(modal);

    expect(await accounts()).toEqual(['Success']);
  });
});

test('accounts are picked at the bank that asks for them, and not again', async ({
  context,
  page,
  site,
  stripe,
  emulator,
}) => {
  const { modal, accounts } = await collecting({ page, site, stripe, emulator });
  await atPrepane(modal, 'Bank (OAuth)');
  const popup = await opened(context, modal);
  await popup.getByTestId('high balance').click();
  await closing(popup, 'oauth-allow-button');
  await finished(modal);

  expect(await accounts()).toEqual(['High Balance']);
});

test('a login that was denied can be tried again', async ({ context, page, site, stripe, emulator }) => {
  const { modal, accounts } = await collecting({ page, site, stripe, emulator });
  await atPrepane(modal, 'Test (OAuth)');
  await closing(await opened(context, modal), 'oauth-deny-button');
  await modal.getByRole('alert').waitFor();
  await closing(await opened(context, modal), 'oauth-allow-button');
  await pickedAndFinished(modal);

  expect(await accounts()).toEqual(['Success']);
});

test('a window that was closed is told of, and opens again', async ({
  context,
  page,
  site,
  stripe,
  emulator,
}) => {
  const { modal, accounts } = await collecting({ page, site, stripe, emulator });
  await atPrepane(modal, 'Test (OAuth)');
  const popup = await opened(context, modal);
  await popup.close();
  await modal.getByText('The window of the bank was closed').waitFor();
  await closing(await opened(context, modal), 'oauth-allow-button');
  await pickedAndFinished(modal);

  expect(await accounts()).toEqual(['Success']);
});

describe('a browser that blocks windows', () => {
  const block = (page: Page) =>
    page.addInitScript(() => {
      window.open = () => null;
    });

  test('shows a link to the bank instead', async ({ context, page, site, stripe, emulator }) => {
    await block(page);
    const { modal, accounts } = await collecting({ page, site, stripe, emulator });
    await atPrepane(modal, 'Test (OAuth)');
    await modal.getByTestId('continue-button').click();
    const opens = context.waitForEvent('page');
    await modal.getByRole('link', { name: 'Open the bank’s page' }).click();
    await (await opens).getByTestId('oauth-allow-button').click();
    await pickedAndFinished(modal);

    expect(await accounts()).toEqual(['Success']);
  });

  test('shows the bank in the modal where there is no page to lead to', async ({
    page,
    site,
    stripe,
    emulator,
  }) => {
    await block(page);
    const shop = { page, site, stripe, emulator };
    const { modal, accounts } = await collecting(shop, { settings: { frame: 'srcdoc' } });
    await atPrepane(modal, 'Test (OAuth)');
    await modal.getByTestId('continue-button').click();
    await modal.getByTestId('oauth-allow-button').click();
    await pickedAndFinished(modal);

    expect(await accounts()).toEqual(['Success']);
  });
});

test('the window knows no secret, and neither its URL nor its Referer does', async ({
  context,
  page,
  site,
  stripe,
  emulator,
}) => {
  const seen: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/flow/oauth/'))
      seen.push(request.url(), JSON.stringify(request.headers()), request.postData() ?? '');
  });
  const { modal, session } = await collecting({ page, site, stripe, emulator });
  await atPrepane(modal, 'Test (OAuth)');
  await closing(await opened(context, modal), 'oauth-allow-button');
  await modal.getByTestId('success').waitFor();

  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((text) => /_secret_|pk_test|referer/.test(text))).toEqual([]);
  expect(session.client_secret).toMatch(/_secret_/);
});
