import { expect, it } from 'vitest';
import { OBJECT_TYPES } from '../../src/model/records.ts';
import { toPay } from '../support/checkouts.ts';
import { paying } from '../support/payments.ts';
import { PREVIEW, previewSetup } from '../support/preview.ts';
import { linkedAccount, setup } from '../support/setup.ts';

/* Stripe answers `id` and `object` first, and the other fields by the alphabet (recorded of every object seen). */

/** A world with an object of each type. */
async function furnished() {
  const world = setup();
  const { stripe, emulator } = world;
  const { id: account } = await linkedAccount(world, {
    permissions: ['balances', 'ownership', 'payment_method'],
    prefetch: ['ownership'],
  });
  await emulator.linkAccount({ institution: 'Eventually Requires Reauthentication' });
  await stripe.webhookEndpoints.create({ url: 'http://localhost/', enabled_events: ['customer.created'] });
  await stripe.paymentMethodConfigurations.create({ zip: { display_preference: { preference: 'on' } } });
  const customer = await stripe.customers.create({ email: 'jenny@example.com' });
  const holder = { type: 'customer' as const, customer: customer.id };
  await world.call('POST', '/v1/financial_connections/consents', {
    form: `account_holder[type]=customer&account_holder[customer]=${customer.id}`,
    headers: { 'stripe-version': PREVIEW },
  });
  const { id: session } = await stripe.financialConnections.sessions.create({
    account_holder: holder,
    permissions: ['payment_method'],
  });
  await emulator.completeSession(session);
  const { default_price: price } = await stripe.products.create({
    name: 'T-shirt',
    default_price_data: { currency: 'usd', unit_amount: 2000, recurring: { interval: 'month' } },
  });
  await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: String(price) }],
    payment_behavior: 'default_incomplete',
  });
  await stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: 'usd' });
  await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_data: {
      type: 'us_bank_account',
      billing_details: { name: 'Jenny Rosen' },
      us_bank_account: { financial_connections_account: account },
    },
    mandate_data: { customer_acceptance: { type: 'offline' } },
    confirm: true,
  });
  await stripe.setupIntents.create({
    allowed_payment_method_types: ['us_bank_account'],
    attach_to_self: true,
    payment_method: 'pm_usBankAccount_success',
    mandate_data: { customer_acceptance: { type: 'offline' } },
    confirm: true,
  });
  await emulator.clock.advance(1_000);
  const { id: disputed } = await paying(world, { payment_method: 'pm_usBankAccount_dispute' });
  await emulator.clock.advance(1_000);
  await stripe.refunds.create({ payment_intent: disputed });
  await emulator.clock.advance(1_000);
  await emulator.putObjects({ bank_accounts: [{ customer: customer.id }] });
  await stripe.accounts.create({
    type: 'custom',
    business_type: 'individual',
    individual: { first_name: 'J' },
  });
  await stripe.payouts.create({ amount: 1, currency: 'usd' });
  const { id: checkout } = await toPay(world);
  await emulator.completeCheckoutSession(checkout);
  const { scopes } = (await emulator.snapshot()) as unknown as {
    scopes: readonly [{ tables: Readonly<Record<string, readonly (readonly [object, boolean])[]>> }];
  };
  return scopes[0].tables;
}

it('an account has its fields in one order, whatever has become of it', async () => {
  const world = previewSetup();
  const { emulator, preview } = world;
  const shown = async (id: string) =>
    Object.keys(await preview.financialConnections.accounts.retrieve(id)).filter(
      (name) => name !== 'id' && name !== 'object',
    );
  const { id } = await linkedAccount(world, { permissions: ['balances', 'transactions'] });
  const fresh = await shown(id);
  await preview.financialConnections.accounts.refresh(id, { features: ['inferred_balances'] });
  const refreshed = await shown(id);
  const date = Math.floor(emulator.clock.now().getTime() / 1000) + 86_400;
  await emulator.updateAccount(id, { status_details: { active: { expected_deactivation_date: date } } });
  const ending = await shown(id);
  const answer = await preview.financialConnections.accounts.retrieve(id);
  const other = previewSetup();
  await other.emulator.putObjects({
    customers: [{ id: String(answer.account_holder?.customer) }],
    'financial_connections.accounts': [{ ...answer }],
  });

  expect(fresh).toEqual(fresh.toSorted());
  expect(refreshed).toEqual(fresh);
  expect(ending).toEqual([...fresh, 'status_details'].toSorted());
  expect(Object.keys(await other.preview.financialConnections.accounts.retrieve(id)).slice(2)).toEqual(
    ending,
  );
});

it.each(OBJECT_TYPES)('a %s has its fields in the order of Stripe', async (type) => {
  const tables = await furnished();
  const [record] = tables[type]?.[0] ?? [];
  const [id, object, ...rest] = Object.keys(record ?? {});

  expect(record, `Make a ${type} in furnished().`).toBeDefined();
  expect([id, object]).toEqual(['id', 'object']);
  expect(rest).toEqual(rest.toSorted());
});
