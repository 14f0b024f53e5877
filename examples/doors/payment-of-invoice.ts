import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';

/** The customer pays what an invoice asks for, on a page of the application's own. */
export async function payInvoice(stripe: Stripe, customer: Customer, invoice: Stripe.Invoice): Promise<Paid> {
  const [first] = invoice.payments?.data ?? [];
  const id = String(first?.payment.payment_intent);
  // In the browser: stripe.collectBankAccountForPayment({ clientSecret, … }), with the invoice's confirmation_secret.
  await customer.picksAccountFor(id);

  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
  const method = intent.payment_method as Stripe.PaymentMethod;
  const account = method.us_bank_account?.financial_connections_account ?? '';
  await stripe.financialConnections.accounts.refresh(account, { features: ['balance'] });
  await customer.waits();
  const { balance } = await stripe.financialConnections.accounts.retrieve(account);

  // In the browser: stripe.confirmUsBankAccountPayment(clientSecret). Webhooks: invoice.paid or invoice.payment_failed.
  await stripe.paymentIntents.confirm(id, { mandate_data: customer.acceptance });
  await customer.waits();
  return { balance, intent: await stripe.paymentIntents.retrieve(id) };
}
