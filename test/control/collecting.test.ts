import { describe, expect, it } from 'vitest';
import { openSession, refusal, setup } from '../support/setup.ts';

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
});

describe('a customer who was deleted meanwhile', () => {
  it('has no session completed, which can be ended otherwise', async () => {
    const world = setup();
    const { id, account_holder: holder } = await openSession(world);
    await world.stripe.customers.del(String(holder?.customer));

    await expect(world.emulator.completeSession(id)).rejects.toThrow(
      'has been deleted. Create a session for',
    );
    expect((await world.emulator.completeSession(id, { outcome: 'cancel' })).accounts.data).toEqual([]);
  });

  const asked = async () => {
    const { emulator, stripe } = setup();
    const { id: customer } = await stripe.customers.create();
    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer,
      allowed_payment_method_types: ['us_bank_account'],
    });
    await emulator.collectBankAccount(intent.id);
    await stripe.customers.del(customer);
    return { emulator, stripe, customer, intent };
  };

  it('has no bank account collected', async () => {
    const { emulator, intent } = await asked();

    await expect(emulator.collectBankAccount(intent.id)).rejects.toThrow('has been deleted: create a');
  });

  it('has no payment confirmed', async () => {
    const { stripe, customer, intent } = await asked();

    const refused = await refusal(
      stripe.paymentIntents.confirm(intent.id, {
        mandate_data: { customer_acceptance: { type: 'offline' } },
      }),
    );
    expect(refused).toMatchObject({ message: `No such customer: '${customer}'`, param: 'customer' });
  });
});

describe('collecting a bank account', () => {
  const asked = async (fields: object = {}) => {
    const world = setup();
    const { id } = await world.stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      ...fields,
    });
    return { ...world, id };
  };

  it('refuses accounts that the intent’s filter hides', async () => {
    const { emulator, id } = await asked({
      payment_method_options: {
        us_bank_account: { financial_connections: { filters: { account_subcategories: ['savings'] } } },
      },
    });

    await expect(emulator.collectBankAccount(id)).rejects.toThrow(
      "the PaymentIntent's filters allow savings.",
    );
    expect(
      await emulator.collectBankAccount(id, { institution: 'Emulator: Balances', account: 'Savings' }),
    ).toMatchObject({ status: 'requires_confirmation' });
  });

  it.each([{ institution: 'Test (OAuth)' }, { account: 'Success' }])(
    'refuses an account that is both typed in and picked by %j',
    async (picked) => {
      const { emulator, id } = await asked();
      const manual_entry = { routing_number: '110000000', account_number: '000123456789' };

      await expect(emulator.collectBankAccount(id, { manual_entry, ...picked })).rejects.toThrow(
        'Either a bank account is typed in, or one is picked',
      );
    },
  );
});
