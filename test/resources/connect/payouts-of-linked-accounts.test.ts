import { describe, expect, it } from 'vitest';
import { BARE, fund, INDIVIDUAL, toldOf, WHOLE } from '../../support/connect.ts';
import { type Setup, setup } from '../../support/setup.ts';

/* The way of docs: connect/payouts-bank-accounts: a linked account becomes where a connected account is paid out. */

/** A seller who has linked that account, and has 99.20 dollars. */
async function seller(world: Setup, account: string) {
  const { emulator, stripe } = world;
  const { external_account: _linked, ...given } = WHOLE;
  const { id } = await stripe.accounts.create(given);
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'account', account: id },
    permissions: ['payment_method', 'balances'],
    limits: { accounts: 1 },
  });
  await emulator.completeSession(session.id, { accounts: [account] });
  const { bank_account_token: token, accounts } = await stripe.financialConnections.sessions.retrieve(
    session.id,
  );
  const external = await stripe.accounts.createExternalAccount(id, {
    external_account: token?.id ?? '',
    default_for_currency: true,
  });
  await emulator.clock.runToIdle();
  await fund(world, id);
  return {
    id,
    external,
    linked: accounts.data[0]?.id ?? '',
    token: token?.id ?? '',
    header: { stripeAccount: id },
  };
}

describe('a connected account that has linked its bank account', () => {
  it('is paid out to it', async () => {
    const world = setup();
    const { external, header, id, linked, token } = await seller(world, 'Success');

    const { id: payout } = await world.stripe.payouts.create({ amount: 5000, currency: 'usd' }, header);
    await world.emulator.clock.runToIdle();

    expect(await world.stripe.payouts.retrieve(payout, {}, header)).toMatchObject({
      destination: external.id,
      status: 'paid',
    });
    expect(external).toMatchObject({ account: id, last4: '6789', status: 'new' });
    expect((await world.stripe.tokens.retrieve(token)).used).toBe(true);
    expect(toldOf(world, id).slice(-2)).toEqual(['payout.created', 'payout.paid']);
    // Its Financial Connections account is found with the header only.
    const own = await world.stripe.financialConnections.accounts.retrieve(linked, {}, header);
    expect(own.account_holder).toMatchObject({ account: id, type: 'account' });
  });

  it('is not, where the account is closed: the money comes back, and another account takes its place', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const { external, header, id } = await seller(world, 'Account closes after linking');

    const { id: payout } = await stripe.payouts.create({ amount: 5000, currency: 'usd' }, header);
    await emulator.clock.runToIdle();
    const failed = await stripe.payouts.retrieve(payout, {}, header);
    const told = toldOf(world, id).slice(-3);
    const errored = await stripe.accounts.retrieveExternalAccount(id, external.id);
    await stripe.accounts.update(id, { external_account: 'btok_us_verified' });
    const again = await stripe.payouts.create({ amount: 9920, currency: 'usd' }, header);
    await emulator.clock.runToIdle();

    expect(failed).toMatchObject({ failure_code: 'account_closed', status: 'failed' });
    expect(told).toEqual(['payout.created', 'payout.failed', 'account.external_account.updated']);
    expect(errored).toMatchObject({ status: 'errored' });
    expect((await stripe.payouts.retrieve(again.id, {}, header)).status).toBe('paid');
  });
});

it('a token of a payment method becomes an external account as well', async () => {
  const world = setup();
  const { stripe } = world;
  const method = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: { name: `${INDIVIDUAL.first_name} ${INDIVIDUAL.last_name}` },
    us_bank_account: { account_number: '000111111116', routing_number: '110000000' },
  });
  const { id } = await stripe.accounts.create(BARE);

  const token = await stripe.tokens.create({ bank_account: { payment_method: method.id } as never });
  const external = await stripe.accounts.createExternalAccount(id, { external_account: token.id });

  expect(external).toMatchObject({ account_holder_name: 'Jenny Rosen', last4: '1116' });
});
