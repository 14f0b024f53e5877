import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../../../support/setup.ts';

const NOW = Date.UTC(2026, 0, 1) / 1000;
describe('x', () => {
  it('y', async () => {
    const world = setup({ seed: 1, time: { start: NOW, runs: false } });
    const { stripe, emulator } = world;
    const account = await linkedAccount(world, {
      permissions: ['transactions', 'balances'],
      institution: 'Personas', account: 'Persona: Payroll worker'
    });
    await stripe.financialConnections.accounts.refresh(account.id, { features: ['transactions', 'balance'] });
    await emulator.clock.advance('2s');
    const list = await stripe.financialConnections.transactions.list({ account: account.id, limit: 2 });
    console.log(JSON.stringify(list, null, 1));
    for (let i = 0; i < 3; i++) {
    const all = await stripe.financialConnections.transactions.list({ account: account.id, limit: 100 }).autoPagingToArray({limit: 10000});
    console.log(all.length, all.filter(x => x.status !== 'posted').length);
    console.log((await stripe.financialConnections.accounts.retrieve(account.id)).balance);
    await emulator.clock.advance('5d');
    await stripe.financialConnections.accounts.refresh(account.id, { features: ['transactions', 'balance'] });
    await emulator.clock.advance('2s');
    }
  });
});
