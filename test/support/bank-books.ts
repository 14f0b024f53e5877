import { type Ledger, type LedgerItem, ledgerOf } from '../../src/bank/ledger/ledger.ts';
import { LongList } from '../../src/core/long-list.ts';
import { ledgerSeed } from '../../src/resources/financial-connections/transactions/open-ledger.ts';
import { accountCalled, DAY } from './living.ts';
import type { Setup } from './setup.ts';
import type { Transaction } from './transactions.ts';

/*
 * The bank's side of a linked account: the pure ledger itself, with no refresh, no list and no page in between, for tests
 * that hold what the API shows against it.
 */

/** "Up to the last 180 days of transaction history" (docs: financial-connections/transactions). */
const HISTORY = 180 * DAY;

/** The books of the account that was linked as that test account of a persona. */
export async function booksOf(
  { emulator, stripe }: Pick<Setup, 'emulator' | 'stripe'>,
  id: string,
  name: string,
): Promise<Ledger> {
  const { account_holder, created } = await stripe.financialConnections.accounts.retrieve(id);
  const { bank_seed: bankSeed } = JSON.parse(JSON.stringify(await emulator.snapshot()));
  const account = accountCalled(name);
  const { customer } = account_holder ?? {};
  if (typeof customer !== 'string')
    throw new Error('Link the account to a customer, which the books are of.');
  const seed = ledgerSeed(bankSeed, { id, account_holder: { customer, type: 'customer' } }, account);
  return ledgerOf({ account, seed, since: created, own: LongList.of<LedgerItem>([]) });
}

/** A refresh of transactions, as its events tell of it. */
export interface Refresh {
  readonly id: string;
  readonly at: number;
  readonly end: number;
  readonly status: string;
}

/** A transaction as books can tell of it. */
export type Booked = Pick<
  Transaction,
  | 'amount'
  | 'currency'
  | 'description'
  | 'status'
  | 'status_transitions'
  | 'transacted_at'
  | 'transaction_refresh'
  | 'updated'
>;

/** The whole of it as a text, to be compared, whatever else is with it. */
export const booked = ({ status_transitions: { posted_at, void_at }, ...rest }: Booked): string => {
  const { amount, currency, description, status, transacted_at, transaction_refresh, updated } = rest;
  const times = { transacted_at, posted_at, void_at, updated };
  return JSON.stringify({ ...times, description, amount, currency, status, transaction_refresh });
};

/** What the bank said of an item up to an instant. */
const saidUntil = ({ stages }: LedgerItem, seconds: number) => stages.filter(({ at }) => at <= seconds);

/** What those refreshes have to show of a bank's books, each transaction without its id. */
export function shownOf(books: Ledger, refreshes: readonly Refresh[]): readonly Booked[] {
  const successes = refreshes.filter(({ status }) => status === 'succeeded');
  const [first, last] = [successes[0], successes.at(-1)];
  if (first === undefined || last === undefined) throw new Error('No refresh has succeeded.');
  return [...books.walk({ from: first.at - HISTORY, to: last.at })].flatMap((item) => {
    const said = saidUntil(item, last.at);
    const stage = said.at(-1);
    const by = stage && successes.find(({ at }) => at >= stage.at);
    if (stage === undefined || by === undefined) return [];
    return {
      amount: stage.amount,
      currency: item.currency,
      description: stage.description,
      status: stage.status,
      status_transitions: {
        posted_at: said.find(({ status }) => status === 'posted')?.at ?? null,
        void_at: said.find(({ status }) => status === 'void')?.at ?? null,
      },
      transacted_at: item.transactedAt,
      transaction_refresh: by.id,
      updated: by.end,
    };
  });
}
