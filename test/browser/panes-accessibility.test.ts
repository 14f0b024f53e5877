import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { describe, expect } from 'vitest';
import { OAUTH_PAGE, startingAt } from '../support/flow-answers.ts';
import { openModal } from './support/panes.ts';
import { play, SCENES } from './support/scenes.ts';
import { test } from './support/test.ts';

/* The panes for those who see little, use no mouse, or hear what is shown. */

const VIEWS = {
  light: { colorScheme: 'light', width: 1024, height: 768 },
  dark: { colorScheme: 'dark', width: 1024, height: 768 },
  'at 320 px': { colorScheme: 'light', width: 320, height: 640 },
  // 1280 × 720 at 200 %.
  'zoomed to 200 %': { colorScheme: 'light', width: 640, height: 360 },
} as const;

/** What axe complains of, by rule and element. */
async function violationsIn(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    // A cast: it has just been put there.
    const { axe: here } = window as unknown as { axe: typeof axe };
    const { violations } = await here.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

/** What is smaller than a finger, and what is wider than the screen. */
const misfits = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() => {
    const targets = [...document.querySelectorAll('button, input, select, a')].filter(
      (one) => one.closest('[inert]') === null,
    );
    const small = targets.filter((one) => one.getBoundingClientRect().height < 44);
    const { scrollWidth, clientWidth } = document.documentElement;
    return [
      ...small.map((one) => `too low: ${one.outerHTML.slice(0, 200)}`),
      ...(scrollWidth > clientWidth ? [`wider than the screen: ${scrollWidth}`] : []),
    ];
  });

describe.each(Object.entries(VIEWS))('%s', (_view, { colorScheme, width, height }) => {
  test.for(Object.entries(SCENES))(
    '%s is without a violation of axe, low targets or scrolling sideways',
    async ([, scene], { context, page, site }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const modal = await openModal(context, page, site, { answers: scene.answers });
      await play(modal, scene);

      expect(await violationsIn(modal.frame)).toEqual([]);
      expect(await misfits(modal.frame)).toEqual([]);
    },
  );

  test('so is the page of an OAuth bank', async ({ context, page, server }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await context.route('**/flow/oauth/*/details', (route) =>
      route.fulfill({ json: OAUTH_PAGE, headers: { 'access-control-allow-origin': '*' } }),
    );
    await page.goto(`${server.url}/flow/oauth/bcauth_1`);
    await page.getByTestId('oauth-allow-button').waitFor();

    expect(await violationsIn(page.mainFrame())).toEqual([]);
    expect(await misfits(page.mainFrame())).toEqual([]);
  });
});

/** What has the focus, as a reader would be told. */
const focused = (frame: Frame): Promise<string | null> =>
  frame.evaluate(() => {
    const { activeElement: one } = document;
    return one?.getAttribute('aria-label') ?? one?.getAttribute('data-testid') ?? one?.textContent ?? null;
  });

test('each pane begins at its heading', async ({ context, page, site }) => {
  const modal = await openModal(context, page, site, { answers: startingAt('consent') });
  await modal.shows('consent');
  const atFirst = await focused(modal.frame);
  await modal.frame.getByTestId('agree-button').click();
  await modal.shows('institution_picker');

  expect([atFirst, await focused(modal.frame)]).toEqual([
    'Connect a bank account to Rocket Shop',
    'Select your bank',
  ]);
});

test('the focus goes round within the dialog, forwards and backwards', async ({ context, page, site }) => {
  const modal = await openModal(context, page, site, { answers: startingAt('consent') });
  await modal.shows('consent');
  const visited: (string | null)[] = [];
  for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    visited.push(await focused(modal.frame));
  }

  expect(visited).toEqual(['agree-button', 'Close', 'agree-button', 'Close', 'agree-button']);
});

test('the question whether to leave holds the focus, and gives it back', async ({ context, page, site }) => {
  const modal = await openModal(context, page, site, { answers: startingAt('account_picker') });
  await modal.shows('account_picker');
  await modal.frame.getByTestId('high balance').focus();
  await page.keyboard.press('Escape');
  const visited = [await focused(modal.frame)];
  for (let presses = 0; presses < 3; presses++) {
    await page.keyboard.press('Tab');
    visited.push(await focused(modal.frame));
  }
  await page.keyboard.press('Escape');

  expect(visited).toEqual([
    'Are you sure you want to cancel?',
    'confirm-cancel-button',
    'go-back-button',
    'confirm-cancel-button',
  ]);
  expect(await focused(modal.frame)).toBe('High Balance ••••4321');
});

test('an account can be connected by the keyboard alone', async ({ context, page, site }) => {
  const modal = await openModal(context, page, site, { answers: startingAt('consent') });
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await modal.shows('consent');
  await press('Tab', 'Enter');
  await modal.shows('institution_picker');
  await press('Tab', 'Tab', 'Enter');
  await modal.shows('account_picker');
  // Past the first account and the one that cannot be picked, which can be read all the same.
  await press('Tab', 'Tab', 'Tab', ' ', 'Tab', 'Tab', 'Enter');
  await modal.shows('networking_link_signup_pane');
  await press('Tab', 'Tab', 'Tab', 'Tab', 'Enter');
  await modal.shows('success');
  await press('Tab', 'Enter');

  expect(await modal.result()).toEqual({ type: 'result', status: 'completed' });
});

test('numbers are typed in and submitted with Enter; what is wrong is tied to its field', async ({
  context,
  page,
  site,
}) => {
  const modal = await openModal(context, page, site, { answers: startingAt('manual_entry') });
  await modal.shows('manual_entry');
  await modal.frame.getByLabel('Routing number').fill('1');
  await modal.frame.getByLabel('Account number', { exact: true }).fill('000123456789');
  await modal.frame.getByLabel('Confirm account number').fill('000123456789');
  await page.keyboard.press('Enter');
  const routing = modal.frame.getByRole('textbox', {
    name: 'Routing number',
    description: 'Nine digits Routing number must have 9 digits',
  });
  await routing.waitFor();

  expect(await routing.getAttribute('aria-invalid')).toBe('true');
  expect(await focused(modal.frame)).toBe('manualEntry-routingNumber-input');
});

test('an account that cannot be picked says why, and stays unpicked', async ({ context, page, site }) => {
  const modal = await openModal(context, page, site, { answers: startingAt('account_picker') });
  await modal.shows('account_picker');
  const row = modal.frame.getByRole('button', { name: 'Failure', description: 'This account is inactive.' });
  await row.focus();
  await page.keyboard.press('Enter');

  expect(await row.isDisabled()).toBe(true);
  expect(await row.getAttribute('aria-pressed')).toBe('false');
});

test('nothing turns for who wants less motion, nor where the page says so', async ({
  context,
  page,
  site,
}) => {
  const modal = await openModal(context, page, site, { answers: startingAt('consent') });
  await modal.shows('consent');
  const animation = (moving: boolean): Promise<string> =>
    modal.frame.evaluate((moves) => {
      document.documentElement.classList.toggle('moving', moves);
      const turning = document.body.appendChild(document.createElement('div'));
      turning.className = 'turning';
      return getComputedStyle(turning).animationName;
    }, moving);
  const wanted = [await animation(false), await animation(true)];
  await page.emulateMedia({ reducedMotion: 'reduce' });

  expect([...wanted, await animation(true)]).toEqual(['none', 'turn', 'none']);
});
