import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

/** Without what the client keeps of a response. */
const plain = (object: object): object => JSON.parse(JSON.stringify(object));

const defaultsOf = async ({ stripe }: ReturnType<typeof setup>, account: string) => {
  const { data } = await stripe.accounts.listExternalAccounts(account);
  return Object.fromEntries(data.map((external) => [external.id, external.default_for_currency]));
};

describe('an external account that is put in place', () => {
  it('is the default of its currency if it is the first, and unless another is said to be', async () => {
    const world = setup();
    await world.emulator.putObjects({
      bank_accounts: [
        { id: 'ba_1', account: 'acct_1' },
        { id: 'ba_2', account: 'acct_1' },
      ],
    });
    const first = await defaultsOf(world, 'acct_1');

    await world.emulator.putObjects({
      bank_accounts: [{ id: 'ba_3', account: 'acct_1', default_for_currency: true }],
    });

    expect(first).toEqual({ ba_1: true, ba_2: false });
    expect(await defaultsOf(world, 'acct_1')).toEqual({ ba_1: false, ba_2: false, ba_3: true });
  });

  it('is not the default where it says so', async () => {
    const world = setup();
    await world.emulator.putObjects({
      bank_accounts: [{ id: 'ba_1', account: 'acct_1', default_for_currency: false }],
    });

    expect(await defaultsOf(world, 'acct_1')).toEqual({ ba_1: false });
  });

  it('is completed where it stands in its account', async () => {
    const { emulator, stripe } = setup();
    const data = [{ id: 'ba_1', object: 'bank_account', last4: '1116' }];

    await emulator.putObjects({ accounts: [{ id: 'acct_1', external_accounts: { data } }] });

    expect((await stripe.accounts.retrieve('acct_1')).external_accounts?.data).toMatchObject([
      {
        id: 'ba_1',
        account: 'acct_1',
        bank_name: 'STRIPE TEST BANK',
        default_for_currency: true,
        last4: '1116',
        status: 'new',
      },
    ]);
  });

  it('comes back in its account as it was answered, in its order', async () => {
    const [here, there] = [setup(), setup()];
    const { id } = await here.stripe.accounts.create({
      type: 'custom',
      external_account: 'btok_us_verified',
    });
    await here.stripe.accounts.createExternalAccount(id, {
      external_account: 'btok_us_verified_noAccount',
    });
    const { body } = await here.call('GET', `/v1/accounts/${id}`);

    const put = await there.emulator.putObjects({ accounts: [body] });

    expect((await there.call('GET', `/v1/accounts/${id}`)).body).toEqual(body);
    expect(put).toEqual({ accounts: [body] });
  });

  it('is refused where a payout names one that there is not', async () => {
    const { call } = setup();
    const headers = { 'Stripe-Account': 'acct_1' };

    const { body } = await call('POST', '/_emulator/objects', {
      form: 'payouts[0][id]=po_1&payouts[0][destination]=ba_1',
      headers,
    });

    expect(body.error.message).toBe(
      'payouts[0].destination names "ba_1", and there is no such bank_account: put it in place in the same call, or before.',
    );
    const { status } = await call('POST', '/_emulator/objects', {
      form: 'payouts[0][id]=po_1&payouts[0][destination]=ba_1&bank_accounts[0][id]=ba_1&bank_accounts[0][account]=acct_1',
      headers,
    });
    expect(status).toBe(200);
  });
});

describe('an account that only its id tells of', () => {
  it('expands as it is retrieved, and so does the own one', async () => {
    const { emulator, stripe } = setup();
    const { id: own } = await stripe.accounts.retrieveCurrent();
    await emulator.putObjects({
      bank_accounts: [
        { id: 'ba_1', account: 'acct_1' },
        { id: 'ba_2', account: own },
      ],
      payouts: [{ id: 'po_1', destination: 'ba_2' }],
    });

    const external = await stripe.accounts.retrieveExternalAccount('acct_1', 'ba_1', {
      expand: ['account'],
    });
    const payout = await stripe.payouts.retrieve('po_1', { expand: ['destination.account'] });

    expect(external.account).toEqual(plain(await stripe.accounts.retrieve('acct_1')));
    expect(payout.destination).toMatchObject({
      id: 'ba_2',
      account: plain(await stripe.accounts.retrieve(own)),
    });
  });
});

describe('a source that is put in place', () => {
  it('is the default of its customer if it is the first', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      customers: [{ id: 'cus_1' }],
      bank_accounts: [
        { id: 'ba_1', customer: 'cus_1' },
        { id: 'ba_2', customer: 'cus_1' },
      ],
    });

    expect(await stripe.customers.retrieve('cus_1')).toMatchObject({ default_source: 'ba_1' });
  });

  it('is not where the same call says which is', async () => {
    const { emulator, stripe } = setup();
    await emulator.putObjects({
      customers: [
        { id: 'cus_1', default_source: 'ba_2' },
        { id: 'cus_2', default_source: null },
      ],
      bank_accounts: [
        { id: 'ba_1', customer: 'cus_1' },
        { id: 'ba_2', customer: 'cus_1' },
        { id: 'ba_3', customer: 'cus_2' },
      ],
    });

    expect(await stripe.customers.retrieve('cus_1')).toMatchObject({ default_source: 'ba_2' });
    expect(await stripe.customers.retrieve('cus_2')).toMatchObject({ default_source: null });
  });
});
