import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { begin, ended, modalOf, newSession, of, openShop } from './support/button-page.ts';
import { test } from './support/test.ts';

/*
 * What must not come out of the pages, and what must not come into them. test/browser/served.test.ts has that they do not
 * reach the control surface.
 */

const COLLECT = 'collectFinancialConnectionsAccounts';

/** Links an account at a bank with a window of its own: through most of the panes. */
async function linkByPopup(page: Page, atBank: (window: Page) => Promise<void>): Promise<void> {
  const modal = modalOf(page);
  await modal.getByTestId('agree-button').click();
  await modal.getByRole('button', { name: 'Bank (OAuth)' }).click();
  const opened = page.waitForEvent('popup');
  await modal.getByTestId('continue-button').click();
  const window = await opened;
  await atBank(window);
  await window.getByTestId('success').click();
  await window.getByTestId('oauth-allow-button').click();
  await modal.getByTestId('link-not-now-button').click();
}

/** All that a browser asks for, and where its documents are. */
function askedBy(context: BrowserContext): { readonly documents: string[]; readonly referers: string[] } {
  const [documents, referers]: string[][] = [[], []];
  context.on('request', async (request) => {
    if (request.resourceType() === 'document') documents?.push(request.url());
    referers?.push((await request.allHeaders()).referer ?? '');
  });
  return { documents: documents ?? [], referers: referers ?? [] };
}

const log: string[] = [];

test.override({ emulatorOptions: { log: (entry) => void log.push(JSON.stringify(entry)) } })(
  'no secret is in the URL of a document, in a Referer or in the log',
  async ({ context, page, site, emulator, stripe }) => {
    log.length = 0;
    const { documents, referers } = askedBy(context);
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator));
    await begin(page, [COLLECT, { clientSecret }]);
    await linkByPopup(page, async () => {});
    await modalOf(page).getByTestId('done-button').click();
    await ended(page);
    const secrets = [clientSecret, emulator.apiKey];
    const told = [...documents, ...referers, ...log].filter((text) =>
      secrets.some((secret) => text.includes(secret)),
    );

    // The page, the modal and the window were seen, and so were calls.
    expect(documents).toHaveLength(3);
    expect(log.some((line) => line.includes('/v1/link_account_sessions/'))).toBe(true);
    expect(told).toEqual([]);
  },
);

const HOSTILE = '"><img src="x" onerror="window.ran = 1"><script>window.ran = 1</script>';

test('what users may write is shown as it is written, and never runs', async ({
  page,
  site,
  emulator,
  stripe,
}) => {
  await emulator.putObjects({ accounts: [{ id: 'acct_1', business_profile: { name: HOSTILE } }] });
  const account = { stripeAccount: 'acct_1' };
  const { id: customer } = await stripe.customers.create(
    { name: HOSTILE, description: HOSTILE, email: 'jenny@example.com' },
    account,
  );
  const { client_secret: clientSecret } = await stripe.financialConnections.sessions.create(
    {
      account_holder: { type: 'customer', customer },
      permissions: ['payment_method'],
      return_url: `https://example.com/?${HOSTILE}`,
    },
    account,
  );
  await openShop(page, site, of(emulator, { options: account }));
  await begin(page, [COLLECT, { clientSecret }]);
  const shown: string[] = [];
  const look = async (): Promise<void> => {
    for (const open of page.context().pages())
      for (const frame of open.frames()) {
        expect(await frame.evaluate(`[window.ran, document.querySelectorAll('[onerror]').length]`)).toEqual([
          undefined,
          0,
        ]);
        shown.push(await frame.evaluate('document.body.innerText'));
      }
  };
  await modalOf(page).getByTestId('agree-button').waitFor();
  await look();
  await linkByPopup(page, async (window) => {
    await window.getByTestId('oauth-allow-button').waitFor();
    await look();
  });
  await modalOf(page).getByTestId('done-button').waitFor();
  await look();

  expect(shown.filter((text) => text.includes(HOSTILE)).length).toBeGreaterThan(1);
});
