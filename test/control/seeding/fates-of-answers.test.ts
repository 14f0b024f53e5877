import { describe, expect, it } from 'vitest';
import { fund } from '../../support/connect.ts';
import { setup } from '../../support/setup.ts';

const billing_details = { name: 'Jenny' };
const PAID_AT_ONCE = {
  amount: 2_000,
  currency: 'usd',
  mandate_data: { customer_acceptance: { type: 'offline' as const } },
  allowed_payment_method_types: ['us_bank_account' as const],
  confirm: true,
};

/* Answers do not show how payments go: put in another emulator, they go as those of the test number that is shown. */

describe('an answer that is put in another emulator', () => {
  it('makes charges of a source fail as they did', async () => {
    const [here, there] = [setup(), setup()];
    const { id } = await here.stripe.customers.create({ source: 'btok_us_verified_noAccount' });
    const { body: customer } = await here.call('GET', `/v1/customers/${id}`);
    const { body: source } = await here.call('GET', `/v1/customers/${id}/sources/${customer.default_source}`);
    await there.emulator.putObjects({ customers: [customer], bank_accounts: [source] });

    const charge = await there.stripe.charges.create({ amount: 2_000, currency: 'usd', customer: id });
    await there.emulator.clock.runToIdle();

    expect((await there.stripe.charges.retrieve(charge.id)).failure_code).toBe('no_account');
  });

  it('makes payouts to the account of a token fail as they did', async () => {
    const [here, there] = [setup(), setup()];
    const { id } = await here.stripe.tokens.retrieve('btok_us_verified_accountClosed');
    const { body: token } = await here.call('GET', `/v1/tokens/${id}`);
    await there.emulator.putObjects({ tokens: [token] });
    const header = { stripeAccount: 'acct_1' };
    await there.stripe.accounts.createExternalAccount('acct_1', { external_account: id });
    await fund(there, 'acct_1');

    const payout = await there.stripe.payouts.create({ amount: 1_000, currency: 'usd' }, header);
    await there.emulator.clock.runToIdle();

    expect((await there.stripe.payouts.retrieve(payout.id, {}, header)).failure_code).toBe('account_closed');
  });

  it('makes payouts to an external account fail as they did', async () => {
    const [here, there] = [setup(), setup()];
    const { id } = await here.stripe.accounts.create({
      type: 'custom',
      external_account: 'btok_us_verified_accountClosed',
    });
    const { body: account } = await here.call('GET', `/v1/accounts/${id}`);
    await there.emulator.putObjects({ accounts: [{ ...account, payouts_enabled: true }] });
    await fund(there, id);
    const header = { stripeAccount: id };

    const payout = await there.stripe.payouts.create({ amount: 1_000, currency: 'usd' }, header);
    await there.emulator.clock.runToIdle();

    expect((await there.stripe.payouts.retrieve(payout.id, {}, header)).failure_code).toBe('account_closed');
  });

  it('makes payments by a PaymentMethod fail as they did', async () => {
    const [here, there] = [setup(), setup()];
    const { id: customer } = await here.stripe.customers.create();
    const { id } = await here.stripe.paymentMethods.attach('pm_usBankAccount_noAccount', { customer });
    const { body: paymentMethod } = await here.call('GET', `/v1/payment_methods/${id}`);
    await there.emulator.putObjects({ customers: [{ id: customer }], payment_methods: [paymentMethod] });

    const intent = await there.stripe.paymentIntents.create({
      ...PAID_AT_ONCE,
      customer,
      payment_method: id,
    });
    await there.emulator.clock.runToIdle();

    expect((await there.stripe.paymentIntents.retrieve(intent.id)).last_payment_error?.code).toBe(
      'no_account',
    );
  });

  it('goes by the last digits of a test number where the fingerprint is not one of here', async () => {
    const { emulator, stripe } = setup();
    const us_bank_account = { fingerprint: 'ybFSdWkGvcdbkLLh', last4: '2227', routing_number: '110000000' };
    await emulator.putObjects({ payment_methods: [{ id: 'pm_1', billing_details, us_bank_account }] });

    const { id } = await stripe.paymentIntents.create({ ...PAID_AT_ONCE, payment_method: 'pm_1' });
    await emulator.clock.runToIdle();

    expect((await stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe('insufficient_funds');
  });

  it('goes well where another routing number stands beside such digits', async () => {
    const { emulator, stripe } = setup();
    const us_bank_account = { last4: '2227', routing_number: '021000021' };
    await emulator.putObjects({ payment_methods: [{ id: 'pm_1', billing_details, us_bank_account }] });

    const { id } = await stripe.paymentIntents.create({ ...PAID_AT_ONCE, payment_method: 'pm_1' });
    await emulator.clock.runToIdle();

    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });
});
