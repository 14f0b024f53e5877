import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';
import { payInvoice } from './payment-of-invoice.ts';

/** The customer links a bank account to pay an invoice. The account is read before the payment is confirmed. */
export async function throughInvoice(stripe: Stripe, customer: Customer, amount: number): Promise<Paid> {
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 30,
    payment_settings: {
      payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['balances', 'payment_method'] } },
      },
    },
  });
  await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: draft.id ?? '',
    amount,
    currency: 'usd',
    description: 'Rent',
  });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id ?? '', { expand: ['payments'] });
  return payInvoice(stripe, customer, invoice);
}
