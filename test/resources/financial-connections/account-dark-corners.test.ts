import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { linkedAccount, openSession, type Received, refusal, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/financial-connections/account-dark-corners.test.ts');
const types = (received: readonly Received[]): readonly string[] => received.map(({ event }) => event.type);

describe('accounts', () => {
  corner(29, 'nullable fields are present and null', async () => {
    const world = setup();
    const account = await world.emulator.linkAccount({ permissions: [] });

    expect(account).toMatchObject({
      account_holder: null,
      account_numbers: null,
      balance: null,
      balance_refresh: null,
      ownership: null,
      ownership_refresh: null,
      permissions: [],
      subscriptions: [],
      transaction_refresh: null,
    });
    expect(account).toHaveProperty('display_name');
    expect(account).toHaveProperty('last4');
  });

  corner(
    35,
    'disconnecting answers a disconnected account without a balance, and sends one event',
    async () => {
      const world = setup();
      const { id } = await linkedAccount(world, { prefetch: ['balances'] });
      await world.emulator.clock.advance(1_000);

      const account = await world.stripe.financialConnections.accounts.disconnect(id);
      await world.stripe.financialConnections.accounts.disconnect(id);
      await world.emulator.clock.advance(0);

      expect(account).toMatchObject({ status: 'disconnected', balance: null });
      expect(
        types(world.received).filter((type) => type === 'financial_connections.account.disconnected'),
      ).toHaveLength(1);
    },
  );

  corner(37, 'a disconnected account is not reactivated, an inactive one is', async () => {
    const world = setup();
    const { id: inactive } = await linkedAccount(world, { status: 'inactive' });
    const { id: disconnected } = await linkedAccount(world, { status: 'disconnected' });

    const again = await world.emulator.reconnectAccount(inactive);
    const refused = world.emulator.reconnectAccount(disconnected);

    expect(again.status).toBe('active');
    await expect(refused).rejects.toThrow('from which there is no way back: link it anew.');
    await expect(world.emulator.updateAccount(disconnected, { status: 'active' })).rejects.toThrow(
      'from which there is no way back: link it anew.',
    );
    expect((await world.stripe.financialConnections.accounts.retrieve(disconnected)).status).toBe(
      'disconnected',
    );
  });

  corner(76, 'an account collected for a connected account is found with Stripe-Account only', async () => {
    const { emulator, stripe } = setup();
    const session = await stripe.financialConnections.sessions.create({
      account_holder: { type: 'account', account: 'acct_123' },
      permissions: ['balances'],
    });
    const { accounts } = await emulator.completeSession(session.id);
    const id: string = accounts.data[0].id;

    const without = await refusal(stripe.financialConnections.accounts.retrieve(id));
    const found = await stripe.financialConnections.accounts.retrieve(id, {}, { stripeAccount: 'acct_123' });
    const refreshed = await stripe.financialConnections.accounts.refresh(
      id,
      { features: ['balance'] },
      { stripeAccount: 'acct_123' },
    );

    expect(without.statusCode).toBe(404);
    expect(found.account_holder).toEqual({ account: 'acct_123', type: 'account' });
    expect(refreshed.balance_refresh?.status).toBe('pending');
  });

  corner(77, 'deleting a customer leaves its accounts', async () => {
    const world = setup();
    const { id, account_holder: holder } = await linkedAccount(world);

    await world.stripe.customers.del(holder?.customer as string);

    expect((await world.stripe.financialConnections.accounts.retrieve(id)).status).toBe('active');
  });

  corner(78, 'an account is a financial_connections.account in lists, sessions and events', async () => {
    const world = setup();
    const session = await openSession(world);
    const { accounts } = await world.emulator.completeSession(session.id);

    const list = await world.stripe.financialConnections.accounts.list({ session: session.id });
    const event = world.emulator.events().at(-1);

    const objects = [...list.data, ...accounts.data, event?.data.object].map(({ object }) => object);
    expect(new Set(objects)).toEqual(new Set(['financial_connections.account']));
  });

  it('have all their dark corners told', expectAllTold);
});
