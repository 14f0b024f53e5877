import { expect, type Page } from '@playwright/test';
import type { Emulator } from 'stripe-fc-emulator';
import { test } from 'stripe-fc-emulator/playwright';

/* A sandbox for each test. They run side by side, and each of them finds nothing of another's. */

const SHOP = 'https://shop.test/';
const DOCUMENT = '<script src="https://js.stripe.com/endive/stripe.js"></script>';

/** A page with a key of its own, which it shares with every other. */
async function openShop(page: Page): Promise<void> {
  await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body: DOCUMENT }));
  await page.goto(SHOP);
}

const retrieved = (page: Page, secret: string): Promise<unknown> =>
  page.evaluate(`Stripe('pk_test_of_the_application').retrieveSetupIntent('${secret}')`);

async function setupIntent({ fetch, apiKey }: Emulator) {
  const answer = await fetch('https://api.stripe.com/v1/setup_intents', {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: new URLSearchParams({ 'allowed_payment_method_types[]': 'us_bank_account' }),
  });
  return (await answer.json()) as { id: string; client_secret: string };
}

for (const name of ['one', 'another'])
  test(`${name} page sees what its test's sandbox has`, async ({ page, emulator }) => {
    await openShop(page);
    const { id, client_secret } = await setupIntent(emulator);

    expect(await retrieved(page, client_secret)).toMatchObject({ setupIntent: { id } });
    expect(emulator.requests()).toHaveLength(2);
  });

test('a page does not see what another test’s sandbox has', async ({ page, emulator }) => {
  await openShop(page);
  const other = emulator.sandbox('sk_test_of_another_test');
  const { client_secret } = await setupIntent(other);

  expect(await retrieved(page, client_secret)).toMatchObject({ error: { code: 'resource_missing' } });
});

test('a second page of the same context has the emulator, too', async ({ page, context }) => {
  await openShop(page);
  const second = await context.newPage();
  await openShop(second);

  expect(await second.evaluate('Stripe.version')).toBe('endive');
});

test('the emulator is behind a port as well, for a back end that the test starts', async ({
  emulator,
  emulatorUrl,
}) => {
  const { id } = await setupIntent(emulator);
  const answer = await fetch(`${emulatorUrl}/v1/setup_intents/${id}`, {
    headers: { authorization: `Bearer ${emulator.apiKey}` },
  });

  expect(answer.status).toBe(200);
});
