import { readFileSync, writeFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { describe, expect } from 'vitest';
import { LABEL_SETS, type LabelSet, PANES } from '../../src/model/flow.ts';
import { OAUTH_PAGE } from '../support/flow-answers.ts';
import { openModal } from './support/panes.ts';
import { play, SCENES } from './support/scenes.ts';
import { test } from './support/test.ts';

/*
 * What tests of applications may rely on: each pane's ids, test ids, names, roles and accessible names, by label set. The
 * promise is docs/dom-contract.json; with WRITE_DOM_CONTRACT=1 it is written anew, which is a major version.
 */

const FILE = new URL('../../docs/dom-contract.json', import.meta.url);
const isWriting = process.env.WRITE_DOM_CONTRACT === '1';

/** What can be relied on of one element. */
interface Promised {
  readonly role?: string;
  readonly accessibleName?: string;
  readonly testId?: string;
  readonly id?: string;
  readonly name?: string;
  readonly form?: string;
  readonly class?: string;
}
type Contract = Readonly<Record<LabelSet, Readonly<Record<string, readonly Promised[]>>>>;

const contract: Contract = JSON.parse(isWriting ? '{"2026":{},"legacy":{}}' : readFileSync(FILE, 'utf8'));

/** Runs in the frame: all that has an id for tests, a role or a heading's level. */
function promisedIn(): Promised[] {
  const ROLES: Readonly<Record<string, string>> = {
    A: 'link',
    ASIDE: 'complementary',
    BUTTON: 'button',
    FORM: '',
    H1: 'heading',
    H2: 'heading',
    MAIN: 'main',
    SELECT: 'combobox',
  };
  const roleOf = (one: Element): string => {
    if (one instanceof HTMLInputElement) return one.type === 'search' ? 'searchbox' : 'textbox';
    return one.getAttribute('role') ?? ROLES[one.tagName] ?? '';
  };
  const textOf = (ids: string | null): string | undefined =>
    ids === null ? undefined : (document.getElementById(ids)?.textContent ?? undefined);
  const nameOf = (one: Element): string => {
    const label =
      one instanceof HTMLInputElement || one instanceof HTMLSelectElement
        ? one.labels?.[0]?.textContent
        : undefined;
    const own = ['A', 'BUTTON', 'H1', 'H2'].includes(one.tagName) ? one.textContent : undefined;
    return (
      textOf(one.getAttribute('aria-labelledby')) ?? one.getAttribute('aria-label') ?? label ?? own ?? ''
    );
  };
  const looked = 'h1, h2, a, aside, main, button, input, select, form, [role], [class*="la-v3"]';
  const shown = (one: Element): boolean => one.closest('[inert]') === null;
  return [...document.querySelectorAll(looked)].filter(shown).map((one) => {
    const isPassword = one instanceof HTMLInputElement && one.type === 'password';
    const facts: Record<string, string | undefined> = {
      // Those of a password have no role.
      role: isPassword ? '' : roleOf(one),
      accessibleName: nameOf(one).trim(),
      testId: one.getAttribute('data-testid') ?? '',
      id: one.id === 'pane-title' ? '' : one.id,
      name: one.getAttribute('name') ?? '',
      form: one.getAttribute('form') ?? '',
      class: [...one.classList].find((name) => name.startsWith('la-v3')) ?? '',
    };
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
  });
}

/** What a browser makes of roles and names, which are worked out here by hand. */
async function areFound(frame: Frame, promised: readonly Promised[]): Promise<readonly Promised[]> {
  const missing: Promised[] = [];
  for (const one of promised) {
    if (one.role === undefined || one.accessibleName === undefined) continue;
    // A cast: the roles are those of the standard.
    const role = one.role as Parameters<Frame['getByRole']>[0];
    const found = frame.getByRole(role, { name: one.accessibleName, exact: true });
    if ((await found.count()) === 0) missing.push(one);
  }
  return missing;
}

const written: Record<string, Record<string, readonly Promised[]>> = { '2026': {}, legacy: {} };

async function holds(frame: Frame, labels: LabelSet, name: string): Promise<void> {
  const promised = await frame.evaluate(promisedIn);

  expect(await areFound(frame, promised)).toEqual([]);
  if (isWriting) {
    written[labels] = { ...written[labels], [name]: promised };
    writeFileSync(FILE, `${JSON.stringify(written, null, 2)}\n`);
  } else expect(promised).toEqual(contract[labels][name]);
}

describe.each(LABEL_SETS)('with the labels "%s"', (labels) => {
  test.for(Object.entries(SCENES))(
    '%s has what docs/dom-contract.json promises, and nothing else',
    async ([name, scene], { context, page, site }) => {
      const modal = await openModal(context, page, site, { answers: scene.answers, labels });
      await play(modal, scene);

      await holds(modal.frame, labels, name);
    },
  );

  test('the page of an OAuth bank has what docs/dom-contract.json promises, and nothing else', async ({
    context,
    page,
    server,
  }) => {
    await context.route('**/flow/oauth/*/details', (route) =>
      route.fulfill({ json: { ...OAUTH_PAGE, labels }, headers: { 'access-control-allow-origin': '*' } }),
    );
    await page.goto(`${server.url}/flow/oauth/bcauth_1`);
    await page.getByTestId('oauth-allow-button').waitFor();

    await holds(page.mainFrame(), labels, 'OAuth bank');
  });
});

test('there is a scene of each pane that stands still', () => {
  const shown = new Set(Object.values(SCENES).map(({ pane }) => pane));

  // The account is given to what it shall pay without anybody: its pane goes as soon as that has been answered.
  expect(PANES.filter((pane) => !shown.has(pane))).toEqual(['attach_linked_payment_account']);
});

test('docs/dom-contract.json promises nothing of what is not tried here', () => {
  const names = [...Object.keys(SCENES), 'OAuth bank'];

  expect(LABEL_SETS.map((labels) => Object.keys(contract[labels]))).toEqual(
    isWriting ? [[], []] : [names, names],
  );
});
