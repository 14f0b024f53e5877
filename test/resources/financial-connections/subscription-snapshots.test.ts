import { describe, expect, it } from 'vitest';
import { previewSetup } from '../../support/preview.ts';
import { setup } from '../../support/setup.ts';

describe('a snapshot of a subscribed account', () => {
  it('is taken again, whatever has become of a subscription', async () => {
    const world = previewSetup();
    const { emulator, preview } = world;
    const { accounts } = preview.financialConnections;
    const holder = { type: 'customer' as const, customer_account: 'acct_1' };
    const again = async () => setup().emulator.restore(await emulator.snapshot());
    const { id } = await emulator.linkAccount({ account_holder: holder });
    const connected = { type: 'account' as const, account: 'acct_2' };
    const steps: readonly (() => Promise<unknown>)[] = [
      () => emulator.linkAccount({ account_holder: connected, subscriptions: ['transactions', 'balance'] }),
      () => accounts.subscribe(id, { features: ['balance', 'transactions'] }),
      () => emulator.clock.advance('30h'),
      () => accounts.unsubscribe(id, { features: ['balance'] }),
      () => emulator.updateAccount(id, { status: 'inactive' }),
      () => emulator.clock.advance('3d'),
      () => emulator.linkAccount({ account_holder: holder, subscriptions: ['balance'] }),
      () => emulator.clock.advance('3d'),
      () =>
        emulator.putObjects({ 'financial_connections.accounts': [{ id, subscriptions: ['transactions'] }] }),
      () => emulator.clock.advance('3d'),
      () => accounts.disconnect(id),
      () => emulator.clock.advance('3d'),
    ];

    for (const step of steps) {
      await step();
      await again();
    }

    expect((await accounts.retrieve(id)).status).toBe('disconnected');
  });
});
