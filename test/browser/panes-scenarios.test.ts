import { expect } from 'vitest';
import type { FlowScenario, Pane } from '../../src/model/flow.ts';
import { LEAVING, leavingAt } from '../support/leaving-scenarios.ts';
import { collecting, collectingForPayment } from './support/shop.ts';
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

const never = (pane: string): string =>
  `The scenario leaves at ${pane}: the flow has come to its end without that pane.`;

test.for(Object.entries(LEAVING))(
  'leaving %s',
  async ([pane, { scenario, accounts: expected, isSecond }], { page, site, stripe, emulator }) => {
    const autofill = leavingAt(pane as Pane, scenario);
    const session = { manual_entry: { mode: 'automatic' } } as const;
    const collect = () => collecting({ page, site, stripe, emulator }, { settings: { autofill }, session });
    if (isSecond) expect((await (await collect()).result).error?.message).toBe(never(pane));
    const { accounts, result } = await collect();

    expect((await result).error).toBeUndefined();
    expect(await accounts()).toEqual(expected);
  },
);

test('leaving where a payment gets its account', async ({ page, site, stripe, emulator }) => {
  const autofill = leavingAt('attach_linked_payment_account', {});
  const { result } = await collectingForPayment({ page, site, stripe, emulator }, { settings: { autofill } });

  expect(await result).toEqual({ status: 'requires_confirmation', error: undefined });
});

test('leaving at a pane that does not come is an error, and not a success', async ({
  page,
  site,
  stripe,
  emulator,
}) => {
  const autofill = leavingAt('bank_login', { institution: 'Test (Non-OAuth)' });
  const { result } = await collecting({ page, site, stripe, emulator }, { settings: { autofill } });

  expect((await result).error?.message).toBe(never('bank_login'));
});
