import { describe, expect, it } from 'vitest';
import { setup } from '../../../support/setup.ts';
import { listed, NOW } from '../../../support/transactions.ts';

const AT_ONCE = { transactions: { delay: 'immediate' }, balance: { delay: 'immediate' } } as const;

async function linked(account: string, options: Parameters<typeof setup>[0] = {}) {
  const world = setup({ seed: 7, time: { start: NOW, runs: false }, ...options });
  const { id } = await world.emulator.linkAccount({ institution: 'Personas', account, refresh: AT_ONCE });
  const look = async () => {
    // An hour later at least, so that the balance is of the second in which it is asked for.
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance', 'transactions'] });
    const { balance } = await world.stripe.financialConnections.accounts.retrieve(id);
    return { balance, all: await listed(world, id) };
  };
  return { ...world, id, look };
}

type Look = Awaited<ReturnType<Awaited<ReturnType<typeof linked>>['look']>>;

const pendingDebitsIn = ({ all }: Look, currency: string): number =>
  all
    .filter((one) => one.currency === currency && one.status === 'pending' && one.amount < 0)
    .reduce((sum, { amount }) => sum + amount, 0);

describe('the balance of a persona', () => {
  it('is what was said of it, where a test has said so, and stays', async () => {
    const { emulator, id, look } = await linked('Persona: Payroll worker');
    await emulator.updateAccount(id, { holdings: { balance: { current: { usd: 42 } } } });
    await emulator.clock.advance('10d');

    expect((await look()).balance).toMatchObject({ current: { usd: 42 }, cash: { available: { usd: 42 } } });
    await emulator.clock.advance('30d');
    expect((await look()).balance?.current).toEqual({ usd: 42 });
  });

  it('has nothing left of a deposit, held in part, that the bank takes back', async () => {
    const { emulator, id, look } = await linked('Persona: Freelancer');
    const heldIn = (seen: Look): number => {
      const { current, cash } = seen.balance ?? {};
      return (current?.usd ?? 0) + pendingDebitsIn(seen, 'usd') - (cash?.available?.usd ?? 0);
    };
    let seen = await look();
    for (let day = 0; day < 60 && heldIn(seen) === 0; day++) {
      await emulator.clock.advance('1d');
      seen = await look();
    }
    expect(heldIn(seen)).toBeGreaterThan(0);
    const since = emulator.clock.now().getTime() / 1000 - 12 * 86_400;
    const deposits = seen.all.filter(
      ({ amount, status, transacted_at }) => amount > 0 && status === 'posted' && transacted_at > since,
    );
    await emulator.updateTransactions(id, { void: deposits.map((deposit) => deposit.id) });
    await emulator.clock.advance('1h');

    expect(heldIn(await look())).toBe(0);
  });

  it('follows what was said of its transactions', async () => {
    const [told, untold] = [await linked('Persona: Payroll worker'), await linked('Persona: Payroll worker')];
    const { all } = await told.look();
    await untold.look();
    const pending = all.find(({ amount, status }) => status === 'pending' && amount < 0);
    const posted = all.find(({ status }) => status === 'posted');
    await told.emulator.updateTransactions(told.id, {
      settle: [{ id: pending?.id ?? '', amount: -9999 }],
      void: [posted?.id ?? ''],
      post: [{ amount: 12_345, description: 'Gift' }],
    });
    for (const { emulator } of [told, untold]) await emulator.clock.advance('1h');

    const [after, without] = [(await told.look()).balance, (await untold.look()).balance];
    const gained = 12_345 - (posted?.amount ?? 0);
    expect(after?.current).toEqual({ usd: (without?.current.usd ?? 0) + gained - 9999 });
    expect(after?.cash?.available).toEqual({
      usd: (without?.cash?.available?.usd ?? 0) + gained - 9999 - (pending?.amount ?? 0),
    });
  });

  it('is none at an institution that has none, half of one where only the current is told, and fixed at linking', async () => {
    const none = await linked('Persona: Institution without balances');
    expect((await none.look()).balance).toBeNull();
    expect((await none.look()).all.length).toBeGreaterThan(10);
    const half = await linked('Persona: Payroll worker');
    await half.emulator.updateAccount(half.id, { refresh: { balance: { outcome: 'current_only' } } });
    expect((await half.look()).balance).toMatchObject({
      cash: { available: null },
      current: { usd: expect.any(Number) },
    });
    const figures = await Promise.all(
      [1, 2, undefined].map(
        async (seed) =>
          (await (await linked('Persona: Payroll worker', seed === undefined ? {} : { seed })).look())
            .balance,
      ),
    );
    expect(new Set(figures.map((balance) => JSON.stringify(balance))).size).toBe(1);
  });

  it('is that of the fixture for a basic test account, whatever is posted', async () => {
    const world = setup({ time: { start: NOW, runs: false } });
    const { id } = await world.emulator.linkAccount({ refresh: AT_ONCE });
    await world.emulator.updateTransactions(id, { post: [{ amount: -100, description: 'x' }] });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    const { balance } = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(balance).toMatchObject({ current: { usd: 1_050_000 }, cash: { available: { usd: 1_000_000 } } });
  });
});
