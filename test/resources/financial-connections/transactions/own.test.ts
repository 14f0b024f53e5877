import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../../../support/setup.ts';

const NOW = Date.UTC(2026, 0, 1) / 1000;
describe('x', () => {
  it('y', async () => {
    const world = setup({ seed: 1, time: { start: NOW, runs: false } });
    const { stripe, emulator } = world;
    const account = await linkedAccount(world, {
      permissions: ['transactions'],
      holdings: { transactions: [{ amount: -100, description: 'a' }, { amount: -200, description: 'b', transacted_at: NOW - 86400, posted_at: NOW + 100 }] },
    });
    await stripe.financialConnections.accounts.refresh(account.id, { features: ['transactions'] });
    await emulator.clock.advance('2s');
    const list = await stripe.financialConnections.transactions.list({ account: account.id });
    console.log(JSON.stringify(list, null, 1));
    console.log(await stripe.financialConnections.transactions.retrieve(list.data[0]!.id));
  });
});
