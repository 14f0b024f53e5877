import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { build } from 'rolldown';
import Stripe from 'stripe';
import { describe, expect } from 'vitest';
import { modalOf, newSession } from './support/button-page.ts';
import { ARGS, EXECUTABLE } from './support/chromium.ts';
import { folderWith, recipe, scriptTag } from './support/recipe.ts';
import { complaintsOf, test } from './support/test.ts';

/* docs/browser.md does what it says, as it is written there; only its ports are others. */

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
// Playwright reads all of the source the first time, and Vitest starts anew.
const LIMIT_MS = 300_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A cast: a TCP server that listens has such an address.
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The package as its users import it; the longer names come first, because aliases are looked for by their beginnings. */
const ALIASES: Readonly<Record<string, string>> = {
  'stripe-fc-emulator/stripe-js': join(ROOT, 'src', 'stripe-js.ts'),
  'stripe-fc-emulator/msw': join(ROOT, 'src', 'msw.ts'),
  'stripe-fc-emulator': join(ROOT, 'src', 'index.ts'),
};

/** A module for a page, with all that it imports. */
async function bundle(input: string, alias: Readonly<Record<string, string>> = {}): Promise<string> {
  const { output } = await build({
    input,
    platform: 'browser',
    resolve: { alias: { ...ALIASES, ...alias } },
    transform: { define: { 'process.env.NODE_ENV': '"development"' } },
    logLevel: 'silent',
    write: false,
    output: { format: 'esm', codeSplitting: false },
  });
  return output[0].code;
}

/** What a customer clicks, in the modal of a page that runs this application. */
async function link(page: Page): Promise<void> {
  const modal = modalOf(page);
  const buttons = ['agree-button', 'featured-institution-default', 'success', 'select-button'];
  for (const id of [...buttons, 'link-not-now-button', 'done-button']) await modal.getByTestId(id).click();
}

const clickLink = (page: Page) => page.getByRole('button', { name: 'Link a bank account' }).click();

test('Playwright', { timeout: LIMIT_MS }, async () => {
  const [emulatorPort, sitePort] = [await freePort(), await freePort()];
  const withPorts = (text: string): string =>
    text.replaceAll('12113', String(emulatorPort)).replaceAll('3000', String(sitePort));
  const folder = await folderWith('playwright', {
    'playwright.config.ts': withPorts(recipe('playwright.config.ts')),
    'link.spec.ts': withPorts(recipe('link.spec.ts')),
    // What every machine has differently: where its browser is.
    'here.config.ts': `
import config from './playwright.config.ts';
const launchOptions = ${JSON.stringify({ executablePath: EXECUTABLE, args: ARGS })};
export default { ...config, outputDir: 'results', use: { ...config.use, launchOptions } };`,
  });
  await build({ input: join(folder, 'application.js'), output: { file: join(folder, 'page.js') } });
  const command = ['playwright', 'test', '--config', join(folder, 'here.config.ts'), '--reporter', 'line'];
  const env = { ...process.env, PORT: String(sitePort) };

  expect((await run('npx', command, { cwd: ROOT, env })).stdout).toMatch(/2 passed/);
});

test('one script tag', async ({ page, site, server, emulator, complaints }) => {
  const folder = await folderWith('tag', {});
  const tag = scriptTag().replace('12113', String(server.port));
  const { apiKey, fetch } = emulator.sandbox('sk_test_of_the_application');
  const stripe = new Stripe(apiKey, { httpClient: Stripe.createFetchHttpClient(fetch) });
  const { client_secret: clientSecret } = await newSession(stripe);
  site.put('/sessions', JSON.stringify({ clientSecret }));
  site.put('/page.js', await bundle(join(folder, 'application.js')));
  await page.goto(
    site.put('/', `<title>Shop</title>${tag}<body><script type="module" src="/page.js"></script>`),
  );
  await clickLink(page);
  await link(page);

  await page.getByText('Linked: Success ••••6789').waitFor();
  expect(await page.locator('script[src^="https://js.stripe.com"]').count()).toBe(0);
  expect(complaints).toEqual([]);
});

describe.each([
  ['3', 'msw'],
  ['2', 'msw2'],
])('MSW %s', (_major, name) => {
  test('its worker, in a page without any server', async ({ browser, site }) => {
    const folder = await folderWith(name, { 'main.ts': recipe('main.ts') });
    const worker = join(ROOT, 'node_modules', name, 'lib', 'mockServiceWorker.js');
    site.put('/mockServiceWorker.js', readFileSync(worker, 'utf8'));
    const alias = { 'msw/browser': `${name}/browser`, msw: name };
    site.put('/page.js', await bundle(join(folder, 'main.ts'), alias));
    // No routes: whoever is not answered by the worker is not answered.
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(site.put('/', '<title>Shop</title><body><script type="module" src="/page.js"></script>'));
    await clickLink(page);
    await link(page);

    await page.getByText('Linked: Success ••••6789').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test('no browser', { timeout: LIMIT_MS }, async () => {
  const folder = await folderWith('jsdom', {
    'link.test.ts': recipe('link.test.ts'),
    'vitest.config.ts': `export default { resolve: { alias: ${JSON.stringify(ALIASES)} } };`,
  });

  expect((await run('npx', ['vitest', 'run', '--root', folder], { cwd: ROOT })).stdout).toMatch(/1 passed/);
});
