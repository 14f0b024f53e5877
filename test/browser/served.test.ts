import { expect } from 'vitest';
import { FRAME_PATH } from '../../src/stripe-js/protocol.ts';
import { test } from './support/test.ts';

/* That a browser takes what is served, before anything runs in it. */

const FETCHES = `(url) => fetch(url).then((answer) => answer.status, (error) => String(error))`;

test('js.stripe.com and api.stripe.com are the emulator, and nothing else is there', async ({
  context,
  page,
  site,
}) => {
  await page.goto(site.put('/', '<title>Shop</title>'));
  const asked = (url: string) => page.evaluate(`(${FETCHES})(${JSON.stringify(url)})`);

  expect(await asked('https://js.stripe.com/v3/')).toBe(200);
  expect(await asked('https://api.stripe.com/v1/customers')).toBe(401);
  expect(await asked('https://m.stripe.com/')).toMatch(/Failed to fetch/);
  expect(context.pages()).toEqual([page]);
});

test.for(['routed', 'direct'])(
  'the document of the modal loads its script in an origin of its own: %s',
  async (way, { page, site, server }) => {
    const base = way === 'routed' ? 'https://js.stripe.com' : `${server.url}/js.stripe.com`;
    const api = way === 'routed' ? '' : `?api=${server.url}`;
    const loaded = page.waitForResponse((response) => response.url() === `${base}/v3/fc/inner.js`);
    await page.goto(site.put('/', `<iframe src="${base}${FRAME_PATH}${api}"></iframe>`));
    await loaded;
    const [, frame] = page.frames();

    expect(await frame?.evaluate('self.origin')).toBe('null');
  },
);

test('from the document of the modal the API can be called, and the control surface cannot', async ({
  page,
  site,
  server,
}) => {
  const url = `${server.url}/js.stripe.com${FRAME_PATH}?api=${server.url}`;
  await page.goto(site.put('/', `<iframe src="${url}"></iframe>`));
  const [, frame] = page.frames();
  const asked = (path: string) => frame?.evaluate(`(${FETCHES})(${JSON.stringify(server.url + path)})`);

  expect(await asked('/v1/customers')).toBe(401);
  expect(await asked('/_emulator/health')).toMatch(/Failed to fetch/);
});
