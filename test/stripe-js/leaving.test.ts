import { describe, expect, it } from 'vitest';
import type { FlowScenario, Pane } from '../../src/model/flow.ts';
import { LEAVING, leavingAt } from '../support/leaving-scenarios.ts';
import { setup } from '../support/setup.ts';
import { inPage, type Page, secretOf } from '../support/stripe-js.ts';

/* Scenarios that leave at a pane, and show none. */

const playing = (scenario: FlowScenario, world = setup()): Page =>
  inPage({ autofill: { ...scenario, show: 'instant' } }, world);

async function collected({ page, stripe }: Page) {
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances', 'payment_method'],
    manual_entry: { mode: 'automatic' },
  });
  return page.collectFinancialConnectionsAccounts({ clientSecret: secretOf(session) });
}

async function paying({ page, stripe }: Page) {
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
  });
  const { paymentIntent, error } = await page.collectBankAccountForPayment({
    clientSecret: secretOf(intent),
    params: {
      payment_method_type: 'us_bank_account',
      payment_method_data: { billing_details: { name: 'Jenny Rosen' } },
    },
  });
  return { status: paymentIntent?.status, error: error?.message };
}

const never = (pane: Pane) =>
  `The scenario leaves at ${pane}: the flow has come to its end without that pane.`;

describe('leaving a session at', () => {
  it.each(Object.entries(LEAVING))('%s', async (pane, { scenario, accounts, isSecond }) => {
    const world = playing(leavingAt(pane as Pane, scenario));
    // The first saves the address, is asked for no code, and so never comes there.
    if (isSecond) await expect(collected(world)).rejects.toThrow(never(pane as Pane));
    const { financialConnectionsSession: session, error } = await collected(world);

    expect(error).toBeUndefined();
    expect(session?.accounts.map(({ display_name: name }) => name)).toEqual(accounts);
  });

  it('the last pane, where it is skipped, is an error', async () => {
    const world = setup({ assume: { successPane: 'skipped' } });

    await expect(collected(playing(leavingAt('success', {}), world))).rejects.toThrow(never('success'));
  });

  it('a pane that does not come is an error, and not a success', async () => {
    const scenario = leavingAt('bank_login', { institution: 'Test (Non-OAuth)' });

    await expect(collected(playing(scenario))).rejects.toThrow(never('bank_login'));
  });
});

describe('leaving a payment at', () => {
  it.each([
    // The account is linked by then, and is the payment's when the flow ends.
    ['attach_linked_payment_account', 'requires_confirmation'],
    ['account_picker', 'requires_payment_method'],
    ['success', 'requires_confirmation'],
  ] as const)('%s leaves it %s', async (pane, status) => {
    expect(await paying(playing(leavingAt(pane, {})))).toEqual({ status, error: undefined });
  });
});
