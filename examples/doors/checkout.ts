import type Stripe from 'stripe';
import type { Customer } from './customer.ts';
import type { Paid } from './paid.ts';

/** The customer links a bank account and pays on the page of a Checkout Session. Its balance is fetched meanwhile. */
export async function throughCheckout(stripe: Stripe, customer: Customer, amount: number): Promise<Paid> {
  const { id } = await stripe.checkout.sessions.create({
    mode: 'payment',
    customer: customer.id,
    line_items: [
      { price_data: { currency: 'usd', unit_amount: amount, product_data: { name: 'Rent' } }, quantity: 1 },
    ],
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_options: {
      us_bank_account: {
        financial_connections: { permissions: ['balances', 'payment_method'], prefetch: ['balances'] },
      },
    },
    success_url: 'https://example.com/thanks?session={CHECKOUT_SESSION_ID}',
  });
  // In the browser: a redirect to the session's url. checkout.session.completed tells that it was submitted, and not yet paid.
  await customer.submitsPageOf(id);
  // Then checkout.session.async_payment_succeeded or .async_payment_failed tells how the bank has answered.
  await customer.waits();

  const { data: accounts } = await stripe.financialConnections.accounts.list({
    account_holder: { customer: customer.id },
  });
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
  return { balance: accounts[0]?.balance ?? null, intent: session.payment_intent as Stripe.PaymentIntent };
}
