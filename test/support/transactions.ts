import type Stripe from 'stripe';
import type { Setup } from './setup.ts';

/* Transactions as tests ask for them. */

export const NOW = Date.UTC(2026, 0, 5, 12) / 1000;

export type Transaction = Stripe.FinancialConnections.Transaction;

type Asking = Pick<Setup, 'emulator' | 'stripe'>;
type Asked = Omit<Stripe.FinancialConnections.TransactionListParams, 'account'>;

/** Refreshes the transactions of an account, and waits for the end: the id of the refresh. */
export async function refreshed({ emulator, stripe }: Asking, id: string): Promise<string> {
  const { transaction_refresh: refresh } = await stripe.financialConnections.accounts.refresh(id, {
    features: ['transactions'],
  });
  await emulator.clock.advance('2s');
  return refresh?.id ?? '';
}

/** Every transaction that a list has, page by page. */
export async function listed({ stripe }: Asking, account: string, asked: Asked = {}): Promise<Transaction[]> {
  const all: Transaction[] = [];
  for await (const transaction of stripe.financialConnections.transactions.list({
    limit: 100,
    account,
    ...asked,
  }))
    all.push(transaction);
  return all;
}

export const idsOf = async (world: Asking, account: string, asked: Asked = {}): Promise<readonly string[]> =>
  (await listed(world, account, asked)).map(({ id }) => id);

/** As a program does that keeps up with an account: all that has come after a refresh, or all there is. */
export const synced = (world: Asking, account: string, after?: string, limit = 100): Promise<Transaction[]> =>
  listed(world, account, { limit, ...(after === undefined ? {} : { transaction_refresh: { after } }) });
