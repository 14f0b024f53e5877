import { describe, expect, it } from 'vitest';
import { OBJECT_TYPES } from '../../../src/model/records.ts';
import { bracketed, datedParameter } from '../../../src/model/versions/parameters.ts';
import { isBefore } from '../../../src/model/versions/version-string.ts';
import { toPay, toSetUp } from '../../support/checkouts.ts';
import { drafted, savedByDefault } from '../../support/invoices.ts';
import { paying } from '../../support/payments.ts';
import { goneParameters, MAJORS, wrongFor } from '../../support/sdk-majors.ts';
import { linkedAccount, openSession, refusal, type Setup, setup } from '../../support/setup.ts';

/* Every object that is emulated, in the version of every major of the SDK, held against what that major declares of it. */

/** Something of everything: sessions open and completed, accounts of three kinds, payments in four states, refunds in two. */
async function furnished(world: Setup): Promise<void> {
  const { stripe, emulator } = world;
  const { id: account } = await linkedAccount(world, {
    permissions: ['balances', 'ownership', 'payment_method', 'transactions'],
    prefetch: ['balances'],
  });
  await stripe.financialConnections.accounts.refresh(account, { features: ['balance', 'ownership'] });
  await linkedAccount(world, { institution: 'Emulator: Balances', account: 'Credit Card' });
  await linkedAccount(world, { institution: 'Eventually Requires Reauthentication' });
  await linkedAccount(world, {
    institution: 'Tokenized Account Number',
    account: 'Expiring in 30 Days',
    permissions: ['payment_method'],
  });
  await openSession(world, {
    filters: { country: 'US' },
    limits: { accounts: 1 },
    return_url: 'https://a.test',
  });
  const { id: session } = await openSession(world);
  await emulator.completeSession(session, { accounts: ['Success', 'High Balance'] });
  const { id: forPayments } = await openSession(world, { permissions: ['payment_method'] });
  await emulator.completeSession(forPayments);
  await stripe.products.create({
    name: 'T-shirt',
    default_price_data: { currency: 'usd', unit_amount: 2000, recurring: { interval: 'month' } },
    marketing_features: [{ name: 'Soft' }],
    tax_details: { tax_code: 'txcd_99999999' },
  });
  await stripe.invoiceItems.create({
    customer: (await stripe.customers.create()).id,
    amount: 700,
    currency: 'usd',
  });
  await stripe.accounts.create({
    type: 'express',
    business_type: 'individual',
    external_account: 'btok_us_verified',
    individual: { first_name: 'Jenny' },
  });
  const debit = { amount: 2000, currency: 'usd', allowed_payment_method_types: ['us_bank_account' as const] };
  await stripe.paymentMethodConfigurations.create({ name: 'Banks' });
  const { id: customer } = await stripe.customers.create({ name: 'Jenny Rosen', business_name: 'Rosen' });
  const { id: unpaid } = await stripe.paymentIntents.create({ ...debit, customer });
  await emulator.collectBankAccount(unpaid);
  await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
  let refunded = '';
  for (const method of ['pm_usBankAccount_processing', 'pm_usBankAccount_success'])
    ({ id: refunded } = await stripe.paymentIntents.create({
      ...debit,
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
      payment_method: method,
      shipping: { name: 'Jenny Rosen', address: { city: 'Berlin' } },
    }));
  const { id: setUp } = await stripe.setupIntents.create({ customer });
  await emulator.collectBankAccount(setUp);
  await stripe.setupIntents.create({
    allowed_payment_method_types: ['us_bank_account'],
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'offline' } },
    payment_method_data: {
      type: 'us_bank_account',
      billing_details: { name: 'Jenny Rosen' },
      us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
    },
  });
  const returned = await paying(world, { payment_method: 'pm_usBankAccount_accountClosed' });
  await emulator.updateIntent(returned.id, { block_after_return: 'yes' });
  await refusal(paying(world, { payment_method: 'pm_usBankAccount_weeklyLimitExceeded' }));
  await toSetUp(world, { cancel_url: 'https://a.test' });
  const { id: checkedOut } = await toPay(world, { cancel_url: 'https://a.test', customer });
  await emulator.completeCheckoutSession(checkedOut);
  await stripe.webhookEndpoints.create({ url: 'http://localhost/', enabled_events: ['customer.deleted'] });
  await emulator.clock.advance(1000);
  const { id: disputed } = await paying(world, { payment_method: 'pm_usBankAccount_dispute' });
  await emulator.clock.advance(1000);
  await stripe.payouts.create({ amount: 1, currency: 'usd' });
  await stripe.refunds.create({ payment_intent: disputed, amount: 500 });
  await stripe.refunds.create({ payment_intent: refunded, amount: 500 });
  await savedByDefault(world, customer);
  const { id: invoice } = await drafted(world, customer);
  await stripe.invoices.pay(invoice);
  const { id: price } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 900,
    recurring: { interval: 'month' },
    product_data: { name: 'Membership' },
  });
  const items = [{ price }];
  await stripe.subscriptions.create({ customer, items, trial_period_days: 9 });
  await stripe.subscriptions.create({ customer, items, cancel_at_period_end: true });
  await emulator.clock.advance(86_400_000);
}

const LISTS = [
  '/v1/customers',
  '/v1/financial_connections/accounts',
  '/v1/invoices',
  '/v1/invoice_payments',
  '/v1/payment_intents',
  '/v1/payment_method_configurations',
  '/v1/setup_intents',
  '/v1/charges',
  '/v1/refunds',
  '/v1/disputes',
  '/v1/balance_transactions',
  '/v1/events',
  '/v1/webhook_endpoints',
  '/v1/products',
  '/v1/prices',
  '/v1/invoiceitems',
  '/v1/accounts',
  '/v1/payouts',
  '/v1/subscriptions?status=all',
];

/** Every object that a version shows, each type at least once. */
async function shownIn({ call, emulator }: Setup, version: string): Promise<readonly unknown[]> {
  const headers = { 'stripe-version': version };
  const asked = async (path: string) => {
    const { status, body } = await call('GET', path, { headers });
    expect(status, `${path} ${JSON.stringify(body.error)}`).toBe(200);
    return body;
  };
  const shown = [];
  for (const path of LISTS) shown.push(await asked(`${path}${path.includes('?') ? '&' : '?'}limit=100`));
  shown.push(await asked('/v1/checkout/sessions?limit=100&expand[]=data.line_items'));
  // Ownerships are shown in their accounts alone.
  shown.push(await asked('/v1/financial_connections/accounts?limit=100&expand[]=data.ownership'));
  const { scopes } = (await emulator.snapshot()) as unknown as {
    scopes: readonly [{ tables: Readonly<Record<string, readonly (readonly [{ id: string }, boolean])[]>> }];
  };
  const ids = (type: string) => (scopes[0].tables[type] ?? []).map(([{ id }]) => id);
  for (const id of ids('payment_method')) shown.push(await asked(`/v1/payment_methods/${id}`));
  for (const id of ids('setup_intent')) shown.push(await asked(`/v1/setup_attempts?setup_intent=${id}`));
  for (const id of ids('mandate')) shown.push(await asked(`/v1/mandates/${id}`));
  for (const id of ids('token')) shown.push(await asked(`/v1/tokens/${id}`));
  for (const id of ids('financial_connections.session'))
    shown.push(await asked(`/v1/financial_connections/sessions/${id}`));
  return shown;
}

async function wrongWith(version: string, major: number, additiveFields: 'always' | 'dated') {
  // Events are in the version of the account.
  const world = setup({ apiVersion: version, assume: { additiveFields } });
  await furnished(world);
  const shown = await shownIn(world, version);
  const text = JSON.stringify(shown);
  const missing = OBJECT_TYPES.filter(
    (type) => !OF_PREVIEWS.includes(type) && !text.includes(`"object":"${type}"`),
  );
  expect(missing, 'Make these in furnished().').toEqual([]);
  return wrongFor(shown, major, additiveFields === 'always');
}

/** What no version of a major answers. */
const OF_PREVIEWS: readonly string[] = [
  'financial_connections.consent',
  'financial_connections.authorization',
];

describe('what is answered in the version of a major of the SDK', () => {
  it.each(MAJORS)(
    'has what stripe@$major declares, and nothing that was removed before: $version',
    async ({ major, version }) => {
      expect(await wrongWith(version, major, 'always')).toEqual([]);
    },
  );

  // Only since acacia a month has a version: before, a major's types have fields that are younger than its version.
  it.each(MAJORS.filter(({ version }) => !isBefore(version, '2024-09-30.acacia')))(
    'has nothing that came later, if additive fields are dated: stripe@$major, $version',
    async ({ major, version }) => {
      expect(await wrongWith(version, major, 'dated')).toEqual([]);
    },
  );
});

/** Gone from the types, and not followed; docs/fidelity.md says why. */
const NOT_FOLLOWED = [
  /^payment_method_options\.us_bank_account\.preferred_settlement_speed$/,
  // Of payment methods that are not emulated.
  /^(acss_debit|affirm|au_becs_debit|bacs_debit|blik|cashapp|link|naver_pay|pay_by_bank|payto|sepa_debit|zip)$/,
  // Of goods that have variants, which Stripe has retired.
  /^(attributes|caption|deactivate_on)$/,
  // Of a list and a hash that have their rows.
  /^(features\.name|rendering_options\.amount_tax_display)$/,
  // Of prices, in no type since 12.
  /^recurring(\.trial_period_days)?$/,
  // Of subscriptions, which are not emulated.
  /^trial_end$/,
  // Of documents about accounts, which are not looked at.
  /^documents\.proof_of_registration/,
  // It left the types alone, whose notes discourage it: every version takes it.
  /^available_on(\.\w+)?$/,
];

describe('a parameter that a major of the SDK took, and the newest does not', () => {
  const followed = goneParameters().filter(([, path]) => !NOT_FOLLOWED.some((name) => name.test(path)));

  it.each(followed)('%s %s has its row: the last was stripe@%s', (operation, path, last) => {
    const row = datedParameter(operation, bracketed(path.split('.')));
    const { version } = MAJORS.find(({ major }) => major === last) ?? { version: '' };
    const next = MAJORS.find(({ major }) => major === last + 1)?.version ?? '';

    expect(row?.removedIn).toBeDefined();
    expect(isBefore(version, row?.removedIn ?? '')).toBe(true);
    expect(isBefore(next, row?.removedIn ?? '')).toBe(false);
  });
});
