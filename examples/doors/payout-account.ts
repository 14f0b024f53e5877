import type Stripe from 'stripe';
import type { Customer } from './customer.ts';

/** What a payout came to. */
export interface PaidOut {
  /** Of the account that is paid out to, before it was. */
  readonly balance: Stripe.FinancialConnections.Account.Balance | null;
  readonly payout: Stripe.Payout;
}

/** A seller: a customer of the platform's who has a connected account. */
export type Seller = Pick<Customer, 'picksAccountIn' | 'waits'>;

/** A connected account, whose payouts go to the bank account that the seller links; resolves to its id, and to the balance. */
export async function withPayoutAccount(
  stripe: Stripe,
  seller: Seller,
  details: Stripe.AccountCreateParams,
): Promise<{ readonly account: string; readonly balance: PaidOut['balance'] }> {
  const { id: account } = await stripe.accounts.create({ type: 'custom', country: 'US', ...details });
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'account', account },
    permissions: ['balances', 'payment_method'],
    prefetch: ['balances'],
    limits: { accounts: 1 },
  });
  // In the browser: stripe.collectBankAccountToken({ clientSecret }), which answers the token, too.
  const linked = await seller.picksAccountIn(session.client_secret ?? '');
  const { bank_account_token: token } = await stripe.financialConnections.sessions.retrieve(session.id);
  await stripe.accounts.createExternalAccount(account, { external_account: token?.id ?? '' });
  // Webhooks tell of both: financial_connections.account.refreshed_balance, and account.updated with payouts_enabled.
  await seller.waits();

  // What is linked for a connected account is read as that account.
  const { balance } = await stripe.financialConnections.accounts.retrieve(
    linked,
    {},
    { stripeAccount: account },
  );
  return { account, balance };
}

/** Pays out what a connected account has earned. */
export async function payOut(
  stripe: Stripe,
  seller: Seller,
  account: string,
  amount: number,
): Promise<Stripe.Payout> {
  const asAccount = { stripeAccount: account };
  const { id } = await stripe.payouts.create({ amount, currency: 'usd' }, asAccount);
  // Webhooks of connected accounts: payout.paid or payout.failed.
  await seller.waits();
  return stripe.payouts.retrieve(id, {}, asAccount);
}
