import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { begin, ended, modalOf, newSession, of, openShop } from './support/button-page.ts';
import { test } from './support/test.ts';

/* The pages that the modal is shown in: their policies, where they have Stripe.js from, and what else there is in them. */

interface Result {
  readonly error?: { readonly type: string; readonly message: string; readonly code?: string };
  readonly financialConnectionsSession?: { readonly accounts: readonly { readonly display_name: string }[] };
}

const COLLECT = 'collectFinancialConnectionsAccounts';

/** Links an account by clicks alone; answers its name. */
async function link(page: Page): Promise<readonly string[] | undefined> {
  const modal = modalOf(page);
  const buttons = ['agree-button', 'featured-institution-default', 'success', 'select-button'];
  for (const id of [...buttons, 'link-not-now-button', 'done-button']) await modal.getByTestId(id).click();
  const { financialConnectionsSession } = await ended<Result>(page);
  return financialConnectionsSession?.accounts.map(({ display_name }) => display_name);
}

/** What Stripe's documentation tells pages to allow, and nothing else but their own scripts. */
const STRIPES_POLICY =
  "default-src 'none'; script-src 'self' https://js.stripe.com; connect-src https://api.stripe.com; frame-src https://js.stripe.com https://hooks.stripe.com";
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

describe('with Stripe’s own addresses', () => {
  test('a page may have the strictest policy under which Stripe.js works', async ({
    page,
    site,
    emulator,
    stripe,
    complaints,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator, { headers: { 'Content-Security-Policy': STRIPES_POLICY } }));
    await begin(page, [COLLECT, { clientSecret }]);

    expect(await link(page)).toEqual(['Success']);
    expect(complaints).toEqual([]);
  });

  test('a page whose policy forbids the frame is told what to allow', async ({
    page,
    site,
    emulator,
    stripe,
  }) => {
    const policy = STRIPES_POLICY.replace(/frame-src.*/, '');
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator, { headers: { 'Content-Security-Policy': policy } }));
    await begin(page, [COLLECT, { clientSecret }]);

    expect((await ended<Result>(page)).error).toMatchObject({
      type: 'api_connection_error',
      message: expect.stringContaining('frame-src https://js.stripe.com'),
    });
  });

  test('a page may isolate itself from other origins', async ({
    page,
    site,
    emulator,
    stripe,
    complaints,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator, { headers: ISOLATION }));
    await begin(page, [COLLECT, { clientSecret }]);

    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    expect(await link(page)).toEqual(['Success']);
    expect(complaints).toEqual([]);
  });
});

describe('with the emulator’s address', () => {
  test.for(['/v3/', '/endive/stripe.js'])(
    'one script tag is enough: %s',
    async (path, { page, site, emulator, server, stripe, complaints }) => {
      const { client_secret: clientSecret } = await newSession(stripe);
      await openShop(page, site, of(emulator, { script: `${server.url}/js.stripe.com${path}` }));
      await begin(page, [COLLECT, { clientSecret }]);

      expect(await link(page)).toEqual(['Success']);
      expect(complaints).toEqual([]);
    },
  );

  test('a page may have a policy, and isolate itself', async ({
    page,
    site,
    emulator,
    server,
    stripe,
    complaints,
  }) => {
    const policy = STRIPES_POLICY.replaceAll(/https:\/\/(?:js|api|hooks)\.stripe\.com/g, server.url);
    const headers = { ...ISOLATION, 'Content-Security-Policy': policy };
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator, { headers, script: `${server.url}/js.stripe.com/v3/` }));
    await begin(page, [COLLECT, { clientSecret }]);

    expect(await link(page)).toEqual(['Success']);
    expect(complaints).toEqual([]);
  });

  test('a page may say that the API is at another address than Stripe.js', async ({
    page,
    site,
    emulator,
    server,
    stripe,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    const apiBase = `http://localhost:${server.port}`;
    const script = `${server.url}/js.stripe.com/v3/`;
    await openShop(page, site, of(emulator, { script, settings: { apiBase } }));
    const calls: string[] = [];
    page.on('request', (request) => calls.push(request.url()));
    await begin(page, [COLLECT, { clientSecret }]);

    expect(await link(page)).toEqual(['Success']);
    const asked = calls.filter((url) => url.includes('/v1/'));
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((url) => !url.startsWith(`${apiBase}/`))).toEqual([]);
  });
});

describe('several of them', () => {
  test('two Stripe objects with keys of two sandboxes know each its own session', async ({
    page,
    site,
    emulator,
    stripe,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator));
    const collect = (key: string) =>
      page.evaluate<Result>(`Stripe(${JSON.stringify(key)}).${COLLECT}(${JSON.stringify({ clientSecret })})`);
    await begin(page, [COLLECT, { clientSecret }]);
    expect(await link(page)).toEqual(['Success']);

    expect((await collect('pk_test_of_another_sandbox')).error).toMatchObject({
      type: 'invalid_request_error',
    });
  });

  test('while one modal is open another is refused, whichever object asks', async ({
    page,
    site,
    emulator,
    stripe,
  }) => {
    const { client_secret: clientSecret } = await newSession(stripe);
    await openShop(page, site, of(emulator));
    await begin(page, [COLLECT, { clientSecret }]);
    await modalOf(page).getByTestId('agree-button').waitFor();
    const second = `Stripe('${emulator.publishableKey}').${COLLECT}(${JSON.stringify({ clientSecret })})`;

    expect(await page.evaluate(`Promise.resolve().then(() => ${second}).catch(({ name }) => name)`)).toBe(
      'IntegrationError',
    );
    expect(await page.locator('iframe').count()).toBe(1);
    expect(await link(page)).toEqual(['Success']);
  });

  test('after one modal the next is opened in the same page', async ({ page, site, emulator, stripe }) => {
    await openShop(page, site, of(emulator));
    for (let time = 0; time < 3; time++) {
      const { client_secret: clientSecret } = await newSession(stripe);
      await begin(page, [COLLECT, { clientSecret }]);
      expect(await link(page)).toEqual(['Success']);
      await expect.poll(() => page.locator('iframe').count()).toBe(0);
    }
  });
});

test('what is linked for a connected account is linked there', async ({ page, site, emulator, stripe }) => {
  const stripeAccount = 'acct_connected';
  const customer = await stripe.customers.create({ name: 'Jenny Rosen' }, { stripeAccount });
  const { client_secret: clientSecret } = await stripe.financialConnections.sessions.create(
    { account_holder: { type: 'customer', customer: customer.id }, permissions: ['balances'] },
    { stripeAccount },
  );
  await openShop(page, site, of(emulator, { options: { stripeAccount } }));
  await begin(page, [COLLECT, { clientSecret }]);

  expect(await link(page)).toEqual(['Success']);
  const holder = { account_holder: { customer: customer.id } };
  const there = await stripe.financialConnections.accounts.list(holder, { stripeAccount });
  expect(there.data.map(({ display_name }) => display_name)).toEqual(['Success']);
});

test('a live key is refused by an error that is thrown', async ({ page, site, emulator }) => {
  await openShop(page, site, of(emulator));
  const asked = `(() => { try { Stripe('pk_live_not_here'); } catch ({ message }) { return message; } })()`;

  expect(await page.evaluate(asked)).toMatch(/live/);
});

test('no address, and nothing that a browser says of where it comes from, has a secret', async ({
  page,
  context,
  site,
  emulator,
  server,
  stripe,
}) => {
  const seen: { url: string; referer: string | undefined }[] = [];
  context.on('request', async (request) => {
    seen.push({ url: request.url(), referer: request.headers().referer });
  });
  const { client_secret: clientSecret } = await newSession(stripe);
  await openShop(page, site, of(emulator, { script: `${server.url}/js.stripe.com/v3/` }));
  await begin(page, [COLLECT, { clientSecret }]);
  const modal = modalOf(page);
  await modal.getByTestId('agree-button').click();
  await modal.getByRole('button', { name: 'Test (OAuth)' }).click();
  const popup = page.waitForEvent('popup');
  await modal.getByTestId('continue-button').click();
  await (await popup).getByTestId('oauth-allow-button').click();
  await modal.getByTestId('success').click();
  await modal.getByTestId('select-button').click();
  await modal.getByTestId('link-not-now-button').click();
  await modal.getByTestId('done-button').click();
  await ended<Result>(page);

  const secret = /secret|[ps]k_test/;
  // Stripe's own GETs carry it in the query (public sources of stripe-ios): those of the API, and nothing else.
  const addresses = seen.map(({ url }) => url).filter((url) => !/\/v1\/[^?]*\?/.test(url));
  expect(addresses.some((url) => url.includes('/flow/oauth/'))).toBe(true);
  expect(addresses.filter((url) => secret.test(url))).toEqual([]);
  expect(seen.filter(({ referer }) => secret.test(referer ?? ''))).toEqual([]);
});
