import { expect } from 'vitest';
import type { FlowScenario, Pane } from '../../src/model/flow.ts';
import { collecting } from './support/shop.ts';
import { test } from './support/test.ts';

/* Visible scenarios: the panes go through themselves, one a frame. */

/** What comes of one: the accounts, or that there is an error. */
const COMES_TO: readonly (readonly [FlowScenario, readonly string[] | 'an error'])[] = [
  [{}, ['Success']],
  [{ accounts: ['Success', 'High Balance'] }, ['Success', 'High Balance']],
  [{ institution: 'Test OAuth Institution' }, ['Success']],
  [{ institution: 'Bank (OAuth)', accounts: ['High Balance'] }, ['High Balance']],
  [{ institution: 'Bank (Non-OAuth)' }, ['Success']],
  [{ save_pane: 'none' }, ['Success']],
  [{ save_pane: 'after_consent' }, ['Success']],
  [{ outcome: 'cancel' }, []],
  [{ outcome: 'down' }, []],
  [{ outcome: 'oauth_denied' }, []],
  [{ outcome: 'login_error' }, []],
  [{ outcome: 'api_error' }, 'an error'],
  [{ outcome: 'expire' }, 'an error'],
  [{ institution: 'No such bank' }, 'an error'],
  [{ accounts: ['No such account'] }, 'an error'],
];

test.for(COMES_TO)('%j comes to %j', async ([autofill, expected], { page, site, stripe, emulator }) => {
  const { result, accounts } = await collecting(
    { page, site, stripe, emulator },
    { settings: { autofill, animations: false } },
  );
  const { error } = await result;

  expect(error === undefined ? await accounts() : 'an error').toEqual(expected);
});

/** A pane, the institution that has it, and whether accounts were picked before. */
const LEFT: readonly (readonly [Pane, string, readonly string[]])[] = [
  ['consent', 'Test (Non-OAuth)', []],
  ['institution_picker', 'Test (Non-OAuth)', []],
  ['partner_auth', 'Test (OAuth)', []],
  ['bank_login', 'Bank (Non-OAuth)', []],
  ['institution_unavailable', 'Down (Unscheduled)', []],
  ['account_picker', 'Test (Non-OAuth)', []],
  ['networking_link_signup_pane', 'Test (Non-OAuth)', ['Success']],
  ['success', 'Test (Non-OAuth)', ['Success']],
];

test.for(LEFT)(
  'leaving %s of %s comes to %j',
  async ([pane, institution, expected], { page, site, stripe, emulator }) => {
    const autofill = { institution, outcome: `cancel_at:${pane}` };
    const { accounts } = await collecting({ page, site, stripe, emulator }, { settings: { autofill } });

    expect(await accounts()).toEqual(expected);
  },
);
