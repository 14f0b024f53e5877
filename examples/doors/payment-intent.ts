import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';

/** The customer links a bank account on the way to a payment. The account is read before the payment is confirmed. */
export async function throughPaymentIntent(
  stripe: Stripe,
  customer: Customer,
  amount: number,
): Promise<Paid> {
  const { id } = await stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    customer: customer.id,
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_options: {
      us_bank_account: { financial_connections: { permissions: ['balances', 'payment_method'] } },
    },
  });
  // In the browser: stripe.collectBankAccountForPayment({ clientSecret, … }).
  await customer.picksAccountFor(id);

  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
  const method = intent.payment_method as Stripe.PaymentMethod;
  const account = method.us_bank_account?.financial_connections_account ?? '';
  await stripe.financialConnections.accounts.refresh(account, { features: ['balance'] });
  // A webhook tells of both: financial_connections.account.refreshed_balance, and payment_intent.succeeded or .payment_failed.
  await customer.waits();
  const { balance } = await stripe.financialConnections.accounts.retrieve(account);

  await stripe.paymentIntents.confirm(id, { mandate_data: customer.acceptance });
  await customer.waits();
  return { balance, intent: await stripe.paymentIntents.retrieve(id) };
}
