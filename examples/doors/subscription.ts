import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';
import { payInvoice } from './payment-of-invoice.ts';

/** The customer links a bank account to pay what a subscription begins with, and is debited by it every month from then on. */
export async function throughSubscription(stripe: Stripe, customer: Customer, amount: number): Promise<Paid> {
  const product = await stripe.products.create({ name: 'Rent' });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: amount,
    recurring: { interval: 'month' },
  });
  const { latest_invoice: invoice } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    payment_behavior: 'default_incomplete',
    payment_settings: {
      payment_method_types: ['us_bank_account'],
      payment_method_options: {
        us_bank_account: { financial_connections: { permissions: ['balances', 'payment_method'] } },
      },
      save_default_payment_method: 'on_subscription',
    },
    expand: ['latest_invoice.payments'],
  });
  return payInvoice(stripe, customer, invoice as Stripe.Invoice);
}
