import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';

/** The customer links a bank account for its data. The account is read, and made a payment method of. */
export async function throughSession(stripe: Stripe, customer: Customer, amount: number): Promise<Paid> {
  const { client_secret } = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances', 'payment_method'],
  });
  // In the browser: stripe.collectFinancialConnectionsAccounts({ clientSecret }).
  const account = await customer.picksAccountIn(client_secret ?? '');
  await stripe.financialConnections.accounts.refresh(account, { features: ['balance'] });
  await customer.waits();
  const { balance } = await stripe.financialConnections.accounts.retrieve(account);

  const { id: method } = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { financial_connections_account: account },
  });
  await stripe.paymentMethods.attach(method, { customer: customer.id });
  const payment = await stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    customer: customer.id,
    payment_method: method,
    allowed_payment_method_types: ['us_bank_account'],
    mandate_data: customer.acceptance,
    confirm: true,
  });
  await customer.waits();
  return { balance, intent: await stripe.paymentIntents.retrieve(payment.id) };
}
