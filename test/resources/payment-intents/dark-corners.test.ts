import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { OFFLINE } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/payment-intents/dark-corners.test.ts');

describe('payments', () => {
  const intentWith = (options: object) => ({
    amount: 20_000,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_options: { us_bank_account: { financial_connections: options } },
  });

  corner(36, 'a payment method that was made from an account works after it is disconnected', async () => {
    const world = setup();
    const { emulator, stripe } = world;
    const { id } = await stripe.paymentIntents.create(intentWith({ permissions: ['payment_method'] }));
    const { payment_method: method } = await emulator.collectBankAccount(id, {
      account: 'Insufficient Funds',
    });

    await stripe.financialConnections.accounts.disconnect(
      method.us_bank_account.financial_connections_account,
    );
    const confirmed = await stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });
    await emulator.clock.advance(1000);

    expect(confirmed.status).toBe('processing');
    expect((await stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe('insufficient_funds');
  });

  corner(46, 'the permissions of an intent must include payment_method', async () => {
    const error = await refusal(
      setup().stripe.paymentIntents.create(intentWith({ permissions: ['balances'] })),
    );

    expect(error).toMatchObject({
      statusCode: 400,
      param: 'payment_method_options[us_bank_account][financial_connections][permissions]',
    });
  });

  corner(48, 'the filter of an intent knows only checking and savings', async () => {
    const filters = { account_subcategories: ['credit_card'] };

    const error = await refusal(setup().stripe.paymentIntents.create(intentWith({ filters })));

    expect(error.message).toContain('must be one of checking or savings');
  });

  corner(49, 'a bank account that was typed in has no Financial Connections account', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentIntents.create(intentWith({ permissions: ['payment_method'] }));

    const intent = await emulator.collectBankAccount(id, {
      manual_entry: { routing_number: '110000000', account_number: '000123456789' },
    });

    expect(intent.payment_method.us_bank_account.financial_connections_account).toBeNull();
  });

  corner(50, 'expanding payment_method on the intent leads to the account', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.paymentIntents.create(
      intentWith({ permissions: ['payment_method', 'balances'], prefetch: ['balances'] }),
    );
    await emulator.collectBankAccount(id);

    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
    const account =
      (intent.payment_method as Stripe.PaymentMethod).us_bank_account?.financial_connections_account ?? '';

    expect((await stripe.financialConnections.accounts.retrieve(account)).balance_refresh?.status).toBe(
      'pending',
    );
  });

  corner(53, 'a payment from 000000000009 stays in processing, and can be canceled', async () => {
    const { emulator, stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: 'pm_usBankAccount_processing',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });
    await emulator.clock.advance(86_400_000);

    const later = await stripe.paymentIntents.retrieve(intent.id);
    const canceled = await stripe.paymentIntents.cancel(intent.id);

    expect([intent.status, later.status, canceled.status]).toEqual(['processing', 'processing', 'canceled']);
  });

  it('have all their dark corners told', expectAllTold);
});
