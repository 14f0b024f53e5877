import { describe, expect, it } from 'vitest';
import { cornersOf } from '../support/dark-corners.ts';
import { linkedAccount, setup } from '../support/setup.ts';

const { corner, expectAllTold } = cornersOf('bank/dark-corners.test.ts');

describe('balances', () => {
  const refreshed = async (account: string) => {
    const world = setup();
    const { id } = await linkedAccount(world, { institution: 'Emulator: Balances', account });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);
    return world.stripe.financialConnections.accounts.retrieve(id);
  };

  corner(30, 'a balance has the hash that its type names, and no other', async () => {
    const cash = await refreshed('Checking');
    const credit = await refreshed('Credit Card');

    expect(Object.keys(cash.balance ?? {}).sort()).toEqual(['as_of', 'cash', 'current', 'type']);
    expect(Object.keys(credit.balance ?? {}).sort()).toEqual(['as_of', 'credit', 'current', 'type']);
  });

  corner(31, 'what a credit account owes is negative in current and in used', async () => {
    const { balance } = await refreshed('Credit Card');

    expect(balance?.current.usd).toBeLessThan(0);
    expect(balance?.credit?.used?.usd).toBeLessThan(0);
  });

  corner(32, 'as_of may be later than last_attempted_at', async () => {
    const { balance, balance_refresh } = await refreshed('Checking');

    expect(balance?.as_of).toBeGreaterThan(balance_refresh?.last_attempted_at ?? 0);
  });

  corner(33, 'available may be null while current is not', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, {
      institution: 'Emulator: Refreshes',
      account: 'Current Only',
    });
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    await world.emulator.clock.advance(1_000);

    const { balance } = await world.stripe.financialConnections.accounts.retrieve(id);

    expect(balance).toMatchObject({ cash: { available: null }, current: { usd: 420_000 } });
  });

  corner(34, 'currencies are lower case', async () => {
    const { balance } = await refreshed('Multi-Currency');

    expect(Object.keys(balance?.current ?? {})).toEqual(['usd', 'eur']);
  });

  it('have all their dark corners told', expectAllTold);
});
