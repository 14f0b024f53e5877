import { describe, expect, it } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

describe('fixtures', () => {
  it('change accounts of a shipped set by name, and leave the others', async () => {
    const basic = [
      { name: 'success', balance: { current: { usd: 7 } } },
      { name: 'Mine', last4: '7777' },
    ];
    const world = setup({ fixtures: { accounts: { basic } } });
    const changed = await linkedAccount(world, { account: 'Success', prefetch: ['balances'] });
    await world.emulator.clock.runToIdle();

    expect(await world.stripe.financialConnections.accounts.retrieve(changed.id)).toMatchObject({
      last4: '6789',
      balance: { current: { usd: 7 } },
    });
    expect(await world.emulator.linkAccount({ account: 'Mine' })).toMatchObject({ last4: '7777' });
    expect(await world.emulator.linkAccount({ account: 'High Balance' })).toMatchObject({ last4: '4321' });
  });

  it('may take the place of a shipped institution, which keeps its older names', async () => {
    const { emulator } = setup({
      fixtures: {
        institutions: [
          { name: 'Test (OAuth)', down: 'is closed' },
          { name: 'Down (Error)', accounts: 'basic' },
        ],
      },
    });

    await expect(emulator.linkAccount({ institution: 'Test OAuth Institution' })).rejects.toThrow(
      'is closed',
    );
    expect(await emulator.linkAccount({ institution: 'Down Bank (Error)' })).toMatchObject({ last4: '6789' });
  });

  it('may change afterwards without harm', async () => {
    const account = { name: 'Mine', last4: '1111' };
    const { emulator } = setup({ fixtures: { accounts: { basic: [account] } } });
    account.last4 = '2222';

    expect(await emulator.linkAccount({ account: 'Mine' })).toMatchObject({ last4: '1111' });
  });
});

describe('institutions', () => {
  it('have the names from before December 2025, too', async () => {
    const account = await setup().emulator.linkAccount({ institution: 'Sandbox Bank (OAuth)' });

    expect(account).toMatchObject({ institution_name: 'StripeBank', display_name: 'Success', last4: '6789' });
  });
});
