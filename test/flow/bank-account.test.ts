import { describe, expect, it } from 'vitest';
import { refusal, setup } from '../support/setup.ts';

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

describe('collecting a bank account for a setup', () => {
  const asked = async (
    fields: Parameters<ReturnType<typeof setup>['stripe']['setupIntents']['create']>[0],
  ) => {
    const world = setup();
    const customer = await world.stripe.customers.create();
    const intent = await world.stripe.setupIntents.create({ customer: customer.id, ...fields });
    return { ...world, customer, intent };
  };

  it('links one as the intent asks, and gives it to the intent', async () => {
    const { emulator, stripe, customer, intent } = await asked({
      payment_method_options: {
        us_bank_account: {
          financial_connections: { permissions: ['payment_method', 'balances'], prefetch: ['balances'] },
        },
      },
    });

    const collected = await emulator.collectBankAccount(intent.id, {
      account: 'High Balance',
      billing_details: { name: 'Ada' },
    });

    expect(collected).toMatchObject({
      id: intent.id,
      object: 'setup_intent',
      status: 'requires_confirmation',
      payment_method: { billing_details: { name: 'Ada' }, customer: null },
    });
    const { data } = await stripe.financialConnections.accounts.list({
      account_holder: { customer: customer.id },
    });
    expect(data).toMatchObject([
      { permissions: ['payment_method', 'balances'], balance_refresh: { status: 'pending' } },
    ]);
  });

  it('takes one that is typed in, over HTTP as well', async () => {
    const { call, intent } = await asked({});
    const path = `/_emulator/setup_intents/${intent.id}/collect_bank_account`;

    const { status, body } = await call('POST', path, {
      form: 'manual_entry[routing_number]=110000000&manual_entry[account_number]=000123456789',
    });

    expect(status).toBe(200);
    expect(body.payment_method.us_bank_account.financial_connections_account).toBeNull();
  });

  it('is refused in the words of a setup', async () => {
    const { emulator, stripe, intent } = await asked({ allowed_payment_method_types: ['card'] });

    await expect(emulator.collectBankAccount(intent.id)).rejects.toThrow('not allowed for this SetupIntent');
    await stripe.setupIntents.cancel(intent.id);
    await expect(emulator.collectBankAccount(intent.id)).rejects.toThrow(
      'No bank account can be collected for a SetupIntent with a status of canceled.',
    );
  });

  it('finds the intent of a connected account, and no intent in the place of another kind', async () => {
    const { emulator, clientFor, call } = await asked({});
    const connected = clientFor(emulator.apiKey, { stripeAccount: 'acct_1' });
    const { id } = await connected.setupIntents.create();

    expect(await emulator.collectBankAccount(id)).toMatchObject({ id, status: 'requires_confirmation' });
    await expect(emulator.collectBankAccount('seti_x')).rejects.toThrow("No such setupintent: 'seti_x'");
    await expect(emulator.collectBankAccount('pi_x')).rejects.toThrow("No such payment_intent: 'pi_x'");
    const { status } = await call('POST', `/_emulator/payment_intents/${id}/collect_bank_account`);
    expect(status).toBe(404);
    expect((await refusal(connected.paymentIntents.retrieve(id))).statusCode).toBe(404);
  });
});
