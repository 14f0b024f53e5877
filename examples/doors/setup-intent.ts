import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';

/** The customer saves a bank account. The account is read, and debited later without the customer. */
export async function throughSetupIntent(stripe: Stripe, customer: Customer, amount: number): Promise<Paid> {
  const { id } = await stripe.setupIntents.create({
    customer: customer.id,
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_options: {
      us_bank_account: { financial_connections: { permissions: ['balances', 'payment_method'] } },
    },
  });
  // In the browser: stripe.collectBankAccountForSetup({ clientSecret, … }).
  await customer.picksAccountFor(id);
  const setup = await stripe.setupIntents.confirm(id, {
    mandate_data: customer.acceptance,
    expand: ['payment_method'],
  });

  const method = setup.payment_method as Stripe.PaymentMethod;
  const account = method.us_bank_account?.financial_connections_account ?? '';
  await stripe.financialConnections.accounts.refresh(account, { features: ['balance'] });
  await customer.waits();
  const { balance } = await stripe.financialConnections.accounts.retrieve(account);

  // The mandate of the SetupIntent stands for this payment, too.
  const payment = await stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    customer: customer.id,
    payment_method: method.id,
    allowed_payment_method_types: ['us_bank_account'],
    off_session: true,
    confirm: true,
  });
  await customer.waits();
  return { balance, intent: await stripe.paymentIntents.retrieve(payment.id) };
}
