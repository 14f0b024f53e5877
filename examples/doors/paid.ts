import type Stripe from 'stripe';

/** What a door leads to. */
export interface Paid {
  /** Of the account, before it was debited. */
  readonly balance: Stripe.FinancialConnections.Account.Balance | null;
  /** When the bank has answered. */
  readonly intent: Stripe.PaymentIntent;
}
