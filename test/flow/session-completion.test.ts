import { describe, expect, it } from 'vitest';
import { openSession, setup } from '../support/setup.ts';

describe('completing a session', () => {
  it('finds it by its client_secret', async () => {
    const world = setup();
    const { id, client_secret } = await openSession(world);

    expect(await world.emulator.completeSession(client_secret ?? '')).toMatchObject({
      id,
      accounts: { data: [{ display_name: 'Success' }] },
    });
  });

  it.each(['cancel', 'expire', 'down'] as const)('by "%s" ends it without accounts', async (outcome) => {
    const world = setup();
    const { id } = await openSession(world);

    const session = await world.emulator.completeSession(id, { outcome });

    expect(session.accounts.data).toEqual([]);
  });

  it.each(['cancel', 'expire', 'down'] as const)(
    'is refused after it was completed by "%s"',
    async (outcome) => {
      const world = setup();
      const { id } = await openSession(world);

      await world.emulator.completeSession(id, { outcome });

      await expect(world.emulator.completeSession(id)).rejects.toThrow(
        /has ended: its state is "(canceled|expired|failed)"/,
      );
    },
  );

  it.each([
    [
      'more accounts than its limit',
      { limits: { accounts: 1 } },
      { accounts: ['Success', 'High Balance'] },
      'allows 1 account(s), and 2 were picked',
    ],
    [
      'accounts that its filter hides',
      { filters: { account_subcategories: ['savings' as const] } },
      {},
      "the session's filters allow savings",
    ],
    [
      'accounts that cannot pay when all must',
      { filters: { require_payment_method_support: 'all' as const } },
      { institution: 'Invalid Payment Accounts' },
      'payment support of all accounts',
    ],
  ])('refuses %s', async (_what, fields, scenario, message) => {
    const world = setup();
    const { id } = await openSession(world, fields);

    await expect(world.emulator.completeSession(id, scenario)).rejects.toThrow(message);
    expect((await world.emulator.completeSession(id, { outcome: 'cancel' })).accounts.data).toEqual([]);
  });

  const ofDeletedCustomer = async () => {
    const world = setup();
    const { id, account_holder: holder } = await openSession(world);
    await world.stripe.customers.del(String(holder?.customer));
    return { ...world, id };
  };

  it('is refused when its customer has been deleted', async () => {
    const { emulator, id } = await ofDeletedCustomer();

    await expect(emulator.completeSession(id)).rejects.toThrow('has been deleted. Create a session for');
  });

  it('by "cancel" ends the session of a customer who has been deleted', async () => {
    const { emulator, id } = await ofDeletedCustomer();
    await expect(emulator.completeSession(id)).rejects.toThrow();

    expect((await emulator.completeSession(id, { outcome: 'cancel' })).accounts.data).toEqual([]);
  });
});
