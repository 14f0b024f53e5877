import { describe, expect, it } from 'vitest';
import shippedAccounts from '../../../fixtures/test-accounts.json' with { type: 'json' };
import { confirmationOf, ENDS, endOf } from '../../support/bank-payments.ts';
import { TYPED_IN, typedIn } from '../../support/payment-methods.ts';
import { eventTypes, OFFLINE, TO_PAY } from '../../support/payments.ts';
import { type Setup, setup } from '../../support/setup.ts';

/*
 * Every test account of Stripe's testing page, by its token, its number and its name, and how a payment from it ends (docs:
 * payments/ach-direct-debit and financial-connections/testing).
 */

const STILL = { time: { start: '2026-01-05T15:00:00Z', runs: false } } as const;

type Ending = keyof typeof ENDS;

const TOKENS = [
  ['success', 'succeeds'],
  ['accountClosed', 'accountClosed'],
  ['riskLevelHighest', 'highestRisk'],
  ['noAccount', 'noAccount'],
  ['insufficientFunds', 'insufficientFunds'],
  ['debitNotAuthorized', 'debitNotAuthorized'],
  ['invalidCurrency', 'invalidCurrency'],
  ['dispute', 'disputed'],
  ['processing', 'staysProcessing'],
  ['weeklyLimitExceeded', 'weeklyLimit'],
] as const satisfies readonly (readonly [string, Ending])[];

const NUMBERS = [
  ['000123456789', 'succeeds'],
  ['000111111113', 'accountClosed'],
  ['000000004954', 'highestRisk'],
  ['000111111116', 'noAccount'],
  ['000222222227', 'insufficientFunds'],
  ['000333333335', 'debitNotAuthorized'],
  ['000444444440', 'invalidCurrency'],
  ['000555555559', 'disputed'],
  ['000000000009', 'staysProcessing'],
  ['000777777771', 'weeklyLimit'],
  ['000888888885', 'numberDeactivated'],
] as const satisfies readonly (readonly [string, Ending])[];

const BASIC = 'Test (Non-OAuth)';
const TOKENIZED = 'Tokenized Account Number';

const NAMED = [
  [BASIC, 'Success', 'succeeds'],
  [BASIC, 'Failure', 'noAccount'],
  [BASIC, 'Account closes after linking', 'accountClosed'],
  [BASIC, 'Insufficient Funds', 'insufficientFunds'],
  [BASIC, 'High Balance', 'succeeds'],
  [BASIC, 'Very High Balance', 'succeeds'],
  [BASIC, 'Success (Later Disputed)', 'disputed'],
  [BASIC, 'Payment Processes Indefinitely', 'staysProcessing'],
  [BASIC, 'Debit Not Authorized', 'debitNotAuthorized'],
  [BASIC, 'Weekly Payment Volume Exceeded', 'weeklyLimit'],
  [TOKENIZED, 'Expiring in 30 Days', 'succeeds'],
  [TOKENIZED, 'Expiring at Once', 'numberDeactivated'],
  ['Test (OAuth)', 'Success', 'succeeds'],
  ['Ownership Accounts', 'Success', 'succeeds'],
  ['Inactive Accounts', 'Success', 'succeeds'],
  ['Eventually Requires Reauthentication', 'Success', 'succeeds'],
] as const satisfies readonly (readonly [string, string, Ending])[];

const linkedMethod = async ({ emulator, stripe }: Setup, institution: string, account: string) => {
  const linked = await emulator.linkAccount({ institution, account, permissions: ['payment_method'] });
  const method = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { financial_connections_account: linked.id },
  });
  return method.id;
};

describe('a payment by test token', () => {
  it.each(TOKENS)('pm_usBankAccount_%s: %s', async (token, ending) => {
    const world = setup(STILL);

    const end = await endOf(world, await confirmationOf(world, `pm_usBankAccount_${token}`));

    expect(end).toEqual(ENDS[ending]);
  });
});

describe('a payment from an account that was typed in and verified by microdeposits', () => {
  it.each(NUMBERS)('%s: %s', async (account_number, ending) => {
    const world = setup(STILL);
    const { id } = await world.stripe.paymentIntents.create(TO_PAY);
    await world.emulator.collectBankAccount(id, {
      manual_entry: { routing_number: '110000000', account_number },
    });
    await world.stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });

    const end = await endOf(world, () =>
      world.stripe.paymentIntents.verifyMicrodeposits(id, { amounts: [32, 45] }),
    );

    const { events, ...rest } = ENDS[ending];
    // The mandate that was pending is active first.
    expect(end).toEqual({ ...rest, events: ['mandate.updated', ...events] });
  });

  it.each([
    ['by its number', typedIn({ us_bank_account: { ...TYPED_IN, account_number: '000666666661' } })],
    ['by pm_usBankAccount_failMicrodeposits', undefined],
  ])('000666666661, %s: microdeposits do not reach it, and there is no charge', async (_, typed) => {
    const world = setup(STILL);
    const { id: method } =
      typed === undefined
        ? { id: 'pm_usBankAccount_failMicrodeposits' }
        : await world.stripe.paymentMethods.create(typed);
    const { id } = await world.stripe.paymentIntents.create({ ...TO_PAY, payment_method: method });
    const asked = await world.stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });
    expect(asked.status).toBe('requires_action');

    await world.emulator.clock.advance(1000);

    expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: { code: 'payment_method_microdeposit_failed' },
      payment_method: null,
    });
    expect(eventTypes(world)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.payment_failed',
      'mandate.updated',
    ]);
  });
});

describe('a payment from a test account', () => {
  it.each(NAMED)('of %s that was linked, %s: %s', async (institution, account, ending) => {
    const world = setup(STILL);
    const method = await linkedMethod(world, institution, account);

    const end = await endOf(world, await confirmationOf(world, method));

    expect(end).toEqual(ENDS[ending]);
  });

  it.each(NAMED)('of %s that the intent collected, %s: %s', async (institution, account, ending) => {
    const world = setup(STILL);
    const { id } = await world.stripe.paymentIntents.create(TO_PAY);
    await world.emulator.collectBankAccount(id, { institution, account });

    const end = await endOf(world, () => world.stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE }));

    expect(end).toEqual(ENDS[ending]);
  });

  it('has a row for each of the basic set', () => {
    const told = NAMED.flatMap(([institution, account]) => (institution === BASIC ? [account] : []));

    expect(told).toEqual(shippedAccounts.basic.map(({ name }) => name));
  });
});
