import { describe, expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

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

  it('refuses an intent whose customer has been deleted', async () => {
    const { stripe, emulator } = setup();
    const { id: customer } = await stripe.customers.create();
    const { id } = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer,
      allowed_payment_method_types: ['us_bank_account'],
    });
    await emulator.collectBankAccount(id);
    await stripe.customers.del(customer);

    await expect(emulator.collectBankAccount(id)).rejects.toThrow('has been deleted: create a');
  });
});
