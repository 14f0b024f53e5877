import { describe, expect, it } from 'vitest';
import { verifiedAccount } from '../../support/connect.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

/* Connected accounts that there are not, or no longer. */

const said = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** What calls that name an account in their body come to. */
const namedInBodies = ({ stripe, emulator }: Setup, account: string) =>
  Promise.all(
    [
      stripe.financialConnections.sessions.create({
        account_holder: { type: 'account', account },
        permissions: ['payment_method'],
      }),
      stripe.paymentIntents.create({ amount: 500, currency: 'usd', on_behalf_of: account }),
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        transfer_data: { destination: account },
      }),
      stripe.setupIntents.create({ on_behalf_of: account }),
      stripe.charges.create({
        amount: 500,
        currency: 'usd',
        on_behalf_of: account,
        source: 'btok_us_verified',
      }),
      emulator.linkAccount({ account_holder: { type: 'account', account } }),
    ].map((call) => call.then(({ object }) => `made a ${object}`, said)),
  );

describe('an account that there is not', () => {
  const sentences = (id: string) => [
    `No such account: '${id}'`,
    `No such on_behalf_of: '${id}'`,
    `No such destination: '${id}'`,
    `No such on_behalf_of: '${id}'`,
    `No such on_behalf_of: '${id}'`,
    `No such account: '${id}'`,
  ];

  it('is refused in the body of a call, too, under assume.unknownAccount: error', async () => {
    const world = setup({ assume: { unknownAccount: 'error' } });

    expect(await namedInBodies(world, 'acct_1')).toEqual(sentences('acct_1'));
  });

  it('is refused there once it has been deleted', async () => {
    const world = setup();
    await world.stripe.accounts.del('acct_1');

    expect(await namedInBodies(world, 'acct_1')).toEqual(sentences('acct_1'));
  });

  it('is refused by control actions once it has been deleted', async () => {
    const { call, emulator, stripe } = setup();
    await stripe.accounts.del('acct_1');

    const headed = await call('POST', '/_emulator/objects', {
      form: 'customers[0][id]=cus_1',
      headers: { 'Stripe-Account': 'acct_1' },
    });

    expect([headed.status, headed.body.error.code]).toEqual([403, 'account_invalid']);
    await expect(emulator.putObjects({ bank_accounts: [{ id: 'ba_1', account: 'acct_1' }] })).rejects.toThrow(
      'bank_accounts[0] would be in the account "acct_1", which has been deleted',
    );
  });

  it('is there again when it is put in place', async () => {
    const { emulator, stripe } = setup();
    await stripe.accounts.del('acct_1');

    await emulator.putObjects({
      bank_accounts: [{ id: 'ba_1', account: 'acct_1' }],
      accounts: [{ id: 'acct_1' }],
    });

    const { external_accounts } = await stripe.accounts.retrieve('acct_1');
    expect(external_accounts?.data.map(({ id }) => id)).toEqual(['ba_1']);
  });
});

describe('what was planned in a connected account', () => {
  it('does not come once the account is deleted', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const { id } = await verifiedAccount(world);
    const header = { stripeAccount: id };
    const { id: customer } = await stripe.customers.create({ email: 'jenny@example.com' }, header);
    const price = await stripe.prices.create(
      {
        currency: 'usd',
        unit_amount: 1000,
        recurring: { interval: 'month' },
        product_data: { name: 'Bike' },
      },
      header,
    );
    await stripe.subscriptions.create(
      {
        collection_method: 'send_invoice',
        customer,
        days_until_due: 3,
        items: [{ price: price.id }],
      },
      header,
    );
    await stripe.accounts.del(id);
    const count = emulator.events().length;

    await emulator.clock.advance('40d');

    expect(emulator.events().length).toBe(count);
  });
});

describe('an account in the path of a call with Stripe-Account', () => {
  it('is refused unless the header names the same', async () => {
    const { stripe } = setup();
    const { id: own } = await stripe.accounts.retrieveCurrent();
    const { id } = await stripe.accounts.create({ type: 'custom' });
    const header = { stripeAccount: 'acct_2' };

    const refused = [
      await refusal(stripe.accounts.retrieve(id, {}, header)),
      await refusal(stripe.accounts.retrieve(own, {}, header)),
      await refusal(stripe.accounts.update(id, { email: 'a@example.com' }, header)),
      await refusal(
        stripe.accounts.createExternalAccount(id, { external_account: 'btok_us_verified' }, header),
      ),
    ];

    expect(refused.map(({ code, statusCode }) => [statusCode, code])).toEqual(
      refused.map(() => [403, 'account_invalid']),
    );
    expect((await stripe.accounts.retrieve(id, {}, { stripeAccount: id })).id).toBe(id);
    expect((await stripe.accounts.retrieve(id, {}, { stripeAccount: own })).id).toBe(id);
  });
});
