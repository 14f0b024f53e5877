import { describe, expect, it } from 'vitest';
import { JENNY } from '../../../support/payment-methods.ts';
import { paying } from '../../../support/payments.ts';
import { type Setup, setup } from '../../../support/setup.ts';
import { listed, NOW, refreshed } from '../../../support/transactions.ts';

type Fields = NonNullable<Parameters<Setup['emulator']['linkAccount']>[0]>;
type Options = NonNullable<Parameters<typeof setup>[0]>;

/** An account without transactions, unless something else is said, and a PaymentMethod of it. */
async function payable(fields: Fields = { holdings: { transactions: [] } }, options: Options = {}) {
  const world = setup({ seed: 1, time: { start: NOW, runs: false }, ...options });
  const account = await world.emulator.linkAccount({
    refresh: { transactions: { delay: 'immediate' }, balance: { delay: 'immediate' } },
    ...fields,
  });
  const method = await world.stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: JENNY,
    us_bank_account: { financial_connections_account: account.id },
  });
  const customer = await world.stripe.customers.create();
  await world.stripe.paymentMethods.attach(method.id, { customer: customer.id });
  const pay = (params: Parameters<typeof paying>[1]) =>
    paying(world, { customer: customer.id, payment_method: method.id, ...params });
  return { ...world, id: account.id, pay };
}

/** Amount, status and text of each, newest first. */
async function statement(world: Awaited<ReturnType<typeof payable>>) {
  await world.emulator.clock.advance('1s');
  await refreshed(world, world.id);
  const list = await listed(world, world.id);
  return list.map(({ amount, description, status }) => [amount, status, description]);
}

async function balanceOf({ stripe, id, emulator }: Awaited<ReturnType<typeof payable>>) {
  await emulator.clock.advance('1s');
  await stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
  const { balance } = await stripe.financialConnections.accounts.retrieve(id);
  return { current: balance?.current.usd ?? 0, available: balance?.cash?.available?.usd ?? 0 };
}

describe('a payment from a linked account', () => {
  it('is among its transactions: pending while it is under way, and posted when it has succeeded', async () => {
    const world = await payable(undefined, { payments: { settlementDelayMs: '1d' } });
    await world.pay({ amount: 2500 });

    expect(await statement(world)).toEqual([[-2500, 'pending', 'STRIPE']]);
    const [pending] = await listed(world, world.id);
    await world.emulator.clock.advance('1d');
    expect(await statement(world)).toEqual([[-2500, 'posted', 'STRIPE']]);
    const [posted] = await listed(world, world.id);
    expect(posted?.id).toBe(pending?.id);
    expect(posted?.status_transitions.posted_at).toBe(NOW + 86_400);
  });

  it('has the words of its statement descriptor', async () => {
    const world = await payable();
    await world.pay({ statement_descriptor: 'ROCKET RIDES' });

    expect(await statement(world)).toEqual([[-1000, 'posted', 'ROCKET RIDES']]);
  });

  it('is void when it fails, and when it is canceled', async () => {
    const world = await payable(undefined, { payments: { settlementDelayMs: '10s' } });
    const failing = await world.pay({ amount: 1100 });
    await world.emulator.updateIntent(failing.id, { outcome: 'no_account' });
    const canceled = await world.pay({ amount: 1200 });
    await world.stripe.paymentIntents.cancel(canceled.id);
    await world.emulator.clock.advance('10s');

    expect(await statement(world)).toEqual([
      [-1200, 'void', 'STRIPE'],
      [-1100, 'void', 'STRIPE'],
    ]);
  });

  it('comes back when it is refunded, and when it is disputed', async () => {
    const world = await payable();
    const refunded = await world.pay({ amount: 1100 });
    const disputed = await world.pay({ amount: 1200 });
    await world.emulator.clock.advance('5s');
    await world.stripe.refunds.create({ payment_intent: refunded.id, amount: 300 });
    await world.emulator.updateIntent(disputed.id, { outcome: 'disputed' });
    await world.emulator.clock.advance('5s');

    expect((await statement(world)).sort()).toEqual([
      [-1100, 'posted', 'STRIPE'],
      [-1200, 'posted', 'STRIPE'],
      [1200, 'posted', 'STRIPE RETURN'],
      [300, 'posted', 'STRIPE REFUND'],
    ]);
  });

  it('does not come back by a refund that fails', async () => {
    const world = await payable(undefined, { payments: { refundOutcome: 'failed' } });
    const { id } = await world.pay({});
    await world.emulator.clock.advance('5s');
    await world.stripe.refunds.create({ payment_intent: id });
    await world.emulator.clock.advance('5s');

    expect(await statement(world)).toEqual([[-1000, 'posted', 'STRIPE']]);
  });

  it('is among no transactions of an account that it is not from', async () => {
    const world = await payable();
    await paying(world);

    expect(await statement(world)).toEqual([]);
  });

  it('moves the balance of a persona: what is available at once, what is there when it posts', async () => {
    const fields: Fields = { institution: 'Personas', account: 'Persona: Payroll worker' };
    const [world, other] = [
      await payable(fields, { payments: { settlementDelayMs: '10s' } }),
      await payable(fields),
    ];
    expect(await balanceOf(world)).toEqual(await balanceOf(other));
    await world.pay({ amount: 2500 });

    const [pending, without] = [await balanceOf(world), await balanceOf(other)];
    expect(pending).toEqual({ current: without.current, available: without.available - 2500 });
    await world.emulator.clock.advance('10s');
    await other.emulator.clock.advance('10s');
    const [posted, then] = [await balanceOf(world), await balanceOf(other)];
    expect(posted).toEqual({ current: then.current - 2500, available: then.available - 2500 });
  });
});

/** The token of a PaymentMethod of the account. */
async function tokenOf({ call, id, stripe }: Awaited<ReturnType<typeof payable>>): Promise<string> {
  const method = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: JENNY,
    us_bank_account: { financial_connections_account: id },
  });
  const { body } = await call('POST', '/v1/tokens', { form: `bank_account[payment_method]=${method.id}` });
  return body.id;
}

describe('whether a payment is returned', () => {
  const POOR: Fields = {
    holdings: { balance: { current: { usd: 5000 }, cash: { available: { usd: 3000 } } } },
  };
  const BY_BALANCE: Options = { assume: { returnedDebits: 'by_balance' } };

  async function ending(world: Awaited<ReturnType<typeof payable>>, amount: number) {
    const { id } = await world.pay({ amount });
    await world.emulator.clock.advance('5s');
    const { status, last_payment_error: error } = await world.stripe.paymentIntents.retrieve(id);
    return error?.code ?? status;
  }

  it('is said by the account, whatever is in it', async () => {
    expect(await ending(await payable(POOR), 4000)).toBe('succeeded');
  });

  it('follows from what is available, where that is assumed', async () => {
    const world = await payable(POOR, BY_BALANCE);

    expect(await ending(world, 3001)).toBe('insufficient_funds');
    expect(await ending(world, 3000)).toBe('succeeded');
  });

  it.each(['a payment', 'a charge'])(
    'follows from what is available to a source of the account, too: of %s',
    async (of) => {
      const world = await payable(POOR, BY_BALANCE);
      const { stripe } = world;
      const { id: customer } = await stripe.customers.create();
      const token = await tokenOf(world);
      const source = await stripe.customers.createSource(customer, { source: token });

      const asked =
        of === 'a charge'
          ? await stripe.charges.create({ amount: 3001, currency: 'usd', customer })
          : await paying(world, { amount: 3001, customer, payment_method: source.id });
      await world.emulator.clock.advance('5s');

      const { data } = await stripe.charges.list({ customer });
      expect([asked.status, data[0]?.failure_code]).toEqual([
        of === 'a charge' ? 'pending' : 'processing',
        'insufficient_funds',
      ]);
    },
  );

  it('follows from what a persona has left, the payment itself not counted twice', async () => {
    const fields: Fields = { institution: 'Personas', account: 'Persona: Payroll worker' };
    const world = await payable(fields, BY_BALANCE);
    const { available } = await balanceOf(world);

    expect(await ending(world, available)).toBe('succeeded');
    expect(await ending(world, available)).toBe('insufficient_funds');
  });
});

describe('a payment that is under way when its account is linked anew', () => {
  it('posts in the new account, too', async () => {
    const customer_account = 'acct_holder';
    const fields: Fields = {
      account_holder: { type: 'customer', customer_account },
      holdings: { transactions: [] },
    };
    const world = await payable(fields, {
      assume: { relink: 'new_account' },
      payments: { settlementDelayMs: '1d' },
    });
    await world.pay({ amount: 2500 });
    await world.emulator.updateAccount(world.id, { status: 'inactive' });
    const again = await world.emulator.linkAccount({
      account_holder: { type: 'customer', customer_account },
    });
    expect(again.id).not.toBe(world.id);

    expect(await statement({ ...world, id: again.id })).toEqual([[-2500, 'pending', 'STRIPE']]);
    await world.emulator.clock.advance('1d');
    expect(await statement({ ...world, id: again.id })).toEqual([[-2500, 'posted', 'STRIPE']]);
  });

  it('and out of a snapshot', async () => {
    const world = await payable(undefined, { payments: { settlementDelayMs: '1d' } });
    await world.pay({ amount: 2500 });
    const other = setup({ seed: 2, time: { start: NOW, runs: false } });
    await other.emulator.restore(await world.emulator.snapshot());
    await other.emulator.clock.advance('1d');
    await refreshed(other, world.id);

    expect(await listed(other, world.id)).toMatchObject([{ amount: -2500, status: 'posted' }]);
  });
});
